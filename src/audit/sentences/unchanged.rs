//! ZP223: said to be as last year, with two numbers that differ.

use super::super::{Case, Rule, has_any};
use super::words::WORDS;
use super::{Sentence, same_unit, sentences};
use crate::audit::mentions::Number;
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP223", name: "说持平，数却不同" },
    severity: Severity::Warning,
    about: "\
检查什么：一句话里写了本年和上年的数，又说“持平”“没有变化”的，两个数应相等；说“基本持平”的，相差应不超过5%。
为什么：写着两个不同的数又说一样，多是抄了往年的句子没有改。
例如：“‘三公’经费支出24.36万元，上年支出25.10万元，与上年持平”。
怎么办：核对两个数，写明增减了多少。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    sentences(case).iter().filter_map(|sentence| judge(case, sentence)).collect()
}

fn judge(case: &Case, sentence: &Sentence) -> Option<Finding> {
    /// 基本持平 allows for one part in so many.
    const ROUGHLY: i64 = 20;
    let numbers = sentence.numbers();
    let claims = |at: &usize| {
        let words = sentence.words_after(*at);
        let clause = words.split('，').find(|clause| has_any(clause, &WORDS.level))?;
        Some((*at, has_any(clause, &WORDS.roughly)))
    };
    let (at, roughly) = (0..numbers.len()).find_map(|at| claims(&at))?;
    // 与上年持平（2023年为6.10万元）
    let mut places = (0..=at).rev().chain(at + 1..numbers.len());
    let other = places.find(|&at| is_of_another_year(case, sentence, at))?;
    let last_year = &numbers[other];
    let agrees = |number: &&Number| {
        let (a, b) = (number.plain(), last_year.plain());
        let slack = if roughly { b.abs() / rust_decimal::Decimal::from(ROUGHLY) } else { 0.into() };
        a.saturating_sub(b).abs() <= slack
    };
    let this_year: Vec<&Number> = (0..numbers.len())
        .filter(|&at| at != other && same_unit(&numbers[at], last_year))
        .map(|at| &numbers[at])
        .collect();
    // The number of this year may stand before a semicolon.
    let this_year = match this_year.is_empty() {
        true => sentence.before_semicolon().iter().filter(|n| same_unit(n, last_year)).collect(),
        false => this_year,
    };
    if last_year.loose || this_year.iter().any(agrees) {
        return None;
    }
    let nearest = this_year.iter().rev().find(|number| number.range.start < last_year.range.start);
    let nearest = nearest.or(this_year.first())?;
    let message = format!(
        "说与别的年份持平，但本年是{}，那一年是{}",
        sentence.shown(nearest),
        sentence.shown(last_year)
    );
    let finding = RULE.finding(message).at(sentence.span(case, last_year));
    Some(
        finding
            .related(sentence.span(case, nearest), "本年的数")
            .help("请核对两个数，写明增减了多少"),
    )
}

/// Whether the words before a number name another year than the report's.
fn is_of_another_year(case: &Case, sentence: &Sentence, at: usize) -> bool {
    let words = sentence.words_before(at);
    let clause = words.rsplit(['，', '、', '（']).next().unwrap_or(words);
    let year = clause.find('年').and_then(|end| {
        let digits = clause[..end].bytes().rev().take_while(u8::is_ascii_digit).count();
        (digits == 4).then(|| &clause[end - digits..end])
    });
    year.is_some_and(|year| year != case.report.year.value) || has_any(clause, &WORDS.other_year)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, messages, saying};

    #[test]
    fn fires_on_two_numbers_said_to_be_one() {
        for (sentence, told) in [
            (
                "接待费支出24.36万元，控制在预算以内，上年支出25.10万元，与上年持平，",
                "说与别的年份持平，但本年是24.36万元，那一年是25.10万元",
            ),
            (
                "接待费支出5.82万元，与上年持平（2022年为6.10万元），",
                "说与别的年份持平，但本年是5.82万元，那一年是6.10万元",
            ),
            (
                "接待费预算26.50万元，支出24.49万元，与2022年的25.10万元持平，",
                "说与别的年份持平，但本年是24.49万元，那一年是25.10万元",
            ),
        ] {
            assert_eq!(messages("ZP223", &saying(sentence)), [told], "{sentence}");
        }
    }

    #[test]
    fn is_silent_on_one_number_and_on_what_is_nearly_so() {
        for sentence in [
            "接待费支出25.1万元，与2022年的25.10万元持平，",
            "接待费支出24.9万元，与2022年的25.10万元基本持平，",
            "使用率为51.3%，与2022年持平，",
        ] {
            assert!(messages("ZP223", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP223", SOUND).is_empty());
    }
}
