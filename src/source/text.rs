//! A text of the YAML that knows where it came from.

use super::{Source, Span};

/// A text and the place it was written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text itself, after YAML's unquoting.
    pub value: String,
    /// Where it is written.
    pub span: Span,
}

impl Text {
    /// The place of a part of this text, given as a byte range of `value`.
    ///
    /// YAML's blocks lose their indentation, so the text is found again line by line. Where
    /// escapes make that impossible the place of the whole text is given.
    pub fn locate(&self, source: &Source, start: usize, end: usize) -> Span {
        let written = source.slice(self.span);
        if let Some(at) = written.find(self.value.as_str()) {
            return source.span(self.span.start + at + start, self.span.start + at + end);
        }
        let before = &self.value[..start];
        let line_number = before.matches('\n').count();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.value[line_start..].lines().next().unwrap_or_default();
        // The header (`|`) takes the first written line of a block.
        let skip = usize::from(written.starts_with(['|', '>']));
        let mut offset = self.span.start;
        for (number, written_line) in written.split_inclusive('\n').enumerate() {
            let content = written_line.trim_end_matches(['\n', '\r']);
            if number == line_number + skip && content.ends_with(line) {
                let at = offset + content.len() - line.len();
                let end = (end - line_start).min(line.len());
                return source.span(at + (start - line_start), at + end);
            }
            offset += written_line.len();
        }
        self.span
    }

    /// The lines of this text that hold something, each as a text of its own, trimmed.
    pub fn lines(&self, source: &Source) -> Vec<Text> {
        let written = source.slice(self.span);
        let verbatim = written.find(self.value.as_str()).map(|at| self.span.start + at);
        // Otherwise line by line as in `locate`, but both texts are walked only once.
        let mut next = self.span.start;
        let skip = usize::from(written.starts_with(['|', '>']));
        let mut written_lines = written
            .split_inclusive('\n')
            .map(|line| {
                let at = next;
                next += line.len();
                (at, line.trim_end_matches(['\n', '\r']))
            })
            .skip(skip);
        let mut offset = 0;
        let mut lines = Vec::new();
        for line in self.value.split_inclusive('\n') {
            let here = written_lines.next();
            let trimmed = line.trim();
            if !trimmed.is_empty() {
                let lead = line.len() - line.trim_start().len();
                let content = line.trim_end_matches('\n');
                let start = match (verbatim, here) {
                    (Some(at), _) => Some(at + offset + lead),
                    (None, Some((at, written))) if written.ends_with(content) => {
                        Some(at + written.len() - content.len() + lead)
                    }
                    _ => None,
                };
                let span = start.map_or(self.span, |at| source.span(at, at + trimmed.len()));
                lines.push(Text { value: trimmed.to_owned(), span });
            }
            offset += line.len();
        }
        lines
    }
}
