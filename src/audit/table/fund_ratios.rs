//! ZP109: rows named as other ratios of the funds against the funds.

use rust_decimal::Decimal;

use super::super::{Case, Rule};
use super::words::WORDS;
use super::{percent, rate_agrees, rows, show_rate, total};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP109", name: "预算调整率、结转结余率与资金不符" },
    severity: Severity::Warning,
    about: "\
检查什么：名称是预算调整率、结转结余率的三级指标，实际完成值应与资金总额一致：预算调整率为|全年预算数－年初预算数|÷年初预算数，结转结余率为（全年预算数－全年执行数）÷全年预算数。按所写的小数位四舍五入或截尾都算相等，另许差0.01个百分点。
为什么：这两项由资金数据决定。口径可能不同（如政策性追加不计入调整，年末收回的指标不计入结转），所以只作警告。
例如：预算调整率填0%，而年初预算数2135.09万元，全年预算数5781.8万元，增加了170.8%。
怎么办：按资金数据改正实际完成值；口径不同的，在正文里说明哪些数没有计入。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let number = |name| total(case, name);
    let (Some(initial), Some(budget), Some(executed)) =
        (number("年初预算数"), number("全年预算数"), number("全年执行数"))
    else {
        return Vec::new();
    };
    rows(case)
        .iter()
        .filter_map(|row| {
            let named = |names: &[String]| names.iter().any(|name| name == row.name());
            let (part, whole, how) = if named(&WORDS.adjustment_rows) {
                (
                    budget.saturating_sub(initial).abs(),
                    initial,
                    "全年预算数与年初预算数之差÷年初预算数",
                )
            } else if named(&WORDS.carry_over_rows) {
                (budget - executed, budget, "全年预算数未执行部分÷全年预算数")
            } else {
                return None;
            };
            let (stated, exact) = (row.percentage()?, percent(part, whole)?);
            if rate_agrees(stated, exact) || exact < Decimal::ZERO {
                return None;
            }
            let message = format!(
                "“{}”的实际完成值{}，按资金总额（{how}：{}÷{}）是{}",
                row.name(),
                row.actual_text,
                part.normalize(),
                whole.normalize(),
                show_rate(exact)
            );
            let mut finding = RULE
                .finding(message)
                .at(row.row.actual.span)
                .figure(row.figure("实际完成值"))
                .help("请按资金数据核对；口径不同的，请在正文里说明没有计入的数");
            let written = case.report.funds.sources.iter().map(|source| &source.amounts);
            for amounts in written.chain(&case.report.funds.total) {
                finding = finding.related(amounts.full_year_budget.span, "与此处不符");
            }
            Some(finding)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    fn with(name: &str, actual: &str) -> Vec<String> {
        let from = "名称: 维修养护按期完成率, 年度指标值: ≥90%, 实际完成值: 94.44%";
        let to = format!("名称: {name}, 年度指标值: ≤10%, 实际完成值: {actual}");
        let prose = "{{ 指标.产出指标.时效指标.维修养护按期完成率.实际完成值 }}";
        messages("ZP109", &changed(&[(from, &to), (prose, "94.44%")]))
    }

    #[test]
    fn fires_on_ratios_that_the_funds_contradict() {
        assert_eq!(
            with("预算调整率", "0%"),
            [
                "“预算调整率”的实际完成值0%，按资金总额（全年预算数与年初预算数之差÷年初预算数：24÷300）是8%"
            ]
        );
        assert_eq!(
            with("结转结余率", "0%"),
            [
                "“结转结余率”的实际完成值0%，按资金总额（全年预算数未执行部分÷全年预算数：23.4÷324）是7.22%"
            ]
        );
    }

    #[test]
    fn is_silent_on_the_ratios_of_the_funds() {
        assert!(with("预算调整率", "8%").is_empty());
        assert!(with("结转结余率", "7.2%").is_empty());
        assert!(with("基建结转结余率", "0%").is_empty());
    }
}
