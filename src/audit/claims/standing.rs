//! How the rows stand: which missed their target, at which level, and where the prose names them.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

use rust_decimal::Decimal;

use super::super::Case;
use super::{MOST_RELATED, Made, Reading};
use crate::document::Row;
use crate::finding::Finding;
use crate::ledger::id;

/// A judged score from this share on, in percent, is not called a miss: the band “达成年度指标” of
/// 财预〔2020〕10号 goes down to 80 % of the points.
const JUDGED_ENOUGH: i64 = 80;
/// The fewest characters of a row's name to find it by in the prose: shorter ones are common words.
const SHORTEST_ROW: usize = 4;
/// The same of a level's name (满意度).
const SHORTEST_LEVEL: usize = 3;

/// A part of the table of indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// All rows.
    All,
    /// A level-1 indicator.
    Level1(usize),
    /// A level-2 indicator.
    Level2(usize, usize),
    /// A row.
    Row(usize, usize, usize),
}

impl Part {
    /// The first and the last place that a row in it may have.
    fn places(self) -> RangeInclusive<(usize, usize, usize)> {
        const LAST: usize = usize::MAX;
        match self {
            Part::All => (0, 0, 0)..=(LAST, LAST, LAST),
            Part::Level1(i) => (i, 0, 0)..=(i, LAST, LAST),
            Part::Level2(i, j) => (i, j, 0)..=(i, j, LAST),
            Part::Row(i, j, k) => (i, j, k)..=(i, j, k),
        }
    }
}

/// A row and how it stands.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// Where it is: level 1, level 2, row.
    pub at: (usize, usize, usize),
    /// The row.
    pub row: &'a Row,
    /// Id of its score.
    pub score_id: String,
    /// What it can earn.
    pub points: Decimal,
    /// What it earned.
    pub score: Decimal,
    /// Whether its target was missed: points lost by computation, or more than a little by a
    /// person's judgement.
    pub missed: bool,
}

impl Standing<'_> {
    /// What it lost.
    pub fn lost(&self) -> Decimal {
        self.points - self.score
    }

    /// For people: `“返退农民工工资保障金”得0.01分（分值1分）`.
    pub fn in_words(&self) -> String {
        format!(
            "“{}”得{}分（分值{}分）",
            self.row.name.value,
            self.score.normalize(),
            self.points.normalize()
        )
    }
}

/// All rows whose score is known, in order.
pub struct Table<'a> {
    case: &'a Case<'a>,
    /// The rows.
    pub rows: Vec<Standing<'a>>,
    names: Names,
}

impl<'a> Table<'a> {
    /// The rows of a report.
    pub fn of(case: &'a Case) -> Table<'a> {
        let mut rows = Vec::new();
        let mut names = Names::default();
        for (i, (level1, ids1)) in case.report.indicators.iter().zip(&case.ids.levels).enumerate() {
            names.enter(&level1.name.value, SHORTEST_LEVEL, &ids1.id, Part::Level1(i));
            for (j, (level2, ids2)) in level1.groups.iter().zip(&ids1.groups).enumerate() {
                names.enter(&level2.name.value, SHORTEST_LEVEL, &ids2.id, Part::Level2(i, j));
                for (k, (row, row_id)) in level2.rows.iter().zip(&ids2.rows).enumerate() {
                    names.enter(&row.name.value, SHORTEST_ROW, row_id, Part::Row(i, j, k));
                    let score_id = id::join(row_id, "得分");
                    let points = row.points.value;
                    let Some(score) = case.ledger.number(&score_id) else { continue };
                    let missed = match &row.judged {
                        Some(_) => {
                            score.saturating_mul(Decimal::ONE_HUNDRED)
                                < points.saturating_mul(Decimal::from(JUDGED_ENOUGH))
                        }
                        None => score < points,
                    };
                    rows.push(Standing { at: (i, j, k), row, score_id, points, score, missed });
                }
            }
        }
        Table { case, rows, names }
    }

    /// The rows in a part.
    pub fn rows_in(&self, part: Part) -> impl Iterator<Item = &Standing<'a>> {
        // They stand in the order of their places.
        let places = part.places();
        let from = self.rows.partition_point(|row| row.at < *places.start());
        let to = self.rows.partition_point(|row| row.at <= *places.end());
        self.rows[from..to].iter()
    }

