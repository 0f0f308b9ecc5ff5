//! ZP114: a target in words answered with a percentage.

use super::super::{Case, Rule};
use super::{RowView, rows};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::quantity::Target;
use crate::method::Qualitative;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP114", name: "定性指标答非所问" },
    severity: Severity::Note,
    about: "\
检查什么：年度指标值是文字的行，实际完成值不宜写数量；评分办法对定性指标不是“按百分比”计分的，也不宜写百分比；也不应是另一行的年度指标值的原话。
为什么：“健全”“有效提升”没有百分比可言，写100%看不出做到了什么。
例如：年度指标值“健全”，实际完成值“100%”。
怎么办：按评分办法写档名，或用文字写明完成情况。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let by_percentage = matches!(case.method.rows.qualitative, Qualitative::Percentage);
    let rows = rows(case);
    let mut findings = Vec::new();
    for row in rows.iter().filter(|row| row.target == Target::Words) {
        let is_percentage = row.percentage().is_some();
        let (row_name, target, actual) = (row.name(), row.target_text, row.actual_text);
        let message = if row.actual.is_some() && !(is_percentage && by_percentage) {
            let what = if is_percentage { "百分比" } else { "数量" };
            format!("“{row_name}”的年度指标值是文字“{target}”，实际完成值却是{what}{actual}")
        } else if let Some(other) = copied_from(row, &rows) {
            format!(
                "“{row_name}”的年度指标值是“{target}”，实际完成值“{actual}”像是“{}”的",
                other.name()
            )
        } else {
            continue;
        };
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

/// The other row whose target in words this row's actual value is.
fn copied_from<'r, 'a>(row: &RowView, rows: &'r [RowView<'a>]) -> Option<&'r RowView<'a>> {
    let alike = |target: &str| target == row.actual_text || row.actual_text.contains(target);
    if row.actual.is_some() || alike(row.target_text) {
        return None;
    }
    rows.iter().find(|other| {
        other.id != row.id && other.target == Target::Words && other.target_text == row.actual_text
    })
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
    fn fires_on_a_quantity_of_words_and_on_the_words_of_another_row() {
        let judged = |actual: &str| {
            let row = |name: &str, target: &str, actual: &str| {
                format!(
                    "      - {{名称: {name}, 年度指标值: {target}, 实际完成值: {actual}, \
                     分值: 5, 得分: 5, 得分理由: 查验}}\n"
                )
            };
            let rows = row("甲", "健全", actual) + &row("乙", "有效维护", "得到有效维护");
            let from = "      - {名称: 受益农村人口, 年度指标值: ≥3.2万人, 实际完成值: \"{{ 数据.受益人口 }}\", 分值: 10}\n";
            let prose = "{{ 指标.效益指标.社会效益指标.受益农村人口.实际完成值 }}";
            let yaml = changed(&[(from, &rows), (prose, "3.35万人")]);
            let method = include_str!("../../../data/methods/财预2020-10号.yaml");
            let (start, end) =
                (method.find("  定性:").unwrap(), method.find("  偏差度: 不计算").unwrap());
            let method = format!("{}  定性: 人工评定\n{}", &method[..start], &method[end..]);
            let file =
                crate::MethodFile { name: "自己的".to_owned(), bytes: method.into_bytes() };
            let prepared = crate::prepare("报告.yaml", yaml.as_bytes(), Some(file));
            let findings = prepared.findings.into_iter().filter(|f| f.kind == super::RULE.kind);
            findings.map(|finding| finding.message).collect::<Vec<_>>()
        };
        assert_eq!(judged("35期"), ["“甲”的年度指标值是文字“健全”，实际完成值却是数量35期"]);
        assert_eq!(
            judged("有效维护"),
            ["“甲”的年度指标值是“健全”，实际完成值“有效维护”像是“乙”的"]
        );
        assert!(judged("基本健全").is_empty());
    }

    #[test]
    fn is_silent_on_bands_and_where_percentages_are_the_rule() {
        assert!(messages("ZP114", SOUND).is_empty());
        let sample = include_str!("../../../data/reports/2022-shangjie-zhujian.yaml");
        assert!(messages("ZP114", sample).is_empty());
    }
}
