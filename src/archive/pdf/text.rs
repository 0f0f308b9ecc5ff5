//! The text of a page, in the order it is drawn: enough to say what stands on it.

use std::collections::BTreeMap;

use super::Unreadable;
use super::file::File;
use super::lexer::{Lexer, Token};
use super::object::{Dictionary, Object};
use super::pages::Page;

/// The most operands that an operator may have: a block of a ToUnicode holds at most 300.
const MAX_OPERANDS: usize = 10_000;
/// The most codes that a font's ToUnicode may list: as many as two bytes can tell apart, and as many
/// again for those that are listed twice.
const MAX_CODES: usize = 2 * 0x1_0000;

/// The text of a page without white space.
///
/// # Errors
/// When the page or one of its fonts can't be read.
pub fn page_text(file: &File, page: &Page) -> Result<String, Unreadable> {
    let fonts = file.dictionary(&page.resources(file)?, "Font")?;
    let mut read = BTreeMap::new();
    for (name, font) in &fonts.0 {
        if let Object::Dictionary(font) = file.resolve(font)? {
            read.insert(name.as_slice(), Font::read(file, &font)?);
        }
    }
    let content = page.content(file)?;
    let mut font = None;
    let mut text = String::new();
    operators(&content, |operator, operands| {
        match operator {
            b"Tf" => font = operands.first().and_then(Object::name).and_then(|name| read.get(name)),
            b"Tj" | b"'" | b"\"" | b"TJ" => {
                let shown = operands.last().into_iter().flat_map(|operand| match operand {
                    Object::Array(items) => items.as_slice(),
                    one => std::slice::from_ref(one),
                });
                for string in shown.filter_map(Object::string) {
                    if let Some(font) = font {
                        font.decode(string, &mut text);
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
            Object::Stream(stream) => mapping(&file.bytes(&stream)?)?,
            _ => BTreeMap::new(),
        };
        Ok(Font { width, texts })
    }

    fn decode(&self, string: &[u8], text: &mut String) {
        for code in string.chunks(self.width) {
            match self.texts.get(&number(code)) {
                Some(shown) => text.push_str(shown),
                None => text.push(char::REPLACEMENT_CHARACTER),
            }
        }
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().fold(0, |sum: u32, &byte| sum.wrapping_mul(256).wrapping_add(u32::from(byte)))
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn mapping(cmap: &[u8]) -> Result<BTreeMap<u32, String>, Unreadable> {
    let mut texts = BTreeMap::new();
    let mut listed = 0;
    let mut list = |code: u32, text: String| {
        listed += 1;
        texts.insert(code, text);
        if listed > MAX_CODES { Err(Unreadable::TooManyObjects) } else { Ok(()) }
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
                            for (code, item) in codes.zip(items) {
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
