//! Where each object of a file stands: cross-reference tables and streams, ISO 32000-1, 7.5.4 and
//! 7.5.8.

use std::collections::{BTreeMap, BTreeSet};

use super::file::indirect;
use super::inflate::Budget;
use super::lexer::Lexer;
use super::object::{Dictionary, Object};
use super::{MAX_OBJECTS, Unreadable};

/// Where an object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Nowhere: it was deleted.
    Free,
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
        if !seen.insert(at) {
            return Err(Unreadable::TooDeep);
        }
        let mut lexer = Lexer::new(data, at);
        let trailer =
            if lexer.eat(b"xref") { all.table(&mut lexer)? } else { all.stream(data, at, budget)? };
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
                let entry = if lexer.eat(b"n") {
                    Entry::At(offset)
                } else {
                    lexer.expect(b"f")?;
                    Entry::Free
                };
                self.add(first.saturating_add(index), entry)?;
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
        let bytes = budget.inflate(&dictionary, &data[stream.range])?;
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
                    0 => Entry::Free,
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
