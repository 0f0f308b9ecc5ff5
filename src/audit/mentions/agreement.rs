//! Whether a typed number says what a figure says.

use rust_decimal::Decimal;

use super::scan::{Kind, Unit};
use crate::ledger::quantity::Target;
use crate::ledger::{Derivation, Figure, Value, number};

/// A typed quantity.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The number.
    pub value: Decimal,
    /// Digits behind the point.
    pub decimals: u32,
    /// Its unit; none when the number stands alone.
    pub unit: Option<Unit>,
}

/// Whether they agree; `None` when the figure is no number of such a unit, or is not known.
///
/// The figure is taken as it is printed, so a published value counts. A number typed with fewer
/// digits agrees when it is the figure rounded half up to that many; one typed with more, when the
/// figure is what it rounds to.
pub fn agrees(typed: &Typed, figure: &Figure) -> Option<bool> {
    if !figure.complete {
        return None;
    }
    let Value::Number(computed) = figure.value else { return None };
    let stated = figure.stated.as_ref();
    let printed = stated.and_then(|stated| number::parse(stated.text.trim_end_matches('%')).ok());
    let value = printed.unwrap_or(computed);
    let own = Unit::whole(&figure.unit);
    let unit = typed.unit.as_ref().unwrap_or(&own);
    if unit.base != own.base && !(unit.kind == Kind::Percent && own.kind == Kind::Percent) {
        return None;
    }
    let as_typed = value.saturating_mul(own.scale).checked_div(unit.scale)?;
    if number::round(as_typed, typed.decimals) == typed.value {
        return Some(true);
    }
    // What the report computes has two digits; what it was given is as exact as it was written.
    let written = matches!(figure.derivation, Derivation::Read(_)) && own.kind != Kind::Money;
    let decimals = if written { value.scale() } else { value.scale().max(2) };
    let as_figure = typed.value.saturating_mul(unit.scale).checked_div(own.scale)?;
    let exacter = as_figure.normalize().scale() > decimals;
    Some(exacter && number::round(as_figure, decimals) == value)
}

/// Whether a placeholder would print the typed text: the same unit, and no comparator before it.
pub fn prints_alike(typed: &Typed, figure: &Figure) -> bool {
    let Some(unit) = &typed.unit else { return true };
    let printed = figure.printed();
    let bare = number::parse(printed.trim_end_matches('%')).ok();
    let value = bare.or_else(|| match Target::parse(printed) {
        Target::Numeric(..) if printed.starts_with(|c: char| c.is_ascii_digit()) => figure.number(),
        _ => None,
    });
    value == Some(typed.value) && unit.scale == Unit::whole(&figure.unit).scale
}
