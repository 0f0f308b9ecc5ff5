//! ZP114: a target in words answered with a percentage.

use super::super::{Case, Rule};
use super::rows;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::quantity::Target;
use crate::method::Qualitative;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP114", name: "定性指标以百分比作答" },
    severity: Severity::Note,
    about: "\
检查什么：评分办法对定性指标不是“按百分比”计分的，年度指标值是文字的行，实际完成值不宜写百分比。
为什么：“健全”“有效提升”没有百分比可言，写100%看不出做到了什么。
例如：年度指标值“健全”，实际完成值“100%”。
怎么办：按评分办法写档名，或用文字写明完成情况。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    if matches!(case.method.rows.qualitative, Qualitative::Percentage) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for row in rows(case) {
        if row.target != Target::Words || row.percentage().is_none() {
            continue;
        }
        let message = format!(
            "“{}”的年度指标值是文字“{}”，实际完成值却是百分比{}",
            row.name(),
            row.target_text,
            row.actual_text
        );
        let help = match &case.method.rows.qualitative {
            Qualitative::Bands(bands) => {
                let names: Vec<&str> = bands.iter().map(|band| band.name.as_str()).collect();
                format!("按评分办法，实际完成值写档名：{}", names.join("、"))
            }
            _ => "请用文字写明完成情况".to_owned(),
        };
        findings.push(
            RULE.finding(message)
                .at(row.row.actual.span)
                .figure(row.figure("实际完成值"))
                .related(row.row.target.span, "年度指标值")
                .help(help),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, messages};

    #[test]
    fn fires_on_a_percentage_of_words() {
        let yaml = changed(&[("        实际完成值: 达成年度指标\n", "        实际完成值: 100%\n")]);
        assert_eq!(
            messages("ZP114", &yaml),
            ["“农村供水保障水平”的年度指标值是文字“有效提升”，实际完成值却是百分比100%"]
        );
    }

    #[test]
    fn is_silent_on_bands_and_where_percentages_are_the_rule() {
        assert!(messages("ZP114", SOUND).is_empty());
        let sample = include_str!("../../../data/reports/2022-shangjie-zhujian.yaml");
        assert!(messages("ZP114", sample).is_empty());
    }
}
