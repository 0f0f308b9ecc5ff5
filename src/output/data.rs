//! `ziping.data/1`: the report, its figures and its indicators as JSON.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::Assembled;
use crate::ledger::{self, Derivation, Figure, id};
use crate::render::Payload;
use crate::source::{Origin, Span};

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
pub fn json(assembled: &Assembled) -> String {
    let sources = &assembled.sources;
    let name = |span| sources.of(span).name.as_str();
    let data = Data {
        format: "ziping.data/1",
        report: &assembled.payload,
        figures: figures(assembled, &name),
        indicators: indicators(assembled),
    };
    pretty(&data)
}

/// `ziping.figures/1`: the figures alone, as a PDF carries them: with the names that their files have
/// there.
pub fn figures_json(assembled: &Assembled, report: &str, method: &str) -> String {
    let name = |span: Span| match span.origin {
        Origin::Report => report,
        Origin::Method => method,
    };
    figures_alone(figures(assembled, &name))
}

/// `ziping.figures/1`: a figure with all that it rests on; without one, all figures.
pub fn explained_json(assembled: &Assembled, figure: Option<&Figure>) -> String {
    let name = |span| assembled.sources.of(span).name.as_str();
    let mut figures = figures(assembled, &name);
    if let Some(figure) = figure {
        let ledger = &assembled.ledger;
        let mut wanted = BTreeSet::new();
        let mut next = vec![figure];
        while let Some(figure) = next.pop() {
            if wanted.insert(&figure.id)
                && let Derivation::Computed { inputs, .. } = &figure.derivation
            {
                next.extend(inputs.iter().filter_map(|input| ledger.get(input)));
            }
        }
        figures.retain(|id, _| wanted.contains(id));
    }
    figures_alone(figures)
}

fn figures_alone(figures: Map<String, Value>) -> String {
    pretty(&json!({"format": "ziping.figures/1", "figures": figures}))
}

fn pretty(data: &impl Serialize) -> String {
    // Maps have text keys and numbers are finite, so this can't fail.
    let mut text = serde_json::to_string_pretty(data).expect("figures are always JSON");
    text.push('\n');
    text
}

fn figures<'a>(assembled: &Assembled, name: &impl Fn(Span) -> &'a str) -> Map<String, Value> {
    let one = |figure: &Figure| (figure.id.clone(), figure_json(figure, assembled, name));
    assembled.ledger.figures().iter().map(one).collect()
}

fn figure_json<'a>(
    figure: &Figure,
    assembled: &Assembled,
    name: &impl Fn(Span) -> &'a str,
) -> Value {
    let with_place = |mut derivation: Value, span: Span| {
        let place = assembled.sources.of(span).place(span.start);
        derivation["file"] = json!(name(span));
        derivation["line"] = json!(place.line);
        derivation["column"] = json!(place.column);
        derivation
    };
    let derivation = match &figure.derivation {
        Derivation::Read(span) => with_place(json!({"kind": "read"}), *span),
        Derivation::Judged { span, reason } => {
            with_place(json!({"kind": "judged", "reason": reason}), *span)
        }
        Derivation::Computed { formula, inputs } => {
            json!({"kind": "computed", "formula": formula, "inputs": inputs})
        }
    };
    json!({
        "value": figure.value.to_string(),
        "text": figure.printed(),
        "unit": figure.unit,
        "stated": figure.stated.as_ref().map(|stated| &stated.text),
        "derivation": derivation,
    })
}

fn indicators<'a>(assembled: &'a Assembled) -> Vec<Indicator<'a>> {
    let ledger = &assembled.ledger;
    let mut indicators = Vec::new();
    for (level1, ids) in assembled.report.indicators.iter().zip(&assembled.ids.levels) {
        for (level2, ids) in level1.groups.iter().zip(&ids.groups) {
            for (row, row_id) in level2.rows.iter().zip(&ids.rows) {
                let printed = |name: &str| ledger.printed(&id::join(row_id, name));
                let cause = row
                    .cause
                    .as_ref()
                    .map(|cause| ledger::placeholder::filled(&cause.value, ledger));
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
