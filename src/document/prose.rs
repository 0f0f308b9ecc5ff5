//! 正文: sections, paragraphs, small tables, as written.

use crate::finding::{BAD_VALUE, Finding, UNKNOWN_KEY};
use crate::source::{self, Entry, Fields, Node, Source, Text, Value};

/// A run of prose.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// Its blocks in order.
    pub blocks: Vec<Block>,
    /// Whether it was written as a list, whose items may be numbered.
    pub is_list: bool,
}

/// A block of prose.
#[derive(Clone, Debug)]
pub enum Block {
    /// One line of the YAML; of a list's item, the first.
    Paragraph(Text),
    /// A further line of a list's item.
    Continued(Text),
    /// 表: a small table.
    Table(Table),
}

/// A small table in the prose.
#[derive(Clone, Debug)]
pub struct Table {
    /// 标题.
    pub caption: Option<Text>,
    /// 单位.
    pub unit: Option<Text>,
    /// 表头.
    pub header: Vec<Text>,
    /// 行, each as long as the head.
    pub rows: Vec<Vec<Text>>,
}

/// A section of the prose under the name that the method's outline knows it by.
#[derive(Clone, Debug)]
pub struct Section {
    /// Name in the outline, or the title of a section of the department's own (小节).
    pub name: Text,
    /// 标题, when it is not the name.
    pub title: Option<Text>,
    /// 编号: another numbering style than the outline's.
    pub numbering: Option<Text>,
    /// Its own text.
    pub content: Option<Prose>,
    /// Its parts named in the outline.
    pub parts: Vec<Section>,
    /// 小节: parts of the department's own, behind those of the outline.
    pub own_parts: Vec<Section>,
}

/// Reads 正文: the sections of the outline, and those of the department's own (小节).
pub fn sections(
    node: &Node,
    source: &Source,
    findings: &mut Vec<Finding>,
) -> (Vec<Section>, Vec<Section>) {
    let entries = source::entries(node, "正文", findings).unwrap_or_default();
    let (mut sections, mut own) = (Vec::new(), Vec::new());
    for entry in entries {
        if entry.key.value == "小节" {
            own = own_sections(&entry.value, source, findings);
        } else {
            sections.push(section(entry, source, findings));
        }
    }
    (sections, own)
}

fn section(entry: &Entry, source: &Source, findings: &mut Vec<Finding>) -> Section {
    let mut section = Section {
        name: entry.key.clone(),
        title: None,
        numbering: None,
        content: None,
        parts: Vec::new(),
        own_parts: Vec::new(),
    };
    match &entry.value.value {
        Value::Empty => {}
        Value::Mapping(_) => fill(&mut section, &entry.value, source, findings),
        _ => section.content = Some(prose(&entry.value, &entry.key.value, source, findings)),
    }
    section
}

fn fill(section: &mut Section, node: &Node, source: &Source, findings: &mut Vec<Finding>) {
    let Some(mut fields) = Fields::new(node, "小节", findings) else { return };
    section.title = fields.optional_text("标题", findings);
    section.numbering = fields.optional_text("编号", findings);
    section.content = fields.optional("内容").map(|node| prose(node, "内容", source, findings));
    let own_parts = fields.optional("小节");
    // Every other key names a part; whether the outline has it is not known here.
    section.parts = fields.rest().map(|entry| self::section(entry, source, findings)).collect();
    section.own_parts =
        own_parts.map(|node| own_sections(node, source, findings)).unwrap_or_default();
}

/// Reads 小节: sections that no outline names.
fn own_sections(node: &Node, source: &Source, findings: &mut Vec<Finding>) -> Vec<Section> {
    let mut sections = Vec::new();
    for item in source::items(node, "小节", findings).unwrap_or_default() {
        let Some(mut fields) = Fields::new(item, "小节", findings) else { continue };
        let Some(title) = fields.text("标题", findings) else {
            fields.finish_with_rest_taken(findings);
            continue;
        };
        let mut own = Section {
            name: title.clone(),
            title: Some(title),
            numbering: None,
            content: None,
            parts: Vec::new(),
            own_parts: Vec::new(),
        };
        fill(&mut own, item, source, findings);
        for unknown in own.parts.drain(..) {
            let message = format!("“小节”里没有“{}”这一项", unknown.name.value);
            findings.push(
                Finding::error(UNKNOWN_KEY, unknown.name.span, message)
                    .help("自拟的小节只能写：标题、编号、内容、小节"),
            );
        }
        sections.push(own);
    }
    sections
}

/// Reads prose: a text whose lines are paragraphs, or a list of texts and tables.
pub fn prose(node: &Node, what: &str, source: &Source, findings: &mut Vec<Finding>) -> Prose {
    match &node.value {
        Value::Sequence(items) => {
            let blocks =
                items.iter().flat_map(|item| block(item, what, source, findings)).collect();
            Prose { blocks, is_list: true }
        }
        _ => Prose { blocks: paragraphs(node, what, source, findings), is_list: false },
    }
}

fn paragraphs(node: &Node, what: &str, source: &Source, findings: &mut Vec<Finding>) -> Vec<Block> {
    let Some(text) = source::prose(node, what, findings) else { return Vec::new() };
    text.lines(source).into_iter().map(Block::Paragraph).collect()
}

fn block(node: &Node, what: &str, source: &Source, findings: &mut Vec<Finding>) -> Vec<Block> {
    if !matches!(node.value, Value::Mapping(_)) {
        let lines = paragraphs(node, what, source, findings).into_iter().enumerate();
        let block = |(index, block)| match block {
            Block::Paragraph(text) if index > 0 => Block::Continued(text),
            block => block,
        };
        return lines.map(block).collect();
    }
    let Some(mut fields) = Fields::new(node, "段落", findings) else { return Vec::new() };
    let table = fields.required("表").and_then(|node| table(node, findings));
    fields.finish(findings);
    table.map(Block::Table).into_iter().collect()
}

fn table(node: &Node, findings: &mut Vec<Finding>) -> Option<Table> {
    let mut fields = Fields::new(node, "表", findings)?;
    let caption = fields.optional_text("标题", findings);
    let unit = fields.optional_text("单位", findings);
    let header = fields.required("表头").map(|node| texts(node, "表头", findings));
    let rows = fields.required("行").and_then(|node| source::items(node, "行", findings));
    fields.finish(findings);
    let (header, rows) = (header?, rows?);
    if header.is_empty() {
        findings.push(Finding::error(BAD_VALUE, node.span, "“表头”里没有列"));
    }
    let mut cells = Vec::new();
    for row in rows {
        let row_cells = texts(row, "行", findings);
        if row_cells.len() != header.len() {
            let message = format!("这一行有{}格，表头有{}格", row_cells.len(), header.len());
            findings.push(Finding::error(BAD_VALUE, row.span, message));
        }
        cells.push(row_cells);
    }
    Some(Table { caption, unit, header, rows: cells })
}

/// Reads a list of texts; an empty item is an empty text.
pub fn texts(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Vec<Text> {
    let items = source::items(node, what, findings).unwrap_or_default();
    let text = |item: &Node, findings: &mut Vec<Finding>| match item.value {
        Value::Empty => Some(Text { value: String::new(), span: item.span }),
        _ => source::text(item, what, findings),
    };
    items.iter().filter_map(|item| text(item, findings)).collect()
}
