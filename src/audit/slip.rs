//! Whether one number may be another with a slip of the hand: a digit changed, left out, added, two
//! neighbours swapped, the point moved.

use rust_decimal::Decimal;

/// The fewest digits that prove anything: any digit is a slip of any other.
const FEWEST: usize = 2;

/// Whether the two differ by one slip.
pub fn is_slip(one: Decimal, other: Decimal) -> bool {
    let (one, other) = (one.normalize(), other.normalize());
    if one == other || one.is_sign_negative() || other.is_sign_negative() {
        return false;
    }
    let (a, b) = (one.to_string().into_bytes(), other.to_string().into_bytes());
    if digits(&a).min(digits(&b)) < FEWEST {
        return false;
    }
    moved(&a, &b) || one_edit(&a, &b)
}

/// Whether a slip is the likeliest reason that the two differ: neighbours swapped, or one digit of
/// three. One digit of two makes half of all numbers out of any other.
pub fn is_telling_slip(one: Decimal, other: Decimal) -> bool {
    let sorted = |value: Decimal| {
        let mut bytes = value.normalize().to_string().into_bytes();
        bytes.sort_unstable();
        bytes
    };
    let swapped = || sorted(one) == sorted(other);
    is_slip(one, other) && (telling_digits(one).max(telling_digits(other)) >= 3 || swapped())
}

/// How many digits bear information: zeros at the end of a whole number do not.
pub fn telling_digits(value: Decimal) -> usize {
    let text = value.normalize().to_string();
    let digits = text.trim_end_matches('0').trim_start_matches(['0', '.']);
    digits.bytes().filter(u8::is_ascii_digit).count()
}

fn digits(text: &[u8]) -> usize {
    text.iter().filter(|byte| byte.is_ascii_digit()).count()
}

/// The same digits with the point elsewhere.
fn moved(a: &[u8], b: &[u8]) -> bool {
    let bare = |text: &[u8]| -> Vec<u8> {
        let digits: Vec<u8> = text.iter().copied().filter(u8::is_ascii_digit).collect();
        let start = digits.iter().position(|&digit| digit != b'0').unwrap_or(digits.len());
        let end = digits.iter().rposition(|&digit| digit != b'0').map_or(start, |at| at + 1);
        digits[start..end].to_vec()
    };
    bare(a) == bare(b)
}

/// One digit changed, left out or added, or two neighbours swapped.
fn one_edit(a: &[u8], b: &[u8]) -> bool {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - tail], &b[..b.len() - tail]) {
        ([_], [_] | []) | ([], [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(a: &str, b: &str) -> bool {
        is_slip(a.parse().unwrap(), b.parse().unwrap())
    }

    #[test]
    fn slips_of_the_hand() {
        for (a, b) in [
            ("2047.85", "2074.85"),
            ("512", "502"),
            ("84.89", "84.98"),
            ("139.84", "1398.4"),
            ("36.2", "36.29"),
            ("10002.55", "1002.55"),
            ("38", "37"),
        ] {
            assert!(slip(a, b) && slip(b, a), "{a} {b}");
        }
    }

    #[test]
    fn other_numbers() {
        for (a, b) in
            [("336.8", "327.8"), ("100", "90"), ("3", "4"), ("512", "512.0"), ("120", "350")]
        {
            assert!(!slip(a, b), "{a} {b}");
        }
    }

    #[test]
    fn zeros_at_the_end_tell_nothing() {
        assert_eq!(telling_digits("2600".parse().unwrap()), 2);
        assert_eq!(telling_digits("0.05".parse().unwrap()), 1);
        assert_eq!(telling_digits("24.70".parse().unwrap()), 3);
    }
}
