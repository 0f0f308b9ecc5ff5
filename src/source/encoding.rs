//! Bytes that are not UTF-8: which encoding they are in, and how to convert them.

use crate::finding::{ENCODING, Finding};

/// The bytes as text.
///
/// # Errors
/// A finding that names the encoding, where it can be told.
pub fn utf8(bytes: &[u8]) -> Result<&str, Finding> {
    if bytes.starts_with(b"%PDF-") {
        return Err(Finding::error(ENCODING, None, "这是PDF文件，不是YAML")
            .help("核对PDF用 ziping verify，取出它携带的YAML用 ziping extract"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Finding::error(ENCODING, None, "这是Word、Excel或压缩文件，不是YAML")
            .help("请把内容写进YAML文字文件；可以从自带的示例改起"));
    }
    if let Some(name) = wide(bytes) {
        let message = format!("文件是{name}编码的，不是UTF-8");
        return Err(Finding::error(ENCODING, None, message).help(convert(name)));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count();
        let message = format!("第{line}行不是UTF-8编码的文字");
        if is_gbk(bytes) {
            let message = format!("{message}，像是GBK编码");
            return Finding::error(ENCODING, None, message).help(convert("GB18030"));
        }
        Finding::error(ENCODING, None, message)
            .help("这里要YAML文字文件，不是Word、Excel、PDF；请用编辑器“另存为”，编码选UTF-8")
    })
}

fn convert(from: &str) -> String {
    format!("请用编辑器“另存为”，编码选UTF-8；或用命令 iconv -f {from} -t UTF-8 原文件 > 新文件")
}

/// The encodings of two or four bytes a character, by their mark or by the zeros of ASCII.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    /// Enough of the beginning to tell.
    const LOOKED_AT: usize = 1024;
    let marks: [(&[u8], &str); 4] = [
        (b"\xFF\xFE\0\0", "UTF-32LE"),
        (b"\0\0\xFE\xFF", "UTF-32BE"),
        (b"\xFF\xFE", "UTF-16LE"),
        (b"\xFE\xFF", "UTF-16BE"),
    ];
    if let Some((_, name)) = marks.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(name);
    }
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // YAML has a space, a colon or a line end every few characters.
    let many = head.len() / 20;
    // Some Chinese characters have a zero byte, too: 一 is U+4E00.
    let mostly = |of: usize, other: usize| of > many && of > other * 4;
    match () {
        () if mostly(odd, even) => Some("UTF-16LE"),
        () if mostly(even, odd) => Some("UTF-16BE"),
        () => None,
    }
}

/// Whether all bytes are such as GBK, or its larger GB18030, is made of.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return true,
            [0x00, ..] => return false,
            [0x01..=0x7F, rest @ ..] => rest,
            [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, rest @ ..] => rest,
            [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, rest @ ..] => rest,
            _ => return false,
        }
    }
}
