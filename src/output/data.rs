//! `ziping.data/1`: the report, its figures and its indicators as JSON.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::Assembled;
use crate::ledger::{self, Derivation, Figure, id};
use crate::render::Payload;
use crate::source::{Sources, Span};

#[derive(Serialize)]
struct Data<'a> {
    format: &'static str,
    report: &'a Payload,
    figures: Map<String, Value>,
    indicators: Vec<Indicator<'a>>,
}

/// A row as printed.
#[derive(Serialize)]
struct Indicator<'a> {
    level1: &'a str,
    level2: &'a str,
    name: &'a str,
    target: &'a str,
    actual: &'a str,
    points: &'a str,
    score: &'a str,
    deviation: &'a str,
    cause: String,
}

/// The JSON, one line of it a field, for people and diffs.
pub fn json(assembled: &Assembled, sources: &Sources) -> String {
    let figures = assembled
        .ledger
        .figures()
        .iter()
        .map(|figure| (figure.id.clone(), figure_json(figure, sources)))
        .collect();
    let data = Data {
        format: "ziping.data/1",
        report: &assembled.payload,
        figures,
        indicators: indicators(assembled, sources),
    };
    // Maps have text keys and numbers are finite, so this can't fail.
    let mut text = serde_json::to_string_pretty(&data).expect("figures are always JSON");
    let _ = writeln!(text);
    text
}

fn figure_json(figure: &Figure, sources: &Sources) -> Value {
    let value = match &figure.value {
        ledger::Value::Number(number) => number.to_string(),
        ledger::Value::Words(words) => words.clone(),
    };
    let derivation = match &figure.derivation {
        Derivation::Read(span) => with_place(json!({"kind": "read"}), *span, sources),
        Derivation::Judged { span, reason } => {
            with_place(json!({"kind": "judged", "reason": reason}), *span, sources)
        }
        Derivation::Computed { formula, inputs } => {
            json!({"kind": "computed", "formula": formula, "inputs": inputs})
        }
    };
    json!({
        "value": value,
        "text": figure.printed(),
        "unit": figure.unit,
        "stated": figure.stated.as_ref().map(|stated| &stated.text),
        "derivation": derivation,
    })
}

fn with_place(mut derivation: Value, span: Span, sources: &Sources) -> Value {
    let source = sources.of(span);
    let place = source.place(span.start);
    derivation["file"] = json!(source.name);
    derivation["line"] = json!(place.line);
    derivation["column"] = json!(place.column);
    derivation
}

fn indicators<'a>(assembled: &'a Assembled, sources: &Sources) -> Vec<Indicator<'a>> {
    let ledger = &assembled.ledger;
    let mut indicators = Vec::new();
    for (level1, ids) in assembled.report.indicators.iter().zip(&assembled.ids.levels) {
        for (level2, ids) in level1.groups.iter().zip(&ids.groups) {
            for (row, row_id) in level2.rows.iter().zip(&ids.rows) {
                let printed = |name: &str| ledger.printed(&id::join(row_id, name));
                let cause = row.cause.as_ref().map(|cause| {
                    ledger::placeholder::expand(cause, ledger, sources, &mut Vec::new())
                });
                indicators.push(Indicator {
                    level1: &level1.name.value,
                    level2: &level2.name.value,
                    name: &row.name.value,
                    target: printed("年度指标值"),
                    actual: printed("实际完成值"),
                    points: printed("分值"),
                    score: printed("得分"),
                    deviation: printed("偏差度"),
                    cause: cause.unwrap_or_default(),
                });
            }
        }
    }
    indicators
}
