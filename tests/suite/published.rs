//! The published report of 2022: what comes out is what was published.

use super::support::{SAMPLE, SAMPLE_BUILT, printed, read, report, squeeze};
use ziping::finding::any_blocks;
use ziping::ledger::Derivation;

/// The narrative as published: pages of lines.
pub fn published_pages() -> Vec<Vec<String>> {
    let text = read(&format!("tests/published/{SAMPLE}-narrative.txt"));
    text.split('\u{c}')
        .map(|page| page.lines().map(squeeze).filter(|line| !line.is_empty()).collect())
        .collect()
}

/// The published table: rows of cells.
fn published_cells() -> Vec<Vec<String>> {
    read(&format!("tests/published/{SAMPLE}-cells.tsv"))
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').map(squeeze).collect())
        .collect()
}

/// Text of a narrative page without its page number, the last line of the page.
pub fn narrative_lines(page: &super::support::pdf::Page) -> Vec<super::support::pdf::Line> {
    let mut lines = page.lines();
    let number =
        lines.iter().position(|line| line.text.starts_with('—') && line.y > page.height - 99.0);
    lines.remove(number.expect("a page number"));
    lines
}

#[test]
fn the_narrative_is_published_character_for_character() {
    let pages = SAMPLE_BUILT.pages.iter().filter(|page| !page.is_landscape());
    let text: String = pages.flat_map(narrative_lines).map(|line| line.text).collect();
    let published = published_pages().concat().concat();
    // Compared in pieces, so that a difference is shown where it is.
    let difference = text.chars().zip(published.chars()).position(|(ours, theirs)| ours != theirs);
    if let Some(at) = difference {
        let around =
            |text: &str| text.chars().skip(at.saturating_sub(10)).take(30).collect::<String>();
        panic!("at {at}: {} / published {}", around(&text), around(&published));
    }
    assert_eq!(text.chars().count(), published.chars().count());
}

#[test]
fn every_cell_of_the_table_stands_in_reading_order() {
    let text: String = SAMPLE_BUILT
        .pages
        .iter()
        .filter(|page| page.is_landscape())
        .map(|page| page.text())
        .collect();
    let mut rest = text.as_str();
    let mut cells = 0;
    for row in published_cells() {
        for cell in row {
            let at = rest.find(&cell).unwrap_or_else(|| {
                let next: String = rest.chars().take(60).collect();
                panic!("no {cell} after {cells} cells; next is {next}")
            });
            rest = &rest[at + cell.len()..];
            cells += 1;
        }
    }
    assert_eq!(cells, 414, "all published cells were looked for");
}

