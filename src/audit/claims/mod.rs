//! What the prose claims: phrases from a word list, found in the running text, with what switches
//! them off (negation, intention, exceptions) and the clause and sentence they stand in.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use serde::Deserialize;

pub mod budget_making;
pub mod full_coverage;
pub mod full_payment;
pub mod full_success;
mod matters;
pub mod met_count;
pub mod met_or_missed;
pub mod no_carry_over;
pub mod reasons;
pub mod silent_shortfall;
mod standing;
pub mod strict_budget;
pub mod unchanged_budget;
pub mod unfinished_year;
pub mod wrong_year;

use super::mentions::Number;
use super::{Case, Rule, has_any};
use crate::document::{Passage, Place};
use crate::finding::Finding;
use crate::source::Span;

/// The most characters that a gap in a phrase spans.
const GAP: usize = 12;
/// How many characters before a phrase a negation reaches.
const REACH: usize = 8;
/// How many bytes a clause or sentence is followed at most: real ones are far shorter, and a text
/// without punctuation must not be read again for every phrase in it.
const FARTHEST: usize = 1500;
/// The most places named beside a finding: more help nobody.
pub const MOST_RELATED: usize = 12;
/// Stands for every byte of a placeholder: no phrase has it.
const MASK: char = '\u{1}';

/// The word list `data/words/claims.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    #[serde(rename = "否定")]
    negations: Vec<String>,
    #[serde(rename = "不是否定")]
    not_negations: Vec<String>,
    #[serde(rename = "将来")]
    future: Vec<String>,
    #[serde(rename = "不是将来")]
    not_future: Vec<String>,
    #[serde(rename = "句中将来")]
    future_in_sentence: Vec<String>,
    #[serde(rename = "其余")]
    rest: Vec<String>,
    #[serde(rename = "打算的小节")]
    plan_sections: Vec<String>,
    #[serde(rename = "目标的小节")]
    goal_sections: Vec<String>,
    #[serde(rename = "自评的小节")]
    evaluation_sections: Vec<String>,
    #[serde(rename = "不是分析的小节")]
    no_analysis: Vec<String>,
    #[serde(rename = "年份之后")]
    year_followers: Vec<String>,
    #[serde(rename = "别的年份")]
    other_years: Vec<String>,
    #[serde(rename = "项数达标")]
    counted_met: Vec<String>,
    #[serde(rename = "项数未达标")]
    counted_missed: Vec<String>,
    #[serde(rename = "说明原因")]
    reasoning: Vec<String>,
    #[serde(rename = "说法")]
    claims: BTreeMap<String, Claim>,
}

/// One claim in its many wordings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    #[serde(rename = "短语")]
    phrases: Vec<Phrase>,
    #[serde(rename = "要有", default)]
    needs: Vec<String>,
    #[serde(rename = "排除", default)]
    excludes: Vec<String>,
    #[serde(rename = "句中排除", default)]
    excludes_in_sentence: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| crate::assets::word_list("claims"));

/// A phrase: pieces one after the other.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Phrase(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    /// One of these; the empty text among them makes it optional.
    Any(Vec<String>),
    /// `…`: up to [`GAP`] characters of the same clause.
    Gap,
    /// `#`: digits.
    Digits,
}

impl TryFrom<String> for Phrase {
    type Error = String;

    fn try_from(text: String) -> Result<Phrase, String> {
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            rest = match c {
                '（' => {
                    let (inner, after) =
                        after.split_once('）').ok_or_else(|| format!("“{text}”的括号不成对"))?;
                    pieces.push(Piece::Any(inner.split('|').map(str::to_owned).collect()));
                    after
                }
                '…' => {
                    pieces.push(Piece::Gap);
                    after
                }
                '#' => {
                    pieces.push(Piece::Digits);
                    after
                }
                _ => {
                    let end = rest.find(['（', '…', '#']).unwrap_or(rest.len());
                    pieces.push(Piece::Any(vec![rest[..end].to_owned()]));
                    &rest[end..]
                }
            };
        }
        Ok(Phrase(pieces))
    }
}

impl Phrase {
    /// Every place where the phrase begins, with its shortest reading from there. The leading
    /// pieces up to the first that can't be empty say where to look.
    fn find(&self, text: &str, found: &mut Vec<Range<usize>>) {
        for (at, piece) in self.0.iter().enumerate() {
            let Piece::Any(words) = piece else { return };
            for word in words.iter().filter(|word| !word.is_empty()) {
                for (start, _) in text.match_indices(word.as_str()) {
                    let end = rest_of(&self.0[at + 1..], text, start + word.len());
                    found.extend(end.map(|end| start..end));
                }
            }
            if !words.iter().any(String::is_empty) {
                return;
            }
        }
    }
}

