//! What the program has to say about a report: one type for every mistake, from an unreadable
//! byte to a contradiction between two figures, so that all reach people and machines the same way.

use crate::source::Span;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 提示: worth a look.
    Note,
    /// 警告: probably wrong.
    Warning,
    /// 错误: no PDF is written unless it is acknowledged (核对说明) or a draft is asked for.
    Error,
}

impl Severity {
    /// The word used in the JSON output.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The word shown to people.
    pub fn in_chinese(self) -> &'static str {
        match self {
            Severity::Note => "提示",
            Severity::Warning => "警告",
            Severity::Error => "错误",
        }
    }
}

/// The kind of a finding: a stable code and its short Chinese name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Stable code, `ZP` and three digits. Codes below 100 are about reading the input.
    pub code: &'static str,
    /// Short Chinese name.
    pub name: &'static str,
}

/// Bytes that are not text the program accepts.
pub const ENCODING: Kind = Kind { code: "ZP001", name: "文件编码" };
/// The YAML does not parse.
pub const SYNTAX: Kind = Kind { code: "ZP002", name: "YAML语法" };
/// A text over several lines that YAML would run together.
pub const RUN_ON: Kind = Kind { code: "ZP010", name: "文字跨行" };
/// A key that has no meaning at its place.
pub const UNKNOWN_KEY: Kind = Kind { code: "ZP003", name: "不认识的键" };
/// A key that must be there and is not.
pub const MISSING_KEY: Kind = Kind { code: "ZP004", name: "缺少的键" };
/// A value of the wrong form.
pub const BAD_VALUE: Kind = Kind { code: "ZP005", name: "值不合要求" };
/// `{{ id }}`, 公布值 or 核对说明 names a figure that does not exist, or is not well formed.
pub const UNKNOWN_FIGURE: Kind = Kind { code: "ZP006", name: "不存在的数" };
/// No rule of the scoring method scores this row or rate.
pub const NOT_SCORABLE: Kind = Kind { code: "ZP007", name: "无法计算得分" };
/// A character that none of the embedded fonts has.
pub const NO_GLYPH: Kind = Kind { code: "ZP008", name: "缺字" };
/// The scoring method (评分办法) can't be found or read.
pub const METHOD: Kind = Kind { code: "ZP009", name: "评分办法" };

/// A second place that a finding speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// What stands there.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// A correction that can't change what the text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Code and name.
    pub kind: Kind,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, in plain Chinese.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where in the YAML, if it has a place.
    pub span: Option<Span>,
    /// The id of the figure it is about, if it is about one.
    pub figure: Option<String>,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// The reason given in a 核对说明 that accepts it.
    pub acknowledged: Option<String>,
    /// The correction that `check --fix` makes.
    pub fix: Option<Fix>,
}

impl Finding {
    /// The same at a place.
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// A finding of level error.
    pub fn error(kind: Kind, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Finding {
            kind,
            severity: Severity::Error,
            message: message.into(),
            help: None,
            span: span.into(),
            figure: None,
            related: Vec::new(),
            acknowledged: None,
            fix: None,
        }
    }

    /// The same with another severity.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same with what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with the figure it is about.
    pub fn figure(mut self, id: impl Into<String>) -> Self {
        self.figure = Some(id.into());
        self
    }

    /// The same with the correction that `check --fix` makes.
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// The same with one more place.
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { message: message.into(), span });
        self
    }

    /// Whether it stops the PDF: an error that nobody has acknowledged.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Error && self.acknowledged.is_none()
    }
}

/// Whether any of the findings stops the PDF.
pub fn any_blocks(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::blocks)
}
