//! Exact decimal numbers: reading, rounding, printing.

use rust_decimal::{Decimal, RoundingStrategy};

/// The most digits before the point: in 万元 the budget of a continent. No product of two inputs
/// overflows; digits beyond the 28 that a decimal holds are lost only where both are that long.
const MAX_INTEGER_DIGITS: usize = 12;
/// The most digits after the point.
const MAX_DECIMALS: usize = 6;

/// Reads a number as printed: an optional leading minus, digits, at most one point.
///
/// # Errors
/// What is wrong with the text, in Chinese.
pub fn parse(text: &str) -> Result<Decimal, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (integer, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(integer) || !all_digits(decimals) {
        let hint =
            if text.contains([',', '，']) { "（不要写千分位的逗号）" } else { "" };
        return Err(format!("只能有数字、一个小数点和前面的负号{hint}"));
    }
    if integer.len() > 1 && integer.starts_with('0') {
        return Err("前面多了0".to_owned());
    }
    if integer.len() > MAX_INTEGER_DIGITS {
        return Err(format!("整数部分超过{MAX_INTEGER_DIGITS}位"));
    }
    if decimals.len() > MAX_DECIMALS {
        return Err(format!("小数超过{MAX_DECIMALS}位"));
    }
    Decimal::from_str_exact(text).map_err(|_| "数太大或小数位太多".to_owned())
}

/// Rounds half up (四舍五入): a 5 goes away from zero.
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// The sum. Numbers as long as [`parse`] reads them never add up to more than a decimal holds; beyond
/// it the sum stays at the largest one.
pub fn sum(numbers: impl IntoIterator<Item = Decimal>) -> Decimal {
    numbers.into_iter().fold(Decimal::ZERO, Decimal::saturating_add)
}

/// `factor × numerator ÷ denominator`, multiplied first, divided last, rounded once. `None` when the
/// denominator is zero; a quotient beyond what a decimal holds is the largest one.
pub fn proportion(
    factor: Decimal,
    numerator: Decimal,
    denominator: Decimal,
    decimals: u32,
) -> Option<Decimal> {
    let product = factor.saturating_mul(numerator);
    let positive = product.is_sign_positive() == denominator.is_sign_positive();
    let largest = || if positive { Decimal::MAX } else { Decimal::MIN };
    let quotient = (!denominator.is_zero())
        .then(|| product.checked_div(denominator).unwrap_or_else(largest))?;
    Some(round(quotient, decimals))
}

/// How a kind of number is printed (数字格式 of a scoring method).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Digits after the point (小数). Computed numbers of this kind are rounded to it.
    pub decimals: u32,
    /// Whether trailing zeros are dropped (去零).
    pub trim: bool,
    /// Whether a percent sign follows (百分号).
    pub percent: bool,
}

impl Format {
    /// Prints a number. Digits beyond `decimals` are kept: an amount is printed as it was given.
    pub fn print(self, value: Decimal) -> String {
        let mut value = value.normalize();
        if !self.trim && value.scale() < self.decimals {
            value.rescale(self.decimals);
        }
        if value.is_zero() {
            value.set_sign_positive(true);
        }
        format!("{value}{}", if self.percent { "%" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        parse(text).unwrap()
    }

    #[test]
    fn reads_plain_numbers_only() {
        assert_eq!(d("5781.80").to_string(), "5781.80");
        assert_eq!(d("-0.5"), -d("0.5"));
        for bad in [
            "", "-", ".", "1.", ".5", "+1", "0x1F", "1_000", "1,000", "1e3", "１", "1.2.3", "--1",
            "095.78",
        ] {
            assert!(parse(bad).is_err(), "{bad} was read");
        }
        assert!(parse("1234567890123").is_err());
        assert!(parse("0.1234567").is_err());
        assert!(parse(&"9".repeat(10_000)).is_err());
    }

    #[test]
    fn rounds_half_up() {
        for (from, to) in
            [("0.125", "0.13"), ("0.135", "0.14"), ("-0.125", "-0.13"), ("2.675", "2.68")]
        {
            assert_eq!(round(d(from), 2), d(to));
        }
    }

    #[test]
    fn multiplies_before_dividing() {
        // 3 × 5 ÷ 24 = 0.625; 5 ÷ 24 first gives 0.2083…, and rounded there 0.62.
        assert_eq!(proportion(d("3"), d("5"), d("24"), 2), Some(d("0.63")));
        assert_eq!(proportion(d("3"), d("5"), d("0"), 2), None);
    }

    #[test]
    fn nothing_overflows() {
        let (most, least) = (d("999999999999.999999"), d("0.000001"));
        assert_eq!(proportion(most, most, least, 2), Some(Decimal::MAX.round()));
        assert_eq!(proportion(most, -most, least, 2), Some(Decimal::MIN.round()));
        assert_eq!(proportion(Decimal::MAX, Decimal::MAX, Decimal::MAX, 6), Some(d("1")));
        assert_eq!(sum([Decimal::MAX, Decimal::MAX, most]), Decimal::MAX);
    }

    #[test]
    fn prints_by_format() {
        let trimmed = Format { decimals: 2, trim: true, percent: false };
        let fixed = Format { decimals: 2, trim: false, percent: true };
        assert_eq!(trimmed.print(d("5781.80")), "5781.8");
        assert_eq!(trimmed.print(d("0.00")), "0");
        assert_eq!(trimmed.print(d("100")), "100");
        assert_eq!(trimmed.print(d("1.2345")), "1.2345");
        assert_eq!(fixed.print(d("0")), "0.00%");
        assert_eq!(fixed.print(d("-36.44")), "-36.44%");
        assert_eq!(fixed.print(d("-100")), "-100.00%");
    }
}
