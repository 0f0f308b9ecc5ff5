//! What trips people up in YAML: from the parser's error to the slip of the pen behind it. The parser
//! stops where the text ceases to make sense; the slip is there or on the line before.

use serde_saphyr::granit_parser::ErrorKind;

use super::limits::MAX_DEPTH;
use super::{Source, Span};
use crate::finding::{Finding, SYNTAX};

/// The finding for a syntax error at a byte offset of the source.
pub fn explain(source: &Source, offset: usize, kind: &ErrorKind) -> Finding {
    if matches!(kind, ErrorKind::RecursionLimitExceeded) {
        return too_deep(source.span(offset, offset + 1));
    }
    let slip = Lines::around(source, offset).and_then(|lines| lines.slip(kind));
    let (span, message, help) = slip.unwrap_or_else(|| {
        let span = source.span(offset, offset + 1);
        (
            span,
            "从这里起不合YAML的写法",
            "请检查这一行和上一行：缩进是否对齐、冒号后是否有空格、引号和括号是否成对",
        )
    });
    Finding::error(SYNTAX, span, message).help(help)
}

/// The finding for nesting that is not read.
pub fn too_deep(span: Span) -> Finding {
    Finding::error(SYNTAX, span, format!("嵌套超过{MAX_DEPTH}层"))
        .help("报告只要八层左右：请检查这里的括号、“-”和缩进")
}

type Slip = (Span, &'static str, &'static str);

/// The line of an error and the last one before it that holds something.
struct Lines<'a> {
    source: &'a Source,
    offset: usize,
    line: Line<'a>,
    before: Option<Line<'a>>,
}

#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn indent(self) -> &'a str {
        let blank = |c: char| c == ' ' || c == '\t' || c == '\u{3000}';
        &self.text[..self.text.len() - self.text.trim_start_matches(blank).len()]
    }

    /// The text behind indentation and list dashes.
    fn content(self) -> &'a str {
        let mut content = self.text[self.indent().len()..].trim_end();
        while let Some(rest) = content.strip_prefix("- ") {
            content = rest.trim_start();
        }
        content
    }

    fn span(self, source: &Source, part: &str) -> Span {
        // `part` is a slice of this line.
        let at = self.start + (part.as_ptr() as usize - self.text.as_ptr() as usize);
        source.span(at, at + part.len())
    }

    /// The value behind the first `: `, or behind the list dash.
    fn value(self) -> &'a str {
        let content = self.content();
        content.split_once(": ").map_or(content, |(_, value)| value.trim_start())
    }

    /// The first character that is this one.
    fn find(self, c: char) -> Option<&'a str> {
        let at = self.text.find(c)?;
        Some(&self.text[at..at + c.len_utf8()])
    }

    fn has_key(self) -> bool {
        self.text.contains(": ") || self.text.trim_end().ends_with(':')
    }
}

impl<'a> Lines<'a> {
    fn around(source: &'a Source, offset: usize) -> Option<Lines<'a>> {
        let offset = source.text.floor_char_boundary(offset.min(source.text.len()));
        let text = source.text.as_str();
        // Behind the last line break there is no line of its own.
        let at =
            if text[offset..].is_empty() && text.ends_with('\n') { offset - 1 } else { offset };
        let line_from = |at: usize| {
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
            Line { start, text: text[start..end].trim_end_matches('\r') }
        };
        if text.is_empty() {
            return None;
        }
        let line = line_from(at);
        let mut before = line.start.checked_sub(1).map(line_from);
        while let Some(above) = before {
            let content = above.text.trim();
            if !content.is_empty() && !content.starts_with('#') {
                break;
            }
            before = above.start.checked_sub(1).map(line_from);
        }
        Some(Lines { source, offset, line, before })
    }

    fn slip(&self, kind: &ErrorKind) -> Option<Slip> {
        let both = || self.before.into_iter().chain([self.line]);
        self.indentation()
            .or_else(|| self.quotes(kind))
            .or_else(|| self.leading_sign(kind))
            .or_else(|| both().find_map(|line| self.full_width(line)))
            .or_else(|| both().find_map(|line| self.colon_without_space(line)))
            .or_else(|| self.brackets(kind))
            .or_else(|| self.second_colon())
            .or_else(|| self.alignment())
    }

    fn at(&self, line: Line<'a>, part: &str) -> Span {
        line.span(self.source, part)
    }

    fn indentation(&self) -> Option<Slip> {
        let lines = self.before.into_iter().chain([self.line]);
        for line in lines {
            let indent = line.indent();
            if indent.contains('\t') {
                return Some((self.at(line, indent), "缩进里有制表符（Tab）", "缩进请用空格"));
            }
            if indent.contains('\u{3000}') {
                return Some((self.at(line, indent), "缩进里有全角空格", "缩进请用半角空格"));
            }
        }
        None
    }

    fn quotes(&self, kind: &ErrorKind) -> Option<Slip> {
        let span = self.source.span(self.offset, self.offset + 1);
        match kind {
            ErrorKind::UnclosedQuotedScalar => Some((
                span,
                "引号没有成对",
                "请在这段文字的末尾补上引号；文字里的引号请用中文引号“”",
            )),
            ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
                Some((span, "引号后面还有文字", "请把整个值放进一对引号，里面的引号用中文引号“”"))
            }
            ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape => {
                Some((span, "双引号里的“\\”有特殊含义", "请改用单引号，或写成“\\\\”"))
            }
            _ => None,
        }
    }

