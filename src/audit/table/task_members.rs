//! ZP121: lists of the main tasks that differ in their members.

use super::super::{Case, Rule};
use super::lists::{first_clause, lists};
use crate::document::Part;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP121", name: "各处所列主要任务不一致" },
    severity: Severity::Warning,
    about: "\
检查什么：“主要任务”各项，与正文“主要任务”（项目主要内容）一节的列表、“预期目标”的列表，应是同样的几项。按名称和内容里有意义的字词对照，三分之二以上对得上的列表才比较。
为什么：同一份报告里任务多一项少一项，说明有一处漏改。
例如：自评表列13项任务，正文只列12项，缺“道路基础设施建设”。
怎么办：核对各处，补上缺的，删去多的。",
    needs: &[Part::Goals, Part::Tasks, Part::Prose],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let tasks = &case.report.tasks;
    let mut findings = Vec::new();
    for list in lists(case) {
        for (at, task) in tasks.iter().enumerate() {
            if !list.tasks.contains(&Some(at)) {
                let message =
                    format!("主要任务有“{}”，“{}”所列各项中没有", task.name.value, list.name);
                // Behind the item of the task before it is where it is missing.
                let before = (0..at)
                    .rev()
                    .find_map(|before| list.tasks.iter().position(|task| *task == Some(before)));
                let place = list.items[before.unwrap_or(0)].span;
                findings.push(
                    RULE.finding(message)
                        .at(place)
                        .related(task.name.span, "主要任务中有这一项")
                        .help("请核对是否漏写；名称不同的，请改成一致"),
                );
            }
        }
        for (item, task) in list.items.iter().zip(&list.tasks) {
            if task.is_none() {
                let message =
                    format!("“{}”所列的“{}”，主要任务中没有", list.name, first_clause(item));
                findings.push(
                    RULE.finding(message)
                        .at(item.span)
                        .help("请核对主要任务是否漏写；名称不同的，请改成一致"),
                );
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const ITEM: &str = "      - 管护机制建设。落实管护责任人，制定运行管护制度。\n";

    #[test]
    fn fires_on_a_task_left_out_and_on_one_more() {
        assert_eq!(
            messages("ZP121", &changed(&[(ITEM, "")])),
            ["主要任务有“管护机制建设”，“项目主要内容”所列各项中没有"]
        );
        let more = format!("{ITEM}      - 水源地绿化。种植水源涵养林。\n");
        assert_eq!(
            messages("ZP121", &changed(&[(ITEM, &more)])),
            ["“项目主要内容”所列的“水源地绿化”，主要任务中没有"]
        );
    }

    #[test]
    fn is_silent_on_other_words_for_the_same() {
        let yaml = changed(&[(ITEM, "      - 健全管护机制。各村落实管护责任人。\n")]);
        assert!(messages("ZP121", &yaml).is_empty());
    }
}
