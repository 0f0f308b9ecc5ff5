//! ZP308: a row or level said to be met, or missed, against its score.

use std::collections::HashSet;
use std::ops::Range;

use super::super::names::Meaning;
use super::super::{Case, Rule};
use super::standing::{Part, Standing, Table, against};
use super::{self as claims, MASK, Made, Reading, readings};
use crate::finding::{Finding, Kind, Severity};

/// How many bytes may stand between a level's name and the verdict on it (各项指标).
const NEAR: usize = 24;

/// Pairs of characters that make another subject.
const OTHER: usize = 2;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP308", name: "说达到或未达到，与得分不符" },
    severity: Severity::Warning,
    about: "\
检查什么：正文点名（或用{{ }}引用）的指标，说达到指标值的，表中不应失分；说未达到的，表中不应得满分。“均达到”指同一句里前面点名的各项；“其他”“除……外”的不看。
为什么：正文对一项指标的判断应与表中这一项一致。
例如：正文说“更换供水管道24.7千米、验收合格率100%，均达到指标值”，表中前一项得9.5分，分值10分。
怎么办：核对这一项的实际完成值和得分，改正不实的一处。正文引用该项的实际完成值又说达到指标值、表中却由计算失分的，列为错误。",
    needs: &[],
    check,
};

/// What is said of the matters named before.
enum Verdict<'a> {
    Met(Made<'a>),
    Missed(Made<'a>),
    Other(Range<usize>),
}

impl Verdict<'_> {
    fn range(&self) -> &Range<usize> {
        match self {
            Verdict::Met(made) | Verdict::Missed(made) => &made.range,
            Verdict::Other(range) => range,
        }
    }
}

fn check(case: &Case) -> Vec<Finding> {
    let table = Table::of(case);
    readings(case)
        .filter(Reading::tells_results)
        .flat_map(|reading| of_passage(case, &table, &reading))
        .collect()
}

fn of_passage(case: &Case, table: &Table, reading: &Reading) -> Vec<Finding> {
    let mut verdicts: Vec<Verdict> =
        reading.claims("未达到").into_iter().map(Verdict::Missed).collect();
    for made in reading.claims("达到") {
        // 完成指标值的84.2%, 完成指标值98亿元的93.5%
        let is_share = |c: char| c.is_ascii_digit() || c == MASK;
        let of_it = made.after_in_clause().split_once('的');
        let of_it = of_it.is_some_and(|(_, share)| share.starts_with(is_share));
        verdicts.push(if made.is_negated() || of_it {
            Verdict::Other(made.range.clone())
        } else {
            Verdict::Met(made)
        });
    }
    verdicts.extend(reading.claims("其他比较").into_iter().map(|made| Verdict::Other(made.range)));
    verdicts.sort_by_key(|verdict| verdict.range().start);
    let mut findings = Vec::new();
    let mut said = HashSet::new();
    let mut from = 0;
    for verdict in &verdicts {
        let end = verdict.range().end;
        let (made, met) = match verdict {
            Verdict::Met(made) => (made, true),
            Verdict::Missed(made) => (made, false),
            Verdict::Other(_) => {
                from = end;
                continue;
            }
        };
        let start = from.max(made.sentence_start());
        from = from.max(end);
        // 未达到 is itself a negation; what stands before it may still make it a plan.
        let holds = if met { made.holds() } else { !made.is_intended() && !made.is_in_a_title() };
        if holds && start <= made.range.start {
            let named = table.named(reading, start..made.range.start);
            findings.extend(judged(case, table, made, met, &named, &mut said));
        }
    }
    findings
}

