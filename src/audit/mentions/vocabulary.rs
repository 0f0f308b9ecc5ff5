//! All words and names that a report can speak of its figures by, found in one step through a text.

use std::collections::{HashMap, HashSet};

use super::scan::{Kind, Unit};
use super::words::{Attribute, Role, WORDS};
use crate::document::{FundSource, Report};
use crate::ledger::ids::SourceIds;
use crate::ledger::{Ids, Ledger, id};
use crate::method::Method;

/// What figures are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The department as a whole.
    Whole,
    /// 预算执行率, as something that scores.
    Execution,
    /// A source of funds.
    Funds,
    /// A level-1 or level-2 indicator.
    Level,
    /// A row.
    Row,
    /// A fact of 数据.
    Fact,
}

/// Index of [`Subject::Whole`] in a vocabulary.
pub const WHOLE: usize = 0;
/// Index of [`Subject::Execution`].
pub const EXECUTION: usize = 1;

/// A word's meanings.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// The figures it may ask for.
    pub attributes: &'static [Attribute],
    /// It asks for the whole's, unless something else has just been named.
    pub of_the_whole: bool,
    /// The subjects of this name.
    pub subjects: Vec<usize>,
    /// What else it does.
    pub role: Option<Role>,
}

/// Words by their characters (a trie), and the subjects that they name.
pub struct Vocabulary {
    // Looked up only, never iterated.
    steps: HashMap<(usize, char), usize>,
    words: Vec<Option<Word>>,
    subjects: Vec<(Subject, String)>,
    /// Units of the report's figures.
    pub units: HashSet<String>,
}

/// Names longer than this are not looked for in prose.
const LONGEST: usize = 48;

impl Vocabulary {
    /// The vocabulary of a report.
    pub fn of(report: &Report, method: &Method, ids: &Ids, ledger: &Ledger) -> Vocabulary {
        let subjects = vec![(Subject::Whole, String::new()), (Subject::Execution, String::new())];
        let mut this = Vocabulary {
            steps: HashMap::new(),
            words: vec![None],
            subjects,
            units: HashSet::new(),
        };
        for named in &WORDS.named {
            named.words.iter().for_each(|word| this.word(word).attributes = &named.attributes);
        }
        for named in &WORDS.of_the_whole {
            for word in &named.words {
                let attributes = &named.attributes;
                *this.word(word) = Word { attributes, of_the_whole: true, ..Word::default() };
            }
        }
        for (role, words) in &WORDS.roles {
            words.iter().for_each(|word| this.word(word).role = Some(*role));
        }
        for (level, name) in [(1, "一级指标"), (2, "二级指标"), (3, "三级指标")] {
            this.word(name).role = Some(Role::Level(level));
        }
        let department = &report.department;
        for name in [&department.name, &department.short_name, &department.own_name] {
            this.word(&name.value).role = Some(Role::Whole);
        }
        if let Some(name) = method.execution.as_ref().and_then(|rule| rule.level1_name.as_ref()) {
            this.word(&name.value).subjects.push(EXECUTION);
        }
        this.sources(&report.funds.sources, &ids.sources);
        for (level1, ids) in report.indicators.iter().zip(&ids.levels) {
            this.name(&level1.name.value, Subject::Level, &ids.id);
            for (level2, ids) in level1.groups.iter().zip(&ids.groups) {
                this.name(&level2.name.value, Subject::Level, &ids.id);
                for (row, id) in level2.rows.iter().zip(&ids.rows) {
                    this.name(&row.name.value, Subject::Row, id);
                }
            }
        }
        for fact in &report.facts {
            this.name(&fact.name.value, Subject::Fact, &id::path(["数据", &fact.name.value]));
        }
        let units = ledger.figures().iter().map(|figure| &figure.unit);
        this.units = units.filter(|unit| !unit.is_empty() && *unit != "分").cloned().collect();
        this
    }

    fn sources(&mut self, sources: &[FundSource], ids: &[SourceIds]) {
        for (source, ids) in sources.iter().zip(ids) {
            self.name(&source.name.value, Subject::Funds, &ids.id);
            self.sources(&source.of_which, &ids.of_which);
        }
    }

    fn name(&mut self, name: &str, subject: Subject, id: &str) {
        let at = self.subjects.len();
        self.subjects.push((subject, id.to_owned()));
        if name.chars().count() <= LONGEST {
            self.word(name).subjects.push(at);
        }
    }

    /// The entry of a word, made if there is none.
    fn word(&mut self, word: &str) -> &mut Word {
        let mut at = 0;
        for c in word.chars() {
            let next = self.words.len();
            at = *self.steps.entry((at, c)).or_insert(next);
            if at == next {
                self.words.push(None);
            }
        }
        self.words[at].get_or_insert_default()
    }

