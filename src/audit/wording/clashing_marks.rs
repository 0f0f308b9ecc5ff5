//! ZP402: doubled or clashing marks.

use super::super::{Case, Rule};
use super::is_stop;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP402", name: "标点重复或冲突" },
    severity: Severity::Warning,
    about: "\
检查什么：两个或更多句内句末标点连在一起，如“，；”“。。”“，，”“、，”；连用的问号、叹号不算。
为什么：多半是改稿时删了文字而留下标点，或者漏了文字，读者不知道句子到哪里为止。
例如：“绩效监控完成率为100%，；按照财政部门要求”。
怎么办：核对是否漏了文字，留下一个标点；意思明确的，ziping check --fix 可以代为改正。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in &case.lines {
        let mut from = 0;
        while from < line.chars.len() {
            let run = line.chars[from..].iter().take_while(|char| is_stop(char.c)).count();
            if run >= 2 {
                let marks = line.slice(from, from + run);
                if !marks.chars().all(|c| matches!(c, '？' | '！')) {
                    let message = format!("标点“{marks}”连在一起");
                    let finding = match single(marks) {
                        Some(right) => line
                            .finding_with_fix(&RULE, from, from + run, message, right)
                            .help(format!("请核对是否漏了文字；没有漏的，改成“{right}”")),
                        None if marks.starts_with("。。。") => line
                            .finding(&RULE, from, from + run, message)
                            .help("省略号是“……”，占两个字的位置"),
                        None => line
                            .finding(&RULE, from, from + run, message)
                            .help("请核对是否漏了文字，只留一个标点"),
                    };
                    findings.push(finding);
                }
            }
            from += run.max(1);
        }
    }
    findings
}

/// The one mark that was meant, when there is no doubt: a doubled one, or a weaker one left before
/// the one that divides.
fn single(marks: &str) -> Option<&str> {
    let rank = |c: char| match c {
        '、' => 0,
        '，' => 1,
        '；' => 2,
        _ => 3,
    };
    let (first, last) = (marks.chars().next()?, marks.chars().next_back()?);
    let two = marks.chars().count() == 2;
    let sure = two && (first == last || rank(first) < rank(last));
    sure.then(|| &marks[marks.len() - last.len_utf8()..])
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, found, messages};

    fn with(marks: &str) -> String {
        changed(&[("项目资金实行专账核算、专款专用，", &format!("项目资金专款专用{marks}"))])
    }

    #[test]
    fn fires_on_doubled_and_clashing_marks() {
        assert_eq!(messages("ZP402", &with("，；")), ["标点“，；”连在一起"]);
        let fix = |marks| found("ZP402", &with(marks)).remove(0).fix.map(|fix| fix.replacement);
        assert_eq!(fix("，；").as_deref(), Some("；"));
        assert_eq!(fix("。。").as_deref(), Some("。"));
        assert_eq!(fix("。，"), None);
        assert_eq!(fix("。。。"), None);
    }

    #[test]
    fn is_silent_on_marks_that_go_together() {
        for marks in ["？！", "……", "：“好”，", "（甲）。"] {
            assert_eq!(messages("ZP402", &with(marks)), Vec::<String>::new(), "{marks}");
        }
    }
}
