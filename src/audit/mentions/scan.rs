//! Numbers and units as people type them: `1,020.5万元`, `１２项`, `两个`, `百分之九十五`.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::words::WORDS;
use crate::ledger::number;

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its value; none when it is not one number (十三五) or too long for one.
    pub value: Option<Decimal>,
    /// Digits behind the point.
    pub decimals: u32,
    /// The byte behind it.
    pub end: usize,
    /// Written with Chinese numerals.
    pub spelled: bool,
    /// Behind 百分之.
    pub percent: bool,
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 金额
    Money,
    /// 百分数
    Percent,
    /// 分
    Score,
    /// 个、项、户 …
    Count,
    /// 等级
    Grade,
}

/// A unit: so many of a base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As written.
    pub text: String,
    /// What it measures.
    pub kind: Kind,
    /// 元 for money, else the unit without 万 and 亿.
    pub base: String,
    /// Bases in one unit.
    pub scale: Decimal,
}

const MONEY: &[(&str, u32)] =
    &[("亿元", 8), ("千万元", 7), ("百万元", 6), ("万元", 4), ("千元", 3), ("元", 0)];

/// The number that begins at this byte.
pub fn number_at(text: &str, at: usize) -> Option<Number> {
    let rest = &text[at..];
    if let Some(behind) = rest.strip_prefix("百分之") {
        let start = text.len() - behind.len();
        return Some(Number { percent: true, ..plain_at(text, start)? });
    }
    plain_at(text, at)
}

fn plain_at(text: &str, at: usize) -> Option<Number> {
    let first = text[at..].chars().next()?;
    if digit(first).is_some() { arabic(text, at) } else { spelled(text, at) }
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => None,
    }
}

fn arabic(text: &str, at: usize) -> Option<Number> {
    let mut digits = String::new();
    let mut point = None;
    let mut end = at;
    let rest = &text[at..];
    for (offset, c) in rest.char_indices() {
        let behind = &rest[offset + c.len_utf8()..];
        if let Some(c) = digit(c) {
            digits.push(c);
        } else if matches!(c, '.' | '．')
            && point.is_none()
            && behind.starts_with(|c| digit(c).is_some())
        {
            point = Some(digits.len());
            digits.push('.');
        } else if c == ',' && point.is_none() && groups(behind) {
            continue;
        } else {
            break;
        }
        end = at + offset + c.len_utf8();
    }
    let decimals = point.map_or(0, |point| (digits.len() - point - 1) as u32);
    let value = number::parse(&digits).ok();
    Some(Number { value, decimals, end, spelled: false, percent: false })
}

/// Whether exactly three digits follow, as behind a thousands separator.
fn groups(behind: &str) -> bool {
    let mut chars = behind.chars();
    chars.by_ref().take(3).filter(|&c| digit(c).is_some()).count() == 3
        && chars.next().is_none_or(|c| digit(c).is_none())
}

fn spelled(text: &str, at: usize) -> Option<Number> {
    const NUMERALS: &str = "零一二三四五六七八九十百两";
    let rest = &text[at..];
    let length = rest.find(|c| !NUMERALS.contains(c)).unwrap_or(rest.len());
    if length == 0 {
        return None;
    }
    let value = spelled_value(&rest[..length]);
    Some(Number { value, decimals: 0, end: at + length, spelled: true, percent: false })
}

/// Up to 999: 两, 十二, 二十, 一百零五, and 百 as in 百分之百.
fn spelled_value(numerals: &str) -> Option<Decimal> {
    const ONES: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let (mut total, mut one, mut last) = (0, None, 1000);
    for c in numerals.chars() {
        let weight = match c {
            '百' => 100,
            '十' => 10,
            '零' => continue,
            _ if one.is_some() => return None,
            '两' => {
                one = Some(2);
                continue;
            }
            _ => {
                one = ONES.iter().position(|&known| known == c).map(|at| at + 1);
                continue;
            }
        };
        if weight >= last {
            return None;
        }
        last = weight;
        total += one.take().unwrap_or(1) * weight;
    }
    Some(Decimal::from(total + one.unwrap_or(0)))
}

