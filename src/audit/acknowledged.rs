//! 核对说明: findings that the report's authors accept, each with a reason.

use crate::document::Acknowledgement;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::{Ledger, placeholder};

/// A 核对说明, or one of its figures, that accepts nothing.
const UNUSED: Kind = Kind { code: "ZP190", name: "核对说明没有对应的问题" };

/// Marks the findings that are accepted; returns a finding for each acceptance of nothing.
pub fn apply(
    acknowledgements: &[Acknowledgement],
    ledger: &Ledger,
    findings: &mut [Finding],
) -> Vec<Finding> {
    let mut unused = Vec::new();
    for acknowledgement in acknowledgements {
        let rule = &acknowledgement.rule.value;
        for figure in &acknowledgement.figures {
            let Some(known) = ledger.get(&figure.value) else {
                unused.push(placeholder::unknown(&figure.value, ledger).at(figure.span));
                continue;
            };
            // What could not be computed was not compared, so nothing can be said of it.
            let mut matched = !known.complete;
            for finding in findings.iter_mut() {
                let same_figure = finding.figure.as_deref() == Some(figure.value.as_str());
                if finding.kind.code == rule && same_figure {
                    finding.acknowledged = Some(acknowledgement.reason.value.clone());
                    matched = true;
                }
            }
            if !matched {
                let message =
                    format!("规则{rule}在“{}”上没有发现问题，这条核对说明用不上", figure.value);
                unused.push(
                    Finding::error(UNUSED, figure.span, message)
                        .severity(Severity::Warning)
                        .help("问题已经改正的，请删去这条核对说明；否则请核对规则编号和对象"),
                );
            }
        }
    }
    unused
}