/// The end of the pieces when they follow at this byte.
fn rest_of(pieces: &[Piece], text: &str, at: usize) -> Option<usize> {
    let Some((piece, pieces)) = pieces.split_first() else { return Some(at) };
    let rest = &text[at..];
    match piece {
        Piece::Any(words) => words
            .iter()
            .filter(|word| rest.starts_with(word.as_str()))
            .find_map(|word| rest_of(pieces, text, at + word.len())),
        Piece::Digits => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 { None } else { rest_of(pieces, text, at + digits) }
        }
        Piece::Gap => {
            let mut passed = 0;
            let mut masked = false;
            for (offset, c) in rest.char_indices().chain([(rest.len(), '\n')]) {
                if let Some(end) = rest_of(pieces, text, at + offset) {
                    return Some(end);
                }
                // A placeholder counts as one character.
                passed += usize::from(!(masked && c == MASK));
                masked = c == MASK;
                if ends_clause(c) || passed > GAP {
                    return None;
                }
            }
            None
        }
    }
}

fn ends_clause(c: char) -> bool {
    ends_sentence(c) || matches!(c, '，' | '：' | ',' | ':')
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | ';' | '!' | '?' | '\n')
}

/// A passage made ready for reading.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The passage.
    pub passage: &'a Passage<'a>,
    /// Its text with every byte of a placeholder masked: places are those of the raw text.
    pub masked: Rc<str>,
    /// The figures in it, in order: place and id of each placeholder, and of each typed number that
    /// is known to be one.
    pub figures: Rc<[(Range<usize>, &'a str)]>,
}

impl<'a> Reading<'a> {
    fn of(passage: &'a Passage<'a>, numbers: &'a [Number]) -> Reading<'a> {
        let text = passage.text.value.as_str();
        let mut masked = String::with_capacity(text.len());
        let mut figures: Vec<(Range<usize>, &str)> = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find("{{").map(|found| at + found) {
            let Some(close) = text[open..].find("}}").map(|found| open + found) else { break };
            masked.push_str(&text[at..open]);
            masked.extend(std::iter::repeat_n(MASK, close + 2 - open));
            figures.push((open..close + 2, text[open + 2..close].trim()));
            at = close + 2;
        }
        masked.push_str(&text[at..]);
        let typed = numbers.iter().filter(|number| number.typed.is_some());
        figures.extend(typed.filter_map(|number| {
            let id = number.figure.as_ref().filter(|_| number.agrees)?;
            Some((number.range.clone(), id.as_str()))
        }));
        figures.sort_by_key(|(range, _)| range.start);
        Reading { passage, masked: masked.into(), figures: figures.into() }
    }

    /// Whether it tells what was done, not what is meant to be done.
    pub fn tells_results(&self) -> bool {
        let words = &*WORDS;
        let told = matches!(
            self.passage.place,
            Place::Paragraph | Place::AchievedGoal | Place::TaskActual
        );
        let prose = self.passage.place == Place::Paragraph;
        told && !(prose && self.tells_plans())
            && !(prose
                && self.passage.path.last().is_some_and(|name| {
                    words.goal_sections.iter().any(|end| name.ends_with(end.as_str()))
                }))
    }

    /// Whether it tells how the evaluation itself was done.
    pub fn tells_evaluation(&self) -> bool {
        self.in_section(&WORDS.evaluation_sections)
    }

    /// Whether it stands in a section of plans or suggestions.
    pub fn tells_plans(&self) -> bool {
        self.in_section(&WORDS.plan_sections)
    }

    /// Whether it is part of the analysis: prose of a section that tells how the year went.
    pub fn analyses(&self) -> bool {
        let prose = matches!(self.passage.place, Place::Paragraph | Place::TableCell);
        prose && !self.in_section(&WORDS.no_analysis)
    }

    fn in_section(&self, words: &[String]) -> bool {
        self.passage.path.iter().any(|name| has_any(name, words))
    }

    /// The claims of this name that it makes, in order, none overlapping another.
    pub fn claims(&self, name: &str) -> Vec<Made<'a>> {
        let claim = WORDS.claims.get(name).unwrap_or_else(|| panic!("no claim {name}"));
        let mut found = Vec::new();
        for phrase in &claim.phrases {
            phrase.find(&self.masked, &mut found);
        }
        found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        found.retain(|range| {
            let first = range.start >= end;
            if first {
                end = range.end;
            }
            first
        });
        found
            .into_iter()
            .map(|range| Made { reading: self.clone(), range })
            .filter(|made| {
                let clause = made.clause();
                (claim.needs.is_empty() || has_any(clause, &claim.needs))
                    && !has_any(clause, &claim.excludes)
                    && !has_any(made.before_in_sentence(), &claim.excludes_in_sentence)
                    && !has_any(made.after_in_sentence(), &claim.excludes_in_sentence)
            })
            .collect()
    }

    /// The place of a range of the text.
    pub fn span(&self, case: &Case, range: &Range<usize>) -> Span {
        let text = self.passage.text;
        text.locate(case.sources.of(text.span), range.start, range.end)
    }
}

/// All passages, made ready.
pub fn readings<'a>(case: &'a Case) -> impl Iterator<Item = Reading<'a>> {
    let mut numbers = case.mentions.numbers.as_slice();
    case.passages.iter().enumerate().map(move |(index, passage)| {
        let (own, rest) = numbers.split_at(numbers.partition_point(|n| n.passage <= index));
        numbers = rest;
        Reading::of(passage, own)
    })
}

