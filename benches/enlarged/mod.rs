//! Reports of any size: the published report with its rows and paragraphs so many times.

use std::fmt;

/// The published report, 49 rows and ten pages of narrative.
const SAMPLE: &str = include_str!("../../data/reports/2022-shangjie-zhujian.yaml");

/// How many times the sample a report is.
#[derive(Clone, Copy)]
pub struct Size {
    /// Rows of the scoring table.
    pub rows: usize,
    /// Paragraphs of the narrative.
    pub paragraphs: usize,
}

/// The sample itself, and larger reports that show how time and memory grow with each.
pub const SIZES: [Size; 5] = [
    Size { rows: 1, paragraphs: 1 },
    Size { rows: 10, paragraphs: 1 },
    Size { rows: 100, paragraphs: 1 },
    Size { rows: 1, paragraphs: 10 },
    Size { rows: 1, paragraphs: 155 },
];

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Size { rows: 1, paragraphs: 1 } => write!(f, "sample"),
            Size { rows, paragraphs: 1 } => write!(f, "rows ×{rows}"),
            Size { rows: 1, paragraphs } => write!(f, "paragraphs ×{paragraphs}"),
            Size { rows, paragraphs } => write!(f, "rows ×{rows}, paragraphs ×{paragraphs}"),
        }
    }
}

/// The sample enlarged; the copies have names of their own. Published values are left out: there are none
/// of what was never published.
pub fn enlarged(size: Size) -> String {
    let body = &SAMPLE[..SAMPLE.find("\n公布值:").expect("the sample has published values")];
    let mut part = "";
    let mut yaml = String::new();
    let mut row = String::new();
    for line in body.lines() {
        let is_top_level = line.starts_with(|c: char| c.is_alphabetic());
        let starts_row = part == "指标" && line.starts_with("      - ");
        let goes_on = part == "指标" && line.starts_with("        ");
        if !goes_on {
            copies(&mut yaml, &std::mem::take(&mut row), size.rows);
        }
        if is_top_level {
            part = line.split(':').next().unwrap_or_default();
        }
        if starts_row || goes_on {
            row.push_str(line);
            row.push('\n');
            continue;
        }
        yaml.push_str(line);
        yaml.push('\n');
        let text = line.trim_start();
        let is_paragraph = part == "正文" && !text.starts_with("- ") && !text.contains(": ");
        if is_paragraph && !text.ends_with([':', '|']) {
            let indent = &line[..line.len() - text.len()];
            for number in 1..size.paragraphs {
                yaml.push_str(&format!("{indent}{}{text}\n", word(number)));
            }
        }
    }
    copies(&mut yaml, &row, size.rows);
    yaml
}

fn copies(yaml: &mut String, row: &str, times: usize) {
    if row.is_empty() {
        return;
    }
    yaml.push_str(row);
    for number in 1..times {
        yaml.push_str(&row.replacen("名称: ", &format!("名称: {}", word(number)), 1));
    }
}

/// A word of three characters for a number, one for each.
fn word(mut number: usize) -> String {
    const CHARACTERS: [char; 20] = [
        '春', '夏', '秋', '冬', '山', '河', '湖', '海', '松', '柏', '桃', '李', '梅', '兰', '竹',
        '菊', '金', '木', '石', '土',
    ];
    let mut word = String::new();
    for _ in 0..3 {
        word.push(CHARACTERS[number % CHARACTERS.len()]);
        number /= CHARACTERS.len();
    }
    word
}
