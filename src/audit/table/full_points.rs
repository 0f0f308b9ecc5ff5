//! ZP104: the points of everything that counts, where the method does not state level-1 points.

use rust_decimal::Decimal;

use super::super::{Case, Rule};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP104", name: "总分值不是100分" },
    severity: Severity::Warning,
    about: "\
检查什么：评分办法没有规定一级指标分值的，计入总分的分值（含预算执行率，如计入）合计应为100分。
为什么：等级的分数线按百分制划定，满分不是100分，等级就不可比。
例如：预算执行率10分，各行分值合计89分，满分只有99分。
怎么办：核对是否少了一行，或某行分值填错。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    const ID: &str = "总分.分值";
    let Some(total) = case.ledger.get(ID).filter(|total| total.complete) else { return Vec::new() };
    let points = total.number().unwrap_or_default();
    let ruled = !case.method.rows.level1_points.is_empty();
    let Some(level) = case.report.indicators.first() else { return Vec::new() };
    if ruled || points == Decimal::ONE_HUNDRED {
        return Vec::new();
    }
    let message = format!("计入总分的分值合计{}分，不是100分", points.normalize());
    let help = "请核对是否少了一行，或某行分值填错";
    vec![RULE.finding(message).at(level.name.span).figure(ID).help(help)]
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::SOUND;
    use crate::finding::Finding;
    use crate::{MethodFile, assets, prepare};

    /// What is found under the method of the sound report without its level-1 points.
    fn found(yaml: &str) -> Vec<Finding> {
        let method = String::from_utf8(assets::method("财预2020-10号").unwrap().into_owned());
        let stated = "  一级分值: {产出指标: 50, 效益指标: 30, 满意度指标: 10}\n";
        let method = method.unwrap().replace(stated, "");
        let file = MethodFile { name: "办法.yaml".to_owned(), bytes: method.into_bytes() };
        let prepared = prepare("报告.yaml", yaml.as_bytes(), Some(file));
        assert!(prepared.assembled.is_some(), "{:#?}", prepared.findings);
        prepared.findings.into_iter().filter(|finding| finding.kind.code == "ZP104").collect()
    }

    #[test]
    fn fires_on_ninety_nine() {
        let from = "实际完成值: 92%, 分值: 10}";
        assert!(SOUND.contains(from));
        let found = found(&SOUND.replace(from, "实际完成值: 92%, 分值: 9}"));
        assert_eq!(found[0].message, "计入总分的分值合计99分，不是100分");
    }

    #[test]
    fn is_silent_on_a_hundred() {
        assert!(found(SOUND).is_empty());
    }
}
