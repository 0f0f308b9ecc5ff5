//! ZP112: published values against computed ones.

use super::{Case, Rule};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::{Derivation, Figure, Stated, Value, number};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP112", name: "公布值与计算值不符" },
    severity: Severity::Error,
    about: "\
检查什么：“公布值”里的数，以及与来源同时写明的资金总额，应等于按填报数和评分办法计算出的数。
为什么：公布的小计、总分与明细对不上，是审计最先发现的问题。
例如：公布的总分87.97，各项得分之和87.33。
怎么办：核对明细；按原样归档已公布的报告时，写入核对说明，报告列示公布值，本条仍列为已说明。",
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    case.ledger.figures().iter().filter_map(finding).collect()
}

fn finding(figure: &Figure) -> Option<Finding> {
    let stated = figure.stated.as_ref()?;
    if !figure.complete || agrees(figure, stated) {
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

/// Equal as numbers, however they are printed; words to the letter.
fn agrees(figure: &Figure, stated: &Stated) -> bool {
    match &figure.value {
        Value::Number(value) => number::parse(stated.text.trim_end_matches('%')) == Ok(*value),
        Value::Words(words) => *words == stated.text,
    }
}
