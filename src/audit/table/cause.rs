//! 偏差原因 as text.

use super::super::Case;
use super::RowView;
use crate::ledger::placeholder;
use crate::source::Text;

/// The cause that a row gives: its place, and its words as on paper. “无” is none.
pub fn cause<'a>(row: &RowView<'a>, case: &Case) -> Option<(&'a Text, String)> {
    let text = row.row.cause.as_ref()?;
    let words = placeholder::filled(&text.value, case.ledger);
    let plain = words.trim_end_matches(['。', '.', '，']).trim();
    let is_none =
        matches!(plain, "" | "无" | "无偏差" | "没有偏差" | "-" | "—" | "/" | "不适用" | "无原因");
    (!is_none).then_some((text, words))
}
