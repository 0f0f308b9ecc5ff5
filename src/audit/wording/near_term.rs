//! ZP416: the same term written in two ways.

use std::collections::{HashMap, HashSet};

use super::super::{Case, Rule};
use super::words::{BODIES, SIMILAR};
use super::{Line, is_hanzi};
use crate::finding::{Finding, Kind, Severity};
use crate::source::Span;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP416", name: "用字前后不一" },
    severity: Severity::Note,
    about: "\
检查什么：同一份报告里，前后的字都相同、中间一个形近音近的字却不同的写法；“××××中心”只差一字的两个名称；单位、场所、工程的名称，多处一样，有一处只差一两个字，或者用字相同而次序不同。
为什么：多半是同一个单位或事项写错了一处。
例如：多处写“质监站”，一处写“质检站”；“农村公路服务中心”与“农村公路发展中心”；“农业综合行政执法大队”与“农业行政综合执法大队”。
怎么办：核对正确的名称，全文统一。",
    needs: &[],
    check,
};

/// A way of writing a term: how often, where first, and in which lines.
struct Way {
    text: String,
    count: usize,
    first: Span,
    lines: HashSet<usize>,
}

fn check(case: &Case) -> Vec<Finding> {
    let mut order: Vec<(String, Vec<Way>)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut add = |key: String, text: String, span: Span, line: usize| {
        let at = *index.entry(key.clone()).or_insert_with(|| {
            order.push((key, Vec::new()));
            order.len() - 1
        });
        let ways = &mut order[at].1;
        match ways.iter_mut().find(|known| known.text == text) {
            Some(known) => {
                known.count += 1;
                known.lines.insert(line);
            }
            None => ways.push(Way { text, count: 1, first: span, lines: [line].into() }),
        }
    };
    for (number, line) in case.lines.iter().enumerate() {
        for at in 0..line.chars.len() {
            if let Some((key, way)) = similar(line, at) {
                add(key, way, line.span(at - 1, at + 2), number);
            }
            if let Some((keys, way)) = centre(line, at) {
                for key in keys {
                    add(key, way.clone(), line.span(at, at + CENTRE), number);
                }
            }
            for (key, from) in bodies(line, at) {
                let way: String = line.chars[from..at].iter().map(|char| char.c).collect();
                add(key, way, line.span(from, at), number);
            }
        }
    }
    let mut findings = Vec::new();
    let mut told: HashSet<usize> = HashSet::new();
    for (key, mut ways) in order.into_iter().filter(|(_, ways)| ways.len() > 1) {
        // The usual way first; of equals the one met first.
        ways.sort_by_key(|way| std::cmp::Reverse(way.count));
        let usual = &ways[0];
        for way in &ways[1..] {
            // Bodies of nearly one name are common: only what is told often can be misspelt once,
            // and what stands side by side is meant to differ.
            let doubtful =
                usual.count == 1 || way.count > 1 || !way.lines.is_disjoint(&usual.lines);
            if key.contains(OPEN_BODY) && doubtful || !told.insert(way.first.end) {
                continue;
            }
            let (way, span, usual, first) = (&way.text, &way.first, &usual.text, &usual.first);
            findings.push(
                RULE.finding(format!("这里写“{way}”，别处写“{usual}”"))
                    .at(*span)
                    .related(*first, format!("别处写“{usual}”"))
                    .help("请核对正确的写法，全文统一"),
            );
        }
    }
    findings
}

/// A character that is easily mixed up, with its neighbours.
fn similar(line: &Line, at: usize) -> Option<(String, String)> {
    let c = line.at(at)?;
    let group = SIMILAR.get(&c)?.first()?;
    let (before, after) = (line.before(at)?, line.at(at + 1)?);
    let whole = is_hanzi(before) && is_hanzi(after);
    whole.then(|| (format!("{before}{group}{after}"), format!("{before}{c}{after}")))
}

/// Characters of the name of a centre that are compared.
const CENTRE: usize = 6;

/// The name of a centre, with one of its inner characters left open.
fn centre(line: &Line, at: usize) -> Option<(Vec<String>, String)> {
    let name = line.chars.get(at..at + CENTRE)?;
    if name[CENTRE - 2].c != '中' || name[CENTRE - 1].c != '心' {
        return None;
    }
    let name: Vec<char> = name.iter().map(|char| char.c).collect();
    if !name.iter().all(|c| is_hanzi(*c)) {
        return None;
    }
    let open = |open: usize| {
        name.iter().enumerate().map(|(at, c)| if at == open { '＊' } else { *c }).collect()
    };
    Some(((1..CENTRE - 2).map(open).collect(), name.iter().collect()))
}

