//! ZP309: level-2 indicators that lost points, of which the prose says nothing.

use std::collections::HashSet;

use super::super::names::Meaning;
use super::super::{Case, Rule};
use super::standing::{Part, Standing, Table, against};
use super::{Reading, readings};
use crate::document;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::number;
use rust_decimal::Decimal;

/// A loss up to this share of the points, in percent, need not be spoken of in the prose: the table
/// gives its cause.
const SMALL: i64 = 5;
/// How much of a row's name, in percent, the prose must have to speak of it.
const TOLD: usize = 80;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP309", name: "失分未在正文中说明" },
    severity: Severity::Warning,
    about: "\
检查什么：失分超过分值5%的二级指标，正文的分析或问题部分应提到它，或提到其中未达标的三级指标（名称、引用或相近的说法都算）。
为什么：自评报告要分析偏差；只在表里扣分、正文不提，问题就没有交代。
例如：“重点工作任务完成”失0.99分，正文只说圆满完成，没有一处提到未达标的“返退农民工工资保障金及利息”。
怎么办：在该指标的完成情况或存在问题里写明哪一项没有完成、为什么。",
    needs: &[document::Part::Prose],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let analysis: Vec<Reading> = readings(case).filter(Reading::analyses).collect();
    if analysis.is_empty() {
        return Vec::new();
    }
    let table = Table::of(case);
    let gist = Meaning::union(analysis.iter().map(|reading| Meaning::of(&reading.masked)));
    let named = named(&table, &analysis);
    let mut findings = Vec::new();
    for (i, level1) in case.report.indicators.iter().enumerate() {
        for (j, level2) in level1.groups.iter().enumerate() {
            let part = Part::Level2(i, j);
            let missed = table.missed_in(part);
            let lost = number::sum(table.rows_in(part).map(Standing::lost));
            let points = number::sum(table.rows_in(part).map(|row| row.points));
            let small = lost.saturating_mul(Decimal::ONE_HUNDRED)
                <= points.saturating_mul(Decimal::from(SMALL));
            let told = named.contains(&part)
                || missed
                    .iter()
                    .any(|row| Meaning::of(&row.row.name.value).percent_in(&gist) >= TOLD);
            if small || missed.is_empty() || told {
                continue;
            }
            let (name, count) = (&level2.name.value, missed.len());
            let (lost, points) = (lost.normalize(), points.normalize());
            let message = format!(
                "“{name}”分值{points}分，有{count}项三级指标未达标，失{lost}分，正文的分析和问题部分没有提到"
            );
            let finding = RULE
                .finding(message)
                .at(level2.name.span)
                .figure(table.score_id(part))
                .help("请在正文写明哪一项没有完成、为什么");
            findings.push(against(finding, &missed));
        }
    }
    findings
}

/// The level-2 indicators that the prose names, themselves or by a missed row.
fn named(table: &Table, analysis: &[Reading]) -> HashSet<Part> {
    let missed: HashSet<_> = table.missed_in(Part::All).iter().map(|row| row.at).collect();
    let mut named = HashSet::new();
    for reading in analysis {
        let words = table.named(reading, 0..reading.masked.len());
        let in_words = words.iter().flat_map(|(_, parts)| parts.iter().copied());
        let figures = reading.figures.iter().filter_map(|(_, id)| table.part_of(id));
        for part in in_words.chain(figures) {
            match part {
                Part::Row(i, j, k) if missed.contains(&(i, j, k)) => {
                    named.insert(Part::Level2(i, j));
                }
                part => {
                    named.insert(part);
                }
            }
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, messages};

    #[test]
    fn fires_on_a_loss_nobody_speaks_of() {
        let yaml = changed(&[(
            "；工程管护机制部分达成年度指标，得{{ 指标.效益指标.可持续影响指标.工程管护机制.得分 }}分。",
            "。",
        )]);
        assert_eq!(
            messages("ZP309", &yaml),
            [
                "“可持续影响指标”分值10分，有1项三级指标未达标，失2.5分，正文的分析和问题部分没有提到"
            ]
        );
    }

    #[test]
    fn is_silent_where_the_row_is_named_and_on_small_losses() {
        assert!(messages("ZP309", SOUND).is_empty());
        // Half a point of twenty is small.
        let yaml = changed(&[(
            "；更换供水管道{{ 指标.产出指标.数量指标.更换供水管道长度.实际完成值 }}，低于指标值，得{{ 指标.产出指标.数量指标.更换供水管道长度.得分 }}分。",
            "。",
        )]);
        assert!(messages("ZP309", &yaml).is_empty());
    }
}
