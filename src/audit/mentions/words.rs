//! The words by which reports name their figures, read from `data/words/mentions.yaml`. What they
//! can mean is an enum each, so that a list can't name a figure that does not exist.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// What of a subject a number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Attribute {
    /// 年初预算数
    #[serde(rename = "年初预算数")]
    Initial,
    /// 全年预算数
    #[serde(rename = "全年预算数")]
    FullYear,
    /// 全年执行数
    #[serde(rename = "全年执行数")]
    Executed,
    /// 预算调整数
    #[serde(rename = "预算调整数")]
    Adjustment,
    /// 执行率
    #[serde(rename = "执行率")]
    Rate,
    /// 得分
    #[serde(rename = "得分")]
    Score,
    /// 分值
    #[serde(rename = "分值")]
    Points,
    /// 年度指标值
    #[serde(rename = "年度指标值")]
    Target,
    /// 实际完成值
    #[serde(rename = "实际完成值")]
    Actual,
    /// 偏差度
    #[serde(rename = "偏差度")]
    Deviation,
    /// 等级
    #[serde(rename = "等级")]
    Grade,
}

/// What a word does in a clause besides naming a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Role {
    /// Says nothing about whose figure it is.
    #[serde(rename = "无关")]
    Neutral,
    /// Ties a number to what stands before it.
    #[serde(rename = "连着")]
    Link,
    /// The department as a whole.
    #[serde(rename = "整体")]
    Whole,
    /// A part of what was named.
    #[serde(rename = "其中")]
    Part,
    /// The report's year.
    #[serde(rename = "本年")]
    ThisYear,
    /// Another time than the report's year.
    #[serde(rename = "别的时候")]
    OtherTime,
    /// One number for each of several.
    #[serde(rename = "分别")]
    Each,
    /// Ties counts to what is counted.
    #[serde(rename = "计数")]
    Counting,
    /// 一级指标, 二级指标, 三级指标.
    #[serde(skip)]
    Level(u8),
}

/// Words for figures. Where a word is used for several, all are candidates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    #[serde(rename = "数")]
    pub attributes: Vec<Attribute>,
    #[serde(rename = "字眼")]
    pub words: Vec<String>,
}

/// The whole list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    #[serde(rename = "字眼")]
    pub named: Vec<Named>,
    /// Words that speak of the whole unless something else has just been named.
    #[serde(rename = "整体的字眼")]
    pub of_the_whole: Vec<Named>,
    #[serde(rename = "作用")]
    pub roles: BTreeMap<Role, Vec<String>>,
    /// Words for grades besides the names that the scoring method gives them.
    #[serde(rename = "等级")]
    pub grades: BTreeMap<String, String>,
    /// What makes the number before it a bound or a guess.
    #[serde(rename = "约数")]
    pub bounds: Vec<String>,
    /// What makes the number behind it a bound or a guess.
    #[serde(rename = "约数在前")]
    pub bounds_before: Vec<String>,
    /// Pairs of characters that half of all names have, and that tell none apart.
    #[serde(rename = "常见")]
    pub common: Vec<String>,
    /// Words after which a number is not the year's result: a part, a plan, a comparison.
    #[serde(rename = "不是结果")]
    pub no_result: Vec<String>,
    /// Words behind a number that say that so much was not done.
    #[serde(rename = "没有做")]
    pub not_done: Vec<String>,
    /// Words beside a number that say that it is a target.
    #[serde(rename = "说的是目标")]
    pub of_target: Vec<String>,
    /// Words of a sentence that tells how the indicators were set up.
    #[serde(rename = "设置指标")]
    pub set_up: Vec<String>,
    /// Words that tell how indicators stand: met, missed, short of points.
    #[serde(rename = "指标状况")]
    pub standing: Vec<String>,
    /// Words that things are counted by; the first that fits is taken, so the longer stand first.
    #[serde(rename = "量词")]
    pub counted: Vec<String>,
    /// What looks like a unit and is none: times, and words that begin with one.
    #[serde(rename = "不是量词")]
    pub not_units: Vec<String>,
}

/// The list.
pub static WORDS: LazyLock<Words> = LazyLock::new(|| crate::assets::word_list("mentions"));
