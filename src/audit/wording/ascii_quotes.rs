//! ZP405: ASCII quotes in Chinese text.

use super::super::{Case, Rule};
use super::{Line, is_full_width_mark, is_hanzi};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP405", name: "半角引号" },
    severity: Severity::Warning,
    about: "\
检查什么：中文里的引号应是“”和‘’，不是键盘上的\"\"和''；英寸、英文里的撇号不算。
为什么：半角引号不分左右，《标点符号用法》（GB/T 15834）规定中文用弯引号。
例如：加强\"三公经费\"管理，应写作：加强“三公经费”管理。
怎么办：改成弯引号；成对的，ziping check --fix 可以代为改正。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in &case.lines {
        pairs(line, '"', ["“", "”"], &mut findings);
        pairs(line, '\'', ["‘", "’"], &mut findings);
    }
    findings
}

/// Takes the quotes of a line two by two.
fn pairs(line: &Line, quote: char, [left, right]: [&str; 2], findings: &mut Vec<Finding>) {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_chinese = |c: Option<char>| c.is_some_and(|c| is_hanzi(c) || is_full_width_mark(c));
    let mut open = None;
    for (index, _) in line.chars.iter().enumerate().filter(|(_, char)| char.c == quote) {
        match open {
            None => {
                // Behind a digit it is inches, between letters an apostrophe.
                if !(is_latin(line.before(index)) && !is_chinese(line.at(index + 1))
                    || line.before(index).is_some_and(|c| c.is_ascii_digit()))
                {
                    open = Some(index);
                }
            }
            Some(from) => {
                open = None;
                let inside = line.chars[from + 1..index].iter().any(|char| is_hanzi(char.c));
                if inside || is_chinese(line.before(from)) || is_chinese(line.at(index + 1)) {
                    let inner = line.slice(from + 1, index);
                    let right = format!("{left}{inner}{right}");
                    let message = format!("中文里用了半角引号：{quote}{inner}{quote}");
                    findings.push(
                        line.finding_with_fix(&RULE, from, index + 1, message, &right)
                            .help(format!("请写作：{right}")),
                    );
                }
            }
        }
    }
    if let Some(from) =
        open.filter(|&from| is_chinese(line.before(from)) || is_chinese(line.at(from + 1)))
    {
        let message = format!("中文里用了半角引号{quote}，而且不成对");
        findings.push(
            line.finding(&RULE, from, from + 1, message)
                .help(format!("请改成“{left}”或“{right}”，并补上另一半")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, found, messages};

    fn with(text: &str) -> String {
        changed(&[("项目资金实行专账核算、专款专用，", &format!("{text}，"))])
    }

    #[test]
    fn fires_on_quotes_around_chinese() {
        let finding = found("ZP405", &with("加强\"三公经费\"管理")).remove(0);
        assert_eq!(finding.message, "中文里用了半角引号：\"三公经费\"");
        assert_eq!(finding.fix.unwrap().replacement, "“三公经费”");
        assert_eq!(found("ZP405", &with("加强\"三公经费管理")).len(), 1);
        assert_eq!(found("ZP405", &with("加强'三公'经费")).len(), 1);
    }

    #[test]
    fn is_silent_on_inches_apostrophes_and_ids() {
        for text in [
            "配置24\"显示器",
            "参加Children's Day活动",
            "加强“三公经费”管理",
            "得{{ 指标.产出指标.\"得分\" }}分",
        ] {
            assert_eq!(messages("ZP405", &with(text)), Vec::<String>::new(), "{text}");
        }
    }
}
