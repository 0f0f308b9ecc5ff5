//! ZP411: series of ordinals with one missing, doubled, or of another style.

use super::super::{Case, Rule};
use super::{Line, Role, is_hanzi};
use crate::document::Place;
use crate::finding::{Finding, Kind, Severity};
use crate::source::Span;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP411", name: "序数不连续" },
    severity: Severity::Warning,
    about: "\
检查什么：同一节里“一是、二是、三是”“第一，第二”“其一，其二”“（一）（二）”“1. 2.”应依次连续，不缺、不重，也不中途换一种写法。
为什么：缺号、重号多半是增删条目后没有改号，读者会以为漏印了一条。
例如：一是……，三是……，缺“二是”；一是……，第二……，换了写法。
怎么办：按条目重新编号，全节用一种写法。",
    needs: &[],
    check,
};

/// A way to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// 一是
    Is,
    /// 第一，
    Ordinal,
    /// 其一，
    Among,
    /// （一）
    BracketedChinese,
    /// （1）
    Bracketed,
    /// 1. or 1、
    Digits,
}

/// An ordinal found in the text.
struct Found {
    style: Style,
    number: usize,
    text: String,
    span: Span,
    /// Stands at the head of a sentence; one inside a sentence may only open a series.
    heads: bool,
}

fn check(case: &Case) -> Vec<Finding> {
    let lines = &case.lines;
    let mut findings = Vec::new();
    let is_prose = |line: &&Line| {
        matches!(
            line.role,
            Role::Passage(Place::Paragraph | Place::ExpectedGoal | Place::AchievedGoal)
        )
    };
    let prose: Vec<&Line> = lines.iter().filter(is_prose).collect();
    for section in prose.chunk_by(|a, b| a.role == b.role && a.path == b.path) {
        let found = section.iter().flat_map(|line| ordinals(line)).collect::<Vec<_>>();
        series(&found, &mut findings);
    }
    findings
}

fn series(found: &[Found], findings: &mut Vec<Finding>) {
    let mut last: Vec<&Found> = Vec::new();
    for now in found {
        let known = last.iter().position(|last| last.style == now.style);
        let before = known.map(|at| last[at]);
        if now.heads && now.number > 1 {
            let finding = |message: String| RULE.finding(message).at(now.span);
            let other = last.iter().find(|other| {
                other.style != now.style && other.number + 1 == now.number && alike(other, now)
            });
            match (before, other) {
                (Some(before), _) if before.number + 1 == now.number => {}
                (Some(before), _) if before.number == now.number => findings.push(
                    finding(format!("“{}”写了两次", now.text))
                        .related(before.span, "前一个在这里")
                        .help("请按次序重新编号"),
                ),
                (Some(before), _) if before.number < now.number => findings.push(
                    finding(format!("“{}”后面是“{}”，中间缺号", before.text, now.text))
                        .related(before.span, "前一个在这里")
                        .help("请核对是否漏了一条，或重新编号"),
                ),
                (None, Some(other)) => findings.push(
                    finding(format!("“{}”后面换成了“{}”", other.text, now.text))
                        .related(other.span, "前一个在这里")
                        .help("同一节里请用一种写法"),
                ),
                (None, None) if now.style == Style::Is => findings.push(
                    finding(format!("有“{}”，前面没有“一是”", now.text))
                        .help("请核对是否漏了一条，或重新编号"),
                ),
                // Going back is another list's number or a reference: too uncertain to tell.
                _ => {}
            }
        }
        match known {
            Some(at) => last[at] = now,
            None => last.push(now),
        }
    }
}

/// Styles that people mix up: words with words, figures with figures.
fn alike(a: &Found, b: &Found) -> bool {
    let words = |style| matches!(style, Style::Is | Style::Ordinal | Style::Among);
    words(a.style) && words(b.style)
}

fn ordinals(line: &Line) -> Vec<Found> {
    (0..line.chars.len()).filter_map(|at| ordinal(line, at)).collect()
}