/// Stands for the characters of a body's name that are left open.
const OPEN_BODY: char = '？';
/// Characters of a body's name that are compared, its end included.
const BODY: std::ops::RangeInclusive<usize> = 6..=10;
/// The fewest of them before the open ones.
const HEAD: usize = 3;
/// The most of them that are open.
const OPEN: usize = 2;
/// Characters that tell one body from the next on purpose.
const COUNTING: &str = "一二三四五六七八九十东南西北中上下新老大小前后";

/// Characters that join two names.
const JOINING: &str = "和与及或的在对由向将把为是";

/// The names of bodies that end before an index, each with one or two characters left open, and with
/// its characters in another order; with the index where it begins.
fn bodies(line: &Line, end: usize) -> Vec<(String, usize)> {
    let Some(tail) = end_of_body(line, end) else { return Vec::new() };
    let mut keys = Vec::new();
    for length in BODY {
        let Some(from) = end.checked_sub(length) else { break };
        let name: Vec<char> = line.chars[from..end].iter().map(|char| char.c).collect();
        if name.iter().any(|c| !is_hanzi(*c) || JOINING.contains(*c)) {
            break;
        }
        for open in 1..=OPEN {
            for at in HEAD..(length - tail + 1).saturating_sub(open) {
                let (head, rest) = (&name[..at], &name[at + open..]);
                if name[at..at + open].iter().any(|c| COUNTING.contains(*c)) {
                    continue;
                }
                let open: String = std::iter::repeat_n(OPEN_BODY, open).collect();
                let (head, rest) =
                    (head.iter().collect::<String>(), rest.iter().collect::<String>());
                keys.push((format!("{head}{open}{rest}"), from));
            }
        }
        let mut sorted = name.clone();
        sorted.sort_unstable();
        let head: String = name[..2].iter().collect();
        keys.push((format!("{head}＊{}", sorted.iter().collect::<String>()), from));
    }
    keys
}

/// The characters of the end of a body's name, when one ends before an index.
fn end_of_body(line: &Line, end: usize) -> Option<usize> {
    let text = line.slice(end.saturating_sub(4), end);
    let lengths = BODIES.iter().filter(|word| text.ends_with(word.as_str()));
    lengths.map(|word| word.chars().count()).max()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, found, messages};

    fn with(text: &str) -> String {
        changed(&[("项目资金实行专账核算、", &format!("{text}、"))])
    }

    #[test]
    fn fires_on_the_rarer_way() {
        let yaml = with("质监站、质检站和质监站工作");
        assert_eq!(messages("ZP416", &yaml), ["这里写“质检站”，别处写“质监站”"]);
        assert_eq!(found("ZP416", &yaml)[0].related.len(), 1);
        let centre = with("政务服务中心、政府服务中心");
        assert_eq!(messages("ZP416", &centre), ["这里写“政府服务中心”，别处写“政务服务中心”"]);
    }

    #[test]
    fn fires_on_a_body_that_is_called_otherwise_once() {
        let told = |text: &str| messages("ZP416", &with(text));
        assert_eq!(
            told("市农村公路服务中心、市农村公路服务中心负责。\n      由市农村公路发展中心实施"),
            ["这里写“村公路发展中心”，别处写“村公路服务中心”"]
        );
        assert_eq!(
            told("县农业综合行政执法大队，县农业行政综合执法大队"),
            ["这里写“农业行政综合执法大队”，别处写“农业综合行政执法大队”"]
        );
    }

    #[test]
    fn is_silent_on_different_neighbours_and_centres() {
        for text in [
            "质监工作、安检工作、旅游服务中心、游客服务中心",
            "社区卫生服务中心、社区卫生服务中心、社区养老服务中心",
            "县城关第一小学、县城关第一小学、县城关第二小学",
            "市农村公路服务中心、市农村公路发展中心",
            "残疾人康复中心、残疾人康复中心、残疾人托养中心",
        ] {
            assert_eq!(messages("ZP416", &with(text)), Vec::<String>::new(), "{text}");
        }
    }
}
