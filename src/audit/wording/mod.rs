//! Wording and form: rules that read the running text character by character. They share how a text
//! is cut into lines and characters, with each placeholder as one character.

pub mod ascii_quotes;
pub mod attachment;
pub mod clashing_marks;
pub mod closing;
pub mod document_number;
pub mod half_width;
pub mod invisible;
pub mod near_name;
pub mod near_term;
pub mod ordinal_sequence;
pub mod ordinal_style;
pub mod paragraph_end;
pub mod repeated;
pub mod self_name;
pub mod stray_spaces;
pub mod typed_number;
pub mod unpaired;
mod words;
pub mod wrong_word;

use super::Rule;
use crate::document::{Block, Passage, Place, Prose, Report, Section};
use crate::finding::Finding;
use crate::ledger::placeholder;
use crate::source::{Source, Span, Text};

/// Stands for a placeholder among the characters of a line.
const FIGURE: char = '\u{FFFC}';

/// What a line is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// The report's title.
    Title,
    /// Title of a section or of a small table.
    Heading,
    /// Name of an indicator, a level or a task.
    Name,
    /// A value of 数据.
    Fact,
    /// 得分理由.
    Reason,
    /// A passage.
    Passage(Place),
}

/// A character and its bytes in the line; a placeholder is one character, [`FIGURE`].
#[derive(Clone, Copy, Debug)]
struct Char {
    c: char,
    start: usize,
    end: usize,
}

/// One line of running text.
pub struct Line<'a> {
    role: Role,
    /// Names of the sections it stands in, or of its row or task.
    path: Vec<&'a str>,
    text: Text,
    chars: Vec<Char>,
    /// Whether the YAML holds the text as it is, without escapes.
    verbatim: bool,
}

/// All running text, line by line, in the order it is read.
pub fn lines<'a>(report: &'a Report, source: &Source, passages: &[Passage<'a>]) -> Vec<Line<'a>> {
    let mut lines = Lines { source, lines: Vec::new() };
    if let Some(title) = &report.title {
        lines.add(Role::Title, &[], title);
    }
    for fact in &report.facts {
        lines.add(Role::Fact, &[&fact.name.value], &fact.value);
    }
    for task in &report.tasks {
        lines.add(Role::Name, &[], &task.name);
    }
    for level in &report.indicators {
        lines.add(Role::Name, &[], &level.name);
        for group in &level.groups {
            lines.add(Role::Name, &[], &group.name);
            for row in &group.rows {
                lines.add(Role::Name, &[], &row.name);
                if let Some(judged) = &row.judged {
                    lines.add(Role::Reason, &[&row.name.value], &judged.reason);
                }
            }
        }
    }
    for section in &report.prose {
        lines.headings(section);
    }
    for passage in passages {
        lines.add(Role::Passage(passage.place), &passage.path, passage.text);
    }
    lines.lines
}

struct Lines<'s, 'a> {
    source: &'s Source,
    lines: Vec<Line<'a>>,
}

impl<'a> Lines<'_, 'a> {
    fn add(&mut self, role: Role, path: &[&'a str], text: &Text) {
        for text in text.lines(self.source) {
            let chars = chars(&text.value);
            let verbatim = self.source.slice(text.span) == text.value;
            self.lines.push(Line { role, path: path.to_vec(), text, chars, verbatim });
        }
    }

    fn headings(&mut self, section: &'a Section) {
        let path = [section.name.value.as_str()];
        if let Some(title) = &section.title {
            self.add(Role::Heading, &path, title);
        }
        let blocks = |prose: &'a Prose| prose.blocks.iter();
        for block in section.content.iter().flat_map(blocks) {
            if let Block::Table(table) = block
                && let Some(caption) = &table.caption
            {
                self.add(Role::Heading, &path, caption);
            }
        }
        for part in section.parts.iter().chain(&section.own_parts) {
            self.headings(part);
        }
    }
}

fn chars(text: &str) -> Vec<Char> {
    let figures = placeholder::ranges(text);
    let mut figures = figures.iter().peekable();
    let mut chars = Vec::with_capacity(text.len() / 2);
    for (start, c) in text.char_indices() {
        while figures.next_if(|figure| figure.end <= start).is_some() {}
        match figures.peek() {
            Some(figure) if figure.start == start => {
                chars.push(Char { c: FIGURE, start, end: figure.end });
            }
            Some(figure) if figure.contains(&start) => {}
            _ => chars.push(Char { c, start, end: start + c.len_utf8() }),
        }
    }
    chars
}

impl Line<'_> {
    /// The character at an index; none beyond the ends.
    fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|char| char.c)
    }

    /// The character before an index.
    fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|index| self.at(index))
    }

    /// The text of a range of characters, placeholders as written.
    fn slice(&self, from: usize, to: usize) -> &str {
        let (start, end) = self.bytes(from, to);
        &self.text.value[start..end]
    }

    fn bytes(&self, from: usize, to: usize) -> (usize, usize) {
        let start = self.chars.get(from).map_or(self.text.value.len(), |char| char.start);
        let end =
            to.checked_sub(1).and_then(|last| self.chars.get(last)).map_or(0, |char| char.end);
        (start, end.max(start))
    }

    /// The place of a range of characters.
    fn span(&self, from: usize, to: usize) -> Span {
        let (start, end) = self.bytes(from, to);
        match self.verbatim {
            true => Span {
                start: self.text.span.start + start,
                end: self.text.span.start + end,
                ..self.text.span
            },
            false => self.text.span,
        }
    }

    /// A finding about a range of characters.
    fn finding(&self, rule: &Rule, from: usize, to: usize, message: String) -> Finding {
        rule.finding(message).at(self.span(from, to))
    }

    /// A finding about a range of characters, with what should stand there. The correction comes
    /// along where the place is exact; names are left alone, because ids are made of them.
    fn finding_with_fix(
        &self,
        rule: &Rule,
        from: usize,
        to: usize,
        message: String,
        replacement: &str,
    ) -> Finding {
        let finding = self.finding(rule, from, to, message);
        match self.verbatim && !matches!(self.role, Role::Name | Role::Fact) {
            true => finding.fix(self.span(from, to), replacement),
            false => finding,
        }
    }

    /// Whether it is a cell of a small table.
    fn is_cell(&self) -> bool {
        self.role == Role::Passage(Place::TableCell)
    }
}

/// A Chinese character.
fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Punctuation of Chinese text.
fn is_full_width_mark(c: char) -> bool {
    is_stop(c)
        || matches!(
            c,
            '“' | '”' | '‘' | '’' | '（' | '）' | '《' | '》' | '〔' | '〕' | '【' | '】'
        )
}

/// A mark that ends or divides a sentence.
fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！')
}

/// A digit or a placeholder, which most often is a number.
fn is_number(c: char) -> bool {
    c.is_ascii_digit() || c == FIGURE
}
