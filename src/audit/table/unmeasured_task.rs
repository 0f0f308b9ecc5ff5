//! ZP120: main tasks that no indicator measures.

use super::super::names::Meaning;
use super::super::{Case, Rule};
use super::rows;
use crate::document::{Part, Task};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP120", name: "主要任务没有对应的指标" },
    severity: Severity::Note,
    about: "\
检查什么：每项主要任务，应至少有一个三级指标的名称与它相关（去掉工作、经费、项目等通用的词后，有相同的字词；或者任务的内容里说到这个指标）。
为什么：任务没有指标，完成得怎样就无从评价，也进不了总分。
例如：主要任务有“道路基础设施建设”，指标里没有一行说到道路。
怎么办：为这项任务设置指标；已有指标而名称看不出来的，把名称写清楚。",
    needs: &[Part::Tasks, Part::Indicators],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    /// How much of a task's name one indicator has to say, in hundredths.
    const LEAST: usize = 20;
    /// How much of an indicator's name a task's contents have to say, in hundredths.
    const MOST: usize = 60;
    let names: Vec<Meaning> = rows(case).iter().map(|row| Meaning::of(row.name())).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let measured = |task: &Task| {
        let name = Meaning::of(&task.name.value);
        let told = Meaning::of(&format!("{}，{}", task.content.value, task.actual.value));
        names.iter().any(|row| name.covered(row, LEAST) || row.covered(&told, MOST))
    };
    let unmeasured: Vec<_> =
        case.report.tasks.iter().filter(|task| !measured(task)).map(|task| &task.name).collect();
    let [first, others @ ..] = &unmeasured[..] else { return Vec::new() };
    let list: Vec<String> = unmeasured.iter().map(|name| format!("“{}”", name.value)).collect();
    let message = format!(
        "{}项主要任务中有{}项没有名称相关的指标：{}",
        case.report.tasks.len(),
        unmeasured.len(),
        list.join("、")
    );
    let finding = RULE
        .finding(message)
        .at(first.span)
        .help("请为这些任务设置指标；已有指标而名称看不出来的，请把名称写清楚");
    vec![
        others
            .iter()
            .fold(finding, |finding, name| finding.related(name.span, "也没有名称相关的指标")),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, messages};

    #[test]
    fn fires_on_a_task_that_nothing_measures() {
        let yaml = changed(&[("  - 名称: 管护机制建设\n", "  - 名称: 水源地绿化工作\n")]);
        assert_eq!(
            messages("ZP120", &yaml),
            ["3项主要任务中有1项没有名称相关的指标：“水源地绿化工作”"]
        );
    }

    #[test]
    fn is_silent_where_each_task_has_its_indicator() {
        assert!(messages("ZP120", SOUND).is_empty());
    }
}
