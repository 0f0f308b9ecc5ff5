//! `{{ id }}` in texts: the whole placeholder language. An id is looked up exactly; everything else
//! in a text is text.

use super::{Figure, Ledger};
use crate::document::Report;
use crate::finding::{BAD_VALUE, Finding, UNKNOWN_FIGURE};
use crate::source::limits::{MAX_EXPANDED, MAX_TEXT};
use crate::source::{Source, Sources, Text, nearest};

/// What stands in a draft where a figure is not known.
pub const UNKNOWN: &str = "〔不明〕";

/// The longest text of a figure that placeholders stand for, in bytes: facts may rest on facts, and
/// doubling one a few dozen times would fill any memory.
pub const LONGEST: usize = 4096;

/// The most unknown ids that are told with a near name: looking for one goes through all figures.
const MOST_NAMED: usize = 100;

/// A text cut at its placeholders.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// What stands between them.
    Plain(&'a str),
    /// The id and its byte range, braces included.
    Placeholder(&'a str, usize, usize),
    /// `{{` without its `}}`, at this byte.
    Unclosed(usize),
}

/// Replaces every placeholder by the figure's text as printed. Unknown ids are reported at their
/// place, each with the near name, and marked in the text.
pub fn expand(
    text: &Text,
    ledger: &Ledger,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) -> String {
    expand_as(text, ledger, sources, findings, str::to_owned)
}

/// The same with ids written for others: `resolve` says what an id of this text means.
pub fn expand_as(
    text: &Text,
    ledger: &Ledger,
    sources: &Sources,
    findings: &mut Vec<Finding>,
    resolve: impl Fn(&str) -> String,
) -> String {
    let mut expanded = String::with_capacity(text.value.len());
    for part in parts(&text.value) {
        match part {
            Part::Plain(plain) => {
                // A part is a slice of the text.
                let start = plain.as_ptr() as usize - text.value.as_ptr() as usize;
                for range in full_width(plain) {
                    let (start, end) = (start + range.start, start + range.end);
                    let span = text.locate(sources.of(text.span), start, end);
                    let message = "引用数要用半角的“{{ }}”，这里是全角的花括号";
                    findings.push(Finding::error(UNKNOWN_FIGURE, span, message));
                }
                expanded.push_str(plain);
            }
            Part::Placeholder(id, start, end) => {
                let id = resolve(id);
                let printed = ledger.get(&id).map(Figure::printed);
                let fits = |printed: &&str| printed.len() <= LONGEST;
                // The mark is seen in drafts only: an unknown id stops the PDF.
                expanded.push_str(printed.filter(fits).unwrap_or(UNKNOWN));
                let problem = match printed {
                    Some(printed) if fits(&printed) => continue,
                    Some(_) => {
                        let message = format!("“{id}”超过{LONGEST}个字节，太长，不能引用");
                        Finding::error(BAD_VALUE, None, message)
                    }
                    None if ledger.is_lost(&id) => continue,
                    None => unknown(&id, ledger, findings.len()),
                };
                findings.push(problem.at(text.locate(sources.of(text.span), start, end)));
            }
            Part::Unclosed(start) => {
                let span = text.locate(sources.of(text.span), start, start + 2);
                let message = "“{{”没有对应的“}}”";
                findings.push(Finding::error(UNKNOWN_FIGURE, span, message));
            }
        }
    }
    if expanded.len() > text.value.len() && expanded.chars().count() > MAX_TEXT {
        let message = format!("这段文字里的{{{{ }}}}换成数以后超过{MAX_TEXT}个字");
        findings.push(Finding::error(BAD_VALUE, text.span, message));
        return UNKNOWN.to_owned();
    }
    expanded
}

/// Where braces of an input method stand for those of a placeholder: `｛｛ 总分 ｝｝` and the like.
fn full_width(text: &str) -> Vec<std::ops::Range<usize>> {
    const PAIRS: [&str; 6] = ["｛｛", "{｛", "｛{", "｝｝", "}｝", "｝}"];
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['｛', '｝', '{', '}']) {
        let start = at + found;
        let pair = PAIRS.iter().find(|pair| text[start..].starts_with(**pair));
        // Every brace is at least one byte.
        at = start
            + pair.map_or_else(
                || text[start..].chars().next().map_or(1, char::len_utf8),
                |pair| pair.len(),
            );
        ranges.extend(pair.map(|_| start..at));
    }
    ranges
}

