//! The pages of a PDF, and whether two of them are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rust_decimal::Decimal;

use super::file::File;
use super::lexer::{Lexer, Token};
use super::object::{Dictionary, Object};
use super::{MAX_DEPTH, OBJECT_COST, Unreadable};

/// A page: what is drawn, and with what.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its content stream, or several.
    contents: Object,
    /// What lies over it: notes, stamps, links, fields.
    annotations: Object,
    /// What it is drawn with and on, by name: its own and what its ancestors give it.
    surface: BTreeMap<&'static str, Object>,
}

/// Entries that a page has from its ancestors where it has none of its own: ISO 32000-1, 7.7.3.4.
const INHERITED: [&str; 4] = ["Resources", "MediaBox", "CropBox", "Rotate"];
/// Further entries that change what is seen.
const OWN: [&str; 2] = ["UserUnit", "Group"];

/// The pages of a file in order.
///
/// # Errors
/// When the tree of pages can't be read.
pub fn pages(file: &File) -> Result<Vec<Page>, Unreadable> {
    let catalog = file.catalog()?;
    let root = catalog.get("Pages").cloned().unwrap_or(Object::Null);
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = vec![(root, BTreeMap::new(), 0)];
    while let Some((node, mut surface, depth)) = next.pop() {
        let again = node.reference().is_some_and(|number| !seen.insert(number));
        if again || depth > MAX_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        let Object::Dictionary(node) = file.resolve(&node)? else { continue };
        let mut take = |name: &'static str| {
            if let Some(entry) = node.get(name) {
                surface.insert(name, entry.clone());
            }
        };
        INHERITED.into_iter().for_each(&mut take);
        match file.entry(&node, "Kids")?.array() {
            Some(kids) => {
                next.extend(kids.iter().rev().map(|kid| (kid.clone(), surface.clone(), depth + 1)))
            }
            None => {
                OWN.into_iter().for_each(&mut take);
                let entry = |name| node.get(name).cloned().unwrap_or(Object::Null);
                let (contents, annotations) = (entry("Contents"), entry("Annots"));
                pages.push(Page { contents, annotations, surface });
            }
        }
    }
    Ok(pages)
}

impl Page {
    /// How many notes, stamps, links and fields lie over it.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn annotations(&self, file: &File) -> Result<usize, Unreadable> {
        Ok(file.resolve(&self.annotations)?.array().map_or(0, <[Object]>::len))
    }

    /// Its fonts and images.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn resources(&self, file: &File) -> Result<Dictionary, Unreadable> {
        let resources =
            self.surface.get("Resources").map(|entry| file.resolve(entry)).transpose()?;
        Ok(resources.as_ref().and_then(Object::dictionary).cloned().unwrap_or_default())
    }

    /// What is drawn, decompressed.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn content(&self, file: &File) -> Result<Vec<u8>, Unreadable> {
        let parts = match file.resolve(&self.contents)? {
            Object::Array(parts) => parts,
            one => Rc::from([one]),
        };
        let mut content = Vec::new();
        for part in parts.iter() {
            if let Object::Stream(stream) = file.resolve(part)? {
                content.extend(file.bytes(&stream)?);
                content.push(b'\n');
            }
        }
        Ok(content)
    }
}

/// Two files whose pages are compared, in order.
#[derive(Debug)]
pub struct Comparison<'a, 'b> {
    one: &'a File<'a>,
    other: &'b File<'b>,
    /// Pairs of objects that were found to be the same, or are being compared.
    seen: BTreeSet<(u32, u32)>,
}

impl<'a, 'b> Comparison<'a, 'b> {
    /// Nothing compared yet.
    pub fn new(one: &'a File<'a>, other: &'b File<'b>) -> Self {
        Comparison { one, other, seen: BTreeSet::new() }
    }