    /// The longest word at the beginning of a text, and its length in bytes.
    pub fn longest(&self, text: &str) -> Option<(usize, &Word)> {
        let mut at = 0;
        let mut found = None;
        for (offset, c) in text.char_indices() {
            let Some(&next) = self.steps.get(&(at, c)) else { break };
            at = next;
            if let (Some(word), true) = (&self.words[at], at != 0) {
                found = Some((offset + c.len_utf8(), word));
            }
        }
        found
    }

    /// What a subject is.
    pub fn subject(&self, at: usize) -> Subject {
        self.subjects[at].0
    }

    /// Whether the second subject belongs to the first.
    pub fn nested(&self, outer: usize, inner: usize) -> bool {
        let (outer, inner) = (&self.subjects[outer].1, &self.subjects[inner].1);
        !outer.is_empty() && inner.strip_prefix(outer.as_str()).is_some_and(|s| s.starts_with('.'))
    }

    /// The id of a subject's figure; none where there is no such thing.
    pub fn figure(&self, at: usize, attribute: Attribute) -> Option<String> {
        use Attribute::*;
        let (subject, id) = &self.subjects[at];
        let name = match attribute {
            Initial => "年初预算数",
            FullYear => "全年预算数",
            Executed => "全年执行数",
            Adjustment => "预算调整数",
            Rate => "执行率",
            Score => "得分",
            Points => "分值",
            Target => "年度指标值",
            Actual => "实际完成值",
            Deviation => "偏差度",
            Grade => "等级",
        };
        let of_funds = matches!(attribute, Initial | FullYear | Executed | Adjustment | Rate);
        match (subject, attribute) {
            (Subject::Whole, Score) => Some("总分".to_owned()),
            (Subject::Whole, Points) => Some("总分.分值".to_owned()),
            (Subject::Whole, Grade) => Some("等级".to_owned()),
            (Subject::Execution, Rate | Actual) => Some("资金.总额.执行率".to_owned()),
            (Subject::Whole, _) if of_funds => Some(format!("资金.总额.{name}")),
            (Subject::Execution, Score | Points) => Some(format!("资金.总额.{name}")),
            (Subject::Funds, _) if of_funds => Some(id::join(id, name)),
            (Subject::Level, Score | Points) => Some(id::join(id, name)),
            (Subject::Row, Target | Actual | Score | Points | Deviation) => {
                Some(id::join(id, name))
            }
            _ => None,
        }
    }

    /// The figures that a subject's name alone may ask for.
    pub fn implied(&self, at: usize) -> Vec<String> {
        use Attribute::*;
        let (subject, id) = &self.subjects[at];
        let of = |attributes: &[Attribute]| {
            attributes.iter().filter_map(|&attribute| self.figure(at, attribute)).collect()
        };
        match subject {
            Subject::Whole => Vec::new(),
            Subject::Execution => of(&[Rate]),
            Subject::Funds => of(&[FullYear, Initial, Executed]),
            Subject::Level => of(&[Score, Points]),
            Subject::Row => of(&[Actual, Target]),
            Subject::Fact => vec![id.clone()],
        }
    }

    /// The id of the number of indicators of a level that a subject has.
    pub fn count(&self, at: usize, level: u8) -> String {
        const NAMES: [&str; 3] = ["一级指标数", "二级指标数", "三级指标数"];
        let name = NAMES[usize::from(level.clamp(1, 3)) - 1];
        match self.subjects[at].0 {
            Subject::Level => id::join(&self.subjects[at].1, name),
            _ => id::path(["指标", name]),
        }
    }
}

/// Figures by value, for numbers whose words do not say which they are: facts, actual values and
/// amounts.
pub struct ByValue {
    // Looked up only, never iterated.
    ids: HashMap<(rust_decimal::Decimal, String), Vec<String>>,
}

impl ByValue {
    /// The index over a ledger.
    pub fn of(ledger: &Ledger) -> ByValue {
        let mut ids: HashMap<_, Vec<String>> = HashMap::new();
        for figure in ledger.figures() {
            let names = ["数据.", "资金."];
            let listed = names.iter().any(|name| figure.id.starts_with(name))
                || figure.id.ends_with(".实际完成值");
            let unit = Unit::whole(&figure.unit);
            if let (true, Some(value)) = (listed && !figure.unit.is_empty(), figure.number())
                && unit.kind != Kind::Score
            {
                ids.entry((value.saturating_mul(unit.scale), unit.base))
                    .or_default()
                    .push(figure.id.clone());
            }
        }
        ByValue { ids }
    }

    /// The figures of a value, if there are few enough for their names to decide.
    pub fn get(&self, value: rust_decimal::Decimal, unit: &Unit) -> &[String] {
        const FEW: usize = 8;
        let found = self.ids.get(&(value.saturating_mul(unit.scale), unit.base.clone()));
        found.filter(|ids| ids.len() <= FEW).map_or(&[], Vec::as_slice)
    }
}