/// The same without findings: what is wrong is told where the text is printed.
pub fn filled(text: &str, ledger: &Ledger) -> String {
    let part = |part| match part {
        Part::Plain(plain) => plain,
        Part::Placeholder(id, ..) => ledger.get(id).map_or(UNKNOWN, Figure::printed),
        Part::Unclosed(_) => "",
    };
    parts(text).into_iter().map(part).collect()
}

/// The finding for a report whose placeholders, or whose method's, stand for more than is read.
pub fn too_long(report: &Report, ledger: &Ledger, sources: &Sources) -> Option<Finding> {
    let exceeds = |source: &Source, times: usize| {
        let mut length = 0;
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            for part in parts(line) {
                let Part::Placeholder(id, from, to) = part else { continue };
                length += ledger.printed(id).len() * times;
                if length > MAX_EXPANDED {
                    let message = format!("{{{{ }}}}换成数以后，到这里超过{MAX_EXPANDED}个字节");
                    let span = source.span(start + from, start + to);
                    return Some(Finding::error(BAD_VALUE, span, message));
                }
            }
            start += line.len();
        }
        None
    };
    // Phrases of a method may be said for every level-1 indicator.
    let levels = report.indicators.len().max(1);
    exceeds(&sources.report, 1)
        .or_else(|| sources.method.as_ref().and_then(|method| exceeds(method, levels)))
}

/// The finding for an id that the ledger does not have (yet). Behind so many findings that are told
/// already it has no near name.
pub fn unknown(id: &str, ledger: &Ledger, told: usize) -> Finding {
    let finding = Finding::error(UNKNOWN_FIGURE, None, format!("没有“{id}”这个数"));
    let figures = if told < MOST_NAMED { ledger.figures() } else { &[] };
    match nearest(id, figures.iter().map(|figure| figure.id.as_str())) {
        Some(near) => finding.help(format!("是不是“{near}”？")),
        None => finding.help("可以用 ziping data 列出全部的数"),
    }
}

/// The byte ranges of the placeholders of a text, braces included. One that is not closed reaches
/// to the end of the text.
pub fn ranges(text: &str) -> Vec<std::ops::Range<usize>> {
    let range = |part| match part {
        Part::Plain(_) => None,
        Part::Placeholder(_, start, end) => Some(start..end),
        Part::Unclosed(start) => Some(start..text.len()),
    };
    parts(text).into_iter().filter_map(range).collect()
}

/// Cuts a text at its placeholders.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|found| at + found) {
        if open > at {
            parts.push(Part::Plain(&text[at..open]));
        }
        let Some(close) = closing(text, open + 2) else {
            parts.push(Part::Unclosed(open));
            return parts;
        };
        parts.push(Part::Placeholder(text[open + 2..close].trim(), open, close + 2));
        at = close + 2;
    }
    if at < text.len() {
        parts.push(Part::Plain(&text[at..]));
    }
    parts
}

/// The place of the `}}` that ends a placeholder: the first outside a quoted part of the id.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text[from..].char_indices() {
        match c {
            '"' => quoted = !quoted,
            '\n' => return None,
            '}' if !quoted && text[from + at..].starts_with("}}") => return Some(from + at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_double_braces_are_special() {
        assert_eq!(parts("{% a %} { b } #x"), [Part::Plain("{% a %} { b } #x")]);
        assert_eq!(
            parts("得分{{ 总分 }}分"),
            [Part::Plain("得分"), Part::Placeholder("总分", 6, 18), Part::Plain("分")]
        );
        assert_eq!(parts("{{总分}}{{ 等级}}").len(), 2);
    }

    #[test]
    fn full_width_braces_are_found() {
        assert_eq!(full_width("得｛｛ 总分 ｝｝分"), [3..9, 17..23]);
        assert!(full_width("｛一｝、{ 二 }").is_empty());
        assert_eq!(full_width("{｛ 总分 ｝}"), [0..4, 12..16]);
    }

    #[test]
    fn quoted_parts_may_hold_braces() {
        let text = "{{ 指标.\"a}}b\".得分 }}。";
        assert_eq!(parts(text)[0], Part::Placeholder("指标.\"a}}b\".得分", 0, text.len() - 3));
    }

    #[test]
    fn an_open_placeholder_ends_at_the_line() {
        assert_eq!(parts("甲{{ 总分\n}}"), [Part::Plain("甲"), Part::Unclosed(3)]);
    }
}
