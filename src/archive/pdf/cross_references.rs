//! Where each object of a file stands: cross-reference tables and streams, ISO 32000-1, 7.5.4 and
//! 7.5.8.

use std::collections::{BTreeMap, BTreeSet};

use super::file::indirect;
use super::inflate::Budget;
use super::lexer::Lexer;
use super::object::{Dictionary, Object};
use super::{MAX_OBJECTS, OBJECT_COST, Unreadable};

/// The most times that a file may have been saved: each revision may be as long as the file.
const MAX_REVISIONS: usize = 100;

/// Where an object stands. Objects that were deleted are not kept apart: nothing refers to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// At this byte of the file.
    At(usize),
    /// In an object stream.
    Within {
        /// Number of the stream.
        stream: u32,
        /// Which of its objects.
        index: usize,
    },
}

/// The cross-references of all revisions of a file; the newest count.
#[derive(Debug, Default)]
pub struct CrossReferences {
    /// Where each object stands, by number.
    pub entries: BTreeMap<u32, Entry>,
    /// The newest trailer.
    pub trailer: Dictionary,
}

/// Reads the cross-references that begin at a byte, and all older ones.
pub fn read(data: &[u8], start: usize, budget: &Budget) -> Result<CrossReferences, Unreadable> {
    let mut all = CrossReferences::default();
    let mut seen = BTreeSet::new();
    let mut next = vec![start];
    while let Some(at) = next.pop() {
        if !seen.insert(at) || seen.len() > MAX_REVISIONS {
            return Err(Unreadable::TooDeep);
        }
        let mut lexer = Lexer::new(data, at);
        let trailer = if lexer.eat(b"xref") {
            let trailer = all.table(&mut lexer)?;
            budget.take(lexer.at() - at + lexer.parts() * OBJECT_COST)?;
            trailer
        } else {
            all.stream(data, at, budget)?
        };
        // A file for old readers and new keeps a part in a stream; it comes before what is older.
        for name in ["Prev", "XRefStm"] {
            match trailer.get(name) {
                None => {}
                Some(offset) => next.push(offset.count().ok_or(Unreadable::Broken { at })?),
            }
        }
        if seen.len() == 1 {
            all.trailer = trailer;
        }
    }
    Ok(all)
}

impl CrossReferences {
    fn add(&mut self, number: usize, entry: Entry) -> Result<(), Unreadable> {
        let number = u32::try_from(number).map_err(|_| Unreadable::TooManyObjects)?;
        self.entries.entry(number).or_insert(entry);
        if self.entries.len() > MAX_OBJECTS {
            return Err(Unreadable::TooManyObjects);
        }
        Ok(())
    }

    fn table(&mut self, lexer: &mut Lexer) -> Result<Dictionary, Unreadable> {
        while !lexer.eat(b"trailer") {
            let (first, count) = (lexer.count()?, lexer.count()?);
            for index in 0..count {
                let (offset, _generation) = (lexer.count()?, lexer.count()?);
                if lexer.eat(b"n") {
                    self.add(first.saturating_add(index), Entry::At(offset))?;
                } else {
                    lexer.expect(b"f")?;
                }
            }
        }
        let at = lexer.at();
        match lexer.object()? {
            Object::Dictionary(trailer) => Ok(trailer),
            _ => Err(Unreadable::Broken { at }),
        }
    }

    fn stream(
        &mut self,
        data: &[u8],
        at: usize,
        budget: &Budget,
    ) -> Result<Dictionary, Unreadable> {
        let broken = Unreadable::Broken { at };
        // What finds objects can't be found by itself: all of it stands in the stream's dictionary.
        let Object::Stream(stream) = indirect(data, at, &|_| Err(broken))?.object else {
            return Err(broken);
        };
        let dictionary = stream.dictionary;
        let entry = |name: &str| dictionary.get(name).cloned().unwrap_or(Object::Null);
        let (filter, parameters) = (entry("Filter"), entry("DecodeParms"));
        let bytes = budget.inflate(&filter, &parameters, &data[stream.range])?;
        let numbers = |name: &str| -> Option<Vec<usize>> {
            dictionary.get(name)?.array()?.iter().map(Object::count).collect()
        };
        let widths = numbers("W").filter(|widths| widths.len() == 3).ok_or(broken)?;
        let width: usize = widths.iter().sum();
        if width == 0 || widths.iter().any(|&width| width > 8) {
            return Err(broken);
        }
        let size = dictionary.get("Size").and_then(Object::count).ok_or(broken)?;
        let sections = numbers("Index").unwrap_or_else(|| vec![0, size]);
        let mut rows = bytes.chunks_exact(width);
        for section in sections.chunks(2) {
            let [first, count] = section else { return Err(broken) };
            for index in 0..*count {
                let mut row = rows.next().ok_or(broken)?;
                let mut field = |width: usize, default: usize| {
                    let (bytes, rest) = row.split_at(width);
                    row = rest;
                    let number = bytes.iter().fold(0, |sum: usize, &byte| {
                        sum.saturating_mul(256).saturating_add(usize::from(byte))
                    });
                    if width == 0 { default } else { number }
                };
                let (kind, second, third) =
                    (field(widths[0], 1), field(widths[1], 0), field(widths[2], 0));
                let entry = match kind {
                    1 => Entry::At(second),
                    2 => Entry::Within {
                        stream: u32::try_from(second).map_err(|_| broken)?,
                        index: third,
                    },
                    _ => continue,
                };
                self.add(first.saturating_add(index), entry)?;
            }
        }
        Ok(dictionary)
    }
}
