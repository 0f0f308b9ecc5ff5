//! Small tables of the prose (表), read as tables of numbers.

use rust_decimal::Decimal;

use super::super::Case;
use crate::document::{self, Table};
use crate::ledger::{number, placeholder};
use crate::source::Text;

/// What a column of money holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Initial,
    FullYear,
    Executed,
    Rate,
    Other,
}

impl Column {
    /// By the head, whatever stands in brackets in it.
    fn of(head: &str) -> Column {
        let name: String = unbracketed(head).chars().filter(|c| !c.is_whitespace()).collect();
        match name.as_str() {
            "年初预算数" | "年初预算" | "年初预算金额" => Column::Initial,
            "全年预算数" | "全年预算" | "全年预算金额" | "调整后预算数" => {
                Column::FullYear
            }
            "全年执行数" | "全年执行" | "执行数" | "全年执行金额" | "实际执行数" | "全年支出数" => {
                Column::Executed
            }
            "执行率" | "预算执行率" | "全年执行率" => Column::Rate,
            _ => Column::Other,
        }
    }

    /// The name of the figure of the funds.
    pub fn figure(self) -> Option<&'static str> {
        match self {
            Column::Initial => Some("年初预算数"),
            Column::FullYear => Some("全年预算数"),
            Column::Executed => Some("全年执行数"),
            Column::Rate => Some("执行率"),
            Column::Other => None,
        }
    }
}

/// A cell.
pub struct Cell<'a> {
    pub written: &'a Text,
    /// As on paper.
    pub text: String,
    /// The number it is; nothing (-, —, empty) is none.
    pub number: Option<Decimal>,
}

impl Cell<'_> {
    fn is_nothing(&self) -> bool {
        matches!(self.text.trim(), "" | "-" | "—" | "——" | "－" | "/")
    }
}

/// A table.
pub struct Small<'a> {
    pub table: &'a Table,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell<'a>>>,
}

/// All small tables of a report whose rows are as long as their heads.
pub fn tables<'a>(case: &'a Case) -> Vec<Small<'a>> {
    document::tables(case.report).into_iter().map(|table| read(table, case)).collect()
}

fn read<'a>(table: &'a Table, case: &Case) -> Small<'a> {
    let cell = |written: &'a Text| {
        let text = placeholder::filled(&written.value, case.ledger);
        let digits: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
        let digits = digits.trim_end_matches(['%', '％']).trim_end_matches("万元");
        Cell { written, number: number::parse(digits).ok(), text }
    };
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
    Small {
        table,
        columns: table.header.iter().map(|head| Column::of(&head.value)).collect(),
        rows: rows.collect(),
    }
}

impl Small<'_> {
    /// The label of a row: its first cell that is no number, without white space.
    pub fn label(&self, row: &[Cell]) -> String {
        let label = row.iter().find(|cell| cell.number.is_none() && !cell.is_nothing());
        label.map(|cell| cell.text.split_whitespace().collect()).unwrap_or_default()
    }

    /// The cell of a row in the first column of this kind.
    pub fn cell<'c>(&self, row: &'c [Cell<'c>], column: Column) -> Option<&'c Cell<'c>> {
        row.get(self.columns.iter().position(|known| *known == column)?)
    }

    /// The numbers of a column, nothing counted as zero; `None` when a cell is something else.
    pub fn numbers(&self, column: usize) -> Option<Vec<Decimal>> {
        let number = |row: &Vec<Cell>| {
            let cell = row.get(column)?;
            cell.number.or(cell.is_nothing().then_some(Decimal::ZERO))
        };
        self.rows.iter().map(number).collect()
    }
}

/// Whether a row of this label is the total.
pub fn is_total(label: &str) -> bool {
    ["合计", "总计", "共计", "总额"].iter().any(|word| unbracketed(label) == *word)
}

/// A text without what stands in brackets.
pub fn unbracketed(text: &str) -> String {
    let mut depth = 0_u32;
    let mut left = String::new();
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => left.push(c),
            _ => {}
        }
    }
    left
}

/// A label without 其中： and numbering.
pub fn plain_label(label: &str) -> &str {
    let label = label.strip_prefix("其中").unwrap_or(label);
    let label = label.trim_start_matches(['：', ':']);
    label.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "（）()一二三四五六七八九十、.．".contains(c)
    })
}

#[cfg(test)]
pub mod testing {
    use super::super::super::testing::changed;

    /// The sound report with a table of the funds, its rows given as YAML.
    pub fn with_table(header: &str, rows: &[&str]) -> String {
        let from = "  自评工作组织情况: |\n    {{ 部门.自称 }}成立由";
        let rows: String = rows.iter().map(|row| format!("          - [{row}]\n")).collect();
        let table = format!(
            "  自评工作组织情况:\n    - 表:\n        单位: 万元\n        表头: [{header}]\n        行:\n{rows}    - |\n      {{{{ 部门.自称 }}}}成立由"
        );
        changed(&[(from, &table)])
    }
}
