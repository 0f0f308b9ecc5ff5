//! How two reports differ: their figures by id, their texts by place.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

use serde::Deserialize;

use crate::Assembled;
use crate::ledger::{Derivation, number};
use crate::source::{self, Entry, Node, Place, Source, Span, Text, Value};

/// A figure's value, how it is printed, what was published for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Numbers without trailing zeros.
    value: String,
    text: String,
    unit: String,
    stated: Option<String>,
}

impl Printed {
    fn new(value: &str, text: String, unit: String, stated: Option<String>) -> Printed {
        let value = match number::parse(value) {
            Ok(number) => number.normalize().to_string(),
            Err(_) => value.to_owned(),
        };
        Printed { value, text, unit, stated }
    }

    /// Whether what is printed says all.
    fn is_exact(&self) -> bool {
        let printed = number::parse(self.text.trim_end_matches('%'));
        self.text == self.value || printed.is_ok() && printed == number::parse(&self.value)
    }
}

impl fmt::Display for Printed {
    /// As printed; where that is not the value, because another was published or digits were left
    /// out, that too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)?;
        if !self.is_exact() {
            write!(f, "（计算值{}）", self.value)?;
        }
        Ok(())
    }
}

/// A figure that differs. One of the two is missing where only one report has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureDifference {
    /// Its id.
    pub id: String,
    /// In the archive.
    pub archived: Option<Printed>,
    /// In the other.
    pub other: Option<Printed>,
}

/// A text that differs. One of the two is missing where only one report has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextDifference {
    /// The keys that lead to it.
    pub path: String,
    /// In the archive.
    pub archived: Option<(String, Place)>,
    /// In the other.
    pub other: Option<(String, Place)>,
}

/// What is read of a figure that a PDF carries. Where it came from is not: versions may say the same
/// in other words.
#[derive(Deserialize)]
struct Carried {
    value: String,
    text: String,
    unit: String,
    stated: Option<String>,
}

#[derive(Deserialize)]
struct AllCarried {
    figures: BTreeMap<String, Carried>,
}

/// The figures that an archive carries; none where they can't be read.
pub fn in_json(figures: &[u8]) -> Option<BTreeMap<String, Printed>> {
    let all: AllCarried = serde_json::from_slice(figures).ok()?;
    let one = |(id, figure): (String, Carried)| {
        (id, Printed::new(&figure.value, figure.text, figure.unit, figure.stated))
    };
    Some(all.figures.into_iter().map(one).collect())
}

/// The figures of a report.
pub fn in_ledger(assembled: &Assembled) -> BTreeMap<String, Printed> {
    let figures = assembled.ledger.figures().iter();
    figures
        .map(|figure| {
            let stated = figure.stated.as_ref().map(|stated| stated.text.clone());
            let (value, printed) = (figure.value.to_string(), figure.printed().to_owned());
            (figure.id.clone(), Printed::new(&value, printed, figure.unit.clone(), stated))
        })
        .collect()
}

/// Figures of an archive that are others than a report's, in the order of their ids.
pub fn figure_differences(
    archived: &BTreeMap<String, Printed>,
    other: &BTreeMap<String, Printed>,
) -> Vec<FigureDifference> {
    let ids: BTreeSet<&String> = archived.keys().chain(other.keys()).collect();
    let difference = |id: &String| {
        let (archived, other) = (archived.get(id).cloned(), other.get(id).cloned());
        (archived != other).then(|| FigureDifference { id: id.clone(), archived, other })
    };
    ids.into_iter().filter_map(difference).collect()
}

/// A text of a report.
struct Written {
    text: String,
    place: Place,
}

/// The texts of a report by the keys that lead to them, each in the order they are written.
type Texts = BTreeMap<String, Vec<Written>>;

/// Texts of two reports that differ, by the keys that lead to them; those that are figures are left
/// to [`figure_differences`]. Under one key the order does not matter: what stands in both is the
/// same wherever it stands.
pub fn text_differences(archived: &Assembled, other: &Assembled) -> Vec<TextDifference> {
    let (mut archived, mut other) = (texts(archived), texts(other));
    let paths: BTreeSet<String> = archived.keys().chain(other.keys()).cloned().collect();
    let mut differences = Vec::new();
    for path in paths {
        let mine = archived.remove(&path).unwrap_or_default();
        let theirs = other.remove(&path).unwrap_or_default();
        let (mine, theirs) = (only_in(&mine, &theirs), only_in(&theirs, &mine));
        for index in 0..mine.len().max(theirs.len()) {
            let written = |of: &[&Written]| of.get(index).map(|it| (it.text.clone(), it.place));
            let (archived, other) = (written(&mine), written(&theirs));
            differences.push(TextDifference { path: path.clone(), archived, other });
        }
    }
    differences
}

/// Texts that others do not have, or not as often.
fn only_in<'a>(texts: &'a [Written], others: &[Written]) -> Vec<&'a Written> {
    let mut there: BTreeMap<&str, usize> = BTreeMap::new();
    for other in others {
        *there.entry(&other.text).or_default() += 1;
    }
    let is_new = |written: &&Written| match there.get_mut(written.text.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    texts.iter().filter(is_new).collect()
}

fn texts(assembled: &Assembled) -> Texts {
    let source = &assembled.sources.report;
    let figures = assembled.ledger.figures().iter();
    let read = figures.flat_map(|figure| {
        let stated = figure.stated.as_ref().map(|stated| stated.span);
        let read = match &figure.derivation {
            Derivation::Read(span) | Derivation::Judged { span, .. } => Some(*span),
            Derivation::Computed { .. } => None,
        };
        stated.into_iter().chain(read)
    });
    let mut collector = Collector { source, figures: read.collect(), texts: Texts::new() };
    collector.add("", &source::parse(source).root);
    collector.texts
}

struct Collector<'a> {
    source: &'a Source,
    /// Looked up only: hash order reaches no output.
    figures: HashSet<Span>,
    texts: Texts,
}

impl Collector<'_> {
    fn add(&mut self, path: &str, node: &Node) {
        match &node.value {
            Value::Empty => {}
            Value::Scalar(_) if self.figures.contains(&node.span) => {}
            Value::Scalar(value) => {
                let text = Text { value: value.clone(), span: node.span };
                for line in text.lines(self.source) {
                    let place = self.source.place(line.span.start);
                    let written = Written { text: line.value, place };
                    self.texts.entry(path.to_owned()).or_default().push(written);
                }
            }
            Value::Sequence(items) => items.iter().for_each(|item| self.add(path, item)),
            Value::Mapping(entries) => {
                for Entry { key, value } in entries {
                    let below = if path.is_empty() {
                        key.value.clone()
                    } else {
                        format!("{path}.{}", key.value)
                    };
                    self.add(&below, value);
                }
            }
        }
    }
}
