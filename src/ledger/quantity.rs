//! Targets and actual values as printed: `≥220万元`, `139.84万元`, `100%`; anything that is not a
//! comparator, a number and a unit as a whole is words (定性).

use std::fmt;

use rust_decimal::Decimal;

use super::number;

/// What a target demands of the actual value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// ≥
    AtLeast,
    /// ≤
    AtMost,
    /// ＝, or nothing written.
    Equal,
    /// ＞
    MoreThan,
    /// ＜
    LessThan,
}

impl Comparator {
    /// Whether this much fulfils the demand. A target without a direction is met by more, too.
    pub fn is_met(self, actual: Decimal, target: Decimal) -> bool {
        match self {
            // “= 0” asks for nothing to happen; more is a miss.
            Comparator::Equal if target.is_zero() => actual <= target,
            Comparator::AtLeast | Comparator::Equal => actual >= target,
            Comparator::AtMost => actual <= target,
            Comparator::MoreThan => actual > target,
            Comparator::LessThan => actual < target,
        }
    }

    /// Whether less is better.
    pub fn is_upper_bound(self) -> bool {
        matches!(self, Comparator::AtMost | Comparator::LessThan)
    }

    /// The sign as forms print it.
    pub fn sign(self) -> &'static str {
        match self {
            Comparator::AtLeast => "≥",
            Comparator::AtMost => "≤",
            Comparator::Equal => "=",
            Comparator::MoreThan => "＞",
            Comparator::LessThan => "＜",
        }
    }
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number.
    pub value: Decimal,
    /// The unit as written, `%` for all percent signs, perhaps empty.
    pub unit: String,
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.value, self.unit)
    }
}

/// A target (年度指标值).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A comparator and a quantity (定量).
    Numeric(Comparator, Quantity),
    /// Words (定性).
    Words,
    /// Words that set a bound, such as 不低于95% or ≤5%以内: meant as a number, not written as one.
    Unclear,
}

impl Target {
    /// Reads a target as printed.
    pub fn parse(text: &str) -> Target {
        const SIGNS: [(&str, Comparator); 16] = [
            (">=", Comparator::AtLeast),
            ("＞=", Comparator::AtLeast),
            ("<=", Comparator::AtMost),
            ("＜=", Comparator::AtMost),
            ("≥", Comparator::AtLeast),
            ("≧", Comparator::AtLeast),
            ("⩾", Comparator::AtLeast),
            ("≤", Comparator::AtMost),
            ("≦", Comparator::AtMost),
            ("⩽", Comparator::AtMost),
            ("=", Comparator::Equal),
            ("＝", Comparator::Equal),
            (">", Comparator::MoreThan),
            ("＞", Comparator::MoreThan),
            ("<", Comparator::LessThan),
            ("＜", Comparator::LessThan),
        ];
        const BOUNDS: [&str; 14] = [
            "不低于",
            "不少于",
            "不小于",
            "不高于",
            "不超过",
            "不大于",
            "大于",
            "小于",
            "高于",
            "低于",
            "至少",
            "以上",
            "以下",
            "以内",
        ];
        let found = SIGNS.iter().find_map(|(sign, comparator)| {
            text.strip_prefix(sign).map(|rest| (*comparator, rest.trim_start()))
        });
        let (comparator, rest) = found.unwrap_or((Comparator::Equal, text));
        if let Some(quantity) = Quantity::parse(rest) {
            return Target::Numeric(comparator, quantity);
        }
        let has_digit = text.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let bounds = SIGNS.iter().map(|(sign, _)| *sign).chain(BOUNDS);
        let is_range = text
            .split(['-', '~', '～', '—'])
            .filter(|part| Quantity::parse(part).is_some())
            .count()
            > 1;
        if has_digit && (bounds.into_iter().any(|bound| text.contains(bound)) || is_range) {
            return Target::Unclear;
        }
        Target::Words
    }
}

