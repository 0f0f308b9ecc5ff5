//! ZP420: characters and words written twice.

use std::collections::HashSet;

use super::super::{Case, Rule};
use super::words::DOUBLED;
use super::{Char, Line, is_hanzi};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP420", name: "字词重复" },
    severity: Severity::Warning,
    about: "\
检查什么：连着写了两遍的字、词、短语；“人人”“天天”这样的叠词，“农民工工资”“管理理念”这样前后两词相接的，不算。
为什么：多半是复制粘贴或输入法的失误。
例如：“完成的的工作”“进行进行核对”“绩效目标绩效目标”。
怎么办：删去重复的；确是叠词的，可以不改。",
    needs: &[],
    check,
};

/// The longest phrase that is looked for twice.
const LONGEST: usize = 12;

fn check(case: &Case) -> Vec<Finding> {
    let lines = &case.lines;
    let triples: HashSet<[char; 3]> = lines
        .iter()
        .flat_map(|line| line.chars.windows(3).map(|w| [w[0].c, w[1].c, w[2].c]))
        .collect();
    let mut findings = Vec::new();
    for line in lines {
        let mut at = 0;
        while at < line.chars.len() {
            let length = repeated(line, at, &triples);
            if length == 0 {
                at += 1;
                continue;
            }
            let once = line.slice(at, at + length);
            findings.push(
                line.finding(&RULE, at, at + 2 * length, format!("“{once}”写了两遍"))
                    .help("请核对并删去重复的"),
            );
            at += 2 * length;
        }
    }
    findings
}

/// The length of what begins here and is written twice; 0 for nothing.
fn repeated(line: &Line, at: usize, triples: &HashSet<[char; 3]>) -> usize {
    let chars = &line.chars[at..];
    let twice = |length: usize| {
        chars.len() >= 2 * length
            && chars[..length]
                .iter()
                .zip(&chars[length..])
                .all(|(a, b)| a.c == b.c && is_hanzi(a.c))
    };
    let varied = |length: usize| chars[..length].iter().any(|char| char.c != chars[0].c);
    if let Some(length) = (3..=LONGEST).rev().find(|&length| twice(length) && varied(length)) {
        return length;
    }
    if twice(2) && varied(2) {
        let word = line.slice(at, at + 2);
        return if DOUBLED.words.iter().any(|known| known == word) { 2 } else { 0 };
    }
    usize::from(twice(1) && doubled(line, at, chars, triples))
}

fn doubled(line: &Line, at: usize, chars: &[Char], triples: &HashSet<[char; 3]>) -> bool {
    let c = chars[0].c;
    let (before, after) = (line.before(at), chars.get(2).map(|char| char.c));
    if let Some(around) = DOUBLED.characters.get(&c) {
        let right = before.is_some_and(|c| around.before.contains(c))
            || after.is_some_and(|c| around.after.contains(c));
        return !right;
    }
    // Elsewhere the report has the same with the character written once.
    match (before, after) {
        (Some(before), Some(after)) => {
            before != c
                && after != c
                && is_hanzi(before)
                && is_hanzi(after)
                && triples.contains(&[before, c, after])
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    fn reads(text: &str) -> Vec<String> {
        messages("ZP420", &changed(&[("项目资金实行专账核算、", &format!("{text}、"))]))
    }

    #[test]
    fn fires_on_what_is_written_twice() {
        assert_eq!(reads("完成的的工作"), ["“的”写了两遍"]);
        assert_eq!(reads("进行进行核对"), ["“进行”写了两遍"]);
        assert_eq!(reads("设置绩效目标绩效目标"), ["“绩效目标”写了两遍"]);
        assert_eq!(reads("安全隐隐患、安全隐患"), ["“隐”写了两遍"]);
    }

    #[test]
    fn is_silent_on_doublings_of_the_language() {
        for text in [
            "返退农民工工资",
            "人人参与，天天检查，稳稳步步",
            "管理理念和建设设施",
            "以增收为目的的活动，为了了解情况",
            "改造项目项目资金，一个一个核对",
            "的的确确",
        ] {
            assert_eq!(reads(text), Vec::<String>::new(), "{text}");
        }
    }
}
