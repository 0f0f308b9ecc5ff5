//! ZP103: points of a level-1 indicator against the scoring method.

use super::{Case, Rule};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::id;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP103", name: "一级指标分值与评分办法不符" },
    severity: Severity::Error,
    about: "\
检查什么：各一级指标下三级指标分值之和，应等于评分办法规定的该一级指标分值。
为什么：分值不足或超出，总分就不在规定的满分之内，等级也不可比。
例如：评分办法规定产出指标25分，表中各行分值合计24分：少填了一行，或某行分值填错。
怎么办：补上缺的行或改正分值；按原样归档已公布的报告时，写入核对说明。",
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (level, ids) in case.report.indicators.iter().zip(&case.ids.levels) {
        let id = id::join(&ids.id, "分值");
        let name = &level.name.value;
        let wanted = case.method.rows.level1_points.iter().find(|points| points.name == *name);
        let (Some(wanted), Some(sum)) = (wanted, case.ledger.number(&id)) else { continue };
        if sum != wanted.points {
            let message = format!(
                "“{name}”各行分值合计{}，评分办法“{}”规定{}",
                sum.normalize(),
                case.method.name.value,
                wanted.points
            );
            findings.push(
                RULE.finding(message)
                    .at(level.name.span)
                    .figure(id)
                    .help("请核对是否少了一行，或某行分值填错")
                    .related(wanted.span, "评分办法的规定"),
            );
        }
    }
    findings
}
