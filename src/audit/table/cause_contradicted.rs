//! ZP117: a cause that the row's own figures, or another row's, contradict.

use rust_decimal::Decimal;

use super::super::{Case, Rule, has_any};
use super::cause::cause;
use super::words::WORDS;
use super::{RowView, percent, rows, show_rate};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::number;
use crate::source::Text;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP117", name: "偏差原因与完成值不符" },
    severity: Severity::Warning,
    about: "\
检查什么：失分的行，偏差原因说已足额、已全部完成，而实际完成值不到指标值的一半；偏差原因整句只说资金未拨付（未安排、未到位），而实际完成值是已支出的金额；说低于（高于）指标值，而实际完成值高于（低于）指标值；原因里用同一单位数出的缺额，与指标值、完成值之差不等（提示）；同一句原因，在一行解释完成值低于指标值，在另一行解释完成值高于指标值。
为什么：原因与本行的数对不上，审计会追问哪一个是真的。
例如：指标值≥1020万元，实际完成值11.84万元，偏差原因写“已按要求足额返退”：足额的话，应是指标值定错。
怎么办：按事实写原因；指标值定得不合实际的，就写指标值为什么偏高、何时修订。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let rows = rows(case);
    let mut findings: Vec<Finding> = Vec::new();
    let mut causes: Vec<(&RowView, &Text, String)> = Vec::new();
    // The same contradiction under the same words is told once, with all its places.
    let mut told_once: Vec<(String, bool, usize)> = Vec::new();
    for row in rows.iter().filter(|row| row.is_short()) {
        let Some((text, words)) = cause(row, case) else { continue };
        let all = claims_all(row, &words);
        let is_all = all.is_some();
        let message = all
            .or_else(|| claims_no_money(row, &words))
            .or_else(|| claims_other_direction(row, &words));
        if message.is_none() {
            findings.extend(counts_something_else(row, text, &words));
        }
        let is_found = message.is_some();
        if let Some(message) = message {
            let known = told_once.iter().find(|(known, all, _)| *known == words && *all == is_all);
            match known.map(|&(_, _, at)| at) {
                Some(at) => {
                    let again =
                        findings[at].clone().related(text.span, "同一句原因，也与完成值不符");
                    findings[at] = again;
                }
                None => {
                    told_once.push((words.clone(), is_all, findings.len()));
                    findings.push(told(message, row, text));
                }
            }
        }
        // The same words for too little here and too much there.
        let opposite = causes.iter().find(|(other, _, known)| {
            *known == words && direction(other).is_some_and(|way| direction(row) == Some(!way))
        });
        if let Some((other, place, _)) = opposite.filter(|_| !is_found) {
            let message = format!(
                "“{}”的实际完成值{}与“{}”的{}偏离方向相反，偏差原因却一字不差",
                row.name(),
                row.actual_text,
                other.name(),
                other.actual_text
            );
            findings.push(told(message, row, text).related(place.span, "同一句原因"));
        }
        causes.push((row, text, words));
    }
    findings
}

fn told(message: String, row: &RowView, text: &Text) -> Finding {
    RULE.finding(message)
        .at(text.span)
        .figure(row.figure("实际完成值"))
        .related(row.row.actual.span, "与此处不符")
        .help("请按事实写明原因；是指标值定得不合实际的，就写指标值")
}

/// Whether more was reached than asked for.
fn direction(row: &RowView) -> Option<bool> {
    let (_, wanted, actual) = row.numbers()?;
    (wanted != actual).then_some(actual > wanted)
}

fn claims_all(row: &RowView, words: &str) -> Option<String> {
    let (comparator, wanted, actual) = row.numbers()?;
    if comparator.is_upper_bound() || actual.saturating_mul(Decimal::TWO) >= wanted {
        return None;
    }
    let claim = words.split(['，', '。', '；', '：', ',', ';']).find_map(|clause| {
        let denied = has_any(clause, &WORDS.denied);
        WORDS.all_done.iter().find(|word| clause.contains(word.as_str()) && !denied)
    })?;
    Some(format!(
        "“{}”的偏差原因说“{claim}”，实际完成值{}只有年度指标值{}的{}",
        row.name(),
        row.actual_text,
        row.target_text,
        show_rate(percent(actual, wanted)?)
    ))
}

fn claims_no_money(row: &RowView, words: &str) -> Option<String> {
    const LONGEST: usize = 12;
    let actual = row.actual.as_ref()?;
    let is_money = matches!(actual.unit.as_str(), "元" | "千元" | "万元" | "亿元");
    let plain = words.trim_end_matches('。');
    let only = plain.chars().count() <= LONGEST && !plain.contains(['，', '；', '、']);
    let none = has_any(plain, &WORDS.no_money);
    let some = has_any(plain, &WORDS.some_money);
    (is_money && actual.value > Decimal::ZERO && only && none && !some).then(|| {
        format!("“{}”的偏差原因说“{plain}”，实际完成值却有{}", row.name(), row.actual_text)
    })
}

