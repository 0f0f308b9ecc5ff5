//! ZP111: one matter scored several times.

use std::collections::HashMap;

use super::super::{Case, Rule};
use super::matter::{Matter, Pairs, equal, matters, same};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::number;
use crate::ledger::quantity::Target;
use crate::source::Span;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP111", name: "同一件事重复计分" },
    severity: Severity::Warning,
    about: "\
检查什么：同一个二级指标下，不应有名称、年度指标值都相同的两项；年度指标值相同、实际完成值相同（数和单位，0和100%不算）、名称相关或引用同一个数的几行，是同一件事计了几次分。
为什么：同一件事在产出、效益里反复计分，做得好多得分，做得差多扣分，总分失真。
例如：返退农民工工资保障金及利息，指标值≥1020万元，实际完成值11.84万元，在三个二级指标下各计1分。
怎么办：保留最合适的一行，其余改为反映质量、时效、效益的指标；已公布的，写入核对说明。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let matters = matters(case);
    let pairs = Pairs::of(&matters);
    let mut claimed = vec![false; matters.len()];
    let mut findings = Vec::new();
    for at in 0..matters.len() {
        if claimed[at] {
            continue;
        }
        let again: Vec<usize> = pairs
            .behind(at)
            .filter(|&other| !claimed[other] && twice(&matters[at], &matters[other]))
            .collect();
        if again.is_empty() {
            continue;
        }
        again.iter().for_each(|&other| claimed[other] = true);
        let row = &matters[at].row;
        let times = again.len() + 1;
        let others = again.iter().map(|&other| matters[other].row.row.points.value);
        let points = row.row.points.value.saturating_add(number::sum(others)).normalize();
        let names: Vec<String> =
            again.iter().map(|&other| format!("“{}”", matters[other].row.name())).collect();
        let message = format!(
            "“{}”与{}的年度指标值同是{}、实际完成值同是{}，同一件事计分{times}次，共{points}分",
            row.name(),
            names.join("、"),
            row.target_text,
            row.actual_text
        );
        let finding = RULE
            .finding(message)
            .at(row.row.name.span)
            .figure(row.figure("实际完成值"))
            .help("请保留最合适的一行，其余改为反映质量、时效、效益的指标");
        findings.push(again.iter().fold(finding, |finding, &other| {
            finding.related(matters[other].row.row.name.span, "同一件事")
        }));
    }
    findings.extend(named_twice(case));
    findings
}

/// Two rows of one name and target under one level-2 indicator: copied, the name not changed.
fn named_twice(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for group in case.report.indicators.iter().flat_map(|level| &level.groups) {
        let mut known: HashMap<(&str, &str), Span> = HashMap::new();
        for row in &group.rows {
            let (name, target) = (&row.name, &row.target);
            let key = (name.value.as_str(), target.value.as_str());
            let Some(first) = known.insert(key, name.span) else { continue };
            let message =
                format!("“{}”下有两项指标同名“{}”，年度指标值也相同", group.name.value, name.value);
            findings.push(
                RULE.finding(message)
                    .at(name.span)
                    .related(first, "前一项在这里")
                    .help("请核对是否抄错了名称，漏了另一项指标"),
            );
        }
    }
    findings
}

fn twice(a: &Matter, b: &Matter) -> bool {
    match (&a.row.target, &b.row.target) {
        (Target::Numeric(first, wanted), Target::Numeric(second, other)) => {
            first == second && equal(wanted, other) && same(a, b)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const ROW: &str =
        "{名称: 受益农村人口, 年度指标值: ≥3.2万人, 实际完成值: \"{{ 数据.受益人口 }}\", 分值: 10}";

    fn with(name: &str, actual: &str) -> Vec<String> {
        let rows = format!(
            "{{名称: 受益农村人口, 年度指标值: ≥3.2万人, 实际完成值: 3.35万人, 分值: 5}}\n      - {{名称: {name}, 年度指标值: ≥3.2万人, 实际完成值: {actual}, 分值: 5}}"
        );
        messages("ZP111", &changed(&[(ROW, &rows)]))
    }

    #[test]
    fn fires_on_one_matter_under_two_names() {
        assert_eq!(
            with("受益人口数量", "3.35万人"),
            [
                "“受益农村人口”与“受益人口数量”的年度指标值同是≥3.2万人、实际完成值同是3.35万人，同一件事计分2次，共10分"
            ]
        );
    }

    #[test]
    fn fires_on_one_name_twice_in_a_group() {
        let row = "      - {名称: 工程验收合格率, 年度指标值: 100%, 实际完成值: 100%, 分值: 10}\n";
        let twice = row.replace("分值: 10", "分值: 5").repeat(2);
        let yaml = changed(&[(row, &twice)]);
        assert_eq!(
            messages("ZP111", &yaml),
            ["“质量指标”下有两项指标同名“工程验收合格率”，年度指标值也相同"]
        );
    }

    #[test]
    fn is_silent_on_two_matters() {
        assert!(with("受益城镇人口", "3.36万人").is_empty());
        assert!(with("水质检测覆盖", "3.35万人").is_empty());
    }
}
