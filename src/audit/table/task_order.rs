//! ZP122: lists of the main tasks in different orders.

use super::super::{Case, Rule};
use super::lists::{first_clause, lists};
use crate::document::Part;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP122", name: "各处主要任务的次序不一致" },
    severity: Severity::Note,
    about: "\
检查什么：正文“主要任务”（项目主要内容）一节、“预期目标”所列的各项，次序应与“主要任务”相同。
为什么：次序不同，读者难以逐项对照，编号也对不上。
例如：“道路基础设施建设”在预期目标中是第3项，在主要任务中是第9项。
怎么办：按同一次序排列。",
    needs: &[Part::Goals, Part::Tasks, Part::Prose],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for list in lists(case) {
        let mut last = 0;
        let known = list.items.iter().zip(&list.tasks).enumerate();
        let displaced = known
            .filter_map(|(at, (item, task))| task.map(|task| (at, item, task)))
            .find(|(_, _, task)| {
                let is_displaced = *task < last;
                last = *task;
                is_displaced
            });
        let Some((at, item, task)) = displaced else { continue };
        let before = list.tasks[..at].iter().zip(&list.items).rev();
        let before = before.filter_map(|(task, item)| task.map(|task| (task, item))).next();
        let behind =
            before.map(|(task, _)| format!("，排在“{}”之后", case.report.tasks[task].name.value));
        let message = format!(
            "“{}”的次序与主要任务不同：“{}”在这里是第{}项{}，在主要任务中是第{}项",
            list.name,
            first_clause(item),
            at + 1,
            behind.unwrap_or_default(),
            task + 1
        );
        let finding = RULE.finding(message).at(item.span);
        let finding = match before {
            Some((_, item)) => finding.related(item.span, "排在这一项之后"),
            None => finding,
        };
        findings.push(
            finding
                .related(case.report.tasks[task].name.span, "主要任务中的位置")
                .help("请按同一次序排列"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, messages};

    #[test]
    fn fires_on_another_order() {
        let yaml = changed(&[
            ("      - 管护机制建设。落实管护责任人，制定运行管护制度。\n", ""),
            (
                "    项目主要内容:                        # 与上面的“主要任务”一致\n",
                "    项目主要内容:\n      - 管护机制建设。落实管护责任人。\n",
            ),
        ]);
        assert_eq!(
            messages("ZP122", &yaml),
            [
                "“项目主要内容”的次序与主要任务不同：“供水工程维修养护”在这里是第2项，排在“管护机制建设”之后，在主要任务中是第1项"
            ]
        );
    }

    #[test]
    fn is_silent_on_one_order() {
        assert!(messages("ZP122", SOUND).is_empty());
    }
}
