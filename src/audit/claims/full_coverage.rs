//! ZP307: “全覆盖” and “应保尽保” against rows of the same matter that fell short.

use super::super::{Case, Rule};
use super::matters;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP307", name: "全覆盖、全做完的说法与指标不符" },
    severity: Severity::Warning,
    about: "\
检查什么：正文说某事全覆盖、应保尽保、覆盖率100%，或已全部完成、全部建成的，表中同一事项的指标不应未达标。事项按名称中有意义的字比较，所以只列为警告。
为什么：说一个不漏，表中却没有达到指标值，两处必有一处要改或要解释。
例如：正文说“住房补贴应保尽保”，表中“住房补贴发放户数”未达到指标值。
怎么办：据实改写；对象本来就少、已经全部覆盖的，在正文和偏差原因里写明。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let help = "请据实改写；对象本来就少、确已全部覆盖的，请在正文写明";
    let mut findings = matters::contradicted(&RULE, case, "全覆盖", false, help);
    findings.extend(matters::contradicted(&RULE, case, "全部做完", false, help));
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const PLACE: &str = "支付前由项目、财务人员共同审核，";

    #[test]
    fn fires_on_the_same_matter() {
        let yaml = changed(&[(PLACE, "老化供水管道更换长度实现全覆盖，")]);
        assert_eq!(
            messages("ZP307", &yaml),
            ["正文说“全覆盖”，但表中“更换供水管道长度”得9.5分（分值10分）"]
        );
        let yaml = changed(&[(PLACE, "老化供水管道更换已全部完成，")]);
        assert_eq!(
            messages("ZP307", &yaml),
            ["正文说“已全部完成”，但表中“更换供水管道长度”得9.5分（分值10分）"]
        );
    }

    #[test]
    fn is_silent_on_another_matter() {
        let yaml = changed(&[(PLACE, "工程验收合格率检查全覆盖，")]);
        assert!(messages("ZP307", &yaml).is_empty());
    }
}
