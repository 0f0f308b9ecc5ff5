//! ZP410: numbers that the standard writes another way.

use super::super::{Case, Rule};
use super::{Line, is_hanzi};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP410", name: "序数的写法" },
    severity: Severity::Note,
    about: "\
检查什么：段落里手写的层次序数，阿拉伯数字后应用小圆点“1.”，不用顿号“1、”；带括号的序数“（1）”“（一）”后不再加顿号、逗号。
为什么：《党政机关公文格式》（GB/T 9704—2012，7.3.3）规定层次序数依次为“一、”“（一）”“1.”“（1）”，序次语的标点见GB/T 15834附录。
例如：“1、加强管理”应写作“1.加强管理”，“（一）、加强管理”应写作“（一）加强管理”。
怎么办：改成规定的写法；由程序编号的列表不用写号。",
    needs: &[],
    check,
};

const NUMERALS: &str = "一二三四五六七八九十";

fn check(case: &Case) -> Vec<Finding> {
    case.lines.iter().flat_map(in_line).collect()
}

fn in_line(line: &Line) -> Vec<Finding> {
    let mut findings = Vec::new();
    for from in 0..line.chars.len() {
        if !matches!(line.before(from), None | Some('。' | '；' | '：')) {
            continue;
        }
        let Some(to) = ordinal(line, from) else { continue };
        let written = line.slice(from, to);
        let right = match written.strip_suffix(['、', '，']) {
            Some(right) if right.ends_with('）') => right.to_owned(),
            Some(right) => format!("{right}."),
            None => continue,
        };
        findings.push(
            line.finding(&RULE, from, to, format!("序数写成了“{written}”"))
                .help(format!("请写作“{right}”")),
        );
    }
    findings
}

/// The end of an ordinal with the mark behind it, when it leads Chinese words.
fn ordinal(line: &Line, from: usize) -> Option<usize> {
    let bracketed = line.at(from) == Some('（');
    let mut at = from + usize::from(bracketed);
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_numeral = |c: Option<char>| c.is_some_and(|c| NUMERALS.contains(c));
    let begin = at;
    while at < begin + 3 && (is_digit(line.at(at)) || bracketed && is_numeral(line.at(at))) {
        at += 1;
    }
    if at == begin || bracketed && line.at(at) != Some('）') {
        return None;
    }
    at += usize::from(bracketed);
    let marked = match line.at(at)? {
        '、' => true,
        '，' => bracketed,
        _ => false,
    };
    // “1、2号楼” and “三、四季度” are enumerations.
    let leads = line.at(at + 1).is_some_and(|c| is_hanzi(c) && !NUMERALS.contains(c));
    (marked && leads).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    fn reads(text: &str) -> Vec<String> {
        messages("ZP410", &changed(&[("项目资金实行专账核算、", &format!("{text}、"))]))
    }

    #[test]
    fn fires_on_a_number_with_the_wrong_mark() {
        assert_eq!(reads("措施如下：1、专账核算"), ["序数写成了“1、”"]);
        assert_eq!(reads("（一）、专账核算"), ["序数写成了“（一）、”"]);
    }

    #[test]
    fn is_silent_on_the_standard_and_on_enumerations() {
        for text in
            ["1.专账核算", "（1）专账核算", "1、2号泵站专账核算", "3、四季度核算", "2023年、专账"]
        {
            assert_eq!(reads(text), Vec::<String>::new(), "{text}");
        }
    }
}