#[test]
fn every_score_and_deviation_is_computed_and_as_published() {
    let sample = &SAMPLE_BUILT.assembled;
    let rows: Vec<Vec<String>> = published_cells();
    let mut compared = 0;
    for (level, ids) in sample.report.indicators.iter().zip(&sample.ids.levels) {
        for (group, ids) in level.groups.iter().zip(&ids.groups) {
            for (row, id) in group.rows.iter().zip(&ids.rows) {
                assert!(row.judged.is_none(), "{id} has a stated score");
                // A name may stand in several groups with the same values; cells behind it decide.
                let values = ["年度指标值", "实际完成值", "分值", "得分", "偏差度"]
                    .map(|name| printed(sample, &format!("{id}.{name}")).to_owned());
                let name = squeeze(&row.name.value);
                let matching = rows.iter().any(|cells| {
                    cells
                        .iter()
                        .position(|cell| *cell == name)
                        .is_some_and(|at| cells[at + 1..].iter().take(5).eq(values.iter()))
                });
                assert!(matching, "{id}: {values:?} was not published");
                for computed in ["得分", "偏差度"] {
                    let figure = sample.ledger.get(&format!("{id}.{computed}")).unwrap();
                    assert!(matches!(figure.derivation, Derivation::Computed { .. }), "{id}");
                    assert!(figure.stated.is_none(), "{id}");
                }
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 49);
}

#[test]
fn totals_are_computed_and_the_published_ones_kept_beside_them() {
    let sample = &SAMPLE_BUILT.assembled;
    for (id, computed, shown) in [
        ("资金.总额.年初预算数", "2135.09", "2135.09"),
        ("资金.总额.全年预算数", "5781.80", "5781.8"),
        ("资金.总额.全年执行数", "2783.86", "2783.86"),
        ("资金.总额.执行率", "48.15", "48.15"),
        ("资金.总额.得分", "5.35", "5.35"),
        ("指标.投入管理指标.得分", "30.0", "30"),
        ("指标.产出指标.分值", "24", "25"),
        ("指标.产出指标.得分", "19.67", "20.31"),
        ("指标.效益指标.得分", "32.31", "32.31"),
        ("指标.一级指标数", "4", "4"),
        ("指标.产出指标.三级指标数", "16", "17"),
        ("总分", "87.33", "87.97"),
        ("总分.分值", "99.0", "100"),
    ] {
        let figure = sample.ledger.get(id).unwrap_or_else(|| panic!("no figure {id}"));
        let expected: rust_decimal::Decimal = computed.parse().unwrap();
        assert_eq!(figure.number(), Some(expected), "{id}");
        assert_eq!(figure.printed(), shown, "{id}");
    }
    assert_eq!(printed(sample, "等级"), "良");
}

#[test]
fn what_the_published_report_contradicts_is_found_and_acknowledged() {
    let findings = report(SAMPLE).findings;
    assert!(!any_blocks(&findings), "{findings:#?}");
    let accepted = findings.iter().filter(|finding| finding.acknowledged.is_some());
    let codes: Vec<&str> = accepted.map(|finding| finding.kind.code).collect();
    assert!(
        codes.contains(&"ZP103") && codes.contains(&"ZP112") && codes.contains(&"ZP301"),
        "{codes:?}"
    );
}

#[test]
fn what_the_published_table_contradicts_in_itself_is_found() {
    let findings = report(SAMPLE).findings;
    let open = findings.iter().filter(|finding| {
        finding.acknowledged.is_none() && ("ZP101".."ZP130").contains(&finding.kind.code)
    });
    let mut found: Vec<(&str, &str)> = open
        .map(|finding| {
            let figure = finding.figure.as_deref().unwrap_or_default();
            (finding.kind.code, figure.trim_end_matches(".实际完成值"))
        })
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("ZP109", "指标.投入管理指标.预算和财务管理.结转结余率"),
            ("ZP109", "指标.投入管理指标.预算和财务管理.预算调整率"),
            ("ZP110", "指标.产出指标.重点工作任务完成.专项工作经费"),
            ("ZP110", "指标.产出指标.重点工作任务完成.完成改制企业费用支出"),
            ("ZP110", "指标.产出指标.重点工作任务完成.控尘办工作经费"),
            ("ZP110", "指标.产出指标.重点工作任务完成.高品质推进城市建设办公室工作经费"),
            ("ZP111", "指标.产出指标.履职目标实现.控尘工作经费"),
            ("ZP111", "指标.产出指标.履职目标实现.改制企业费用"),
            ("ZP111", "指标.产出指标.履职目标实现.高品质工作办公经费"),
            ("ZP111", "指标.产出指标.重点工作任务完成.返退农民工工资保障金及利息"),
            ("ZP113", "指标.产出指标.履职目标实现.公共租赁住房办证费"),
            ("ZP117", "指标.产出指标.履职目标实现.控尘工作经费"),
            ("ZP117", "指标.产出指标.重点工作任务完成.返退农民工工资保障金及利息"),
            ("ZP120", ""),
            ("ZP122", ""),
        ]
    );
}

#[test]
fn data_shows_every_figure_with_where_it_came_from() {
    let prepared = report(SAMPLE);
    let json = ziping::output::data::json(prepared.assembled.as_ref().unwrap());
    let data: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(data["format"], "ziping.data/1");
    let total = &data["figures"]["总分"];
    assert_eq!(
        (&total["value"], &total["text"], &total["stated"]),
        (&"87.33".into(), &"87.97".into(), &"87.97".into())
    );
    assert_eq!(total["derivation"]["kind"], "computed");
    let indicators = data["indicators"].as_array().unwrap();
    assert_eq!(indicators.len(), 49);
    let late = indicators.iter().find(|row| row["name"] == "改制企业费用").unwrap();
    assert_eq!((&late["score"], &late["deviation"]), (&"0.64".into(), &"-36.44%".into()));
    // A figure that was read says where.
    let read = &data["figures"]["资金.政府预算资金.年初预算数"]["derivation"];
    let line = read["line"].as_u64().unwrap() as usize;
    let yaml = super::support::read(&format!("data/reports/{SAMPLE}.yaml"));
    assert!(yaml.lines().nth(line - 1).unwrap().contains("2003.57"));
}
