//! ZP429: attachments spoken of, not listed.

use super::super::{Case, Rule};
use super::Role;
use crate::document::{Part, Place};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP429", name: "缺少附件说明" },
    severity: Severity::Note,
    about: "\
检查什么：正文说到本报告的附件、附表，而报告没有写“附件说明”，或者附件的序号超出所列的个数。
为什么：《党政机关公文格式》（GB/T 9704—2012，7.3.4）要求有附件的在正文下列出附件名称，读者才知道附件齐不齐。
例如：正文写“详见附件”，落款前没有“附件：部门整体自评表”。
怎么办：写“附件说明”，列出附件名称。",
    needs: &[Part::Closing],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    if !case.report.closing.attachments.is_empty() {
        return beyond_the_list(case).into_iter().collect();
    }
    for line in case.lines.iter().filter(|line| line.role == Role::Passage(Place::Paragraph)) {
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

/// 附件3, where two are listed.
fn beyond_the_list(case: &Case) -> Option<Finding> {
    let listed = &case.report.closing.attachments;
    for line in case.lines.iter().filter(|line| line.role == Role::Passage(Place::Paragraph)) {
        for (at, pair) in line.chars.windows(2).enumerate() {
            let digits = line.chars.iter().skip(at + 2).take_while(|char| char.c.is_ascii_digit());
            let end = at + 2 + digits.count();
            let Ok(number) = line.slice(at + 2, end.max(at + 2)).parse::<usize>() else { continue };
            if pair[0].c == '附' && matches!(pair[1].c, '件' | '表') && number > listed.len() {
                let word = line.slice(at, end);
                let message = format!("正文说到“{word}”，附件说明只列了{}个", listed.len());
                let finding = line.finding(&RULE, at, end, message).severity(Severity::Warning);
                return Some(
                    finding
                        .related(listed[0].span, "附件说明")
                        .help("请核对附件的序号，或补上漏列的附件"),
                );
            }
        }
    }
    None
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
        let beyond = listed.replace("详见附表", "详见附件1、附件2");
        assert_eq!(messages("ZP429", &beyond), ["正文说到“附件2”，附件说明只列了1个"]);
    }

    #[test]
    fn is_silent_when_nothing_is_said_of_attachments() {
        assert!(messages("ZP429", SOUND).is_empty());
    }
}
