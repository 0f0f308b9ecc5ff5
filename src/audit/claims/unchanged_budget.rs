//! ZP305: “预算无变动” against a budget that changed.

use super::super::{Case, Rule};
use super::{self as claims, asserted};
use crate::finding::{Finding, Kind, Severity};

const ADJUSTMENT: &str = "资金.总额.预算调整数";

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP305", name: "预算无变动的说法与资金不符" },
    severity: Severity::Error,
    about: "\
检查什么：正文说预算无变动、未调整，或全年预算数与年初预算数一致的，两数应相等。只看说预算的分句，“三公经费”、政府采购等另有口径的不看。
为什么：资金表里两数不等，就是调整过。
例如：正文说“年度预算未调整”，而年初预算数300万元，全年预算数324万元。
怎么办：写明调整的数额、原因和批准手续。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let Some(change) = case.ledger.number(ADJUSTMENT) else { return Vec::new() };
    if change.is_zero() {
        return Vec::new();
    }
    let printed = |name: &str| case.ledger.printed(&format!("资金.总额.{name}"));
    let unit = &case.report.funds.unit.value;
    let findings = asserted(case, "预算无变动").into_iter().filter_map(|made| {
        let finding = claims::finding(&RULE, case, &made, |words| {
            let (from, to) = (printed("年初预算数"), printed("全年预算数"));
            format!("正文说{words}，但年初预算数为{from}{unit}，全年预算数为{to}{unit}")
        });
        finding.map(|finding| {
            finding
                .related(case.report.funds.unit.span, "与这里的资金不符")
                .figure(ADJUSTMENT)
                .help("请写明调整的数额和原因")
        })
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const PLACE: &str = "项目资金实行专账核算、";

    #[test]
    fn fires_on_a_changed_budget() {
        let yaml = changed(&[(PLACE, "年度预算未调整，专账核算、")]);
        assert_eq!(
            messages("ZP305", &yaml),
            ["正文说“预算未调整”，但年初预算数为300万元，全年预算数为324万元"]
        );
    }

    #[test]
    fn is_silent_on_other_matters_and_unchanged_budgets() {
        for text in [
            "“三公经费”无变动，专账核算、",
            "“三公经费”预算无变动，专账核算、",
            "预算调整后未及时修订指标值，专账核算、",
        ] {
            assert!(messages("ZP305", &changed(&[(PLACE, text)])).is_empty(), "{text}");
        }
        let yaml = changed(&[
            ("上年结转资金: {年初预算数: 0,", "上年结转资金: {年初预算数: 24,"),
            (PLACE, "年度预算未调整，专账核算、"),
        ]);
        assert!(messages("ZP305", &yaml).is_empty());
    }
}
