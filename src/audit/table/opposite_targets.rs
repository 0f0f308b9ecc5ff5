//! ZP110: one actual value measured against targets that oppose each other.

use super::super::{Case, Rule};
use super::matter::{Matter, Pairs, matters, same};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::quantity::{Comparator, Target};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP110", name: "同一完成值对照相反的指标值" },
    severity: Severity::Warning,
    about: "\
检查什么：同一件事的同一个实际完成值，不应在一行要求不高于（≤）、在另一行要求不低于（≥），也不应在一行得满分、在另一行失分。同一件事是指引用同一个数，或名称相关、完成值相等；0和100%不算。
为什么：指标值的方向相反，必有一行设置错误，得分也就自相矛盾。
例如：“完成改制企业费用支出”≤220万元，“改制企业费用”≥220万元，实际完成值都是139.84万元，一行得满分，一行失分。
怎么办：弄清这项支出是要控制还是要保障，统一指标值的方向；已公布的，写入核对说明。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let matters = matters(case);
    let pairs = Pairs::of(&matters);
    let mut findings = Vec::new();
    for (at, first) in matters.iter().enumerate() {
        let mut others = pairs
            .behind(at)
            .map(|behind| &matters[behind])
            .filter(|other| same(first, other) && (opposite(first, other) || unlike(first, other)))
            .peekable();
        let Some(other) = others.peek() else { continue };
        let row = &first.row;
        let say = |row: &super::RowView| {
            let points = row.row.points.value.normalize();
            let score = row.score.map(|score| format!("，{points}分得{}分", score.normalize()));
            format!(
                "“{}”的年度指标值是{}{}",
                row.name(),
                row.target_text,
                score.unwrap_or_default()
            )
        };
        let message =
            format!("实际完成值同是{}，{}；{}", row.actual_text, say(row), say(&other.row));
        let finding = RULE
            .finding(message)
            .at(row.row.target.span)
            .figure(row.figure("实际完成值"))
            .help("同一件事请统一指标值的方向和大小");
        findings.push(others.fold(finding, |finding, other| {
            finding.related(other.row.row.target.span, "与此处不符")
        }));
    }
    findings
}

/// Whether one asks for at most, the other for at least.
fn opposite(a: &Matter, b: &Matter) -> bool {
    let direction = |matter: &Matter| match matter.row.target {
        Target::Numeric(Comparator::AtMost | Comparator::LessThan, _) => Some(true),
        Target::Numeric(Comparator::AtLeast | Comparator::MoreThan, _) => Some(false),
        Target::Numeric(Comparator::Equal, _) | Target::Words | Target::Unclear => None,
    };
    matches!((direction(a), direction(b)), (Some(first), Some(second)) if first != second)
}

/// Whether both are numbers, and one scores full where the other falls short.
fn unlike(a: &Matter, b: &Matter) -> bool {
    let numeric = a.row.numbers().is_some() && b.row.numbers().is_some();
    let (a, b) = (&a.row, &b.row);
    numeric && ((a.is_full() && b.is_short()) || (a.is_short() && b.is_full()))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const ROW: &str =
        "{名称: 单处工程平均支出, 年度指标值: ≤18万元, 实际完成值: 16.7万元, 分值: 10}";

    fn with(name: &str, target: &str) -> Vec<String> {
        let rows = format!(
            "{{名称: 单处工程平均支出, 年度指标值: ≤18万元, 实际完成值: 16.7万元, 分值: 5}}\n      - {{名称: {name}, 年度指标值: {target}, 实际完成值: 16.7万元, 分值: 5, 偏差原因: 见正文}}"
        );
        messages("ZP110", &changed(&[(ROW, &rows)]))
    }

    #[test]
    fn fires_on_at_most_against_at_least() {
        assert_eq!(
            with("单处工程支出", "≥18万元"),
            ["实际完成值同是16.7万元，“单处工程平均支出”的年度指标值是≤18万元，5分得5分；\
              “单处工程支出”的年度指标值是≥18万元，5分得4.64分"]
        );
    }

    #[test]
    fn is_silent_on_other_matters_and_on_one_direction() {
        assert!(with("宣传手册印制", "≥18万元").is_empty());
        assert!(with("单处工程支出", "≤17万元").is_empty());
    }
}
