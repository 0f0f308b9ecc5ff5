//! ZP101: what breaks a source of funds down against the source.

use super::super::{Case, Rule};
use crate::document::{Amount, Amounts, FundSource};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::id;
use crate::ledger::ids::SourceIds;
use crate::ledger::number;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP101", name: "其中各项之和与来源不符" },
    severity: Severity::Error,
    about: "\
检查什么：资金来源“其中”各项的年初预算数、全年预算数、全年执行数，相加不能超过该来源的数；另两列相加正好相等的，这一列也应相等。
为什么：“其中”是来源的一部分，部分之和不会大于总体；超过了，必有一数填错。
例如：一般公共预算资金全年执行数1896.45万元，其中基本支出1165.2万元、项目支出831.25万元，合计1996.45万元。
怎么办：核对决算数据，改正填错的数。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    of(&case.report.funds.sources, &case.ids.sources, &mut findings);
    findings
}

fn of(sources: &[FundSource], ids: &[SourceIds], findings: &mut Vec<Finding>) {
    for (source, ids) in sources.iter().zip(ids) {
        for (name, amount) in BY_NAME {
            let parts: Vec<_> = source.of_which.iter().map(|part| amount(&part.amounts)).collect();
            let sum = number::sum(parts.iter().map(|part| part.value));
            let whole = amount(&source.amounts);
            let too_much = sum > whole.value;
            // The other amounts of the lines add up to the source's, so these should.
            let others = BY_NAME.iter().filter(|(other, _)| *other != name);
            let whole_elsewhere = !parts.is_empty()
                && others.into_iter().all(|(_, amount)| {
                    let parts = source.of_which.iter().map(|part| amount(&part.amounts).value);
                    number::sum(parts) == amount(&source.amounts).value
                });
            if !too_much && (sum == whole.value || !whole_elsewhere) {
                continue;
            }
            let message = format!(
                "“{}”的{name}是{}，其中各项相加是{}",
                source.name.value,
                whole.value.normalize(),
                sum.normalize()
            );
            let finding = RULE
                .finding(message)
                .at(whole.span)
                .figure(id::join(&ids.id, name))
                .help("其中各项是来源的一部分，请核对哪一个数填错");
            findings.push(
                parts.iter().fold(finding, |finding, part| finding.related(part.span, "其中一项")),
            );
        }
        of(&source.of_which, &ids.of_which, findings);
    }
}

type Of = fn(&Amounts) -> Amount;

const BY_NAME: [(&str, Of); 3] = [
    ("年初预算数", |amounts| amounts.initial_budget),
    ("全年预算数", |amounts| amounts.full_year_budget),
    ("全年执行数", |amounts| amounts.executed),
];

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const LINE: &str = "当年财政拨款: {年初预算数: 300, 全年预算数: 300, 全年执行数: 276.6}";

    fn with(executed: &str) -> Vec<String> {
        let line = format!(
            "当年财政拨款: {{年初预算数: 300, 全年预算数: 300, 全年执行数: 276.6, 其中: {{\
             甲项: {{年初预算数: 100, 全年预算数: 100, 全年执行数: 76.6}}, \
             乙项: {{年初预算数: 200, 全年预算数: 200, 全年执行数: {executed}}}}}}}"
        );
        messages("ZP101", &changed(&[(LINE, &line)]))
    }

    #[test]
    fn fires_on_parts_larger_than_the_whole() {
        assert_eq!(with("200.1"), ["“当年财政拨款”的全年执行数是276.6，其中各项相加是276.7"]);
    }

    #[test]
    fn fires_on_parts_that_add_up_but_in_one_column() {
        assert_eq!(with("198"), ["“当年财政拨款”的全年执行数是276.6，其中各项相加是274.6"]);
    }

    #[test]
    fn is_silent_on_the_whole_and_on_some_parts_of_it() {
        assert!(with("200").is_empty());
        let line = LINE
            .replace("}", ", 其中: {甲项: {年初预算数: 100, 全年预算数: 90, 全年执行数: 76.6}}}");
        assert!(messages("ZP101", &changed(&[(LINE, &line)])).is_empty());
    }
}
