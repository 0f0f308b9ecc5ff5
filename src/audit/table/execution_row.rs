//! ZP108: a row named as the execution rate against the funds.

use super::super::{Case, Rule};
use super::words::WORDS;
use super::{percent, rate_agrees, rows, show_rate, total};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP108", name: "预算执行率指标与资金不符" },
    severity: Severity::Error,
    about: "\
检查什么：名称是预算执行率（支出完成率、预算完成率等）的三级指标，实际完成值应等于资金总额的全年执行数÷全年预算数。按所写的小数位四舍五入或截尾都算相等，另许差0.01个百分点。
为什么：同一张表里，资金一栏算出一个执行率，指标一栏填另一个，这一行的得分就没有依据。
例如：指标填100%，而资金总额全年预算数5781.8万元，全年执行数2783.86万元，执行率48.15%。
怎么办：按资金数据改正实际完成值；口径不同的，把名称写清楚；按原样归档已公布的报告时，写入核对说明。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    const ID: &str = "资金.总额.执行率";
    let number = |name| total(case, name);
    let (Some(executed), Some(budget)) = (number("全年执行数"), number("全年预算数"))
    else {
        return Vec::new();
    };
    let Some(exact) = percent(executed, budget) else { return Vec::new() };
    let mut findings = Vec::new();
    for row in rows(case) {
        let Some(stated) =
            row.percentage().filter(|_| WORDS.execution_rows.iter().any(|name| name == row.name()))
        else {
            continue;
        };
        if rate_agrees(stated, exact) {
            continue;
        }
        let message = format!(
            "“{}”的实际完成值{}，而全年执行数{}÷全年预算数{}是{}",
            row.name(),
            row.actual_text,
            executed.normalize(),
            budget.normalize(),
            show_rate(exact)
        );
        let mut finding =
            RULE.finding(message).at(row.row.actual.span).figure(row.figure("实际完成值")).help(
                format!(
                    "应与资金一致，可以写成引用：\"{{{{ {ID} }}}}%\"；口径不同的，请把名称写清楚"
                ),
            );
        let written = case.report.funds.sources.iter().map(|source| &source.amounts);
        for amounts in written.chain(&case.report.funds.total) {
            finding = finding.related(amounts.executed.span, "与此处不符");
        }
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, found};

    fn with(actual: &str) -> Vec<crate::finding::Finding> {
        let from = "名称: 维修养护按期完成率, 年度指标值: ≥90%, 实际完成值: 94.44%";
        let to = format!("名称: 预算执行率, 年度指标值: ≥90%, 实际完成值: {actual}");
        let prose = "{{ 指标.产出指标.时效指标.维修养护按期完成率.实际完成值 }}";
        found("ZP108", &changed(&[(from, &to), (prose, "94.44%")]))
    }

    #[test]
    fn fires_on_another_rate_than_the_funds_have() {
        let found = with("100%");
        assert_eq!(
            found[0].message,
            "“预算执行率”的实际完成值100%，而全年执行数300.6÷全年预算数324是92.78%"
        );
        assert_eq!(
            found[0].figure.as_deref(),
            Some("指标.产出指标.时效指标.预算执行率.实际完成值")
        );
    }

    #[test]
    fn is_silent_on_the_rate_rounded_or_cut_off() {
        for rate in ["92.78%", "92.77%", "92.8%", "93%", "92%"] {
            assert!(with(rate).is_empty(), "{rate}");
        }
    }
}
