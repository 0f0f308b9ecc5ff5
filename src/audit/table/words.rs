//! The words that the rules of the table look for, read from `data/words/table.yaml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The whole list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What says that a thing was not done.
    #[serde(rename = "没有做")]
    pub not_done: Vec<String>,
    /// What makes it a part only.
    #[serde(rename = "只是部分")]
    pub partly: Vec<String>,
    /// What explains a shortfall.
    #[serde(rename = "没有做到的原因")]
    pub shortfall: Vec<String>,
    /// What explains that more was done than asked for.
    #[serde(rename = "超额的原因")]
    pub over_completion: Vec<String>,
    /// What says that the actual value lies below the target.
    #[serde(rename = "说低于")]
    pub below: Vec<String>,
    /// What says that it lies above.
    #[serde(rename = "说高于")]
    pub above: Vec<String>,
    /// What claims that all was done.
    #[serde(rename = "全都做到")]
    pub all_done: Vec<String>,
    /// What denies or postpones it, in the same clause.
    #[serde(rename = "没有做到")]
    pub denied: Vec<String>,
    /// What says that no money came.
    #[serde(rename = "没有钱")]
    pub no_money: Vec<String>,
    /// What says that it came in part.
    #[serde(rename = "有一些钱")]
    pub some_money: Vec<String>,
    /// Words of a passage about how the budget was executed.
    #[serde(rename = "预算执行")]
    pub execution: Vec<String>,
    /// Words of a passage that gives reasons.
    #[serde(rename = "说明原因")]
    pub reasoning: Vec<String>,
    /// Names of rows that are the execution rate of all funds.
    #[serde(rename = "预算执行率")]
    pub execution_rows: Vec<String>,
    /// Names of rows that are the share by which the budget was adjusted.
    #[serde(rename = "预算调整率")]
    pub adjustment_rows: Vec<String>,
    /// Names of rows that are the share that was not spent.
    #[serde(rename = "结转结余率")]
    pub carry_over_rows: Vec<String>,
    /// Words in the heads of columns whose numbers are not added.
    #[serde(rename = "不相加的列")]
    pub not_added: Vec<String>,
    /// Words in the heads of columns of shares.
    #[serde(rename = "占比的列")]
    pub shares: Vec<String>,
    /// Ends of the names of sections whose list is one of tasks.
    #[serde(rename = "任务的小节")]
    pub task_sections: Vec<String>,
}

/// The list.
pub static WORDS: LazyLock<Words> = LazyLock::new(|| crate::assets::word_list("table"));
