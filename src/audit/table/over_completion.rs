//! ZP118: far more reached than asked for, without a word.

use rust_decimal::Decimal;

use super::super::{Case, Rule};
use super::cause::cause;
use super::{percent, rows, show_rate};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP118", name: "超额完成较多未作说明" },
    severity: Severity::Note,
    about: "\
检查什么：指标值要求不低于（≥、＝）的行，实际完成值达到评分办法规定的比例（超额说明）的，应写明原因；评分办法没有规定的，从指标值的两倍起。
为什么：完成得太多，多半是指标值定得偏低。
例如：年度指标值≥10次，实际完成值45次。
怎么办：在“偏差原因”里说明超额的原因，并在以后年度调整指标值。",
    needs: &[],
    check,
};

/// From which percentage of the target on a reason is asked for where the method says nothing:
/// twice the target was set too low anywhere.
const LIMIT: Decimal = Decimal::from_parts(200, 0, 0, false, 0);

fn check(case: &Case) -> Vec<Finding> {
    let limit = case.method.rows.explain_from.unwrap_or(LIMIT);
    let mut findings = Vec::new();
    for row in rows(case) {
        let Some((comparator, wanted, actual)) = row.numbers() else { continue };
        let rate = percent(actual, wanted).filter(|rate| *rate >= limit);
        let Some(rate) = rate.filter(|_| wanted > Decimal::ZERO && !comparator.is_upper_bound())
        else {
            continue;
        };
        if cause(&row, case).is_some() {
            continue;
        }
        let message = format!(
            "“{}”的实际完成值{}是年度指标值{}的{}，没有说明超额的原因",
            row.name(),
            row.actual_text,
            row.target_text,
            show_rate(rate)
        );
        findings.push(
            RULE.finding(message)
                .at(row.row.actual.span)
                .figure(row.figure("实际完成值"))
                .related(row.row.target.span, "年度指标值")
                .help("请在“偏差原因”里说明；指标值偏低的，以后年度要调整"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};
    use super::RULE;

    fn with(target: &str) -> Vec<String> {
        messages("ZP118", &changed(&[("≥3.2万人", target)]))
    }

    #[test]
    fn fires_from_the_limit_on() {
        assert_eq!(
            with("≥1.5万人"),
            ["“受益农村人口”的实际完成值3.35万人是年度指标值≥1.5万人的223.33%，没有说明超额的原因"]
        );
    }

    #[test]
    fn the_method_sets_the_limit() {
        let method = include_str!("../../../data/methods/财预2020-10号.yaml");
        let method = method.replace("  偏差度: 不计算", "  超额说明: 130\n  偏差度: 不计算");
        let yaml = changed(&[("≥3.2万人", "≥2.5万人")]);
        let file = crate::MethodFile { name: "自己的".to_owned(), bytes: method.into_bytes() };
        let prepared = crate::prepare("报告.yaml", yaml.as_bytes(), Some(file));
        assert!(prepared.findings.iter().any(|finding| finding.kind == RULE.kind));
    }

    #[test]
    fn is_silent_below_the_limit() {
        assert!(with("≥1.7万人").is_empty());
    }
}
