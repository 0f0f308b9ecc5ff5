//! ZP204: a grade in the prose that is not the grade of the total.

use super::super::{Case, Rule};
use super::{Kind as What, Mention, Sureness, contradicted, shown};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP204", name: "正文的等级与总分不符" },
    severity: Severity::Error,
    about: "\
检查什么：正文里手写的等级（“自评结果为优”“评价等级为良好”），应是按总分评定的等级；有公布值的，是公布的等级。
为什么：等级是全文的结论，与总分不符，整篇报告就站不住。
例如：总分87.97，评分办法规定90分以上为优，正文写“自评结果为优”。
怎么办：核对总分，改正等级；写成{{ 等级 }}，总分变了等级也跟着变。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    case.mentions.typed.iter().filter_map(|mention| contradiction(case, mention)).collect()
}

fn contradiction(case: &Case, mention: &Mention) -> Option<Finding> {
    let wrong = mention.agrees == Some(false) && mention.sureness == Sureness::Sure;
    let figure = case.ledger.get(mention.figure.as_ref()?)?;
    (wrong && mention.kind == What::Grade).then(|| {
        let finding = RULE
            .finding(format!("正文写等级为“{}”，“{}”是{}", mention.text, figure.id, shown(figure)))
            .help(format!("请核对；可以写成{{{{ {} }}}}", figure.id));
        contradicted::about(finding, mention, figure)
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, messages, saying};

    #[test]
    fn fires_on_another_grade() {
        for sentence in ["自评结果为良。", "评价等级为“良好”。", "我中心绩效自评等级：良。"]
        {
            let told = messages("ZP204", &saying(sentence));
            assert_eq!(told.len(), 1, "{sentence}");
            assert!(told[0].contains("“等级”是优"), "{told:?}");
        }
    }

    #[test]
    fn is_silent_on_the_grade_and_on_what_is_none() {
        for sentence in [
            "自评结果为优。",
            "评价等级为优秀。",
            "水质等级为良。",
            "绩效管理情况良好。",
            "自评结果为优化支出提供依据。",
            "上年度自评结果为良。",
        ] {
            assert!(messages("ZP204", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP204", SOUND).is_empty());
    }
}
