//! ZP304: “无结转结余” against money not spent.

use super::super::{Case, Rule};
use super::{self as claims, asserted};
use crate::finding::{Finding, Kind, Severity};

const EXECUTED: &str = "资金.总额.全年执行数";

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP304", name: "无结转结余的说法与资金不符" },
    severity: Severity::Warning,
    about: "\
检查什么：正文说无结转结余的，全年执行数不应少于全年预算数。
为什么：全年预算数没有执行完的部分就是结转或结余；由财政收回的，也要写明。
例如：正文说“本年度无结转结余资金”，而全年预算数5781.8万元只执行了2783.86万元。
怎么办：写明未执行数和去向（结转下年、财政收回、指标核减）。句中写明已收回、核减的，不列出。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let number = |name: &str| case.ledger.number(&format!("资金.总额.{name}"));
    let (Some(budget), Some(executed)) = (number("全年预算数"), number("全年执行数"))
    else {
        return Vec::new();
    };
    if executed >= budget {
        return Vec::new();
    }
    let unit = &case.report.funds.unit.value;
    let left = (budget - executed).normalize();
    let findings = asserted(case, "无结转结余").into_iter().filter_map(|made| {
        let finding = claims::finding(&RULE, case, &made, |words| {
            format!("正文说{words}，但全年执行数比全年预算数少{left}{unit}")
        });
        finding.map(|finding| {
            finding
                .related(case.report.funds.unit.span, "与这里的资金不符")
                .figure(EXECUTED)
                .help("请写明没有执行的部分的去向，例如结转下年、由财政收回")
        })
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const PLACE: &str = "项目资金实行专账核算、";

    #[test]
    fn fires_on_money_left() {
        let yaml = changed(&[(PLACE, "本年度无结转结余资金，专账核算、")]);
        assert_eq!(
            messages("ZP304", &yaml),
            ["正文说“无结转结余”，但全年执行数比全年预算数少23.4万元"]
        );
    }

    #[test]
    fn is_silent_where_it_was_taken_back_or_spent() {
        let yaml = changed(&[(PLACE, "财政收回后无结转结余资金，专账核算、")]);
        assert!(messages("ZP304", &yaml).is_empty());
        let yaml = changed(&[
            ("全年执行数: 276.6", "全年执行数: 300"),
            (PLACE, "本年度无结转结余资金，专账核算、"),
        ]);
        assert!(messages("ZP304", &yaml).is_empty());
    }
}
