//! 资金: totals, execution rates, the score of the execution rate.

use rust_decimal::Decimal;

use super::super::ids::SourceIds;
use super::super::number::proportion;
use super::super::{Derivation, Stated, id};
use super::Computing;
use crate::document::{Amount, Amounts, FundSource, Part};
use crate::finding::{Finding, NOT_SCORABLE};
use crate::method::ZeroBudget;

/// Id of the total's line.
pub const TOTAL: &str = "资金.总额";

const INITIAL: &str = "年初预算数";
const ADJUSTMENT: &str = "预算调整数";
const FULL_YEAR: &str = "全年预算数";
const EXECUTED: &str = "全年执行数";

impl Computing<'_> {
    pub(super) fn funds(&mut self, ids: &[SourceIds]) {
        let report = self.report;
        let sources = &report.funds.sources;
        if !report.is_sound(Part::Funds) {
            self.lost_funds();
            return;
        }
        self.sources_of_funds(sources, ids);
        match &report.funds.total {
            Some(total) if sources.is_empty() => self.line(TOTAL, total),
            total => self.summed_total(ids, total.as_ref()),
        }
        self.execution_score();
    }

    /// What the rest speaks of stands in the ledger all the same, as unknown.
    fn lost_funds(&mut self) {
        self.ledger.lose("资金");
        for name in [INITIAL, FULL_YEAR, EXECUTED, ADJUSTMENT, "执行率", "分值", "得分"] {
            let none = self.method.formats.none.clone();
            self.unknown(id::join(TOTAL, name), none, Vec::new());
        }
    }

    fn sources_of_funds(&mut self, sources: &[FundSource], ids: &[SourceIds]) {
        for (source, ids) in sources.iter().zip(ids) {
            self.line(&ids.id, &source.amounts);
            self.sources_of_funds(&source.of_which, &ids.of_which);
        }
    }

    /// A line as written, with what follows from it.
    fn line(&mut self, line: &str, amounts: &Amounts) {
        for (name, amount) in amounts_by_name(amounts) {
            let unit = self.report.funds.unit.value.clone();
            let format = self.method.formats.money;
            let derivation = Derivation::Read(amount.span);
            self.number(id::join(line, name), amount.value, &unit, format, derivation);
        }
        self.derived(line);
    }

    /// The total as the sum of its sources. A total that is written as well is what was published.
    fn summed_total(&mut self, ids: &[SourceIds], written: Option<&Amounts>) {
        let unit = self.report.funds.unit.value.clone();
        for name in [INITIAL, FULL_YEAR, EXECUTED] {
            let inputs = ids.iter().map(|ids| id::join(&ids.id, name)).collect();
            self.sum(id::join(TOTAL, name), inputs, &unit, self.method.formats.money, true);
        }
        for (name, amount) in written.into_iter().flat_map(amounts_by_name) {
            let text = self.method.formats.money.print(amount.value);
            self.ledger.state(&id::join(TOTAL, name), Stated { text, span: amount.span });
        }
        self.derived(TOTAL);
    }

    /// 预算调整数 and 执行率 of a line.
    fn derived(&mut self, line: &str) {
        let [initial, full_year, executed] =
            [INITIAL, FULL_YEAR, EXECUTED].map(|name| id::join(line, name));
        let value = |id: &str| self.ledger.number(id).unwrap_or_default();
        let (initial_value, budget, spent) = (value(&initial), value(&full_year), value(&executed));
        let formats = self.method.formats.clone();
        let unit = self.report.funds.unit.value.clone();
        let adjustment = Derivation::Computed {
            formula: format!("{budget} − {initial_value}"),
            inputs: vec![full_year.clone(), initial],
        };
        let difference = budget.saturating_sub(initial_value);
        self.number(id::join(line, ADJUSTMENT), difference, &unit, formats.money, adjustment);
        let rate_id = id::join(line, "执行率");
        let formula = format!("{spent} ÷ {budget}");
        let rate = Derivation::Computed { formula, inputs: vec![executed, full_year] };
        match proportion(Decimal::ONE_HUNDRED, spent, budget, formats.rate.decimals) {
            Some(value) => self.number(rate_id, value, "%", formats.rate, rate),
            None => self.words(rate_id, formats.none, rate),
        }
    }

    fn execution_score(&mut self) {
        let Some(execution) = &self.method.execution else { return };
        let format = self.method.formats.score;
        let points = execution.points;
        let from_method = Derivation::Computed {
            formula: format!("评分办法“{}”规定", self.method.name.value),
            inputs: Vec::new(),
        };
        self.number(id::join(TOTAL, "分值"), points, "分", format, from_method);
        let rate_id = id::join(TOTAL, "执行率");
        let (score, formula) = match self.ledger.number(&rate_id) {
            Some(rate) => {
                let scored = execution.rule.score(points, rate, format.decimals);
                (scored.score, scored.formula)
            }
            None => match execution.zero_budget {
                ZeroBudget::Nothing => (Decimal::ZERO, "全年预算数为0，得零分".to_owned()),
                ZeroBudget::Full => (points, "全年预算数为0，得满分".to_owned()),
                ZeroBudget::Refused => {
                    let message = "全年预算数为0，按评分办法不能计算预算执行率得分";
                    let span = self.report.funds.unit.span;
                    self.findings.push(Finding::error(NOT_SCORABLE, span, message));
                    let none = self.method.formats.none.clone();
                    self.unknown(id::join(TOTAL, "得分"), none, vec![rate_id]);
                    return;
                }
            },
        };
        let derivation = Derivation::Computed { formula, inputs: vec![rate_id] };
        self.number(id::join(TOTAL, "得分"), score, "分", format, derivation);
    }
}

fn amounts_by_name(amounts: &Amounts) -> [(&'static str, Amount); 3] {
    [
        (INITIAL, amounts.initial_budget),
        (FULL_YEAR, amounts.full_year_budget),
        (EXECUTED, amounts.executed),
    ]
}
