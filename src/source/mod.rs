//! Bytes → text → a tree of YAML nodes, each with its place in the text.

mod encoding;
mod fields;
pub mod limits;
mod near;
mod node;
mod parse;
mod pitfalls;
mod read;
mod text;

pub use fields::{Fields, choice, decimal, entries, integer, items, prose, text, yes_or_no};
pub use limits::MAX_BYTES;
pub use near::{did_you_mean, nearest};
pub use node::{Entry, Node, Value};
pub use parse::{Parsed, parse};
pub use read::Source;
pub use text::Text;

/// Which of the files at hand a place is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The report's YAML.
    Report,
    /// The scoring method's YAML (评分办法).
    Method,
}

/// A range of bytes in one of the files at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub origin: Origin,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A place for people: both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column in characters.
    pub column: usize,
}

/// The files at hand, to look places up in.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The report's YAML.
    pub report: Source,
    /// The scoring method's YAML.
    pub method: Option<Source>,
}

impl Sources {
    /// The file that a place is in.
    pub fn of(&self, span: Span) -> &Source {
        match (span.origin, &self.method) {
            (Origin::Method, Some(method)) => method,
            _ => &self.report,
        }
    }
}
