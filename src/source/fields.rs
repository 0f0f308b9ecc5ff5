//! Reading a mapping key by key. What is missing, unknown or of the wrong kind is collected, and
//! reading goes on, so that one run reports everything.

use rust_decimal::Decimal;

use super::limits::MAX_TEXT;
use super::{Entry, Node, Span, Text, Value, nearest};
use crate::finding::{BAD_VALUE, Finding, MISSING_KEY, UNKNOWN_KEY};
use crate::ledger::number;

/// The keys of one mapping, taken out one by one.
pub struct Fields<'a> {
    span: Span,
    partial: bool,
    entries: &'a [Entry],
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    what: &'static str,
}

impl<'a> Fields<'a> {
    /// Begins to read a mapping; `what` names it in messages.
    pub fn new(node: &'a Node, what: &'static str, findings: &mut Vec<Finding>) -> Option<Self> {
        let entries = entries(node, what, findings)?;
        Some(Fields {
            span: node.span,
            partial: node.partial,
            entries,
            known: Vec::new(),
            missing: Vec::new(),
            what,
        })
    }

    /// The value of a key that may be absent or empty.
    pub fn optional(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        let entry = self.entries.iter().find(|entry| entry.key.value == key)?;
        (!matches!(entry.value.value, Value::Empty)).then_some(&entry.value)
    }

    /// The value of a key that must be there; its absence is reported by [`Fields::finish`], unless
    /// it is known to be lost in a part that does not parse.
    pub fn required(&mut self, key: &'static str) -> Option<&'a Node> {
        let value = self.optional(key);
        let entry = self.entries.iter().find(|entry| entry.key.value == key);
        let lost = entry.map_or(self.partial, |entry| entry.value.partial);
        if value.is_none() && !lost {
            self.missing.push(key);
        }
        value
    }

    /// A required text.
    pub fn text(&mut self, key: &'static str, findings: &mut Vec<Finding>) -> Option<Text> {
        self.required(key).and_then(|node| text(node, key, findings))
    }

    /// An optional text.
    pub fn optional_text(
        &mut self,
        key: &'static str,
        findings: &mut Vec<Finding>,
    ) -> Option<Text> {
        self.optional(key).and_then(|node| text(node, key, findings))
    }

    /// The entries that no key asked for.
    pub fn rest(&self) -> impl Iterator<Item = &'a Entry> + use<'a, '_> {
        self.entries.iter().filter(|entry| !self.known.contains(&entry.key.value.as_str()))
    }

    /// Reports missing keys, and entries that nobody asked for as unknown.
    pub fn finish(self, findings: &mut Vec<Finding>) {
        let unknown: Vec<&Entry> = self.rest().collect();
        self.report(&unknown, findings);
    }

    /// Reports missing keys only, and of the rest, which the caller has taken, what can't be meant:
    /// slips of a missing key's name, and words that a comma has cut off.
    pub fn finish_with_rest_taken(self, findings: &mut Vec<Finding>) {
        let is_slip = |entry: &&Entry| {
            is_cut_off(entry) || nearest(&entry.key.value, self.missing.iter().copied()).is_some()
        };
        let slips: Vec<&Entry> = self.rest().filter(is_slip).collect();
        self.report(&slips, findings);
    }

    fn report(mut self, unknown: &[&Entry], findings: &mut Vec<Finding>) {
        let is_written = |known: &&str| self.entries.iter().any(|entry| entry.key.value == **known);
        let unwritten: Vec<&str> =
            self.known.iter().copied().filter(|known| !is_written(known)).collect();
        for entry in unknown {
            let key = &entry.key;
            let message = format!("“{}”里没有“{}”这一项", self.what, key.value);
            let finding = Finding::error(UNKNOWN_KEY, key.span, message);
            let near = nearest(&key.value, unwritten.iter().copied());
            // One slip of the pen, one message: not “unknown” and “missing”.
            self.missing.retain(|missing| Some(*missing) != near);
            findings.push(match near {
                Some(near) => finding.help(format!("是不是“{near}”？")),
                None if key.value.contains('：') => {
                    finding.help("冒号是全角的“：”：键后面请用半角冒号加一个空格“: ”")
                }
                None if is_cut_off(entry) => finding
                    .help("花括号里的逗号会把内容分开：数不写千分位，有逗号、冒号的文字请加引号"),
                None => finding.help(format!("可以写的有：{}", self.known.join("、"))),
            });
        }
        for key in self.missing {
            let message = format!("“{}”缺少“{key}”", self.what);
            findings.push(Finding::error(MISSING_KEY, first_line(self.span), message));
        }
    }
}

