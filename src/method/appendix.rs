//! 附表: the form of the scoring table.

use rust_decimal::Decimal;

use super::{Numbering, outline::numbering};
use crate::finding::{BAD_VALUE, Finding};
use crate::source::{self, Fields, Node, Text};

/// The wording and columns of the appendix.
#[derive(Clone, Debug)]
pub struct Appendix {
    /// 标题.
    pub title: Text,
    /// 部门栏: the label of the department's name.
    pub department: Text,
    /// 资金栏: the label of the funds block.
    pub funds: Text,
    /// 资金总额: the label of the total's line.
    pub total_funds: Text,
    /// 来源前缀: what stands before the first source.
    pub source_prefix: Option<Text>,
    /// 来源编号.
    pub source_numbering: Option<Numbering>,
    /// 其中前缀: what stands before a line that breaks a source down.
    pub of_which_prefix: Text,
    /// 资金列.
    pub fund_columns: Vec<Column<FundColumn>>,
    /// 资金名称列宽: relative width of the column with the lines' names.
    pub fund_name_width: Decimal,
    /// 目标栏, with its two column heads 目标列.
    pub goals: Text,
    /// 目标列.
    pub goal_columns: Vec<Text>,
    /// 目标编号: how the expected goals are numbered.
    pub goal_numbering: Option<Numbering>,
    /// 任务栏.
    pub tasks: Text,
    /// 任务列: three heads.
    pub task_columns: Vec<Text>,
    /// 指标栏.
    pub indicators: Text,
    /// 指标列.
    pub indicator_columns: Vec<Column<IndicatorColumn>>,
    /// 总分栏.
    pub total: Text,
    /// 栏宽: relative width of the leftmost labels.
    pub label_width: Decimal,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column<K> {
    /// What stands in it.
    pub kind: K,
    /// 标题: its head.
    pub title: String,
    /// 宽: relative width.
    pub width: Decimal,
}

/// What a column of the funds block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FundColumn {
    /// 年初预算数.
    InitialBudget,
    /// 预算调整数: full-year less initial budget.
    Adjustment,
    /// 全年预算数.
    FullYearBudget,
    /// 全年执行数.
    Executed,
    /// 分值.
    Points,
    /// 执行率.
    Rate,
    /// 得分.
    Score,
}

impl FundColumn {
    /// The name in the method and in figures' ids.
    pub fn name(self) -> &'static str {
        FUND_COLUMNS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

const FUND_COLUMNS: [(&str, FundColumn); 7] = [
    ("年初预算数", FundColumn::InitialBudget),
    ("预算调整数", FundColumn::Adjustment),
    ("全年预算数", FundColumn::FullYearBudget),
    ("全年执行数", FundColumn::Executed),
    ("分值", FundColumn::Points),
    ("执行率", FundColumn::Rate),
    ("得分", FundColumn::Score),
];

/// What a column of the indicators holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndicatorColumn {
    /// 一级指标.
    Level1,
    /// 二级指标.
    Level2,
    /// 三级指标.
    Name,
    /// 年度指标值.
    Target,
    /// 实际完成值.
    Actual,
    /// 分值.
    Points,
    /// 得分.
    Score,
    /// 偏差度.
    Deviation,
    /// 偏差原因.
    Cause,
    /// 计算符号: the target's comparator, unless the row says otherwise.
    Sign,
    /// 计量单位: the target's unit, unless the row says otherwise.
    Unit,
    /// 目标数值: the target's number.
    Number,
    /// Any other name: a key that rows may have.
    Extra(String),
}

impl IndicatorColumn {
    fn parse(name: &str) -> IndicatorColumn {
        match name {
            "一级指标" => IndicatorColumn::Level1,
            "二级指标" => IndicatorColumn::Level2,
            "三级指标" => IndicatorColumn::Name,
            "年度指标值" => IndicatorColumn::Target,
            "实际完成值" => IndicatorColumn::Actual,
            "分值" => IndicatorColumn::Points,
            "得分" => IndicatorColumn::Score,
            "偏差度" => IndicatorColumn::Deviation,
            "偏差原因" => IndicatorColumn::Cause,
            "计算符号" => IndicatorColumn::Sign,
            "计量单位" => IndicatorColumn::Unit,
            "目标数值" => IndicatorColumn::Number,
            other => IndicatorColumn::Extra(other.to_owned()),
        }
    }