    /// Whether two pages draw the same with the same. After pages that are not nothing more may be
    /// compared.
    ///
    /// # Errors
    /// When one of them can't be read.
    pub fn same(&mut self, page: &Page, other: &Page) -> Result<bool, Unreadable> {
        if !same_content(&page.content(self.one)?, &other.content(self.other)?)
            || !page.surface.keys().eq(other.surface.keys())
        {
            return Ok(false);
        }
        for (entry, other) in page.surface.values().zip(other.surface.values()) {
            if !self.same_object(entry, other)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the same lies over two pages.
    ///
    /// # Errors
    /// When one of them can't be read.
    pub fn same_annotations(&mut self, page: &Page, other: &Page) -> Result<bool, Unreadable> {
        let own = |file: &File, page: &Page| -> Result<Object, Unreadable> {
            let Object::Array(all) = file.resolve(&page.annotations)? else {
                return Ok(Object::Array(Rc::new([])));
            };
            let own = |annotation: &Object| {
                Ok(match file.resolve(annotation)? {
                    // But for what leads to pages, which are compared one by one.
                    Object::Dictionary(entries) => Object::Dictionary(
                        entries.without(&["P", "Parent", "Popup", "IRT", "A", "Dest"]),
                    ),
                    other => other,
                })
            };
            all.iter().map(own).collect::<Result<_, _>>().map(Object::Array)
        };
        let (one, other) = (own(self.one, page)?, own(self.other, other)?);
        self.same_object(&one, &other)
    }

    /// Whether two objects are the same with all that they refer to. Numbers of objects and how
    /// streams are compressed don't matter: tools change them without changing what a person sees.
    fn same_object(&mut self, one: &Object, other: &Object) -> Result<bool, Unreadable> {
        let mut next = vec![(one.clone(), other.clone())];
        while let Some((a, b)) = next.pop() {
            if let (Object::Reference(a), Object::Reference(b)) = (&a, &b)
                && !self.seen.insert((*a, *b))
            {
                continue;
            }
            self.one.take(OBJECT_COST)?;
            match (self.one.resolve(&a)?, self.other.resolve(&b)?) {
                (Object::Array(a), Object::Array(b)) => {
                    if a.len() != b.len() {
                        return Ok(false);
                    }
                    next.extend(a.iter().cloned().zip(b.iter().cloned()));
                }
                (Object::Dictionary(a), Object::Dictionary(b)) => {
                    if !push_entries(&a, &b, &mut next) {
                        return Ok(false);
                    }
                }
                (Object::Stream(a), Object::Stream(b)) => {
                    let same_bytes = self.one.raw(&a) == self.other.raw(&b)
                        || self.one.bytes(&a)? == self.other.bytes(&b)?;
                    let storage = ["Length", "Filter", "DecodeParms"];
                    let entries = [a.dictionary, b.dictionary].map(|it| it.without(&storage));
                    if !same_bytes || !push_entries(&entries[0], &entries[1], &mut next) {
                        return Ok(false);
                    }
                }
                (a, b) => {
                    if a != b && !same_number(&a, &b) {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }
}

/// Whether two content streams say the same, however their operators are set out.
fn same_content(one: &[u8], other: &[u8]) -> bool {
    if one == other {
        return true;
    }
    let (mut one, mut other) = (Lexer::new(one, 0), Lexer::new(other, 0));
    loop {
        match (one.token(), other.token()) {
            (Ok(None), Ok(None)) => return true,
            (Ok(Some(Token::Object(a))), Ok(Some(Token::Object(b))))
                if a == b || same_number(&a, &b) => {}
            (Ok(Some(Token::Keyword(a))), Ok(Some(Token::Keyword(b)))) if a == b => {}
            _ => return false,
        }
    }
}

/// Whether two numbers are one but for how it is written: tools write 500.0 as 500, and keep numbers
/// as floats of 32 bits.
fn same_number(a: &Object, b: &Object) -> bool {
    let precision = Decimal::new(1, 6);
    match (a.number(), b.number()) {
        (Some(a), Some(b)) => {
            a.checked_sub(b).is_some_and(|apart| apart.abs() <= precision * a.abs())
        }
        _ => false,
    }
}

/// Lines the entries of two dictionaries up; false when they are not the same ones.
fn push_entries(a: &Dictionary, b: &Dictionary, next: &mut Vec<(Object, Object)>) -> bool {
    if !a.entries().map(|(name, _)| name).eq(b.entries().map(|(name, _)| name)) {
        return false;
    }
    let values = a.entries().zip(b.entries());
    next.extend(values.map(|((_, value), (_, other))| (value.clone(), other.clone())));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_the_same_however_it_is_set_out() {
        assert!(same_content(
            b"BT /f0 22.0 Tf[(a)-250<62>]TJ ET",
            b"BT\n/f0 22 Tf [(a) -250 (b)] TJ\nET"
        ));
        assert!(!same_content(b"BT(a)Tj ET", b"BT(b)Tj ET"));
        assert!(!same_content(b"q Q", b"q Q q Q"));
    }

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        let real = |text: &str| Object::Real(text.as_bytes().into());
        assert!(same_number(&Object::Integer(500), &real("+500.00")));
        assert!(same_number(&real("277.83204"), &real("277.83201")));
        assert!(same_number(&real("-0.0"), &Object::Integer(0)));
        assert!(!same_number(&real("-.5"), &real("0.5")));
        assert!(!same_number(&real("84.594"), &real("84.595")));
        assert!(!same_number(&Object::Null, &Object::Null));
    }
}
