//! The lines of a run as a table for people.

use unicode_width::UnicodeWidthStr;

use super::Line;

/// The most columns of a terminal that a file's or department's name takes.
const WIDEST: usize = 36;

/// The table, and below it the sums.
pub fn table(lines: &[Line]) -> String {
    let head = [
        "文件",
        "部门",
        "年度",
        "总分",
        "等级",
        "执行率%",
        "错误",
        "警告",
        "提示",
        "已说明",
        "页数",
        "秒",
        "结果",
    ]
    .map(str::to_owned);
    let mut rows = vec![head.to_vec()];
    rows.extend(lines.iter().map(|line| cells(line).to_vec()));
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    // Names stand left, numbers right.
    let is_text = |column: usize| matches!(column, 0 | 1 | 4 | 12);
    let mut text = String::new();
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            let blank = " ".repeat(widths[column] - cell.width());
            let gap = if column == 0 { "" } else { "  " };
            let cell =
                if is_text(column) { format!("{cell}{blank}") } else { format!("{blank}{cell}") };
            text.push_str(gap);
            text.push_str(&cell);
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    let count = |result: &str| lines.iter().filter(|line| line.result == result).count();
    let results: Vec<&str> = lines.iter().map(|line| line.result).collect();
    let mut kinds = results.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let sums: Vec<String> =
        kinds.iter().map(|result| format!("{result}{}份", count(result))).collect();
    text.push_str(&format!("共{}份：{}\n", lines.len(), sums.join("，")));
    text
}

fn cells(line: &Line) -> [String; 13] {
    let printed = |number: &Option<(_, String)>| match number {
        Some((_, text)) => text.clone(),
        None => "-".to_owned(),
    };
    let or_dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    [
        cropped(&line.file),
        cropped(&or_dash(&line.department)),
        or_dash(&line.year),
        printed(&line.total),
        or_dash(&line.grade),
        printed(&line.execution_rate),
        line.errors.to_string(),
        line.warnings.to_string(),
        line.notes.to_string(),
        line.acknowledged.to_string(),
        line.pages.map_or("-".to_owned(), |pages| pages.to_string()),
        line.seconds().to_string(),
        line.result.to_owned(),
    ]
}

/// The end of a long name: beginnings are often alike.
fn cropped(name: &str) -> String {
    if name.width() <= WIDEST {
        return name.to_owned();
    }
    let mut end = name;
    while end.width() + 1 > WIDEST {
        let mut characters = end.chars();
        characters.next();
        end = characters.as_str();
    }
    format!("…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_wide_characters() {
        let line = |file: &str, department: &str, result| Line {
            file: file.to_owned(),
            department: department.to_owned(),
            result,
            ..Line::default()
        };
        let lines = [line("甲.yaml", "水利局", "已生成"), line("b.yaml", "", "有错误")];
        let text = table(&lines);
        let rows: Vec<&str> = text.lines().collect();
        let place = |row: &str, part: &str| row[..row.find(part).unwrap()].width();
        assert_eq!(place(rows[0], "部门"), place(rows[1], "水利局"));
        assert_eq!(place(rows[0], "结果"), place(rows[2], "有错误"));
        assert_eq!(rows[3], "共2份：已生成1份，有错误1份");
        let long = cropped(&format!("{}/报告.yaml", "长".repeat(40)));
        assert!(long.width() <= WIDEST && long.ends_with("/报告.yaml"), "{long}");
    }
}
