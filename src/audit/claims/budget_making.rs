//! ZP303: “预算编制完整、科学” against a budget much changed in the year.

use super::super::{Case, Rule};
use super::{self as claims, asserted};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::number::proportion;
use rust_decimal::Decimal;

const ADJUSTMENT: &str = "资金.总额.预算调整数";

/// From this share on, in percent of the initial budget, the budget was not made well: forms ask for
/// at most 10, and three times as much is beyond what grants in the course of the year explain.
const MUCH: i64 = 30;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP303", name: "预算编制的说法与调整幅度不符" },
    severity: Severity::Note,
    about: "\
检查什么：正文说预算编制科学、准确的，全年预算数与年初预算数之差不应超过年初预算数的30%。
为什么：年中大幅追加或核减，说明年初编制不准确，或者有应写明的原因。
例如：正文说“预算编制准确”，而年初预算数2135.09万元，全年预算数5781.8万元。
怎么办：写明追加或核减的原因（上级专项、政策性增支等），或改写对预算编制的评价。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let number = |name: &str| case.ledger.number(&format!("资金.总额.{name}"));
    let (Some(initial), Some(adjustment)) = (number("年初预算数"), number("预算调整数"))
    else {
        return Vec::new();
    };
    // A budget that begins at zero has no rate.
    let Some(rate) = proportion(Decimal::ONE_HUNDRED, adjustment.abs(), initial, 2) else {
        return Vec::new();
    };
    if rate <= Decimal::from(MUCH) {
        return Vec::new();
    }
    let printed = |name: &str| case.ledger.printed(&format!("资金.总额.{name}"));
    let unit = &case.report.funds.unit.value;
    let findings = asserted(case, "预算编制准确").into_iter().filter_map(|made| {
        let finding = claims::finding(&RULE, case, &made, |words| {
            let (from, to) = (printed("年初预算数"), printed("全年预算数"));
            let rate = rate.normalize();
            format!("正文说{words}，但预算从年初的{from}{unit}调整到{to}{unit}，相差{rate}%")
        });
        finding.map(|finding| {
            finding
                .related(case.report.funds.unit.span, "调整数由这里的资金算出")
                .figure(ADJUSTMENT)
                .help("请写明调整的原因，或改写对预算编制的评价")
        })
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const PLACE: &str = "项目资金实行专账核算、";

    #[test]
    fn fires_on_a_large_change() {
        let yaml = changed(&[
            ("年初预算数: 300,", "年初预算数: 200,"),
            (PLACE, "预算编制科学合理，专账核算、"),
        ]);
        assert_eq!(
            messages("ZP303", &yaml),
            ["正文说“预算编制科学”，但预算从年初的200万元调整到324万元，相差62%"]
        );
    }

    #[test]
    fn is_silent_on_a_small_change() {
        let yaml = changed(&[(PLACE, "预算编制科学合理，专账核算、")]);
        assert!(messages("ZP303", &yaml).is_empty());
    }
}
