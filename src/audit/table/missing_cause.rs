//! ZP115: points lost without a cause.

use super::super::{Case, Rule};
use super::cause::cause;
use super::rows;
use crate::finding::{Finding, Kind, Severity};
use crate::method::IndicatorColumn;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP115", name: "失分没有写偏差原因" },
    severity: Severity::Warning,
    about: "\
检查什么：得分低于分值的行，应写偏差原因（分析及改进措施）；写“无”等于没有写。附表没有偏差原因这一列的评分办法不查。
为什么：各地的自评表都要求对未达到指标值的说明原因和改进措施。
例如：分值10分，得9.5分，偏差原因一格空着。
怎么办：写明为什么没有达到指标值、打算怎样改进。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let columns = &case.method.appendix.indicator_columns;
    if !columns.iter().any(|column| column.kind == IndicatorColumn::Cause) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for row in rows(case) {
        if !row.is_short() || cause(&row, case).is_some() {
            continue;
        }
        let message = format!(
            "“{}”{}分得{}分，没有写偏差原因",
            row.name(),
            row.row.points.value.normalize(),
            row.score.unwrap_or_default().normalize()
        );
        findings.push(
            RULE.finding(message)
                .at(row.row.name.span)
                .figure(row.figure("得分"))
                .help("请加写“偏差原因”，说明为什么没有达到指标值、打算怎样改进"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, messages};

    const CAUSE: &str =
        "        偏差原因: 两段管道与公路改造线路重合，年内未施工；已与公路部门商定同步更换。\n";

    #[test]
    fn fires_on_lost_points_without_a_word() {
        for instead in ["", "        偏差原因: 无。\n"] {
            let yaml = changed(&[(CAUSE, instead)]);
            assert_eq!(messages("ZP115", &yaml), ["“更换供水管道长度”10分得9.5分，没有写偏差原因"]);
        }
    }

    #[test]
    fn is_silent_where_nothing_is_lost_or_all_explained() {
        assert!(messages("ZP115", SOUND).is_empty());
    }
}
