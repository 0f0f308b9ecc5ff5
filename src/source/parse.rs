//! Text → nodes, from the events of the YAML parser. A tree of our own keeps the place of every
//! value and lets the reader report all mistakes of a file in one run, which serde's derive
//! can't: it stops at the first.

use std::collections::HashMap;

use serde_saphyr::granit_parser::{self, Event, Parser, ScalarStyle};

use super::limits::{MAX_BLOCKS, MAX_DEPTH, MAX_ENTRIES, MAX_KEY, MAX_PLACEHOLDERS, MAX_VALUES};
use super::read::is_no_text;
use super::{Entry, Node, Source, Span, Text, Value, pitfalls};
use crate::finding::{Finding, RUN_ON, SYNTAX};

/// What came of parsing.
pub struct Parsed {
    /// The tree, as far as it goes; where text was lost its nodes are marked as partial.
    pub root: Node,
    /// What is wrong with the text: not YAML, or what a report must not use (several documents,
    /// anchors, aliases, tags, folded blocks, duplicate keys).
    pub findings: Vec<Finding>,
}

/// Parses the text of a source into its tree. Where the text as a whole does not parse, its blocks
/// at the left margin are parsed one by one, so that a slip in one does not hide the others.
pub fn parse(source: &Source) -> Parsed {
    let all = source.span(0, source.text.len());
    let mut root = Node { span: all, partial: true, value: Value::Empty };
    if let Some((at, _)) = source.text.match_indices("{{").nth(MAX_PLACEHOLDERS) {
        let message = format!("“{{{{ }}}}”超过{MAX_PLACEHOLDERS}处");
        let finding = Finding::error(SYNTAX, source.span(at, at + 2), message);
        return Parsed { root, findings: vec![finding] };
    }
    let whole = parse_block(source, all);
    if !whole.broken {
        return whole.into_parsed(source);
    }
    let blocks = blocks(source);
    if whole.exceeded || blocks.len() > MAX_BLOCKS {
        return Parsed { root, findings: whole.findings };
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut findings = Vec::new();
    for block in blocks {
        if let Some(finding) = full_width_indent(source, block) {
            findings.push(finding);
            // It was meant to be a part of what stands before: of that nothing is missed.
            if let Some(before) = entries.last_mut() {
                before.value.leave_open();
            }
            continue;
        }
        let parsed = parse_block(source, block);
        findings.extend(parsed.findings);
        match parsed.root.map(|node| node.value) {
            Some(Value::Mapping(more)) => {
                for entry in more {
                    match entries.iter().find(|known| known.key.value == entry.key.value) {
                        Some(first) => findings.push(twice(&entry.key, first.key.span)),
                        None => entries.push(entry),
                    }
                }
            }
            // A block that is no mapping: its key is known all the same, so it is not missed.
            _ => entries.extend(lost_entry(source, block)),
        }
    }
    if findings.is_empty() {
        // Every block is sound by itself; what is wrong lies between them.
        findings = whole.findings;
    }
    root.value = Value::Mapping(entries);
    Parsed { root, findings }
}

/// What is wrong with a block whose first line is indented by the spaces of Chinese typing, which for
/// YAML are letters.
fn full_width_indent(source: &Source, block: Span) -> Option<Finding> {
    let text = source.slice(block);
    let indent = text.len() - text.trim_start_matches('\u{3000}').len();
    let span = source.span(block.start, block.start + indent);
    let message = "行首是全角空格，YAML的缩进要用半角空格";
    let finding = Finding::error(SYNTAX, span, message);
    (indent > 0)
        .then(|| finding.help("请把这里和下面各行开头的全角空格改成半角空格，与上面同级的键对齐"))
}

/// The ranges of text that begin at the left margin with something that may be a key.
fn blocks(source: &Source) -> Vec<Span> {
    let mut starts = vec![0];
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        // Spaces of Chinese typing are letters for YAML: they indent nothing.
        let begins = line.starts_with(|c: char| {
            (!c.is_whitespace() && !"#-{}[]".contains(c)) || c == '\u{3000}'
        }) && !line.trim().is_empty();
        if begins && offset > 0 {
            starts.push(offset);
        }
        offset += line.len();
    }
    let ends = starts[1..].iter().copied().chain([source.text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| source.span(start, end)).collect()
}

/// The key of a block that could not be read, without its value.
fn lost_entry(source: &Source, block: Span) -> Option<Entry> {
    let line = source.slice(block).lines().find(|line| !line.starts_with('#'))?;
    let key = line.split([':', '：']).next()?.trim();
    // Longer than any key: no key at all.
    const LONGEST_KEY: usize = 20;
    let is_sign = key.starts_with(|c: char| c.is_ascii_punctuation());
    if key.is_empty() || is_sign || key.chars().count() > LONGEST_KEY {
        return None;
    }
    let key = Text { value: key.to_owned(), span: block };
    Some(Entry { key, value: Node { span: block, partial: true, value: Value::Empty } })
}

/// One run of the parser.
struct Block {
    root: Option<Node>,
    findings: Vec<Finding>,
    broken: bool,
    /// Whether a limit on the text as a whole was passed: reading parts of it would not help.
    exceeded: bool,
}

impl Block {
    fn into_parsed(self, source: &Source) -> Parsed {
        let mut findings = self.findings;
        let root = self.root.unwrap_or_else(|| {
            let span = source.span(0, 0);
            findings.push(
                Finding::error(SYNTAX, span, "文件是空的").help("请从示例报告复制一份开始填写"),
            );
            Node { span, partial: true, value: Value::Empty }
        });
        Parsed { root, findings }
    }
}

fn parse_block(source: &Source, block: Span) -> Block {
    let mut builder = Builder {
        source,
        offset: block.start,
        findings: Vec::new(),
        open: Vec::new(),
        root: None,
        values: 0,
        exceeded: false,
    };
    // An alias without anchor is a text that begins with “*”; it gets a message of its own.
    let options = granit_parser::options! { emit_unresolved_aliases: true };
    for event in Parser::new_from_str_with_options(source.slice(block), options) {
        let step = match event {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => {
                let at = error.marker().byte_offset().map_or(block.end, |at| block.start + at);
                Err(pitfalls::explain(source, at, error.kind()))
            }
        };
        if let Err(finding) = step {
            // A text that runs on over lines because of the slip is no slip of its own.
            let slip = finding.span;
            builder.findings.retain(|earlier| {
                let around = |outer: Span, inner: Span| {
                    outer.start <= inner.start && inner.start <= outer.end
                };
                earlier.kind != RUN_ON
                    || !earlier.span.zip(slip).is_some_and(|(outer, inner)| around(outer, inner))
            });
            builder.findings.push(finding);
            builder.close_partial();
            return builder.into_block(true);
        }
    }
    builder.into_block(false)
}

fn twice(key: &Text, first: Span) -> Finding {
    Finding::error(SYNTAX, key.span, format!("“{}”写了两次", key.value))
        .help("请删去一个，或改成不同的名称")
        .related(first, "第一次写在这里")
}

/// A collection whose end has not come yet.
enum Open {
    Sequence {
        span: Span,
        items: Vec<Node>,
    },
    Mapping {
        span: Span,
        entries: Vec<Entry>,
        key: Option<Text>,
        /// Where each key is written first.
        seen: HashMap<String, Span>,
        /// Whether a key is written again.
        doubled: bool,
    },
}

struct Builder<'a> {
    source: &'a Source,
    /// Where the parsed text begins in the source.
    offset: usize,
    findings: Vec<Finding>,
    open: Vec<Open>,
    root: Option<Node>,
    /// How many values and lines there were.
    values: usize,
    exceeded: bool,
}