    /// The rows in a part that missed their targets.
    pub fn missed_in(&self, part: Part) -> Vec<&Standing<'a>> {
        self.rows_in(part).filter(|row| row.missed).collect()
    }

    /// The name of a part; empty for the whole.
    pub fn name(&self, part: Part) -> &'a str {
        let levels = &self.case.report.indicators;
        match part {
            Part::All => "",
            Part::Level1(i) => &levels[i].name.value,
            Part::Level2(i, j) => &levels[i].groups[j].name.value,
            Part::Row(i, j, k) => &levels[i].groups[j].rows[k].name.value,
        }
    }

    /// Id of the score of a part.
    pub fn score_id(&self, part: Part) -> String {
        let levels = &self.case.ids.levels;
        let part = match part {
            Part::All => "指标",
            Part::Level1(i) => &levels[i].id,
            Part::Level2(i, j) => &levels[i].groups[j].id,
            Part::Row(i, j, k) => &levels[i].groups[j].rows[k],
        };
        id::join(part, "得分")
    }

    /// The parts that a stretch of a passage names, in order, the longest name at each place;
    /// equal names give several parts at one place.
    pub fn named(&self, reading: &Reading, within: Range<usize>) -> Vec<(Range<usize>, &[Part])> {
        let mut named = Vec::new();
        let mut at = within.start;
        let first = reading.figures.partition_point(|(range, _)| range.start < at);
        let mut figures = reading.figures[first..].iter().peekable();
        while at < within.end {
            if let Some((range, id)) = figures.next_if(|(range, _)| range.start <= at) {
                named.extend(self.names.by_id(id).map(|part| (range.clone(), part)));
                at = at.max(range.end);
                continue;
            }
            let rest = &reading.masked[at..within.end];
            match self.names.at(rest) {
                Some((length, parts)) => {
                    named.push((at..at + length, parts));
                    at += length;
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        named
    }

    /// The part that a figure's id belongs to, whichever of its figures it is.
    pub fn part_of(&self, figure: &str) -> Option<Part> {
        let (part, _) = figure.rsplit_once('.')?;
        self.names.ids.get(part).map(|&[part]| part)
    }

    /// The levels that a claim is about: the last named before it in its sentence, else the
    /// innermost section named after one, else the whole table.
    pub fn scope(&self, made: &Made) -> Vec<Part> {
        let within = made.sentence_start()..made.range.end;
        let is_level = |part: &Part| matches!(part, Part::Level1(_) | Part::Level2(..));
        let clause = made.clause_start();
        let text = &made.reading.masked;
        // 绩效管理情况良好，各项指标圆满完成: the level of an earlier clause has its own verdict.
        let opens = |at: &Range<usize>| {
            at.end > clause
                || text[at.end..]
                    .starts_with(['：', '，', '、', '中', '方', '下', '（', '未', '没'])
        };
        let before = self.named(&made.reading, within);
        if let Some((_, parts)) =
            before.iter().rev().find(|(at, parts)| parts.first().is_some_and(is_level) && opens(at))
        {
            return parts.to_vec();
        }
        self.section(made.reading.passage.path.as_slice())
    }

    /// The levels that a section is about, by the names of the sections it stands in.
    pub fn section(&self, path: &[&str]) -> Vec<Part> {
        for name in path.iter().rev() {
            let parts: Option<&[Part]> =
                name.char_indices().find_map(|(at, _)| self.names.at(&name[at..])).map(|(_, p)| p);
            let levels: Vec<Part> = parts
                .unwrap_or_default()
                .iter()
                .copied()
                .filter(|part| matches!(part, Part::Level1(_) | Part::Level2(..)))
                .collect();
            if !levels.is_empty() {
                return levels;
            }
        }
        vec![Part::All]
    }
}

/// Adds the rows that contradict a claim to its finding.
pub fn against(finding: Finding, rows: &[&Standing]) -> Finding {
    rows.iter().take(MOST_RELATED).fold(finding, |finding, row| {
        finding.related(row.row.actual.span, format!("与此处不符：{}", row.in_words()))
    })
}

/// Names of levels and rows, and the ids that placeholders name them by.
#[derive(Default)]
struct Names {
    // Both looked up only, never iterated.
    next: HashMap<(usize, char), usize>,
    ids: HashMap<String, [Part; 1]>,
    /// What ends at a node; node 0 is the root.
    parts: Vec<Vec<Part>>,
}

impl Names {
    fn enter(&mut self, name: &str, shortest: usize, id: &str, part: Part) {
        self.ids.insert(id.to_owned(), [part]);
        if name.chars().count() < shortest {
            return;
        }
        if self.parts.is_empty() {
            self.parts.push(Vec::new());
        }
        let mut node = 0;
        for c in name.chars() {
            let new = self.parts.len();
            node = *self.next.entry((node, c)).or_insert(new);
            if node == new {
                self.parts.push(Vec::new());
            }
        }
        self.parts[node].push(part);
    }

    /// The part that the id of one of its figures names; a score is no mention of the matter.
    fn by_id(&self, id: &str) -> Option<&[Part]> {
        let (part, field) = id.rsplit_once('.')?;
        if !matches!(field, "实际完成值" | "名称") {
            return None;
        }
        self.ids.get(part).map(|part| part.as_slice())
    }

    /// The longest name that a text begins with: its bytes and parts.
    fn at(&self, text: &str) -> Option<(usize, &[Part])> {
        let (mut node, mut found) = (0, None);
        for (at, c) in text.char_indices() {
            let Some(&next) = self.next.get(&(node, c)) else { break };
            node = next;
            if !self.parts[node].is_empty() {
                found = Some((at + c.len_utf8(), self.parts[node].as_slice()));
            }
        }
        found
    }
}
