//! How two reports differ: their figures by id, their texts by place.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

use serde_json::Value as Json;

use crate::Assembled;
use crate::ledger::{Derivation, number};
use crate::source::{self, Entry, Node, Place, Source, Span, Text, Value};

/// A figure's value, how it is printed, what was published for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Numbers without trailing zeros.
    value: String,
    text: String,
    stated: Option<String>,
}

impl Printed {
    fn new(value: &str, text: String, stated: Option<String>) -> Printed {
        let value = match number::parse(value) {
            Ok(number) => number.normalize().to_string(),
            Err(_) => value.to_owned(),
        };
        Printed { value, text, stated }
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

/// The figures that an archive carries; none where they can't be read.
pub fn in_json(figures: &[u8]) -> Option<BTreeMap<String, Printed>> {
    let all: Json = serde_json::from_slice(figures).ok()?;
    let figures = all.get("figures")?.as_object()?;
    let text = |figure: &Json, name: &str| figure.get(name)?.as_str().map(str::to_owned);
    let one = |(id, figure): (&String, &Json)| {
        let (value, printed) = (text(figure, "value")?, text(figure, "text")?);
        Some((id.clone(), Printed::new(&value, printed, text(figure, "stated"))))
    };
    figures.iter().map(one).collect()
}

/// The figures of a report.
pub fn in_ledger(assembled: &Assembled) -> BTreeMap<String, Printed> {
    let figures = assembled.ledger.figures().iter();
    figures
        .map(|figure| {
            let stated = figure.stated.as_ref().map(|stated| stated.text.clone());
            let (value, printed) = (figure.value.to_string(), figure.printed().to_owned());
            (figure.id.clone(), Printed::new(&value, printed, stated))
        })
        .collect()
}

/// Figures of an archive that are others than a report's, in the order of their ids. Nothing can be
/// said where those of the archive can't be read.
pub fn figure_differences(
    archived: Option<&BTreeMap<String, Printed>>,
    other: &BTreeMap<String, Printed>,
) -> Vec<FigureDifference> {
    let Some(archived) = archived else { return Vec::new() };
    let ids: BTreeSet<&String> = archived.keys().chain(other.keys()).collect();
    let difference = |id: &String| {
        let (archived, other) = (archived.get(id).cloned(), other.get(id).cloned());
        (archived != other).then(|| FigureDifference { id: id.clone(), archived, other })
    };
    ids.into_iter().filter_map(difference).collect()
}

/// A text of a report.
struct Written {
    path: String,
    text: String,
    place: Place,
}

/// Texts of two reports that differ, in written order; those that are figures are left to
/// [`figure_differences`].
pub fn text_differences(archived: &Assembled, other: &Assembled) -> Vec<TextDifference> {
    let (archived, other) = (texts(archived), texts(other));
    let keys = |texts: &[Written]| -> Vec<(String, String)> {
        texts.iter().map(|written| (written.path.clone(), written.text.clone())).collect()
    };
    let operations =
        similar::capture_diff_slices(similar::Algorithm::Patience, &keys(&archived), &keys(&other));
    let mut differences = Vec::new();
    for operation in operations {
        let (tag, mine, theirs) = operation.as_tag_tuple();
        if tag == similar::DiffTag::Equal {
            continue;
        }
        let mut theirs: Vec<&Written> = other[theirs].iter().collect();
        for written in &archived[mine] {
            let at = theirs.iter().position(|theirs| theirs.path == written.path);
            let changed = at.map(|at| theirs.remove(at));
            differences.push(TextDifference {
                path: written.path.clone(),
                archived: Some((written.text.clone(), written.place)),
                other: changed.map(|changed| (changed.text.clone(), changed.place)),
            });
        }
        differences.extend(theirs.into_iter().map(|added| TextDifference {
            path: added.path.clone(),
            archived: None,
            other: Some((added.text.clone(), added.place)),
        }));
    }
    differences
}

fn texts(assembled: &Assembled) -> Vec<Written> {
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
    let mut collector = Collector { source, figures: read.collect(), texts: Vec::new() };
    collector.add("", &source::parse(source).root);
    collector.texts
}

struct Collector<'a> {
    source: &'a Source,
    /// Looked up only: hash order reaches no output.
    figures: HashSet<Span>,
    texts: Vec<Written>,
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
                    self.texts.push(Written { path: path.to_owned(), text: line.value, place });
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
