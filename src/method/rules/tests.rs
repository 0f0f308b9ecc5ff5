//! Every variant with its boundary cases, and what holds for all of them.

use proptest::prelude::*;

use super::super::RowRules;
use super::*;
use crate::ledger::number::parse;

fn d(text: &str) -> Decimal {
    parse(text).unwrap()
}

fn rules(
    at_least: Missed,
    at_most: Missed,
    qualitative: Qualitative,
    deviation: Deviation,
) -> RowRules {
    let (level1_points, explain_from) = (Vec::new(), None);
    RowRules { level1_points, at_least, at_most, qualitative, deviation, explain_from }
}

fn usual() -> RowRules {
    rules(Missed::Proportional, Missed::Inverse, Qualitative::Percentage, Deviation::WhenMissed)
}

/// Score by rules of a row written as in the table; `-` where a person has to score it.
fn score(rules: &RowRules, points: &str, target: &str, actual: &str) -> String {
    match rules.score(d(points), &Target::parse(target), actual, 2) {
        Ok(scored) => scored.score.normalize().to_string(),
        Err(_) => "-".to_owned(),
    }
}

fn deviation(rules: &RowRules, target: &str, actual: &str) -> Option<String> {
    let scored = rules.deviation(&Target::parse(target), actual, 2)?;
    Some(scored.score.normalize().to_string())
}

fn execution(rule: &ExecutionRule, points: &str, rate: &str) -> String {
    rule.score(d(points), d(rate), 2).score.normalize().to_string()
}

#[test]
fn execution_by_proportion_is_capped() {
    let rule = ExecutionRule::Proportional;
    assert_eq!(execution(&rule, "20", "48.15"), "9.63");
    assert_eq!(execution(&rule, "10", "100"), "10");
    assert_eq!(execution(&rule, "10", "130"), "10");
    assert_eq!(execution(&rule, "10", "0"), "0");
}

#[test]
fn execution_full_from_a_threshold() {
    let rule = ExecutionRule::FullFrom(d("90"));
    assert_eq!(execution(&rule, "10", "48.15"), "5.35");
    assert_eq!(execution(&rule, "10", "90"), "10");
    assert_eq!(execution(&rule, "10", "89.99"), "10", "9.9989 rounds to 10");
    assert_eq!(execution(&rule, "10", "81"), "9");
}

#[test]
fn execution_by_bands_with_closed_lower_bounds() {
    let bands = [("90", "5"), ("80", "4"), ("60", "2")].map(|(from, score)| (d(from), d(score)));
    let rule = ExecutionRule::Bands(bands.to_vec());
    for (rate, score) in
        [("90", "5"), ("89.99", "4"), ("80", "4"), ("79.99", "2"), ("60", "2"), ("59.99", "0")]
    {
        assert_eq!(execution(&rule, "5", rate), score, "{rate}");
    }
    assert_eq!(execution(&rule, "3", "95"), "3", "never above the points");
}

#[test]
fn execution_by_deduction() {
    let rule = |partial| ExecutionRule::Deduction {
        start: d("100"),
        every: d("5"),
        minus: d("2"),
        partial,
    };
    for (partial, at_97, at_95, at_88) in [
        (Partial::Free, "20", "18", "16"),
        (Partial::Whole, "18", "18", "14"),
        (Partial::Proportional, "18.8", "18", "15.2"),
    ] {
        let rule = rule(partial);
        assert_eq!(execution(&rule, "20", "100"), "20");
        assert_eq!(execution(&rule, "20", "97"), at_97);
        assert_eq!(execution(&rule, "20", "95"), at_95);
        assert_eq!(execution(&rule, "20", "88"), at_88);
        assert_eq!(execution(&rule, "20", "10"), "0", "never below nothing");
    }
    let finer = ExecutionRule::Deduction {
        start: d("100"),
        every: d("4"),
        minus: d("0.5"),
        partial: Partial::Proportional,
    };
    assert_eq!(execution(&finer, "20", "99"), "19.88", "19.875: the score is rounded, once");
}

