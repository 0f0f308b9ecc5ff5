//! Safe corrections, made in the text of the YAML by byte span: comments, layout and all else stay.
//!
//! A rule offers a correction with its finding. Before a corrected text is handed out it is parsed
//! again and compared with the old one: the same tree, the same keys, the same figures, and in the
//! corrected texts the same letters, digits and placeholders.

use crate::finding::{Finding, Fix};
use crate::ledger::placeholder;
use crate::source::{Node, Origin, Source, Value, parse};
use crate::{Assembled, MethodFile, prepare};

/// Rounds of corrections: one inside another is made in the next round.
const MOST_ROUNDS: usize = 16;

/// A text corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text as it was, without byte order mark.
    pub before: String,
    /// The text as it is now.
    pub after: String,
    /// How many corrections were made.
    pub count: usize,
}

/// Why nothing was corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The report can't be read; its findings say why.
    Unreadable,
    /// It holds 公布值: an archive of what was published, which stays as it was.
    Archive,
    /// The corrected text would not mean the same.
    Differs,
}

/// Makes all corrections that the findings of a report offer, save those acknowledged.
///
/// # Errors
/// The reason why nothing may be corrected.
pub fn fix(name: &str, bytes: &[u8], method: Option<&MethodFile>) -> Result<Fixed, Refusal> {
    let read = |bytes: &[u8]| {
        let prepared = prepare(name, bytes, method.cloned());
        let source = prepared.sources.map(|sources| sources.report.clone());
        Some((source?, prepared.assembled?, prepared.findings))
    };
    let (source, assembled, mut findings) = read(bytes).ok_or(Refusal::Unreadable)?;
    if !assembled.report.stated.is_empty() {
        return Err(Refusal::Archive);
    }
    let mut after = source.text.clone();
    let mut count = 0;
    for _ in 0..MOST_ROUNDS {
        let fixes = independent(&findings);
        if fixes.is_empty() {
            break;
        }
        count += fixes.len();
        after = apply(&after, &fixes);
        let (new_source, new_assembled, new_findings) =
            read(after.as_bytes()).ok_or(Refusal::Differs)?;
        if !same(&source, &new_source) || !same_figures(&assembled, &new_assembled) {
            return Err(Refusal::Differs);
        }
        findings = new_findings;
    }
    Ok(Fixed { before: source.text, after, count })
}

/// The corrections of a round, in the order of the text, none overlapping another.
fn independent(findings: &[Finding]) -> Vec<&Fix> {
    let offered = findings.iter().filter(|finding| finding.acknowledged.is_none());
    let mut fixes: Vec<&Fix> = offered
        .filter_map(|finding| finding.fix.as_ref())
        .filter(|fix| fix.span.origin == Origin::Report)
        .collect();
    // By their ends: of one inside another the inner goes first.
    fixes.sort_by_key(|fix| (fix.span.end, fix.span.end - fix.span.start));
    let mut end = 0;
    fixes.retain(|fix| {
        let free = fix.span.start >= end;
        if free {
            end = fix.span.end;
        }
        free
    });
    fixes
}

fn apply(text: &str, fixes: &[&Fix]) -> String {
    let mut fixed = String::with_capacity(text.len());
    let mut at = 0;
    for fix in fixes {
        fixed.push_str(&text[at..fix.span.start]);
        fixed.push_str(&fix.replacement);
        at = fix.span.end;
    }
    fixed.push_str(&text[at..]);
    fixed
}

/// Whether two texts parse to the same tree with the same words.
fn same(old: &Source, new: &Source) -> bool {
    let (before, after) = (parse(old), parse(new));
    before.findings.is_empty()
        && after.findings.is_empty()
        && old.text.lines().count() == new.text.lines().count()
        && same_nodes(&before.root, &after.root)
}

fn same_nodes(old: &Node, new: &Node) -> bool {
    match (&old.value, &new.value) {
        (Value::Empty, Value::Empty) => true,
        (Value::Scalar(old), Value::Scalar(new)) => old == new || words(old) == words(new),
        (Value::Sequence(old), Value::Sequence(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same_nodes(old, new))
        }
        (Value::Mapping(old), Value::Mapping(new)) => {
            let same = |(old, new): (&crate::source::Entry, &crate::source::Entry)| {
                old.key.value == new.key.value && same_nodes(&old.value, &new.value)
            };
            old.len() == new.len() && old.iter().zip(new).all(same)
        }
        _ => false,
    }
}

/// What a correction must leave: letters and digits outside placeholders, placeholders to the letter,
/// and where lines end.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut at = 0;
    let plain = |text: &str, words: &mut String| {
        words.extend(text.chars().filter(|c| c.is_alphanumeric() || *c == '\n'));
    };
    for figure in placeholder::ranges(text) {
        plain(&text[at..figure.start], &mut words);
        words.push_str(&text[figure.clone()]);
        at = figure.end;
    }
    plain(&text[at..], &mut words);
    words
}

fn same_figures(old: &Assembled, new: &Assembled) -> bool {
    let (old, new) = (old.ledger.figures(), new.ledger.figures());
    old.len() == new.len()
        && old.iter().zip(new).all(|(old, new)| old.id == new.id && old.text == new.text)
}

