//! The text of pages, in the order it is drawn: enough to say what stands on them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::File;
use super::lexer::{Lexer, Token};
use super::object::{Dictionary, Object};
use super::pages::Page;
use super::{OBJECT_COST, Unreadable};

/// The most operands that an operator may have: a block of a ToUnicode holds at most 300.
const MAX_OPERANDS: usize = 10_000;

/// Reads the text of a file's pages.
pub struct Texts<'a, 'f> {
    file: &'f File<'a>,
    /// Fonts that have been read, by the number of their object.
    fonts: BTreeMap<u32, Rc<Font>>,
}

impl<'a, 'f> Texts<'a, 'f> {
    /// Nothing read yet.
    pub fn new(file: &'f File<'a>) -> Self {
        Texts { file, fonts: BTreeMap::new() }
    }

    /// The text of a page without white space.
    ///
    /// # Errors
    /// When the page or one of its fonts can't be read.
    pub fn of(&mut self, page: &Page) -> Result<String, Unreadable> {
        let fonts = self.file.dictionary(&page.resources(self.file)?, "Font")?;
        let content = page.content(self.file)?;
        let mut font = None;
        let mut text = String::new();
        operators(&content, |operator, operands| {
            match operator {
                b"Tf" => {
                    let name = operands.first().and_then(Object::name).map(String::from_utf8_lossy);
                    font = name.map(|name| self.font(fonts.get(&name))).transpose()?;
                }
                b"Tj" | b"'" | b"\"" | b"TJ" => {
                    let shown = operands.last().into_iter().flat_map(|operand| match operand {
                        Object::Array(items) => items,
                        one => std::slice::from_ref(one),
                    });
                    for string in shown.filter_map(Object::string) {
                        if let Some(font) = &font {
                            font.decode(string, self.file, &mut text)?;
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        text.retain(|c| !c.is_whitespace());
        Ok(text)
    }

    fn font(&mut self, font: Option<&Object>) -> Result<Rc<Font>, Unreadable> {
        let number = font.and_then(Object::reference);
        if let Some(known) = number.and_then(|number| self.fonts.get(&number)) {
            return Ok(Rc::clone(known));
        }
        let read = match font.map(|font| self.file.resolve(font)).transpose()? {
            Some(Object::Dictionary(font)) => Font::read(self.file, &font)?,
            _ => Font { width: 1, texts: BTreeMap::new() },
        };
        let read = Rc::new(read);
        if let Some(number) = number {
            self.fonts.insert(number, Rc::clone(&read));
        }
        Ok(read)
    }
}

/// What the codes of a font stand for: its ToUnicode, ISO 32000-1, 9.10.3.
struct Font {
    /// Bytes that make a code.
    width: usize,
    texts: BTreeMap<u32, String>,
}

impl Font {
    fn read(file: &File, font: &Dictionary) -> Result<Font, Unreadable> {
        let is_composite = font.get("Subtype").and_then(Object::name) == Some(b"Type0");
        let width = if is_composite { 2 } else { 1 };
        let texts = match file.entry(font, "ToUnicode")? {
            Object::Stream(stream) => mapping(file, &file.bytes(&stream)?)?,
            _ => BTreeMap::new(),
        };
        Ok(Font { width, texts })
    }

    fn decode(&self, string: &[u8], file: &File, text: &mut String) -> Result<(), Unreadable> {
        let before = text.len();
        for code in string.chunks(self.width) {
            match self.texts.get(&number(code)) {
                Some(shown) => {
                    file.take(shown.len())?;
                    text.push_str(shown);
                }
                None => text.push(char::REPLACEMENT_CHARACTER),
            }
        }
        file.take(text.len() - before)
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().fold(0, |sum: u32, &byte| sum.wrapping_mul(256).wrapping_add(u32::from(byte)))
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn mapping(file: &File, cmap: &[u8]) -> Result<BTreeMap<u32, String>, Unreadable> {
    let mut texts = BTreeMap::new();
    let mut list = |code: u32, text: String| {
        file.take(text.len() + OBJECT_COST)?;
        texts.insert(code, text);
        Ok(())
    };
    operators(cmap, |operator, operands| {
        match operator {
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Object::String(code), Object::String(text)] = pair {
                        list(number(code), utf16(text))?;
                    }
                }
            }
            b"endbfrange" => {
                for triple in operands.chunks_exact(3) {
                    let [Object::String(first), Object::String(last), to] = triple else {
                        continue;
                    };
                    let codes = number(first)..=number(last);
                    match to {
                        Object::Array(items) => {
                            for (code, item) in codes.zip(items.iter()) {
                                list(code, item.string().map(utf16).unwrap_or_default())?;
                            }
                        }
                        Object::String(start) => {
                            let start = utf16(start).chars().next().map_or(0, u32::from);
                            for (code, c) in codes.zip(start..) {
                                list(code, char::from_u32(c).into_iter().collect())?;
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(texts)
}

/// Calls `each` with every operator of a content stream and its operands.
fn operators(
    content: &[u8],
    mut each: impl FnMut(&[u8], &[Object]) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut lexer = Lexer::new(content, 0);
    let mut operands: Vec<Object> = Vec::new();
    while let Some(token) = lexer.token()? {
        match token {
            Token::Object(_) if operands.len() >= MAX_OPERANDS => {
                return Err(Unreadable::TooManyObjects);
            }
            Token::Object(operand) => operands.push(operand),
            Token::Keyword(operator) => {
                each(operator, &operands)?;
                operands.clear();
            }
        }
    }
    Ok(())
}
