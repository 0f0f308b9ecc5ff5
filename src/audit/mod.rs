//! The audit: rules over document and ledger. One file a rule, one line each in [`RULES`].

mod acknowledged;
mod claims;
mod level1_points;
pub mod mentions;
mod names;
mod sentences;
mod slip;
mod stated_values;
mod table;
#[cfg(test)]
mod testing;
mod wording;

use std::collections::HashSet;

use crate::document::{Part, Passage, Report};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::{Ids, Ledger};
use crate::method::Method;
use crate::source::Sources;
use mentions::Mentions;
pub use wording::{Line, lines};

/// What a rule looks at.
pub struct Case<'a> {
    /// The report as written.
    pub report: &'a Report,
    /// Its scoring method.
    pub method: &'a Method,
    /// All figures.
    pub ledger: &'a Ledger,
    /// Ids of the rows.
    pub ids: &'a Ids,
    /// The files, to find places in texts.
    pub sources: &'a Sources,
    /// All running text, with its placeholders.
    pub passages: Vec<Passage<'a>>,
    /// The same and all names and titles, line by line.
    pub lines: Vec<Line<'a>>,
    /// The numbers typed into it, matched to figures.
    pub mentions: Mentions,
}

/// A rule of the audit.
pub struct Rule {
    /// Code and name.
    pub kind: Kind,
    /// How serious its findings are.
    pub severity: Severity,
    /// What it checks, why it matters, an example, the remedy: Chinese, for people.
    pub about: &'static str,
    /// Parts of the report that it draws conclusions from when something is not in them: where one
    /// of them could not be read, the rule has nothing to say.
    pub needs: &'static [Part],
    /// Looks for what it is about.
    pub check: fn(&Case) -> Vec<Finding>,
}

/// All rules, in the order of their codes.
pub const RULES: &[&Rule] = &[
    &table::of_which::RULE,
    &table::overspent::RULE,
    &level1_points::RULE,
    &table::full_points::RULE,
    &table::small_totals::RULE,
    &table::small_rates::RULE,
    &table::small_funds::RULE,
    &table::execution_row::RULE,
    &table::fund_ratios::RULE,
    &table::opposite_targets::RULE,
    &table::scored_twice::RULE,
    &stated_values::RULE,
    &table::done_undone::RULE,
    &table::word_target::RULE,
    &table::missing_cause::RULE,
    &table::idle_cause::RULE,
    &table::cause_contradicted::RULE,
    &table::over_completion::RULE,
    &table::low_execution::RULE,
    &table::unmeasured_task::RULE,
    &table::task_members::RULE,
    &table::task_order::RULE,
    &table::small_shares::RULE,
    &mentions::contradicted::RULE,
    &mentions::replaceable::RULE,
    &mentions::unbacked::RULE,
    &mentions::grade::RULE,
    &mentions::unit::WRONG,
    &mentions::unit::TWICE,
    &mentions::unit::MISSING,
    &mentions::misplaced::RULE,
    &mentions::other_value::RULE,
    &mentions::misprinted::RULE,
    &sentences::sums::RULE,
    &sentences::ratio::RULE,
    &sentences::growth::RULE,
    &sentences::unchanged::RULE,
    &claims::full_success::RULE,
    &claims::strict_budget::RULE,
    &claims::budget_making::RULE,
    &claims::no_carry_over::RULE,
    &claims::unchanged_budget::RULE,
    &claims::full_payment::RULE,
    &claims::full_coverage::RULE,
    &claims::met_or_missed::RULE,
    &claims::silent_shortfall::RULE,
    &claims::reasons::RULE,
    &claims::unfinished_year::RULE,
    &claims::wrong_year::RULE,
    &claims::met_count::RULE,
    &wording::half_width::RULE,
    &wording::clashing_marks::RULE,
    &wording::stray_spaces::RULE,
    &wording::document_number::RULE,
    &wording::ascii_quotes::RULE,
    &wording::invisible::RULE,
    &wording::ordinal_style::RULE,
    &wording::ordinal_sequence::RULE,
    &wording::typed_number::RULE,
    &wording::near_name::RULE,
    &wording::near_term::RULE,
    &wording::self_name::RULE,
    &wording::repeated::RULE,
    &wording::wrong_word::RULE,
    &wording::paragraph_end::RULE,
    &wording::unpaired::RULE,
    &wording::closing::RULE,
    &wording::attachment::RULE,
];

/// Runs every rule and marks what 核对说明 accepts.
pub fn audit(case: &Case) -> Vec<Finding> {
    let can_judge = |rule: &&&Rule| rule.needs.iter().all(|part| case.report.is_sound(*part));
    let rules = RULES.iter().filter(can_judge);
    let mut findings: Vec<Finding> = rules.flat_map(|rule| (rule.check)(case)).collect();
    once_a_number(&mut findings);
    let unused = acknowledged::apply(
        &case.report.acknowledgements,
        case.ledger,
        &case.sources.report,
        &mut findings,
    );
    // Of what could not be read a rule may have had nothing to say.
    let is_sound = case.report.unsound.is_empty();
    findings.extend(
        unused.into_iter().filter(|finding| is_sound || finding.kind != acknowledged::UNUSED),
    );
    findings
}

/// A number that several rules find wrong is told once, by the first of them.
fn once_a_number(findings: &mut Vec<Finding>) {
    let of_numbers = |finding: &Finding| ("ZP201"..="ZP229").contains(&finding.kind.code);
    let is_told = |finding: &Finding| finding.severity > Severity::Note;
    let mut told = HashSet::new();
    findings.retain(|finding| {
        let place = finding.span.map(|span| (span.start, span.end));
        !of_numbers(finding) || !is_told(finding) || place.is_none_or(|place| told.insert(place))
    });
}

/// Whether a text has any of the words.
fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// The end of what stands before a place, as far back as any sentence begins: what looks for the
/// beginning of its sentence must not go through a whole paragraph for every number in it.
fn just_before(text: &str) -> &str {
    const LONGEST_SENTENCE: usize = 3_000;
    &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST_SENTENCE))..]
}

impl Rule {
    /// A finding of this rule.
    fn finding(&self, message: String) -> Finding {
        Finding::error(self.kind, None, message).severity(self.severity)
    }
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn codes_are_pinned_and_in_order() {
        let codes: Vec<&str> = RULES.iter().map(|rule| rule.kind.code).collect();
        assert_eq!(
            codes,
            [
                "ZP101", "ZP102", "ZP103", "ZP104", "ZP105", "ZP106", "ZP107", "ZP108", "ZP109",
                "ZP110", "ZP111", "ZP112", "ZP113", "ZP114", "ZP115", "ZP116", "ZP117", "ZP118",
                "ZP119", "ZP120", "ZP121", "ZP122", "ZP123", "ZP201", "ZP202", "ZP203", "ZP204",
                "ZP205", "ZP206", "ZP207", "ZP208", "ZP209", "ZP210", "ZP220", "ZP221", "ZP222",
                "ZP223", "ZP301", "ZP302", "ZP303", "ZP304", "ZP305", "ZP306", "ZP307", "ZP308",
                "ZP309", "ZP310", "ZP311", "ZP312", "ZP313", "ZP401", "ZP402", "ZP403", "ZP404",
                "ZP405", "ZP406", "ZP410", "ZP411", "ZP412", "ZP415", "ZP416", "ZP417", "ZP420",
                "ZP421", "ZP425", "ZP426", "ZP428", "ZP429"
            ]
        );
    }
}