#[test]
fn at_least_targets() {
    let rules = usual();
    assert_eq!(score(&rules, "1", "≥220万元", "220万元"), "1", "exactly at the target");
    assert_eq!(score(&rules, "1", "≥220万元", "139.84万元"), "0.64");
    assert_eq!(score(&rules, "3", "≥24户", "5户"), "0.63", "multiplied before divided");
    assert_eq!(score(&rules, "5", "≥100%", "250%"), "5", "over-completion is capped");
    assert_eq!(score(&rules, "5", "100%", "95%"), "4.75", "a plain target is one to reach");
    assert_eq!(score(&rules, "1", "≥8万元", "1万元"), "0.13", "0.125 rounds up");
    assert_eq!(
        score(&rules, "2", ">10户", "10户"),
        "2",
        "missed by nothing earns all in proportion"
    );
    assert_eq!(score(&rules, "2", "≥0户", "0户"), "2");
    assert_eq!(score(&rules, "2", "≥0户", "-1户"), "-", "no ratio of negative numbers");
    assert_eq!(score(&rules, "2", "≥-5%", "-10%"), "-");
    assert_eq!(score(&rules, "2", "≥-5%", "-3%"), "2");
}

#[test]
fn at_most_targets_with_each_rule() {
    for (rule, slightly_over, twice, three_times) in [
        (Missed::Inverse, "8", "5", "3.33"),
        (Missed::Linear, "7.5", "0", "0"),
        (Missed::Nothing, "0", "0", "0"),
        (Missed::Person, "-", "-", "-"),
    ] {
        let rules = rules(Missed::Proportional, rule, Qualitative::Person, Deviation::Never);
        assert_eq!(score(&rules, "10", "≤4万元", "4万元"), "10", "exactly at the target");
        assert_eq!(score(&rules, "10", "≤4万元", "0万元"), "10");
        assert_eq!(score(&rules, "10", "≤4万元", "5万元"), slightly_over);
        assert_eq!(score(&rules, "10", "≤4万元", "8万元"), twice);
        assert_eq!(score(&rules, "10", "≤4万元", "12万元"), three_times);
        assert_eq!(score(&rules, "10", "＜4万元", "3.99万元"), "10");
    }
}

#[test]
fn zero_targets() {
    let rules = usual();
    assert_eq!(score(&rules, "3", "=0起", "0起"), "3");
    assert_eq!(score(&rules, "3", "0起", "1起"), "0");
    assert_eq!(score(&rules, "3", "≤0起", "0起"), "3");
    assert_eq!(score(&rules, "3", "≤0起", "2起"), "0");
    assert_eq!(deviation(&rules, "=0起", "1起"), None, "nothing to divide by");
    assert_eq!(deviation(&rules, "=0起", "0起").as_deref(), Some("0"));
}

#[test]
fn words_with_a_percentage() {
    let rules = usual();
    assert_eq!(score(&rules, "4", "相关", "100%"), "4");
    assert_eq!(score(&rules, "1", "保质保量", "0%"), "0");
    assert_eq!(score(&rules, "3", "合规", "85%"), "2.55");
    assert_eq!(score(&rules, "3", "合规", "120%"), "3");
    assert_eq!(score(&rules, "3", "合规", "已完成"), "-");
    for bound in ["不低于5%", "≤5%以内", "≥90%。", "95%以上"] {
        assert_eq!(score(&rules, "10", bound, "96%"), "-", "{bound} is no matter of words");
    }
    assert_eq!(deviation(&rules, "保质保量", "0%").as_deref(), Some("-100"));
    assert_eq!(deviation(&rules, "博士5万、硕士5万", "100%").as_deref(), Some("0"));
}

#[test]
fn words_in_bands_are_for_a_person_inside_the_band() {
    let band = |name: &str, upper: &str, lower: &str| Band {
        name: name.to_owned(),
        upper: d(upper),
        lower: d(lower),
    };
    let bands = vec![band("达成", "100", "80"), band("部分达成", "80", "60")];
    let rules = rules(
        Missed::Proportional,
        Missed::Inverse,
        Qualitative::Bands(bands),
        Deviation::WhenMissed,
    );
    let words = Target::parse("明显改善");
    assert_eq!(score(&rules, "5", "明显改善", "达成"), "-");
    assert_eq!(rules.bands(&words).len(), 2);
    assert!(rules.bands(&Target::parse("≥5户")).is_empty());
    // Five points: 达成 from 4 to 5, 部分达成 from 3 to below 4.
    let in_band = |at: usize, score: &str| rules.bands(&words)[at].holds(d(score), d("5"));
    assert!(in_band(0, "5") && in_band(0, "4") && !in_band(0, "3.99"));
    assert!(in_band(1, "3") && in_band(1, "3.99") && !in_band(1, "4"));
    assert_eq!(deviation(&rules, "明显改善", "达成"), None);
}

