//! All running text of a report, passage by passage, for rules that read it.

use super::{Block, Prose, Report, Section, Table};
use crate::source::Text;

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A paragraph of 正文.
    Paragraph,
    /// A cell of a small table in 正文.
    TableCell,
    /// 年度履职目标: an expected goal.
    ExpectedGoal,
    /// 年度履职目标: what was achieved.
    AchievedGoal,
    /// 主要任务: what a task consists of.
    TaskContent,
    /// 主要任务: what was achieved.
    TaskActual,
    /// 偏差原因 of a row.
    Cause,
}

/// A passage.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// What it is.
    pub place: Place,
    /// Names of the sections it stands in, outermost first; of a task or row, its name.
    pub path: Vec<&'a str>,
    /// The text as written, placeholders and all.
    pub text: &'a Text,
}

/// The passages of a report in printed order: 正文, then the table.
pub fn passages(report: &Report) -> Vec<Passage<'_>> {
    let mut passages = Vec::new();
    for section in report.prose.iter().chain(&report.own_sections) {
        of_section(section, &[], &mut passages);
    }
    of_prose(&report.goals.expected, Place::ExpectedGoal, &[], &mut passages);
    of_prose(&report.goals.actual, Place::AchievedGoal, &[], &mut passages);
    for task in &report.tasks {
        let path = vec![task.name.value.as_str()];
        let content =
            Passage { place: Place::TaskContent, path: path.clone(), text: &task.content };
        let actual = Passage { place: Place::TaskActual, path, text: &task.actual };
        passages.extend([content, actual]);
    }
    for level in &report.indicators {
        for group in &level.groups {
            for row in &group.rows {
                let path = [&level.name, &group.name, &row.name].map(|name| name.value.as_str());
                passages.extend(row.cause.as_ref().map(|text| Passage {
                    place: Place::Cause,
                    path: path.to_vec(),
                    text,
                }));
            }
        }
    }
    passages
}

/// The small tables of a report (表), those of 正文 first.
pub fn tables(report: &Report) -> Vec<&Table> {
    let mut proses = Vec::new();
    for section in report.prose.iter().chain(&report.own_sections) {
        proses_of(section, &mut proses);
    }
    proses.extend([&report.goals.expected, &report.goals.actual]);
    let blocks = proses.into_iter().flat_map(|prose| &prose.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) | Block::Continued(_) => None,
        })
        .collect()
}

fn proses_of<'a>(section: &'a Section, proses: &mut Vec<&'a Prose>) {
    proses.extend(&section.content);
    for part in section.parts.iter().chain(&section.own_parts) {
        proses_of(part, proses);
    }
}

fn of_section<'a>(section: &'a Section, above: &[&'a str], passages: &mut Vec<Passage<'a>>) {
    let mut path = above.to_vec();
    path.push(&section.name.value);
    if let Some(prose) = &section.content {
        of_prose(prose, Place::Paragraph, &path, passages);
    }
    for part in section.parts.iter().chain(&section.own_parts) {
        of_section(part, &path, passages);
    }
}

fn of_prose<'a>(prose: &'a Prose, place: Place, path: &[&'a str], passages: &mut Vec<Passage<'a>>) {
    for block in &prose.blocks {
        match block {
            Block::Paragraph(text) | Block::Continued(text) => {
                passages.push(Passage { place, path: path.to_vec(), text });
            }
            Block::Table(table) => {
                let cells = table.header.iter().chain(table.rows.iter().flatten());
                passages.extend(cells.filter(|cell| !cell.value.is_empty()).map(|text| Passage {
                    place: Place::TableCell,
                    path: path.to_vec(),
                    text,
                }));
            }
        }
    }
}
