//! The audit: rules over document and ledger. One file a rule, one line each in [`RULES`].

mod acknowledged;
mod budget_making;
mod claims;
mod full_coverage;
mod full_payment;
mod full_success;
mod level1_points;
mod matters;
mod met_or_missed;
mod no_carry_over;
mod reasons;
mod silent_shortfall;
mod similar;
mod standing;
mod stated_values;
mod strict_budget;
#[cfg(test)]
mod testing;
mod unchanged_budget;
mod unfinished_year;
mod wrong_year;

use crate::document::{Passage, Report};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::{Ids, Ledger};
use crate::method::Method;
use crate::source::Sources;

/// What a rule looks at.
pub struct Case<'a> {
    /// The report as written.
    pub report: &'a Report,
    /// Its scoring method.
    pub method: &'a Method,
    /// All figures.
    pub ledger: &'a Ledger,
    /// Ids of the rows.
    pub ids: &'a Ids,
    /// The files, to find places in texts.
    pub sources: &'a Sources,
    /// All running text, with its placeholders.
    pub passages: Vec<Passage<'a>>,
}

/// A rule of the audit.
pub struct Rule {
    /// Code and name.
    pub kind: Kind,
    /// How serious its findings are.
    pub severity: Severity,
    /// What it checks, why it matters, an example, the remedy: Chinese, for people.
    pub about: &'static str,
    /// Looks for what it is about.
    pub check: fn(&Case) -> Vec<Finding>,
}

/// All rules, in the order of their codes.
pub const RULES: &[&Rule] = &[
    &level1_points::RULE,
    &stated_values::RULE,
    &full_success::RULE,
    &strict_budget::RULE,
    &budget_making::RULE,
    &no_carry_over::RULE,
    &unchanged_budget::RULE,
    &full_payment::RULE,
    &full_coverage::RULE,
    &met_or_missed::RULE,
    &silent_shortfall::RULE,
    &reasons::RULE,
    &unfinished_year::RULE,
    &wrong_year::RULE,
];

/// Runs every rule and marks what 核对说明 accepts.
pub fn audit(case: &Case) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| (rule.check)(case)).collect();
    let unused = acknowledged::apply(&case.report.acknowledgements, case.ledger, &mut findings);
    findings.extend(unused);
    findings
}

impl Rule {
    /// A finding of this rule.
    fn finding(&self, message: String) -> Finding {
        Finding::error(self.kind, None, message).severity(self.severity)
    }
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use super::testing::changed;

    /// Sentences as real reports have them, in a report that lost points and spent less than its
    /// budget: none contradicts it.
    #[test]
    fn ordinary_sentences_are_no_claims() {
        let place = "支付前由项目、财务人员共同审核，";
        for sentence in [
            "严格执行预算法和财务管理制度，",
            "严格按照预算批复的用途使用资金，",
            "加强调度，确保年度目标任务全面完成，",
            "县委要求各单位圆满完成全年目标任务，",
            "圆满完成上级交办的各项工作，",
            "全面完成本年度绩效自评工作，",
            "年初设定的各项指标基本完成，",
            "各项指标中有一项没有完成，",
            "上年结转资金24万元已全部使用，上年无结转结余，",
            "政府性基金预算没有结余，",
            "预算调整后按规定程序报批，",
            "“三公经费”支出与上年持平、没有变动，",
            "按合同及时足额支付维修养护工程款，",
            "实现安全生产责任全覆盖，",
            "工程建设目前没有发现质量问题，",
            "截至2023年12月31日更换管道24.7千米，",
            "根据《2024年部门预算编制通知》，",
            "项目完成后效益达到预期，",
            "产出指标未完全达到预期目标，",
            "管道更换因施工条件未达到预期目标，",
            "各项支出均达到审批要求，",
            "养护工程均按计划完成，",
            "资金结余由财政收回，无结转结余，",
            "应付工程款按进度支付，",
        ] {
            let yaml = changed(&[(place, sentence)]);
            let prepared = crate::prepare("报告.yaml", yaml.as_bytes(), None);
            let claims: Vec<_> = prepared
                .findings
                .iter()
                .filter(|finding| finding.kind.code.starts_with("ZP3"))
                .map(|finding| (finding.kind.code, &finding.message))
                .collect();
            assert!(claims.is_empty(), "{sentence} {claims:?}");
        }
    }

    /// The same with sentences that do.
    #[test]
    fn contradicted_claims_are_found() {
        let place = "支付前由项目、财务人员共同审核，";
        for (sentence, code) in [
            ("圆满完成了年度各项绩效指标，", "ZP301"),
            ("各项绩效指标均已完成，", "ZP301"),
            ("年初确定的目标任务全面完成，", "ZP301"),
            ("各项指标全部达到预期值，", "ZP301"),
            ("全年各项工作任务圆满完成，", "ZP301"),
            ("全面完成年初确定的目标任务，", "ZP301"),
            ("全面完成了{{ 年度 }}年度绩效目标，", "ZP301"),
            ("预算执行率达到100%，", "ZP302"),
            ("资金全部支付完毕，没有结余，", "ZP304"),
            ("年末没有结转结余资金，", "ZP304"),
            ("年度预算无调整，", "ZP305"),
            ("全年预算数与年初预算数一致，", "ZP305"),
            ("按时足额拨付供水管道更换款，", "ZP306"),
            ("供水管道更换做到了应改尽改，", "ZP307"),
            ("更换供水管道长度达到指标值，", "ZP308"),
            ("截止目前完成更换，", "ZP311"),
            ("目前正在施工，", "ZP311"),
            ("待验收后支付尾款，", "ZP311"),
            ("形成2022年度绩效自评报告，", "ZP312"),
        ] {
            let yaml = changed(&[(place, sentence)]);
            let prepared = crate::prepare("报告.yaml", yaml.as_bytes(), None);
            let codes = prepared.findings.iter().map(|finding| finding.kind.code);
            let claims: Vec<_> = codes.filter(|code| code.starts_with("ZP3")).collect();
            assert_eq!(claims, [code], "{sentence}");
        }
    }

    #[test]
    fn codes_are_pinned_and_in_order() {
        let codes: Vec<&str> = RULES.iter().map(|rule| rule.kind.code).collect();
        assert_eq!(
            codes,
            [
                "ZP103", "ZP112", "ZP301", "ZP302", "ZP303", "ZP304", "ZP305", "ZP306", "ZP307",
                "ZP308", "ZP309", "ZP310", "ZP311", "ZP312"
            ]
        );
    }
}
