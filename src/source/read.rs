//! From bytes to text that can be parsed: encoding, size, characters that have no business there.

use super::{Origin, Place, Span};
use crate::finding::{ENCODING, Finding};

/// The largest YAML that is read, in bytes: a hundred times the longest report known.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

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
    /// A finding that says what is wrong when the bytes are too many, not UTF-8, or hold NUL or
    /// line separators that YAML readers disagree on.
    pub fn new(origin: Origin, name: impl Into<String>, bytes: &[u8]) -> Result<Source, Finding> {
        if bytes.len() > MAX_BYTES {
            let limit = MAX_BYTES / 1024 / 1024;
            return Err(Finding::error(
                ENCODING,
                None,
                format!("文件超过{limit}MB，不像是一份自评报告"),
            ));
        }
        let without = bytes.strip_prefix(BYTE_ORDER_MARK);
        let (byte_order_mark, bytes) = (without.is_some(), without.unwrap_or(bytes));
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) => {
                let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count();
                let message = format!("第{line}行不是UTF-8编码的文字");
                return Err(Finding::error(ENCODING, None, message)
                    .help("可能是GBK编码：请用编辑器“另存为”，编码选UTF-8"));
            }
        };
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let source = Source { origin, name: name.into(), text, byte_order_mark, line_starts };
        for (at, c) in source.text.char_indices() {
            if matches!(c, '\0' | '\u{85}' | '\u{2028}' | '\u{2029}') {
                let line = source.place(at).line;
                let message = format!("第{line}行有不可见的字符U+{:04X}", c as u32);
                return Err(Finding::error(ENCODING, None, message).help("请删去这个字符"));
            }
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
