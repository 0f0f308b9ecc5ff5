//! Text → nodes, from the events of the YAML parser. A tree of our own keeps the place of every
//! value and lets the reader report all mistakes of a file in one run, which serde's derive
//! can't: it stops at the first.

use std::collections::HashMap;

use serde_saphyr::granit_parser::{self, Event, Parser, ScalarStyle};

use super::{Entry, Node, Source, Span, Text, Value};
use crate::finding::{Finding, SYNTAX};

/// The deepest nesting that is read. A report needs about eight levels.
const MAX_DEPTH: usize = 64;

/// Parses the text of a source into its tree.
///
/// # Errors
/// The findings, each with its place, when the text is not YAML or uses what a report must not:
/// several documents, anchors, aliases, tags, folded blocks, duplicate keys.
pub fn parse(source: &Source) -> Result<Node, Vec<Finding>> {
    let mut builder = Builder { source, findings: Vec::new(), open: Vec::new(), root: None };
    // An alias without anchor is a text that begins with “*”; it gets a message of its own.
    let options = granit_parser::options! { emit_unresolved_aliases: true };
    for event in Parser::new_from_str_with_options(&source.text, options) {
        let step = match event {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => Err(syntax_error(source, &error)),
        };
        if let Err(finding) = step {
            builder.findings.push(finding);
            return Err(builder.findings);
        }
    }
    if !builder.findings.is_empty() {
        return Err(builder.findings);
    }
    builder.root.ok_or_else(|| {
        vec![
            Finding::error(SYNTAX, source.span(0, 0), "文件是空的")
                .help("请从示例报告复制一份开始填写"),
        ]
    })
}

/// A collection whose end has not come yet.
enum Open {
    Sequence { span: Span, items: Vec<Node> },
    Mapping { span: Span, entries: Vec<Entry>, key: Option<Text>, seen: HashMap<String, Span> },
}

struct Builder<'a> {
    source: &'a Source,
    findings: Vec<Finding>,
    open: Vec<Open>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, at: granit_parser::Span) -> Result<(), Finding> {
        let span = self.span(&at);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tricks(anchor, tag.is_some(), span)?;
                if style == ScalarStyle::Folded {
                    return Err(Finding::error(
                        SYNTAX,
                        span,
                        "多行文字不能用“>”，换行处会多出空格",
                    )
                    .help("请把“>”改成“|”"));
                }
                let value = if text.is_empty() && style == ScalarStyle::Plain {
                    Value::Empty
                } else {
                    Value::Scalar(text.replace("\r\n", "\n"))
                };
                self.add(Node { span, value })
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_tricks(anchor, tag.is_some(), span)?;
                self.push(Open::Sequence { span, items: Vec::new() })
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_tricks(anchor, tag.is_some(), span)?;
                let (entries, seen) = (Vec::new(), HashMap::new());
                self.push(Open::Mapping { span, entries, key: None, seen })
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let node = match open {
                    Open::Sequence { span: start, items } => {
                        let span = self.source.span(start.start, span.end);
                        Node { span, value: Value::Sequence(items) }
                    }
                    Open::Mapping { span: start, entries, .. } => {
                        let span = self.source.span(start.start, span.end);
                        Node { span, value: Value::Mapping(entries) }
                    }
                };
                self.add(node)
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                Err(Finding::error(SYNTAX, span, "“*”开头的内容会被YAML当成别名")
                    .help("若是文字，请加上引号；重复的数请写进“数据”，用{{ 数据.名称 }}引用"))
            }
            Event::DocumentStart(..) if self.root.is_some() => Err(Finding::error(
                SYNTAX,
                span,
                "一个文件只能写一份报告，这里却开始了第二份（---）",
            )),
            _ => Ok(()),
        }
    }

    fn span(&self, at: &granit_parser::Span) -> Span {
        match at.byte_range() {
            Some(range) => self.source.span(range.start, range.end),
            None => self.source.span(0, 0),
        }
    }

    fn refuse_tricks(&self, anchor: usize, tagged: bool, span: Span) -> Result<(), Finding> {
        if anchor != 0 {
            return Err(Finding::error(SYNTAX, span, "“&”开头的内容会被YAML当成锚点")
                .help("若是文字，请加上引号；重复的数请写进“数据”，用{{ 数据.名称 }}引用"));
        }
        if tagged {
            return Err(Finding::error(SYNTAX, span, "“!”开头的内容会被YAML当成标签")
                .help("若是文字，请加上引号"));
        }
        Ok(())
    }

    fn push(&mut self, open: Open) -> Result<(), Finding> {
        if self.open.len() >= MAX_DEPTH {
            let (Open::Sequence { span, .. } | Open::Mapping { span, .. }) = open;
            return Err(Finding::error(SYNTAX, span, format!("嵌套超过{MAX_DEPTH}层")));
        }
        self.open.push(open);
        Ok(())
    }

    fn add(&mut self, node: Node) -> Result<(), Finding> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { entries, key, seen, .. }) => match key.take() {
                None => {
                    let new = key_of(node)?;
                    if let Some(first) = seen.insert(new.value.clone(), new.span) {
                        let message = format!("“{}”写了两次", new.value);
                        self.findings.push(
                            Finding::error(SYNTAX, new.span, message)
                                .help("请删去一个，或改成不同的名称")
                                .related(first, "第一次写在这里"),
                        );
                    }
                    *key = Some(new);
                }
                Some(key) => entries.push(Entry { key, value: node }),
            },
        }
        Ok(())
    }
}

fn key_of(node: Node) -> Result<Text, Finding> {
    match node.value {
        Value::Scalar(value) => Ok(Text { value, span: node.span }),
        Value::Empty => Err(Finding::error(SYNTAX, node.span, "冒号前面没有名称")),
        _ => Err(Finding::error(SYNTAX, node.span, "键必须是文字")
            .help("若这里是{{ … }}，请给整个值加上引号")),
    }
}

fn syntax_error(source: &Source, error: &granit_parser::ScanError) -> Finding {
    let offset = error.marker().byte_offset().unwrap_or(source.text.len());
    let message = format!("这里不合YAML的写法（{}）", error.info());
    Finding::error(SYNTAX, source.span(offset, offset + 1), message)
        .help("请检查这一行和上一行：缩进是否对齐、冒号后是否有空格、引号和括号是否成对")
}
