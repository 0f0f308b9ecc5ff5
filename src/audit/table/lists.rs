//! Lists that say the main tasks (主要任务) once more: in 正文, in 预期目标.

use super::super::Case;
use super::super::names::Meaning;
use super::words::WORDS;
use crate::document::{Block, Prose, Section, Task};
use crate::source::Text;

/// A list and how it goes with the tasks.
pub struct List<'a> {
    /// What the report calls it.
    pub name: &'a str,
    pub items: Vec<&'a Text>,
    /// The task of each item.
    pub tasks: Vec<Option<usize>>,
}

/// The lists that evidently are lists of the tasks: most of the tasks stand in them.
pub fn lists<'a>(case: &Case<'a>) -> Vec<List<'a>> {
    let report = case.report;
    let mut found: Vec<(&str, Vec<&Text>)> = Vec::new();
    for section in &report.prose {
        of_section(section, &mut found);
    }
    found.extend(items(&report.goals.expected).map(|items| ("预期目标", items)));
    let lists = found.into_iter().map(|(name, items)| List {
        name,
        tasks: paired(&items, &report.tasks),
        items,
    });
    // Two thirds of the tasks; a list of fewer speaks of something else.
    lists.filter(|list| list.tasks.iter().flatten().count() * 3 >= report.tasks.len() * 2).collect()
}

fn of_section<'a>(section: &'a Section, found: &mut Vec<(&'a str, Vec<&'a Text>)>) {
    let name = section.name.value.as_str();
    if WORDS.task_sections.iter().any(|known| name.ends_with(known.as_str())) {
        found.extend(section.content.as_ref().and_then(items).map(|items| (name, items)));
    }
    for part in section.parts.iter().chain(&section.own_parts) {
        of_section(part, found);
    }
}

/// The items of a list of two or more.
fn items(prose: &Prose) -> Option<Vec<&Text>> {
    let is_table = |block: &Block| matches!(block, Block::Table(_));
    if prose.blocks.iter().any(is_table) {
        return None;
    }
    let texts = prose.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text),
        // What goes on with the item before.
        Block::Continued(_) | Block::Table(_) => None,
    });
    let texts: Vec<&Text> = texts.collect();
    (prose.is_list && texts.len() > 1).then_some(texts)
}

/// What an item is called: up to its first mark of punctuation.
pub fn first_clause(item: &Text) -> &str {
    item.value.split(['。', '，', '：', '；', ':', ',', '、']).next().unwrap_or_default()
}

/// Pairs items with tasks, the likest first, each once.
fn paired(items: &[&Text], tasks: &[Task]) -> Vec<Option<usize>> {
    const LIKE: usize = 50;
    let meanings: Vec<(Meaning, Meaning)> = tasks
        .iter()
        .map(|task| (Meaning::of(&task.name.value), Meaning::of(&task.content.value)))
        .collect();
    let mut candidates = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let (whole, name) = (Meaning::of(&item.value), Meaning::of(first_clause(item)));
        for (t, (task, (task_name, content))) in tasks.iter().zip(&meanings).enumerate() {
            let like = if first_clause(item) == task.name.value {
                200
            } else {
                let by_name = task_name.percent_in(&whole).max(name.percent_in(task_name));
                by_name.max(content.percent_in(&whole)).max(whole.percent_in(content))
            };
            if like >= LIKE {
                candidates.push((std::cmp::Reverse(like), i.abs_diff(t), i, t));
            }
        }
    }
    candidates.sort_unstable();
    let mut of_items = vec![None; items.len()];
    let mut taken = vec![false; tasks.len()];
    for (_, _, i, t) in candidates {
        if of_items[i].is_none() && !taken[t] {
            of_items[i] = Some(t);
            taken[t] = true;
        }
    }
    // What is left over at one place of lists of one length is one task under another name.
    if items.len() == tasks.len() {
        for at in 0..items.len() {
            if of_items[at].is_none() && !taken[at] {
                of_items[at] = Some(at);
                taken[at] = true;
            }
        }
    }
    of_items
}