#[test]
fn units_must_be_the_same() {
    let rules = usual();
    for (target, actual) in
        [("≥220万元", "1398400元"), ("≥90%", "90"), ("≥16户", "全部"), ("≥16户", "约20户")]
    {
        assert_eq!(score(&rules, "1", target, actual), "-", "{target} {actual}");
        assert_eq!(deviation(&rules, target, actual), None);
    }
    assert_eq!(score(&rules, "1", "≥90％", "90%"), "1", "two ways to write a percent sign");
}

#[test]
fn deviations() {
    let when_missed = usual();
    assert_eq!(deviation(&when_missed, "≥220万元", "139.84万元").as_deref(), Some("-36.44"));
    assert_eq!(deviation(&when_missed, "≥1020万元", "11.84万元").as_deref(), Some("-98.84"));
    assert_eq!(deviation(&when_missed, "≤220万元", "139.84万元").as_deref(), Some("0"));
    assert_eq!(deviation(&when_missed, "≤4万元", "5万元").as_deref(), Some("25"));
    let always =
        rules(Missed::Proportional, Missed::Nothing, Qualitative::Person, Deviation::Always);
    assert_eq!(deviation(&always, "≥100户", "130户").as_deref(), Some("30"));
    assert_eq!(deviation(&always, "≤220万元", "110万元").as_deref(), Some("-50"));
}

fn amount() -> impl Strategy<Value = Decimal> {
    (0i64..=999_999_999_999, 0u32..=6).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn missed() -> impl Strategy<Value = Missed> {
    prop_oneof![
        Just(Missed::Proportional),
        Just(Missed::Inverse),
        Just(Missed::Linear),
        Just(Missed::Nothing),
    ]
}

proptest! {
    #[test]
    fn scores_stay_between_nothing_and_the_points(
        points in amount(), target in amount(), actual in amount(),
        sign in prop_oneof![Just("≥"), Just("≤"), Just("="), Just("＞"), Just("＜"), Just("")],
        at_least in missed(), at_most in missed(),
    ) {
        let rules = rules(at_least, at_most, Qualitative::Percentage, Deviation::Always);
        let target = Target::parse(&format!("{sign}{target}户"));
        let scored = rules.score(points, &target, &format!("{actual}户"), 2).unwrap();
        prop_assert!(scored.score >= Decimal::ZERO && scored.score <= points, "{}", scored.score);
    }

    #[test]
    fn execution_scores_stay_between_nothing_and_the_points(
        points in amount(), rate in amount(), line in 1u32..=100, every in 1u32..=20,
    ) {
        let line = Decimal::from(line);
        let deduction = ExecutionRule::Deduction {
            start: line, every: Decimal::from(every), minus: Decimal::TWO, partial: Partial::Whole,
        };
        for rule in [ExecutionRule::Proportional, ExecutionRule::FullFrom(line), deduction] {
            let scored = rule.score(points, rate, 2);
            prop_assert!(scored.score >= Decimal::ZERO && scored.score <= points);
        }
    }

    #[test]
    fn more_of_what_is_wanted_never_scores_less(
        points in 0i64..=100, target in 1i64..=1000, less in 0i64..=1000, more in 0i64..=1000,
    ) {
        let (less, more) = (less.min(more), less.max(more));
        let rules = usual();
        let target = Target::parse(&format!("≥{target}户"));
        let at = |actual| rules.score(Decimal::from(points), &target, &format!("{actual}户"), 2).unwrap().score;
        prop_assert!(at(less) <= at(more));
    }

    #[test]
    fn what_is_printed_is_read_again(value in amount(), negative: bool, unit in "[户次件家]|万元|%|个百分点") {
        let value = if negative { -value } else { value };
        let text = format!("{value}{unit}");
        let quantity = Quantity::parse(&text).unwrap();
        prop_assert_eq!(quantity.value, value);
        prop_assert_eq!(quantity.to_string(), text.clone());
        prop_assert_eq!(Target::parse(&format!("≥{text}")), Target::Numeric(crate::ledger::quantity::Comparator::AtLeast, quantity));
    }

    #[test]
    fn rounding_is_half_up_and_idempotent(value in amount(), decimals in 0u32..=4) {
        let rounded = round(value, decimals);
        let half = Decimal::new(5, decimals + 1);
        prop_assert!((rounded - value).abs() <= half);
        prop_assert!(rounded != value - half, "a half goes up");
        prop_assert_eq!(round(rounded, decimals), rounded);
    }
}
