//! The kinds of objects that a PDF is made of. Copies share what they are made of, so that handing an
//! object on costs nothing, however large it is.

use std::ops::Range;
use std::rc::Rc;

use rust_decimal::Decimal;

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// null.
    Null,
    /// true, false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a point, as written.
    Real(Rc<[u8]>),
    /// A string, its escapes resolved.
    String(Rc<[u8]>),
    /// A name, its escapes resolved.
    Name(Rc<[u8]>),
    /// An array.
    Array(Rc<[Object]>),
    /// A dictionary.
    Dictionary(Dictionary),
    /// A stream.
    Stream(Stream),
    /// A reference to the object with this number.
    Reference(u32),
}

/// A dictionary: names and values, sorted by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dictionary(Rc<[(Rc<[u8]>, Object)]>);

/// A stream: its dictionary and where its bytes stand in the file, compressed.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// What is said about the bytes.
    pub dictionary: Dictionary,
    /// Where they are.
    pub range: Range<usize>,
}

impl Dictionary {
    /// A dictionary of these entries; none when a name comes twice: the standard leaves undefined
    /// which of them counts, so no reader may choose.
    pub fn new(mut entries: Vec<(Rc<[u8]>, Object)>) -> Option<Dictionary> {
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        let twice = entries.windows(2).any(|pair| pair[0].0 == pair[1].0);
        (!twice).then(|| Dictionary(entries.into()))
    }

    /// The entry with this name; references are not followed.
    pub fn get(&self, name: &str) -> Option<&Object> {
        let at = self.0.binary_search_by(|(known, _)| (**known).cmp(name.as_bytes())).ok()?;
        Some(&self.0[at].1)
    }

    /// Names and values, sorted by name.
    pub fn entries(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// The same without the entries of these names.
    pub fn without(&self, names: &[&str]) -> Dictionary {
        let stays = |name: &[u8]| !names.iter().any(|but| but.as_bytes() == name);
        Dictionary(self.0.iter().filter(|(name, _)| stays(name)).cloned().collect())
    }
}

impl Object {
    /// The number of the object that is referred to.
    pub fn reference(&self) -> Option<u32> {
        match self {
            Object::Reference(number) => Some(*number),
            _ => None,
        }
    }

    /// The whole number.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Object::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The whole number, when it is one that counts something.
    pub fn count(&self) -> Option<usize> {
        self.integer().and_then(|number| usize::try_from(number).ok())
    }

    /// The number; none of those that have more digits than a decimal holds.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Object::Integer(number) => Some(Decimal::from(*number)),
            Object::Real(text) => std::str::from_utf8(text).ok()?.parse().ok(),
            _ => None,
        }
    }

    /// The name.
    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The bytes of the string.
    pub fn string(&self) -> Option<&[u8]> {
        match self {
            Object::String(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The string as text: UTF-16 or UTF-8 when it says so by its first bytes, else Latin-1, which
    /// PDFDocEncoding is but for marks that have no place in a file's name.
    pub fn text(&self) -> Option<String> {
        let bytes = self.string()?;
        if let Some(units) = bytes.strip_prefix(b"\xFE\xFF") {
            let units = units.chunks(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0xFFFD,
            });
            return Some(char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect());
        }
        if let Some(text) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
            return Some(String::from_utf8_lossy(text).into_owned());
        }
        Some(bytes.iter().map(|&byte| char::from(byte)).collect())
    }

    /// The items of the array.
    pub fn array(&self) -> Option<&[Object]> {
        match self {
            Object::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The dictionary; a stream's own.
    pub fn dictionary(&self) -> Option<&Dictionary> {
        match self {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dictionary),
            _ => None,
        }
    }
}
