//! ZP222: what grew or shrank, by how much, and the two numbers it comes from.

use rust_decimal::Decimal;

use super::super::slip::is_telling_slip;
use super::super::{Case, Rule, has_any};
use super::words::WORDS;
use super::{Sentence, is_open, is_percent, same_unit, sentences};
use crate::audit::mentions::Number;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::number;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP222", name: "增减与两个数不符" },
    severity: Severity::Warning,
    about: "\
检查什么：写了今年和上年两个数，又写增减多少的：差额、增减的百分比应由两个数算得出；两个百分数之差应写“个百分点”；增与减的方向应与两个数相符。差额只在像是写错了一个数字时才报。
为什么：两个率相差0.7个百分点写成提高0.7%，意思就变了；方向写反，结论就反了。
例如：“合格率为90.8%，上年为90.1%，提高0.7%”，应是0.7个百分点；“执行率89.2%，与上年的91.6%相比，上升2.4个百分点”，应是下降。
怎么办：重新计算，改正写错的数、单位或方向。",
    needs: &[],
    check,
};

/// How many numbers further back the two may stand.
const NEAR: usize = 5;

/// A number and the words before it.
#[derive(Clone, Copy)]
struct Near<'a> {
    number: &'a Number,
    words: &'a str,
}

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut last: Vec<Near> = Vec::new();
    let sentences = sentences(case);
    for sentence in &sentences {
        if sentence.earlier().is_empty() {
            last.clear();
        }
        for at in 0..sentence.numbers().len() {
            let before = last.len().saturating_sub(NEAR);
            findings.extend(judge(case, sentence, at, &last[before..]));
            let near = Near { number: &sentence.numbers()[at], words: sentence.words_before(at) };
            // What was added is none of the two.
            if direction(near.words).is_none() {
                last.push(near);
            }
        }
    }
    findings
}

