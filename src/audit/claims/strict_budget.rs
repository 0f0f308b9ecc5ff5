//! ZP302: “严格执行预算” and “执行率100%” against the execution rate.

use super::super::{Case, Rule};
use super::{self as claims, asserted};
use crate::finding::{Finding, Kind, Severity};
use rust_decimal::Decimal;

const RATE: &str = "资金.总额.执行率";

/// Below this rate, in percent, a budget was not carried out as made: most scoring methods give full
/// points from 90 on, and what is left at the year's end for ordinary reasons stays above it.
const CARRIED_OUT: i64 = 90;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP302", name: "严格执行预算的说法与执行率不符" },
    severity: Severity::Warning,
    about: "\
检查什么：正文说严格执行预算、支出按预算执行的，预算执行率不应低于90%；说执行率达到100%、全部执行完毕的，执行率应是100%。
为什么：执行率低，说明预算没有照编制的执行；与“严格执行”并列，前后矛盾。
例如：正文说“严格执行年初部门预算”“实际支出按预算执行”，而执行率只有48.15%。
怎么办：写明执行率和未执行的原因，删去与数不符的说法。指预算管理制度的，请写成“严格执行预算管理制度”。执行率写错的，列为错误。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let Some(rate) = case.ledger.number(RATE) else { return Vec::new() };
    let printed = case.ledger.printed(RATE).trim_end_matches('%');
    let mut findings = Vec::new();
    if rate < Decimal::from(CARRIED_OUT) {
        for made in asserted(case, "严格执行预算") {
            findings.extend(claims::finding(&RULE, case, &made, |words| {
                format!("正文说{words}，但预算执行率只有{printed}%")
            }));
        }
    }
    if rate != Decimal::ONE_HUNDRED {
        for made in asserted(case, "执行率达到百分之百") {
            let finding = claims::finding(&RULE, case, &made, |words| {
                format!("正文说{words}，但预算执行率为{printed}%")
            });
            findings.extend(finding.map(|finding| finding.severity(Severity::Error)));
        }
    }
    findings
        .into_iter()
        .map(|finding| {
            finding
                .related(case.report.funds.unit.span, "执行率由这里的资金算出")
                .figure(RATE)
                .help("请写明实际的执行率和原因，例如：预算执行率为{{ 资金.总额.执行率 }}%")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, messages};

    const PLACE: &str = "项目资金实行专账核算、";
    const LOW: (&str, &str) = ("全年执行数: 276.6", "全年执行数: 176.6");

    #[test]
    fn fires_on_a_low_rate() {
        let yaml = changed(&[LOW, (PLACE, "严格执行年初预算，")]);
        assert_eq!(messages("ZP302", &yaml), ["正文说“严格执行年初预算”，但预算执行率只有61.91%"]);
    }

    #[test]
    fn fires_on_a_rate_typed_wrong() {
        let yaml = changed(&[(PLACE, "预算执行率达到100%，")]);
        assert_eq!(messages("ZP302", &yaml), ["正文说“预算执行率达到100%”，但预算执行率为92.78%"]);
    }

    #[test]
    fn is_silent_on_rules_and_on_high_rates() {
        assert!(messages("ZP302", &changed(&[LOW, (PLACE, "严格执行预算管理制度，")])).is_empty());
        assert!(messages("ZP302", &changed(&[(PLACE, "严格执行年初预算，")])).is_empty());
        assert!(messages("ZP302", SOUND).is_empty());
    }
}
