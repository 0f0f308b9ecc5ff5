//! ZP113: a matter that is reported as done in one place and as not done in another.

use rust_decimal::Decimal;

use super::super::names::Meaning;
use super::super::{Case, Rule, has_any};
use super::RowView;
use super::matter::{Matter, matters};
use super::words::WORDS;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::placeholder;
use crate::ledger::quantity::Target;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP113", name: "完成与未完成自相矛盾" },
    severity: Severity::Warning,
    about: "\
检查什么：名称是同一件事的两行，一行的实际完成值是0或未完成，另一行是100%或已达标并得满分；主要任务的实际完成情况写未完成、未更换的，同名的行不应得满分。
为什么：同一件事不能既完成又没有完成。
例如：“公共租赁住房办证费”实际完成值0%，“按期支付公共租赁住房办证费用”实际完成值100%、得满分。
怎么办：核对事实，改正其中一处；确是两件事的，把名称写清楚。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let matters = matters(case);
    let mut findings = Vec::new();
    for undone in matters.iter().filter(|matter| is_undone(&matter.row)) {
        let done: Vec<&Matter> = matters
            .iter()
            .filter(|done| is_done(&done.row) && done.name.close(&undone.name))
            .collect();
        let Some(first) = done.first() else { continue };
        let message = format!(
            "“{}”的实际完成值是{}，而“{}”的实际完成值是{}、得满分",
            undone.row.name(),
            undone.row.actual_text,
            first.row.name(),
            first.row.actual_text
        );
        let finding = RULE
            .finding(message)
            .at(undone.row.row.actual.span)
            .figure(undone.row.figure("实际完成值"))
            .help("请核对这件事究竟是否完成；确是两件事的，请把名称写清楚");
        findings.push(done.iter().fold(finding, |finding, done| {
            finding.related(done.row.row.actual.span, "与此处不符")
        }));
    }
    for task in &case.report.tasks {
        let actual = placeholder::filled(&task.actual.value, case.ledger);
        let Some(clause) = undone_clause(&actual) else { continue };
        let name = Meaning::of(&task.name.value);
        let done: Vec<&Matter> =
            matters.iter().filter(|done| is_done(&done.row) && done.name.close(&name)).collect();
        let [first, others @ ..] = &done[..] else { continue };
        let message = format!(
            "主要任务“{}”写“{clause}”，而“{}”的实际完成值是{}、得满分",
            task.name.value,
            first.row.name(),
            first.row.actual_text
        );
        let finding = RULE
            .finding(message)
            .at(first.row.row.actual.span)
            .figure(first.row.figure("实际完成值"))
            .related(task.actual.span, "与此处不符")
            .help("请核对这项任务究竟是否完成");
        findings.push(others.iter().fold(finding, |finding, done| {
            finding.related(done.row.row.actual.span, "与此处不符")
        }));
    }
    findings
}

/// The clause that says something was not done at all.
fn undone_clause(text: &str) -> Option<&str> {
    text.split(['，', '。', '；', ',', ';', '、'])
        .map(str::trim)
        .find(|clause| has_any(clause, &WORDS.not_done) && !has_any(clause, &WORDS.partly))
}

fn is_undone(row: &RowView) -> bool {
    let wants_more = match &row.target {
        Target::Words => true,
        Target::Unclear => false,
        Target::Numeric(comparator, wanted) => {
            !comparator.is_upper_bound() && wanted.value > Decimal::ZERO
        }
    };
    let nothing = match &row.actual {
        Some(actual) => actual.value.is_zero(),
        None => undone_clause(row.actual_text).is_some(),
    };
    wants_more && nothing
}

fn is_done(row: &RowView) -> bool {
    let wants_more =
        !matches!(&row.target, Target::Numeric(comparator, _) if comparator.is_upper_bound());
    let something = match &row.actual {
        Some(actual) => actual.value > Decimal::ZERO,
        None => undone_clause(row.actual_text).is_none(),
    };
    wants_more && something && row.is_full()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const TASK: &str = "实际完成情况: 完成维修养护{{ 数据.工程处数 }}";

    #[test]
    fn fires_on_a_task_not_done_that_scores_full() {
        let yaml = changed(&[(TASK, "实际完成情况: 因资金调整，年内未实施")]);
        assert_eq!(
            messages("ZP113", &yaml),
            [
                "主要任务“供水工程维修养护”写“年内未实施”，而“维修养护供水工程数量”的实际完成值是18处、得满分"
            ]
        );
    }

    #[test]
    fn fires_on_nothing_in_one_row_and_all_in_another() {
        let yaml = changed(&[
            (
                "{名称: 工程验收合格率, 年度指标值: 100%, 实际完成值: 100%, 分值: 10}",
                "{名称: 管道冲洗消毒, 年度指标值: 100%, 实际完成值: 100%, 分值: 10}",
            ),
            (
                "{名称: 维修养护按期完成率, 年度指标值: ≥90%, 实际完成值: 94.44%, 分值: 10}",
                "{名称: 按期完成管道冲洗消毒, 年度指标值: ≥90%, 实际完成值: 0%, 分值: 10, 偏差原因: 见正文}",
            ),
            ("{{ 指标.产出指标.质量指标.工程验收合格率.实际完成值 }}", "100%"),
            ("{{ 指标.产出指标.时效指标.维修养护按期完成率.实际完成值 }}", "0%"),
        ]);
        assert_eq!(
            messages("ZP113", &yaml),
            ["“按期完成管道冲洗消毒”的实际完成值是0%，而“管道冲洗消毒”的实际完成值是100%、得满分"]
        );
    }

    #[test]
    fn is_silent_on_what_is_partly_done() {
        let yaml = changed(&[(TASK, "实际完成情况: 已全部维修，部分工程款未支付，未发生事故")]);
        assert!(messages("ZP113", &yaml).is_empty());
    }
}
