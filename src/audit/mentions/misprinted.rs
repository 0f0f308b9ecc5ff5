//! ZP210: a number that is another one of the report but for a slip of the hand.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::super::slip::{is_telling_slip, telling_digits};
use super::super::{Case, Rule};
use super::{Kind as What, Mention, Unit};
use crate::finding::{Finding, Kind, Severity};
use crate::source::Span;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP210", name: "像是另一个数写错了" },
    severity: Severity::Warning,
    about: "\
检查什么：正文里没有出处的数，与报告里别处的一个数：数字全同而单位差了“万”“亿”的；或五位以上的数字只改了一位、颠倒了相邻两位的。
为什么：从表里抄到正文，丢一个“万”字、颠倒两位数字，读起来很顺，谁也看不出来。
例如：任务完成情况写“补助784.8万元”，正文写“补助784.8元”；资金是5340.89万元，正文写“5430.89万元”。
怎么办：核对后改正，最好引用那个数；确是两个数的，不必改。",
    needs: &[],
    check,
};

/// The fewest digits by which a number is known again with another unit.
const FEWEST: usize = 3;
/// The fewest digits by which it is known again with a slip in it.
const FEWEST_OF_SLIP: usize = 5;
/// More numbers that look alike prove nothing.
const CROWD: usize = 8;

/// A number of the report that a mention may have meant.
struct Known {
    value: Decimal,
    scale: Decimal,
    text: String,
    span: Option<Span>,
    figure: Option<String>,
}

/// Numbers by what a slip leaves of them; looked up only.
#[derive(Default)]
struct Index {
    all: Vec<Known>,
    by_key: HashMap<(String, String), Vec<usize>>,
}

impl Index {
    fn enter(&mut self, base: &str, known: Known) {
        for key in keys(known.value) {
            self.by_key.entry((base.to_owned(), key)).or_default().push(self.all.len());
        }
        self.all.push(known);
    }

    /// The numbers that share a key, unless they are a crowd.
    fn near(&self, base: &str, value: Decimal) -> Vec<&Known> {
        let keys = keys(value).into_iter();
        let sets = keys.filter_map(|key| self.by_key.get(&(base.to_owned(), key)));
        let mut near: Vec<usize> =
            sets.filter(|set| set.len() <= CROWD).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().map(|at| &self.all[at]).collect()
    }
}

/// The digits, and where they are many, the digits with each left open and in order of size.
fn keys(value: Decimal) -> Vec<String> {
    let digits = value.normalize().to_string();
    let bare = digits.replace('.', "");
    let mut keys = vec![format!("={}", bare.trim_matches('0'))];
    if telling_digits(value) >= FEWEST_OF_SLIP {
        for (at, c) in digits.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            keys.push(format!("{}?{}", &digits[..at], &digits[at + c.len_utf8()..]));
        }
        let mut sorted: Vec<char> = digits.chars().collect();
        sorted.sort_unstable();
        keys.push(sorted.into_iter().collect());
    }
    keys
}

fn check(case: &Case) -> Vec<Finding> {
    let mut index = Index::default();
    for figure in case.ledger.figures() {
        let Some(value) = figure.number().filter(|_| figure.complete) else { continue };
        let unit = Unit::whole(&figure.unit);
        if !figure.unit.is_empty() && unit.kind != What::Score {
            index.enter(
                &unit.base,
                Known {
                    value,
                    scale: unit.scale,
                    text: super::shown(figure),
                    span: super::origin(figure).map(|(span, _)| span),
                    figure: Some(figure.id.clone()),
                },
            );
        }
    }
    for mention in case.mentions.typed.iter().filter(|mention| is_measured(mention)) {
        let Some(value) = mention.value else { continue };
        let unit = Unit::whole(&mention.unit);
        index.enter(
            &unit.base,
            Known {
                value,
                scale: unit.scale,
                text: mention.text.clone(),
                span: Some(mention.span),
                figure: None,
            },
        );
    }
    let open = |mention: &&Mention| mention.figure.is_none() && is_measured(mention);
    case.mentions.typed.iter().filter(open).filter_map(|mention| find(mention, &index)).collect()
}

fn is_measured(mention: &Mention) -> bool {
    let unit = Unit::whole(&mention.unit);
    !mention.spelled && !mention.loose && !mention.unit.is_empty() && unit.kind != What::Score
}

fn find(mention: &Mention, index: &Index) -> Option<Finding> {
    let unit = Unit::whole(&mention.unit);
    let value = mention.value?;
    if telling_digits(value) < FEWEST {
        return None;
    }
    let near = index.near(&unit.base, value);
    // Said elsewhere as it is: no slip.
    let again = |known: &&&Known| {
        known.span != Some(mention.span)
            && known.value.saturating_mul(known.scale) == value.saturating_mul(unit.scale)
    };
    if near.iter().any(|known| again(&known)) {
        return None;
    }
    // Of two typed numbers it is 万 that was left out; it is seldom added.
    let rescaled = |known: &&Known| {
        let larger = known.scale > unit.scale || known.figure.is_some();
        known.value == value && known.scale != unit.scale && larger
    };
    let slipped = |known: &&Known| {
        telling_digits(value) >= FEWEST_OF_SLIP
            && known.figure.is_some()
            && known.scale == unit.scale
            && is_telling_slip(known.value, value)
    };
    let (known, help) = match near.iter().find(|known| rescaled(known)) {
        Some(known) => (known, "请核对单位是不是漏了或多了“万”“亿”"),
        None => (
            near.iter().find(|known| slipped(known))?,
            "请核对是不是写错了一位数字；确是两个数的，不必改",
        ),
    };
    let message = match &known.figure {
        Some(id) => format!("正文写“{}”，“{id}”是{}", mention.text, known.text),
        None => format!("这里写“{}”，别处写“{}”", mention.text, known.text),
    };
    let finding = RULE.finding(message).at(mention.span).help(help);
    let finding = match &known.figure {
        Some(id) => finding.figure(id.clone()),
        None => finding,
    };
    Some(match known.span {
        Some(span) => finding.related(span, "别处写在这里"),
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, messages, saying};

    #[test]
    fn fires_on_a_unit_that_lost_its_ten_thousand() {
        let yaml = changed(&[(
            "项目资金实行专账核算",
            "共发放补助784.8万元。发到户784.8元。项目资金实行专账核算",
        )]);
        assert_eq!(messages("ZP210", &yaml), ["这里写“784.8元”，别处写“784.8万元”"]);
    }

    #[test]
    fn fires_on_a_long_number_with_a_slip() {
        let yaml =
            saying("当年共使用了2743.35万元。").replace("全年执行数: 276.6", "全年执行数: 2473.35");
        assert_eq!(
            messages("ZP210", &yaml),
            ["正文写“2743.35万元”，“资金.当年财政拨款.全年执行数”是2473.35万元"]
        );
    }

    #[test]
    fn is_silent_on_numbers_that_are_their_own() {
        for sentence in
            ["召开会议12次，培训1286人次，发放手册1268册。", "共发放784.8万元，人均784元。"]
        {
            assert!(messages("ZP210", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP210", SOUND).is_empty());
    }
}
