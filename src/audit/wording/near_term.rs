//! ZP416: the same term written in two ways.

use std::collections::HashMap;

use super::super::{Case, Rule};
use super::words::SIMILAR;
use super::{Line, is_hanzi, lines};
use crate::finding::{Finding, Kind, Severity};
use crate::source::Span;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP416", name: "用字前后不一" },
    severity: Severity::Note,
    about: "\
检查什么：同一份报告里，前后的字都相同、中间一个形近音近的字却不同的写法；以及“××××中心”只差一字的两个名称。
为什么：多半是同一个单位或事项写错了一处。
例如：多处写“质监站”，一处写“质检站”；“政务服务中心”与“政府服务中心”。
怎么办：核对正确的名称，全文统一。",
    needs: &[],
    check,
};

/// Ways of writing one term: each with how often and where first.
type Ways = Vec<(String, usize, Span)>;

fn check(case: &Case) -> Vec<Finding> {
    let mut order: Vec<(String, Ways)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut add = |key: String, way: String, span: Span| {
        let at = *index.entry(key.clone()).or_insert_with(|| {
            order.push((key, Vec::new()));
            order.len() - 1
        });
        let ways = &mut order[at].1;
        match ways.iter_mut().find(|(known, ..)| *known == way) {
            Some((_, count, _)) => *count += 1,
            None => ways.push((way, 1, span)),
        }
    };
    for line in &lines(case) {
        for at in 0..line.chars.len() {
            if let Some((key, way)) = similar(line, at) {
                add(key, way, line.span(at - 1, at + 2));
            }
            if let Some((keys, way)) = centre(line, at) {
                for key in keys {
                    add(key, way.clone(), line.span(at, at + CENTRE));
                }
            }
        }
    }
    let mut findings = Vec::new();
    for (_, mut ways) in order.into_iter().filter(|(_, ways)| ways.len() > 1) {
        // The usual way first; of equals the one met first.
        ways.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
        let (usual, _, first) = &ways[0];
        for (way, _, span) in &ways[1..] {
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
    let name: Vec<char> = line.chars.get(at..at + CENTRE)?.iter().map(|char| char.c).collect();
    if name[CENTRE - 2..] != ['中', '心'] || !name.iter().all(|c| is_hanzi(*c)) {
        return None;
    }
    let open = |open: usize| {
        name.iter().enumerate().map(|(at, c)| if at == open { '＊' } else { *c }).collect()
    };
    Some(((1..CENTRE - 2).map(open).collect(), name.iter().collect()))
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
    fn is_silent_on_different_neighbours_and_centres() {
        let yaml = with("质监工作、安检工作、旅游服务中心、游客服务中心");
        assert!(messages("ZP416", &yaml).is_empty());
    }
}
