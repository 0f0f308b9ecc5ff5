//! From bytes to objects: ISO 32000-1, 7.2 and 7.3.

use std::rc::Rc;

use super::object::{Dictionary, Object};
use super::{MAX_DEPTH, MAX_OBJECTS, Unreadable};

/// A place in bytes that is read on from.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    data: &'a [u8],
    at: usize,
    /// Objects that the one being read is made of so far.
    parts: usize,
}

/// What stands between the objects of a content stream.
#[derive(Clone, Debug, PartialEq)]
pub enum Token<'a> {
    /// An operand.
    Object(Object),
    /// An operator.
    Keyword(&'a [u8]),
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    /// Reads from an offset on.
    pub fn new(data: &'a [u8], at: usize) -> Lexer<'a> {
        Lexer { data, at, parts: 0 }
    }

    /// How many objects the last one was made of, itself included.
    pub fn parts(&self) -> usize {
        self.parts
    }

    /// Where it stands.
    pub fn at(&self) -> usize {
        self.at
    }

    fn broken<T>(&self) -> Result<T, Unreadable> {
        Err(Unreadable::Broken { at: self.at })
    }

    fn rest(&self) -> &'a [u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    /// Goes past white space and comments.
    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = self.rest();
                let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                self.at += end.unwrap_or(rest.len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Goes past a word if it comes next.
    pub fn eat(&mut self, word: &[u8]) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Goes past a word.
    ///
    /// # Errors
    /// When it does not come next.
    pub fn expect(&mut self, word: &[u8]) -> Result<(), Unreadable> {
        if self.eat(word) { Ok(()) } else { self.broken() }
    }

    /// A whole number that is not negative.
    ///
    /// # Errors
    /// When none comes next.
    pub fn count(&mut self) -> Result<usize, Unreadable> {
        self.skip_space();
        let (start, rest) = (self.at, self.rest());
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += digits;
        let text = std::str::from_utf8(&rest[..digits]).unwrap_or_default();
        text.parse().map_err(|_| Unreadable::Broken { at: start })
    }

    /// Goes past the line end that begins a stream's bytes.
    ///
    /// # Errors
    /// When there is none.
    pub fn stream_start(&mut self) -> Result<(), Unreadable> {
        match self.rest() {
            [b'\r', b'\n', ..] => self.at += 2,
            [b'\n', ..] => self.at += 1,
            _ => return self.broken(),
        }
        Ok(())
    }

    /// The next object.
    ///
    /// # Errors
    /// When there is none, or one that is nested too deep or made of too many.
    pub fn object(&mut self) -> Result<Object, Unreadable> {
        self.parts = 0;
        self.nested(0)
    }

    /// The next object or operator; none at the end.
    ///
    /// # Errors
    /// When what comes next is neither.
    pub fn token(&mut self) -> Result<Option<Token<'a>>, Unreadable> {
        self.skip_space();
        let Some(byte) = self.peek() else { return Ok(None) };
        if byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'"') {
            let start = self.at;
            let word = self.word();
            return Ok(Some(match word {
                b"true" | b"false" | b"null" => {
                    self.at = start;
                    Token::Object(self.object()?)
                }
                _ => Token::Keyword(word),
            }));
        }
        self.object().map(|object| Some(Token::Object(object)))
    }

    /// The regular characters that come next; at least one byte, so that reading always ends.
    fn word(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().take_while(|&&byte| is_regular(byte)).count();
        self.at += length.max(1).min(rest.len());
        &rest[..length]
    }

    fn nested(&mut self, depth: u32) -> Result<Object, Unreadable> {
        if depth > MAX_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        self.parts += 1;
        if self.parts > MAX_OBJECTS {
            return Err(Unreadable::TooManyObjects);
        }
        self.skip_space();
        let start = self.at;
        match self.peek() {
            Some(b'/') => Ok(Object::Name(self.name()?.into())),
            Some(b'(') => Ok(Object::String(self.literal_string()?.into())),
            Some(b'<') if self.rest().starts_with(b"<<") => {
                self.at += 2;
                let mut entries: Vec<(Rc<[u8]>, Object)> = Vec::new();
                while !self.eat(b">>") {
                    let name = match self.peek() {
                        Some(b'/') => self.name()?,
                        _ => return self.broken(),
                    };
                    entries.push((name.into(), self.nested(depth + 1)?));
                }
                let dictionary = Dictionary::new(entries);
                dictionary.map(Object::Dictionary).ok_or(Unreadable::Broken { at: start })
            }
            Some(b'<') => Ok(Object::String(self.hexadecimal_string()?.into())),
            Some(b'[') => {
                self.at += 1;
                let mut items = Vec::new();
                while !self.eat(b"]") {
                    items.push(self.nested(depth + 1)?);
                }
                Ok(Object::Array(items.into()))
            }
            Some(b'+' | b'-' | b'.' | b'0'..=b'9') => self.number(),
            Some(_) => match self.word() {
                b"true" => Ok(Object::Boolean(true)),
                b"false" => Ok(Object::Boolean(false)),
                b"null" => Ok(Object::Null),
                _ => Err(Unreadable::Broken { at: start }),
            },
            None => self.broken(),
        }
    }

    fn number(&mut self) -> Result<Object, Unreadable> {
        let start = self.at;
        let word = self.word();
        let broken = Unreadable::Broken { at: start };
        let text = std::str::from_utf8(word).map_err(|_| broken)?;
        let digits = text.trim_start_matches(['+', '-']);
        if text.len() - digits.len() > 1 || !digits.bytes().any(|byte| byte.is_ascii_digit()) {
            return Err(broken);
        }
        if digits.contains('.') {
            let is_real = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                && digits.matches('.').count() == 1;
            return if is_real { Ok(Object::Real(word.into())) } else { Err(broken) };
        }
        let number: i64 = text.parse().map_err(|_| broken)?;
        Ok(match u32::try_from(number) {
            Ok(number) if self.eat_reference() => Object::Reference(number),
            _ => Object::Integer(number),
        })
    }

    /// Goes past a generation and `R`, if they come next.
    fn eat_reference(&mut self) -> bool {
        let mut ahead = self.clone();
        let is_reference = ahead.count().is_ok() && ahead.eat(b"R") && {
            let next = ahead.peek();
            next.is_none_or(|byte| !is_regular(byte))
        };
        if is_reference {
            self.at = ahead.at;
        }
        is_reference
    }

    fn name(&mut self) -> Result<Vec<u8>, Unreadable> {
        self.at += 1;
        let rest = self.rest();
        let length = rest.iter().take_while(|&&byte| is_regular(byte)).count();
        let mut name = Vec::with_capacity(length);
        let mut bytes = rest[..length].iter();
        while let Some(&byte) = bytes.next() {
            if byte == b'#' {
                let digits = [bytes.next(), bytes.next()].map(|byte| byte.and_then(|&b| hex(b)));
                match digits {
                    [Some(high), Some(low)] => name.push(high << 4 | low),
                    _ => return self.broken(),
                }
            } else {
                name.push(byte);
            }
        }
        self.at += length;
        Ok(name)
    }

    fn hexadecimal_string(&mut self) -> Result<Vec<u8>, Unreadable> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            let Some(byte) = self.peek() else { return self.broken() };
            self.at += 1;
            match hex(byte) {
                Some(digit) => digits.push(digit),
                None if byte == b'>' => break,
                None if is_space(byte) => {}
                None => return self.broken(),
            }
        }
        let pair = |pair: &[u8]| pair[0] << 4 | pair.get(1).copied().unwrap_or(0);
        Ok(digits.chunks(2).map(pair).collect())
    }

    fn literal_string(&mut self) -> Result<Vec<u8>, Unreadable> {
        self.at += 1;
        let mut string = Vec::new();
        let mut open = 1_usize;
        loop {
            let Some(byte) = self.peek() else { return self.broken() };
            self.at += 1;
            match byte {
                b'\\' => {
                    let Some(escaped) = self.peek() else { return self.broken() };
                    self.at += 1;
                    match escaped {
                        b'n' => string.push(b'\n'),
                        b'r' => string.push(b'\r'),
                        b't' => string.push(b'\t'),
                        b'b' => string.push(8),
                        b'f' => string.push(12),
                        b'0'..=b'7' => string.push(self.octal(escaped)),
                        // A line that goes on in the next.
                        b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
                        b'\n' => {}
                        other => string.push(other),
                    }
                    continue;
                }
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(string);
                    }
                }
                _ => {}
            }
            string.push(byte);
        }
    }

    /// Up to two more octal digits; what overflows is dropped, as the standard says.
    fn octal(&mut self, first: u8) -> u8 {
        let mut value = u32::from(first - b'0');
        for _ in 0..2 {
            match self.peek() {
                Some(digit @ b'0'..=b'7') => {
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                _ => break,
            }
        }
        value.to_le_bytes()[0]
    }
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Object, Unreadable> {
        Lexer::new(text.as_bytes(), 0).object()
    }

    #[test]
    fn objects_are_read_as_the_standard_writes_them() {
        assert_eq!(read(" % note\n-17 "), Ok(Object::Integer(-17)));
        assert_eq!(read("4.0"), Ok(Object::Real(b"4.0".as_slice().into())));
        assert_eq!(read("/A#20B"), Ok(Object::Name(b"A B".as_slice().into())));
        assert_eq!(read(r"(a\(b\)\101\n(c))"), Ok(Object::String(b"a(b)A\n(c)".as_slice().into())));
        assert_eq!(read("<48 6>"), Ok(Object::String(b"H`".as_slice().into())));
        let array = [Object::Reference(12), Object::Integer(3), Object::Integer(4), Object::Null];
        assert_eq!(read("[12 0 R 3 4 null]"), Ok(Object::Array(array.as_slice().into())));
        let dictionary = read("<</A/B/C<</D true>>>>").unwrap();
        let inner = dictionary.dictionary().unwrap().get("C").unwrap();
        assert_eq!(inner.dictionary().unwrap().get("D"), Some(&Object::Boolean(true)));
    }

    #[test]
    fn what_is_no_object_is_said_to_be_broken() {
        for text in [
            "",
            "<<",
            "<</A",
            "<</A 1/A 2>>",
            "(",
            "<4",
            "<4x>",
            "--1",
            "1.2.3",
            "]",
            "/#4",
            "99999999999999999999",
            "word",
            "{",
        ] {
            assert!(matches!(read(text), Err(Unreadable::Broken { .. })), "{text}");
        }
        assert_eq!(read(&"[".repeat(100_000)), Err(Unreadable::TooDeep));
        assert_eq!(read(&"<</A".repeat(100_000)), Err(Unreadable::TooDeep));
    }

    #[test]
    fn behind_the_end_there_is_nothing() {
        let mut lexer = Lexer::new(b"12", 3);
        assert_eq!(lexer.count(), Err(Unreadable::Broken { at: 3 }));
        assert_eq!(lexer.object(), Err(Unreadable::Broken { at: 3 }));
        assert_eq!(lexer.token(), Ok(None));
    }

    #[test]
    fn texts_are_read_in_the_three_encodings() {
        assert_eq!(read("<FEFF81EA8BC4>").unwrap().text().unwrap(), "自评");
        assert_eq!(read("(\u{feff}自评)").unwrap().text().unwrap(), "自评");
        assert_eq!(read("(a.yaml)").unwrap().text().unwrap(), "a.yaml");
        assert_eq!(read("<FEFFD800>").unwrap().text().unwrap(), "\u{FFFD}");
    }
}
