//! The embedded fonts: what is known of them, and the fonts themselves once they are used.

use std::hash::{DefaultHasher, Hash};
use std::sync::{LazyLock, OnceLock};

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

use crate::assets;
use crate::characters::is_invisible;

/// What the engine asks of a font before it uses it. It is read from `fonts/book.json`, which a test
/// keeps up to date: reading it from the fonts would parse them all at every start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The file's name.
    pub file: String,
    /// Which of the fonts in the file.
    pub index: u32,
    /// Family, variant, coverage.
    pub info: FontInfo,
}

/// The embedded fonts.
pub struct Fonts {
    book: LazyHash<FontBook>,
    slots: Vec<Slot>,
    coverage: OnceLock<Coverage>,
}

/// A font that is parsed when it is used.
struct Slot {
    file: String,
    index: u32,
    font: OnceLock<Option<Font>>,
}

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let mut book = FontBook::new();
    let mut slots = Vec::new();
    for Entry { file, index, info } in assets::font_book() {
        book.push(info);
        slots.push(Slot { file, index, font: OnceLock::new() });
    }
    Fonts { book: LazyHash::new(book), slots, coverage: OnceLock::new() }
});

impl Fonts {
    /// The fonts, known once per process.
    pub fn embedded() -> &'static Fonts {
        &FONTS
    }

    /// Does what the engine does with a font before it uses it: parses it, and hashes its bytes to tell
    /// fonts apart.
    pub(super) fn ready(&self) {
        for font in (0..self.slots.len()).filter_map(|number| self.font(number)) {
            // The engine keeps the hash of the bytes; this one is not used.
            font.hash(&mut DefaultHasher::new());
        }
    }

    /// What is known of them.
    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// One of them, by its number in the book.
    pub(super) fn font(&self, number: usize) -> Option<Font> {
        let slot = self.slots.get(number)?;
        let parse = || Font::new(Bytes::new(assets::font(&slot.file)?), slot.index);
        slot.font.get_or_init(parse).clone()
    }

    /// Whether one of the fonts can show a character as what it is.
    pub fn cover(&self, c: char) -> bool {
        let coverage = self.coverage.get_or_init(|| Coverage::of(&self.book));
        !is_deceptive(c) && coverage.contains(c)
    }
}

/// The characters of all fonts together, a bit each: the book's own coverage is searched from the
/// beginning for every character.
struct Coverage(Vec<u64>);

impl Coverage {
    fn of(book: &FontBook) -> Coverage {
        let mut bits = Vec::new();
        for info in (0..).map_while(|number| book.info(number)) {
            for c in info.coverage.iter() {
                let (word, bit) = place(c);
                if word >= bits.len() {
                    bits.resize(word + 1, 0);
                }
                bits[word] |= bit;
            }
        }
        Coverage(bits)
    }

    fn contains(&self, c: char) -> bool {
        let (word, bit) = place(u32::from(c));
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

fn place(c: u32) -> (usize, u64) {
    // Code points are below 2^21, and no machine that runs this has smaller addresses.
    (c as usize / 64, 1 << (c % 64))
}

/// Characters that print nothing, turn the text around them, or mean nothing outside one font: none
/// has a place in a report, and some can make a number look like another.
fn is_deceptive(c: char) -> bool {
    is_invisible(c)
        || matches!(c as u32,
            0xFFFD
            // Scripts written from right to left.
            | 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF
            // Private use.
            | 0xE000..=0xF8FF | 0xF0000..=0x10FFFF)
}
