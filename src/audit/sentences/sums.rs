//! ZP220: parts and their total in one sentence.

use rust_decimal::Decimal;

use super::super::slip::{is_slip, is_telling_slip};
use super::super::{Case, Rule, has_any};
use super::words::WORDS;
use super::{Sentence, is_open, same_unit, sentences};
use crate::audit::mentions::{Kind as What, Number};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::number;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP220", name: "分项之和与总数不符" },
    severity: Severity::Warning,
    about: "\
检查什么：一句话里“……512家次，其中日常检查346家次、专项检查128家次、夜间检查38家次”，或“小学2所、初中1所、幼儿园2所，共5所”，各部分相加应等于总数。\
只在差额像是写错了一个数字（改、漏、多、颠倒一位），或部分的金额超过总数时才报：没有列全、互相交叉的部分不算错。
为什么：这样的数在附表里没有，改了一个忘了改另一个，只有逐句相加才看得出来。
例如：“全年检查512家次，其中日常346家次、专项128家次、夜间28家次”，相加是502家次。
怎么办：核对原始资料，改正写错的一个。数字少的只作提示。",
    needs: &[],
    check,
};

/// A total and its parts.
struct Sum<'a> {
    total: &'a Number,
    parts: Vec<&'a Number>,
}

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sentence in sentences(case) {
        for at in 0..sentence.numbers().len() {
            let sums = [total_first(&sentence, at), total_last(&sentence, at)];
            findings.extend(sums.iter().flatten().filter_map(|sum| judge(case, &sentence, sum)));
        }
    }
    findings
}

/// The total is the number at `at`, or the last of its unit in the sentences before when the
/// sentence begins with 其中.
fn total_first<'a>(sentence: &Sentence<'a>, at: usize) -> Option<Sum<'a>> {
    const NEAR: usize = 6;
    let numbers = sentence.numbers();
    let first = sentence.words_before(at).trim_start();
    let (total, from) = if at == 0 && WORDS.total_before.iter().any(|w| first.starts_with(w)) {
        // 支出21.23万元，比上年减少0.82万元。其中……: the parts are of what was compared.
        let near = sentence.earlier().iter().rev().take(NEAR);
        let mut near = near.filter(|total| same_unit(total, &numbers[0]));
        let last = near.next()?;
        (near.find(|total| adds_up(total, &parts_from(sentence, 0, total))).unwrap_or(last), 0)
    } else if has_any(sentence.words_after(at), &WORDS.total_before) && at + 1 < numbers.len() {
        // 演出340场，比指标值多26场，其中……: the parts are of what was compared.
        let is_change = |at: usize| has_any(sentence.words_before(at), &WORDS.compared);
        let mut near = (0..=at).rev().take(NEAR);
        let total = near.find(|&at| !is_change(at) && same_unit(&numbers[at], &numbers[at + 1]));
        (&numbers[total.unwrap_or(at)], at + 1)
    } else {
        return None;
    };
    let parts = parts_from(sentence, from, total);
    (parts.len() > 1 && !total.loose).then_some(Sum { total, parts })
}

/// The numbers of the total's unit from an index on, as far as they are a list.
fn parts_from<'a>(sentence: &Sentence<'a>, from: usize, total: &Number) -> Vec<&'a Number> {
    let numbers = sentence.numbers();
    let mut parts: Vec<&Number> = Vec::new();
    let mut listed = false;
    for (index, part) in numbers.iter().enumerate().skip(from) {
        let words = sentence.words_before(index);
        if index > from {
            let closed = listed && words.contains('，');
            if closed || has_any(words, &WORDS.parts_end) {
                break;
            }
        }
        if same_unit(part, total) {
            listed |= !parts.is_empty() && words.contains('、');
            parts.push(part);
        }
    }
    parts
}

fn total_last<'a>(sentence: &Sentence<'a>, at: usize) -> Option<Sum<'a>> {
    let numbers = sentence.numbers();
    let total = &numbers[at];
    let words = sentence.words_before(at);
    if !WORDS.total_behind.iter().any(|word| words.ends_with(word.as_str())) || total.loose {
        return None;
    }
    let mut parts: Vec<&Number> = Vec::new();
    for index in (0..at).rev() {
        if same_unit(&numbers[index], total) {
            parts.push(&numbers[index]);
        }
        // A list is told item by item; what stands before it is something else.
        if !sentence.words_before(index).starts_with('、') {
            break;
        }
    }
    parts.reverse();
    (parts.len() > 1).then_some(Sum { total, parts })
}