/// The finding on one verdict, given the parts named before it. What was `said` already in the same
/// paragraph of the same figure is the same mistake.
fn judged(
    case: &Case,
    table: &Table,
    made: &Made,
    met: bool,
    named: &[(Range<usize>, &[Part])],
    said: &mut HashSet<(bool, String)>,
) -> Option<Finding> {
    let (last, parts) = named.last()?;
    let between = &made.reading.masked[last.end..made.range.start];
    let of_several = made.words().starts_with(['均', '都', '全']);
    let is_row = |parts: &&[Part]| parts.iter().all(|part| matches!(part, Part::Row(..)));
    let subjects: Vec<(&Range<usize>, &[Part])> = if !is_row(parts) {
        // A level is judged only where the verdict follows at once; as a title it is not.
        // 数量指标6项，全部达到 is said of the level.
        let counted = of_several && Meaning::of(between).len() == 0;
        let apart = between.len() > NEAR || between.contains(['，', '：', ',', ':', '、']);
        if apart && !counted {
            return None;
        }
        vec![(last, *parts)]
    } else if of_several {
        named.iter().filter(|(_, parts)| is_row(parts)).map(|(at, parts)| (at, *parts)).collect()
    } else {
        vec![(last, *parts)]
    };
    // The verdict's own clause may name something else that no row is called by.
    let own = between.rfind(['，', '。', '；', '：']).map_or("", |at| &between[at..]);
    if !of_several && Meaning::of(own).len() >= OTHER {
        return None;
    }
    if met {
        let mut against_it: Vec<&Standing> = Vec::new();
        let mut by_figure = true;
        for (range, parts) in subjects {
            // Of several rows of one name, one that was met may be meant.
            let missed: Vec<Vec<&Standing>> =
                parts.iter().map(|&part| table.missed_in(part)).collect();
            if missed.iter().any(Vec::is_empty) {
                continue;
            }
            by_figure &= made.reading.passage.text.value[range.clone()].starts_with("{{");
            against_it.extend(missed.into_iter().flatten());
        }
        let first = against_it.first()?;
        if !said.insert((met, first.score_id.clone())) {
            return None;
        }
        let words_of_figures = ["指标值", "目标值", "达标"];
        let proven = by_figure
            && words_of_figures.iter().any(|word| made.words().contains(word))
            && against_it.iter().any(|row| row.row.judged.is_none());
        let row = first.in_words();
        let finding = claims::finding(&RULE, case, std::slice::from_ref(made), |words| {
            match against_it.len() {
                1 => format!("正文说{words}，但表中{row}"),
                count => format!("正文说{words}，但表中有{count}项未达标，如{row}"),
            }
        })?;
        let figure = first.score_id.clone();
        let severity = if proven { Severity::Error } else { Severity::Warning };
        Some(
            against(finding, &against_it)
                .severity(severity)
                .figure(figure)
                .help("请核对实际完成值和得分，改正不实的一处"),
        )
    } else {
        let [(_, parts)] = subjects.as_slice() else { return None };
        let full = |&part: &Part| {
            let mut rows = table.rows_in(part).peekable();
            rows.peek().is_some() && rows.all(|row| row.score == row.points)
        };
        if !parts.iter().all(full) {
            return None;
        }
        let part = *parts.first()?;
        if !said.insert((met, table.score_id(part))) {
            return None;
        }
        let name = table.name(part);
        let finding = claims::finding(&RULE, case, std::slice::from_ref(made), |words| {
            format!("正文说“{name}”{words}，但表中得满分")
        })?;
        let finding = match table.rows_in(part).next() {
            Some(row) => finding.related(row.row.actual.span, "与此处不符"),
            None => finding,
        };
        Some(finding.figure(table.score_id(part)).help("请核对实际完成值，改正不实的一处"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, found, messages};
    use crate::finding::Severity;

    const PLACE: &str = "，低于指标值，得{{ 指标.产出指标.数量指标.更换供水管道长度.得分 }}分。";

    #[test]
    fn fires_on_a_missed_row_said_to_be_met() {
        let yaml = changed(&[(PLACE, "，达到指标值。")]);
        assert_eq!(
            messages("ZP308", &yaml),
            ["正文说“达到指标值”，但表中“更换供水管道长度”得9.5分（分值10分）"]
        );
        assert_eq!(found("ZP308", &yaml)[0].severity, Severity::Error);
    }

    #[test]
    fn fires_on_a_met_row_said_to_be_missed() {
        let yaml = changed(&[(
            "受益群众满意度.实际完成值 }}，达到指标值",
            "受益群众满意度.实际完成值 }}，未达到指标值",
        )]);
        assert_eq!(
            messages("ZP308", &yaml),
            ["正文说“受益群众满意度”“未达到指标值”，但表中得满分"]
        );
    }

    #[test]
    fn is_silent_on_rows_named_apart_and_on_the_rest() {
        assert!(messages("ZP308", SOUND).is_empty());
        let yaml = changed(&[(PLACE, "，低于指标值，其他各项均达到指标值。")]);
        assert!(messages("ZP308", &yaml).is_empty());
    }
}
