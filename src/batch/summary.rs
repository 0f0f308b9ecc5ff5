//! The lines of a run as a file for Excel.

use std::path::Path;

use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Style, Workbook, XlsxError};

use super::Line;

/// The heads of the columns.
const HEADS: [&str; 13] = [
    "文件",
    "部门",
    "年度",
    "总分",
    "等级",
    "预算执行率（%）",
    "错误",
    "警告",
    "提示",
    "已说明",
    "页数",
    "用时（秒）",
    "结果",
];

/// What kind of file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, UTF-8 with byte order mark: Excel opens it as it is.
    Csv,
    /// Excel's own.
    Xlsx,
}

impl Format {
    /// By a file's extension.
    pub fn of(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?;
        match extension.to_ascii_lowercase().as_str() {
            "csv" => Some(Format::Csv),
            "xlsx" => Some(Format::Xlsx),
            _ => None,
        }
    }
}

/// A cell.
enum Cell<'a> {
    Text(&'a str),
    Number(Decimal),
    Empty,
}

/// The bytes of the file.
///
/// # Errors
/// What the writer of Excel files says.
pub fn write(lines: &[Line], format: Format) -> Result<Vec<u8>, XlsxError> {
    match format {
        Format::Csv => Ok(csv(lines)),
        Format::Xlsx => xlsx(lines),
    }
}

fn cells(line: &Line) -> [Cell<'_>; 13] {
    let number = |number: &Option<(Decimal, String)>| match number {
        Some((value, _)) => Cell::Number(*value),
        None => Cell::Empty,
    };
    let count = |count: usize| Cell::Number(Decimal::from(count));
    [
        Cell::Text(&line.file),
        Cell::Text(&line.department),
        line.year.parse().map_or(Cell::Empty, Cell::Number),
        number(&line.total),
        Cell::Text(&line.grade),
        number(&line.execution_rate),
        count(line.errors),
        count(line.warnings),
        count(line.notes),
        count(line.acknowledged),
        line.pages.map_or(Cell::Empty, count),
        Cell::Number(line.seconds()),
        Cell::Text(line.result),
    ]
}

fn csv(lines: &[Line]) -> Vec<u8> {
    let mut text = String::from('\u{FEFF}');
    let mut row = |cells: &[String]| {
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    };
    row(&HEADS.map(str::to_owned));
    for line in lines {
        row(&cells(line).map(|cell| match cell {
            Cell::Text(text) => quoted(text),
            Cell::Number(number) => number.to_string(),
            Cell::Empty => String::new(),
        }));
    }
    text.into_bytes()
}

/// A text as a field. What a spreadsheet would take for a formula is led by a quote: names of files and
/// departments come from others.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

fn xlsx(lines: &[Line]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Without a date of its own the file would carry the clock's.
    let properties = DocProperties::new()
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?)
        .set_title("部门整体绩效自评汇总");
    workbook.set_properties(&properties);
    let sheet = workbook.add_worksheet();
    sheet.set_name("汇总")?;
    let (head, fraction) = (Style::new().set_bold(), Style::new().set_num_format("0.00"));
    let mut widths = HEADS.map(display_width);
    for (column, name) in (0..).zip(HEADS) {
        sheet.write_string_with_format(0, column, name, &head)?;
    }
    for (row, line) in (1..).zip(lines) {
        for (column, cell) in (0..).zip(cells(line)) {
            match cell {
                Cell::Text(text) => {
                    sheet.write_string(row, column, text)?;
                    let width = &mut widths[usize::from(column)];
                    *width = (*width).max(display_width(text));
                }
                Cell::Number(number) if matches!(column, 3 | 5 | 11) => {
                    sheet.write_with_format(row, column, number, &fraction)?;
                }
                Cell::Number(number) => {
                    sheet.write(row, column, number)?;
                }
                Cell::Empty => {}
            }
        }
    }
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

/// A column's width for a text, in characters of Excel's own font.
fn display_width(text: &str) -> u16 {
    const WIDEST: u16 = 60;
    let width = unicode_width::UnicodeWidthStr::width(text) + 2;
    u16::try_from(width).unwrap_or(WIDEST).min(WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Vec<Line> {
        vec![Line {
            file: "a,\"b\".yaml".to_owned(),
            department: "=HYPERLINK(1)".to_owned(),
            year: "2022".to_owned(),
            total: Some((Decimal::new(8733, 2), "87.97".to_owned())),
            grade: "良".to_owned(),
            result: "已生成",
            ..Line::default()
        }]
    }

    #[test]
    fn csv_opens_in_excel() {
        let text = String::from_utf8(write(&lines(), Format::Csv).unwrap()).unwrap();
        assert!(text.starts_with("\u{FEFF}文件,部门,年度,"));
        let row = text.lines().nth(1).unwrap();
        assert_eq!(row, "\"a,\"\"b\"\".yaml\",'=HYPERLINK(1),2022,87.33,良,,0,0,0,0,,0.00,已生成");
    }

    #[test]
    fn xlsx_holds_numbers_and_the_same_bytes() {
        let bytes = write(&lines(), Format::Xlsx).unwrap();
        assert!(bytes.starts_with(b"PK"));
        assert_eq!(bytes, write(&lines(), Format::Xlsx).unwrap());
        assert_eq!(Format::of(Path::new("汇总.XLSX")), Some(Format::Xlsx));
        assert_eq!(Format::of(Path::new("汇总.txt")), None);
    }
}
