//! What the templates get: every text ready to print, in order. Templates do no arithmetic.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::advance::advance;
use super::appendix::{self, Appendix};
use super::linefit::{self, Join, Measure};
use super::style::Style;
use crate::document::{Closing, Report};
use crate::finding::Finding;
use crate::ledger::{Ids, Ledger, placeholder};
use crate::method::Method;
use crate::narrative::{Item, Narrative};
use crate::source::{Sources, Text};

/// Everything that is printed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Payload {
    /// What readers of the file are told about it.
    pub document: Document,
    /// Layout parameters that lines are fitted to, by their names in the templates.
    pub style: BTreeMap<&'static str, f64>,
    /// Whether 草稿 is printed across the pages.
    pub draft: bool,
    /// The title.
    pub title: Title,
    /// The narrative.
    pub body: Vec<Body>,
    /// The scoring table.
    pub appendix: Appendix,
}

/// Metadata of the file.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Document {
    /// The title on one line.
    pub title: String,
    /// The department in full.
    pub author: String,
    /// Year and method.
    pub keywords: Vec<String>,
    /// The date of the file.
    pub date: Date,
    /// What makes the document this one and no other: department and year.
    #[serde(skip)]
    pub identity: String,
}

/// A date. A report without 成文日期 is dated the last day of the year it reports on.
#[derive(Clone, Debug, Serialize)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month.
    pub month: u8,
    /// Day.
    pub day: u8,
}

/// The title: lines, each a list of pieces between which it may break.
#[derive(Clone, Debug, Serialize)]
pub struct Title {
    lines: Vec<Vec<String>>,
}

/// One piece of the narrative.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Body {
    /// A title with its number.
    Heading {
        /// Depth from 1.
        level: usize,
        /// Name of its face in the templates.
        face: &'static str,
        /// Number and title.
        text: String,
    },
    /// A paragraph, fitted to the line.
    Paragraph {
        /// Its pieces.
        pieces: Vec<Piece>,
    },
    /// A small table.
    Table {
        /// 标题.
        caption: Option<String>,
        /// 单位.
        unit: Option<String>,
        /// Alignment of each column.
        align: Vec<&'static str>,
        /// 表头.
        header: Vec<String>,
        /// 行.
        rows: Vec<Vec<String>>,
    },
    /// 附件说明.
    AttachmentNote {
        /// Names of the attachments.
        items: Vec<String>,
    },
    /// 署名 and 成文日期.
    Signature {
        /// 署名.
        agency: Option<String>,
        /// 成文日期.
        date: Option<String>,
        /// Whether room is left for a stamp.
        stamp: bool,
    },
}

impl Payload {
    /// The payload as the templates read it.
    pub fn to_json(&self) -> String {
        // Maps have text keys and numbers are finite, so this can't fail.
        serde_json::to_string(self).expect("a payload is always JSON")
    }

    /// Every character that is printed, sorted.
    pub fn characters(&self) -> BTreeSet<char> {
        let mut characters = BTreeSet::new();
        collect(&serde_json::to_value(self).unwrap_or_default(), &mut characters);
        characters.remove(&'\n');
        characters
    }
}

fn collect(value: &serde_json::Value, characters: &mut BTreeSet<char>) {
    match value {
        serde_json::Value::String(text) => characters.extend(text.chars()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, characters)),
        serde_json::Value::Object(map) => map.values().for_each(|item| collect(item, characters)),
        _ => {}
    }
}

/// A part of a paragraph with what follows it: `[text]`, `[text, gap in em]`, or `[text, null]` for a
/// line break.
#[derive(Clone, Debug)]
pub struct Piece {
    text: String,
    join: Join,
}

impl Serialize for Piece {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.join {
            Join::End => [&self.text].serialize(serializer),
            Join::Gap(gap) => (&self.text, gap).serialize(serializer),
            Join::Break => (&self.text, ()).serialize(serializer),
        }
    }
}

/// Builds the payload.
pub fn payload(
    report: &Report,
    method: &Method,
    ledger: &Ledger,
    ids: &Ids,
    narrative: &Narrative,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) -> Payload {
    let style = Style::of(method);
    let measure = style.measure();
    let mut body: Vec<Body> =
        narrative.items.iter().map(|item| self::item(item, &measure)).collect();
    let mut expand = |text: &Text| placeholder::expand(text, ledger, sources, findings);
    body.extend(closing(&report.closing, &mut expand));
    Payload {
        document: document(report, method, narrative),
        style: style.by_key(),
        draft: false,
        title: Title { lines: narrative.title.clone() },
        body,
        appendix: appendix::appendix(report, method, ledger, ids, sources, findings),
    }
}

fn document(report: &Report, method: &Method, narrative: &Narrative) -> Document {
    let year = &report.year.value;
    let date = match &report.closing.date {
        Some(date) => Date { year: date.year, month: date.month, day: date.day },
        // The reader has checked that the year is four digits.
        None => Date { year: year.parse().unwrap_or_default(), month: 12, day: 31 },
    };
    let department = &report.department.name.value;
    Document {
        title: narrative.title_text(),
        author: department.clone(),
        keywords: vec![format!("{year}年度"), method.name.value.clone()],
        date,
        identity: format!("ziping/{department}/{year}"),
    }
}

fn item(item: &Item, measure: &Measure) -> Body {
    match item {
        Item::Heading { level, face, text } => {
            Body::Heading { level: *level, face: face.as_str(), text: text.clone() }
        }
        Item::Paragraph(text) => {
            let pieces = linefit::fit(text, measure, advance);
            let piece =
                |piece: linefit::Piece| Piece { text: piece.text.to_owned(), join: piece.join };
            Body::Paragraph { pieces: pieces.into_iter().map(piece).collect() }
        }
        Item::Table { caption, unit, header, rows } => Body::Table {
            caption: caption.clone(),
            unit: unit.clone(),
            align: (0..header.len()).map(|column| alignment(rows, column)).collect(),
            header: header.clone(),
            rows: rows.clone(),
        },
    }
}

/// Columns of numbers are set right, short words centred, longer texts left.
fn alignment(rows: &[Vec<String>], column: usize) -> &'static str {
    const SHORT: usize = 8;
    let cells = || rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
    let is_number =
        |cell: &String| crate::ledger::number::parse(cell.trim_end_matches('%')).is_ok();
    if cells().next().is_some() && cells().all(is_number) {
        "right"
    } else if cells().all(|cell| cell.chars().count() <= SHORT) {
        "center"
    } else {
        "left"
    }
}

fn closing(closing: &Closing, expand: &mut impl FnMut(&Text) -> String) -> Vec<Body> {
    let mut body = Vec::new();
    if !closing.attachments.is_empty() {
        let items = closing.attachments.iter().map(&mut *expand).collect();
        body.push(Body::AttachmentNote { items });
    }
    if closing.signature.is_some() || closing.date.is_some() {
        body.push(Body::Signature {
            agency: closing.signature.as_ref().map(&mut *expand),
            // GB/T 9704, 7.3.5.4: Arabic digits, no leading zeros.
            date: closing
                .date
                .as_ref()
                .map(|date| format!("{}年{}月{}日", date.year, date.month, date.day)),
            stamp: closing.stamped,
        });
    }
    body
}
