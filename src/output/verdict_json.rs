//! `ziping.verify/1`: what came of verifying PDFs, for machines.

use serde::Serialize;
use serde_json::{Value, json};

use super::verdict::{Outcome, reason};
use crate::archive::{
    Against, Difference, FIGURES, Facts, FigureDifference, METHOD, Maker, MethodOrigin,
    PageDifference, Printed, Published, SOURCE, TextDifference, Verdict, Why,
};
use crate::source::Place;

/// The results of several files, with a line end.
pub fn document(records: &[String]) -> String {
    let records: Vec<Value> =
        records.iter().filter_map(|record| serde_json::from_str(record).ok()).collect();
    pretty(&json!({"format": FORMAT, "results": records})) + "\n"
}

/// The result of the only file of a document.
pub fn record_in(document: &str) -> Option<String> {
    let mut document: Value = serde_json::from_str(document).ok()?;
    Some(pretty(document.get_mut("results")?.get_mut(0)?))
}

fn pretty(value: &Value) -> String {
    // Maps have text keys and numbers are finite, so this can't fail.
    serde_json::to_string_pretty(value).expect("verdicts are always JSON")
}

/// Name and version of what is printed.
const FORMAT: &str = "ziping.verify/1";

#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    verdict: &'static str,
    reason: Option<&'static str>,
    message: Option<String>,
    attachment: Option<&'a str>,
    made_by: Option<&'a Maker>,
    figures: Vec<Value>,
    page: Option<Value>,
    facts: Option<Value>,
    against: Option<Value>,
}

/// The result of one file.
pub fn record(outcome: &Outcome) -> String {
    let mut record = Record {
        file: &outcome.file,
        verdict: "same",
        reason: None,
        message: None,
        attachment: None,
        made_by: None,
        figures: Vec::new(),
        page: None,
        facts: None,
        against: outcome.against.as_ref().map(against_json),
    };
    match &outcome.verdict {
        Ok(Verdict::Same(facts)) => record.facts = Some(facts_json(facts)),
        Ok(Verdict::SameData(facts, other)) => {
            record.facts = Some(facts_json(facts));
            record.verdict = "same_data";
            record.made_by = Some(&other.theirs);
            match &other.page {
                Ok(page) => record.page = page.as_ref().map(page_json),
                Err(message) => record.message = Some(message.clone()),
            }
        }
        Ok(Verdict::Different(why)) => {
            record.verdict = "different";
            record.message = Some(reason(why));
            record.reason = Some(match why {
                Why::Attachment(_) => "attachment",
                Why::Altered(name, figures) => {
                    record.attachment = Some(name);
                    record.figures = figures.iter().map(figure_json).collect();
                    match name.as_str() {
                        SOURCE => "source",
                        METHOD => "method",
                        FIGURES => "figures",
                        _ => "template",
                    }
                }
                Why::NotComputable(_) => "not_computable",
                Why::Figures(figures) => {
                    record.figures = figures.iter().map(figure_json).collect();
                    "figures"
                }
                Why::NotLaidOut(_, made_by) => {
                    record.made_by = made_by.as_ref();
                    "not_laid_out"
                }
                Why::Page(difference, made_by) => {
                    record.page = Some(page_json(difference));
                    record.made_by = made_by.as_ref();
                    "page"
                }
                Why::Pages(_) => "pages",
                Why::OtherAttachment(name) => {
                    record.attachment = Some(name);
                    "attachment"
                }
                Why::ActiveContent => "active_content",
                Why::Elsewhere => "elsewhere",
            });
        }
        Err(message) => {
            record.verdict = "unusable";
            record.message = Some(message.clone());
        }
    }
    pretty(&json!(record))
}

fn facts_json(facts: &Facts) -> Value {
    let origin = match facts.method_origin {
        MethodOrigin::Program => "program",
        MethodOrigin::Changed => "changed",
        MethodOrigin::Own => "own",
    };
    let published = |published: &Published| json!({"id": published.id, "stated": published.stated, "computed": published.computed});
    json!({
        "draft": facts.draft,
        "method": facts.method,
        "method_origin": origin,
        "templates": facts.templates,
        "errors": facts.errors,
        "published": facts.published.iter().map(published).collect::<Vec<_>>(),
    })
}

fn page_json(difference: &PageDifference) -> Value {
    let (kind, file, again) = match &difference.kind {
        Difference::Words { file, again } => ("words", Some(file), Some(again)),
        Difference::Drawing => ("drawing", None, None),
        Difference::Annotations => ("annotations", None, None),
        Difference::Added => ("added", None, None),
        Difference::Missing => ("missing", None, None),
    };
    json!({"number": difference.page, "kind": kind, "file": file, "again": again})
}

fn figure_json(figure: &FigureDifference) -> Value {
    let printed = |printed: &Option<Printed>| printed.as_ref().map(Printed::to_string);
    json!({"id": figure.id, "archived": printed(&figure.archived), "other": printed(&figure.other)})
}

fn against_json(against: &Against) -> Value {
    let place = |written: &Option<(String, Place)>| {
        let json = |(text, place): &(String, Place)| json!({"text": text, "line": place.line, "column": place.column});
        written.as_ref().map(json)
    };
    let text = |text: &TextDifference| json!({"path": text.path, "archived": place(&text.archived), "other": place(&text.other)});
    json!({
        "figures": against.figures.iter().map(figure_json).collect::<Vec<_>>(),
        "texts": against.texts.iter().map(text).collect::<Vec<_>>(),
        "method": against.method,
        "errors": against.errors,
    })
}