impl Quantity {
    /// Reads a number and its unit. `None` if the text as a whole is anything else: a unit has no
    /// digits, no punctuation and no more characters than units have, and `12月底前` or `2022年` is a
    /// date.
    pub fn parse(text: &str) -> Option<Quantity> {
        let half_width: String = text.trim().chars().map(half_width).collect();
        let text = half_width.as_str();
        const LONGEST_UNIT: usize = 8;
        /// Words of time and bounds (底前, 以上, 以内, 左右): what has them says more than a unit.
        const BOUNDS: [char; 9] = ['前', '后', '底', '初', '内', '上', '下', '左', '完'];
        let end = text
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
            .unwrap_or(text.len());
        let value = number::parse(&text[..end]).ok()?;
        let unit = text[end..].trim();
        let is_unit_char = |c: char| {
            const SYMBOLS: &str = "%‰℃°㎡㎥/·²³（）()";
            let symbol = SYMBOLS.contains(c);
            symbol || (c.is_alphabetic() && !BOUNDS.contains(&c))
        };
        let is_date = unit.starts_with('月') || (unit == "年" && value >= Decimal::from(1900));
        if unit.chars().count() > LONGEST_UNIT || !unit.chars().all(is_unit_char) || is_date {
            return None;
        }
        Some(Quantity { value, unit: unit.to_owned() })
    }
}

/// Digits and signs that an input method may have made full-width.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '．' => '.',
        '－' | '−' => '-',
        '％' => '%',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(value: &str, unit: &str) -> Quantity {
        Quantity { value: number::parse(value).unwrap(), unit: unit.to_owned() }
    }

    #[test]
    fn targets_are_read_exactly() {
        let numeric = |c, v, u| Target::Numeric(c, quantity(v, u));
        assert_eq!(Target::parse("≥220万元"), numeric(Comparator::AtLeast, "220", "万元"));
        assert_eq!(Target::parse("≤10%"), numeric(Comparator::AtMost, "10", "%"));
        assert_eq!(Target::parse(">=90％"), numeric(Comparator::AtLeast, "90", "%"));
        assert_eq!(Target::parse("100%"), numeric(Comparator::Equal, "100", "%"));
        assert_eq!(Target::parse("≥ 16 户"), numeric(Comparator::AtLeast, "16", "户"));
        assert_eq!(Target::parse("≥９５％"), numeric(Comparator::AtLeast, "95", "%"));
        assert_eq!(
            Target::parse("≥1900台（件）"),
            numeric(Comparator::AtLeast, "1900", "台（件）")
        );
        assert_eq!(Target::parse("≤−5%"), numeric(Comparator::AtMost, "-5", "%"));
        assert_eq!(Target::parse("＝0起"), numeric(Comparator::Equal, "0", "起"));
        assert_eq!(
            Target::parse("<3.50元/平方米"),
            numeric(Comparator::LessThan, "3.50", "元/平方米")
        );
    }

    #[test]
    fn bounds_in_words_are_not_words_to_score() {
        for text in ["不低于95%", "95%以上", "≤5%以内", "≥90%。", "≥1,020万元", "30日以内"]
        {
            assert_eq!(Target::parse(text), Target::Unclear, "{text}");
        }
    }

    #[test]
    fn mixed_text_is_words() {
        for words in
            ["博士5万、硕士5万、本科2万", "12月底前完成", "合规", "≥", "2022年12月", "1.2.3"]
        {
            assert_eq!(Target::parse(words), Target::Words, "{words}");
        }
    }

    #[test]
    fn strictness_of_comparators() {
        let (nine, ten) = (Decimal::from(9), Decimal::from(10));
        assert!(Comparator::AtLeast.is_met(ten, ten) && !Comparator::AtLeast.is_met(nine, ten));
        assert!(Comparator::AtMost.is_met(ten, ten) && !Comparator::AtMost.is_met(ten, nine));
        assert!(!Comparator::MoreThan.is_met(ten, ten) && !Comparator::LessThan.is_met(ten, ten));
        assert!(Comparator::Equal.is_met(ten, nine), "more than an undirected target meets it");
        assert!(Comparator::Equal.is_met(Decimal::ZERO, Decimal::ZERO));
        assert!(!Comparator::Equal.is_met(nine, Decimal::ZERO), "a zero target is missed by more");
    }
}
