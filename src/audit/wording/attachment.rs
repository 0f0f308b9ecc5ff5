//! ZP429: attachments spoken of, not listed.

use super::super::{Case, Rule};
use super::{Role, lines};
use crate::document::{Part, Place};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP429", name: "缺少附件说明" },
    severity: Severity::Note,
    about: "\
检查什么：正文说到本报告的附件、附表，而报告没有写“附件说明”。
为什么：《党政机关公文格式》（GB/T 9704—2012，7.3.4）要求有附件的在正文下列出附件名称，读者才知道附件齐不齐。
例如：正文写“详见附件”，落款前没有“附件：部门整体自评表”。
怎么办：写“附件说明”，列出附件名称。",
    needs: &[Part::Closing],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    if !case.report.closing.attachments.is_empty() {
        return Vec::new();
    }
    for line in lines(case).iter().filter(|line| line.role == Role::Passage(Place::Paragraph)) {
        for (at, pair) in line.chars.windows(2).enumerate() {
            if pair[0].c == '附' && matches!(pair[1].c, '件' | '表') {
                let word = line.slice(at, at + 2);
                let message = format!("正文说到“{word}”，报告没有写“附件说明”");
                let finding = line.finding(&RULE, at, at + 2, message);
                return vec![finding.help("请写“附件说明”，列出附件名称")];
            }
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, messages};

    #[test]
    fn fires_on_an_attachment_that_is_not_listed() {
        let yaml = changed(&[("相应的工程款未支付。", "相应的工程款未支付，详见附表。")]);
        assert_eq!(messages("ZP429", &yaml), ["正文说到“附表”，报告没有写“附件说明”"]);
        let listed = yaml.replace("成文日期:", "附件说明: 项目支出绩效自评表\n成文日期:");
        assert!(messages("ZP429", &listed).is_empty());
    }

    #[test]
    fn is_silent_when_nothing_is_said_of_attachments() {
        assert!(messages("ZP429", SOUND).is_empty());
    }
}
