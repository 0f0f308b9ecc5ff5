//! What a sentence says of its own numbers: parts and their sum, a rate and the two numbers it comes
//! from, a growth and what grew. Most of these numbers stand in no table, so the sentence is the only
//! thing that can be asked. A number that another one explains is not told again.

pub mod growth;
pub mod ratio;
pub mod sums;
pub mod unchanged;
mod words;

use super::Case;
use super::mentions::{Kind, Number};
use crate::document::Passage;
use crate::source::Span;

/// A sentence with its numbers.
pub struct Sentence<'a> {
    /// The passage it stands in.
    pub passage: &'a Passage<'a>,
    /// The numbers of the passage up to the end of the sentence.
    numbers: &'a [Number],
    /// How many of them stand before the sentence.
    before: usize,
}

/// All sentences that have numbers.
pub fn sentences<'a>(case: &'a Case) -> Vec<Sentence<'a>> {
    let mut sentences = Vec::new();
    for numbers in case.mentions.numbers.chunk_by(|a, b| a.passage == b.passage) {
        let passage = &case.passages[numbers[0].passage];
        let mut before = 0;
        for at in 1..=numbers.len() {
            let ends = numbers.get(at).is_none_or(|next| {
                let between = &passage.text.value[numbers[at - 1].range.end..next.range.start];
                between.contains(ends_sentence)
            });
            if ends {
                sentences.push(Sentence { passage, numbers: &numbers[..at], before });
                before = at;
            }
        }
    }
    sentences
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | ';' | '\n')
}

impl<'a> Sentence<'a> {
    /// Its numbers.
    pub fn numbers(&self) -> &'a [Number] {
        &self.numbers[self.before..]
    }

    /// The numbers of the passage before it.
    pub fn earlier(&self) -> &'a [Number] {
        &self.numbers[..self.before]
    }

    /// Where it begins in its passage.
    pub fn start(&self) -> usize {
        let text = self.passage.text.value.as_str();
        let first = self.numbers[self.before].range.start;
        text[..first].rfind(ends_sentence).map_or(0, |at| text.ceil_char_boundary(at + 1))
    }

    /// The whole of it.
    pub fn text(&self) -> &'a str {
        let text = &self.passage.text.value[self.start()..];
        let last = self.numbers[self.numbers.len() - 1].range.end - self.start();
        let end = text[last..].find(ends_sentence).map_or(text.len(), |end| last + end);
        &text[..end]
    }

    /// The numbers before a semicolon that the sentence goes on from.
    pub fn before_semicolon(&self) -> &'a [Number] {
        let text = self.passage.text.value.as_str();
        let start = self.numbers[self.before].range.start;
        let goes_on = text[..start].rfind(ends_sentence).filter(|&at| text[at..].starts_with('；'));
        let Some(semicolon) = goes_on else { return &[] };
        let from = text[..semicolon].rfind(ends_sentence).unwrap_or(0);
        let earlier = self.earlier();
        &earlier[earlier.partition_point(|number| number.range.start < from)..]
    }

    /// The words before one of its numbers, back to the number before it or the sentence's start.
    pub fn words_before(&self, at: usize) -> &'a str {
        let at = self.before + at;
        let text = self.passage.text.value.as_str();
        let from = at.checked_sub(1).map_or(0, |before| self.numbers[before].range.end);
        let words = &text[from..self.numbers[at].range.start];
        words.rfind(ends_sentence).map_or(words, |end| {
            let end = from + end;
            &text[text.ceil_char_boundary(end + 1)..self.numbers[at].range.start]
        })
    }

    /// The words behind one of its numbers, up to the next number or the sentence's end.
    pub fn words_after(&self, at: usize) -> &'a str {
        let at = self.before + at;
        let text = &self.passage.text.value[self.numbers[at].range.end..];
        let to = self
            .numbers
            .get(at + 1)
            .map_or(text.len(), |next| next.range.start - self.numbers[at].range.end);
        let words = &text[..to];
        words.find(ends_sentence).map_or(words, |end| &words[..end])
    }

    /// A number as written, placeholders as printed values.
    pub fn shown(&self, number: &Number) -> String {
        match number.typed {
            Some(_) => self.passage.text.value[number.range.clone()].to_owned(),
            None => format!("{}{}", number.value.normalize(), number.unit.text),
        }
    }

    /// The place of a number.
    pub fn span(&self, case: &Case, number: &Number) -> Span {
        let text = self.passage.text;
        text.locate(case.sources.of(text.span), number.range.start, number.range.end)
    }
}

/// Whether two numbers measure the same.
pub fn same_unit(a: &Number, b: &Number) -> bool {
    a.unit.kind == b.unit.kind && a.unit.base == b.unit.base
}

/// Whether a number is typed, exact, and no figure is known to be what it says: only such a number
/// can be told to be wrong.
pub fn is_open(case: &Case, number: &Number) -> bool {
    let known = number.typed.is_some_and(|at| case.mentions.typed[at].figure.is_some());
    !number.loose && !known
}

/// Whether it is a percentage.
pub fn is_percent(number: &Number) -> bool {
    number.unit.kind == Kind::Percent
}
