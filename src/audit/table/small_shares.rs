//! ZP123: shares in small tables against the numbers that they are shares of.

use rust_decimal::Decimal;

use super::super::{Case, Rule, has_any};
use super::small::{Small, is_total, tables};
use super::words::WORDS;
use super::{percent, rate_agrees};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::number;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP123", name: "表中占比与数不符" },
    severity: Severity::Warning,
    about: "\
检查什么：正文的表里有合计行和“占比”（比重、构成）一列的，各行的占比应是该行的数除以合计。是哪一列的占比，看多数行与哪一列相符；多数行都对不上的，不查。
为什么：改了一行的数，占比往往忘了重算，各行占比相加也就不是100%。
例如：合计58420件，一行15172件，占比写25.79%，应是25.97%。
怎么办：重新计算这一行的占比，或核对这一行的数。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    tables(case).iter().flat_map(in_table).collect()
}

fn in_table(table: &Small) -> Vec<Finding> {
    let heads = &table.table.header;
    let labels: Vec<String> = table.rows.iter().map(|row| table.label(row)).collect();
    let Some(total) = labels.iter().position(|label| is_total(label)) else { return Vec::new() };
    let mut findings = Vec::new();
    let shares = (0..heads.len()).filter(|&at| has_any(&heads[at].value, &WORDS.shares));
    for share in shares {
        let of = |column: usize, row: usize| -> Option<(Decimal, Decimal)> {
            let number = |row: usize, column: usize| table.rows[row].get(column)?.number;
            let exact = percent(number(row, column)?, number(total, column)?)?;
            Some((number(row, share)?, exact))
        };
        let rows = || (0..table.rows.len()).filter(|&row| row != total);
        let agreeing = |column: usize| {
            rows().filter(|&row| of(column, row).is_some_and(|(s, e)| rate_agrees(s, e))).count()
        };
        // The column that most of the shares are of.
        let columns = (0..heads.len()).filter(|&column| column != share);
        let Some((agree, column)) =
            columns.map(|column| (agreeing(column), column)).max_by_key(|&(agree, _)| agree)
        else {
            continue;
        };
        let compared = rows().filter(|&row| of(column, row).is_some()).count();
        if agree < 2 || agree * 3 < compared * 2 {
            continue;
        }
        for row in rows() {
            let Some((written, exact)) = of(column, row) else { continue };
            if rate_agrees(written, exact) {
                continue;
            }
            let cell = &table.rows[row][share];
            let message = format!(
                "“{}”的{}是{}，按“{}”一列算是{}",
                labels[row],
                heads[share].value,
                cell.text,
                heads[column].value,
                number::round(exact, written.scale().max(1))
            );
            findings.push(
                RULE.finding(message)
                    .at(cell.written.span)
                    .related(table.rows[row][column].written.span, "由这个数算出")
                    .help("请重新计算这一行的占比，或核对这一行的数"),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::messages;
    use super::super::small::testing::with_table;

    const ROWS: [&str; 3] = ["甲, 15172, 25.97", "乙, 30248, 51.78", "合计, 58420, 100"];

    #[test]
    fn fires_on_the_share_that_is_off() {
        let yaml =
            with_table("事项, 件数, 占比（%）", &[ROWS[0], ROWS[1], "丙, 13000, 22.52", ROWS[2]]);
        assert_eq!(messages("ZP123", &yaml), ["“丙”的占比（%）是22.52，按“件数”一列算是22.25"]);
    }

    #[test]
    fn is_silent_on_shares_that_fit_and_on_shares_of_something_else() {
        let right =
            with_table("事项, 件数, 占比（%）", &[ROWS[0], ROWS[1], "丙, 13000, 22.25", ROWS[2]]);
        assert!(messages("ZP123", &right).is_empty());
        let other =
            with_table("事项, 件数, 网办占比（%）", &["甲, 15172, 91", "乙, 30248, 92", ROWS[2]]);
        assert!(messages("ZP123", &other).is_empty());
    }
}
