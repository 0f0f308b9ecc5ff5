//! Findings for a person: the source line, a caret under the place, what to do.

use std::io::IsTerminal;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::finding::{Finding, Severity};
use crate::source::{Source, Sources, Span};

/// The most findings that are shown one by one; nobody mends more in one go.
const MOST_SHOWN: usize = 100;

/// Whether messages on standard error may be coloured.
pub fn colour_on_stderr() -> bool {
    may_colour(std::io::stderr().is_terminal())
}

/// Whether results on standard output may be coloured.
pub fn colour_on_stdout() -> bool {
    may_colour(std::io::stdout().is_terminal())
}

fn may_colour(terminal: bool) -> bool {
    terminal && std::env::var_os("NO_COLOR").is_none()
}

/// Every finding in full, those acknowledged last, each with the reason that was given.
pub fn all(findings: &[Finding], sources: Option<&Sources>, file: &str, colour: bool) -> String {
    let (accepted, open): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.acknowledged.is_some());
    let mut text = list(&open, sources, file, colour);
    if !accepted.is_empty() {
        text.push_str("以下各条已在核对说明中说明：\n\n");
        text.push_str(&list(&accepted, sources, file, colour));
    }
    text
}

/// The errors that stop the PDF, in full.
pub fn blocking(findings: &[Finding], sources: Option<&Sources>, file: &str) -> String {
    let blocking: Vec<&Finding> = findings.iter().filter(|finding| finding.blocks()).collect();
    list(&blocking, sources, file, colour_on_stderr())
}

/// How many findings there are of each level, on one line.
pub fn summary(findings: &[Finding]) -> String {
    let open = |severity| {
        let is =
            |finding: &&Finding| finding.severity == severity && finding.acknowledged.is_none();
        findings.iter().filter(is).count()
    };
    let acknowledged = findings.iter().filter(|finding| finding.acknowledged.is_some()).count();
    if findings.is_empty() {
        return "没有发现问题".to_owned();
    }
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(open);
    format!("错误{errors}条，警告{warnings}条，提示{notes}条，已说明{acknowledged}条")
}

fn list(findings: &[&Finding], sources: Option<&Sources>, file: &str, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for finding in findings.iter().take(MOST_SHOWN) {
        text.push_str(&one(finding, sources, file, &renderer));
        text.push_str("\n\n");
    }
    if findings.len() > MOST_SHOWN {
        let left = findings.len() - MOST_SHOWN;
        text.push_str(&format!("还有{left}条没有列出，--format json 列出全部\n\n"));
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
    if let Some(reason) = &finding.acknowledged {
        group = group.element(Level::NOTE.with_name("说明").message(reason));
    } else if let Some(help) = &finding.help {
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
