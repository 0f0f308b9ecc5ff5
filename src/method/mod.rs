//! The scoring method (评分办法): a region's rules as data, read from `data/methods` or a file. No
//! region's rule stands in code; what stands here is the set of rules that regions choose from.

mod appendix;
mod decode;
mod numbering;
mod outline;
mod rules;

use rust_decimal::Decimal;

use crate::ledger::number::Format;
use crate::source::{Span, Text};

pub use appendix::{Appendix, Column, FundColumn, IndicatorColumn};
pub use decode::decode;
pub use numbering::Numbering;
pub use outline::{Face, Part, Phrase};
pub use rules::{Band, Deviation, ExecutionRule, Missed, Partial, Qualitative, Scored, ZeroBudget};

/// The only value of 格式 that this program reads.
pub const FORMAT: &str = "ziping-method/1";

/// A scoring method.
#[derive(Clone, Debug)]
pub struct Method {
    /// 名称.
    pub name: Text,
    /// 依据: the rule or form it was taken from; an example method says so here.
    pub basis: Vec<Text>,
    /// 预算执行率; none where a region does not score it.
    pub execution: Option<Execution>,
    /// 指标: how rows score.
    pub rows: RowRules,
    /// 等级, best first.
    pub grades: Vec<Grade>,
    /// 数字: how numbers are rounded and printed.
    pub formats: Formats,
    /// 标题: the title's unbreakable pieces.
    pub title: Vec<Text>,
    /// 大纲: the sections of the narrative.
    pub outline: Vec<Part>,
    /// 附表.
    pub appendix: Appendix,
    /// 版面: layout parameters that differ from the defaults, by name.
    pub layout: Vec<(String, Decimal)>,
}

/// 预算执行率: how the execution rate scores.
#[derive(Clone, Debug)]
pub struct Execution {
    /// 分值.
    pub points: Decimal,
    /// 得分: the rule.
    pub rule: ExecutionRule,
    /// 零预算: what a budget of zero earns.
    pub zero_budget: ZeroBudget,
    /// 计入总分.
    pub counts_in_total: bool,
    /// 作为一级指标: whether it is counted as a level-1 indicator, under this name.
    pub level1_name: Option<Text>,
}

/// 指标: how rows score.
#[derive(Clone, Debug)]
pub struct RowRules {
    /// 一级分值: points that each level-1 indicator must sum to.
    pub level1_points: Vec<Level1Points>,
    /// 不低于: score of a missed ≥, ＝ or plain target.
    pub at_least: Missed,
    /// 不高于: score of a missed ≤ target.
    pub at_most: Missed,
    /// 定性: score of a target in words.
    pub qualitative: Qualitative,
    /// 偏差度.
    pub deviation: Deviation,
    /// 超额说明: from which percentage of the target on a row must say why so much was reached.
    pub explain_from: Option<Decimal>,
}

/// Points that a level-1 indicator must sum to.
#[derive(Clone, Debug)]
pub struct Level1Points {
    /// Name of the level-1 indicator.
    pub name: String,
    /// Its points.
    pub points: Decimal,
    /// Where the method says so.
    pub span: Span,
}

/// 等级: a grade and the lowest total that earns it, that total included.
#[derive(Clone, Debug)]
pub struct Grade {
    /// Name: 优, 良, 中, 差.
    pub name: String,
    /// 下限.
    pub from: Decimal,
}

/// 数字: how each kind of number is rounded and printed.
#[derive(Clone, Debug)]
pub struct Formats {
    /// 金额.
    pub money: Format,
    /// 得分, also 分值.
    pub score: Format,
    /// 执行率, in percent.
    pub rate: Format,
    /// 偏差度, in percent.
    pub deviation: Format,
    /// 空: what stands where there is no value.
    pub none: String,
}

impl Method {
    /// The grade that a total earns: the reader has seen to it that the lowest begins at 0.
    pub fn grade(&self, total: Decimal) -> Option<&Grade> {
        self.grades.iter().find(|grade| total >= grade.from)
    }
}
