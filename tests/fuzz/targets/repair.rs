//! Offsets and lengths of a changed PDF set right again. The reader repairs nothing: without this a
//! changed file would seldom be read past its cross-references.

use std::ops::Range;

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use crate::random::Random;

/// The number of the stream of cross-references that is written.
const OWN: usize = 99_999;

/// Changes one stream of a PDF, unpacked; the offsets are to be repaired.
pub fn with_stream(pdf: &[u8], random: &mut Random, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let streams = streams(pdf);
    if streams.is_empty() {
        return pdf.to_vec();
    }
    let range = streams[random.below(streams.len())].clone();
    const LIMIT: usize = 1 << 16;
    let changed = match decompress_to_vec_zlib_with_limit(&pdf[range.clone()], LIMIT) {
        Ok(mut stream) => {
            change(&mut stream);
            compress_to_vec_zlib(&stream, 1)
        }
        Err(_) => {
            let mut stream = pdf[range.clone()].to_vec();
            change(&mut stream);
            stream
        }
    };
    [&pdf[..range.start], &changed, &pdf[range.end..]].concat()
}

/// The bytes of all streams.
fn streams(pdf: &[u8]) -> Vec<Range<usize>> {
    let mut streams = Vec::new();
    let mut at = 0;
    while let Some(start) = find(pdf, b"stream\n", at) {
        let start = start + b"stream\n".len();
        let Some(end) = find(pdf, b"endstream", start) else { break };
        streams.push(start..end - usize::from(end > start && pdf[end - 1] == b'\n'));
        at = end + b"endstream".len();
    }
    streams
}

/// The same objects with right lengths and one right list of cross-references.
pub fn repaired(pdf: &[u8]) -> Vec<u8> {
    const END: &[u8] = b"endobj";
    let mut new = Vec::new();
    // Number, kind and place of each object as a row of a stream of cross-references has them.
    let mut rows: Vec<(usize, u8, usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(end) = find(pdf, END, at).map(|end| end + END.len()) {
        let object = with_length(&pdf[at..end]);
        at = end;
        // The number of an object that was written here before, or none.
        let Some((start, number)) = header(&object) else {
            new.extend(object);
            continue;
        };
        if number == OWN {
            continue;
        }
        rows.push((number, 1, new.len() + start, 0));
        rows.extend(members(&object).enumerate().map(|(index, member)| (member, 2, number, index)));
        new.extend(object);
    }
    let root = find(pdf, b"/Root ", 0).map_or(1, |root| count(&pdf[root + 6..]));
    let has_streams = rows.iter().any(|row| row.1 == 2);
    let start = new.len() + 1;
    if has_streams {
        let index: String = rows.iter().map(|row| format!("{} 1 ", row.0)).collect();
        let length = rows.len() * 7;
        let head = format!(
            "\n{OWN} 0 obj<</Type/XRef/W[1 4 2]/Size {}/Index[{index}]/Root {root} 0 R/Length {length}>>stream\n",
            rows.len()
        );
        new.extend(head.as_bytes());
        for (_, kind, second, third) in rows {
            new.push(kind);
            new.extend(&second.to_be_bytes()[4..]);
            new.extend(&third.to_be_bytes()[6..]);
        }
        new.extend(b"\nendstream endobj");
    } else {
        new.extend(b"\nxref\n");
        for (number, _, offset, _) in rows {
            new.extend(format!("{number} 1\n{offset:010} 00000 n \n").as_bytes());
        }
        new.extend(format!("trailer<</Root {root} 0 R>>").as_bytes());
    }
    new.extend(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
    new
}

/// An object with the length that its stream has.
fn with_length(object: &[u8]) -> Vec<u8> {
    const LENGTH: &[u8] = b"/Length ";
    let Some(stream) = streams(object).into_iter().next() else { return object.to_vec() };
    let Some(at) = find(&object[..stream.start], LENGTH, 0) else { return object.to_vec() };
    let at = at + LENGTH.len();
    let digits = object[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let length = stream.len().to_string();
    [&object[..at], length.as_bytes(), &object[at + digits..]].concat()
}

/// Where an object begins, and its number.
fn header(object: &[u8]) -> Option<(usize, usize)> {
    let end = find(object, b" 0 obj", 0)?;
    let digits = object[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (digits > 0).then(|| (end - digits, count(&object[end - digits..])))
}

/// The numbers of the objects in a stream of objects.
fn members(object: &[u8]) -> impl Iterator<Item = usize> {
    let stream = match find(object, b"/ObjStm", 0) {
        Some(_) => streams(object).into_iter().next().map(|range| &object[range]),
        None => None,
    };
    let unpacked = stream.map(|stream| {
        decompress_to_vec_zlib_with_limit(stream, 1 << 16).unwrap_or_else(|_| stream.to_vec())
    });
    let unpacked = unpacked.unwrap_or_default();
    let head = unpacked.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b' ');
    let head: Vec<u8> = head.copied().collect();
    let numbers = head.split(|&byte| byte == b' ').filter(|word| !word.is_empty()).map(count);
    // Numbers and offsets take turns.
    numbers.step_by(2).take(100).collect::<Vec<_>>().into_iter()
}

fn count(bytes: &[u8]) -> usize {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).take(9);
    digits.fold(0, |sum, &byte| sum * 10 + usize::from(byte - b'0'))
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(word.len()).position(|window| window == word).map(|at| from + at)
}
