//! ZP209: a number among the words of an indicator's or fact's name that is not its value.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::super::names::Meaning;
use super::super::slip::is_telling_slip;
use super::super::{Case, Rule, has_any, just_before};
use super::scan::Unit;
use super::words::WORDS;
use super::{Mention, shown};
use crate::document::Place;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::quantity::{Quantity, Target};
use crate::ledger::{Figure, id, number};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP209", name: "正文的数与指标的实际完成值不同" },
    severity: Severity::Warning,
    about: "\
检查什么：正文、任务完成情况里，与某个指标（或“数据”里的一项）的名称字眼相同、单位也相同的数，应是它的实际完成值；目标、任务内容里的，应是年度指标值。\
只差一个数字（改、漏、多、颠倒一位，小数点、万字错位）的，名称有一半相同就报；否则要几乎全部相同。
为什么：同一件事在正文和表里数目不同，读的人不知道信哪一个。
例如：指标“危桥改造数量”的实际完成值是9座，任务完成情况写“改造危桥8座”；“数据”里是16.02万人，正文写16.20万人。
怎么办：核对后改成一致，最好引用指标的实际完成值；说的是另一件事的，请写清楚。",
    needs: &[],
    check,
};

/// Hundredths of a name that the words around a number must say.
const SAID: usize = 80;
/// The same where the number is the right one but for a slip of the hand.
const SAID_OF_SLIP: usize = 50;

/// How many times more or less a number is hardly a mistaken one: a part, or something else.
const FAR: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

/// A row or a fact of 数据 with a number.
struct Measured<'a> {
    written: &'a str,
    name: Meaning,
    actual: &'a Figure,
    target: Option<Decimal>,
    unit: Unit,
}

fn check(case: &Case) -> Vec<Finding> {
    let rows = measured_by_unit(case);
    case.mentions.typed.iter().filter_map(|mention| finding(case, mention, &rows)).collect()
}

/// What has a number, by the base of its unit; looked up only.
fn measured_by_unit<'a>(case: &'a Case) -> HashMap<String, Vec<Measured<'a>>> {
    let mut all: HashMap<String, Vec<Measured>> = HashMap::new();
    let mut enter = |written: &'a str, id: &str, target: &str| {
        let Some(actual) = case.ledger.get(id) else { return };
        if actual.number().is_none() || actual.unit.is_empty() || !actual.complete {
            return;
        }
        let unit = Unit::whole(&actual.unit);
        let target = match Target::parse(target) {
            Target::Numeric(_, Quantity { value, .. }) => Some(value.saturating_mul(unit.scale)),
            Target::Words | Target::Unclear => None,
        };
        let base = unit.base.clone();
        let measured = Measured { written, name: Meaning::of(written), actual, target, unit };
        all.entry(base).or_default().push(measured);
    };
    for fact in &case.report.facts {
        enter(&fact.name.value, &id::path(["数据", &fact.name.value]), "");
    }
    for (level, ids) in case.report.indicators.iter().zip(&case.ids.levels) {
        for (group, ids) in level.groups.iter().zip(&ids.groups) {
            for (row, row_id) in group.rows.iter().zip(&ids.rows) {
                let target = case.ledger.printed(&id::join(row_id, "年度指标值"));
                enter(&row.name.value, &id::join(row_id, "实际完成值"), target);
            }
        }
    }
    all
}

impl Measured<'_> {
    /// Whether it is a row; facts have shorter names, which much else is called by.
    fn is_row(&self) -> bool {
        !self.actual.id.starts_with("数据.")
    }

    /// The actual value in bases of the unit.
    fn plain(&self) -> Decimal {
        self.actual.number().unwrap_or_default().saturating_mul(self.unit.scale)
    }

    /// Whether a typed number is this value, perhaps rounded.
    fn is(&self, plain: Decimal, typed: Decimal, unit: &Unit) -> bool {
        let rounded = |value: Decimal| {
            let value = value.checked_div(unit.scale);
            value.is_some_and(|value| number::round(value, typed.scale()) == typed)
        };
        // What is missing is told as often as what was done.
        let gap =
            self.target.is_some_and(|target| target.saturating_sub(self.plain()).abs() == plain);
        plain == self.plain() || rounded(self.plain()) || gap
    }
}

