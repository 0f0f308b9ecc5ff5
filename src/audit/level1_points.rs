//! ZP103: level-1 indicators and their points against the scoring method.

use super::{Case, Rule};
use crate::document::Part;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::id;
use crate::source::nearest;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP103", name: "一级指标与评分办法不符" },
    severity: Severity::Error,
    about: "\
检查什么：评分办法规定了一级指标及其分值的，报告应正好有这些一级指标，其下三级指标分值之和等于规定的分值。
为什么：少一项、多一项或分值不足，总分就不在规定的满分之内，等级也不可比。
例如：评分办法规定产出指标25分，表中各行分值合计24分：少填了一行，或某行分值填错。
怎么办：补上缺的行，改正名称或分值；按原样归档已公布的报告时，写入核对说明。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let wanted = &case.method.rows.level1_points;
    if wanted.is_empty() {
        return Vec::new();
    }
    let method = &case.method.name.value;
    let mut findings = Vec::new();
    for (level, ids) in case.report.indicators.iter().zip(&case.ids.levels) {
        let (id, name) = (id::join(&ids.id, "分值"), &level.name.value);
        let Some(wanted) = wanted.iter().find(|points| points.name == *name) else {
            let finding = RULE
                .finding(format!("评分办法“{method}”没有“{name}”这个一级指标"))
                .at(level.name.span)
                .figure(id);
            let names = || wanted.iter().map(|points| points.name.as_str());
            findings.push(match nearest(name, names()) {
                Some(near) => finding.help(format!("是不是“{near}”？")),
                None => {
                    finding.help(format!("规定的有：{}", names().collect::<Vec<_>>().join("、")))
                }
            });
            continue;
        };
        let Some(figure) = case.ledger.get(&id).filter(|figure| figure.complete) else { continue };
        let sum = figure.number().unwrap_or_default();
        if sum != wanted.points {
            let (sum, points) = (sum.normalize(), wanted.points);
            let message = format!("“{name}”各行分值合计{sum}，评分办法“{method}”规定{points}");
            findings.push(
                RULE.finding(message)
                    .at(level.name.span)
                    .figure(id)
                    .help("请核对是否少了一行，或某行分值填错")
                    .related(wanted.span, "评分办法的规定"),
            );
        }
    }
    // What could not be read may be there.
    let all_read = case.report.is_sound(Part::Indicators);
    for wanted in wanted.iter().filter(|_| all_read) {
        if !case.report.indicators.iter().any(|level| level.name.value == wanted.name) {
            let message = format!("缺少评分办法“{method}”规定的一级指标“{}”", wanted.name);
            findings.push(
                RULE.finding(message)
                    .at(case.report.method.span)
                    .figure("指标.分值")
                    .related(wanted.span, "评分办法的规定"),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SOUND, changed, messages};

    #[test]
    fn fires_on_points_that_do_not_sum_up() {
        let yaml = changed(&[(
            "年度指标值: ≤18万元, 实际完成值: 16.7万元, 分值: 10",
            "年度指标值: ≤18万元, 实际完成值: 16.7万元, 分值: 9",
        )]);
        assert_eq!(
            messages("ZP103", &yaml),
            ["“产出指标”各行分值合计49，评分办法“财预2020-10号”规定50"]
        );
    }

    #[test]
    fn is_silent_on_points_as_ruled() {
        assert!(messages("ZP103", SOUND).is_empty());
    }
}