fn ordinal(line: &Line, from: usize) -> Option<Found> {
    let before = line.before(from);
    let heads = before.is_none_or(|c| !is_hanzi(c) && !c.is_ascii_alphanumeric());
    let sentence = matches!(before, None | Some('。' | '；' | '：'));
    let c = line.at(from)?;
    let (style, number, end) = match c {
        '第' | '其' => {
            let (number, at) = chinese(line, from + 1)?;
            let style = if c == '第' { Style::Ordinal } else { Style::Among };
            let marked = matches!(line.at(at), Some('，' | '、' | '：'));
            (style, number, marked.then_some(at)?)
        }
        '（' if sentence => match chinese(line, from + 1) {
            Some((number, at)) if line.at(at) == Some('）') => {
                (Style::BracketedChinese, number, at + 1)
            }
            _ => {
                let (number, at) = digits(line, from + 1)?;
                (Style::Bracketed, number, (line.at(at)? == '）').then_some(at + 1)?)
            }
        },
        '0'..='9' if sentence => {
            let (number, at) = digits(line, from)?;
            let marked = matches!(line.at(at), Some('.' | '．' | '、'));
            let leads = line.at(at + 1).is_some_and(|c| is_hanzi(c) && chinese_digit(c).is_none());
            (Style::Digits, number, (marked && leads).then_some(at + 1)?)
        }
        _ => {
            let (number, at) = chinese(line, from)?;
            let is_one = line.at(at) == Some('是');
            // 统一是, 之一是, 唯一是: no ordinal, but “原因一是” is one.
            let inside = before
                .is_some_and(|c| chinese_digit(c).is_some() || "统之唯单第专同不逐".contains(c));
            (Style::Is, number, (is_one && !inside).then_some(at + 1)?)
        }
    };
    let heads = heads || style == Style::Is && number > 1;
    let text = line.slice(from, end).to_owned();
    (heads || number == 1).then(|| Found { style, number, text, span: line.span(from, end), heads })
}

/// A Chinese number up to 九十九 and the index behind it.
fn chinese(line: &Line, from: usize) -> Option<(usize, usize)> {
    let digit = |at| line.at(at).and_then(chinese_digit);
    match (digit(from)?, digit(from + 1)) {
        (10, Some(ones)) if ones < 10 => Some((10 + ones, from + 2)),
        (tens, Some(10)) if tens < 10 => match digit(from + 2) {
            Some(ones) if ones < 10 => Some((tens * 10 + ones, from + 3)),
            _ => Some((tens * 10, from + 2)),
        },
        (number, None) => Some((number, from + 1)),
        _ => None,
    }
}

fn chinese_digit(c: char) -> Option<usize> {
    "一二三四五六七八九十".chars().position(|digit| digit == c).map(|at| at + 1)
}

fn digits(line: &Line, from: usize) -> Option<(usize, usize)> {
    let count = line.chars.iter().skip(from).take_while(|char| char.c.is_ascii_digit()).count();
    let number = (1..=2).contains(&count).then(|| line.slice(from, from + count).parse().ok());
    Some((number??, from + count))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    fn reads(text: &str) -> Vec<String> {
        messages("ZP411", &changed(&[("项目资金实行专账核算、", &format!("{text}、"))]))
    }

    #[test]
    fn fires_on_missing_doubled_and_mixed_numbers() {
        assert_eq!(reads("一是甲；三是乙"), ["“一是”后面是“三是”，中间缺号"]);
        assert_eq!(reads("一是甲；二是乙；二是丙"), ["“二是”写了两次"]);
        assert_eq!(reads("一是甲。第二，乙"), ["“一是”后面换成了“第二”"]);
        assert_eq!(reads("甲；二是乙"), ["有“二是”，前面没有“一是”"]);
        assert_eq!(reads("（一）甲。（三）乙"), ["“（一）”后面是“（三）”，中间缺号"]);
        assert_eq!(reads("措施：1.甲。3.乙"), ["“1.”后面是“3.”，中间缺号"]);
    }

    #[test]
    fn is_silent_on_series_in_order() {
        for text in [
            "主要原因一是甲，二是乙，三是丙",
            "一是甲；二是乙。一是丙；二是丁",
            "（一）一是甲。二是乙。（二）一是丙。二是丁",
            "统一是基础；之一是前提",
            "第三方机构评价，第二季度完成",
            "一是甲。十一月二是乙",
        ] {
            assert_eq!(reads(text), Vec::<String>::new(), "{text}");
        }
    }
}