/// A cause that counts what is missing in the row's own unit, and comes to another number than
/// target and actual value leave.
fn counts_something_else(row: &RowView, text: &Text, words: &str) -> Option<Finding> {
    let (_, wanted, actual) = row.numbers()?;
    let unit = &row.actual.as_ref()?.unit;
    if unit.is_empty() || unit == "%" || !has_any(words, &WORDS.shortfall) {
        return None;
    }
    let counted: Vec<Decimal> = words
        .match_indices(unit.as_str())
        .filter_map(|(at, _)| {
            let before = &words[..at];
            let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            number::parse(&before[digits.len()..]).ok()
        })
        .collect();
    let gap = wanted.saturating_sub(actual).abs();
    let total = number::sum(counted.iter().copied());
    let explains = |number: &Decimal| [gap, wanted, actual].contains(number);
    if counted.is_empty() || counted.iter().chain([&total]).any(explains) {
        return None;
    }
    let message = format!(
        "“{}”的偏差原因说到{}{unit}，年度指标值{}与实际完成值{}相差{}{unit}",
        row.name(),
        counted[0].normalize(),
        row.target_text,
        row.actual_text,
        gap.normalize()
    );
    Some(told(message, row, text).severity(Severity::Note))
}

/// 低于指标值 where the actual value is above it, and the reverse.
fn claims_other_direction(row: &RowView, words: &str) -> Option<String> {
    let is_above = direction(row)?;
    let against = if is_above { &WORDS.below } else { &WORDS.above };
    let claim = against.iter().find(|word| words.contains(word.as_str()))?;
    Some(format!(
        "“{}”的偏差原因说“{claim}”，实际完成值{}却{}年度指标值{}",
        row.name(),
        row.actual_text,
        if is_above { "高于" } else { "低于" },
        row.target_text
    ))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const ROW: &str =
        "{名称: 受益农村人口, 年度指标值: ≥3.2万人, 实际完成值: \"{{ 数据.受益人口 }}\", 分值: 10}";

    fn with(target: &str, actual: &str, cause: &str) -> Vec<String> {
        let row = format!(
            "{{名称: 村级补助, 年度指标值: {target}, 实际完成值: {actual}, 分值: 10, 偏差原因: {cause}}}"
        );
        let prose = "{{ 指标.效益指标.社会效益指标.受益农村人口.实际完成值 }}";
        messages("ZP117", &changed(&[(ROW, &row), (prose, "3.35万人")]))
    }

    #[test]
    fn fires_on_all_paid_of_a_hundredth() {
        assert_eq!(
            with("≥1020万元", "11.84万元", "符合条件的不多，已足额支付"),
            ["“村级补助”的偏差原因说“足额”，实际完成值11.84万元只有年度指标值≥1020万元的1.16%"]
        );
    }

    #[test]
    fn fires_on_money_that_never_came_and_was_spent() {
        assert_eq!(
            with("≥5万元", "2.56万元", "财政未拨付"),
            ["“村级补助”的偏差原因说“财政未拨付”，实际完成值却有2.56万元"]
        );
    }

    #[test]
    fn fires_on_a_count_that_is_not_what_is_missing() {
        assert_eq!(
            with("≥6座", "5座", "2座公厕的选址有居民提出异议，尚未开工"),
            ["“村级补助”的偏差原因说到2座，年度指标值≥6座与实际完成值5座相差1座"]
        );
        assert!(with("≥6座", "4座", "1座选址未定，1座尚未开工").is_empty());
        assert!(with("≥6座", "4座", "2座尚未开工").is_empty());
        assert!(with("≥6座", "4座", "3处用地未落实").is_empty());
    }

    #[test]
    fn fires_on_the_other_direction() {
        assert_eq!(
            with("≥5公里", "4公里", "征地较快，高于指标值"),
            ["“村级补助”的偏差原因说“高于指标值”，实际完成值4公里却低于年度指标值≥5公里"]
        );
    }

    #[test]
    fn is_silent_on_causes_that_fit() {
        assert!(with("≥1020万元", "11.84万元", "资金未足额拨付，今后全额支付").is_empty());
        assert!(with("≥5万元", "2.56万元", "剩余资金财政未拨付").is_empty());
        assert!(with("≥5万元", "4.56万元", "已足额支付到人").is_empty());
        assert!(with("≥5公里", "1公里", "已完成招标，手续办理较慢").is_empty());
    }
}
