//! ZP415: names that differ by a few characters.

use std::collections::HashMap;

use super::super::{Case, Rule};
use super::is_hanzi;
use super::words::SIMILAR;
use crate::finding::{Finding, Kind, Severity};
use crate::source::Text;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP415", name: "名称前后不一" },
    severity: Severity::Note,
    about: "\
检查什么：主要任务、各二级指标下的指标的名称，两处只差一个形近音近的字，或者一处中间少一两个字。
为什么：同一件事几个叫法，读者对不上任务、指标和正文，审计要逐个核实是不是一回事。
例如：一处写“返退农民工工资保障金及利息”，另一处写“返退农民工保障金及利息”。
怎么办：是一回事的，统一名称；确是两回事的，不必改。",
    needs: &[],
    check,
};

/// The fewest characters of a name that may lack a piece.
const SHORTEST: usize = 6;
/// The most characters of a piece that a name may lack.
const PIECE: usize = 2;
/// Characters that join words: with or without them is no other name of the same.
const JOINING: &str = "及和与或的";
/// What must be left of the name on either side of the piece.
const SIDE: usize = 2;

struct Name<'a> {
    text: &'a Text,
    /// Names of one group stand side by side and are meant to differ.
    group: usize,
}

fn check(case: &Case) -> Vec<Finding> {
    let names = names(case);
    let mut first: HashMap<&str, &Name> = HashMap::new();
    for name in &names {
        first.entry(&name.text.value).or_insert(name);
    }
    let mut findings = Vec::new();
    let mut told = |name: &Name, other: &Name, message: String| {
        findings.push(
            RULE.finding(message)
                .at(name.text.span)
                .related(other.text.span, "另一处在这里")
                .help("是一回事的，请统一名称；确是两回事的，不必改"),
        );
    };
    // A name with each similar character put in one form is the same for names that differ by it.
    let mut plain: HashMap<String, &Name> = HashMap::new();
    for name in names.iter().filter(|name| is_first(name, &first)) {
        let value = &name.text.value;
        let characters: Vec<char> = value.chars().collect();
        let key: String = characters.iter().map(|c| simplest(*c)).collect();
        match plain.get(&key) {
            Some(other) if characters.len() >= 3 => {
                let message = format!("“{value}”与“{}”只差一字", other.text.value);
                told(name, other, message);
            }
            Some(_) => {}
            None => {
                plain.insert(key, name);
            }
        }
        if !characters.iter().all(|c| is_hanzi(*c)) {
            continue;
        }
        for length in 1..=PIECE {
            let last = characters.len().saturating_sub(length + SIDE);
            let shorter = characters.len() - length.min(characters.len());
            if shorter < SHORTEST {
                continue;
            }
            let mut met = Vec::new();
            for at in SIDE..=last {
                if JOINING.contains(characters[at]) {
                    continue;
                }
                let without: String =
                    characters[..at].iter().chain(&characters[at + length..]).collect();
                let Some(other) = first.get(without.as_str()) else { continue };
                // Where a character is doubled, two cuts leave the same.
                if other.group != name.group && !met.contains(&without) {
                    let piece: String = characters[at..at + length].iter().collect();
                    let message = format!("“{without}”与“{value}”相近，少“{piece}”");
                    told(other, name, message);
                    met.push(without);
                }
            }
        }
    }
    findings
}

fn is_first(name: &Name, first: &HashMap<&str, &Name>) -> bool {
    first.get(name.text.value.as_str()).is_some_and(|first| std::ptr::eq(*first, name))
}

fn simplest(c: char) -> char {
    SIMILAR.get(&c).and_then(|group| group.first().copied()).unwrap_or(c)
}

fn names<'a>(case: &Case<'a>) -> Vec<Name<'a>> {
    let report = case.report;
    let mut names = Vec::new();
    names.extend(report.tasks.iter().map(|task| Name { text: &task.name, group: 0 }));
    let groups = report.indicators.iter().flat_map(|level| &level.groups);
    for (at, group) in groups.enumerate() {
        names.extend(group.rows.iter().map(|row| Name { text: &row.name, group: at + 1 }));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    #[test]
    fn fires_on_a_name_that_lacks_a_piece_or_differs_by_a_similar_character() {
        let lacks = changed(&[
            ("- 名称: 供水管道更换", "- 名称: 返退农民工工资保障金"),
            ("名称: 受益群众满意度", "名称: 返退农民工保障金"),
            ("受益群众满意度.实际完成值", "返退农民工保障金.实际完成值"),
        ]);
        assert_eq!(
            messages("ZP415", &lacks),
            ["“返退农民工保障金”与“返退农民工工资保障金”相近，少“工资”"]
        );
        let differs = changed(&[
            ("- 名称: 供水管道更换", "- 名称: 质检站经费"),
            ("名称: 受益群众满意度", "名称: 质监站经费"),
            ("受益群众满意度.实际完成值", "质监站经费.实际完成值"),
        ]);
        assert_eq!(messages("ZP415", &differs), ["“质监站经费”与“质检站经费”只差一字"]);
    }

    #[test]
    fn is_silent_on_names_that_stand_for_other_things() {
        let yaml = changed(&[
            ("- 名称: 供水管道更换", "- 名称: 返退农民工工资保障金及利息"),
            ("名称: 受益群众满意度", "名称: 返退农民工工资保障金利息"),
            ("受益群众满意度.实际完成值", "返退农民工工资保障金利息.实际完成值"),
            ("- 名称: 供水工程维修养护", "- 名称: 供水老旧管道维修养护工程"),
        ]);
        assert!(messages("ZP415", &yaml).is_empty());
    }
}
