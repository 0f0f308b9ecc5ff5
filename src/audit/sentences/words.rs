//! The words that tie the numbers of a sentence together, read from `data/words/sentences.yaml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The whole list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The number before them is the total of those behind.
    #[serde(rename = "总数在前")]
    pub total_before: Vec<String>,
    /// The number behind them is the total of those before.
    #[serde(rename = "总数在后")]
    pub total_behind: Vec<String>,
    /// The number behind them is no part any more.
    #[serde(rename = "部分到此为止")]
    pub parts_end: Vec<String>,
    /// The percentage behind them is one number divided by another.
    #[serde(rename = "比率")]
    pub ratio: Vec<String>,
    /// The number behind them is what was added.
    #[serde(rename = "增加")]
    pub up: Vec<String>,
    /// The number behind them is what was taken away.
    #[serde(rename = "减少")]
    pub down: Vec<String>,
    /// The number behind them is what another is compared with.
    #[serde(rename = "相比")]
    pub compared: Vec<String>,
    /// Says that a number is what it is compared with.
    #[serde(rename = "持平")]
    pub level: Vec<String>,
    /// Says so roughly.
    #[serde(rename = "大体")]
    pub roughly: Vec<String>,
    /// The number behind them is another year's.
    #[serde(rename = "别的年份")]
    pub other_year: Vec<String>,
}

/// The list.
pub static WORDS: LazyLock<Words> = LazyLock::new(|| crate::assets::word_list("sentences"));
