//! ZP106: execution rates in small tables against executed ÷ budget.

use super::super::{Case, Rule};
use rust_decimal::Decimal;

use super::small::{Cell, Column, Small, tables};
use super::{percent, rate_agrees, show_rate};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP106", name: "表中执行率与执行数、预算数不符" },
    severity: Severity::Error,
    about: "\
检查什么：正文的表里同一行有全年预算数、全年执行数和执行率的，执行率应等于全年执行数÷全年预算数。按所写的小数位四舍五入或截尾都算相等，另许差0.01个百分点。
为什么：三个数在同一行，算一下就知道对不对。
例如：全年预算数300，全年执行数276.6，执行率写95%，应是92.2%。
怎么办：核对三个数，改正填错的一个。",
    needs: &[],
    check,
};

/// Whether the rate of a row would be right if the cell of this column were another number: then the
/// cell is the one mistake, and it is told here.
pub fn explains(table: &Small, row: &[Cell], column: Column, instead: Decimal) -> bool {
    let number = |of| table.cell(row, of).and_then(|cell| cell.number);
    let (budget, executed) = (number(Column::FullYear), number(Column::Executed));
    let (Some(budget), Some(executed), Some(rate)) = (budget, executed, number(Column::Rate))
    else {
        return false;
    };
    let agrees = |executed, budget| percent(executed, budget).is_some_and(|r| rate_agrees(rate, r));
    let mended = match column {
        Column::FullYear => agrees(executed, instead),
        Column::Executed => agrees(instead, budget),
        Column::Initial | Column::Rate | Column::Other => false,
    };
    mended && !agrees(executed, budget)
}

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in tables(case) {
        for row in &table.rows {
            let cell = |column| table.cell(row, column).and_then(|cell| Some((cell, cell.number?)));
            let (Some((_, budget)), Some((_, executed)), Some((rate, stated))) =
                (cell(Column::FullYear), cell(Column::Executed), cell(Column::Rate))
            else {
                continue;
            };
            let Some(exact) = percent(executed, budget) else { continue };
            if rate_agrees(stated, exact) {
                continue;
            }
            let message = format!(
                "“{}”一行的执行率是{}，而{}÷{}是{}",
                table.label(row),
                rate.text,
                executed.normalize(),
                budget.normalize(),
                show_rate(exact)
            );
            findings.push(
                RULE.finding(message)
                    .at(rate.written.span)
                    .help("请核对预算数、执行数和执行率，改正填错的一个"),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::messages;
    use super::super::small::testing::with_table;

    #[test]
    fn fires_on_a_rate_that_is_no_quotient() {
        let yaml = with_table("来源, 全年预算数, 全年执行数, 执行率（%）", &["甲, 300, 276.6, 95"]);
        assert_eq!(messages("ZP106", &yaml), ["“甲”一行的执行率是95，而276.6÷300是92.2%"]);
    }

    #[test]
    fn is_silent_on_a_rounded_rate_or_an_initial_budget() {
        let yaml = with_table("来源, 全年预算数, 全年执行数, 执行率", &["甲, 324, 300.6, 92.78%"]);
        assert!(messages("ZP106", &yaml).is_empty());
        let yaml = with_table("来源, 年初预算数, 全年执行数, 执行率", &["甲, 300, 300.6, 92.78%"]);
        assert!(messages("ZP106", &yaml).is_empty());
    }
}
