//! ZP425: a paragraph without its last mark.

use super::super::{Case, Rule};
use super::Role;
use crate::document::Place;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP425", name: "段末缺标点" },
    severity: Severity::Warning,
    about: "\
检查什么：正文里成句的一段，末尾应有句号等句末标点，不以逗号、顿号结尾，也不光秃秃地结束。
为什么：多半是粘贴时漏了后半段，或把一段拆成了两行（YAML里一行就是一段）。
例如：“加强预算管理，严格支出审核”后面没有标点。
怎么办：补上句号或漏掉的文字；本是一段的，并成一行。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in case.lines.iter().filter(|line| line.role == Role::Passage(Place::Paragraph)) {
        let length = line.chars.len();
        let Some(last) = line.at(length.wrapping_sub(1)) else { continue };
        let ended = matches!(
            last,
            '。' | '！'
                | '？'
                | '；'
                | '：'
                | '…'
                | '—'
                | '”'
                | '’'
                | '）'
                | '》'
                | '.'
                | '!'
                | '?'
                | ';'
                | ':'
                | ')'
                | '"'
        );
        // A line without any mark inside is a caption or an item, no sentence.
        let is_sentence = line.chars[..length - 1]
            .iter()
            .any(|char| matches!(char.c, '，' | '。' | '；' | '：' | ','));
        if !ended && is_sentence {
            findings.push(
                line.finding(&RULE, length - 1, length, "这一段末尾没有句末标点".to_owned())
                    .help("请补上句号，或补上漏掉的文字；本是一段的，请并成一行"),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, messages};

    #[test]
    fn fires_on_a_paragraph_without_a_last_mark() {
        let yaml = changed(&[("相应的工程款未支付。", "相应的工程款未支付")]);
        assert_eq!(messages("ZP425", &yaml), ["这一段末尾没有句末标点"]);
        let yaml = changed(&[("相应的工程款未支付。", "相应的工程款未支付，")]);
        assert_eq!(messages("ZP425", &yaml).len(), 1);
    }

    #[test]
    fn is_silent_on_sentences_and_single_words() {
        assert!(messages("ZP425", SOUND).is_empty());
        assert!(
            messages(
                "ZP425",
                &changed(&[(
                    "- 供水管道更换。更换老化、漏损严重的供水管道。",
                    "- 更换老化、漏损的管道"
                )])
            )
            .is_empty()
        );
    }
}
