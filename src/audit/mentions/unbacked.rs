//! ZP203: numbers in the prose that rest on nothing.

use super::super::{Case, Rule};
use super::{Kind as What, Mention};
use crate::document::{Part, Place};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP203", name: "正文的数没有出处" },
    severity: Severity::Note,
    about: "\
检查什么：正文里手写的数，报告的资金、指标、数据里都没有，或看不出是哪一个；每段列一条。
为什么：报告里的每个数都应能说明来历。没有出处的数，程序无从核对，审计时要另找依据。
例如：“对357个单体工程实施质量监督”，357个在表里、数据里都没有。
怎么办：把要紧的数写进“数据”，如“单体工程: 357个”，正文里引用{{ 数据.单体工程 }}；不改也不影响生成报告。",
    needs: &[Part::Facts, Part::Funds, Part::Indicators],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let open = |mention: &&Mention| {
        // 两个, 百分之百 are words more than figures.
        mention.figure.is_none() && !mention.spelled && mention.kind != What::Grade
    };
    let mut findings = Vec::new();
    let mentions: Vec<&Mention> = case.mentions.typed.iter().filter(open).collect();
    for group in mentions.chunk_by(|one, next| together(case, one.passage, next.passage)) {
        findings.push(finding(case, group));
    }
    findings
}

/// The same passage, or cells of one section's tables.
fn together(case: &Case, one: usize, next: usize) -> bool {
    let (first, second) = (&case.passages[one], &case.passages[next]);
    let cells = first.place == Place::TableCell && second.place == Place::TableCell;
    one == next || cells && first.path == second.path
}

fn finding(case: &Case, group: &[&Mention]) -> Finding {
    const LISTED: usize = 8;
    let texts: Vec<&str> = group.iter().take(LISTED).map(|mention| mention.text.as_str()).collect();
    let more = if group.len() > LISTED { " 等" } else { "" };
    let count = group.len();
    let message = format!("这一段有{count}个手写的数没有出处：{}{more}", texts.join("、"));
    let perhaps = group.iter().find_map(|mention| {
        let figure = case.ledger.get(mention.perhaps.as_ref()?)?;
        Some((mention, figure))
    });
    let help = match perhaps {
        Some((mention, figure)) => format!(
            "“{}”如果说的是“{}”，那个数是{}，请核对；其他的可以写进“数据”，再引用",
            mention.text,
            figure.id,
            super::shown(figure)
        ),
        None => "可以写进“数据”，再用{{ 数据.名称 }}引用".to_owned(),
    };
    RULE.finding(message).at(group[0].span).help(help)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, found, messages, saying};

    #[test]
    fn fires_once_a_passage() {
        assert_eq!(
            messages("ZP203", &saying("开展应急演练33次，参与1,023人次。")),
            ["这一段有2个手写的数没有出处：33次、1,023人次"]
        );
    }

    #[test]
    fn says_which_figure_may_be_meant() {
        let yaml = saying("管护项目全年预算数为20万元。");
        let [finding] = &found("ZP203", &yaml)[..] else { panic!("one finding") };
        let help = finding.help.as_deref().unwrap();
        assert!(help.starts_with("“20万元”如果说的是“资金.总额.全年预算数”，那个数是324万元"));
    }

    #[test]
    fn is_silent_on_dates_document_numbers_and_ordinals() {
        for sentence in [
            "根据水农〔2023〕70号、第36号文，2023年12月底前完成第3项。",
            "一是健全制度，二是落实“12511”工程和“三项工程”，第一次、三方面、PM2.5、1号楼。",
            "1.全部完成；2、全部完成；（3）全部完成，历时3个月。",
        ] {
            assert!(messages("ZP203", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP203", SOUND).is_empty());
    }
}
