//! Mentions: the numbers typed into prose, each matched to the figure it speaks of. The rules
//! ZP201 to ZP208 look at them.
//!
//! A passage is read once. Known words name a subject (a source of funds, an indicator, the whole)
//! and an attribute (全年预算数, 得分); an unknown word makes it uncertain whose number follows. Only
//! a number whose clause holds nothing but known words can contradict a figure.

mod agreement;
mod clause;
pub(super) mod contradicted;
pub(super) mod grade;
mod matching;
pub(super) mod misplaced;
pub(super) mod misprinted;
pub(super) mod other_value;
pub(super) mod replaceable;
mod scan;
pub(super) mod unbacked;
pub(super) mod unit;
mod vocabulary;
mod words;

use rust_decimal::Decimal;

use crate::document::{Passage, Report};
use crate::ledger::{Derivation, Figure, Ids, Ledger};
use crate::method::{Method, Part};
use crate::source::{Source, Sources, Span, Text};
use agreement::Typed;
use matching::Desk;
pub use scan::{Kind, Unit};
use vocabulary::{ByValue, Vocabulary};

/// How well a mention's words name its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    /// They can mean nothing else.
    Sure,
    /// They and the value fit.
    Likely,
    /// No figure was found.
    None,
}

/// A number or grade typed into the prose.
#[derive(Clone, Debug)]
pub struct Mention {
    /// As typed, with its unit.
    pub text: String,
    /// Where.
    pub span: Span,
    /// Which of the report's passages it stands in.
    pub passage: usize,
    /// Its value; none for a grade.
    pub value: Option<Decimal>,
    /// Its unit, perhaps empty.
    pub unit: String,
    /// What it measures.
    pub kind: Kind,
    /// Written with Chinese numerals.
    pub spelled: bool,
    /// The figure it speaks of.
    pub figure: Option<String>,
    /// Whether it says what the figure says.
    pub agrees: Option<bool>,
    /// How sure that is.
    pub sureness: Sureness,
    /// A bound, a guess, a range.
    pub loose: bool,
    /// A figure that it may speak of and differs from.
    pub perhaps: Option<String>,
    /// A placeholder would print the same.
    pub alike: bool,
}

/// A number with a unit in running text, typed or printed by a placeholder.
#[derive(Clone, Debug)]
pub struct Number {
    /// Which of the report's passages it stands in.
    pub passage: usize,
    /// Its bytes in the passage, the unit included.
    pub range: std::ops::Range<usize>,
    /// Its value in the unit it is written in.
    pub value: Decimal,
    /// Digits behind the point.
    pub decimals: u32,
    /// What it measures.
    pub unit: Unit,
    /// Index of the mention, when it is typed.
    pub typed: Option<usize>,
    /// Id of the figure that it prints, or that it was matched to.
    pub figure: Option<String>,
    /// Whether it says what the figure says.
    pub agrees: bool,
    /// A bound, a guess, a range.
    pub loose: bool,
}

impl Number {
    /// Its value in bases of its unit: all money in 元.
    pub fn plain(&self) -> Decimal {
        self.value.saturating_mul(self.unit.scale)
    }
}

/// A placeholder behind words that name another figure.
#[derive(Clone, Debug)]
pub struct Misplaced {
    /// Its id.
    pub id: String,
    /// The figure that the words name.
    pub meant: String,
}

/// What was read from all passages.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// What is typed, in the order of the passages.
    pub typed: Vec<Mention>,
    /// All numbers with units, in the order of the passages.
    pub numbers: Vec<Number>,
    /// Placeholders that belong elsewhere.
    pub misplaced: Vec<(Misplaced, Span)>,
}

impl Mention {
    fn new(text: &str, kind: Kind) -> Mention {
        Mention {
            text: text.to_owned(),
            // Both are set when the passage is known.
            span: Span { origin: crate::source::Origin::Report, start: 0, end: 0 },
            passage: 0,
            value: None,
            unit: String::new(),
            kind,
            spelled: false,
            figure: None,
            agrees: None,
            sureness: Sureness::None,
            loose: false,
            perhaps: None,
            alike: true,
        }
    }