impl Unit {
    /// The unit that begins at this byte, and the byte behind it. `known` are units that the report
    /// uses in its figures.
    pub fn at(text: &str, at: usize, known: &HashSet<String>) -> Option<(Unit, usize)> {
        const LONGEST: usize = 8;
        let rest = text[at..].trim_start_matches(' ');
        let at = text.len() - rest.len();
        if WORDS.not_units.iter().any(|not| rest.starts_with(not.as_str())) {
            return None;
        }
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
        let used = ends.filter(|&end| known.contains(&rest[..end])).last();
        let unit = Unit::prefix(rest);
        let unit = match (unit, used) {
            (Some(unit), Some(used)) if used > unit.text.len() => Unit::whole(&rest[..used]),
            (None, Some(used)) => Unit::whole(&rest[..used]),
            (unit, _) => unit?,
        };
        let end = at + unit.text.len();
        // 元/平方米 measures something else than 元.
        (!text[end..].starts_with('/')).then_some((unit, end))
    }

    /// A figure's unit.
    pub fn whole(text: &str) -> Unit {
        match Unit::prefix(text) {
            Some(unit) if unit.text == text => unit,
            _ => Unit::new(text, Kind::Count, text, 0),
        }
    }

    fn new(text: &str, kind: Kind, base: &str, power: u32) -> Unit {
        let scale = Decimal::from(10_u64.pow(power));
        Unit { text: text.to_owned(), kind, base: base.to_owned(), scale }
    }

    fn prefix(text: &str) -> Option<Unit> {
        if let Some((name, power)) = MONEY.iter().find(|(name, _)| text.starts_with(name)) {
            return Some(Unit::new(name, Kind::Money, "元", *power));
        }
        if let Some(sign) = text.chars().next().filter(|c| matches!(c, '%' | '％')) {
            return Some(Unit::new(sign.encode_utf8(&mut [0; 4]), Kind::Percent, "%", 0));
        }
        if text.starts_with('分') {
            return Some(Unit::new("分", Kind::Score, "分", 0));
        }
        let (power, rest) = [("万", 4), ("亿", 8)]
            .into_iter()
            .find_map(|(word, power)| Some((power, text.strip_prefix(word)?)))
            .unwrap_or((0, text));
        let base = WORDS.counted.iter().find(|counted| rest.starts_with(counted.as_str()))?;
        let written = &text[..text.len() - rest.len() + base.len()];
        Some(Unit::new(written, Kind::Count, base, power))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String)> {
        let number = number_at(text, 0)?;
        let unit = if number.percent {
            "%".to_owned()
        } else {
            Unit::at(text, number.end, &HashSet::new())?.0.text
        };
        Some((number.value?.to_string(), unit))
    }

    #[test]
    fn numbers_as_people_type_them() {
        let is = |text: &str, value: &str, unit: &str| {
            assert_eq!(read(text), Some((value.to_owned(), unit.to_owned())), "{text}");
        };
        is("5781.8万元", "5781.8", "万元");
        is("1,020.50 万元", "1020.50", "万元");
        is("12,345,678元", "12345678", "元");
        is("１２．５％", "12.5", "％");
        is("两个一级指标", "2", "个");
        is("二十三项", "23", "项");
        is("百分之九十五", "95", "%");
        is("百分之百", "100", "%");
        is("百分之48.15", "48.15", "%");
        is("36.2万人次", "36.2", "万人次");
        is("87.97分，", "87.97", "分");
    }

    #[test]
    fn times_and_names_are_no_quantities() {
        for text in ["2022年", "12月底", "70号", "30分钟", "3个月", "十三五规划", "5元/平方米"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(number_at("100,48.15", 0).unwrap().value, Some(Decimal::ONE_HUNDRED));
    }
}
