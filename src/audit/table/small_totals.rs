//! ZP105: the total row of a small table against its rows.

use rust_decimal::Decimal;

use super::super::slip::is_telling_slip;
use super::super::{Case, Rule, has_any};
use super::small::{Column, Small, is_total, tables};
use super::small_rates::explains;
use super::words::WORDS;
use crate::document::Part;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::number;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP105", name: "表中合计与各行之和不符" },
    severity: Severity::Error,
    about: "\
检查什么：正文的表里有“合计”（总计、共计）行的，每列数的合计应等于各行之和；“其中”行不再相加；率、比例、单价等列不查；有小计或多级编号的表不查。每行因四舍五入可差末位的半个单位，合计之差在此之内的不报。
为什么：表中合计对不上，读者不知道该信哪一个数。
例如：三行全年执行数276.6、24、10，合计写300.6，应是310.6。
怎么办：核对各行和合计；合计可以写成引用，由程序填上。",
    needs: &[Part::Prose],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    tables(case).iter().flat_map(in_table).collect()
}

fn in_table(table: &Small) -> Vec<Finding> {
    let labels: Vec<String> = table.rows.iter().map(|row| table.label(row)).collect();
    let totals: Vec<usize> = (0..labels.len()).filter(|&at| is_total(&labels[at])).collect();
    let [total] = totals[..] else { return Vec::new() };
    let parts = match total {
        0 => 1..labels.len(),
        _ if total + 1 == labels.len() => 0..total,
        _ => return Vec::new(),
    };
    let nested = labels
        .iter()
        .any(|label| label.contains("小计") || label.contains("合计") && !is_total(label));
    if nested || parts.len() < 2 || !one_numbering(&labels[parts.clone()]) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (at, head) in table.table.header.iter().enumerate() {
        let is_added = table.columns[at] != Column::Rate && !has_any(&head.value, &WORDS.not_added);
        let Some(numbers) = table.numbers(at).filter(|_| is_added) else { continue };
        let Some(cell) = table.rows[total].get(at) else { continue };
        let Some(stated) = cell.number else { continue };
        let (numbers, labels) = (&numbers[parts.clone()], &labels[parts.clone()]);
        let added = added(numbers, labels);
        let sum = number::sum(added.iter().copied());
        let scale = numbers.iter().chain([&stated]).map(Decimal::scale).max().unwrap_or_default();
        // Whole numbers are counted, not rounded.
        let slack = match scale {
            0 => Decimal::ZERO,
            _ => Decimal::new(5, scale + 1) * Decimal::from(added.len()),
        };
        let explained = parts.clone().any(|row| {
            let row = &table.rows[row];
            let instead = row.get(at).and_then(|cell| Some(cell.number? + stated - sum));
            instead.is_some_and(|number| explains(table, row, table.columns[at], number))
        });
        if sum.saturating_sub(stated).abs() > slack && !explained {
            let message = format!(
                "“{}”一列的合计是{}，各行相加是{}",
                head.value,
                stated.normalize(),
                sum.normalize()
            );
            let finding = RULE
                .finding(message)
                .at(cell.written.span)
                .help("请核对各行和合计；“其中”行没有加进去");
            // The one row that a slip of the hand would explain.
            let slips = |row: &usize| {
                let number = table.rows[*row].get(at).and_then(|cell| cell.number);
                number.is_some_and(|number| is_telling_slip(number, number + stated - sum))
            };
            let slip = parts.clone().find(slips).and_then(|row| table.rows[row].get(at));
            findings.push(match slip {
                Some(cell) => finding.related(cell.written.span, "也许是这一行写错了数字"),
                None => finding,
            });
        }
    }
    findings
}

/// The numbers that make up the total: not what breaks another row down. 其中 may stand before the
/// first of several rows only; those that together are the row above belong to it.
fn added(numbers: &[Decimal], labels: &[String]) -> Vec<Decimal> {
    let mut added = Vec::new();
    let mut at = 0;
    while at < numbers.len() {
        if !labels[at].starts_with("其中") {
            added.push(numbers[at]);
            at += 1;
            continue;
        }
        let marked = labels[at..].iter().take_while(|label| label.starts_with("其中")).count();
        let whole = added.last().copied();
        let run = (marked..=numbers.len() - at)
            .find(|&length| Some(number::sum(numbers[at..at + length].iter().copied())) == whole);
        at += run.unwrap_or(marked);
    }
    added
}

/// Whether rows are numbered alike, so that none contains the next.
fn one_numbering(labels: &[String]) -> bool {
    let style = |label: &String| match label.chars().next() {
        Some('（' | '(') => 1,
        Some(c) if c.is_ascii_digit() => 2,
        Some(c) if "一二三四五六七八九十".contains(c) && label.contains('、') => 3,
        _ => 0,
    };
    let mut styles = labels.iter().filter(|label| !label.starts_with("其中")).map(style);
    let first = styles.next();
    styles.all(|style| Some(style) == first)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::messages;
    use super::super::small::testing::with_table;

    #[test]
    fn fires_on_a_total_that_is_no_sum() {
        let yaml = with_table(
            "来源, 全年预算数, 执行率",
            &["甲, 300, 92", "其中：乙, 100, 90", "丙, 24, 100", "合计, 334, 93"],
        );
        assert_eq!(messages("ZP105", &yaml), ["“全年预算数”一列的合计是334，各行相加是324"]);
    }

    #[test]
    fn is_silent_on_sums_with_rows_of_which_and_rounding() {
        let yaml = with_table(
            "来源, 全年预算数, 全年执行数",
            &[
                "甲, 300, 276.63",
                "其中：乙, 100, 76.6",
                "丁, 200, 200.03",
                "丙, 24, 24",
                "合计, 324, 300.64",
            ],
        );
        assert!(messages("ZP105", &yaml).is_empty(), "{:?}", messages("ZP105", &yaml));
    }
}
