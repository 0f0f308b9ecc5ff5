//! The example reports: what a user copies, under other methods, with what the published report does
//! not have.

use super::support::pdf::{self, Page};
use super::support::{assembled, build, printed, report, squeeze};

const MM: f64 = 72.0 / 25.4;
const CULTURE: &str = "示例-2023-文化和旅游局";
const WATER: &str = "示例-2023-水利服务中心";

fn pages(stem: &str) -> Vec<Page> {
    pdf::pages(&build(&assembled(report(stem))))
}

#[test]
fn nothing_is_found_in_them() {
    for stem in [CULTURE, WATER] {
        let findings = report(stem).findings;
        assert!(findings.is_empty(), "{stem}: {findings:#?}");
    }
}

#[test]
fn another_regions_report_needs_no_line_of_code() {
    let culture = assembled(report(CULTURE));
    assert_eq!(culture.report.funds.sources.len(), 4);
    assert!(culture.report.funds.sources.iter().any(|source| !source.of_which.is_empty()));
    assert!(
        culture.ledger.figures().iter().any(|figure| figure.id.contains("#2.得分")),
        "equal names"
    );
    assert!(
        culture.ledger.figures().iter().any(|figure| figure.id.contains(".\"图书馆阅览区PM2.5")),
        "a dot in a name"
    );
    assert_eq!(printed(&culture, "资金.总额.分值"), "20");
    let text: String = pages(CULTURE).iter().map(Page::text).collect();
    for column in ["指标性质", "计算符号", "计量单位", "预算调整数"] {
        assert!(text.contains(column), "{column}");
    }
    assert!(!text.contains("偏差度"), "this form has no such column");
    for title in ["一、部门概况", "三、自评结论", "单位：万元", "其中：基本支出"]
    {
        assert!(text.contains(title), "{title}");
    }
}

#[test]
fn attachments_are_named_and_marked() {
    let pages = pages(CULTURE);
    let (table, narrative): (Vec<&Page>, Vec<&Page>) =
        pages.iter().partition(|page| page.is_landscape());
    assert!(narrative.last().unwrap().text().contains("附件：部门整体支出绩效目标自评表"));
    let first = table[0].lines();
    let mark = first.iter().find(|line| line.text == "附件").expect("the mark");
    let title =
        first.iter().find(|line| line.text == "部门整体支出绩效目标自评表").expect("the title");
    assert!(mark.y < title.y && mark.x < title.x);
}

#[test]
fn a_signature_with_stamp_stands_by_the_standard_and_never_alone() {
    let pages = pages(CULTURE);
    let page = pages.iter().rfind(|page| !page.is_landscape()).unwrap();
    let lines = page.lines();
    let at = lines.iter().position(|line| line.text == "2024年3月28日").expect("the date");
    assert!(at >= 2, "text before the signature");
    let (agency, date) = (&lines[at - 1], &lines[at]);
    assert_eq!(agency.text, squeeze("示例市示例区文化和旅游局（示例）"));
    // 7.3.5.1: the date ends four characters in from the right edge of the type area.
    let right = 184.0 * MM;
    assert!((right - 4.0 * 15.75 - (date.last_x + 15.75)).abs() < 1.0, "{date:?}");
}

#[test]
fn default_phrases_fill_what_the_report_leaves_out() {
    let water = assembled(report(WATER));
    assert!(!water.report.prose.iter().any(|section| section.name.value == "自评结论"));
    let text: String = pages(WATER).iter().map(Page::text).collect();
    let total = printed(&water, "总分");
    assert!(text.contains(&format!("自评得分为{total}分（满分100分），自评等级为“优”。")));
}
