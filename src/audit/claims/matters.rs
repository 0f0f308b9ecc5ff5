//! Which rows and tasks speak of the matter that a claim is about.

use std::collections::HashMap;

use super::super::names::Meaning;
use super::super::{Case, Rule};
use super::standing::{Standing, Table, against};
use super::{self as claims, MOST_RELATED, Made, asserted, readings};
use crate::document::{Place, Task};
use crate::finding::Finding;

/// How much of a name, in percent, a text must have to speak of the same matter.
const ALIKE: usize = 70;
/// The fewest pairs of characters to compare by: one pair (专项) is in too many texts.
const FEWEST: usize = 2;
/// A text with this many pairs says what it is about; with fewer (到位) the next one is asked.
const TELLING: usize = 3;
/// How many bytes the words before a paragraph's first 。 may have to be its heading.
const HEADING: usize = 90;

/// A row, or a task that was not done.
enum Entry<'a> {
    Row(usize),
    Task(&'a Task),
}

/// All rows and undone tasks by what they are about.
pub struct Matters<'a> {
    table: Table<'a>,
    entries: Vec<(Entry<'a>, usize)>,
    // Looked up only, never iterated.
    by_pair: HashMap<(char, char), Vec<usize>>,
}

/// What contradicts a claim.
#[derive(Default)]
struct Short<'m, 'a> {
    rows: Vec<&'m Standing<'a>>,
    tasks: Vec<&'a Task>,
}

impl<'a> Matters<'a> {
    pub fn of(case: &'a Case) -> Matters<'a> {
        let table = Table::of(case);
        let mut entries = Vec::new();
        let mut by_pair: HashMap<(char, char), Vec<usize>> = HashMap::new();
        let mut enter = |name: &str, entry: Entry<'a>| {
            let gist = Meaning::of(name);
            if gist.len() >= FEWEST {
                for &pair in gist.pairs() {
                    by_pair.entry(pair).or_default().push(entries.len());
                }
                entries.push((entry, gist.len()));
            }
        };
        for (at, row) in table.rows.iter().enumerate() {
            enter(&row.row.name.value, Entry::Row(at));
        }
        for task in undone(case) {
            enter(&task.name.value, Entry::Task(task));
        }
        Matters { table, entries, by_pair }
    }

    /// What speaks of the same matter as a text and falls short, if what speaks of it most closely
    /// does; `None` if nothing speaks of it.
    fn short(&self, text: &str) -> Option<Short<'_, 'a>> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for pair in Meaning::of(text).pairs() {
            for &entry in self.by_pair.get(pair).into_iter().flatten() {
                *shared.entry(entry).or_default() += 1;
            }
        }
        let mut alike: Vec<(usize, usize)> = shared
            .into_iter()
            .map(|(entry, pairs)| (entry, pairs * 100 / self.entries[entry].1))
            .filter(|&(_, percent)| percent >= ALIKE)
            .collect();
        alike.sort_unstable();
        let most = alike.iter().map(|&(_, percent)| percent).max()?;
        let mut short = Short::default();
        for (entry, percent) in alike {
            match &self.entries[entry].0 {
                Entry::Row(at) if percent == most && self.table.rows[*at].missed => {
                    short.rows.push(&self.table.rows[*at]);
                }
                Entry::Task(task) if percent == most => short.tasks.push(task),
                _ => {}
            }
        }
        Some(short)
    }

    /// What contradicts a claim: its matter is what it is said of, else what its sentence, its
    /// paragraph's heading or its task is about.
    fn against(&self, made: &Made, object_follows: bool) -> Short<'_, 'a> {
        let clause = made.clause();
        let passage = made.reading.passage;
        let heading = match (passage.place, made.reading.masked.split_once('。')) {
            (Place::TaskActual, _) => passage.path.first().copied().unwrap_or_default(),
            (_, Some((heading, _))) if heading.len() <= HEADING => heading,
            _ => "",
        };
        let after = made.after_in_clause();
        let near = if object_follows { [after, clause] } else { [clause, after] };
        for text in near.into_iter().chain([made.before_in_sentence(), heading]) {
            if let Some(short) = self.short(text) {
                return short;
            }
            if Meaning::of(text).len() >= TELLING && object_follows {
                break;
            }
        }
        Short::default()
    }
}

/// The tasks that say of themselves that something was not done.
pub fn undone<'a>(case: &'a Case) -> Vec<&'a Task> {
    let undone: Vec<_> = readings(case)
        .filter(|reading| reading.passage.place == Place::TaskActual)
        .filter(|reading| reading.claims("未做的任务").iter().any(|made| !made.is_in_a_title()))
        .map(|reading| std::ptr::from_ref(reading.passage.text))
        .collect();
    let mut undone = undone.into_iter().peekable();
    let tasks = case.report.tasks.iter();
    tasks
        .filter(|task| undone.next_if(|&text| std::ptr::eq(text, &task.actual)).is_some())
        .collect()
}

/// The findings of a rule about one matter: claims of this name against rows and tasks of the same
/// matter that fall short.
pub fn contradicted(
    rule: &Rule,
    case: &Case,
    claim: &str,
    object_follows: bool,
    help: &str,
) -> Vec<Finding> {
    let matters = Matters::of(case);
    let mut findings = Vec::new();
    for made in asserted(case, claim) {
        let mut groups: Vec<(Vec<String>, Short, Vec<Made>)> = Vec::new();
        for made in made {
            let short = matters.against(&made, object_follows);
            let rows = short.rows.iter().map(|row| row.score_id.clone());
            let names: Vec<String> =
                rows.chain(short.tasks.iter().map(|task| task.name.value.clone())).collect();
            if names.is_empty() {
                continue;
            }
            match groups.iter_mut().find(|(known, ..)| *known == names) {
                Some((.., same)) => same.push(made),
                None => groups.push((names, short, vec![made])),
            }
        }
        for (_, short, made) in groups {
            findings.extend(claims::finding(rule, case, &made, |words| of(words, &short)).map(
                |finding| {
                    let finding = against(finding, &short.rows).help(help);
                    let finding =
                        short.tasks.iter().take(MOST_RELATED).fold(finding, |finding, task| {
                            let message = format!("与此处不符：“{}”没有全部做完", task.name.value);
                            finding.related(task.actual.span, message)
                        });
                    match short.rows.first() {
                        Some(row) => finding.figure(row.score_id.clone()),
                        None => finding,
                    }
                },
            ));
        }
    }
    findings
}

fn of(words: &str, short: &Short) -> String {
    match (short.rows.as_slice(), short.tasks.as_slice()) {
        ([row], _) => format!("正文说{words}，但表中{}", row.in_words()),
        ([row, ..], _) => {
            let count = short.rows.len();
            format!("正文说{words}，但表中同一事项有{count}行未达标，如{}", row.in_words())
        }
        ([], tasks) => {
            let name = tasks.first().map_or("", |task| task.name.value.as_str());
            format!("正文说{words}，但主要任务“{name}”没有全部做完")
        }
    }
}
