//! ZP205, ZP206, ZP207: the unit behind a placeholder: wrong, twice, missing.

use super::super::{Case, Rule};
use super::Places;
use super::scan::{Kind as What, Unit};
use crate::document::{Passage, Place};
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::placeholder::{Part, parts};
use crate::ledger::{Figure, Ledger};

pub const WRONG: Rule = Rule {
    kind: Kind { code: "ZP205", name: "引用后面的单位不对" },
    severity: Severity::Error,
    about: "\
检查什么：{{ }}印出的数不带单位时，后面写的单位应是这个数的单位。
为什么：5781.8万元写成5781.8元，差一万倍。
例如：“全年预算数为{{ 资金.总额.全年预算数 }}元”，金额单位是万元。
怎么办：改正后面的单位；金额可以写{{ 资金.金额单位 }}。",
    needs: &[],
    check: |case| check(case, Trouble::Wrong),
};

pub const TWICE: Rule = Rule {
    kind: Kind { code: "ZP206", name: "引用后面的单位重复" },
    severity: Severity::Error,
    about: "\
检查什么：{{ }}印出的数已经带单位时，后面不再写单位。
为什么：会印成“139.84万元万元”。
例如：数据里写“改制企业费用: 139.84万元”，正文写“{{ 数据.改制企业费用 }}万元”。
怎么办：删去后面的单位。",
    needs: &[],
    check: |case| check(case, Trouble::Twice),
};

pub const MISSING: Rule = Rule {
    kind: Kind { code: "ZP207", name: "引用后面缺少单位" },
    severity: Severity::Error,
    about: "\
检查什么：{{ }}印出的百分数、金额不带单位时，后面应写单位；几个数合用一个单位的（甲、乙万元）和表格不查。
为什么：“执行率为48.15”不是百分数，“预算数为5781.8”看不出是元还是万元。
例如：“预算执行率为{{ 资金.总额.执行率 }}，”后面没有%。
怎么办：在后面写上单位：百分数写%，金额写{{ 资金.金额单位 }}。金额缺单位的是警告。",
    needs: &[],
    check: |case| check(case, Trouble::Missing),
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Wrong,
    Twice,
    Missing,
}

fn check(case: &Case, trouble: Trouble) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in &case.passages {
        of_passage(case, passage, trouble, &mut findings);
    }
    findings
}

fn of_passage(case: &Case, passage: &Passage, trouble: Trouble, findings: &mut Vec<Finding>) {
    let text = passage.text.value.as_str();
    if !text.contains("{{") {
        return;
    }
    let parts = parts(text);
    let mut places = None;
    let mut before = "";
    for (at, part) in parts.iter().enumerate() {
        let Part::Placeholder(id, start, end) = *part else {
            if let Part::Plain(plain) = part {
                before = plain;
            }
            continue;
        };
        let Some(figure) = case.ledger.get(id).filter(|figure| figure.number().is_some()) else {
            continue;
        };
        let behind = behind(&parts[at + 1..], case.ledger);
        let listed = matches!(parts.get(at + 2), Some(Part::Placeholder(..)));
        let around = Around { before, behind: &behind, listed, place: passage.place };
        if judge(figure, &around) == Some(trouble) {
            let places = places.get_or_insert_with(|| {
                Places::of(passage.text, case.sources.of(passage.text.span))
            });
            findings.push(finding(figure, trouble, &behind).at(places.span(start, end)));
        }
        before = "";
    }
}

/// What is printed behind a placeholder, as far as a unit may reach.
fn behind(parts: &[Part], ledger: &Ledger) -> String {
    const REACH: usize = 12;
    let mut behind = String::new();
    for part in parts {
        match part {
            Part::Plain(plain) => behind.extend(plain.chars().take(REACH)),
            Part::Placeholder(id, ..) => behind.extend(ledger.printed(id).chars().take(REACH)),
            Part::Unclosed(_) => break,
        }
        if behind.chars().count() >= REACH {
            break;
        }
    }
    behind.trim_start_matches(' ').to_owned()
}

struct Around<'a> {
    before: &'a str,
    behind: &'a str,
    /// Another placeholder follows behind some text.
    listed: bool,
    place: Place,
}