    /// The key under which a row may give this column's text itself.
    pub fn row_key(&self) -> Option<&str> {
        match self {
            IndicatorColumn::Sign => Some("计算符号"),
            IndicatorColumn::Unit => Some("计量单位"),
            IndicatorColumn::Extra(key) => Some(key),
            _ => None,
        }
    }
}

/// Reads 附表.
pub fn appendix(node: &Node, findings: &mut Vec<Finding>) -> Option<Appendix> {
    let mut fields = Fields::new(node, "附表", findings)?;
    let title = fields.text("标题", findings);
    let department = fields.text("部门栏", findings);
    let funds = fields.text("资金栏", findings);
    let total_funds = fields.text("资金总额", findings);
    let source_prefix = fields.optional_text("来源前缀", findings);
    let source_numbering = fields.optional("来源编号").and_then(|node| numbering(node, findings));
    let of_which_prefix = fields.text("其中前缀", findings);
    let fund_name_width = fields.required("资金名称列宽").and_then(|node| width(node, findings));
    let fund_columns = fields.required("资金列").map(|node| {
        columns(node, findings, |name| {
            FUND_COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
        })
    });
    let goals = fields.text("目标栏", findings);
    let goal_columns = fields.required("目标列").and_then(|node| heads(node, 2, findings));
    let goal_numbering = fields.optional("目标编号").and_then(|node| numbering(node, findings));
    let tasks = fields.text("任务栏", findings);
    let task_columns = fields.required("任务列").and_then(|node| heads(node, 3, findings));
    let indicators = fields.text("指标栏", findings);
    let indicator_columns = fields
        .required("指标列")
        .map(|node| columns(node, findings, |name| Some(IndicatorColumn::parse(name))));
    let total = fields.text("总分栏", findings);
    let label_width = fields.required("栏宽").and_then(|node| width(node, findings));
    fields.finish(findings);
    Some(Appendix {
        title: title?,
        department: department?,
        funds: funds?,
        total_funds: total_funds?,
        source_prefix,
        source_numbering,
        of_which_prefix: of_which_prefix?,
        fund_columns: fund_columns?,
        fund_name_width: fund_name_width?,
        goals: goals?,
        goal_columns: goal_columns?,
        goal_numbering,
        tasks: tasks?,
        task_columns: task_columns?,
        indicators: indicators?,
        indicator_columns: indicator_columns?,
        total: total?,
        label_width: label_width?,
    })
}

fn columns<K>(
    node: &Node,
    findings: &mut Vec<Finding>,
    kind: impl Fn(&str) -> Option<K>,
) -> Vec<Column<K>> {
    /// More columns than a page has room for.
    const MOST: usize = 30;
    let mut columns = Vec::new();
    for item in source::items(node, "列", findings).unwrap_or_default() {
        if columns.len() >= MOST {
            let message = format!("表的列超过{MOST}个");
            findings.push(Finding::error(BAD_VALUE, item.span, message));
            break;
        }
        let Some(mut fields) = Fields::new(item, "列", findings) else { continue };
        let name = fields.text("列", findings);
        let title = fields.optional_text("标题", findings);
        let width = fields.required("宽").and_then(|node| width(node, findings));
        fields.finish(findings);
        let (Some(name), Some(width)) = (name, width) else { continue };
        match kind(&name.value) {
            Some(kind) => {
                let title = title.map_or_else(|| name.value.clone(), |title| title.value);
                columns.push(Column { kind, title, width });
            }
            None => {
                let known: Vec<&str> = FUND_COLUMNS.iter().map(|(name, _)| *name).collect();
                let message = format!("没有“{}”这一列", name.value);
                findings.push(
                    Finding::error(BAD_VALUE, name.span, message)
                        .help(format!("可以写的有：{}", known.join("、"))),
                );
            }
        }
    }
    columns
}

fn heads(node: &Node, count: usize, findings: &mut Vec<Finding>) -> Option<Vec<Text>> {
    let items = source::items(node, "列", findings)?;
    let heads: Vec<Text> =
        items.iter().filter_map(|item| source::text(item, "列", findings)).collect();
    if heads.len() == count {
        return Some(heads);
    }
    findings.push(Finding::error(BAD_VALUE, node.span, format!("这里要写{count}个列名")));
    None
}

fn width(node: &Node, findings: &mut Vec<Finding>) -> Option<Decimal> {
    let width = source::decimal(node, "宽", findings)?;
    // Narrower than 3 % of the table, not even one character stands in a column.
    if width >= Decimal::from(3) && width <= Decimal::from(60) {
        return Some(width);
    }
    findings.push(Finding::error(BAD_VALUE, node.span, "宽应在3到60之间"));
    None
}
