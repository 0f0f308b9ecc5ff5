//! A figure's derivation as a tree, for people.

use crate::ledger::{Derivation, Figure, Ledger};
use crate::source::{Sources, Span};

/// All figures, a line each: id, value, unit.
pub fn list(ledger: &Ledger) -> String {
    ledger.figures().iter().map(|figure| format!("{}\n", line(figure))).collect()
}

/// A figure, and below it what it rests on. A figure that was shown already is not unfolded again.
pub fn tree(figure: &Figure, ledger: &Ledger, sources: &Sources) -> String {
    let mut tree = Tree { ledger, sources, text: String::new(), shown: Vec::new() };
    tree.add(figure, "", "", "");
    tree.text
}

struct Tree<'a> {
    ledger: &'a Ledger,
    sources: &'a Sources,
    text: String,
    shown: Vec<&'a str>,
}

impl<'a> Tree<'a> {
    /// `lead` stands before the first line, `below` before those that follow it.
    fn add(&mut self, figure: &'a Figure, lead: &str, below: &str, note: &str) {
        self.push(lead, &format!("{}{note}", line(figure)));
        if self.shown.contains(&figure.id.as_str()) {
            return;
        }
        self.shown.push(&figure.id);
        let inputs: Vec<&'a Figure> = match &figure.derivation {
            Derivation::Computed { inputs, .. } => {
                inputs.iter().filter_map(|input| self.ledger.get(input)).collect()
            }
            _ => Vec::new(),
        };
        let bar = if inputs.is_empty() { "   " } else { "|  " };
        let how = self.how(figure);
        self.push(&format!("{below}{bar}"), &how);
        if let Some(stated) = &figure.stated {
            let stated = format!("公布值{}，{}", stated.text, self.place(stated.span));
            self.push(&format!("{below}{bar}"), &stated);
        }
        for (index, input) in inputs.iter().enumerate() {
            let last = index + 1 == inputs.len();
            let (lead, next) = if last { ("`- ", "   ") } else { ("|- ", "|  ") };
            let again = if self.shown.contains(&input.id.as_str()) { "（见上）" } else { "" };
            self.add(input, &format!("{below}{lead}"), &format!("{below}{next}"), again);
        }
    }

    fn how(&self, figure: &Figure) -> String {
        match &figure.derivation {
            Derivation::Read(span) => format!("填报，{}", self.place(*span)),
            Derivation::Judged { span, reason } => {
                format!("由人评定，{}，理由：{reason}", self.place(*span))
            }
            Derivation::Computed { formula, .. } => format!("计算：{formula}"),
        }
    }

    fn place(&self, span: Span) -> String {
        let source = self.sources.of(span);
        let place = source.place(span.start);
        format!("{}第{}行", source.name, place.line)
    }

    fn push(&mut self, lead: &str, text: &str) {
        self.text.push_str(lead);
        self.text.push_str(text);
        self.text.push('\n');
    }
}

fn line(figure: &Figure) -> String {
    let has_unit = !figure.unit.is_empty() && !figure.text.ends_with(&figure.unit);
    format!("{} = {}{}", figure.id, figure.text, if has_unit { &figure.unit } else { "" })
}
