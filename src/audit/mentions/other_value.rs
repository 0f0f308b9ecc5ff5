//! ZP209: a number behind the words of an indicator's name that is neither its target nor its actual
//! value.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::super::names::Meaning;
use super::super::{Case, Rule};
use super::scan::Unit;
use super::words::WORDS;
use super::{Mention, shown};
use crate::document::Place;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::quantity::{Quantity, Target};
use crate::ledger::{Figure, id};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP209", name: "正文的数与指标的实际完成值不同" },
    severity: Severity::Warning,
    about: "\
检查什么：正文、任务完成情况里，紧跟在某个指标名称的字眼后面、单位也相同的数，应是这个指标的实际完成值或年度指标值。
为什么：同一件事在正文和表里数目不同，读的人不知道信哪一个。
例如：指标“危桥改造数量”的实际完成值是9座，任务完成情况写“改造危桥8座”。
怎么办：核对后改成一致，最好引用指标的实际完成值；说的是另一件事的，请写清楚。",
    needs: &[],
    check,
};

/// Hundredths of an indicator's name that the words before a number must say.
const SAID: usize = 60;
/// A row by what it measures.
struct Measured<'a> {
    name: Meaning,
    actual: &'a Figure,
    values: Vec<Decimal>,
}

fn check(case: &Case) -> Vec<Finding> {
    let rows = rows_by_unit(case);
    case.mentions.typed.iter().filter_map(|mention| finding(case, mention, &rows)).collect()
}

/// The rows with a number, by the base of their unit; looked up only.
fn rows_by_unit<'a>(case: &'a Case) -> HashMap<String, Vec<Measured<'a>>> {
    let mut rows: HashMap<String, Vec<Measured>> = HashMap::new();
    for (level, ids) in case.report.indicators.iter().zip(&case.ids.levels) {
        for (group, ids) in level.groups.iter().zip(&ids.groups) {
            for (row, row_id) in group.rows.iter().zip(&ids.rows) {
                let Some(actual) = case.ledger.get(&id::join(row_id, "实际完成值")) else {
                    continue;
                };
                let Some(value) = actual.number().filter(|_| !actual.unit.is_empty()) else {
                    continue;
                };
                let unit = Unit::whole(&actual.unit);
                let target = case.ledger.printed(&id::join(row_id, "年度指标值"));
                let target = match Target::parse(target) {
                    Target::Numeric(_, Quantity { value, .. }) => Some(value),
                    _ => None,
                };
                let values = [Some(value), target].into_iter().flatten();
                let values = values.map(|value| value * unit.scale).collect();
                let name = Meaning::of(&row.name.value);
                rows.entry(unit.base).or_default().push(Measured { name, actual, values });
            }
        }
    }
    rows
}

fn finding(
    case: &Case,
    mention: &Mention,
    rows: &HashMap<String, Vec<Measured>>,
) -> Option<Finding> {
    let passage = &case.passages[mention.passage];
    let results =
        matches!(passage.place, Place::Paragraph | Place::AchievedGoal | Place::TaskActual);
    if mention.figure.is_some() || mention.spelled || !results || mention.unit.is_empty() {
        return None;
    }
    let words = words_before(case, mention)?;
    if WORDS.no_result.iter().any(|word| words.contains(word.as_str())) {
        return None;
    }
    let unit = Unit::whole(&mention.unit);
    let value = mention.value? * unit.scale;
    let said = Meaning::of(words);
    let named = |row: &&Measured| row.name.shared(&said) >= 2 && row.name.covered(&said, SAID);
    let mut named = rows.get(&unit.base)?.iter().filter(named);
    let (row, second) = (named.next()?, named.next());
    // Two rows of that name, or a value that one of the row's is: nothing is certain.
    if second.is_some() || row.values.contains(&value) {
        return None;
    }
    let message = format!("正文写“{}”，“{}”是{}", mention.text, row.actual.id, shown(row.actual));
    let finding = RULE
        .finding(message)
        .at(mention.span)
        .figure(row.actual.id.clone())
        .help("请核对后改成一致；说的不是这个指标的，请写清楚");
    Some(match super::origin(row.actual) {
        Some((span, what)) => finding.related(span, what),
        None => finding,
    })
}

/// The words of the clause before a number.
fn words_before<'a>(case: &'a Case, mention: &Mention) -> Option<&'a str> {
    let source = case.sources.of(mention.span);
    let start = case.passages[mention.passage].text.span.start;
    let before = source.text.get(start..mention.span.start)?;
    before.rsplit(['，', '。', '；', '、', '：', '\n', '（', '“', '}']).next()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, messages, saying};

    #[test]
    fn fires_on_another_number_behind_the_words_of_an_indicator() {
        let told = messages("ZP209", &saying("年内更换供水管道长度42.7千米。"));
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("正文写“42.7千米”，"), "{told:?}");
    }

    #[test]
    fn is_silent_on_targets_parts_and_comparisons() {
        for sentence in [
            "计划更换供水管道长度30千米。",
            "其中更换供水管道长度3千米。",
            "更换供水管道长度比上年增加3千米。",
            "更换供水管道长度26千米以上。",
            "新修道路长度3千米。",
        ] {
            assert!(messages("ZP209", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP209", SOUND).is_empty());
    }
}
