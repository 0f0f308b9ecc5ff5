//! The ids of a report's rows, made once, so that computing, tables and audit name them alike.

use super::id;
use crate::document::{FundSource, Report};

/// Ids of the rows of a report, in its order.
#[derive(Clone, Debug)]
pub struct Ids {
    /// 资金: one per source.
    pub sources: Vec<SourceIds>,
    /// 指标: one per level-1 indicator.
    pub levels: Vec<Level1Ids>,
}

/// Ids of a source and of what breaks it down.
#[derive(Clone, Debug)]
pub struct SourceIds {
    /// `资金.<来源>`.
    pub id: String,
    /// 其中.
    pub of_which: Vec<SourceIds>,
}

/// Ids of a level-1 indicator and its groups.
#[derive(Clone, Debug)]
pub struct Level1Ids {
    /// `指标.<一级>`.
    pub id: String,
    /// 二级指标.
    pub groups: Vec<Level2Ids>,
}

/// Ids of a level-2 indicator and its rows.
#[derive(Clone, Debug)]
pub struct Level2Ids {
    /// `指标.<一级>.<二级>`.
    pub id: String,
    /// `指标.<一级>.<二级>.<三级>`.
    pub rows: Vec<String>,
}

impl Ids {
    /// The ids of a report's rows.
    pub fn of(report: &Report) -> Ids {
        let levels = report.indicators.iter().map(|level1| {
            let level1_id = id::path(["指标", &level1.name.value]);
            let groups = level1.groups.iter().map(|level2| {
                let level2_id = id::join(&level1_id, &level2.name.value);
                let names = id::unique(level2.rows.iter().map(|row| row.name.value.as_str()));
                let rows = names.iter().map(|name| id::join(&level2_id, name)).collect();
                Level2Ids { id: level2_id, rows }
            });
            Level1Ids { groups: groups.collect(), id: level1_id }
        });
        Ids { sources: sources("资金", &report.funds.sources), levels: levels.collect() }
    }
}

fn sources(parent: &str, of: &[FundSource]) -> Vec<SourceIds> {
    let ids = of.iter().map(|source| {
        let id = id::join(parent, &source.name.value);
        SourceIds { of_which: sources(&id, &source.of_which), id }
    });
    ids.collect()
}
