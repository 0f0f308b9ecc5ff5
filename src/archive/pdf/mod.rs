//! A reader of PDF files that were not written by this program, or were changed since: every limit is
//! its own, so that no file can make it run out of memory, of stack or of patience.
//!
//! It reads what ISO 32000 asks a file to be and repairs nothing: a file whose cross-references are
//! broken was damaged after it was written, and that is what the reader is told. General readers
//! inflate streams without bound, and recurse as deep as a file tells them to.

mod attachments;
mod cross_references;
mod file;
mod inflate;
mod lexer;
mod object;
mod pages;
mod text;

pub use attachments::{Attachment, attachments};
pub use file::File;
pub use object::{Dictionary, Object, Stream};
pub use pages::{Comparison, Page, pages};
pub use text::Texts;

use std::fmt;

/// The largest file that is read: a report of a thousand pages takes less than a tenth.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The most that is made of a file, in bytes: objects, inflated streams, text, all of it together.
pub const MAX_READ: usize = 192 * 1024 * 1024;
/// The most objects that a file may have, and the most that one may be made of.
pub const MAX_OBJECTS: usize = 500_000;
/// What an object takes beside its bytes, roughly: an empty array is two bytes in a file.
const OBJECT_COST: usize = 64;
/// The deepest that arrays and dictionaries may be nested, and references may lead on.
const MAX_DEPTH: u32 = 64;

/// Why a file can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not begin like a PDF.
    NotPdf,
    /// Its end is missing.
    Truncated,
    /// It is encrypted.
    Encrypted,
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
    /// More than [`MAX_READ`] would have to be read of it.
    Bomb,
    /// It has more than [`MAX_OBJECTS`] objects, or one that is made of more.
    TooManyObjects,
    /// It nests deeper than any PDF does, or its references lead round in a circle.
    TooDeep,
    /// A stream is compressed by another method than Flate.
    Filter,
    /// It breaks the rules of the format at a byte.
    Broken {
        /// Offset of the byte in the file, or in the stream that was being read.
        at: usize,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MB: usize = 1024 * 1024;
        match self {
            Unreadable::NotPdf => write!(f, "不是PDF文件"),
            Unreadable::Truncated => write!(f, "文件不完整，结尾缺失，可能没有传输完"),
            Unreadable::Encrypted => write!(f, "文件加了密，请先用PDF软件去掉密码"),
            Unreadable::TooLarge => write!(f, "文件超过{}MB，不像是一份自评报告", MAX_BYTES / MB),
            Unreadable::Bomb => {
                write!(f, "文件里的内容展开后超过{}MB，不像是一份自评报告", MAX_READ / MB)
            }
            Unreadable::TooManyObjects => {
                write!(f, "文件里的对象超过{}万个，不像是一份自评报告", MAX_OBJECTS / 10_000)
            }
            Unreadable::TooDeep => write!(f, "文件结构嵌套过深或循环引用，不是正常的PDF"),
            Unreadable::Filter => write!(f, "文件用了本程序不读的压缩方式，请用原来的文件"),
            Unreadable::Broken { at } => write!(f, "文件已损坏（第{at}字节处）"),
        }
    }
}