/// A key without value: in braces, words behind a comma look like one.
fn is_cut_off(entry: &Entry) -> bool {
    matches!(entry.value.value, Value::Empty) && !entry.value.partial
}

/// A missing key is shown at the mapping's beginning, not under its whole text.
fn first_line(span: Span) -> Span {
    Span { end: span.start, ..span }
}

/// The entries of a mapping.
pub fn entries<'a>(node: &'a Node, what: &str, findings: &mut Vec<Finding>) -> Option<&'a [Entry]> {
    match &node.value {
        Value::Mapping(entries) => Some(entries),
        Value::Empty => Some(&[]),
        _ if node.partial => None,
        _ => {
            findings.push(wrong_kind(node, what, "键值表（名称: 值）"));
            None
        }
    }
}

/// The items of a list.
pub fn items<'a>(node: &'a Node, what: &str, findings: &mut Vec<Finding>) -> Option<&'a [Node]> {
    match &node.value {
        Value::Sequence(items) => Some(items),
        Value::Empty => Some(&[]),
        _ if node.partial => None,
        _ => {
            findings.push(wrong_kind(node, what, "列表（每项以“- ”开头）"));
            None
        }
    }
}

/// A text; surrounding white space is no part of it.
pub fn text(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Option<Text> {
    let text = prose(node, what, findings)?;
    if text.value.len() > MAX_TEXT && text.value.chars().count() > MAX_TEXT {
        let message = format!("“{what}”超过{MAX_TEXT}个字");
        findings.push(Finding::error(BAD_VALUE, node.span, message));
        return None;
    }
    Some(text)
}

/// A text of any length, whose lines are read one by one.
pub fn prose(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Option<Text> {
    match &node.value {
        Value::Scalar(value) if !value.trim().is_empty() => {
            Some(Text { value: value.trim().to_owned(), span: node.span })
        }
        // What is left of a text that does not parse; that has been reported.
        _ if node.partial => None,
        Value::Scalar(_) | Value::Empty => {
            findings.push(Finding::error(BAD_VALUE, node.span, format!("“{what}”是空的")));
            None
        }
        _ => {
            findings.push(wrong_kind(node, what, "文字"));
            None
        }
    }
}

/// An exact decimal number.
pub fn decimal(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Option<Decimal> {
    let text = text(node, what, findings)?;
    match number::parse(&text.value) {
        Ok(value) => Some(value),
        Err(problem) => {
            let message = format!("“{what}”应是数，这里写的是“{}”：{problem}", text.value);
            findings.push(Finding::error(BAD_VALUE, text.span, message));
            None
        }
    }
}

/// A whole number from 0 up to `most`.
pub fn integer(node: &Node, what: &str, most: u32, findings: &mut Vec<Finding>) -> Option<u32> {
    let text = text(node, what, findings)?;
    match text.value.parse::<u32>() {
        Ok(value) if value <= most && !text.value.starts_with('+') => Some(value),
        _ => {
            let message = format!("“{what}”应是0到{most}之间的整数，这里写的是“{}”", text.value);
            findings.push(Finding::error(BAD_VALUE, text.span, message));
            None
        }
    }
}

/// 是 or 否.
pub fn yes_or_no(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Option<bool> {
    choice(node, what, &[("是", true), ("否", false)], findings)
}

/// One of several words.
pub fn choice<T: Copy>(
    node: &Node,
    what: &str,
    choices: &[(&str, T)],
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let text = text(node, what, findings)?;
    if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text.value) {
        return Some(*value);
    }
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    let message = format!("“{what}”只能是：{}；这里写的是“{}”", words.join("、"), text.value);
    findings.push(Finding::error(BAD_VALUE, text.span, message));
    None
}

fn wrong_kind(node: &Node, what: &str, wanted: &str) -> Finding {
    let message = format!("“{what}”应是{wanted}，这里是{}", node.kind_in_chinese());
    let finding = Finding::error(BAD_VALUE, node.span, message);
    match &node.value {
        Value::Scalar(text) if text.contains('：') => {
            finding.help("键后面要用半角冒号加一个空格“: ”，不是全角的“：”")
        }
        Value::Scalar(text) if text.starts_with('-') => finding.help("“-”后面要有空格"),
        _ => finding,
    }
}
