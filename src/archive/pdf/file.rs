//! A PDF file: its objects by number, within limits.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::cross_references::{self, CrossReferences, Entry};
use super::inflate::Budget;
use super::lexer::Lexer;
use super::object::{Dictionary, Object, Stream};
use super::{MAX_BYTES, MAX_DEPTH, MAX_OBJECTS, OBJECT_COST, Unreadable};

/// A file whose objects are read when they are asked for.
#[derive(Debug)]
pub struct File<'a> {
    data: &'a [u8],
    references: CrossReferences,
    budget: Budget,
    /// Objects that have been read.
    objects: RefCell<BTreeMap<u32, Object>>,
    object_streams: RefCell<BTreeMap<u32, Rc<ObjectStream>>>,
    /// How many objects are being read, each for the sake of another.
    depth: Cell<u32>,
}

/// A stream of objects: ISO 32000-1, 7.5.7.
#[derive(Debug)]
struct ObjectStream {
    bytes: Vec<u8>,
    /// Number and offset of each.
    objects: Vec<(usize, usize)>,
}

impl<'a> File<'a> {
    /// Takes bytes as a PDF.
    ///
    /// # Errors
    /// Why they are none that can be read.
    pub fn new(data: &'a [u8]) -> Result<File<'a>, Unreadable> {
        const HEADER: &[u8] = b"%PDF-";
        const START: &[u8] = b"startxref";
        // How far from the file's ends other readers look.
        const NEAR: usize = 1024;
        if data.len() > MAX_BYTES {
            return Err(Unreadable::TooLarge);
        }
        let head = &data[..data.len().min(NEAR)];
        if !head.windows(HEADER.len()).any(|window| window == HEADER) {
            return Err(Unreadable::NotPdf);
        }
        let tail = data.len().saturating_sub(NEAR);
        let start = data[tail..].windows(START.len()).rposition(|window| window == START);
        let start = tail + start.ok_or(Unreadable::Truncated)? + START.len();
        let start = Lexer::new(data, start).count().map_err(|_| Unreadable::Truncated)?;
        let budget = Budget::new();
        let references = cross_references::read(data, start, &budget)?;
        if references.trailer.get("Encrypt").is_some_and(|entry| *entry != Object::Null) {
            return Err(Unreadable::Encrypted);
        }
        let (objects, object_streams) = Default::default();
        Ok(File { data, references, budget, objects, object_streams, depth: Cell::new(0) })
    }

    /// The document's root.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn catalog(&self) -> Result<Dictionary, Unreadable> {
        match self.references.trailer.get("Root").map(|root| self.resolve(root)) {
            Some(Ok(Object::Dictionary(catalog))) => Ok(catalog),
            Some(Err(error)) => Err(error),
            _ => Err(Unreadable::Broken { at: self.data.len() }),
        }
    }

    /// The newest trailer.
    pub fn trailer(&self) -> &Dictionary {
        &self.references.trailer
    }

    /// An object, or what it refers to.
    ///
    /// # Errors
    /// When it can't be read, or refers to itself.
    pub fn resolve(&self, object: &Object) -> Result<Object, Unreadable> {
        let mut object = object.clone();
        for _ in 0..MAX_DEPTH {
            match object {
                Object::Reference(number) => object = self.object(number)?,
                other => return Ok(other),
            }
        }
        Err(Unreadable::TooDeep)
    }

