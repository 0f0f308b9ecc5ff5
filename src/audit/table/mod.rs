//! Rules of arithmetic and across the table (ZP101–ZP129), and what they share: rows with their
//! quantities, rates, small tables of money.

mod cause;
pub mod cause_contradicted;
pub mod done_undone;
pub mod execution_row;
pub mod full_points;
pub mod fund_ratios;
pub mod idle_cause;
mod lists;
pub mod low_execution;
mod matter;
pub mod missing_cause;
pub mod of_which;
pub mod opposite_targets;
pub mod over_completion;
pub mod overspent;
pub mod scored_twice;
mod small;
pub mod small_funds;
pub mod small_rates;
pub mod small_shares;
pub mod small_totals;
pub mod task_members;
pub mod task_order;
pub mod unmeasured_task;
pub mod word_target;
mod words;

use rust_decimal::Decimal;

use super::Case;
use crate::document::Row;
use crate::ledger::quantity::{Comparator, Quantity, Target};
use crate::ledger::{Figure, id, number};

/// A row with what the rules ask of it again and again.
pub(super) struct RowView<'a> {
    pub row: &'a Row,
    pub id: &'a str,
    /// 实际完成值 as on paper.
    pub actual_text: &'a str,
    /// 年度指标值 as on paper.
    pub target_text: &'a str,
    pub target: Target,
    pub actual: Option<Quantity>,
    /// 得分, where it could be computed.
    pub score: Option<Decimal>,
}

/// All rows in the table's order.
pub(super) fn rows<'a>(case: &'a Case) -> Vec<RowView<'a>> {
    let mut views = Vec::new();
    for (level, ids) in case.report.indicators.iter().zip(&case.ids.levels) {
        for (group, ids) in level.groups.iter().zip(&ids.groups) {
            for (row, row_id) in group.rows.iter().zip(&ids.rows) {
                let text = |name| {
                    let figure = case.ledger.get(&id::join(row_id, name));
                    figure.filter(|figure| figure.complete).map(Figure::printed)
                };
                let (Some(target_text), Some(actual_text)) =
                    (text("年度指标值"), text("实际完成值"))
                else {
                    continue;
                };
                let score = case.ledger.get(&id::join(row_id, "得分"));
                views.push(RowView {
                    row,
                    id: row_id,
                    actual_text,
                    target_text,
                    target: Target::parse(target_text),
                    actual: Quantity::parse(actual_text),
                    score: score.filter(|score| score.complete).and_then(Figure::number),
                });
            }
        }
    }
    views
}

impl RowView<'_> {
    pub fn name(&self) -> &str {
        &self.row.name.value
    }

    /// Id of one of the row's figures.
    pub fn figure(&self, name: &str) -> String {
        id::join(self.id, name)
    }

    /// Comparator, wanted and actual number, where both are numbers of one unit.
    pub fn numbers(&self) -> Option<(Comparator, Decimal, Decimal)> {
        match (&self.target, &self.actual) {
            (Target::Numeric(comparator, wanted), Some(actual)) if wanted.unit == actual.unit => {
                Some((*comparator, wanted.value, actual.value))
            }
            _ => None,
        }
    }

    /// The actual value as a percentage.
    pub fn percentage(&self) -> Option<Decimal> {
        self.actual.as_ref().filter(|actual| actual.unit == "%").map(|actual| actual.value)
    }

    pub fn is_full(&self) -> bool {
        self.score.is_some_and(|score| score >= self.row.points.value)
    }

    pub fn is_short(&self) -> bool {
        self.score.is_some_and(|score| score < self.row.points.value)
    }
}

/// An amount of the total of all funds, where all of it could be read.
pub(super) fn total(case: &Case, name: &str) -> Option<Decimal> {
    let figure = case.ledger.get(&format!("资金.总额.{name}"))?;
    figure.number().filter(|_| figure.complete)
}

/// What a published rate may differ from the exact one beyond its own rounding, in percentage points.
const RATE_TOLERANCE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// `part ÷ whole` in percent, to many places. `None` where the whole is zero.
pub(super) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.saturating_mul(Decimal::ONE_HUNDRED).checked_div(whole)
}

/// Whether a written rate is this one, rounded or cut off at its last written digit.
pub(super) fn rate_agrees(written: Decimal, exact: Decimal) -> bool {
    let scale = written.scale();
    written.saturating_sub(number::round(exact, scale)).abs() <= RATE_TOLERANCE
        || written == exact.trunc_with_scale(scale)
}

/// A rate for people.
pub(super) fn show_rate(rate: Decimal) -> String {
    format!("{}%", number::round(rate, 2).normalize())
}
