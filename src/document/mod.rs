//! The report as written: what the YAML says, with the place of everything, before any computing.
//! The types follow the printed order of the report.

mod decode;
mod passages;
mod prose;

use rust_decimal::Decimal;

use crate::source::{Entry, Span, Text};

pub use decode::decode;
pub use passages::{Passage, Place, passages, tables};
pub use prose::{Block, Prose, Section, Table};

/// The only value of 格式 that this program reads.
pub const FORMAT: &str = "ziping/1";

/// A department's annual self-evaluation (部门整体绩效自评).
#[derive(Clone, Debug)]
pub struct Report {
    /// 年度: the budget year reported on.
    pub year: Text,
    /// 部门.
    pub department: Department,
    /// 评分办法: the scoring method's name.
    pub method: Text,
    /// 标题, when it is not the method's.
    pub title: Option<Text>,
    /// 数据: the department's own repeated facts.
    pub facts: Vec<Fact>,
    /// 资金.
    pub funds: Funds,
    /// 年度履职目标.
    pub goals: Goals,
    /// 主要任务.
    pub tasks: Vec<Task>,
    /// 指标, level 1.
    pub indicators: Vec<Level1>,
    /// 正文.
    pub prose: Vec<Section>,
    /// 小节 directly under 正文: sections behind those of the outline.
    pub own_sections: Vec<Section>,
    /// 署名, 成文日期, 附件说明.
    pub closing: Closing,
    /// 公布值.
    pub stated: Vec<Fact>,
    /// 核对说明.
    pub acknowledgements: Vec<Acknowledgement>,
    /// Parts of which something could not be read; that has been reported, and nothing is missed in
    /// them.
    pub unsound: Vec<Part>,
}

/// A part of the report, as the YAML divides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 数据.
    Facts,
    /// 资金.
    Funds,
    /// 年度履职目标.
    Goals,
    /// 主要任务.
    Tasks,
    /// 指标.
    Indicators,
    /// 正文.
    Prose,
    /// 署名, 成文日期, 附件说明.
    Closing,
    /// What follows in 指标 where it was cut off.
    LaterIndicators,
}

impl Report {
    /// Whether all of a part could be read.
    pub fn is_sound(&self, part: Part) -> bool {
        !self.unsound.contains(&part)
    }
}

/// 部门.
#[derive(Clone, Debug)]
pub struct Department {
    /// 名称: in full.
    pub name: Text,
    /// 简称: for the title.
    pub short_name: Text,
    /// 自称: how the report speaks of it.
    pub own_name: Text,
}

/// A named value.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Name, or id of a figure.
    pub name: Text,
    /// Value as printed.
    pub value: Text,
}

/// 资金: the funds block.
#[derive(Clone, Debug)]
pub struct Funds {
    /// 金额单位.
    pub unit: Text,
    /// 总额: when written beside sources, each amount is checked against their sum.
    pub total: Option<Amounts>,
    /// 来源.
    pub sources: Vec<FundSource>,
}

/// One line of the funds block, amounts in the block's unit.
#[derive(Clone, Debug)]
pub struct Amounts {
    /// 年初预算数.
    pub initial_budget: Amount,
    /// 全年预算数.
    pub full_year_budget: Amount,
    /// 全年执行数.
    pub executed: Amount,
}

/// An amount of money as written.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// Exact value.
    pub value: Decimal,
    /// Where it is written.
    pub span: Span,
}

/// 来源: one source of funds.
#[derive(Clone, Debug)]
pub struct FundSource {
    /// Its name.
    pub name: Text,
    /// Its amounts.
    pub amounts: Amounts,
    /// 其中: lines that break it down and are not added again.
    pub of_which: Vec<FundSource>,
}

/// 年度履职目标.
#[derive(Clone, Debug, Default)]
pub struct Goals {
    /// 预期目标.
    pub expected: Prose,
    /// 实际完成情况.
    pub actual: Prose,
}

/// 年度主要任务: one row.
#[derive(Clone, Debug)]
pub struct Task {
    /// 名称.
    pub name: Text,
    /// 主要内容.
    pub content: Text,
    /// 实际完成情况.
    pub actual: Text,
}

/// 一级指标.
#[derive(Clone, Debug)]
pub struct Level1 {
    /// Its name.
    pub name: Text,
    /// 二级指标.
    pub groups: Vec<Level2>,
    /// Whether all of it could be read.
    pub sound: bool,
}

/// 二级指标.
#[derive(Clone, Debug)]
pub struct Level2 {
    /// Its name.
    pub name: Text,
    /// 三级指标.
    pub rows: Vec<Row>,
    /// Whether all of it could be read.
    pub sound: bool,
}

/// 三级指标: one row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// 名称.
    pub name: Text,
    /// 年度指标值.
    pub target: Text,
    /// 实际完成值.
    pub actual: Text,
    /// 分值.
    pub points: Amount,
    /// 得分 with 得分理由: a score set by a person.
    pub judged: Option<Judged>,
    /// 偏差原因.
    pub cause: Option<Text>,
    /// Keys that a method's extra columns may ask for (计量单位, 指标性质 …).
    pub extra: Vec<Entry>,
}

/// A score that a person set.
#[derive(Clone, Debug)]
pub struct Judged {
    /// 得分.
    pub score: Amount,
    /// 得分理由.
    pub reason: Text,
}

/// What follows the last section.
#[derive(Clone, Debug, Default)]
pub struct Closing {
    /// 署名.
    pub signature: Option<Text>,
    /// 成文日期.
    pub date: Option<Date>,
    /// 盖章: whether the signature leaves room for a stamp.
    pub stamped: bool,
    /// 附件说明: names of the attachments.
    pub attachments: Vec<Text>,
}

/// A date of the calendar.
#[derive(Clone, Debug)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
    /// Where it is written.
    pub span: Span,
}

/// 核对说明: findings accepted, with the reason.
#[derive(Clone, Debug)]
pub struct Acknowledgement {
    /// 规则: the code of the rule.
    pub rule: Text,
    /// 对象: ids of the figures.
    pub figures: Vec<Text>,
    /// 原文: the words of the YAML that the findings are about.
    pub quotes: Vec<Text>,
    /// 说明: the reason.
    pub reason: Text,
    /// The whole entry.
    pub span: Span,
}
