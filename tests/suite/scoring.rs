//! Scoring through the whole pipeline: methods as data, totals as sums, grades at their bounds.

use rust_decimal::Decimal;
use ziping::ledger::{Derivation, id};
use ziping::{Assembled, MethodFile, assets, prepare};

use super::support::{assembled, prepare_text, printed, read};

/// A small report: one level-1 indicator with these rows, and these amounts.
fn small(budget: &str, executed: &str, rows: &str) -> String {
    format!(
        "格式: ziping/1
年度: 2023
部门: {{名称: 示例局}}
评分办法: 郑州上街-2022
资金:
  金额单位: 万元
  总额: {{年初预算数: 0, 全年预算数: {budget}, 全年执行数: {executed}}}
年度履职目标: {{预期目标: [目标], 实际完成情况: 完成}}
主要任务: []
指标:
  其他指标:
    一组:
{rows}
正文: {{}}
"
    )
}

/// The report under a method made from an embedded one by replacing texts.
fn under(yaml: &str, method: &str, replace: &[(&str, &str)]) -> Assembled {
    let mut text = String::from_utf8(assets::method(method).unwrap().into_owned()).unwrap();
    for (from, to) in replace {
        assert!(text.contains(from), "{method} has no {from}");
        text = text.replace(from, to);
    }
    let method = MethodFile { name: "办法.yaml".to_owned(), bytes: text.into_bytes() };
    assembled(prepare("报告.yaml", yaml.as_bytes(), Some(method)))
}

const ROW: &str = "      - {名称: 甲, 年度指标值: ≥100户, 实际完成值: 80户, 分值: 100}";

#[test]
fn a_grade_includes_its_lower_bound() {
    let without_execution = ("计入总分: 是", "计入总分: 否");
    for (points, grade) in [
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ] {
        let rows =
            format!("      - {{名称: 甲, 年度指标值: ≥1户, 实际完成值: 1户, 分值: {points}}}");
        let report = under(&small("100", "100", &rows), "郑州上街-2022", &[without_execution]);
        assert_eq!(printed(&report, "总分"), points);
        assert_eq!(printed(&report, "等级"), grade, "{points}");
    }
}

#[test]
fn a_zero_budget_is_what_the_method_says() {
    let yaml = small("0", "0", ROW);
    for (rule, score) in [("得零分", "0"), ("得满分", "10")] {
        let report = under(&yaml, "郑州上街-2022", &[("零预算: 报错", &format!("零预算: {rule}"))]);
        assert_eq!(printed(&report, "资金.总额.得分"), score);
        assert_eq!(printed(&report, "资金.总额.执行率"), "-");
    }
    let refused = prepare_text(&yaml);
    assert!(
        refused.findings.iter().any(|finding| finding.kind.code == "ZP007"),
        "{:#?}",
        refused.findings
    );
}

#[test]
fn execution_may_stay_out_of_the_total() {
    let yaml = small("100", "90", ROW);
    let with = under(&yaml, "郑州上街-2022", &[]);
    let without = under(&yaml, "郑州上街-2022", &[("计入总分: 是", "计入总分: 否")]);
    assert_eq!(printed(&with, "总分"), "90");
    assert_eq!(printed(&without, "总分"), "80");
    assert_eq!(printed(&without, "资金.总额.得分"), "10");
}

#[test]
fn scores_are_rounded_to_the_digits_of_the_method() {
    let row = "      - {名称: 甲, 年度指标值: ≥8户, 实际完成值: 5户, 分值: 4}";
    for (digits, score) in [("0", "3"), ("1", "2.5"), ("3", "2.5")] {
        let format = format!("得分: {{小数: {digits}, 去零: 是}}");
        let report = under(
            &small("100", "90", row),
            "郑州上街-2022",
            &[("得分: {小数: 2, 去零: 是}", &format)],
        );
        assert_eq!(printed(&report, "指标.其他指标.一组.甲.得分"), score);
    }
}

#[test]
fn totals_are_the_sums_of_what_they_say_they_are() {
    for name in std::fs::read_dir(super::support::path("data/reports")).unwrap() {
        let name = name.unwrap().file_name().into_string().unwrap();
        let report = assembled(prepare_text(&read(&format!("data/reports/{name}"))));
        let number = |id: &str| report.ledger.number(id).unwrap_or_else(|| panic!("{name}: {id}"));
        let mut total = Decimal::ZERO;
        for level in &report.ids.levels {
            let rows = level.groups.iter().flat_map(|group| &group.rows);
            let sum: Decimal = rows.map(|row| number(&id::join(row, "得分"))).sum();
            assert_eq!(number(&id::join(&level.id, "得分")), sum, "{name}: {}", level.id);
            total += sum;
        }
        if report.method.execution.as_ref().is_some_and(|execution| execution.counts_in_total) {
            total += number("资金.总额.得分");
        }
        assert_eq!(number("总分"), total, "{name}");
        for column in ["年初预算数", "全年预算数", "全年执行数"] {
            let sum: Decimal =
                report.ids.sources.iter().map(|source| number(&id::join(&source.id, column))).sum();
            assert_eq!(number(&format!("资金.总额.{column}")), sum, "{name}");
        }
    }
}

#[test]
fn a_persons_score_is_an_input_and_marked() {
    let row = "      - {名称: 甲, 年度指标值: 明显改善, 实际完成值: 有改善, 分值: 5, 得分: 4.5, 得分理由: 评价小组评定}";
    let report = under(&small("100", "90", row), "郑州上街-2022", &[]);
    let figure = report.ledger.get("指标.其他指标.一组.甲.得分").unwrap();
    assert_eq!(figure.printed(), "4.5");
    assert!(
        matches!(&figure.derivation, Derivation::Judged { reason, .. } if reason == "评价小组评定")
    );
}

#[test]
fn every_embedded_method_can_be_read() {
    let yaml = small("100", "90", ROW);
    for name in assets::method_names() {
        let report = under(&yaml, &name, &[]);
        assert_eq!(report.method.name.value, name, "the file is named after the method");
        assert!(!report.method.basis.is_empty(), "{name} says what it is taken from");
    }
}
