//! ZP301: “圆满完成各项指标” against rows that lost points.

use super::super::{Case, Rule};
use super::standing::{Part, Standing, Table, against};
use super::{self as claims, Made, asserted};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::number;
use rust_decimal::Decimal;

/// Below this share of the points, in percent, “完成情况良好” is doubtful: grades usually call 良
/// what has at least 80.
const GOOD: i64 = 80;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP301", name: "全部完成的说法与得分不符" },
    severity: Severity::Error,
    about: "\
检查什么：正文说圆满完成、全部完成各项指标或目标任务的，所指范围内不应有未达标的指标。在某个一级、二级指标的小节里，只看该指标下的各行；别处看全部各行。
为什么：说全部完成，表中却有失分，正文和表必有一处不实，审核时一眼可见。
例如：“重点工作任务完成情况”一节说“圆满完成年初各项指标任务”，表中该二级指标下有一项只完成1%。
怎么办：据实改写，写明哪些完成、哪些没有完成。说的是指标的，列为错误；说的是目标、任务、工作的，或扣分由人评定的，列为警告。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let table = Table::of(case);
    let mut findings = Vec::new();
    for (name, severity) in [("指标全部完成", Severity::Error), ("任务全部完成", Severity::Warning)]
    {
        for made in asserted(case, name) {
            findings.extend(contradicted(case, &table, &made, |rows| {
                let judged = rows.iter().all(|row| row.row.judged.is_some());
                Some(if judged { Severity::Warning } else { severity })
            }));
        }
    }
    for made in asserted(case, "完成情况良好") {
        findings.extend(
            contradicted(case, &table, &made, |_| Some(Severity::Warning))
                .into_iter()
                .filter(|finding| finding.figure.as_deref().is_some_and(|id| is_poor(case, id))),
        );
    }
    findings
}

/// Whether a part has less than [`GOOD`] percent of its points, by the id of its score.
fn is_poor(case: &Case, score_id: &str) -> bool {
    let points_id = score_id.strip_suffix("得分").map(|part| format!("{part}分值"));
    let points = points_id.and_then(|id| case.ledger.number(&id)).unwrap_or_default();
    let score = case.ledger.number(score_id).unwrap_or_default();
    score.saturating_mul(Decimal::ONE_HUNDRED) < points.saturating_mul(Decimal::from(GOOD))
}

/// One finding per scope among the phrases of a paragraph.
fn contradicted(
    case: &Case,
    table: &Table,
    made: &[Made],
    severity: impl Fn(&[&Standing]) -> Option<Severity>,
) -> Vec<Finding> {
    let mut scopes: Vec<(Vec<Part>, Vec<Made>)> = Vec::new();
    for made in made {
        let scope = table.scope(made);
        match scopes.iter_mut().find(|(known, _)| *known == scope) {
            Some((_, phrases)) => phrases.push(made.clone()),
            None => scopes.push((scope, vec![made.clone()])),
        }
    }
    let mut findings = Vec::new();
    for (scope, made) in scopes {
        let rows: Vec<&Standing> = scope.iter().flat_map(|&part| table.missed_in(part)).collect();
        let Some(severity) = (if rows.is_empty() { None } else { severity(&rows) }) else {
            continue;
        };
        let part = scope[0];
        let all = scope.iter().map(|&part| table.rows_in(part).count()).sum::<usize>();
        let lost = number::sum(rows.iter().map(|row| row.lost()));
        let finding = claims::finding(&RULE, case, &made, |words| {
            let (lost, count) = (lost.normalize(), rows.len());
            let whose = match table.name(part) {
                "" => "表中".to_owned(),
                name => format!("“{name}”的"),
            };
            format!("正文说{words}，但{whose}{all}项三级指标中有{count}项未达标，失{lost}分")
        });
        findings.extend(finding.map(|finding| {
            against(finding, &rows)
                .severity(severity)
                .figure(table.score_id(part))
                .help("请据实改写，写明哪些没有完成；按原样归档已公布的报告时，写入核对说明")
        }));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const PLACE: &str =
        "产出指标分值{{ 指标.产出指标.分值 }}分，得{{ 指标.产出指标.得分 }}分。维修";

    #[test]
    fn fires_where_the_level_lost_points() {
        let yaml = changed(&[(PLACE, "圆满完成年初各项指标任务。维修")]);
        assert_eq!(
            messages("ZP301", &yaml),
            ["正文说“圆满完成年初各项指标任务”，但“产出指标”的5项三级指标中有1项未达标，失0.5分"]
        );
    }

    #[test]
    fn is_silent_where_another_level_lost_points() {
        let place = "经入户问卷调查，受益";
        let yaml = changed(&[(place, "圆满完成年初各项指标任务。受益")]);
        assert!(messages("ZP301", &yaml).is_empty());
    }

    #[test]
    fn is_silent_on_plans_and_exceptions() {
        for text in [
            "确保圆满完成年初各项指标任务。维修",
            "除管道更换外，圆满完成年初各项指标任务。维修",
            "基本完成年初各项指标任务。维修",
        ] {
            assert!(messages("ZP301", &changed(&[(PLACE, text)])).is_empty(), "{text}");
        }
    }
}