    fn typed(text: &str, typed: &Typed, spelled: bool) -> Mention {
        let kind = typed.unit.as_ref().map_or(Kind::Count, |unit| unit.kind);
        Mention {
            value: Some(typed.value),
            unit: typed.unit.as_ref().map_or_else(String::new, |unit| unit.text.clone()),
            spelled,
            ..Mention::new(text, kind)
        }
    }

    fn grade(text: &str) -> Mention {
        Mention::new(text, Kind::Grade)
    }

    fn of(self, figure: &Figure, agrees: Option<bool>, sureness: Sureness) -> Mention {
        Mention { figure: Some(figure.id.clone()), agrees, sureness, ..self }
    }
}

/// Reads all passages of a report.
pub fn collect(
    report: &Report,
    method: &Method,
    ids: &Ids,
    ledger: &Ledger,
    sources: &Sources,
    passages: &[Passage],
) -> Mentions {
    let desk = Desk {
        ledger,
        vocabulary: Vocabulary::of(report, method, ids, ledger),
        by_value: ByValue::of(ledger),
        year: &report.year.value,
        grades: method.grades.iter().map(|grade| grade.name.as_str()).collect(),
        sections: names(&method.outline).into_iter().collect(),
    };
    let mut all = Mentions::default();
    for (index, passage) in passages.iter().enumerate() {
        let read = matching::read(passage, &desk);
        let before = all.typed.len();
        all.numbers.extend(read.numbers.into_iter().map(|number| Number {
            passage: index,
            figure: number.figure.or_else(|| read.mentions[number.typed?].0.figure.clone()),
            agrees: number.typed.is_some_and(|at| read.mentions[at].0.agrees == Some(true)),
            typed: number.typed.map(|at| at + before),
            ..number
        }));
        if read.mentions.is_empty() && read.misplaced.is_empty() {
            continue;
        }
        let places = Places::of(passage.text, sources.of(passage.text.span));
        all.typed.extend(read.mentions.into_iter().map(|(mention, start, end)| Mention {
            span: places.span(start, end),
            passage: index,
            ..mention
        }));
        let misplaced = read.misplaced.into_iter();
        all.misplaced
            .extend(misplaced.map(|(misplaced, start, end)| (misplaced, places.span(start, end))));
    }
    all
}

fn names(parts: &[Part]) -> Vec<&str> {
    let mut all = Vec::new();
    for part in parts {
        all.push(part.name.value.as_str());
        all.extend(names(&part.parts));
    }
    all
}

/// Places in a text that is looked up in its source once, so that many cost no more than one.
pub struct Places<'a> {
    text: &'a Text,
    source: &'a Source,
    whole: Span,
    exact: bool,
}

impl<'a> Places<'a> {
    /// Those of a text.
    pub fn of(text: &'a Text, source: &'a Source) -> Self {
        let whole = text.locate(source, 0, text.value.len());
        let exact = source.slice(whole) == text.value;
        Places { text, source, whole, exact }
    }

    /// The place of a byte range.
    pub fn span(&self, start: usize, end: usize) -> Span {
        /// Looking a part up again goes through the whole text.
        const LONGEST: usize = 20_000;
        if self.exact {
            self.source.span(self.whole.start + start, self.whole.start + end)
        } else if self.text.value.len() > LONGEST {
            self.whole
        } else {
            self.text.locate(self.source, start, end)
        }
    }
}

/// The place in the YAML that a figure comes from, and what to call it.
fn origin(figure: &Figure) -> Option<(Span, &'static str)> {
    if let Some(stated) = &figure.stated {
        return Some((stated.span, "公布值写在这里"));
    }
    match &figure.derivation {
        Derivation::Read(span) => Some((*span, "这个数填在这里")),
        Derivation::Judged { span, .. } => Some((*span, "得分评在这里")),
        Derivation::Computed { .. } => None,
    }
}

/// The figure's value with its unit, for messages.
fn shown(figure: &Figure) -> String {
    let printed = figure.printed();
    if printed.ends_with(&figure.unit) || figure.number().is_none() {
        printed.to_owned()
    } else {
        format!("{printed}{}", figure.unit)
    }
}
