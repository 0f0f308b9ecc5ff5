//! What came of one report, as a line of the table.

use std::time::Duration;

use rust_decimal::Decimal;

use crate::Prepared;
use crate::finding::{Finding, Severity};
use crate::ledger::number;

/// What came of one report.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its path as it was given or found.
    pub file: String,
    /// 部门.
    pub department: String,
    /// 年度.
    pub year: String,
    /// 总分 as printed, its value and its text.
    pub total: Option<(Decimal, String)>,
    /// 等级, as printed.
    pub grade: String,
    /// 预算执行率 as printed, in percent, its value and its text.
    pub execution_rate: Option<(Decimal, String)>,
    /// Errors that stop the PDF.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Findings that are acknowledged (核对说明).
    pub acknowledged: usize,
    /// Pages of the PDF, if one was made.
    pub pages: Option<usize>,
    /// How long it took.
    pub time: Duration,
    /// What came of it, in a word.
    pub result: &'static str,
}

impl Line {
    /// The line of a report that was read.
    pub fn of(file: &str, prepared: &Prepared) -> Line {
        let mut line = Line { file: file.to_owned(), ..Line::default() };
        if let Some(assembled) = &prepared.assembled {
            let ledger = &assembled.ledger;
            let number = |id: &str| {
                let printed = ledger.get(id)?.printed();
                Some((number::parse(printed).ok()?, printed.to_owned()))
            };
            line.department.clone_from(&assembled.report.department.name.value);
            line.year.clone_from(&assembled.report.year.value);
            line.total = number("总分");
            line.execution_rate = number("资金.总额.执行率");
            line.grade = ledger.printed("等级").to_owned();
        }
        line.count(&prepared.findings);
        line
    }

    /// How long it took, in seconds with two digits.
    pub fn seconds(&self) -> Decimal {
        // No run takes longer than 64 bits count milliseconds.
        let hundredths = i64::try_from(self.time.as_millis() / 10).unwrap_or(i64::MAX);
        Decimal::new(hundredths, 2)
    }

    fn count(&mut self, findings: &[Finding]) {
        let open = |severity| {
            let is =
                |finding: &&Finding| finding.severity == severity && finding.acknowledged.is_none();
            findings.iter().filter(is).count()
        };
        self.errors = open(Severity::Error);
        self.warnings = open(Severity::Warning);
        self.notes = open(Severity::Note);
        self.acknowledged = findings.iter().filter(|it| it.acknowledged.is_some()).count();
    }
}
