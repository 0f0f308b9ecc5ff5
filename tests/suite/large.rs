//! Nothing is clipped or lost, however long a report is.

use super::support::{assembled, build, pdf, prepare_text, read, squeeze};

/// A report with so many paragraphs and indicators, each with a text found nowhere else.
fn long_report(paragraphs: usize, rows: usize) -> String {
    let sample = read("data/reports/2022-shangjie-zhujian.yaml");
    let head = &sample[..sample.find("指标:").unwrap()];
    let prose = &sample[sample.find("正文:").unwrap()..sample.find("公布值:").unwrap()];
    let mut text = head.to_owned();
    text.push_str("指标:\n");
    for (level, points) in [("投入管理指标", 30), ("产出指标", 25), ("效益指标", 35)]
    {
        text.push_str(&format!("  {level}:\n"));
        let groups = 7;
        for group in 0..groups {
            text.push_str(&format!("    {level}第{group}组:\n"));
            for row in (0..rows / 3).filter(|row| row % groups == group) {
                let share = if row == 0 { points } else { 0 };
                text.push_str(&format!(
                    "      - {{名称: {level}第{row}行, 年度指标值: ≥{}户, 实际完成值: {row}户, 分值: {share}}}\n",
                    row + 1
                ));
            }
        }
    }
    let placeholders = regexless_plain(prose);
    let marker = "  其他需要说明的问题: |\n";
    let at = placeholders.find(marker).unwrap() + marker.len();
    text.push_str(&placeholders[..at]);
    for number in 0..paragraphs {
        let filler = "为深入推进预算绩效管理改革，规范部门财政支出，强化部门履职效能。".repeat(6);
        text.push_str(&format!("    第{number}段。{filler}\n"));
    }
    text
}

/// The prose with its placeholders written out as words: the figures they name are not there.
fn regexless_plain(prose: &str) -> String {
    let mut plain = String::new();
    let mut rest = prose;
    while let Some(open) = rest.find("{{") {
        let close = rest[open..].find("}}").unwrap() + open;
        plain.push_str(&rest[..open]);
        plain.push('数');
        rest = &rest[close + 2..];
    }
    plain + rest
}

#[test]
fn two_thousand_rows_and_three_hundred_pages_are_all_there() {
    let (paragraphs, rows) = (900, 2001);
    let prepared = prepare_text(&long_report(paragraphs, rows));
    let assembled = assembled(prepared);
    assert_eq!(
        assembled
            .report
            .indicators
            .iter()
            .flat_map(|level| &level.groups)
            .map(|group| group.rows.len())
            .sum::<usize>(),
        rows
    );
    let pages = pdf::pages(&build(&assembled));
    let narrative_pages = pages.iter().filter(|page| !page.is_landscape()).count();
    assert!(narrative_pages >= 300, "{narrative_pages}");
    let text: String = pages.iter().map(|page| page.text()).collect();
    let mut rest = text.as_str();
    for number in 0..paragraphs {
        let head = format!("第{number}段。");
        let at = rest.find(&head).unwrap_or_else(|| panic!("{head} is lost"));
        rest = &rest[at + head.len()..];
    }
    for level in &assembled.report.indicators {
        for row in level.groups.iter().flat_map(|group| &group.rows) {
            let name = squeeze(&row.name.value);
            let at = rest.find(&name).unwrap_or_else(|| panic!("{name} is lost"));
            rest = &rest[at + name.len()..];
        }
    }
    for page in &pages {
        for glyph in &page.glyphs {
            assert!(
                glyph.x > 0.0 && glyph.x < page.width && glyph.y > 0.0 && glyph.y < page.height
            );
        }
    }
}

#[test]
fn long_cells_of_a_small_table_are_all_there() {
    let long = |name: &str| format!("{name}{}{name}末", "农村供水工程维修养护。".repeat(70));
    let table = format!(
        "      - 表:\n          表头: [项目, 内容, 成效, 单位]\n          行:\n            - [甲, {}, {}, 办公室]\n",
        long("子"),
        long("丑")
    );
    let yaml = read("data/reports/示例-2023-水利服务中心.yaml").replacen(
        "    项目概况: |\n",
        &format!("    项目概况:\n{table}      - |\n  "),
        1,
    );
    let pages = pdf::pages(&build(&assembled(prepare_text(&yaml))));
    let text: String = pages.iter().map(|page| page.text()).collect();
    for part in ["子末", "丑末"] {
        assert!(text.contains(part), "{part} is lost");
    }
    // 35 mm below and 37 mm above the type area, page numbers aside.
    let lowest = |page: &pdf::Page| {
        let lines = page.lines().into_iter().filter(|line| !line.text.starts_with('—'));
        lines.map(|line| line.y).fold(0.0, f64::max)
    };
    for page in pages.iter().filter(|page| !page.is_landscape()) {
        assert!(lowest(page) < page.height - 35.0 / 25.4 * 72.0, "text below the type area");
    }
}

#[test]
fn items_of_several_lines_are_numbered_once() {
    let yaml = read("data/reports/示例-2023-水利服务中心.yaml").replacen(
        "      - 供水工程维修养护。",
        "      - |\n        说明一。\n        说明二。\n      - 供水工程维修养护。",
        1,
    );
    let pages = pdf::pages(&build(&assembled(prepare_text(&yaml))));
    let text: String = pages.iter().map(|page| page.text()).collect();
    assert!(text.contains("1、说明一。说明二。2、供水工程维修养护。"));
}

#[test]
fn blank_lines_in_a_cell_take_their_room() {
    let yaml = read("data/reports/示例-2023-水利服务中心.yaml").replacen(
        "        偏差原因: 两段管道与公路改造线路重合，年内未施工；已与公路部门商定同步更换。\n",
        &format!("        偏差原因: |\n          始\n{}          末\n", "\n".repeat(6)),
        1,
    );
    let pages = pdf::pages(&build(&assembled(prepare_text(&yaml))));
    let lines: Vec<_> =
        pages.iter().filter(|page| page.is_landscape()).flat_map(|page| page.lines()).collect();
    let y = |part: &str| {
        let line = lines.iter().find(|line| line.text.contains(part));
        line.unwrap_or_else(|| panic!("{part} is not there")).y
    };
    let (end, next) = (y("末"), y("工程验收合格率"));
    assert!(next - end >= 9.0, "the next row at {next} is not below {end}");
}
