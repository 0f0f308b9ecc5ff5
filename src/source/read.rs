//! From bytes to text that can be parsed: encoding, size, characters that have no business there.

use super::limits::{MAX_BYTES, MAX_LINE, MAX_METHOD_BYTES};
use super::{Origin, Place, Span, encoding};
use crate::finding::{ENCODING, Finding};

/// What some editors put before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file's text with the means to name places in it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Which file it is.
    pub origin: Origin,
    /// The name shown to people: the path as it was given.
    pub name: String,
    /// The text, without byte order mark.
    pub text: String,
    byte_order_mark: bool,
    line_starts: Vec<usize>,
}

impl Source {
    /// Takes bytes as UTF-8, with or without byte order mark.
    ///
    /// # Errors
    /// A finding that says what is wrong when the bytes or those of one line are too many, when they
    /// are not UTF-8, or when they hold characters that no text has.
    pub fn new(origin: Origin, name: impl Into<String>, bytes: &[u8]) -> Result<Source, Finding> {
        let (most, what) = match origin {
            Origin::Report => (MAX_BYTES, "自评报告"),
            Origin::Method => (MAX_METHOD_BYTES, "评分办法"),
        };
        if bytes.len() > most {
            let message = format!("文件超过{}KB，不像是一份{what}", most / 1024);
            return Err(Finding::error(ENCODING, None, message));
        }
        let without = bytes.strip_prefix(BYTE_ORDER_MARK);
        let (byte_order_mark, bytes) = (without.is_some(), without.unwrap_or(bytes));
        let text = encoding::utf8(bytes)?.to_owned();
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let source = Source { origin, name: name.into(), text, byte_order_mark, line_starts };
        for (index, line) in source.text.split('\n').enumerate() {
            refuse_line(index + 1, line.strip_suffix('\r').unwrap_or(line))?;
        }
        Ok(source)
    }

    /// The bytes as they were given.
    pub fn bytes(&self) -> Vec<u8> {
        let mark = if self.byte_order_mark { BYTE_ORDER_MARK } else { &[] };
        [mark, self.text.as_bytes()].concat()
    }

    /// A span in this file; the ends are moved onto character boundaries within the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let start = self.text.floor_char_boundary(start.min(self.text.len()));
        let end = self.text.ceil_char_boundary(end.clamp(start, self.text.len()));
        Span { origin: self.origin, start, end }
    }

    /// Line and column of a byte offset.
    pub fn place(&self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_starts.partition_point(|&start| start <= offset);
        // `line_starts` begins with 0, so at least one start is at or before any offset.
        let column = 1 + self.text[self.line_starts[line - 1]..offset].chars().count();
        Place { line, column }
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }
}

/// Refuses a line that is too long for any text, and characters that do not belong into one: some
/// steer terminals, some are line ends to one reader and none to another.
fn refuse_line(number: usize, line: &str) -> Result<(), Finding> {
    if line.len() > MAX_LINE && line.chars().count() > MAX_LINE {
        let message = format!("第{number}行超过{MAX_LINE}个字");
        return Err(Finding::error(ENCODING, None, message)
            .help("正文请在“|”下面分段写，一行一段；列表请分行写"));
    }
    match line.chars().find(|&c| is_no_text(c) && c != '\t') {
        None => Ok(()),
        Some(c) => {
            let message = format!("第{number}行有不可见的字符U+{:04X}", c as u32);
            Err(Finding::error(ENCODING, None, message).help("请删去这个字符"))
        }
    }
}

/// Control characters, and the line ends that only some readers take for one.
pub fn is_no_text(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
