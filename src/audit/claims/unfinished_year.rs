//! ZP311: wording of a year still running in a report on a closed one.

use super::super::{Case, Rule};
use super::{self as claims, Made, readings};
use crate::document::Place;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP311", name: "年度未结束时的说法" },
    severity: Severity::Warning,
    about: "\
检查什么：讲完成情况的正文、履职目标和主要任务里，不应有“截至目前”“正在进行”“计划12月底完工”“预计”“待批准后”这类年度还没有结束时的说法；“今年”“本年”只作提示。讲下一步、建议、结果应用和自评工作本身的小节不看。
为什么：自评的年度已经结束，应写全年的结果。这类说法多是从年中的总结抄来的，数也停在抄来的时候。
例如：2022年度的报告写“今年改造的10个项目……已完成总共工程量的60%，计划12月底完工”。
怎么办：写到年底的结果，用具体日期代替“目前”，用年份代替“今年”。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let year = &case.report.year.value;
    let mut findings = Vec::new();
    for reading in readings(case) {
        if !reading.tells_results() || reading.tells_evaluation() {
            continue;
        }
        let made = |name| -> Vec<Made> {
            let told = |made: &Made| !made.is_intended() && !made.is_in_a_title();
            reading.claims(name).into_iter().filter(told).collect()
        };
        findings.extend(
            claims::finding(&RULE, case, &made("年度未结束"), |words| {
                format!("{words}是{year}年度还没有结束时的说法")
            })
            .map(|finding| finding.help("请写到年底的结果，用具体日期代替“目前”")),
        );
        if reading.passage.place == Place::Paragraph {
            findings.extend(
                claims::finding(&RULE, case, &made("本年的说法"), |words| {
                    format!("{words}指哪一年不明确，报告评价的是{year}年度")
                })
                .map(|finding| {
                    finding.severity(Severity::Note).help("请写明年份，例如：{{ 年度 }}年")
                }),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, found, messages};
    use crate::finding::Severity;

    const PLACE: &str = "支付前由项目、财务人员共同审核，";

    #[test]
    fn fires_on_a_year_still_running() {
        let yaml = changed(&[(PLACE, "管道更换正在进行，计划12月底完工，")]);
        assert_eq!(messages("ZP311", &yaml), ["“正在进行”是2023年度还没有结束时的说法"]);
        assert_eq!(found("ZP311", &yaml)[0].related.len(), 1, "the second phrase");
        let yaml = changed(&[(PLACE, "今年更换管道两段，")]);
        assert_eq!(found("ZP311", &yaml)[0].severity, Severity::Note);
    }

    #[test]
    fn is_silent_on_plans_where_they_belong() {
        assert!(messages("ZP311", SOUND).is_empty());
        let yaml = changed(&[("今后对高处供水点加装增压设备。", "预计明年加装增压设备。")]);
        assert!(messages("ZP311", &yaml).is_empty(), "a section of measures");
        let yaml = changed(&[(PLACE, "按计划12月完工，达到预计目标，")]);
        assert!(messages("ZP311", &yaml).is_empty());
    }
}
