//! Findings for a person: the source line, a caret under the place, what to do.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::finding::{Finding, Severity};
use crate::source::{Source, Sources, Span};

/// The most findings that are shown one by one; nobody mends more in one go.
const MOST_SHOWN: usize = 100;
/// The most notes of one rule that are shown: advice that is repeated for every paragraph would hide
/// what is wrong.
const MOST_OF_A_NOTE: usize = 3;
/// The most other places of one finding that are shown.
const MOST_RELATED: usize = 5;
/// The most characters of one message: some quote what is written, and that may be a page.
const LONGEST_MESSAGE: usize = 400;
/// The most bytes of a place that are marked: more of it tells nothing.
const LONGEST_PLACE: usize = 1200;
/// Columns, where there is no terminal to ask.
const WIDTH: u16 = 120;
/// Columns that stand before the source line: its number and a rule.
const GUTTER: u16 = 8;

/// The fewest columns of a line that tell anything.
const FEWEST: usize = 20;

/// What findings are shown on.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    colour: bool,
    /// Columns.
    width: u16,
}

impl Screen {
    /// Standard output.
    pub fn stdout() -> Screen {
        let terminal = std::io::stdout();
        Screen::of(terminal.is_terminal(), terminal_size::terminal_size_of(terminal))
    }

    /// Standard error.
    pub fn stderr() -> Screen {
        let terminal = std::io::stderr();
        Screen::of(terminal.is_terminal(), terminal_size::terminal_size_of(terminal))
    }

    /// No terminal: no colours, so many columns.
    pub fn plain(width: u16) -> Screen {
        Screen { colour: false, width }
    }

    fn of(
        is_terminal: bool,
        size: Option<(terminal_size::Width, terminal_size::Height)>,
    ) -> Screen {
        let width = size.filter(|_| is_terminal).map_or(WIDTH, |(width, _)| width.0);
        #[expect(clippy::disallowed_methods, reason = "messages are coloured or not, no PDF is")]
        let no_colour = std::env::var_os("NO_COLOR").is_some();
        Screen { colour: is_terminal && !no_colour, width }
    }

    fn renderer(self) -> Renderer {
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        let width = usize::from(self.width.saturating_sub(GUTTER)).max(FEWEST);
        renderer.decor_style(DecorStyle::Ascii).term_width(width)
    }
}

/// Every finding in full, the errors first, then the warnings, then the notes, each in the order of
/// the file; those acknowledged last, each with the reason that was given.
pub fn all(findings: &[Finding], sources: Option<&Sources>, file: &str, screen: Screen) -> String {
    let (accepted, mut open): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.acknowledged.is_some());
    open.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut text = list(&open, sources, file, screen);
    if !accepted.is_empty() {
        text.push_str("以下各条已在核对说明中说明：\n\n");
        text.push_str(&list(&accepted, sources, file, screen));
    }
    text
}

/// The errors that stop the PDF, in full, for standard error.
pub fn blocking(findings: &[Finding], sources: Option<&Sources>, file: &str) -> String {
    let blocking: Vec<&Finding> = findings.iter().filter(|finding| finding.blocks()).collect();
    list(&blocking, sources, file, Screen::stderr())
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

fn list(findings: &[&Finding], sources: Option<&Sources>, file: &str, screen: Screen) -> String {
    let renderer = screen.renderer();
    let mut of_notes: BTreeMap<&str, usize> = BTreeMap::new();
    let shown = findings.iter().filter(|finding| {
        let count = of_notes.entry(finding.kind.code).or_default();
        *count += usize::from(finding.severity == Severity::Note && finding.acknowledged.is_none());
        *count <= MOST_OF_A_NOTE
    });
    let shown: Vec<&&Finding> = shown.collect();
    let mut text = String::new();
    for finding in shown.iter().take(MOST_SHOWN) {
        text.push_str(&one(finding, sources, file, &renderer));
        text.push_str("\n\n");
    }
    let more: Vec<String> = of_notes
        .iter()
        .filter(|(_, count)| **count > MOST_OF_A_NOTE)
        .map(|(code, count)| format!("{code}还有{}条", count - MOST_OF_A_NOTE))
        .collect();
    if shown.len() > MOST_SHOWN {
        let left = findings.len() - MOST_SHOWN;
        text.push_str(&format!("还有{left}条没有列出，--format json 列出全部\n\n"));
    } else if !more.is_empty() {
        let more = more.join("、");
        text.push_str(&format!("同样的提示没有逐条列出：{more}，--format json 列出全部\n\n"));
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
        .primary_title(cut(&finding.message))
        .id(finding.kind.code);
    let placed = finding.span.zip(sources).map(|(span, sources)| (span, sources.of(span)));
    let mut group = match placed {
        Some((span, source)) => title.element(
            snippet(source).annotation(AnnotationKind::Primary.span(marked(span, source))),
        ),
        None => {
            Group::with_title(title).element(Level::NOTE.with_name("文件").message(file.to_owned()))
        }
    };
    // A snippet a place: the renderer crops all lines of one snippet alike, so that places far apart
    // in two long lines would make it crop neither.
    for related in finding.related.iter().take(MOST_RELATED) {
        let Some(source) = sources.map(|sources| sources.of(related.span)) else { continue };
        let annotation = AnnotationKind::Context.span(marked(related.span, source));
        group = group.element(snippet(source).annotation(annotation.label(&related.message)));
    }
    if finding.related.len() > MOST_RELATED {
        let more = format!("还有{}处", finding.related.len() - MOST_RELATED);
        group = group.element(Level::NOTE.with_name("另外").message(more));
    }
    if let Some(reason) = &finding.acknowledged {
        group = group.element(Level::NOTE.with_name("说明").message(cut(reason)));
    } else if let Some(help) = &finding.help {
        group = group.element(Level::HELP.with_name("建议").message(cut(help)));
    }
    renderer.render(&[group])
}

/// A text, its middle left out where it is longer than anybody reads: its end says what is wrong.
fn cut(text: &str) -> Cow<'_, str> {
    let count = text.chars().count();
    if count <= LONGEST_MESSAGE {
        return text.into();
    }
    let half = LONGEST_MESSAGE / 2;
    let head: String = text.chars().take(half).collect();
    let tail: String = text.chars().skip(count - half).collect();
    format!("{head}……{tail}").into()
}

/// The bytes of a place that are marked.
fn marked(span: Span, source: &Source) -> Range<usize> {
    let end = span.end.min(span.start + LONGEST_PLACE);
    span.start..source.text.floor_char_boundary(end).max(span.start)
}

fn snippet<'a>(source: &'a Source) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(&source.text).path(&source.name)
}
