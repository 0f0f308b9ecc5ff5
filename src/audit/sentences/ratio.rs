//! ZP221: a rate and the two numbers that it comes from.

use rust_decimal::Decimal;

use super::super::slip::is_telling_slip;
use super::super::{Case, Rule, has_any};
use super::words::WORDS;
use super::{Sentence, is_open, is_percent, same_unit, sentences};
use crate::audit::mentions::Number;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::number;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP221", name: "比率与两个数不符" },
    severity: Severity::Warning,
    about: "\
检查什么：一句话里写了两个同单位的数，又写它们的比率（……率、占……、为指标值的……），比率应是两数相除的结果。只在像是写错了一个数字（改、漏、多、颠倒一位）时才报。
为什么：比率和两个数抄自不同的表，改了一个忘了改另一个。
例如：“全年预算数168.5万元，执行96.4万元，执行率为75.21%”，96.4÷168.5是57.21%。
怎么办：重新计算，改正写错的一个。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sentence in sentences(case) {
        let rates = (0..sentence.numbers().len()).filter_map(|at| judge(case, &sentence, at));
        findings.extend(rates);
    }
    findings
}

fn judge(case: &Case, sentence: &Sentence, at: usize) -> Option<Finding> {
    /// Numbers further back belong to something else.
    const NEAR: usize = 6;
    let numbers = sentence.numbers();
    let rate = &numbers[at];
    let compared = has_any(sentence.words_before(at), &WORDS.compared)
        || has_any(sentence.words_before(at), &WORDS.up)
        || has_any(sentence.words_before(at), &WORDS.down);
    if !is_percent(rate)
        || !is_open(case, rate)
        || compared
        || !has_any(sentence.words_before(at), &WORDS.ratio)
    {
        return None;
    }
    let near = &numbers[at.saturating_sub(NEAR)..at];
    let pairs = near.iter().enumerate().flat_map(|(i, a)| {
        near[i + 1..].iter().filter(move |b| same_unit(a, b) && !is_percent(a)).map(move |b| (a, b))
    });
    let ratios: Vec<(Decimal, &Number, &Number)> = pairs
        .filter_map(|(a, b)| {
            let (part, whole) = if a.plain() < b.plain() { (a, b) } else { (b, a) };
            let ratio =
                part.plain().saturating_mul(Decimal::ONE_HUNDRED).checked_div(whole.plain())?;
            Some((ratio, part, whole))
        })
        .collect();
    let says = |ratio: &Decimal| {
        number::round(*ratio, rate.decimals) == rate.value
            || ratio.trunc_with_scale(rate.decimals) == rate.value
    };
    // Rates of what stands further back, and sums of several parts, are explained as well.
    if ratios.iter().any(|(ratio, ..)| says(ratio)) {
        return None;
    }
    let mut slips = ratios
        .iter()
        .filter(|(ratio, ..)| is_telling_slip(number::round(*ratio, rate.decimals), rate.value));
    // The nearest two.
    let (ratio, part, whole) = slips.next_back()?;
    let message = format!(
        "这里写“{}”，{}÷{}是{}%",
        sentence.shown(rate),
        sentence.shown(part),
        sentence.shown(whole),
        number::round(*ratio, rate.decimals)
    );
    let finding = RULE.finding(message).at(sentence.span(case, rate));
    Some(
        finding
            .related(sentence.span(case, part), "由这个数")
            .related(sentence.span(case, whole), "和这个数得来")
            .help("请重新计算，改正写错的一个"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, messages, saying};

    #[test]
    fn fires_on_a_rate_with_swapped_digits() {
        for (sentence, told) in [
            (
                "其他资金预算168.50万元，支出96.40万元，使用率为75.21%。",
                "这里写“75.21%”，96.40万元÷168.50万元是57.21%",
            ),
            ("重点单位72家，联网71家，联网率89.6%。", "这里写“89.6%”，71家÷72家是98.6%"),
        ] {
            assert_eq!(messages("ZP221", &saying(sentence)), [told], "{sentence}");
        }
    }

    #[test]
    fn is_silent_on_the_rate_and_on_rates_of_something_else() {
        for sentence in [
            "其他资金预算168.50万元，支出96.40万元，使用率为57.21%。",
            "重点单位72家，联网71家，联网率98.6%。",
            "检查72家，发现问题71处，整改率89.6%。",
            "检查72家，整改71家，合格率比上年提高89.6%。",
            "检查72家，整改71家，群众知晓率62.4%。",
        ] {
            assert!(messages("ZP221", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP221", SOUND).is_empty());
    }
}