impl Fixed {
    /// The changed lines, old and new, in the manner of `diff -u`.
    pub fn diff(&self, file: &str) -> String {
        let mut text = String::new();
        for (number, (before, after)) in self.before.lines().zip(self.after.lines()).enumerate() {
            if before == after {
                continue;
            }
            if text.is_empty() {
                text.push_str(&format!("--- {file}\n+++ {file}\n"));
            }
            let line = number + 1;
            text.push_str(&format!("@@ -{line} +{line} @@\n-{before}\n+{after}\n"));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{Refusal, fix};

    const SOUND: &str = include_str!("../data/reports/示例-2023-水利服务中心.yaml");
    const ARCHIVE: &str = include_str!("../data/reports/2022-shangjie-zhujian.yaml");

    fn fixed(yaml: &str) -> String {
        let fixed = fix("报告.yaml", yaml.as_bytes(), None).unwrap();
        let again = fix("报告.yaml", fixed.after.as_bytes(), None).unwrap();
        assert_eq!((again.count, &again.after), (0, &fixed.after), "twice is once");
        fixed.after
    }

    #[track_caller]
    fn becomes(sound: &str, wrong: &str, right: &str) {
        assert_eq!(SOUND.matches(sound).count(), 1, "{sound}");
        assert_eq!(fixed(&SOUND.replace(sound, wrong)), SOUND.replace(sound, right));
    }

    #[test]
    fn a_sound_report_stays_as_it_is() {
        assert_eq!(fixed(SOUND), SOUND);
    }

    #[test]
    fn punctuation_is_mended_in_place() {
        let sound = "项目资金实行专账核算、专款专用，";
        becomes(
            sound,
            "依据[2023]的(水农[2023]7号,\"专账 核算\",，专款\u{200B}专用),",
            "依据[2023]的（水农〔2023〕7号，“专账核算”，专款专用），",
        );
        becomes(sound, "得分{{ 总分 }} 分,专款专用，", "得分{{ 总分 }}分，专款专用，");
    }

    #[test]
    fn plain_quoted_and_flow_texts_stay_what_they_are() {
        becomes(
            "    主要内容: 更换老化、漏损严重的供水管道\n",
            "    主要内容: 更换老化,漏损:严重的供水管道  # 说明,不动\n",
            "    主要内容: 更换老化，漏损：严重的供水管道  # 说明,不动\n",
        );
        becomes(
            "    主要内容: 更换老化、漏损严重的供水管道\n",
            "    主要内容: \"更换老化,漏损: 严重的供水管道\"\n",
            "    主要内容: \"更换老化，漏损：严重的供水管道\"\n",
        );
        // Escapes hide the place: told, not mended.
        becomes(
            "    主要内容: 更换老化、漏损严重的供水管道\n",
            "    主要内容: \"更换\\\"老化\\\",漏损严重的供水管道\"\n",
            "    主要内容: \"更换\\\"老化\\\",漏损严重的供水管道\"\n",
        );
    }

    #[test]
    fn names_are_left_because_ids_are_made_of_them() {
        becomes("名称: 工程验收合格率", "名称: 工程验收 合格率", "名称: 工程验收 合格率");
    }

    #[test]
    fn windows_line_ends_stay() {
        let windows = SOUND.replace('\n', "\r\n");
        let wrong = windows.replace("项目资金实行专账核算、", "项目资金实行专账核算,");
        let right = windows.replace("项目资金实行专账核算、", "项目资金实行专账核算，");
        assert_eq!(fixed(&wrong), right);
    }

    #[test]
    fn an_archive_stays_as_published() {
        assert_eq!(fix("报告.yaml", ARCHIVE.as_bytes(), None), Err(Refusal::Archive));
        assert_eq!(fix("报告.yaml", b"a: [", None), Err(Refusal::Unreadable));
    }

    #[test]
    fn the_diff_shows_changed_lines_only() {
        let wrong = SOUND.replace("项目资金实行专账核算、", "项目资金实行专账核算,");
        let diff = fix("报告.yaml", wrong.as_bytes(), None).unwrap().diff("报告.yaml");
        let lines: Vec<&str> = diff.lines().collect();
        assert_eq!(lines[..2], ["--- 报告.yaml", "+++ 报告.yaml"]);
        assert!(lines[2].starts_with("@@ -"), "{diff}");
        assert!(lines[3].starts_with("-    ") && lines[4].starts_with("+    "), "{diff}");
        assert_eq!(lines.len(), 5);
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config {
            cases: 24,
            failure_persistence: None,
            ..Default::default()
        })]
        /// Whatever stands in the prose and the plain texts: twice is once, and no word changes.
        #[test]
        fn any_text_keeps_its_words(
            prose in "([甲乙12% ,;:?!()\\[\\]\"'，。、；“”（）]|\\{\\{ 总分 \\}\\}|水农\\[2023\\]7号|\u{200B}|a ){0,60}",
            plain in "([甲乙12 ,;?!()，。“”]){0,20}",
        ) {
            let yaml = SOUND
                .replace("项目资金实行专账核算、", &format!("项目{prose}"))
                .replace("主要内容: 更换老化、", &format!("主要内容: 更换{plain}"));
            match fix("报告.yaml", yaml.as_bytes(), None) {
                Ok(once) => {
                    let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                    proptest::prop_assert!(words(&once.after) == words(&yaml));
                    let again = fix("报告.yaml", once.after.as_bytes(), None).unwrap();
                    proptest::prop_assert!(again.after == once.after, "{}", again.diff("再改"));
                }
                Err(refusal) => proptest::prop_assert_eq!(refusal, Refusal::Unreadable),
            }
        }
    }
}
