//! ZP306: “及时足额支付” against rows of the same matter that fell short.

use super::super::{Case, Rule};
use super::matters;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP306", name: "及时足额支付的说法与指标不符" },
    severity: Severity::Warning,
    about: "\
检查什么：正文说某项费用及时足额支付、发放、返退、拨付的，表中同一事项的指标不应未达标，主要任务也不应写着没有做。事项按名称中有意义的字比较，所以只列为警告。
为什么：说足额，表中却只完成一部分，两处必有一处要改或要解释。
例如：正文说“已及时足额支付改制企业相关费用”，表中“改制企业费用”只完成139.84万元，指标值≥220万元，原因写着各项奖金财政未拨付。
怎么办：没有足额的，据实写；应付的都已付、只是指标值定高的，在正文和偏差原因里写明。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let help = "没有足额的请据实改写；应付的都已付、只是指标值定高的，请在正文写明";
    matters::contradicted(&RULE, case, "及时足额支付", true, help)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const PLACE: &str = "支付前由项目、财务人员共同审核，";

    #[test]
    fn fires_on_the_same_matter() {
        let yaml = changed(&[(PLACE, "及时足额支付更换供水管道费用，")]);
        assert_eq!(
            messages("ZP306", &yaml),
            ["正文说“及时足额支付”，但表中“更换供水管道长度”得9.5分（分值10分）"]
        );
    }

    #[test]
    fn is_silent_on_another_matter_and_on_denial() {
        for text in [
            "及时足额支付验收费用，",
            "及时足额支付维修养护供水工程费用，",
            "未能及时足额支付更换供水管道费用，",
        ] {
            assert!(messages("ZP306", &changed(&[(PLACE, text)])).is_empty(), "{text}");
        }
    }
}
