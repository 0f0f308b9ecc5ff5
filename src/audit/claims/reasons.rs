//! ZP310: reasons for a level's loss in the prose against those in the table.

use super::super::names::Meaning;
use super::super::{Case, Rule, has_any};
use super::standing::{Part, Standing, Table};
use super::{MOST_RELATED, Made, Reading, WORDS, readings};
use crate::document;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::placeholder;
use crate::source::Text;

/// How much of a reason, in percent, must be found on the other side to count as given there.
const GIVEN: usize = 40;
/// The most characters of a cause in a message.
const SHOWN: usize = 30;
/// The fewest pairs of characters by which a reason can be compared.
const FEWEST: usize = 2;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP310", name: "正文与表中的原因不一致" },
    severity: Severity::Note,
    about: "\
检查什么：正文说到一项没有达标的指标，接着写“原因是……”的，应与表中这一项的偏差原因相近；正文对某个一级、二级指标写了“偏差原因是……”的，其中每一条应能在该指标各行的偏差原因里找到；表中写明的原因，正文也应提到。按字面相近比较，所以只作提示。
为什么：同一失分在正文和表里给出不同的原因，读者不知以哪个为准。
例如：正文说偏差原因是“预算调整后未及时修订年度指标值”，表中没有一行这样写，写的是“财政未拨付”。
怎么办：核对事实，把两处写成一致；确是同一意思的，可以不改。",
    needs: &[document::Part::Prose, document::Part::Indicators],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let table = Table::of(case);
    let analysis: Vec<Reading> = readings(case).filter(Reading::analyses).collect();
    let sentences = analysis.iter().flat_map(|reading| reading.masked.split(['。', '；', '\n']));
    let reasoning = |sentence: &&str| has_any(sentence, &WORDS.reasoning);
    let prose = Meaning::union(sentences.filter(reasoning).map(Meaning::of));
    let mut findings = Vec::new();
    for reading in &analysis {
        let mut told = Vec::new();
        for made in reading.claims("原因") {
            let finding = of_a_row(case, &table, &made);
            told.extend(finding.as_ref().map(|_| made.range.end));
            findings.extend(finding);
        }
        for made in reading.claims("偏差原因") {
            if told.contains(&made.range.end) {
                continue;
            }
            let scope: Vec<Part> =
                table.scope(&made).into_iter().filter(|&part| part != Part::All).collect();
            let rows: Vec<&Standing> = scope
                .iter()
                .flat_map(|&part| table.rows_in(part))
                .filter(|row| row.row.cause.is_some())
                .collect();
            if let (Some(&part), false) = (scope.first(), rows.is_empty()) {
                findings.extend(only_in_prose(case, &table, &made, part, &rows));
                findings.extend(only_in_table(case, &table, &made, part, &rows, &prose));
            }
        }
    }
    findings
}

/// A reason told of one row that is another than its cause in the table.
fn of_a_row(case: &Case, table: &Table, made: &Made) -> Option<Finding> {
    /// How much of the row's name must have been said.
    const NAMED: usize = 70;
    /// Reasons that share less than this are different ones.
    const ALIKE: usize = 20;
    /// The fewest pairs of a name to compare by.
    const TELLING: usize = 3;
    let reason = made.after_in_sentence().split(['。', '；']).next()?;
    let (reason, said) = (Meaning::of(reason), Meaning::of(made.said_before()));
    if reason.len() < FEWEST {
        return None;
    }
    let named = |row: &&Standing| {
        let name = Meaning::of(&row.row.name.value);
        name.len() >= TELLING && name.covered(&said, NAMED)
    };
    let mut rows = table.rows.iter().filter(|row| row.missed).filter(named);
    let (row, None) = (rows.next()?, rows.next()) else { return None };
    let cause = row.row.cause.as_ref()?;
    let other = Meaning::of(&cause.value);
    let alike = reason.percent_in(&other).max(other.percent_in(&reason));
    if other.len() < FEWEST || alike >= ALIKE {
        return None;
    }
    let message = format!(
        "“{}”没有达标，正文给出的原因与表中的“{}”不同",
        row.row.name.value,
        shown(case, cause)
    );
    let finding = RULE
        .finding(message)
        .at(made.span(case))
        .figure(row.score_id.clone())
        .related(cause.span, "表中的原因");
    Some(finding.help("请核对事实，使正文与表中的原因一致"))
}

