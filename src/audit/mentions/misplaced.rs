//! ZP208: a placeholder behind words that name another figure.

use super::super::{Case, Rule};
use super::shown;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP208", name: "引用的不是文字所说的数" },
    severity: Severity::Warning,
    about: "\
检查什么：{{ }}引用的数，应是前面的文字所说的数；两个数的值不同的才报。
为什么：引用写错了名称，印出来的数是真的，说的却是另一回事，比错字更难发现。
例如：“全年执行数为{{ 资金.总额.全年预算数 }}万元”。
怎么办：核对文字和引用，改正其中之一。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let misplaced = case.mentions.misplaced.iter().filter_map(|(misplaced, span)| {
        let (used, meant) = (case.ledger.get(&misplaced.id)?, case.ledger.get(&misplaced.meant)?);
        let message = format!(
            "文字说的是“{}”（{}），引用的是“{}”（{}）",
            meant.id,
            shown(meant),
            used.id,
            shown(used)
        );
        let help = format!("是不是{{{{ {} }}}}？", meant.id);
        Some(RULE.finding(message).at(*span).figure(used.id.clone()).help(help))
    });
    misplaced.collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, messages, saying};

    #[test]
    fn fires_on_a_placeholder_of_something_else() {
        assert_eq!(
            messages("ZP208", &saying("我中心全年执行数为{{ 资金.总额.全年预算数 }}万元。")),
            [
                "文字说的是“资金.总额.全年执行数”（300.6万元），引用的是“资金.总额.全年预算数”（324万元）"
            ]
        );
    }

    #[test]
    fn is_silent_on_the_right_one() {
        let yaml = saying("我中心全年执行数为{{ 资金.总额.全年执行数 }}万元。");
        assert!(messages("ZP208", &yaml).is_empty());
        assert!(messages("ZP208", SOUND).is_empty());
    }
}