/// A phrase found in a passage.
#[derive(Clone, Debug)]
pub struct Made<'a> {
    /// The passage.
    pub reading: Reading<'a>,
    /// The phrase.
    pub range: Range<usize>,
}

impl<'a> Made<'a> {
    /// The phrase itself, as written.
    pub fn words(&self) -> &'a str {
        &self.reading.passage.text.value[self.range.clone()]
    }

    /// The clause that it stands in, placeholders masked.
    pub fn clause(&self) -> &str {
        &self.reading.masked[self.clause_start()..self.clause_end()]
    }

    /// Where its clause begins.
    pub fn clause_start(&self) -> usize {
        start_of(&self.reading.masked, self.range.start, ends_clause)
    }

    fn clause_end(&self) -> usize {
        end_of(&self.reading.masked, self.range.end, ends_clause)
    }

    /// What follows it in its clause.
    pub fn after_in_clause(&self) -> &str {
        &self.reading.masked[self.range.end..self.clause_end()]
    }

    /// What stands before it in its clause.
    fn before_in_clause(&self) -> &str {
        &self.reading.masked[self.clause_start()..self.range.start]
    }

    /// What stands before it in its sentence (to 。 or ；).
    pub fn before_in_sentence(&self) -> &str {
        &self.reading.masked[self.sentence_start()..self.range.start]
    }

    /// Where its sentence begins.
    pub fn sentence_start(&self) -> usize {
        start_of(&self.reading.masked, self.range.start, ends_sentence)
    }

    /// What follows it in its sentence.
    pub fn after_in_sentence(&self) -> &str {
        let text = &self.reading.masked;
        &text[self.range.end..end_of(text, self.range.end, ends_sentence)]
    }

    /// What was said just before it: its sentence so far and the sentence before that.
    pub fn said_before(&self) -> &str {
        let text = &self.reading.masked;
        let sentence = self.sentence_start();
        let end = text[..sentence].trim_end_matches(ends_sentence).len();
        &text[start_of(text, end, ends_sentence)..self.range.start]
    }

    /// Its place.
    pub fn span(&self, case: &Case) -> Span {
        self.reading.span(case, &self.range)
    }

    /// Whether it is asserted as it stands: not negated, not an intention, not of the rest only,
    /// not the name of a document.
    pub fn holds(&self) -> bool {
        !self.is_negated() && !self.is_intended() && !self.is_of_the_rest() && !self.is_in_a_title()
    }

    /// Whether 未, 基本 or the like stands before it.
    pub fn is_negated(&self) -> bool {
        let before = self.before_in_clause();
        let from = before.char_indices().rev().nth(REACH - 1).map_or(0, |(at, _)| at);
        has_any(&without(&before[from..], &WORDS.not_negations), &WORDS.negations)
    }

    /// Whether it tells what is meant to be.
    pub fn is_intended(&self) -> bool {
        has_any(&without(self.before_in_clause(), &WORDS.not_future), &WORDS.future)
            || has_any(self.before_in_sentence(), &WORDS.future_in_sentence)
    }

    fn is_of_the_rest(&self) -> bool {
        let before = self.before_in_sentence();
        let except = before.rfind('除').is_some_and(|at| before[at..].contains('外'));
        except || has_any(self.before_in_clause(), &WORDS.rest)
    }

    /// Whether it stands within 《》.
    pub fn is_in_a_title(&self) -> bool {
        let before = self.before_in_sentence();
        match (before.rfind('《'), before.rfind('》')) {
            (Some(open), Some(close)) => open > close,
            (open, _) => open.is_some(),
        }
    }
}