impl Builder<'_> {
    fn into_block(self, broken: bool) -> Block {
        Block { root: self.root, findings: self.findings, broken, exceeded: self.exceeded }
    }

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
                self.count_lines(&text, span)?;
                if style == ScalarStyle::DoubleQuoted
                    && let Some(c) = text.chars().find(|&c| is_no_text(c) && !"\n\t".contains(c))
                {
                    let message = format!("双引号里写出了不可见的字符U+{:04X}", c as u32);
                    return Err(Finding::error(SYNTAX, span, message)
                        .help("请删去“\\”和它后面的字母、数字，或改用单引号"));
                }
                let written = self.source.slice(span).trim_end();
                if !matches!(style, ScalarStyle::Literal) && written.contains('\n') {
                    self.findings.push(
                        Finding::error(RUN_ON, span, "一段文字跨了几行，会被连成一行并多出空格")
                            .help("分段的文字请写在“|”下面；列表的“-”后面要有空格"),
                    );
                }
                // The parser gives “~” for a value that is not written.
                let value = if style == ScalarStyle::Plain && written.is_empty() {
                    Value::Empty
                } else {
                    Value::Scalar(text.replace("\r\n", "\n"))
                };
                if style == ScalarStyle::Plain {
                    self.check_comment_behind(span);
                }
                self.add(Node { span, partial: false, value })
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_tricks(anchor, tag.is_some(), span)?;
                self.push(Open::Sequence { span, items: Vec::new() })
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_tricks(anchor, tag.is_some(), span)?;
                let (entries, seen) = (Vec::new(), HashMap::new());
                self.push(Open::Mapping { span, entries, key: None, seen, doubled: false })
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let node = self.close(open, span.end, false);
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
            Some(range) => self.source.span(self.offset + range.start, self.offset + range.end),
            None => self.source.span(0, 0),
        }
    }

    /// A collection as a node.
    fn close(&self, open: Open, end: usize, mut partial: bool) -> Node {
        let (start, value) = match open {
            Open::Sequence { span, items } => (span.start, Value::Sequence(items)),
            Open::Mapping { span, mut entries, key, seen, doubled } => {
                if let Some(key) = key.filter(|key| seen.get(&key.value) == Some(&key.span)) {
                    let value = Node { span: key.span, partial: true, value: Value::Empty };
                    entries.push(Entry { key, value });
                }
                partial |= doubled;
                (span.start, Value::Mapping(entries))
            }
        };
        Node { span: self.source.span(start, end), partial, value }
    }

    /// Keeps what was read before an error: everything still open is partial.
    fn close_partial(&mut self) {
        // What was read last may have been misread: the parser stops late.
        match self.open.last_mut() {
            Some(Open::Sequence { items, .. }) => {
                items.last_mut().into_iter().for_each(|item| item.partial = true);
            }
            Some(Open::Mapping { entries, .. }) => {
                entries.last_mut().into_iter().for_each(|entry| entry.value.partial = true);
            }
            None => {}
        }
        while let Some(open) = self.open.pop() {
            let end = self.offset;
            let node = self.close(open, end, true);
            if self.add(node).is_err() {
                // A mapping cannot be a key; what was read of it is lost with the error before it.
                self.open.clear();
                return;
            }
        }
    }

    /// `建设1 #楼`: what follows ` #` is a comment to YAML. A comment that is meant as one has a space
    /// behind its sign.
    fn check_comment_behind(&mut self, span: Span) {
        let behind = &self.source.text[span.end..];
        let gap = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let Some(comment) = behind[gap..].strip_prefix('#') else { return };
        let comment = comment.split('\n').next().unwrap_or_default();
        if gap > 0 && comment.starts_with(|c: char| !c.is_whitespace() && c != '#' && c != '-') {
            let start = span.end + gap;
            let span = self.source.span(start, start + 1 + comment.trim_end().len());
            self.findings.push(
                Finding::error(SYNTAX, span, "“ #”和它后面的文字会被YAML当成注释，丢掉了")
                    .help("是正文的，请给整个值加上引号；是注释的，请在“#”后加一个空格"),
            );
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
            return Err(pitfalls::too_deep(span));
        }
        self.open.push(open);
        Ok(())
    }

    /// A limit on the text as a whole is passed here.
    fn exceed(&mut self, span: Span, message: String) -> Finding {
        self.exceeded = true;
        Finding::error(SYNTAX, span, message)
    }

    fn count_lines(&mut self, text: &str, span: Span) -> Result<(), Finding> {
        let lines = text.matches('\n').count();
        self.values += lines;
        match lines {
            0..=MAX_ENTRIES => Ok(()),
            _ => Err(self.exceed(span, format!("这段文字超过{MAX_ENTRIES}行"))),
        }
    }

    fn add(&mut self, node: Node) -> Result<(), Finding> {
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(
                self.exceed(node.span, format!("到这里，文件里的值和文字超过{MAX_VALUES}行"))
            );
        }
        let entries = match self.open.last() {
            Some(Open::Sequence { items, .. }) => items.len(),
            Some(Open::Mapping { entries, .. }) => entries.len(),
            None => 0,
        };
        if entries > MAX_ENTRIES {
            let span = node.span;
            return Err(self.exceed(span, format!("这个列表到这里超过{MAX_ENTRIES}项")));
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { entries, key, seen, doubled, .. }) => match key.take() {
                None => {
                    let new = key_of(node)?;
                    let first = *seen.entry(new.value.clone()).or_insert(new.span);
                    if first != new.span {
                        self.findings.push(twice(&new, first));
                        *doubled = true;
                    }
                    *key = Some(new);
                }
                // Of two values under one key the first counts: what is named twice is one thing.
                Some(key) if seen.get(&key.value) == Some(&key.span) => {
                    entries.push(Entry { key, value: node });
                }
                Some(_) => {}
            },
        }
        Ok(())
    }
}

fn key_of(node: Node) -> Result<Text, Finding> {
    match node.value {
        Value::Scalar(value) if value.chars().count() > MAX_KEY => {
            let span = Span { end: node.span.start, ..node.span };
            Err(Finding::error(SYNTAX, span, format!("冒号前面的名称超过{MAX_KEY}个字")))
        }
        Value::Scalar(value) => Ok(Text { value, span: node.span }),
        Value::Empty => Err(Finding::error(SYNTAX, node.span, "冒号前面没有名称")),
        _ => Err(Finding::error(SYNTAX, node.span, "以“{{”开头的值要加引号")
            .help("请给整个值加上引号，例如 \"{{ 总分 }}\"")),
    }
}
