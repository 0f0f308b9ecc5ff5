//! ZP102: more executed than budgeted.

use super::super::{Case, Rule};
use super::{percent, show_rate};
use crate::document::{Amounts, FundSource};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::id;
use crate::ledger::ids::SourceIds;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP102", name: "全年执行数超过全年预算数" },
    severity: Severity::Warning,
    about: "\
检查什么：每个资金来源及其“其中”各项的全年执行数不应超过全年预算数。
为什么：没有预算不得支出，执行率超过100%多是预算追加没有计入全年预算数，或数填错。
例如：全年预算数26.92万元，全年执行数29.62万元，执行率110.03%。
怎么办：核对全年预算数是否含上年结转和年中追加；确属超预算支出的，在正文里说明。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    let funds = &case.report.funds;
    of(&funds.sources, &case.ids.sources, &mut findings);
    if let Some(total) = funds.total.as_ref().filter(|_| funds.sources.is_empty()) {
        findings.extend(line("资金总额", "资金.总额", total));
    }
    findings
}

fn of(sources: &[FundSource], ids: &[SourceIds], findings: &mut Vec<Finding>) {
    for (source, ids) in sources.iter().zip(ids) {
        findings.extend(line(&source.name.value, &ids.id, &source.amounts));
        of(&source.of_which, &ids.of_which, findings);
    }
}

fn line(name: &str, id: &str, amounts: &Amounts) -> Option<Finding> {
    let (budget, executed) = (amounts.full_year_budget, amounts.executed);
    if executed.value <= budget.value {
        return None;
    }
    let (spent, allowed) = (executed.value.normalize(), budget.value.normalize());
    let rate = percent(executed.value, budget.value)
        .map(|rate| format!("，执行率{}", show_rate(rate)))
        .unwrap_or_default();
    let message = format!("“{name}”全年执行数{spent}，超过全年预算数{allowed}{rate}");
    Some(
        RULE.finding(message)
            .at(executed.span)
            .figure(id::join(id, "执行率"))
            .related(budget.span, "全年预算数")
            .help("请核对全年预算数是否计入上年结转和年中追加"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    #[test]
    fn fires_on_more_spent_than_allowed() {
        let yaml =
            changed(&[("全年预算数: 24, 全年执行数: 24}", "全年预算数: 24, 全年执行数: 25}")]);
        assert_eq!(
            messages("ZP102", &yaml),
            ["“上年结转资金”全年执行数25，超过全年预算数24，执行率104.17%"]
        );
    }

    #[test]
    fn is_silent_on_a_budget_spent_to_the_last() {
        let yaml = changed(&[("全年执行数: 276.6}", "全年执行数: 300}")]);
        assert!(messages("ZP102", &yaml).is_empty());
    }
}
