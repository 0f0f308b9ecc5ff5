//! `ziping.findings/1`: findings for machines.

use serde::Serialize;

use crate::Prepared;
use crate::audit::mentions::Mention;
use crate::finding::Finding;
use crate::source::{self, Sources, Span};

/// The findings of one or several files, and the numbers typed into their prose.
#[derive(Serialize)]
pub struct Findings<'a> {
    format: &'static str,
    findings: Vec<Record<'a>>,
    mentions: Vec<Mentioned<'a>>,
}

/// A number typed into the prose and the figure it was matched to.
#[derive(Serialize)]
struct Mentioned<'a> {
    text: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    figure: Option<&'a str>,
    agrees: Option<bool>,
}

#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    rule: &'a str,
    severity: &'a str,
    acknowledged: bool,
    message: &'a str,
    help: Option<&'a str>,
    /// Whether `check --fix` corrects it.
    fixable: bool,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    figure: Option<&'a str>,
    related: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    message: &'a str,
    line: usize,
    column: usize,
}

impl<'a> Findings<'a> {
    /// No findings yet.
    pub fn new() -> Self {
        Findings { format: "ziping.findings/1", findings: Vec::new(), mentions: Vec::new() }
    }

    /// Adds those of one file; `file` is its name as it was given.
    pub fn add(&mut self, file: &'a str, prepared: &'a Prepared) {
        let sources = prepared.sources.as_deref();
        self.findings
            .extend(prepared.findings.iter().map(|finding| record(file, finding, sources)));
        if let (Some(sources), Some(assembled)) = (sources, &prepared.assembled) {
            self.mentions.extend(mentions(&assembled.mentions, sources));
        }
    }

    /// The JSON, with a line end.
    pub fn to_json(&self) -> String {
        // Texts and whole numbers only, so this can't fail.
        let mut json = serde_json::to_string_pretty(self).expect("findings are always JSON");
        json.push('\n');
        json
    }
}

impl Default for Findings<'_> {
    fn default() -> Self {
        Findings::new()
    }
}

fn mentions<'a>(of: &'a [Mention], sources: &'a Sources) -> Vec<Mentioned<'a>> {
    let mut last: Option<(Span, source::Place)> = None;
    let mention = |mention: &'a Mention| {
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
            text: &mention.text,
            file: &source.name,
            line: place.line,
            column: place.column,
            figure: mention.figure.as_deref(),
            agrees: mention.agrees,
        }
    };
    of.iter().map(mention).collect()
}

fn record<'a>(file: &'a str, finding: &'a Finding, sources: Option<&'a Sources>) -> Record<'a> {
    let place = |span: Span| sources.map(|sources| (sources.of(span), span));
    let at = finding.span.and_then(place).map(|(source, span)| (source, source.place(span.start)));
    let related = finding.related.iter().filter_map(|related| {
        let (source, span) = place(related.span)?;
        let place = source.place(span.start);
        Some(Place { message: &related.message, line: place.line, column: place.column })
    });
    Record {
        code: finding.kind.code,
        rule: finding.kind.name,
        severity: finding.severity.as_str(),
        acknowledged: finding.acknowledged.is_some(),
        message: &finding.message,
        help: finding.help.as_deref(),
        fixable: finding.fix.is_some(),
        file: at.as_ref().map_or(file, |(source, _)| &source.name),
        line: at.as_ref().map(|(_, place)| place.line),
        column: at.as_ref().map(|(_, place)| place.column),
        figure: finding.figure.as_deref(),
        related: related.collect(),
    }
}
