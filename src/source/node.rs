//! The tree that a YAML text parses to. Values stay text: what a value means is for the reader
//! of the place to say, so `5781.80` is never turned into a number and back.

use super::{Span, Text};

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// Whether a part of it could not be parsed: then nothing in it is missed.
    pub partial: bool,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing written after the key.
    Empty,
    /// A text; numbers are text too.
    Scalar(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the written order, keys unique.
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Text,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Whether anything in it could not be parsed.
    pub fn has_partial(&self) -> bool {
        self.partial
            || match &self.value {
                Value::Empty | Value::Scalar(_) => false,
                Value::Sequence(items) => items.iter().any(Node::has_partial),
                Value::Mapping(entries) => entries.iter().any(|entry| entry.value.has_partial()),
            }
    }

    /// Marks it and all that ends where it ends as partial: something was to follow there.
    pub fn leave_open(&mut self) {
        self.partial = true;
        match &mut self.value {
            Value::Empty | Value::Scalar(_) => {}
            Value::Sequence(items) => items.last_mut().into_iter().for_each(Node::leave_open),
            Value::Mapping(entries) => {
                entries.last_mut().into_iter().for_each(|entry| entry.value.leave_open());
            }
        }
    }

    /// What people call this kind of value.
    pub fn kind_in_chinese(&self) -> &'static str {
        match self.value {
            Value::Empty => "空",
            Value::Scalar(_) => "文字",
            Value::Sequence(_) => "列表",
            Value::Mapping(_) => "键值表",
        }
    }
}
