//! 大纲: the sections of the narrative, their numbering, and the phrases that stand where the report
//! writes nothing of its own.

use super::Numbering;
use crate::finding::Finding;
use crate::source::{self, Fields, Node, Text, Value};

/// A part of the outline.
#[derive(Clone, Debug)]
pub struct Part {
    /// 名称: the key in 正文, and the title.
    pub name: Text,
    /// 编号; none for parts without number.
    pub numbering: Option<Numbering>,
    /// 字体 of its heading.
    pub face: Face,
    /// 段首: the title runs in at the head of the first paragraph.
    pub run_in: bool,
    /// 列表编号: how items of a list are numbered.
    pub list_numbering: Option<Numbering>,
    /// 无标题: no heading at all (引言).
    pub untitled: bool,
    /// 可省: may be left out of a report.
    pub optional: bool,
    /// 默认: what stands there when the report says nothing.
    pub default: Vec<Phrase>,
    /// 下级.
    pub parts: Vec<Part>,
}

/// The face of a heading, GB/T 9704-2012, 7.3.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// 黑体.
    Heiti,
    /// 楷体.
    Kaiti,
    /// 仿宋.
    Fangsong,
    /// 仿宋加粗.
    FangsongBold,
}

impl Face {
    /// The name the templates know it by.
    pub fn as_str(self) -> &'static str {
        match self {
            Face::Heiti => "heiti",
            Face::Kaiti => "kaiti",
            Face::Fangsong => "fangsong",
            Face::FangsongBold => "fangsong-bold",
        }
    }

    /// The face that the standard gives to a numbering style: 一、 黑体, （一） 楷体, others 仿宋.
    pub fn of(numbering: Option<&Numbering>) -> Face {
        match numbering {
            Some(numbering) if numbering.is_chinese() && numbering.is_bracketed() => Face::Kaiti,
            Some(numbering) if numbering.is_chinese() => Face::Heiti,
            _ => Face::Fangsong,
        }
    }
}

/// A phrase of fixed wording.
#[derive(Clone, Debug)]
pub enum Phrase {
    /// A paragraph.
    Paragraph(Text),
    /// 每个一级指标: said once for each level-1 indicator, `一级.` standing for its id.
    EachLevel1 {
        /// The wording.
        text: Text,
        /// 连接: when given, all stand in one paragraph with this between them.
        joined_by: Option<Text>,
        /// 开头 of that paragraph.
        before: Option<Text>,
        /// 结尾 of that paragraph.
        after: Option<Text>,
    },
}

/// Reads the parts of an outline.
pub fn parts(node: &Node, findings: &mut Vec<Finding>) -> Vec<Part> {
    let items = source::items(node, "大纲", findings).unwrap_or_default();
    items.iter().filter_map(|item| part(item, findings)).collect()
}

fn part(node: &Node, findings: &mut Vec<Finding>) -> Option<Part> {
    const FACES: [(&str, Face); 4] = [
        ("黑体", Face::Heiti),
        ("楷体", Face::Kaiti),
        ("仿宋", Face::Fangsong),
        ("仿宋加粗", Face::FangsongBold),
    ];
    let mut fields = Fields::new(node, "大纲", findings)?;
    let name = fields.text("名称", findings);
    let numbering = fields.optional("编号").and_then(|node| numbering(node, findings));
    let face =
        fields.optional("字体").and_then(|node| source::choice(node, "字体", &FACES, findings));
    let mut flag = |key: &'static str, findings: &mut Vec<Finding>| {
        fields
            .optional(key)
            .and_then(|node| source::yes_or_no(node, key, findings))
            .unwrap_or(false)
    };
    let run_in = flag("段首", findings);
    let untitled = flag("无标题", findings);
    let optional = flag("可省", findings);
    let list_numbering =
        fields.optional("列表编号").and_then(|node| self::numbering(node, findings));
    let default = fields.optional("默认").map(|node| phrases(node, findings)).unwrap_or_default();
    let parts = fields.optional("下级").map(|node| parts(node, findings)).unwrap_or_default();
    fields.finish(findings);
    Some(Part {
        name: name?,
        face: face.unwrap_or_else(|| Face::of(numbering.as_ref())),
        numbering,
        run_in,
        list_numbering,
        untitled,
        optional,
        default,
        parts,
    })
}

/// Reads a numbering style.
pub fn numbering(node: &Node, findings: &mut Vec<Finding>) -> Option<Numbering> {
    let text = source::text(node, "编号", findings)?;
    let numbering = Numbering::parse(&text.value);
    if numbering.is_none() {
        findings.push(Numbering::not_a_style(&text));
    }
    numbering
}

fn phrases(node: &Node, findings: &mut Vec<Finding>) -> Vec<Phrase> {
    match &node.value {
        Value::Sequence(items) => items.iter().filter_map(|item| phrase(item, findings)).collect(),
        _ => phrase(node, findings).into_iter().collect(),
    }
}

fn phrase(node: &Node, findings: &mut Vec<Finding>) -> Option<Phrase> {
    if !matches!(node.value, Value::Mapping(_)) {
        return source::text(node, "默认", findings).map(Phrase::Paragraph);
    }
    let mut fields = Fields::new(node, "默认", findings)?;
    let text = fields.text("每个一级指标", findings);
    let joined_by = fields.optional_text("连接", findings);
    let before = fields.optional_text("开头", findings);
    let after = fields.optional_text("结尾", findings);
    fields.finish(findings);
    Some(Phrase::EachLevel1 { text: text?, joined_by, before, after })
}