/// 增 or 减, when the words end with it.
fn direction(words: &str) -> Option<bool> {
    let words = words.trim_end_matches(['了', ' ']);
    let ends = |list: &[String]| list.iter().any(|word| words.ends_with(word.as_str()));
    match (ends(&WORDS.up), ends(&WORDS.down)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn judge(case: &Case, sentence: &Sentence, at: usize, near: &[Near]) -> Option<Finding> {
    let change = &sentence.numbers()[at];
    let up = direction(sentence.words_before(at))?;
    if change.loose || change.typed.is_none() {
        return None;
    }
    let points = change.unit.base == "个百分点";
    // The two numbers, the later one last.
    let pairs: Vec<(Near, Near)> = near
        .iter()
        .enumerate()
        .flat_map(|(i, a)| near[i + 1..].iter().map(move |b| (*a, *b)))
        .filter(|(a, b)| {
            let fits =
                if points || is_percent(change) { true } else { same_unit(a.number, change) };
            fits && same_unit(a.number, b.number) && a.number.plain() != b.number.plain()
        })
        .collect();
    let rounds_to = |exact: Decimal| number::round(exact, change.decimals) == change.value;
    let by_growth = |(a, b): &(Near, Near)| growths(a, b).into_iter().flatten().any(rounds_to);
    let (pairs, amounts): (Vec<_>, Vec<_>) =
        pairs.into_iter().partition(|(a, _)| !points || is_percent(a.number));
    if is_percent(change) && pairs.iter().any(by_growth) {
        return None;
    }
    let difference = |(a, b): &(Near, Near)| {
        a.number.plain().saturating_sub(b.number.plain()).abs().checked_div(change.unit.scale)
    };
    let by_difference = |pair: &&(Near, Near)| difference(pair).is_some_and(rounds_to);
    let exact: Vec<&(Near, Near)> = pairs.iter().filter(by_difference).collect();
    let place = |finding: Finding, pair: &(Near, Near)| {
        let of = |near: Near| sentence.span(case, near.number);
        finding
            .at(sentence.span(case, change))
            .related(of(pair.0), "由这个数")
            .related(of(pair.1), "和这个数得来")
    };
    let shown = |pair: &(Near, Near)| {
        format!("{}与{}", sentence.shown(pair.0.number), sentence.shown(pair.1.number))
    };
    if let (None, Some(pair)) = (exact.first(), amounts.iter().find(|pair| by_growth(pair))) {
        let message = format!(
            "{}相比，增减的百分比是{}%，写成了“{}”",
            shown(pair),
            change.value.normalize(),
            sentence.shown(change)
        );
        let right = format!("{}%", change.value.normalize());
        return Some(
            place(RULE.finding(message), pair)
                .help(format!("两个数增减的百分比应写“{right}”；百分点是两个百分数之差")),
        );
    }
    if let Some(pair) = exact.first() {
        if is_percent(change) && is_percent(pair.0.number) {
            let message = format!(
                "{}相差{}个百分点，写成了“{}”",
                shown(pair),
                change.value.normalize(),
                sentence.shown(change)
            );
            let right = format!("{}个百分点", change.value.normalize());
            return Some(
                place(RULE.finding(message), pair)
                    .help(format!("两个百分数之差应写“{right}”；说的是增减的百分比，请重新计算")),
            );
        }
        if is_percent(change) {
            return None;
        }
        let wrong = |pair: &&&(Near, Near)| rises(pair).is_some_and(|rises| rises != up);
        if exact.iter().all(|pair| wrong(&pair)) {
            let (is, says) = if up { ("减少", "增加") } else { ("增加", "减少") };
            let message = format!("{}相比是{is}，写成了{says}", shown(pair));
            return Some(
                place(RULE.finding(message), pair).help("请核对两个数和增减的方向，改正写错的一个"),
            );
        }
        return None;
    }
    slipped(case, sentence, change, &pairs, points)
        .map(|(pair, message)| place(RULE.finding(message), pair))
        .map(|finding| finding.help("请重新计算，改正写错的一个"))
}

/// The growth in percent, with either number as the base.
fn growths(a: &Near, b: &Near) -> [Option<Decimal>; 2] {
    let (a, b) = (a.number.plain(), b.number.plain());
    let change = a.saturating_sub(b).abs().saturating_mul(Decimal::ONE_HUNDRED);
    [change.checked_div(a), change.checked_div(b)]
}

/// Whether the number compared rises to the other; unknown when the words do not say which is
/// compared.
fn rises((a, b): &(Near, Near)) -> Option<bool> {
    let compared = |near: &Near| has_any(near.words, &WORDS.compared);
    let (from, to) = match (compared(a), compared(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    Some(to.number.plain() > from.number.plain())
}

/// The two next to the change, when it is what comes of them but for a slip.
fn slipped<'p, 'a>(
    case: &Case,
    sentence: &Sentence,
    change: &Number,
    pairs: &'p [(Near<'a>, Near<'a>)],
    points: bool,
) -> Option<(&'p (Near<'a>, Near<'a>), String)> {
    let pair = pairs.last()?;
    let fits = is_percent(change) == is_percent(pair.0.number) || points;
    let compared = rises(pair).is_some();
    if !is_open(case, change) || !compared || pairs.len() > 3 {
        return None;
    }
    let is = |value: Decimal| {
        let value = number::round(value, change.decimals);
        is_telling_slip(value, change.value).then_some(value)
    };
    let unit = &change.unit.text;
    let found = if is_percent(change) && !fits {
        growths(&pair.0, &pair.1).into_iter().flatten().find_map(is)
    } else if is_percent(change) {
        None
    } else {
        let difference = pair.0.number.plain().saturating_sub(pair.1.number.plain()).abs();
        difference.checked_div(change.unit.scale).and_then(is)
    }?;
    let message = format!(
        "{}与{}，增减是{found}{unit}，这里写“{}”",
        sentence.shown(pair.0.number),
        sentence.shown(pair.1.number),
        sentence.shown(change)
    );
    Some((pair, message))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, messages, saying};

    #[test]
    fn fires_on_points_written_as_percent_on_directions_and_on_slips() {
        for (sentence, told) in [
            ("合格率为90.8%，上年为90.1%，提高0.7%，", "90.8%与90.1%相差0.7个百分点，写成了“0.7%”"),
            (
                "巩固率由91.27%提高到94.35%，提高3.08%，",
                "91.27%与94.35%相差3.08个百分点，写成了“3.08%”",
            ),
            (
                "使用率89.2%，支出8分钱；与2022年的91.6%相比，上升2.4个百分点，",
                "89.2%与91.6%相比是减少，写成了增加",
            ),
            (
                "销售额为9.63亿元，比2022年的8.98亿元增长7.24个百分点，",
                "9.63亿元与8.98亿元相比，增减的百分比是7.24%，写成了“7.24个百分点”",
            ),
            (
                "接待费12.85万元，比上年的13.32万元减少0.74万元，",
                "12.85万元与13.32万元，增减是0.47万元，这里写“0.74万元”",
            ),
        ] {
            let found = messages("ZP222", &saying(sentence));
            assert_eq!(found, [told], "{sentence}");
        }
    }

    #[test]
    fn is_silent_on_changes_that_come_of_the_two() {
        for sentence in [
            "合格率为90.8%，上年为90.1%，提高0.7个百分点，",
            "接待费12.85万元，比上年的13.32万元减少0.47万元，下降3.5%，",
            "农民收入19342元，比2022年的18179元增长6.4%，",
            "收回问卷125份，比上年增加15份，",
            "巩固率由91.27%提高到94.35%，",
            "使用率为85%，比上年提高2个百分点，",
        ] {
            assert!(messages("ZP222", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP222", SOUND).is_empty());
    }
}