fn judge(figure: &Figure, around: &Around) -> Option<Trouble> {
    let (printed, behind) = (figure.printed(), around.behind);
    let own = Unit::whole(&figure.unit);
    let none = std::collections::HashSet::new();
    let next = Unit::at(behind, 0, &none).map(|(unit, _)| unit);
    let measures = |kind: What| matches!(kind, What::Money | What::Percent | What::Score);
    if figure.unit.is_empty() {
        return None;
    }
    if printed.ends_with(&figure.unit) {
        let rest = behind.strip_prefix(&figure.unit);
        // 18处 and 处于: a single character may begin another word.
        let ends = |rest: &str| {
            let long = figure.unit.chars().count() > 1 || measures(own.kind);
            long || rest.chars().next().is_none_or(|c| !c.is_alphabetic() || c == '的')
        };
        let again = rest.is_some_and(ends);
        let other = measures(own.kind) && next.is_some_and(|next| next.kind == own.kind);
        return (again || other).then_some(Trouble::Twice);
    }
    match next {
        Some(next) if own.kind == What::Count => {
            return measures(next.kind).then_some(Trouble::Wrong);
        }
        Some(next) if own.kind == What::Percent && next.text == "个百分点" => return None,
        Some(next) if next.kind != own.kind || next.scale != own.scale => {
            return Some(Trouble::Wrong);
        }
        Some(_) => return None,
        None => {}
    }
    let shared =
        around.listed && behind.starts_with(['、', '和', '与', '及', '至', '-', '—', '~', '/']);
    let stands = around.place == Place::TableCell || behind.starts_with(['/', '（', '(']);
    let spelled = own.kind == What::Percent && around.before.ends_with("百分之");
    let needed = matches!(own.kind, What::Money | What::Percent);
    (needed && !shared && !stands && !spelled).then_some(Trouble::Missing)
}

fn finding(figure: &Figure, trouble: Trouble, behind: &str) -> Finding {
    let (id, printed, unit) = (&figure.id, figure.printed(), &figure.unit);
    let none = std::collections::HashSet::new();
    let next = Unit::at(behind, 0, &none).map_or_else(|| unit.clone(), |(unit, _)| unit.text);
    let finding = match trouble {
        Trouble::Wrong => WRONG
            .finding(format!("“{id}”的单位是{unit}，后面写的是{next}，会印成“{printed}{next}”"))
            .help(format!("请把后面的“{next}”改为“{unit}”")),
        Trouble::Twice => TWICE
            .finding(format!("“{id}”印出来已经带单位，会印成“{printed}{next}”"))
            .help(format!("请删去后面的“{next}”")),
        Trouble::Missing => MISSING
            .finding(format!("“{id}”印出来不带单位，会印成“{printed}”，后面应写{unit}"))
            .help(format!("写成{{{{ {id} }}}}{unit}")),
    };
    let finding = finding.figure(id.clone());
    if trouble == Trouble::Missing && Unit::whole(unit).kind == What::Money {
        return finding.severity(Severity::Warning);
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, messages, saying};

    #[test]
    fn fires_on_wrong_repeated_and_missing_units() {
        for (code, sentence, told) in [
            (
                "ZP205",
                "全年预算数为{{ 资金.总额.全年预算数 }}元。",
                "“资金.总额.全年预算数”的单位是万元，后面写的是元，会印成“324元”",
            ),
            (
                "ZP205",
                "执行率为{{ 资金.总额.执行率 }}万元。",
                "“资金.总额.执行率”的单位是%，后面写的是万元，会印成“92.78万元”",
            ),
            (
                "ZP206",
                "更换管道{{ 数据.更换管道 }}千米。",
                "“数据.更换管道”印出来已经带单位，会印成“24.7千米千米”",
            ),
            (
                "ZP207",
                "执行率为{{ 资金.总额.执行率 }}，较好。",
                "“资金.总额.执行率”印出来不带单位，会印成“92.78”，后面应写%",
            ),
        ] {
            assert_eq!(messages(code, &saying(sentence)), [told], "{sentence}");
        }
    }

    #[test]
    fn is_silent_on_the_unit_itself() {
        for sentence in [
            "全年预算数为{{ 资金.总额.全年预算数 }}{{ 资金.金额单位 }}。",
            "预算数、执行数为{{ 资金.总额.全年预算数 }}、{{ 资金.总额.全年执行数 }}万元。",
            "得分为{{ 总分 }}，执行率为百分之{{ 资金.总额.执行率 }}。",
            "完成{{ 数据.工程处数 }}处于山区的工程。",
            "共设{{ 指标.三级指标数 }}个三级指标。",
        ] {
            for code in ["ZP205", "ZP206", "ZP207"] {
                assert!(messages(code, &saying(sentence)).is_empty(), "{code} {sentence}");
            }
        }
        for code in ["ZP205", "ZP206", "ZP207"] {
            assert!(messages(code, SOUND).is_empty());
        }
    }
}
