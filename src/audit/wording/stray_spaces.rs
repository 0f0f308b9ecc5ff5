//! ZP403: spaces in Chinese text.

use super::super::{Case, Rule};
use super::{Line, Role, is_full_width_mark, is_hanzi, is_number};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP403", name: "多余的空格" },
    severity: Severity::Note,
    about: "\
检查什么：汉字之间、汉字与数字之间、标点前后不应有空格（包括全角空格、Tab）；表格里拉开的“合 计”不算。
为什么：中文不用空格分词，汉字与数字的间距由排版负责，手打的空格使间距忽大忽小，行首行尾也会露出空当。
例如：“2022 年”“完成 18处”“一是 加强管理”。
怎么办：删去空格；ziping check --fix 可以代为改正。",
    needs: &[],
    check,
};

/// The most characters of a table's cell whose characters may be spread.
const SPREAD: usize = 4;

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in &case.lines {
        let spread =
            line.is_cell() && line.chars.iter().filter(|char| is_hanzi(char.c)).count() <= SPREAD;
        if spread {
            continue;
        }
        let mut from = 0;
        while from < line.chars.len() {
            let run = line.chars[from..].iter().take_while(|char| is_space(char.c)).count();
            if run > 0
                && let (Some(before), Some(after)) = (line.before(from), line.at(from + run))
                && chinese_or_number(before)
                && chinese_or_number(after)
                && !(is_number(before) && is_number(after))
                && !is_caption_number(line, from)
            {
                let shown = |c| if c == super::FIGURE { '…' } else { c };
                let message = format!("“{}”和“{}”之间有空格", shown(before), shown(after));
                findings.push(
                    line.finding_with_fix(&RULE, from, from + run, message, "").help("请删去空格"),
                );
            }
            from += run.max(1);
        }
    }
    findings
}

/// 表1　各项资金执行情况: a caption's number stands apart.
fn is_caption_number(line: &Line, space: usize) -> bool {
    let head = line.slice(0, space);
    let digits = head.trim_start_matches(['表', '图', '附', '件']);
    line.role == Role::Heading
        && digits.len() < head.len()
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{3000}' | '\u{2002}'..='\u{200A}')
}

fn chinese_or_number(c: char) -> bool {
    is_hanzi(c) || is_full_width_mark(c) || is_number(c) || c == '%'
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    fn reads(text: &str) -> Vec<String> {
        messages("ZP403", &changed(&[("项目资金实行专账核算、专款专用，", &format!("{text}，"))]))
    }

    #[test]
    fn fires_between_chinese_and_numbers() {
        assert_eq!(reads("专账 核算"), ["“账”和“核”之间有空格"]);
        assert_eq!(reads("完成 18处"), ["“成”和“1”之间有空格"]);
        assert_eq!(reads("得{{ 总分 }} 分"), ["“…”和“分”之间有空格"]);
        assert_eq!(reads("专账，\u{3000}核算").len(), 1);
    }

    #[test]
    fn is_silent_around_english_and_in_spread_cells() {
        assert_eq!(reads("用 Word 2016 and Excel 编写"), Vec::<String>::new());
        assert_eq!(reads("{{ 总分 }} {{ 等级 }}"), Vec::<String>::new());
    }
}