    /// A value that begins with a sign that YAML keeps for itself.
    fn leading_sign(&self, kind: &ErrorKind) -> Option<Slip> {
        let sign = match kind {
            ErrorKind::UnexpectedCharacter { character } => *character,
            ErrorKind::InvalidBlockScalarHeader => self.line.value().chars().next()?,
            _ => return None,
        };
        let at = self.line.text.get(self.offset.checked_sub(self.line.start)?..)?;
        // The parser may have stopped behind the sign, or at one inside the value.
        let part = [at, self.line.value()].into_iter().find(|part| part.starts_with(sign))?;
        let span = self.at(self.line, &part[..sign.len_utf8()]);
        match sign {
            '>' | '|' if part[1..].starts_with('=') => {
                Some((span, "“>=”不能这样写", "请写“≥”，例如 年度指标值: ≥90%"))
            }
            '>' => Some((span, "以“>”开头的文字要加引号", "大于请写“＞”，至少请写“≥”")),
            '|' => Some((span, "“|”后面不能有文字", "文字请从下一行开始写，并缩进")),
            '%' => Some((
                span,
                "以“%”开头的文字要加引号",
                "百分数请写成50%；其他文字请给整个值加上引号",
            )),
            '@' => Some((span, "以“@”开头的文字要加引号", "请给整个值加上引号")),
            '`' => Some((span, "以“`”开头的文字要加引号", "请给整个值加上引号")),
            _ => None,
        }
    }

    /// Full-width marks where YAML needs half-width ones.
    fn full_width(&self, line: Line<'a>) -> Option<Slip> {
        let content = line.content();
        if let Some((key, _)) = content.split_once('：')
            && !key.contains([':', '"', '\'', ' ', '，', '。'])
        {
            let part = &content[key.len()..key.len() + '：'.len_utf8()];
            return Some((
                self.at(line, part),
                "冒号是全角的“：”",
                "键后面请用半角冒号加一个空格“: ”",
            ));
        }
        if let Some(part) = line.find('｛').or_else(|| line.find('｝')).filter(|_| line.has_key())
        {
            return Some((self.at(line, part), "花括号是全角的", "请用半角的“{”“}”"));
        }
        None
    }

    fn colon_without_space(&self, line: Line<'a>) -> Option<Slip> {
        let content = line.content();
        let (key, value) = content.split_once(':')?;
        let is_key = !key.is_empty() && !key.contains([' ', '"', '\'', '{', '[', '，', '。']);
        if is_key && !value.is_empty() && !value.starts_with([' ', '/']) {
            let part = &content[key.len()..=key.len()];
            return Some((
                self.at(line, part),
                "冒号后面少了空格",
                "请写成“键: 值”，冒号后加一个空格",
            ));
        }
        None
    }

    fn brackets(&self, kind: &ErrorKind) -> Option<Slip> {
        let value = self.line.value();
        for (open, close) in [('[', ']'), ('{', '}')] {
            let after = value.strip_prefix(open).and_then(|rest| rest.rsplit_once(close));
            if let Some((_, after)) = after
                && !after.trim().is_empty()
                && !after.trim_start().starts_with('#')
            {
                let span = self.at(self.line, &value[..1]);
                return Some((span, "以“[”“{”开头的文字要加引号", "请给整个值加上引号"));
            }
        }
        let flow = matches!(
            kind,
            ErrorKind::ExpectedFlowMappingSeparator
                | ErrorKind::ExpectedFlowSequenceSeparator
                | ErrorKind::UnexpectedEofFlowMapping
                | ErrorKind::UnexpectedEofFlowSequence
                | ErrorKind::UnclosedFlowCollection { .. }
                | ErrorKind::MismatchedFlowCollectionEnd { .. }
        );
        if !flow {
            return None;
        }
        let lines = || [Some(self.line), self.before].into_iter().flatten();
        for line in lines() {
            let inside = line.find('{').or_else(|| line.find('['));
            if let (Some(_), Some(comma)) = (inside, line.find('，')) {
                return Some((
                    self.at(line, comma),
                    "花括号里的逗号是全角的“，”",
                    "各项之间请用半角逗号加空格“, ”；文字里的“，”请给整个值加上引号",
                ));
            }
        }
        let unclosed = lines().find(|line| {
            let count = |c| line.text.matches(c).count();
            count('{') > count('}') || count('[') > count(']')
        })?;
        let part = unclosed.find('{').or_else(|| unclosed.find('['))?;
        Some((self.at(unclosed, part), "括号没有成对", "请补上“}”或“]”"))
    }

    fn second_colon(&self) -> Option<Slip> {
        let content = self.line.content();
        let (_, value) = content.split_once(": ")?;
        let at = value.find(": ")?;
        let span = self.at(self.line, &value[at..=at]);
        Some((span, "值里又有“: ”，会被当成另一个键", "文字里请用全角冒号“：”，或给整个值加上引号"))
    }

    /// A line that is set in otherwise than the one before, without reason.
    fn alignment(&self) -> Option<Slip> {
        let before = self.before?;
        let (indent, above) = (self.line.indent(), before.indent());
        let opens = before.text.trim_end().ends_with([':', '|']);
        if indent.len() == above.len() || (indent.len() > above.len() && opens) {
            return None;
        }
        let span = self.at(self.line, self.line.content());
        Some((span, "这一行的缩进没有对齐", "同一级的各行，行首的空格要一样多"))
    }
}