/// The start of the piece that ends at `at`, cut by what `ends` it.
fn start_of(text: &str, at: usize, ends: fn(char) -> bool) -> usize {
    let from = text.ceil_char_boundary(at.saturating_sub(FARTHEST));
    let before = text[from..at].char_indices();
    before.rev().find(|&(_, c)| ends(c)).map_or(from, |(found, c)| from + found + c.len_utf8())
}

/// The end of the piece that begins at `at`.
fn end_of(text: &str, at: usize, ends: fn(char) -> bool) -> usize {
    let to = text.floor_char_boundary((at + FARTHEST).min(text.len()));
    text[at..to].find(ends).map_or(to, |found| at + found)
}

fn without(text: &str, words: &[String]) -> String {
    words.iter().fold(text.to_owned(), |text, word| text.replace(word.as_str(), ""))
}

/// A finding at the first of several phrases of one paragraph that the same figures prove wrong;
/// the others are named beside it. `message` gets the first phrase in quotes.
pub fn finding(
    rule: &Rule,
    case: &Case,
    made: &[Made],
    message: impl FnOnce(&str) -> String,
) -> Option<Finding> {
    let (first, others) = made.split_first()?;
    let quoted = format!("“{}”", shown(first));
    let mut finding = rule.finding(message(&quoted)).at(first.span(case));
    for other in others.iter().take(MOST_RELATED) {
        let message = format!("同一段里还有“{}”", shown(other));
        finding = finding.related(other.span(case), message);
    }
    Some(finding)
}

/// The phrase for a message, a placeholder in it shortened.
fn shown(made: &Made) -> String {
    let mut shown = String::new();
    for c in made.reading.masked[made.range.clone()].chars() {
        match c {
            MASK if shown.ends_with('…') => {}
            MASK => shown.push('…'),
            c => shown.push(c),
        }
    }
    shown
}