    /// The entry of a dictionary with this name, resolved; null when there is none.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn entry(&self, dictionary: &Dictionary, name: &str) -> Result<Object, Unreadable> {
        dictionary.get(name).map_or(Ok(Object::Null), |object| self.resolve(object))
    }

    /// The dictionary under this name; an empty one when there is none.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn dictionary(&self, of: &Dictionary, name: &str) -> Result<Dictionary, Unreadable> {
        Ok(self.entry(of, name)?.dictionary().cloned().unwrap_or_default())
    }

    /// Counts so many bytes that are made of the file.
    ///
    /// # Errors
    /// When that is more than may be.
    pub fn take(&self, bytes: usize) -> Result<(), Unreadable> {
        self.budget.take(bytes)
    }

    /// The bytes of a stream, decompressed.
    ///
    /// # Errors
    /// When they are broken, or with what has been read before more than may be.
    pub fn bytes(&self, stream: &Stream) -> Result<Vec<u8>, Unreadable> {
        let filter = self.entry(&stream.dictionary, "Filter")?;
        let parameters = self.entry(&stream.dictionary, "DecodeParms")?;
        self.budget.inflate(&filter, &parameters, self.raw(stream))
    }

    /// The bytes of a stream as they stand in the file.
    pub fn raw(&self, stream: &Stream) -> &'a [u8] {
        &self.data[stream.range.clone()]
    }

    /// The object with this number; null when there is none.
    fn object(&self, number: u32) -> Result<Object, Unreadable> {
        let known = self.objects.borrow().get(&number).cloned();
        if let Some(object) = known {
            return Ok(object);
        }
        if self.depth.get() >= MAX_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        self.depth.set(self.depth.get() + 1);
        let object = match self.references.entries.get(&number) {
            None => Ok(Object::Null),
            Some(&Entry::At(at)) => self.object_at(number, at),
            Some(&Entry::Within { stream, index }) => self.object_within(number, stream, index),
        };
        self.depth.set(self.depth.get() - 1);
        let object = object?;
        self.objects.borrow_mut().insert(number, object.clone());
        Ok(object)
    }

    fn object_at(&self, number: u32, at: usize) -> Result<Object, Unreadable> {
        let length = |number| {
            let length = self.object(number)?;
            length.count().ok_or(Unreadable::Broken { at })
        };
        let found = indirect(self.data, at, &length)?;
        self.budget.take(found.cost)?;
        if found.number == number { Ok(found.object) } else { Err(Unreadable::Broken { at }) }
    }

    fn object_within(&self, number: u32, stream: u32, index: usize) -> Result<Object, Unreadable> {
        let known = self.object_streams.borrow().get(&stream).cloned();
        let objects = match known {
            Some(objects) => objects,
            None => {
                let objects = Rc::new(self.object_stream(stream)?);
                self.object_streams.borrow_mut().insert(stream, Rc::clone(&objects));
                objects
            }
        };
        match objects.objects.get(index) {
            Some(&(found, at)) if usize::try_from(number) == Ok(found) => {
                let mut lexer = Lexer::new(&objects.bytes, at);
                let object = lexer.object()?;
                self.budget.take(lexer.at() - at + lexer.parts() * OBJECT_COST)?;
                Ok(object)
            }
            _ => Err(Unreadable::Broken { at: index }),
        }
    }

    fn object_stream(&self, number: u32) -> Result<ObjectStream, Unreadable> {
        let broken = Unreadable::Broken { at: 0 };
        let Object::Stream(stream) = self.object(number)? else { return Err(broken) };
        let count = |name| self.entry(&stream.dictionary, name).map(|object| object.count());
        let (first, count) = (count("First")?.ok_or(broken)?, count("N")?.ok_or(broken)?);
        let bytes = self.bytes(&stream)?;
        let mut lexer = Lexer::new(&bytes, 0);
        let mut objects = Vec::new();
        if count > MAX_OBJECTS {
            return Err(Unreadable::TooManyObjects);
        }
        self.budget.take(count * OBJECT_COST)?;
        for _ in 0..count {
            let (number, offset) = (lexer.count()?, lexer.count()?);
            objects.push((number, first.saturating_add(offset)));
        }
        Ok(ObjectStream { bytes, objects })
    }
}

/// An object as it is written in a file.
pub struct Indirect {
    /// Its number.
    pub number: u32,
    /// The object.
    pub object: Object,
    /// How many bytes it takes, here and in memory, those of a stream aside.
    pub cost: usize,
}

/// The object that is written at a byte; `length` finds the length of a stream that is an object of
/// its own.
pub fn indirect(
    data: &[u8],
    at: usize,
    length: &dyn Fn(u32) -> Result<usize, Unreadable>,
) -> Result<Indirect, Unreadable> {
    let broken = Unreadable::Broken { at };
    let mut lexer = Lexer::new(data, at);
    let number = u32::try_from(lexer.count()?).map_err(|_| broken)?;
    let _generation = lexer.count()?;
    lexer.expect(b"obj")?;
    let object = lexer.object()?;
    let cost = lexer.at() - at + lexer.parts() * OBJECT_COST;
    if !lexer.eat(b"stream") {
        lexer.expect(b"endobj")?;
        return Ok(Indirect { number, object, cost });
    }
    let Object::Dictionary(dictionary) = object else { return Err(broken) };
    lexer.stream_start()?;
    let start = lexer.at();
    let length = match dictionary.get("Length") {
        Some(Object::Reference(number)) => length(*number)?,
        Some(length) => length.count().ok_or(broken)?,
        None => return Err(broken),
    };
    let end = start.checked_add(length).filter(|&end| end <= data.len()).ok_or(broken)?;
    Lexer::new(data, end).expect(b"endstream")?;
    let object = Object::Stream(Stream { dictionary, range: start..end });
    Ok(Indirect { number, object, cost })
}
