//! Mistakes as people make them, in the text of a report or method: lines left out, doubled, moved,
//! values of other lines, odd numbers and characters. Flipped bytes would seldom leave YAML behind.

use std::ops::Range;

use crate::random::Random;

/// Where lines and words are taken from.
const MODELS: [&str; 8] = [
    include_str!("../../../data/reports/2022-shangjie-zhujian.yaml"),
    include_str!("../../../data/reports/示例-2023-文化和旅游局.yaml"),
    include_str!("../../../data/reports/示例-2023-水利服务中心.yaml"),
    include_str!("../../../data/methods/财预2020-10号.yaml"),
    include_str!("../../../data/methods/郑州上街-2022.yaml"),
    include_str!("../../../data/methods/示例-分档.yaml"),
    include_str!("../../../data/methods/示例-扣分.yaml"),
    include_str!("../../../data/methods/示例-不计执行率.yaml"),
];

const NUMBERS: [&str; 24] = [
    "0",
    "-1",
    "1",
    "100",
    "0.5",
    "33.33",
    "99.995",
    "100.01",
    "1e9",
    "+5",
    "1,234.5",
    "１２",
    "十二",
    "3月31",
    "2022",
    "9999",
    "0.0000000000000000000000000001",
    "79228162514264337593543950335",
    "79228162514264337593543950336",
    "99999999999999999999999999999999",
    "4294967296",
    "18446744073709551616",
    "-0",
    "00012.340",
];

const WORDS: [&str; 64] = [
    "：",
    "，",
    "。",
    "；",
    "、",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "——",
    "…",
    ",",
    ".",
    ":",
    ": ",
    "- ",
    " #",
    "#",
    "|",
    "|\n",
    ">",
    "&a ",
    "*a",
    "!t ",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    "? ",
    "---\n",
    "\n",
    "\r\n",
    "\t",
    "  ",
    "\u{3000}",
    "\u{A0}",
    "\u{200B}",
    "\u{202E}",
    "\u{FEFF}",
    "e\u{301}",
    "𠮷",
    "👍🏽",
    "％",
    "‰",
    "%",
    "≥",
    "≤",
    "=",
    "万元",
    "亿元",
    "个百分点",
    "较上年增长",
    "占",
    "其中",
    "合计",
    "{{ 总分 }}",
    "{{ 资金.总额.执行率 }}%",
    "{{ 部门.自称 }}",
    "{{",
    "}}",
];

/// A text with up to three mistakes more.
pub fn edited(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for _ in 0..=random.below(3) {
        if lines.is_empty() {
            lines.push(String::new());
        }
        edit(&mut lines, random);
    }
    lines.concat()
}

fn edit(lines: &mut Vec<String>, random: &mut Random) {
    let place = random.below(lines.len());
    let block = block(lines, place, random);
    match random.below(11) {
        0 => drop(lines.drain(block)),
        1 => {
            let copy = lines[block].to_vec();
            insert(lines, copy, random);
        }
        2 => {
            let moved = lines.drain(block).collect();
            insert(lines, moved, random);
        }
        3 => {
            let model: Vec<String> =
                one(&MODELS, random).split_inclusive('\n').map(str::to_owned).collect();
            let at = random.below(model.len());
            let range = self::block(&model, at, random);
            insert(lines, model[range].to_vec(), random);
        }
        4 => {
            let indent = random.below(5);
            for line in &mut lines[block] {
                *line = match random.below(8) {
                    0 => format!("\t{line}"),
                    1..4 => format!("{}{line}", " ".repeat(indent)),
                    _ => line.trim_start_matches(' ').to_owned(),
                };
            }
        }
        5 => {
            let other = value(&lines[random.below(lines.len())]).to_owned();
            put_value(&mut lines[place], &other);
        }
        6 => {
            let model: Vec<&str> = one(&MODELS, random).lines().collect();
            let other = value(one(&model, random)).to_owned();
            put_value(&mut lines[place], &other);
        }
        7 | 8 => {
            let number = one(&NUMBERS, random);
            replace_number(&mut lines[place], number, random);
        }
        9 => {
            let word = if random.below(4) == 0 {
                one(&NUMBERS, random).to_owned()
            } else {
                one(&WORDS, random).to_owned()
            };
            let at = boundary(&lines[place], random);
            lines[place].insert_str(at, &word);
        }
        _ => {
            // A piece of one line is cut out, and may go to another.
            let (a, b) = (boundary(&lines[place], random), boundary(&lines[place], random));
            let piece: String = lines[place].drain(a.min(b)..a.max(b)).collect();
            if random.below(2) == 0 {
                let to = random.below(lines.len());
                let at = boundary(&lines[to], random);
                lines[to].insert_str(at, &piece);
            }
        }
    }
}

/// A line alone, with those below it, or with a few that follow.
fn block(lines: &[String], start: usize, random: &mut Random) -> Range<usize> {
    let indent = |line: &String| line.len() - line.trim_start().len();
    let end = match random.below(3) {
        0 => start + 1,
        1 => start + 1 + random.below(6),
        _ => {
            let below = lines[start + 1..].iter();
            start + 1 + below.take_while(|line| indent(line) > indent(&lines[start])).count()
        }
    };
    start..end.min(lines.len())
}

fn insert(lines: &mut Vec<String>, new: Vec<String>, random: &mut Random) {
    let at = random.below(lines.len() + 1);
    lines.splice(at..at, new);
}

/// Where the value of a line begins.
fn value_start(line: &str) -> usize {
    let dash = line.find("- ").map(|at| at + 2);
    line.find(": ").map(|at| at + 2).or(dash).unwrap_or(line.len() - line.trim_start().len())
}

fn value(line: &str) -> &str {
    line[value_start(line)..].trim_end_matches(['\n', '\r'])
}

fn put_value(line: &mut String, new: &str) {
    let start = value_start(line);
    let end = start + value(line).len();
    line.replace_range(start..end, new);
}

fn replace_number(line: &mut String, new: &str, random: &mut Random) {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let mut numbers: Vec<Range<usize>> = Vec::new();
    for (at, c) in line.char_indices().filter(|&(_, c)| is_part(c)) {
        match numbers.last_mut() {
            Some(last) if last.end == at => last.end += c.len_utf8(),
            _ => numbers.push(at..at + c.len_utf8()),
        }
    }
    if !numbers.is_empty() {
        line.replace_range(numbers.swap_remove(random.below(numbers.len())), new);
    }
}

fn boundary(line: &str, random: &mut Random) -> usize {
    line.floor_char_boundary(random.below(line.len() + 1))
}

fn one<'a>(of: &[&'a str], random: &mut Random) -> &'a str {
    of.get(random.below(of.len())).copied().unwrap_or_default()
}
