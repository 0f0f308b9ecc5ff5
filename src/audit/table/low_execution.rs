//! ZP119: a low execution rate without a reason anywhere.

use rust_decimal::Decimal;

use super::super::{Case, Rule, has_any};
use super::words::WORDS;
use super::{percent, show_rate, total};
use crate::document::{Part, Place};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::placeholder;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP119", name: "预算执行率偏低未说明原因" },
    severity: Severity::Note,
    about: "\
检查什么：资金总额的预算执行率低于90%的，报告里应有一段说到预算执行（支出、结余）并说明原因。有的地区规定低于90%须说明原因。
为什么：预算执行率是自评的第一项，钱为什么没有花出去，报告应有交代。
例如：执行率48.15%，全文没有一处说明为什么。
怎么办：在资金执行情况里写明原因和下一步安排。",
    needs: &[Part::Prose],
    check,
};

/// Below which rate (%) a reason is asked for (Sichuan's form, see scoring-facts.md).
const LIMIT: Decimal = Decimal::from_parts(90, 0, 0, false, 0);

fn check(case: &Case) -> Vec<Finding> {
    let number = |name| total(case, name);
    let (Some(executed), Some(budget)) = (number("全年执行数"), number("全年预算数"))
    else {
        return Vec::new();
    };
    let Some(rate) = percent(executed, budget).filter(|rate| *rate < LIMIT) else {
        return Vec::new();
    };
    let explained = case.passages.iter().any(|passage| {
        let has = |words: &[String]| {
            let text = placeholder::filled(&passage.text.value, case.ledger);
            has_any(&text, words)
        };
        passage.place == Place::Paragraph && has(&WORDS.execution) && has(&WORDS.reasoning)
    });
    if explained {
        return Vec::new();
    }
    let message = format!("预算执行率{}，低于90%，报告里没有说明原因", show_rate(rate));
    let finding = RULE
        .finding(message)
        .at(case.report.funds.unit.span)
        .figure("资金.总额.执行率")
        .help("请在资金执行情况里写明原因和下一步安排");
    vec![finding]
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const LOW: (&str, &str) = ("全年执行数: 276.6}", "全年执行数: 76.6}");

    #[test]
    fn fires_on_a_low_rate_without_a_word() {
        let reason = "预算执行率未达到百分之百，主要原因是部分管道年内未施工，相应的工程款未支付。";
        let yaml = changed(&[LOW, (reason, "")]);
        assert_eq!(messages("ZP119", &yaml), ["预算执行率31.05%，低于90%，报告里没有说明原因"]);
    }

    #[test]
    fn is_silent_on_a_low_rate_explained() {
        assert!(messages("ZP119", &changed(&[LOW])).is_empty());
    }
}
