//! The ledger: every number that the report computes or tabulates, with its id, its unit, its exact
//! value, how it is printed, and where it came from.

mod compute;
pub mod id;
pub mod ids;
pub mod number;
pub mod placeholder;
pub mod quantity;

pub use compute::compute;
pub use ids::Ids;

use std::collections::HashMap;
use std::fmt;

use rust_decimal::Decimal;

use crate::source::Span;

/// What a figure holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An exact number.
    Number(Decimal),
    /// Words: a name, a grade, a target that is not a number.
    Words(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(number) => number.fmt(f),
            Value::Words(words) => words.fmt(f),
        }
    }
}

/// Where a figure came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// Read from the YAML.
    Read(Span),
    /// Set by a person, with the reason.
    Judged {
        /// Where it is written.
        span: Span,
        /// 得分理由.
        reason: String,
    },
    /// Computed.
    Computed {
        /// The computation in Chinese, with its numbers.
        formula: String,
        /// Ids of the figures it used.
        inputs: Vec<String>,
    },
}

/// A published value (公布值), kept beside the computed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// As published.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// One figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Path of names, unique in the ledger.
    pub id: String,
    /// Unit (万元, %, 分, 项), perhaps empty.
    pub unit: String,
    /// Exact value.
    pub value: Value,
    /// The value as the method's number format prints it.
    pub text: String,
    /// Where it came from.
    pub derivation: Derivation,
    /// What was published for it.
    pub stated: Option<Stated>,
    /// Whether everything it rests on could be computed. Where not, that has been reported, and
    /// comparing this figure would only report it again.
    pub complete: bool,
}

impl Figure {
    /// The text that goes on paper: a published value that differs, else the computed one.
    pub fn printed(&self) -> &str {
        match &self.stated {
            Some(stated) if !self.agrees(stated) => &stated.text,
            _ => &self.text,
        }
    }

    /// Whether a published value is the computed one: as numbers, however they are printed; words to
    /// the letter.
    pub fn agrees(&self, stated: &Stated) -> bool {
        match &self.value {
            Value::Number(value) => number::parse(stated.text.trim_end_matches('%')) == Ok(*value),
            Value::Words(words) => *words == stated.text,
        }
    }

    /// The exact number, if the figure is one.
    pub fn number(&self) -> Option<Decimal> {
        match self.value {
            Value::Number(number) => Some(number),
            Value::Words(_) => None,
        }
    }
}

/// All figures in the order they came to be.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    figures: Vec<Figure>,
    // Looked up only, never iterated: hash order reaches no output.
    index: HashMap<String, usize>,
    /// Ids of parts that could not be read: whatever is below them is not missed.
    lost: Vec<String>,
}

impl Ledger {
    /// Enters a figure. The caller has made its id unique; a second figure of the same id would
    /// shadow the first, so it is refused in debug builds.
    pub fn enter(&mut self, figure: Figure) {
        let previous = self.index.insert(figure.id.clone(), self.figures.len());
        debug_assert!(previous.is_none(), "two figures named {}", figure.id);
        self.figures.push(figure);
    }

    /// The figure of this id.
    pub fn get(&self, id: &str) -> Option<&Figure> {
        self.index.get(id).map(|&at| &self.figures[at])
    }

    /// Records that what is below this id could not be read.
    pub fn lose(&mut self, id: &str) {
        self.lost.push(id.to_owned());
    }

    /// Whether a figure of this id may have been in a part that could not be read.
    pub fn is_lost(&self, id: &str) -> bool {
        let below = |lost: &String| {
            id.strip_prefix(lost.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.lost.iter().any(below)
    }

    /// All figures in order.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// Records a published value. False if there is no such figure.
    pub fn state(&mut self, id: &str, stated: Stated) -> bool {
        let Some(&at) = self.index.get(id) else { return false };
        self.figures[at].stated = Some(stated);
        true
    }

    /// The exact number of a figure that is one.
    pub fn number(&self, id: &str) -> Option<Decimal> {
        self.get(id).and_then(Figure::number)
    }

    /// The text on paper of a figure; empty if there is none.
    pub fn printed(&self, id: &str) -> &str {
        self.get(id).map_or("", Figure::printed)
    }
}
