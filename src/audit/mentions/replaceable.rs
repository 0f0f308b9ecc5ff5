//! ZP202: a number typed into the prose that could be a placeholder.

use super::super::{Case, Rule};
use super::Mention;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP202", name: "手写的数可以改成引用" },
    severity: Severity::Note,
    about: "\
检查什么：正文里手写的数，与它所说的报告里的数一致，可以改成引用。
为什么：手写的数今天一致，改了表以后就不一致了；引用的数由程序填，总是一致。
例如：正文写“全年预算数为5781.8万元”，可以写成“全年预算数为{{ 资金.总额.全年预算数 }}万元”。
怎么办：照提示改写；不改也不影响生成报告。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let open = |mention: &&Mention| mention.agrees == Some(true) && mention.alike;
    let mentions: Vec<&Mention> = case.mentions.typed.iter().filter(open).collect();
    let same_passage = |one: &&Mention, next: &&Mention| one.passage == next.passage;
    mentions.chunk_by(same_passage).filter_map(|group| finding(case, group)).collect()
}

/// One finding a passage: a report typed throughout would have hundreds.
fn finding(case: &Case, group: &[&Mention]) -> Option<Finding> {
    const LISTED: usize = 5;
    let suggestions: Vec<String> =
        group.iter().filter_map(|mention| suggestion(case, mention)).collect();
    let first = suggestions.first()?;
    let message = match suggestions.len() {
        1 => first.clone(),
        count => format!("这一段有{count}个手写的数可以改成引用"),
    };
    let finding = RULE.finding(message).at(group[0].span);
    let listed = &suggestions[..suggestions.len().min(LISTED)];
    Some(match (suggestions.len(), group) {
        (1, [mention, ..]) => finding.figure(mention.figure.clone().unwrap_or_default()),
        _ => finding.help(listed.join("；")),
    })
}

fn suggestion(case: &Case, mention: &Mention) -> Option<String> {
    let figure = case.ledger.get(mention.figure.as_ref()?)?;
    // The unit stays where the figure prints none.
    let printed = figure.printed();
    let own = figure.number().is_some() && !printed.ends_with(&figure.unit);
    let unit = if own { mention.unit.as_str() } else { "" };
    Some(format!("“{}”可以写成{{{{ {} }}}}{unit}", mention.text, figure.id))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, messages, saying};

    #[test]
    fn fires_on_a_number_that_a_placeholder_prints() {
        for (sentence, told) in [
            ("我中心全年预算数为324万元。", "“324万元”可以写成{{ 资金.总额.全年预算数 }}万元"),
            ("全年更换管道24.7千米。", "“24.7千米”可以写成{{ 数据.更换管道 }}"),
            ("自评结果为优。", "“优”可以写成{{ 等级 }}"),
        ] {
            assert_eq!(messages("ZP202", &saying(sentence)), [told], "{sentence}");
        }
    }

    #[test]
    fn is_silent_where_something_else_would_be_printed() {
        for sentence in ["我中心全年预算数为3240000元。", "新修道路24.7公里。", "执行率为93%。"]
        {
            assert!(messages("ZP202", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP202", SOUND).is_empty());
    }
}