fn only_in_prose(
    case: &Case,
    table: &Table,
    made: &Made,
    part: Part,
    rows: &[&Standing],
) -> Option<Finding> {
    let causes = rows.iter().flat_map(|row| {
        let cause = row.row.cause.as_ref().map_or("", |cause| cause.value.as_str());
        [Meaning::of(&row.row.name.value), Meaning::of(cause)]
    });
    let causes = Meaning::union(causes);
    let mut at = made.range.end;
    let mut new = Vec::new();
    for reason in made.after_in_sentence().split(['，', '、', ',', '：']) {
        let start = made.reading.masked[at..].find(reason).map_or(at, |found| at + found);
        at = start + reason.len();
        let gist = Meaning::of(reason);
        if gist.len() >= FEWEST && gist.percent_in(&causes) < GIVEN {
            new.push((start..at, reason));
        }
    }
    let (range, reason) = new.first()?;
    let name = table.name(part);
    let message = format!("正文给出的原因“{reason}”，表中“{name}”各行的偏差原因里没有");
    let finding = RULE
        .finding(message)
        .at(made.reading.span(case, range))
        .figure(table.score_id(part))
        .help("请核对事实，使正文与表中的原因一致");
    let finding = new[1..].iter().take(MOST_RELATED).fold(finding, |finding, (range, reason)| {
        finding.related(made.reading.span(case, range), format!("表中也没有“{reason}”"))
    });
    Some(with_causes(finding, rows))
}

fn only_in_table(
    case: &Case,
    table: &Table,
    made: &Made,
    part: Part,
    rows: &[&Standing],
    prose: &Meaning,
) -> Option<Finding> {
    let untold: Vec<&Standing> = rows
        .iter()
        .copied()
        .filter(|row| {
            let gist = row.row.cause.as_ref().map(|cause| Meaning::of(&cause.value));
            gist.is_some_and(|gist| gist.len() >= FEWEST && gist.percent_in(prose) < GIVEN)
        })
        .collect();
    let cause = shown(case, untold.first()?.row.cause.as_ref()?);
    let name = table.name(part);
    let message = match untold.len() {
        1 => format!("表中“{name}”下写明的原因“{cause}”，正文没有提到"),
        count => format!("表中“{name}”下有{count}行的原因正文没有提到，如“{cause}”"),
    };
    let finding = RULE
        .finding(message)
        .at(made.span(case))
        .figure(table.score_id(part))
        .help("请核对事实，使正文与表中的原因一致");
    Some(with_causes(finding, &untold))
}

/// A cause for a message: its figures in place, its end cut off.
fn shown(case: &Case, cause: &Text) -> String {
    let text = placeholder::filled(&cause.value, case.ledger);
    let text = text.trim_end_matches('。');
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}

fn with_causes(finding: Finding, rows: &[&Standing]) -> Finding {
    let causes = rows.iter().filter_map(|row| row.row.cause.as_ref());
    causes
        .take(MOST_RELATED)
        .fold(finding, |finding, cause| finding.related(cause.span, "表中的原因"))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const PLACE: &str = "，低于指标值，得{{ 指标.产出指标.数量指标.更换供水管道长度.得分 }}分。";

    #[test]
    fn fires_on_a_reason_the_table_does_not_give() {
        let from = "产出指标分值{{ 指标.产出指标.分值 }}分，得";
        let reason = "产出指标没有全部达标，偏差原因是汛期洪水冲毁作业便道。";
        let yaml = changed(&[(from, &format!("{reason}{from}"))]);
        assert_eq!(
            messages("ZP310", &yaml),
            ["正文给出的原因“汛期洪水冲毁作业便道”，表中“产出指标”各行的偏差原因里没有"]
        );
    }

    #[test]
    fn fires_on_another_reason_for_one_row() {
        let yaml = changed(&[(
            "一是供水管道更换长度低于指标值，原因是两段管道与公路改造线路重合，年内未施工。",
            "一是更换供水管道长度低于指标值，原因是财政资金拨付滞后。",
        )]);
        let told = messages("ZP310", &yaml);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("“更换供水管道长度”没有达标，正文给出的原因与表中的"));
    }

    #[test]
    fn is_silent_on_the_same_reason_in_other_words() {
        let yaml = changed(&[(PLACE, "，低于指标值，偏差原因是管道线路与公路改造重合。")]);
        assert!(messages("ZP310", &yaml).is_empty());
    }
}
