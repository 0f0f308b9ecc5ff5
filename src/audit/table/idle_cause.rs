//! ZP116: a cause where nothing deviates.

use rust_decimal::Decimal;

use super::super::{Case, Rule, has_any};
use super::cause::cause;
use super::rows;
use super::words::WORDS;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::quantity::Target;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP116", name: "没有偏差却写了偏差原因" },
    severity: Severity::Note,
    about: "\
检查什么：得满分、实际完成值又正好等于年度指标值（文字的指标值完成100%）的行，不应有偏差原因。优于指标值而得满分的，可以说明为什么超额，但不应说没有完成的原因。
为什么：没有偏差而写原因，多是别的行的原因填错了行，或实际完成值填错。
例如：年度指标值100%，实际完成值100%，得满分，偏差原因却写“财政未拨付”。
怎么办：核对实际完成值；确实没有偏差的，删去偏差原因。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in rows(case) {
        let exactly = match (&row.target, row.numbers()) {
            (_, Some((_, wanted, actual))) => wanted == actual,
            (Target::Words, None) => row.percentage() == Some(Decimal::ONE_HUNDRED),
            _ => false,
        };
        let met = row.numbers().is_some_and(|(how, wanted, actual)| how.is_met(actual, wanted));
        let Some((text, words)) = cause(&row, case).filter(|_| row.is_full()) else { continue };
        let of_more = has_any(&words, &WORDS.over_completion);
        let of_shortfall = !of_more && has_any(&words, &WORDS.shortfall);
        let (what, severity) = if exactly {
            ("没有偏差、得满分，却写了偏差原因", RULE.severity)
        } else if met && of_shortfall {
            ("已达到年度指标值、得满分，偏差原因说的却是没有完成", Severity::Warning)
        } else if met && !of_more {
            ("已达到年度指标值、得满分，却写了偏差原因", RULE.severity)
        } else {
            continue;
        };
        let message = format!("“{}”的实际完成值{}{what}", row.name(), row.actual_text);
        findings.push(
            RULE.finding(message)
                .severity(severity)
                .at(text.span)
                .figure(row.figure("得分"))
                .related(row.row.actual.span, "实际完成值")
                .help("请核对是否填错了行；没有偏差的，请删去偏差原因"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    #[test]
    fn fires_on_a_cause_of_nothing() {
        let row = "年度指标值: 100%, 实际完成值: 100%, 分值: 10";
        let yaml = changed(&[(row, &format!("{row}, 偏差原因: 资金未拨付"))]);
        assert_eq!(
            messages("ZP116", &yaml),
            ["“工程验收合格率”的实际完成值100%没有偏差、得满分，却写了偏差原因"]
        );
    }

    #[test]
    fn fires_on_a_shortfall_explained_where_none_is() {
        let row = "年度指标值: ≥90%, 实际完成值: 92%, 分值: 10";
        let yaml = changed(&[(row, &format!("{row}, 偏差原因: 部分问卷没有收回，未达到指标值"))]);
        assert_eq!(
            messages("ZP116", &yaml),
            ["“受益群众满意度”的实际完成值92%已达到年度指标值、得满分，偏差原因说的却是没有完成"]
        );
    }

    #[test]
    fn is_silent_on_more_than_was_asked() {
        let row = "年度指标值: ≥90%, 实际完成值: 92%, 分值: 10";
        for cause in ["超过指标值，群众配合调查", "入户调查增加，满意度高于指标值"]
        {
            let yaml = changed(&[(row, &format!("{row}, 偏差原因: {cause}"))]);
            assert!(messages("ZP116", &yaml).is_empty());
        }
    }
}
