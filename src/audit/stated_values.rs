//! ZP112: published values against computed ones.

use super::{Case, Rule};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::{Derivation, Figure};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP112", name: "公布值与计算值不符" },
    severity: Severity::Error,
    about: "\
检查什么：“公布值”里的数，以及与来源同时写明的资金总额，应等于按填报数和评分办法计算出的数。
为什么：公布的小计、总分与明细对不上，是审计最先发现的问题。
例如：公布的总分87.97，各项得分之和87.33。
怎么办：核对明细；按原样归档已公布的报告时，写入核对说明，报告列示公布值，本条仍列为已说明。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    case.ledger.figures().iter().filter_map(finding).collect()
}

fn finding(figure: &Figure) -> Option<Finding> {
    let stated = figure.stated.as_ref()?;
    if !figure.complete || figure.agrees(stated) {
        return None;
    }
    let mut message = format!("“{}”公布值为{}，计算值为{}", figure.id, stated.text, figure.text);
    if let Derivation::Computed { formula, .. } = &figure.derivation {
        // A long sum tells a reader nothing; `ziping data` has it whole.
        const LONGEST: usize = 60;
        if formula.chars().count() <= LONGEST {
            message.push_str(&format!("（{formula}）"));
        }
    }
    let help = "请核对填报的数；确需按原样列示的，请写入核对说明";
    Some(RULE.finding(message).at(stated.span).figure(figure.id.clone()).help(help))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SOUND, messages};

    fn stating(value: &str) -> String {
        format!("{SOUND}\n公布值:\n  总分: {value}\n")
    }

    #[test]
    fn fires_on_a_published_value_that_differs() {
        let told = messages("ZP112", &stating("96.78"));
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("“总分”公布值为96.78，计算值为95.78"), "{}", told[0]);
    }

    #[test]
    fn is_silent_on_the_same_number_printed_otherwise() {
        assert!(messages("ZP112", &stating("95.780")).is_empty());
    }
}
