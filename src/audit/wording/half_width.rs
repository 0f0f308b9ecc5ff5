//! ZP401: half-width punctuation in Chinese text.

use super::super::{Case, Rule};
use super::{Line, is_full_width_mark, is_hanzi};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP401", name: "半角标点" },
    severity: Severity::Warning,
    about: "\
检查什么：中文里的逗号、分号、冒号、句号、问号、叹号、括号应是全角的；数里的“1,000”“3:1”“10:30”、网址、英文和只括住英文数字的半角括号不算。
为什么：《标点符号用法》（GB/T 15834）规定中文标点占一个字的位置，半角标点使排出的行疏密不匀。
例如：“年初目标为100%,实际完成值为48.15%”，逗号是半角的。
怎么办：改成全角标点；ziping check --fix 可以代为改正。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in &case.lines {
        stops(line, &mut findings);
        brackets(line, &mut findings);
    }
    findings
}

fn full_width(c: char) -> Option<&'static str> {
    Some(match c {
        ',' => "，",
        ';' => "；",
        ':' => "：",
        '?' => "？",
        '!' => "！",
        '.' => "。",
        _ => return None,
    })
}

fn is_chinese(c: char) -> bool {
    is_hanzi(c) || is_full_width_mark(c)
}

fn stops(line: &Line, findings: &mut Vec<Finding>) {
    for (index, char) in line.chars.iter().enumerate() {
        let Some(right) = full_width(char.c) else { continue };
        let before = line.before(index);
        let after = line.at(index + 1).and_then(|c| match c {
            ' ' => line.at(index + 2),
            c => Some(c),
        });
        let in_chinese = match char.c {
            // A point divides numbers, names of files and much else.
            '.' => before.is_some_and(is_hanzi) && line.at(index + 1).is_none_or(is_hanzi),
            _ => {
                before.is_some_and(is_chinese) || before.is_some() && after.is_some_and(is_chinese)
            }
        };
        if in_chinese {
            let message = format!("中文里用了半角的“{}”", char.c);
            findings.push(
                line.finding_with_fix(&RULE, index, index + 1, message, right)
                    .help(format!("请改成全角的“{right}”")),
            );
        }
    }
}

/// Pairs of brackets that hold Chinese, or of which one is half-width and the other is not.
fn brackets(line: &Line, findings: &mut Vec<Finding>) {
    let mut open: Vec<(usize, char, bool)> = Vec::new();
    for (index, char) in line.chars.iter().enumerate() {
        match char.c {
            '(' | '（' => open.push((index, char.c, false)),
            ')' | '）' => {
                let Some((from, opened, chinese)) = open.pop() else { continue };
                let mixed = (opened == '(') != (char.c == ')');
                if opened == '(' && chinese || mixed {
                    let inner = line.slice(from + 1, index);
                    let message = format!("中文里用了半角的“{opened}”“{}”", char.c)
                        .replace("“（”", "")
                        .replace("“）”", "");
                    let right = format!("（{inner}）");
                    findings.push(
                        line.finding_with_fix(&RULE, from, index + 1, message, &right)
                            .help("请改成全角的“（”“）”"),
                    );
                }
                if let Some(outer) = open.last_mut() {
                    outer.2 |= chinese;
                }
            }
            c if is_chinese(c) => {
                if let Some(innermost) = open.last_mut() {
                    innermost.2 = true;
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, found, messages};

    fn reads(text: &str) -> Vec<String> {
        let yaml = changed(&[("项目资金实行专账核算、专款专用，", &format!("{text}，"))]);
        messages("ZP401", &yaml)
    }

    #[test]
    fn fires_on_half_width_marks_in_chinese() {
        for text in
            ["目标为100%,实际为90%", "专账核算,专款专用", "得分{{ 总分 }},等级良", "办法如下:专账"]
        {
            assert_eq!(reads(text).len(), 1, "{text}");
        }
        assert_eq!(reads("专款专用(含结转)"), ["中文里用了半角的“(”“)”"]);
        assert_eq!(reads("专款专用（含结转)"), ["中文里用了半角的“)”"]);
        let fix = found("ZP401", &changed(&[("实行专账核算、", "实行专账核算,")])).remove(0).fix;
        assert_eq!(fix.unwrap().replacement, "，");
    }

    #[test]
    fn is_silent_on_numbers_addresses_and_english() {
        for text in [
            "共1,000元，比例3:1，10:30开始",
            "见https://example.com:80/?a=1网站",
            "浓度(PM2.5)达标",
            "用Word, Excel和WPS",
            "增长3.5倍",
        ] {
            assert_eq!(reads(text), Vec::<String>::new(), "{text}");
        }
    }
}
