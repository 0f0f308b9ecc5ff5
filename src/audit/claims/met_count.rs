//! ZP313: how many indicators are said to be met, or to have lost points.

use super::super::{Case, Rule, has_any, just_before};
use super::standing::{Part, Table};
use super::{FARTHEST, Reading, WORDS, readings};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::quantity::{Quantity, Target};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP313", name: "达标、失分的项数与表不符" },
    severity: Severity::Warning,
    about: "\
检查什么：正文说“18项达到指标值”“7项未得满分”的，应是表中这样的项数。按得分和按指标值各数一遍，全表和这一段说到的各级指标都数，有一个相符就不报。
为什么：改了一行的完成值，达标的项数就变了，正文往往忘了改。
例如：“20项三级指标中，除两项外，其余18项均达到指标值”，表中另有一项没有达到。
怎么办：按表重新数一遍。",
    needs: &[],
    check,
};

/// Met and missed: as many as there may be said to be.
#[derive(Clone, Debug, Default)]
struct Counts {
    met: Vec<usize>,
    missed: Vec<usize>,
}

fn check(case: &Case) -> Vec<Finding> {
    let table = Table::of(case);
    // A row that could not be scored could be counted either way.
    if case.report.indicators.iter().any(|level| !level.sound) {
        return Vec::new();
    }
    let readings: Vec<Reading> = readings(case).collect();
    let numbers = case.mentions.numbers.iter().filter(|number| {
        number.typed.is_some() && !number.loose && matches!(number.unit.text.as_str(), "项" | "个")
    });
    let finding = |number: &crate::audit::mentions::Number| {
        let reading = &readings[number.passage];
        if !reading.tells_results() && !reading.tells_evaluation() {
            return None;
        }
        let text = &reading.masked;
        let behind = text[number.range.end..].split(['，', '。', '；', '、', '（', '\n']).next()?;
        let before = just_before(&text[..number.range.start]);
        let sentence = before.rsplit(['。', '；', '\n']).next()?;
        let verdict = behind.trim_start_matches("三级").trim_start_matches("指标");
        let missed = has_any(verdict, &WORDS.counted_missed);
        let is_verdict = WORDS.counted_met.iter().any(|word| {
            verdict.trim_start_matches(['均', '都', '已', '全', '部']).starts_with(word.as_str())
        });
        let of_indicators = sentence.contains("指标") || behind.contains("指标");
        // 3项指标达到95%以上 is said of some rows only.
        let qualified = verdict.contains(|c: char| c.is_ascii_digit());
        if !(missed || is_verdict) || !of_indicators || qualified {
            return None;
        }
        let counts = counts(case, &table, reading, number.range.start);
        let possible = if missed { &counts.missed } else { &counts.met };
        let said = usize::try_from(number.value.trunc().mantissa()).ok()?;
        if possible.contains(&said) {
            return None;
        }
        let what = if missed { "未达标或失分" } else { "达标" };
        let message = format!(
            "正文说{said}{}{what}，表中{}项",
            number.unit.text,
            possible.first().copied().unwrap_or_default()
        );
        let text = reading.passage.text;
        let span = text.locate(case.sources.of(text.span), number.range.start, number.range.end);
        Some(RULE.finding(message).at(span).help("请按表重新数一遍，改正项数"))
    };
    numbers.filter_map(finding).collect()
}

/// What may be counted at a place: the rows of the level named last, of the section, of any level
/// named in the passage, of the whole table.
fn counts(case: &Case, table: &Table, reading: &Reading, at: usize) -> Counts {
    let from = reading.masked.ceil_char_boundary(at.saturating_sub(FARTHEST));
    let named = table.named(reading, from..at);
    let is_level = |part: &&Part| !matches!(part, Part::Row(..));
    let mut parts: Vec<Part> =
        named.iter().rev().flat_map(|(_, parts)| parts.iter()).filter(is_level).copied().collect();
    parts.extend(table.section(&reading.passage.path));
    parts.push(Part::All);
    let execution = case.ledger.number("资金.总额.得分").zip(case.ledger.number("资金.总额.分值"));
    let mut counts = Counts::default();
    for part in parts {
        let all = table.rows_in(part).count();
        let short = table.rows_in(part).filter(|row| row.score < row.points).count();
        let off_target = table.rows_in(part).filter(|row| misses_target(case, row)).count();
        let judged = table.missed_in(part).len();
        for missed in [short, off_target, judged] {
            counts.missed.push(missed);
            counts.met.push(all - missed);
            // 预算执行率 may be counted as one.
            if let (Part::All, Some((score, points))) = (part, execution) {
                let lost = usize::from(score < points);
                counts.missed.push(missed + lost);
                counts.met.push(all - missed + 1 - lost);
            }
        }
    }
    counts
}

/// Whether a row misses its target, whatever it scores.
fn misses_target(case: &Case, row: &super::standing::Standing) -> bool {
    let of = |name: &str| {
        let id = row.score_id.strip_suffix("得分").unwrap_or_default();
        case.ledger.printed(&format!("{id}{name}"))
    };
    match (Target::parse(of("年度指标值")), Quantity::parse(of("实际完成值"))) {
        (Target::Numeric(how, wanted), Some(actual)) => !how.is_met(actual.value, wanted.value),
        _ => row.score < row.points,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, messages, saying};

    #[test]
    fn fires_on_counts_that_the_table_does_not_have() {
        for (sentence, told) in [
            ("产出指标5项三级指标中，5项达到指标值。", "正文说5项达标，表中4项"),
            ("9项三级指标中有6项未得满分。", "正文说6项未达标或失分，表中3项"),
        ] {
            assert_eq!(messages("ZP313", &saying(sentence)), [told], "{sentence}");
        }
    }

    #[test]
    fn is_silent_on_counts_of_the_table_and_of_something_else() {
        for sentence in [
            "产出指标5项三级指标中，4项达到指标值。",
            "9项三级指标中有3项未得满分。",
            "检查发现7项问题，6项完成整改。",
            "产出指标中有2项达到95%以上。",
        ] {
            assert!(messages("ZP313", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP313", SOUND).is_empty());
    }
}
