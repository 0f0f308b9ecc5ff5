//! Whether two rows measure the same matter.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::RowView;
use crate::audit::names::Meaning;
use crate::ledger::quantity::Quantity;

/// A row with the meaning of its name.
pub struct Matter<'a> {
    pub row: RowView<'a>,
    pub name: Meaning,
}

/// All rows that are measured.
pub fn matters<'a>(case: &'a super::super::Case) -> Vec<Matter<'a>> {
    let rows = super::rows(case);
    rows.into_iter().map(|row| Matter { name: Meaning::of(row.name()), row }).collect()
}

/// Pairs of rows that report one actual value, each by their places among all: whatever compares two
/// rows for being one matter compares these only. Where hundreds of rows share a value it is no sign
/// of one matter, so each is compared with the nearest ones behind it.
pub struct Pairs {
    behind: Vec<Vec<usize>>,
}

impl Pairs {
    /// Those among all rows.
    pub fn of(matters: &[Matter]) -> Pairs {
        const MOST: usize = 100;
        let mut by_actual: HashMap<(Decimal, &str), Vec<usize>> = HashMap::new();
        let mut behind = vec![Vec::new(); matters.len()];
        for (at, matter) in matters.iter().enumerate() {
            let Some(actual) = &matter.row.actual else { continue };
            let sharing = by_actual.entry(plain(actual)).or_default();
            for &before in sharing.iter().rev().take(MOST) {
                behind[before].push(at);
            }
            sharing.push(at);
        }
        Pairs { behind }
    }

    /// The rows behind this one that report its value.
    pub fn behind(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.behind[at].iter().copied()
    }
}

/// A quantity in a unit of its own kind: all money in 元.
fn plain(quantity: &Quantity) -> (Decimal, &str) {
    let factor = match quantity.unit.as_str() {
        "元" => 1,
        "千元" => 1_000,
        "万元" => 10_000,
        "亿元" => 100_000_000,
        unit => return (quantity.value, unit),
    };
    (quantity.value.saturating_mul(Decimal::from(factor)), "元")
}

/// Whether two quantities are the same, whatever unit of money they are written in.
pub fn equal(a: &Quantity, b: &Quantity) -> bool {
    plain(a) == plain(b)
}

/// Whether a number has so many digits that two matters seldom share it.
fn is_telling(value: Decimal) -> bool {
    const DIGITS: usize = 3;
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len() >= DIGITS
}

/// Whether two rows report one actual value of one matter: the same placeholder, or an equal
/// quantity under related names. All or nothing (0%, 100%) is no quantity; a short number is shared
/// by many matters, so that the names must be one name.
pub fn same(a: &Matter, b: &Matter) -> bool {
    let (Some(first), Some(second)) = (&a.row.actual, &b.row.actual) else { return false };
    let all_or_nothing =
        first.value.is_zero() || (first.unit == "%" && first.value == Decimal::ONE_HUNDRED);
    if all_or_nothing || !equal(first, second) {
        return false;
    }
    let raw = &a.row.row.actual.value;
    if raw.contains("{{") && *raw == b.row.row.actual.value {
        return true;
    }
    if first.unit != "%" && is_telling(first.value) {
        a.name.related(&b.name)
    } else {
        a.name.close(&b.name)
    }
}
