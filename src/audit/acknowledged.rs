//! 核对说明: findings that the report's authors accept, each with a reason, by rule and figures or by
//! rule and a quotation of the words that it is about.

use std::collections::HashMap;

use crate::document::Acknowledgement;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::{Ledger, placeholder};
use crate::source::{Source, Span, Text};

/// A 核对说明, or one of its objects, that accepts nothing.
pub const UNUSED: Kind = Kind { code: "ZP190", name: "核对说明没有对应的问题" };

/// The fewest characters of a quotation: fewer would accept whatever the rule finds anywhere.
const SHORTEST_QUOTE: usize = 4;

/// Marks the findings that are accepted; returns a finding for each acceptance of nothing.
pub fn apply(
    acknowledgements: &[Acknowledgement],
    ledger: &Ledger,
    report: &Source,
    findings: &mut [Finding],
) -> Vec<Finding> {
    let own: Vec<Span> = acknowledgements.iter().map(|entry| entry.span).collect();
    let mut by_rule: HashMap<&str, Vec<&mut Finding>> = HashMap::new();
    for finding in findings {
        by_rule.entry(finding.kind.code).or_default().push(finding);
    }
    let mut unused = Vec::new();
    for entry in acknowledgements {
        let rule = entry.rule.value.as_str();
        let findings = by_rule.get_mut(rule).map(Vec::as_mut_slice).unwrap_or_default();
        for figure in &entry.figures {
            match ledger.get(&figure.value) {
                None if ledger.is_lost(&figure.value) => {}
                None => unused.push(
                    placeholder::unknown(&figure.value, ledger, unused.len()).at(figure.span),
                ),
                // What could not be computed was not compared, so nothing can be said of it.
                Some(known) if !known.complete => {}
                Some(_) => {
                    let about =
                        |finding: &Finding| finding.figure.as_deref() == Some(&figure.value);
                    unused.extend(accept(entry, figure, findings, about));
                }
            }
        }
        for quote in &entry.quotes {
            if quote.value.chars().count() < SHORTEST_QUOTE {
                let message = format!("原文“{}”太短，说不清是哪一处", quote.value);
                let help = format!("请照抄至少{SHORTEST_QUOTE}个字");
                unused.push(unused_finding(quote, message).help(help));
                continue;
            }
            let places = occurrences(quote, report, &own);
            if places.is_empty() {
                let message = format!("报告里没有“{}”这句原文", quote.value);
                let help = "请照抄YAML里的原话（含{{ }}），不要跨行";
                unused.push(unused_finding(quote, message).help(help));
                continue;
            }
            let about =
                |finding: &Finding| finding.span.is_some_and(|span| overlaps(&places, span));
            unused.extend(accept(entry, quote, findings, about));
        }
    }
    unused
}

/// Marks those of the findings of the entry's rule that are about its object.
fn accept(
    entry: &Acknowledgement,
    object: &Text,
    findings: &mut [&mut Finding],
    about: impl Fn(&Finding) -> bool,
) -> Option<Finding> {
    let rule = &entry.rule.value;
    let mut matched = false;
    for finding in findings.iter_mut() {
        if about(finding) {
            finding.acknowledged = Some(entry.reason.value.clone());
            matched = true;
        }
    }
    if matched {
        return None;
    }
    let message = format!("规则{rule}在“{}”上没有发现问题，这条核对说明用不上", object.value);
    let help = "问题已经改正的，请删去这条核对说明；否则请核对规则编号和对象";
    Some(unused_finding(object, message).help(help))
}

fn unused_finding(object: &Text, message: String) -> Finding {
    Finding::error(UNUSED, object.span, message).severity(Severity::Warning)
}

/// Where the quoted words stand in the report, outside the acknowledgements themselves.
fn occurrences(quote: &Text, report: &Source, own: &[Span]) -> Vec<Span> {
    report
        .text
        .match_indices(quote.value.as_str())
        .map(|(start, words)| report.span(start, start + words.len()))
        .filter(|place| !overlaps(own, *place))
        .collect()
}

/// Whether any of the places, which stand in order and apart, overlaps another.
fn overlaps(places: &[Span], other: Span) -> bool {
    let behind = places.partition_point(|place| place.end <= other.start);
    places.get(behind).is_some_and(|place| place.origin == other.origin && place.start < other.end)
}
