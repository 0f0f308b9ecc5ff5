//! From report and method to the ledger: what was read, then everything that can be computed from
//! it, each figure after those it rests on.

mod funds;
mod indicators;
mod totals;

use rust_decimal::Decimal;

use super::ids::Ids;
use super::number::{Format, sum};
use super::quantity::Quantity;
use super::{Derivation, Figure, Ledger, Stated, Value, id, placeholder};
use crate::document::{Part, Report};
use crate::finding::{BAD_VALUE, Finding, UNKNOWN_FIGURE};
use crate::method::Method;
use crate::source::{Sources, Text};

/// Everything a computing step needs; the ledger grows as the steps go.
struct Computing<'a> {
    report: &'a Report,
    method: &'a Method,
    sources: &'a Sources,
    ledger: Ledger,
    findings: Vec<Finding>,
}

/// Computes the ledger. Rows that can't be computed are reported and left out; everything else is
/// still there.
pub fn compute(
    report: &Report,
    method: &Method,
    ids: &Ids,
    sources: &Sources,
) -> (Ledger, Vec<Finding>) {
    let mut computing =
        Computing { report, method, sources, ledger: Ledger::default(), findings: Vec::new() };
    computing.names();
    computing.facts();
    computing.funds(&ids.sources);
    computing.indicators(&ids.levels);
    computing.totals(&ids.levels);
    computing.published();
    (computing.ledger, computing.findings)
}

impl Computing<'_> {
    /// 年度 and the department's names.
    fn names(&mut self) {
        let report = self.report;
        self.words_read("年度", &report.year);
        self.words_read("部门.名称", &report.department.name);
        self.words_read("部门.简称", &report.department.short_name);
        self.words_read("部门.自称", &report.department.own_name);
        self.words_read("资金.金额单位", &report.funds.unit);
    }

    /// 数据: a fact may rest on those above it.
    fn facts(&mut self) {
        if !self.report.is_sound(Part::Facts) {
            self.ledger.lose("数据");
        }
        for fact in &self.report.facts {
            let mut text = self.expand(&fact.value);
            if text.len() > placeholder::LONGEST {
                let limit = placeholder::LONGEST;
                let message = format!("“{}”展开后超过{limit}个字节", fact.name.value);
                self.findings.push(Finding::error(BAD_VALUE, fact.value.span, message));
                text.clear();
            }
            let value = match Quantity::parse(&text) {
                Some(quantity) => (Value::Number(quantity.value), quantity.unit),
                None => (Value::Words(text.clone()), String::new()),
            };
            self.ledger.enter(Figure {
                id: id::path(["数据", &fact.name.value]),
                unit: value.1,
                value: value.0,
                text,
                derivation: Derivation::Read(fact.value.span),
                stated: None,
                complete: true,
            });
        }
    }

    /// 公布值: recorded beside the computed values.
    fn published(&mut self) {
        for stated in &self.report.stated {
            let id = &stated.name.value;
            let Some(figure) = self.ledger.get(id) else {
                if self.ledger.is_lost(id) {
                    continue;
                }
                let finding = placeholder::unknown(id, &self.ledger, self.findings.len())
                    .at(stated.name.span);
                self.findings.push(finding);
                continue;
            };
            let is_computed = matches!(figure.derivation, Derivation::Computed { .. });
            if !is_computed {
                let message = format!("“{id}”是填报的数，不是计算出来的，不能另写公布值");
                self.findings.push(
                    Finding::error(UNKNOWN_FIGURE, stated.name.span, message)
                        .help("请直接在填报处写公布的数"),
                );
                continue;
            }
            if let Some(earlier) = &figure.stated {
                let message = format!("“{id}”的公布值写了两处");
                let finding = Finding::error(BAD_VALUE, stated.value.span, message)
                    .related(earlier.span, "另一处在这里")
                    .help("“总额”与“来源”同时写明时，“总额”就是公布值");
                self.findings.push(finding);
                continue;
            }
            let text = stated.value.value.clone();
            let percent = figure.text.ends_with('%');
            let digits = if percent { text.strip_suffix('%') } else { Some(text.as_str()) };
            let is_number = digits.is_some_and(|digits| super::number::parse(digits).is_ok());
            if figure.number().is_some() && !is_number {
                let message = format!("“{id}”的公布值应像“{}”那样写，这里是“{text}”", figure.text);
                self.findings.push(Finding::error(BAD_VALUE, stated.value.span, message));
                continue;
            }
            self.ledger.state(id, Stated { text, span: stated.value.span });
        }
    }

    fn expand(&mut self, text: &Text) -> String {
        placeholder::expand(text, &self.ledger, self.sources, &mut self.findings)
    }

    fn words_read(&mut self, id: &str, text: &Text) {
        self.words(id.to_owned(), text.value.clone(), Derivation::Read(text.span));
    }

    fn words(&mut self, id: String, words: String, derivation: Derivation) {
        let text = words.clone();
        let value = Value::Words(words);
        self.ledger.enter(Figure {
            id,
            unit: String::new(),
            value,
            text,
            derivation,
            stated: None,
            complete: true,
        });
    }

    fn number(
        &mut self,
        id: String,
        number: Decimal,
        unit: &str,
        format: Format,
        derivation: Derivation,
    ) {
        self.ledger.enter(Figure {
            id,
            unit: unit.to_owned(),
            value: Value::Number(number),
            text: format.print(number),
            derivation,
            stated: None,
            complete: true,
        });
    }

    /// A figure that could not be computed, which has been reported: it stands in the ledger so that
    /// what speaks of it is not reported again.
    fn unknown(&mut self, id: String, text: String, inputs: Vec<String>) {
        self.ledger.enter(Figure {
            id,
            unit: String::new(),
            value: Value::Words(text.clone()),
            text,
            derivation: Derivation::Computed { formula: "无法计算".to_owned(), inputs },
            stated: None,
            complete: false,
        });
    }

    fn count(&mut self, id: String, count: usize, what: &str, whole: bool) {
        let format = Format { decimals: 0, trim: true, percent: false };
        let number = Decimal::from(count);
        self.ledger.enter(Figure {
            id,
            unit: "项".to_owned(),
            value: Value::Number(number),
            text: format.print(number),
            derivation: Derivation::Computed {
                formula: format!("{what}的项数"),
                inputs: Vec::new(),
            },
            stated: None,
            complete: whole,
        });
    }

    /// The sum of figures, entered under a new id; `whole` says that none of them was lost.
    fn sum(&mut self, id: String, inputs: Vec<String>, unit: &str, format: Format, whole: bool) {
        let members: Vec<&Figure> =
            inputs.iter().filter_map(|input| self.ledger.get(input)).collect();
        let numbers: Vec<Decimal> = members.iter().filter_map(|member| member.number()).collect();
        let known = numbers.len() == inputs.len() && members.iter().all(|member| member.complete);
        let complete = whole && known;
        let terms: Vec<String> =
            numbers.iter().map(|number| number.normalize().to_string()).collect();
        let total = sum(numbers);
        self.ledger.enter(Figure {
            id,
            unit: unit.to_owned(),
            value: Value::Number(total),
            text: format.print(total),
            derivation: Derivation::Computed { formula: terms.join(" + "), inputs },
            stated: None,
            complete,
        });
    }
}
