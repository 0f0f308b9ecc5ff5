//! ZP426: quotes and brackets without their other half.

use super::super::{Case, Rule};
use super::Line;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP426", name: "引号括号不成对" },
    severity: Severity::Warning,
    about: "\
检查什么：一段里的引号、括号、书名号应左右成对，不交叉；“1）”这样的序数不算。
为什么：缺了一半，引用或说明到哪里为止就不清楚。
例如：“实施“三项工程，一项管理，做好”，少了后引号。
怎么办：补上另一半，或删去多余的一半。",
    needs: &[],
    check,
};

const PAIRS: [(&str, &str); 6] =
    [("“", "”"), ("‘", "’"), ("（(", "）)"), ("《", "》"), ("〔", "〕"), ("【", "】")];

fn check(case: &Case) -> Vec<Finding> {
    case.lines.iter().flat_map(in_line).collect()
}

fn in_line(line: &Line) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut tell = |at: usize, missing: char| {
        let c = line.chars[at].c;
        let message = format!("“{c}”没有配对的“{missing}”");
        findings.push(
            line.finding(&RULE, at, at + 1, message)
                .help(format!("请补上“{missing}”，或删去“{c}”")),
        );
    };
    let other = |half: &str| half.chars().next().unwrap_or_default();
    let mut open: Vec<(usize, usize)> = Vec::new();
    // How many of each kind are open, so that nobody looks for what is not there.
    let mut waiting = [0_usize; PAIRS.len()];
    for (at, char) in line.chars.iter().enumerate() {
        if let Some(kind) = PAIRS.iter().position(|(left, _)| left.contains(char.c)) {
            open.push((kind, at));
            waiting[kind] += 1;
        } else if let Some(kind) = PAIRS.iter().position(|(_, right)| right.contains(char.c)) {
            let is_kind = |(opened, _): &(usize, usize)| *opened == kind;
            let matching = (waiting[kind] > 0).then(|| open.iter().rposition(is_kind)).flatten();
            match matching {
                Some(matching) => {
                    for (kind, at) in open.drain(matching + 1..) {
                        waiting[kind] -= 1;
                        tell(at, other(PAIRS[kind].1));
                    }
                    open.pop();
                    waiting[kind] -= 1;
                }
                None if is_ordinal_or_apostrophe(line, at) => {}
                None => tell(at, other(PAIRS[kind].0)),
            }
        }
    }
    for (kind, at) in open {
        tell(at, other(PAIRS[kind].1));
    }
    findings
}

/// `1）`, `a)` at the head of a sentence, or `’` between letters.
fn is_ordinal_or_apostrophe(line: &Line, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| line.at(at));
    let short = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c);
    let begins = |c: Option<char>| {
        c.is_none_or(|c| matches!(c, '。' | '；' | '：' | '，' | ' ' | ';' | ':'))
    };
    match line.at(at) {
        Some('）' | ')') => before(1).is_some_and(|c| {
            short(c) && (begins(before(2)) || before(2).is_some_and(short) && begins(before(3)))
        }),
        Some('’') => before(1).is_some_and(|c| c.is_ascii_alphabetic()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    fn reads(text: &str) -> Vec<String> {
        messages("ZP426", &changed(&[("项目资金实行专账核算、", &format!("{text}、"))]))
    }

    #[test]
    fn fires_on_a_half_pair() {
        assert_eq!(reads("实施“三项工程，做好"), ["““”没有配对的“””"]);
        assert_eq!(reads("依据《办法（试行》"), ["“（”没有配对的“）”"]);
        assert_eq!(reads("专账核算）"), ["“）”没有配对的“（”"]);
    }

    #[test]
    fn is_silent_on_pairs_and_ordinals() {
        for text in
            ["“甲‘乙’（丙《丁》）”", "措施：1）专账；2）专款", "Children’s Day", "（含结转)"]
        {
            assert_eq!(reads(text), Vec::<String>::new(), "{text}");
        }
    }
}
