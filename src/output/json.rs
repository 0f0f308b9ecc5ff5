//! `ziping.findings/1`: findings for machines.

use serde::Serialize;

use crate::Prepared;
use crate::audit::mentions::Mention;
use crate::finding::Finding;
use crate::source::{self, Sources, Span};

/// The findings of one or several files, and the numbers typed into their prose.
#[derive(Serialize)]
pub struct Findings {
    format: &'static str,
    findings: Vec<Record>,
    mentions: Vec<Mentioned>,
}

/// A number typed into the prose and the figure it was matched to.
#[derive(Serialize)]
struct Mentioned {
    text: String,
    file: String,
    line: usize,
    column: usize,
    figure: Option<String>,
    agrees: Option<bool>,
}

#[derive(Serialize)]
struct Record {
    code: &'static str,
    rule: &'static str,
    severity: &'static str,
    acknowledged: bool,
    message: String,
    help: Option<String>,
    /// Whether `check --fix` corrects it.
    fixable: bool,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    figure: Option<String>,
    related: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    message: String,
    line: usize,
    column: usize,
}

impl Findings {
    /// No findings yet.
    pub fn new() -> Self {
        Findings { format: "ziping.findings/1", findings: Vec::new(), mentions: Vec::new() }
    }

    /// Those of one file; `file` is its name as it was given.
    pub fn of(file: &str, prepared: &Prepared) -> Self {
        let sources = prepared.sources.as_deref();
        let findings = prepared.findings.iter().map(|finding| record(file, finding, sources));
        let mentions = match (sources, &prepared.assembled) {
            (Some(sources), Some(assembled)) => mentions(&assembled.mentions, sources),
            _ => Vec::new(),
        };
        Findings { findings: findings.collect(), mentions, ..Findings::new() }
    }

    /// Adds those of further files behind these.
    pub fn add(&mut self, others: Findings) {
        self.findings.extend(others.findings);
        self.mentions.extend(others.mentions);
    }

    /// The JSON, with a line end.
    pub fn to_json(&self) -> String {
        // Texts and whole numbers only, so this can't fail.
        let mut json = serde_json::to_string_pretty(self).expect("findings are always JSON");
        json.push('\n');
        json
    }
}

impl Default for Findings {
    fn default() -> Self {
        Findings::new()
    }
}

fn mentions(of: &[Mention], sources: &Sources) -> Vec<Mentioned> {
    let mut last: Option<(Span, source::Place)> = None;
    let mention = |mention: &Mention| {
        let source = sources.of(mention.span);
        // Counting a column goes through its line; the next mention of a line goes on from there.
        let near = last.take().and_then(|(span, place)| {
            let behind = span.origin == mention.span.origin && span.start <= mention.span.start;
            let between = behind.then(|| &source.text[span.start..mention.span.start])?;
            let column = place.column + between.chars().count();
            (!between.contains('\n')).then_some(source::Place { column, ..place })
        });
        let place = near.unwrap_or_else(|| source.place(mention.span.start));
        last = Some((mention.span, place));
        Mentioned {
            text: mention.text.clone(),
            file: source.name.clone(),
            line: place.line,
            column: place.column,
            figure: mention.figure.clone(),
            agrees: mention.agrees,
        }
    };
    of.iter().map(mention).collect()
}

fn record(file: &str, finding: &Finding, sources: Option<&Sources>) -> Record {
    let place = |span: Span| sources.map(|sources| (sources.of(span), span));
    let at = finding.span.and_then(place).map(|(source, span)| (source, source.place(span.start)));
    let related = finding.related.iter().filter_map(|related| {
        let (source, span) = place(related.span)?;
        let place = source.place(span.start);
        Some(Place { message: related.message.clone(), line: place.line, column: place.column })
    });
    Record {
        code: finding.kind.code,
        rule: finding.kind.name,
        severity: finding.severity.as_str(),
        acknowledged: finding.acknowledged.is_some(),
        message: finding.message.clone(),
        help: finding.help.clone(),
        fixable: finding.fix.is_some(),
        file: at.as_ref().map_or(file, |(source, _)| &source.name).to_owned(),
        line: at.as_ref().map(|(_, place)| place.line),
        column: at.as_ref().map(|(_, place)| place.column),
        figure: finding.figure.clone(),
        related: related.collect(),
    }
}
