//! A stream's bytes, decompressed within a budget.

use std::cell::Cell;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

use super::object::{Dictionary, Object};
use super::{MAX_READ, Unreadable};

/// What is left of [`MAX_READ`].
#[derive(Debug)]
pub struct Budget(Cell<usize>);

impl Budget {
    /// All of it.
    pub fn new() -> Budget {
        Budget(Cell::new(MAX_READ))
    }

    /// Takes so many bytes off.
    ///
    /// # Errors
    /// When less is left.
    pub fn take(&self, bytes: usize) -> Result<(), Unreadable> {
        let left = self.0.get().checked_sub(bytes);
        self.0.set(left.unwrap_or(0));
        left.map(drop).ok_or(Unreadable::Bomb)
    }

    /// Bytes of a stream, decompressed by its Filter with its DecodeParms.
    ///
    /// # Errors
    /// When they are compressed by another method than Flate, more than is left, or broken.
    pub fn inflate(
        &self,
        filter: &Object,
        parameters: &Object,
        bytes: &[u8],
    ) -> Result<Vec<u8>, Unreadable> {
        let filter = match filter {
            Object::Null => None,
            Object::Array(filters) if filters.len() < 2 => filters.first(),
            filter => Some(filter),
        };
        let Some(filter) = filter else {
            self.take(bytes.len())?;
            return Ok(bytes.to_vec());
        };
        if filter.name() != Some(b"FlateDecode") {
            return Err(Unreadable::Filter);
        }
        let data = match decompress_to_vec_zlib_with_limit(bytes, self.0.get()) {
            Ok(data) => data,
            Err(error) => {
                // What came of it was made all the same, and would be made again.
                self.take(error.output.len())?;
                return Err(match error.status {
                    TINFLStatus::HasMoreOutput => Unreadable::Bomb,
                    _ => Unreadable::Broken { at: error.output.len() },
                });
            }
        };
        self.take(data.len())?;
        let parameters = match parameters {
            Object::Array(items) => items.first(),
            parameters => Some(parameters),
        };
        match parameters.and_then(Object::dictionary) {
            Some(parameters) => predicted(data, parameters),
            None => Ok(data),
        }
    }
}

/// Undoes the predictors of PNG, which writers use for cross-references: ISO 32000-1, 7.4.4.4.
fn predicted(data: Vec<u8>, parameters: &Dictionary) -> Result<Vec<u8>, Unreadable> {
    let number = |name, default| match parameters.get(name) {
        None => Ok(default),
        Some(object) => object.count().filter(|&n| n > 0 && n <= 4096).ok_or(Unreadable::Filter),
    };
    if number("Predictor", 1)? < 2 {
        return Ok(data);
    }
    if number("Predictor", 1)? < 10 || number("BitsPerComponent", 8)? != 8 {
        return Err(Unreadable::Filter);
    }
    let step = number("Colors", 1)?;
    let width = step * number("Columns", 1)?;
    let mut result = Vec::with_capacity(data.len());
    let mut above = vec![0; width];
    for row in data.chunks(width + 1) {
        let [kind, row @ ..] = row else { break };
        let mut line = vec![0; width];
        for (at, &byte) in row.iter().enumerate() {
            let left: u8 = if at < step { 0 } else { line[at - step] };
            let upper_left = if at < step { 0 } else { above[at - step] };
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => above[at],
                3 => left.midpoint(above[at]),
                4 => paeth(left, above[at], upper_left),
                _ => return Err(Unreadable::Broken { at: result.len() }),
            };
            line[at] = byte.wrapping_add(guess);
        }
        result.extend_from_slice(&line[..row.len()]);
        above = line;
    }
    Ok(result)
}

/// The neighbour that is nearest to left + above − upper left: PNG, 9.4.
fn paeth(left: u8, above: u8, upper_left: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(upper_left);
    let distance = |neighbour: u8| (guess - i16::from(neighbour)).abs();
    // Of equals the first wins, as the standard wants.
    [left, above, upper_left].into_iter().min_by_key(|&n| distance(n)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::super::lexer::Lexer;
    use super::*;

    fn read(text: &str) -> Object {
        Lexer::new(text.as_bytes(), 0).object().unwrap()
    }

    #[test]
    fn streams_are_inflated_and_bombs_are_not() {
        let budget = Budget::new();
        let flate = read("/FlateDecode");
        let packed = compress_to_vec_zlib(b"abc", 6);
        assert_eq!(budget.inflate(&flate, &Object::Null, &packed), Ok(b"abc".to_vec()));
        let half = compress_to_vec_zlib(&vec![0; MAX_READ / 2], 6);
        assert!(half.len() < MAX_READ / 500);
        assert!(budget.inflate(&flate, &Object::Null, &half).is_ok());
        assert_eq!(budget.inflate(&flate, &Object::Null, &half), Err(Unreadable::Bomb));
        let twice = read("[/FlateDecode/FlateDecode]");
        assert_eq!(budget.inflate(&twice, &Object::Null, &packed), Err(Unreadable::Filter));
        let fresh = Budget::new();
        assert!(matches!(
            fresh.inflate(&flate, &Object::Null, b"abc"),
            Err(Unreadable::Broken { .. })
        ));
        // What inflates and then turns out to be broken counts, too.
        let mut broken = half.clone();
        *broken.last_mut().unwrap() ^= 1;
        assert!(matches!(
            fresh.inflate(&flate, &Object::Null, &broken),
            Err(Unreadable::Broken { .. })
        ));
        assert_eq!(fresh.inflate(&flate, &Object::Null, &half), Err(Unreadable::Bomb));
        let raw = Budget::new();
        assert_eq!(raw.inflate(&Object::Null, &Object::Null, b"abc"), Ok(b"abc".to_vec()));
    }

    #[test]
    fn predictors_are_undone() {
        let parameters = read("<</Predictor 12/Columns 3>>");
        let parameters = parameters.dictionary().unwrap();
        let rows = vec![0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 2, 2, 2, 4, 1, 1, 1];
        let undone = predicted(rows, parameters).unwrap();
        // none; left: 1, 2, 3; up; average of left and up; Paeth.
        assert_eq!(undone, [1, 2, 3, 1, 2, 3, 2, 3, 4, 3, 5, 6, 4, 6, 7]);
    }
}
