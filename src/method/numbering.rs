//! Numbering styles written as their first number: `一、`, `（一）`, `1.`, `（1）`, `1、`.

use crate::finding::{BAD_VALUE, Finding};
use crate::source::Text;

/// A numbering style (编号).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering {
    before: String,
    chinese: bool,
    after: String,
}

impl Numbering {
    /// Reads a style from its first number. `None` if it holds neither 一 nor 1.
    pub fn parse(text: &str) -> Option<Numbering> {
        let (chinese, at, length) = match (text.find('一'), text.find('1')) {
            (Some(at), _) => (true, at, '一'.len_utf8()),
            (None, Some(at)) => (false, at, 1),
            (None, None) => return None,
        };
        Some(Numbering {
            before: text[..at].to_owned(),
            chinese,
            after: text[at + length..].to_owned(),
        })
    }

    /// The finding for a text that is no style.
    pub fn not_a_style(text: &Text) -> Finding {
        let message =
            format!("编号样式要写出第一个号，如“一、”“（一）”“1.”；这里写的是“{}”", text.value);
        Finding::error(BAD_VALUE, text.span, message)
    }

    /// The number as this style prints it, counted from 1.
    pub fn print(&self, number: usize) -> String {
        let number = if self.chinese { chinese(number) } else { number.to_string() };
        format!("{}{number}{}", self.before, self.after)
    }

    /// Whether numbers are Chinese.
    pub fn is_chinese(&self) -> bool {
        self.chinese
    }

    /// Whether the number stands in brackets.
    pub fn is_bracketed(&self) -> bool {
        !self.before.is_empty()
    }
}

/// Numbers from 1 to 9999 in Chinese; beyond that, digits.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(usize, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let mut text = String::new();
    let mut gap = false;
    for (size, unit) in UNITS {
        let digit = number / size % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(DIGITS[0]);
            gap = false;
        }
        // 十一, not 一十一.
        if !(size == 10 && digit == 1 && text.is_empty()) {
            text.push_str(DIGITS[digit]);
        }
        text.push_str(unit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers() {
        for (number, text) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
        ] {
            assert_eq!(chinese(number), text);
        }
    }

    #[test]
    fn styles_are_read_from_their_first_number() {
        let print = |style: &str, n| Numbering::parse(style).unwrap().print(n);
        assert_eq!(print("一、", 8), "八、");
        assert_eq!(print("（一）", 12), "（十二）");
        assert_eq!(print("1.", 3), "3.");
        assert_eq!(print("（1）", 10), "（10）");
        assert_eq!(Numbering::parse("甲、"), None);
    }
}