fn finding(
    case: &Case,
    mention: &Mention,
    measured: &HashMap<String, Vec<Measured>>,
) -> Option<Finding> {
    let passage = &case.passages[mention.passage];
    let goals = passage.path.last().is_some_and(|name| {
        (name.contains("目标") || name.contains("任务"))
            && !name.contains("完成")
            && !name.contains("实现")
    });
    let plan = match passage.place {
        Place::ExpectedGoal | Place::TaskContent => true,
        Place::Paragraph => goals,
        Place::AchievedGoal | Place::TaskActual => false,
        Place::TableCell | Place::Cause => return None,
    };
    if mention.figure.is_some() || mention.spelled || mention.loose || mention.unit.is_empty() {
        return None;
    }
    let (sentence, before, behind) = words_around(case, mention)?;
    if has_any(before, &WORDS.no_result) || has_any(behind, &WORDS.not_done) {
        return None;
    }
    let unit = Unit::whole(&mention.unit);
    let typed = mention.value?;
    let plain = typed.saturating_mul(unit.scale);
    let said = Meaning::union([Meaning::of(before), Meaning::of(behind)]);
    let named = |of: &&Measured| {
        let is_said = of.name.shared(&said) >= 2 && of.name.covered(&said, SAID_OF_SLIP);
        is_said || before.contains(of.written)
    };
    let named: Vec<&Measured> = measured.get(&unit.base)?.iter().filter(named).collect();
    let right = |of: &&Measured| of.is(plain, typed, &unit) || plan && of.target == Some(plain);
    if named.iter().any(right) {
        return None;
    }
    let slips = |of: &&&Measured| {
        let meant = if plan { of.target } else { Some(of.plain()) };
        let meant = meant.and_then(|meant| meant.checked_div(unit.scale));
        meant.is_some_and(|meant| is_telling_slip(meant, typed))
    };
    let meant = one(named.iter().copied().filter(|of| slips(&of))).or_else(|| {
        let close = |of: &&Measured| {
            let meant = if plan { of.target } else { Some(of.plain()) };
            let near = meant.is_some_and(|meant| {
                plain.saturating_mul(FAR) >= meant && plain <= meant.saturating_mul(FAR)
            });
            of.is_row() && near && of.name.covered(&said, SAID)
        };
        let meant = one(named.iter().copied().filter(close))?;
        // The target may be named beside what was reached.
        let is_target = !plan && meant.target == Some(plain);
        let of_target = has_any(sentence, &WORDS.of_target) || has_any(behind, &WORDS.of_target);
        (!is_target || !of_target).then_some(meant)
    })?;
    let id = &meant.actual.id;
    let message = if plan {
        let target = id.replace(".实际完成值", ".年度指标值");
        let printed = case.ledger.printed(&target);
        format!("目标里写“{}”，“{target}”是{printed}", mention.text)
    } else if meant.target == Some(plain) {
        let shown = shown(meant.actual);
        format!("正文写“{}”，这是年度指标值，“{id}”是{shown}", mention.text)
    } else {
        format!("正文写“{}”，“{id}”是{}", mention.text, shown(meant.actual))
    };
    let finding = RULE
        .finding(message)
        .at(mention.span)
        .figure(id.clone())
        .help("请核对后改成一致；说的不是这一项的，请写清楚");
    Some(match super::origin(meant.actual) {
        Some((span, what)) => finding.related(span, what),
        None => finding,
    })
}

/// The only one, or several of one value: a fact and the row that prints it.
fn one<'m, 'a>(mut of: impl Iterator<Item = &'m Measured<'a>>) -> Option<&'m Measured<'a>> {
    let first = of.next()?;
    of.all(|other| other.plain() == first.plain()).then_some(first)
}

/// The words of the sentence and of the clause before a number, and what follows it up to the next
/// mark.
fn words_around<'a>(case: &'a Case, mention: &Mention) -> Option<(&'a str, &'a str, &'a str)> {
    const MARKS: [char; 10] = ['，', '。', '；', '、', '：', '\n', '（', '“', '）', '}'];
    let source = case.sources.of(mention.span);
    let text = case.passages[mention.passage].text.span;
    let before = source.text.get(text.start..mention.span.start)?;
    let before = just_before(before);
    let behind = source.text.get(mention.span.end..text.end.max(mention.span.end))?;
    let behind = behind.split(MARKS).next()?;
    let sentence = before.rsplit(['。', '；', '\n']).next()?;
    Some((sentence, before.rsplit(MARKS).next()?, behind.split("{{").next()?))
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
