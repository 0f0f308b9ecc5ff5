//! ZP428: signature and date.

use super::super::{Case, Rule};
use crate::document::Part;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP428", name: "落款" },
    severity: Severity::Note,
    about: "\
检查什么：报告应有“署名”和“成文日期”；成文日期应在所评价的年度结束以后。
为什么：《党政机关公文格式》（GB/T 9704—2012，7.3.5）要求公文有发文机关署名和成文日期，没有的不知道由谁、在什么时候负责。
例如：正文写完就结束，没有单位名称和日期。
怎么办：在文件末尾写“署名”和“成文日期”；公布的原文没有的，可以不写。",
    needs: &[Part::Closing],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let closing = &case.report.closing;
    let missing: Vec<&str> =
        [("署名", closing.signature.is_none()), ("成文日期", closing.date.is_none())]
            .into_iter()
            .filter_map(|(name, missing)| missing.then_some(name))
            .collect();
    if missing.is_empty() {
        return too_early(case).into_iter().collect();
    }
    let finding = RULE
        .finding(format!("报告没有写{}", missing.join("和")))
        .at(case.report.department.name.span)
        .help("例如 署名: 单位名称，成文日期: 2023年4月12日");
    vec![finding]
}

/// A date before the end of the year that the report is about.
fn too_early(case: &Case) -> Option<Finding> {
    let date = case.report.closing.date.as_ref()?;
    let year: u16 = case.report.year.value.parse().ok()?;
    (date.year <= year).then(|| {
        let message =
            format!("成文日期在{}年，{year}年度还没有结束，不可能已作出全年的自评", date.year);
        RULE.finding(message)
            .severity(Severity::Warning)
            .at(date.span)
            .related(case.report.year.span, "所评价的年度")
            .help("请核对成文日期的年份和“年度”")
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, messages};

    #[test]
    fn fires_on_a_missing_date() {
        let yaml = changed(&[("成文日期: 2024年3月15日", "")]);
        assert_eq!(messages("ZP428", &yaml), ["报告没有写成文日期"]);
    }

    #[test]
    fn fires_on_a_date_within_the_year() {
        let yaml = changed(&[("成文日期: 2024年3月15日", "成文日期: 2023年3月15日")]);
        assert_eq!(
            messages("ZP428", &yaml),
            ["成文日期在2023年，2023年度还没有结束，不可能已作出全年的自评"]
        );
    }

    #[test]
    fn is_silent_on_a_signed_report() {
        assert!(messages("ZP428", SOUND).is_empty());
    }
}