fn judge(case: &Case, sentence: &Sentence, sum: &Sum) -> Option<Finding> {
    let Sum { total, parts } = sum;
    if parts.iter().any(|part| part.loose) || adds_up(total, parts) {
        return None;
    }
    let added = number::sum(parts.iter().map(|part| part.plain()));
    let in_unit = added.checked_div(total.unit.scale)?;
    let needed = |part: &Number| {
        total
            .plain()
            .saturating_sub(added.saturating_sub(part.plain()))
            .checked_div(part.unit.scale)
    };
    // The part that would have to be another for the sum to be right.
    let wrong = parts.iter().find(|part| {
        is_open(case, part) && needed(part).is_some_and(|needed| is_slip(part.value, needed))
    });
    let total_is_wrong = is_open(case, total) && is_slip(total.value, in_unit);
    let too_much = total.unit.kind == What::Money
        && added > total.plain()
        && parts.iter().any(|part| is_open(case, part));
    if wrong.is_none() && !total_is_wrong && !too_much {
        return None;
    }
    let telling = too_much
        || is_telling_slip(total.value, in_unit)
        || parts.iter().any(|part| needed(part).is_some_and(|n| is_telling_slip(part.value, n)));
    let at = if total_is_wrong { total } else { *wrong.or(parts.last())? };
    let message = format!(
        "各部分相加是{}{}，总数写的是{}",
        in_unit.normalize(),
        total.unit.text,
        sentence.shown(total)
    );
    let finding = RULE
        .finding(message)
        .at(sentence.span(case, at))
        .severity(if telling { Severity::Warning } else { Severity::Note })
        .help("请核对各部分和总数，改正写错的一个");
    let others = parts.iter().copied().chain([*total]).filter(|other| !std::ptr::eq(*other, at));
    Some(others.fold(finding, |finding, other| {
        let what = if std::ptr::eq(other, *total) { "总数" } else { "一部分" };
        finding.related(sentence.span(case, other), what)
    }))
}

/// Whether some of the parts in a row are the total, as exactly as it is written.
fn adds_up(total: &Number, parts: &[&Number]) -> bool {
    (0..parts.len()).any(|from| {
        let mut added = Decimal::ZERO;
        parts[from..].iter().any(|part| {
            added = added.saturating_add(part.plain());
            let in_unit = added.checked_div(total.unit.scale);
            in_unit.is_some_and(|sum| number::round(sum, total.decimals) == total.value)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, messages, saying};

    #[test]
    fn fires_on_one_number_that_is_off() {
        for (sentence, told) in [
            (
                "全年检查512家次，其中日常检查346家次、专项检查128家次、夜间检查28家次，责令整改93家。",
                "各部分相加是502家次，总数写的是512家次",
            ),
            ("建成小学12所、初中11所、幼儿园32所，共53所。", "各部分相加是55所，总数写的是53所"),
            (
                "实际支出36.2万元。其中，运行费31.42万元，接待费4.87万元，没有购置费。",
                "各部分相加是36.29万元，总数写的是36.2万元",
            ),
            (
                "改建336.8公里，其中县道52.4公里、乡道96.7公里、村道178.7公里。",
                "各部分相加是327.8公里，总数写的是336.8公里",
            ),
            ("拨付120万元，其中甲村80万元、乙村60万元。", "各部分相加是140万元，总数写的是120万元"),
        ] {
            assert_eq!(messages("ZP220", &saying(sentence)), [told], "{sentence}");
        }
    }

    #[test]
    fn is_silent_on_sums_and_on_parts_that_need_not_add_up() {
        for sentence in [
            "全年检查512家次，其中日常检查346家次、专项检查128家次、夜间检查38家次，责令整改93家。",
            "拨付1.2亿元，其中甲村8000万元、乙村4000万元，支付进度98%。",
            "参加培训320人，其中女性180人、党员95人。",
            "投入36.3万元，其中甲项31.42万元、乙项4.87万元。",
            "建成小学2所、初中1所，共设教学班48个。",
            "约500人，其中甲村300人、乙村210人。",
            "支出21.23万元，比上年的22.05万元减少0.82万元。其中，运行费18.46万元，接待费2.77万元。",
        ] {
            assert!(messages("ZP220", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP220", SOUND).is_empty());
    }
}
