//! Findings for a person: the source line, a caret under the place, what to do.

use std::io::IsTerminal;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::finding::{Finding, Severity};
use crate::source::{Source, Sources, Span};

/// The most findings that are shown one by one; nobody mends more in one go.
const MOST_SHOWN: usize = 50;

/// All findings as text for standard error, those acknowledged only counted.
pub fn findings(findings: &[Finding], sources: Option<&Sources>, file: &str) -> String {
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let open: Vec<&Finding> =
        findings.iter().filter(|finding| finding.acknowledged.is_none()).collect();
    let mut text = String::new();
    for finding in open.iter().take(MOST_SHOWN) {
        text.push_str(&one(finding, sources, file, &renderer));
        text.push_str("\n\n");
    }
    if open.len() > MOST_SHOWN {
        text.push_str(&format!("还有{}条没有列出\n", open.len() - MOST_SHOWN));
    }
    let acknowledged = findings.len() - open.len();
    if acknowledged > 0 {
        text.push_str(&format!("另有{acknowledged}条已在核对说明中说明\n"));
    }
    text
}

fn one(finding: &Finding, sources: Option<&Sources>, file: &str, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .with_name(finding.severity.in_chinese())
        .primary_title(&finding.message)
        .id(finding.kind.code);
    let placed = finding.span.zip(sources).map(|(span, sources)| (span, sources.of(span)));
    let mut group = match placed {
        Some((span, source)) => {
            let mut snippet = snippet(source).annotation(AnnotationKind::Primary.span(range(span)));
            for related in
                finding.related.iter().filter(|related| related.span.origin == span.origin)
            {
                let annotation = AnnotationKind::Context.span(range(related.span));
                snippet = snippet.annotation(annotation.label(&related.message));
            }
            title.element(snippet)
        }
        None => {
            Group::with_title(title).element(Level::NOTE.with_name("文件").message(file.to_owned()))
        }
    };
    let elsewhere = finding
        .related
        .iter()
        .filter(|related| Some(related.span.origin) != finding.span.map(|span| span.origin));
    for (related, sources) in elsewhere.filter_map(|related| Some((related, sources?))) {
        let annotation = AnnotationKind::Context.span(range(related.span)).label(&related.message);
        group = group.element(snippet(sources.of(related.span)).annotation(annotation));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.with_name("建议").message(help));
    }
    renderer.render(&[group])
}

fn snippet<'a>(source: &'a Source) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(&source.text).path(&source.name)
}

/// A range that underlines at least one character of one line.
fn range(span: Span) -> std::ops::Range<usize> {
    span.start..span.end
}