/// The claims of these names that hold, of passages that tell results, passage by passage.
pub fn asserted<'a>(case: &'a Case, name: &str) -> Vec<Vec<Made<'a>>> {
    readings(case)
        .filter(Reading::tells_results)
        .map(|reading| reading.claims(name).into_iter().filter(Made::holds).collect())
        .filter(|made: &Vec<Made>| !made.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::changed;
    use super::*;
    use crate::source::{Origin, Text};

    fn found(name: &str, text: &str) -> Vec<String> {
        let span = Span { origin: Origin::Report, start: 0, end: 0 };
        let text = Text { value: text.to_owned(), span };
        let passage = Passage { place: Place::Paragraph, path: vec!["履职情况"], text: &text };
        let made = Reading::of(&passage, &[]).claims(name);
        made.iter().filter(|made| made.holds()).map(|made| made.words().to_owned()).collect()
    }

    #[test]
    fn gaps_stay_in_the_clause() {
        let name = "指标全部完成";
        assert_eq!(found(name, "圆满完成年初各项指标任务。"), ["圆满完成年初各项指标任务"]);
        assert_eq!(
            found(name, "圆满完成{{ 年度 }}年度各项指标。"),
            ["圆满完成{{ 年度 }}年度各项指标"]
        );
        assert!(found(name, "圆满完成换届，各项指标见附表。").is_empty());
    }

    #[test]
    fn negation_and_intention_switch_off() {
        let name = "任务全部完成";
        assert_eq!(found(name, "不断改进作风，圆满完成各项工作").len(), 1);
        assert_eq!(found(name, "不断努力圆满完成各项工作").len(), 0, "努力 may be an intention");
        assert_eq!(found(name, "主要领导带头圆满完成各项工作").len(), 1);
        for off in [
            "未能圆满完成各项工作",
            "基本全面完成各项工作",
            "力争圆满完成各项工作",
            "下一步加强调度，圆满完成各项工作",
            "除道路建设外，圆满完成各项工作",
            "根据《关于圆满完成各项工作的通知》",
        ] {
            assert!(found(name, off).is_empty(), "{off}");
        }
    }

    #[test]
    fn digits_and_alternatives() {
        assert_eq!(found("年度未结束", "计划12月底完工"), ["计划12月"]);
        assert_eq!(found("全覆盖", "监督覆盖率100%"), ["覆盖率100%"]);
        assert!(found("预算无变动", "“三公经费”无变动").is_empty());
    }

    #[test]
    fn every_claim_has_phrases() {
        for (name, claim) in &WORDS.claims {
            assert!(!claim.phrases.is_empty(), "{name}");
            for phrase in &claim.phrases {
                assert!(matches!(phrase.0.first(), Some(Piece::Any(_))), "{name}: {phrase:?}");
            }
        }
    }

    /// budget: none contradicts it.
    #[test]
    fn ordinary_sentences_are_no_claims() {
        let place = "支付前由项目、财务人员共同审核，";
        for sentence in [
            "严格执行预算法和财务管理制度，",
            "严格按照预算批复的用途使用资金，",
            "加强调度，确保年度目标任务全面完成，",
            "县委要求各单位圆满完成全年目标任务，",
            "圆满完成上级交办的各项工作，",
            "全面完成本年度绩效自评工作，",
            "年初设定的各项指标基本完成，",
            "各项指标中有一项没有完成，",
            "上年结转资金24万元已全部使用，上年无结转结余，",
            "政府性基金预算没有结余，",
            "预算调整后按规定程序报批，",
            "“三公经费”支出与上年持平、没有变动，",
            "按合同及时足额支付维修养护工程款，",
            "实现安全生产责任全覆盖，",
            "工程建设目前没有发现质量问题，",
            "截至2023年12月31日更换管道24.7千米，",
            "根据《2024年部门预算编制通知》，",
            "项目完成后效益达到预期，",
            "产出指标未完全达到预期目标，",
            "管道更换因施工条件未达到预期目标，",
            "各项支出均达到审批要求，",
            "养护工程均按计划完成，",
            "资金结余由财政收回，无结转结余，",
            "应付工程款按进度支付，",
            "工程尾款待验收后支付，",
        ] {
            let yaml = changed(&[(place, sentence)]);
            let prepared = crate::prepare("报告.yaml", yaml.as_bytes(), None);
            let claims: Vec<_> = prepared
                .findings
                .iter()
                .filter(|finding| finding.kind.code.starts_with("ZP3"))
                .map(|finding| (finding.kind.code, &finding.message))
                .collect();
            assert!(claims.is_empty(), "{sentence} {claims:?}");
        }
    }

    /// The same with sentences that do.
    #[test]
    fn contradicted_claims_are_found() {
        let place = "支付前由项目、财务人员共同审核，";
        for (sentence, code) in [
            ("圆满完成了年度各项绩效指标，", "ZP301"),
            ("各项绩效指标均已完成，", "ZP301"),
            ("年初确定的目标任务全面完成，", "ZP301"),
            ("各项指标全部达到预期值，", "ZP301"),
            ("全年各项工作任务圆满完成，", "ZP301"),
            ("全面完成年初确定的目标任务，", "ZP301"),
            ("全面完成了{{ 年度 }}年度绩效目标，", "ZP301"),
            ("预算执行率达到100%，", "ZP302"),
            ("资金全部支付完毕，没有结余，", "ZP304"),
            ("年末没有结转结余资金，", "ZP304"),
            ("年度预算无调整，", "ZP305"),
            ("全年预算数与年初预算数一致，", "ZP305"),
            ("按时足额拨付供水管道更换款，", "ZP306"),
            ("供水管道更换做到了应改尽改，", "ZP307"),
            ("更换供水管道长度达到指标值，", "ZP308"),
            ("截止目前完成更换，", "ZP311"),
            ("目前正在施工，", "ZP311"),
            ("待批准后实施，", "ZP311"),
            ("形成2022年度绩效自评报告，", "ZP312"),
        ] {
            let yaml = changed(&[(place, sentence)]);
            let prepared = crate::prepare("报告.yaml", yaml.as_bytes(), None);
            let codes = prepared.findings.iter().map(|finding| finding.kind.code);
            let claims: Vec<_> = codes.filter(|code| code.starts_with("ZP3")).collect();
            assert_eq!(claims, [code], "{sentence}");
        }
    }
}
