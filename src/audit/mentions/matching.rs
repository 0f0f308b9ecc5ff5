//! Reads a passage from its beginning to its end, once, and matches each number to the figure that
//! the words of its clause name.

use super::agreement::{Typed, agrees, prints_alike};
use super::clause::{Candidates, Clause, Context};
use super::scan::{self, Kind, Number, Unit};
use super::vocabulary::{ByValue, Subject, Vocabulary, WHOLE};
use super::words::{Attribute, Role, WORDS};
use super::{Mention, Misplaced, Sureness};
use crate::audit::has_any;
use crate::document::{Passage, Place};
use crate::ledger::placeholder::{Part, parts};
use crate::ledger::{Figure, Ledger, number};

/// What all passages share.
pub struct Desk<'a> {
    pub ledger: &'a Ledger,
    pub vocabulary: Vocabulary,
    pub by_value: ByValue,
    /// The report's year.
    pub year: &'a str,
    /// Names of the method's grades.
    pub grades: Vec<&'a str>,
    /// Names of the outline's sections.
    pub sections: std::collections::HashSet<&'a str>,
}

/// What a passage holds.
#[derive(Default)]
pub struct Read {
    /// Typed numbers and grades, their spans relative to the passage.
    pub mentions: Vec<(Mention, usize, usize)>,
    /// All numbers with units; the passage is not known here.
    pub numbers: Vec<super::Number>,
    /// Placeholders behind words that name another figure.
    pub misplaced: Vec<(Misplaced, usize, usize)>,
}

struct Reader<'a> {
    desk: &'a Desk<'a>,
    text: &'a str,
    at: usize,
    clause: Clause,
    context: Context,
    /// Contexts outside of the brackets that are open.
    outer: Vec<Context>,
    /// Inside quotation marks or a title.
    quoted: bool,
    /// The clause began with what a dash or a letter ties to it.
    tied: bool,
    /// A plan, a cell of a table: nothing there contradicts.
    lenient: bool,
    whole_by_default: bool,
    near: Vec<usize>,
    /// The level-1 and level-2 indicators named so far.
    owners: Vec<usize>,
    read: Read,
}

/// Reads a passage.
pub fn read(passage: &Passage, desk: &Desk) -> Read {
    let last = passage.path.last().copied().unwrap_or_default();
    let plans =
        matches!(passage.place, Place::ExpectedGoal | Place::TaskContent | Place::TableCell);
    let goal = last.contains("目标") && !last.contains("完成") && !last.contains("实现");
    let of_whole = ["资金", "预算", "评价得分", "评价结论", "自评结论"];
    let named = passage.path.iter().rev().find_map(|name| {
        let (_, word) = desk.vocabulary.longest(name)?;
        (!word.subjects.is_empty()).then(|| word.subjects.clone())
    });
    let mut reader = Reader {
        desk,
        text: &passage.text.value,
        at: 0,
        clause: Clause::default(),
        context: Context { plain: true, ..Context::default() },
        outer: Vec::new(),
        quoted: false,
        tied: false,
        lenient: plans || goal,
        whole_by_default: passage.place == Place::Paragraph
            && desk.sections.contains(last)
            && of_whole.iter().any(|word| last.contains(word)),
        owners: Vec::new(),
        near: named.unwrap_or_default(),
        read: Read::default(),
    };
    let mut end_of_part = 0;
    for part in parts(reader.text) {
        match part {
            Part::Plain(plain) => {
                end_of_part += plain.len();
                reader.plain(end_of_part);
            }
            Part::Placeholder(id, start, end) => {
                end_of_part = end;
                reader.placeholder(id, start, end);
            }
            Part::Unclosed(_) => break,
        }
    }
    reader.read
}

impl<'a> Reader<'a> {
    /// Reads up to a byte.
    fn plain(&mut self, end: usize) {
        while self.at < end {
            let rest = &self.text[self.at..end];
            let Some(c) = rest.chars().next() else { break };
            if self.grade(rest) {
                continue;
            }
            if let Some((length, word)) = self.desk.vocabulary.longest(rest) {
                self.word(rest, length, word);
                self.at += length;
                continue;
            }
            if let Some(number) = scan::number_at(&self.text[..end], self.at) {
                self.number(number, end);
                continue;
            }
            if c.is_ascii_alphabetic() {
                let tied = |c: char| !(c.is_ascii_alphanumeric() || c == '.');
                self.at += rest.find(tied).unwrap_or(rest.len());
                self.unknown();
                continue;
            }
            self.at += c.len_utf8();
            self.sign(c);
        }
    }

    fn sign(&mut self, c: char) {
        match c {
            '。' | '；' | ';' | '！' | '？' | '\n' => {
                self.end(false, false);
                self.outer.clear();
                let Context { plain, other_time, .. } = self.context;
                self.context = Context { plain, other_time, ..Context::default() };
                self.quoted = false;
            }
            '，' | ',' => self.end(false, false),
            '、' => self.end(false, true),
            '（' | '(' => {
                const DEEPEST: usize = 4;
                self.end(false, false);
                if self.outer.len() < DEEPEST {
                    self.outer.push(self.context.clone());
                }
            }
            '）' | ')' => {
                self.end(false, false);
                if let Some(outer) = self.outer.pop() {
                    self.context = outer;
                }
            }
            '“' | '《' => {
                self.quoted = true;
                self.unknown();
            }
            '”' | '》' => self.quoted = false,
            ' ' | '\t' => {}
            '第' | '-' | '－' | '—' | '–' | '~' | '～' | '≥' | '≤' | '＞' | '＜' | '>' | '<' =>
            {
                self.unknown();
                self.tied = true;
            }
            _ => self.unknown(),
        }
    }

    fn unknown(&mut self) {
        self.tied = false;
        self.clause.dirty = true;
    }

    fn end(&mut self, number: bool, list: bool) {
        self.tied = false;
        let clause = std::mem::take(&mut self.clause);
        self.clause = clause.end(number, list, &mut self.context);
    }

    fn word(&mut self, rest: &str, length: usize, word: &super::vocabulary::Word) {
        self.tied = false;
        let v = &self.desk.vocabulary;
        // 本单位资金: the department's, or the source 单位资金?
        let torn = matches!(word.role, Some(Role::Whole | Role::Neutral)) && {
            let inner = rest[..length].char_indices().skip(1);
            inner.map(|(at, _)| at).any(|at| {
                let longer = v.longest(&rest[at..]);
                longer.is_some_and(|(more, word)| at + more > length && !word.subjects.is_empty())
            })
        };
        self.clause.word(word, &mut self.context, &self.near, v);
        self.clause.dirty |= torn;
        let levels = word.subjects.iter().filter(|&&at| v.subject(at) == Subject::Level);
        self.owners.extend(levels);
    }

    fn number(&mut self, number: Number, end: usize) {
        let start = self.at;
        let behind = &self.text[number.end..end];
        self.at = number.end;
        if behind.starts_with('年') && !number.spelled && !number.percent {
            let year = &self.text[start..number.end];
            match number.value {
                Some(value) if value < rust_decimal::Decimal::from(1900) => self.unknown(),
                _ => self.context.other_time = year != self.desk.year,
            }
            let word = if behind.starts_with("年度") { "年度" } else { "年" };
            self.at += word.len();
            return;
        }
        let fresh = self.clause.subjects.is_empty() && !self.clause.dirty;
        if number.spelled && !number.percent && fresh && behind.starts_with(['是', '、', '要']) {
            self.at += behind.chars().next().map_or(0, char::len_utf8);
            return;
        }
        let known = &self.desk.vocabulary.units;
        let unit = if number.percent {
            Some((Unit::whole("%"), number.end))
        } else {
            Unit::at(&self.text[..end], number.end, known)
        };
        let after = unit.as_ref().map_or(number.end, |(_, after)| *after);
        let level = match self.desk.vocabulary.longest(&self.text[after..end]) {
            Some((_, word)) => match word.role {
                Some(Role::Level(level)) => Some(level),
                _ => None,
            },
            None => None,
        };
        let ordinal = self.tied && self.text[..start].ends_with('第');
        let small = number.spelled && !number.percent;
        let alone = unit.is_none()
            && self.clause.linked
            && !self.clause.attributes.is_empty()
            && !behind.starts_with(char::is_alphanumeric);
        let one = small && number.value == Some(rust_decimal::Decimal::ONE) && level.is_none();
        let counts = unit.as_ref().is_some_and(|(unit, _)| unit.kind == Kind::Count);
        let Some(value) = number.value.filter(|_| {
            !ordinal && !self.quoted && !one && (counts || !small) && (unit.is_some() || alone)
        }) else {
            self.unknown();
            return;
        };
        let (unit, _) = unit.unzip();
        let rest = &self.text[after..end];
        let ranged = |c: char| matches!(c, '-' | '－' | '—' | '–' | '~' | '～' | '至' | '到');
        let before = &self.text[..start];
        let loose = self.tied
            || WORDS.bounds_before.iter().any(|bound| before.ends_with(bound.as_str()))
            || WORDS.bounds.iter().any(|bound| rest.starts_with(bound.as_str()))
            || rest.starts_with(ranged) && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let typed = Typed { value, decimals: number.decimals, unit };
        if let (Some(unit), false) = (&typed.unit, small) {
            self.read.numbers.push(super::Number {
                passage: 0,
                range: start..after,
                value,
                decimals: number.decimals,
                unit: unit.clone(),
                typed: Some(self.read.mentions.len()),
                figure: None,
                agrees: false,
                loose,
            });
        }
        let mention = self.matched(&typed, level, loose, start, after, number.spelled);
        self.read.mentions.push((mention, start, after));
        self.at = after;
        self.end(true, false);
    }

    fn matched(
        &self,
        typed: &Typed,
        level: Option<u8>,
        loose: bool,
        start: usize,
        after: usize,
        spelled: bool,
    ) -> Mention {
        let ledger = self.desk.ledger;
        let mut mention = Mention::typed(&self.text[start..after], typed, spelled);
        mention.loose = loose;
        let counted = level.or(self.clause.level).filter(|_| {
            typed.unit.as_ref().is_some_and(|unit| ["个", "项", "类", "条"].contains(&&*unit.text))
        });
        let (candidates, typed) = match counted {
            Some(level) => {
                let typed = Typed { unit: Some(Unit::whole("项")), ..typed.clone() };
                (self.counts(level, start, after), typed)
            }
            None => (self.candidates(), typed.clone()),
        };
        let sure = candidates.sure && !loose && !self.lenient && typed.unit.is_some();
        let compared = candidates.ids.iter().filter_map(|id| {
            let figure = ledger.get(id)?;
            Some((figure, agrees(&typed, figure)?))
        });
        let compared: Vec<(&Figure, bool)> = compared.collect();
        let found = compared.iter().find(|(_, agrees)| *agrees);
        if let Some((figure, _)) = found {
            mention.alike = prints_alike(&typed, figure);
            let sureness = if sure { Sureness::Sure } else { Sureness::Likely };
            return mention.of(figure, Some(true), sureness);
        }
        if let (Some((figure, _)), true) = (compared.first(), sure) {
            return mention.of(figure, Some(false), Sureness::Sure);
        }
        if let (false, Some(figure)) = (spelled, self.by_value(&typed, start, after)) {
            mention.alike = prints_alike(&typed, figure);
            return mention.of(figure, Some(true), Sureness::Likely);
        }
        mention.perhaps = compared.first().map(|(figure, _)| figure.id.clone());
        mention
    }

    fn candidates(&self) -> Candidates {
        let v = &self.desk.vocabulary;
        self.clause.candidates(&self.context, self.whole_by_default, &self.near, v)
    }

    /// Figures of 4个一级指标, 二级指标3项. A sentence that tells how the indicators were set up may
    /// count those of the whole and of any level named so far; one that tells how many were met
    /// counts something else.
    fn counts(&self, level: u8, start: usize, after: usize) -> Candidates {
        const REACH: usize = 48;
        let v = &self.desk.vocabulary;
        let owner = match self.context.counted {
            Some(owner) if level > 1 => owner,
            _ => WHOLE,
        };
        let owners = [owner].into_iter().chain(self.owners.iter().rev().copied()).chain([WHOLE]);
        let ids: Vec<String> = match level {
            1 => vec![v.count(WHOLE, level)],
            _ => owners.map(|owner| v.count(owner, level)).collect(),
        };
        let ends = |c| matches!(c, '。' | '；' | '\n');
        // Real sentences are shorter; a text without an end is not read again for each number.
        const FARTHEST: usize = 1500;
        let from = self.text.ceil_char_boundary(start.saturating_sub(FARTHEST));
        let before = &self.text[from..start];
        let before = &before[before.rfind(ends).unwrap_or(0)..];
        let behind =
            &self.text[after..self.text.ceil_char_boundary(self.text.len().min(after + REACH))];
        let behind = behind.split(ends).next().unwrap_or_default();
        let standing = |text: &str| has_any(text, &WORDS.standing);
        let sets_up = has_any(before, &WORDS.set_up) && !standing(before) && !standing(behind);
        let of_them = before.ends_with("指标中") || behind.starts_with('中');
        // Whether 预算执行率 is counted as one is said in more than one way.
        let sure = sets_up && !of_them && !self.context.other_time && level > 1;
        Candidates { ids, sure }
    }

    /// The figure of this value whose name the words around share.
    fn by_value(&self, typed: &Typed, start: usize, after: usize) -> Option<&'a Figure> {
        const BEFORE: usize = 120;
        const BEHIND: usize = 30;
        let unit = typed.unit.as_ref()?;
        let ids = self.desk.by_value.get(typed.value, unit);
        if ids.is_empty() {
            return None;
        }
        let from = self.text.floor_char_boundary(start.saturating_sub(BEFORE));
        let from = self.text[from..start].rfind(['。', '；', '\n']).map_or(from, |at| from + at);
        let to = self.text.ceil_char_boundary((after + BEHIND).min(self.text.len()));
        let around = [&self.text[from..start], &self.text[after..to]];
        let digits = typed.value.normalize().mantissa().unsigned_abs().to_string().len();
        let needed = if digits >= 3 { 1 } else { 2 };
        let shared = |id: &str| {
            let name: Vec<char> = id.chars().take(48).collect();
            let pairs = name.windows(2).filter(|pair| !pair.contains(&'.'));
            let pairs = pairs.map(|pair| pair.iter().collect::<String>());
            let telling = pairs.filter(|pair| !WORDS.common.contains(pair));
            telling.filter(|pair| around.iter().any(|text| text.contains(pair.as_str()))).count()
        };
        let figures = ids.iter().filter_map(|id| {
            // A row is known by its own name, not by those above it.
            let name = id
                .strip_suffix(".实际完成值")
                .map_or(id.as_str(), |id| id.rsplit_once('.').map_or(id, |(_, name)| name));
            let name = name.trim_start_matches("数据.").trim_start_matches("资金.");
            Some((shared(name), self.desk.ledger.get(id)?))
        });
        // The first of the best: facts come before rows.
        let mut best: Option<(usize, &Figure)> = None;
        for (shared, figure) in figures {
            let better = best.is_none_or(|(most, _)| shared > most);
            if shared >= needed && better && agrees(typed, figure) == Some(true) {
                best = Some((shared, figure));
            }
        }
        best.map(|(_, figure)| figure)
    }

    /// A grade word, if one is due here.
    fn grade(&mut self, rest: &str) -> bool {
        if self.clause.attributes != [Attribute::Grade] || !self.clause.linked {
            return false;
        }
        let quote = rest.chars().next().filter(|c| matches!(c, '“' | '"' | '「'));
        let inner = &rest[quote.map_or(0, char::len_utf8)..];
        let own = self.desk.grades.iter().map(|&name| (name, name));
        let known = WORDS.grades.iter().map(|(word, name)| (word.as_str(), name.as_str()));
        let known = known.filter(|(_, name)| self.desk.grades.contains(name));
        let fits = own.chain(known).filter(|(word, _)| inner.starts_with(word));
        let Some((word, grade)) = fits.max_by_key(|(word, _)| word.len()) else { return false };
        let behind = &inner[word.len()..];
        let ends = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
        if !ends && !behind.starts_with("等级") && !behind.starts_with("等次") {
            return false;
        }
        let start = self.at + (rest.len() - inner.len());
        let mut mention = Mention::grade(word);
        let Candidates { ids, .. } = self.candidates();
        // There is one grade, so only the clause itself can speak of another.
        let clause = &self.clause;
        let of_whole = clause.subjects.is_empty() || clause.subjects == [WHOLE];
        let sure = of_whole && !clause.dirty && !clause.part && !self.context.other_time;
        let figure = ids.first().and_then(|id| self.desk.ledger.get(id));
        if let Some(figure) = figure.filter(|figure| figure.complete) {
            let agrees = figure.printed() == grade || figure.printed() == word;
            if sure && !self.lenient {
                mention = mention.of(figure, Some(agrees), Sureness::Sure);
            } else if agrees {
                mention = mention.of(figure, Some(true), Sureness::Likely);
            }
        }
        self.read.mentions.push((mention, start, start + word.len()));
        self.at = start + word.len();
        self.end(true, false);
        true
    }

    fn placeholder(&mut self, id: &str, start: usize, end: usize) {
        self.at = end;
        let Some(figure) = self.desk.ledger.get(id) else { return self.unknown() };
        if figure.number().is_none() {
            match id {
                "年度" => self.context.other_time = false,
                "资金.金额单位" => {}
                "等级" => self.end(true, false),
                _ => match self.desk.vocabulary.longest(figure.printed()) {
                    Some((length, word)) if length == figure.printed().len() => {
                        self.clause.word(
                            word,
                            &mut self.context,
                            &self.near,
                            &self.desk.vocabulary,
                        );
                    }
                    _ => self.unknown(),
                },
            }
            return;
        }
        let Candidates { ids, sure } = self.candidates();
        let kind = |figure: &Figure| Unit::whole(&figure.unit).base;
        let meant: Vec<&Figure> = ids
            .iter()
            .filter_map(|id| self.desk.ledger.get(id))
            .filter(|meant| meant.number().is_some() && meant.complete && figure.complete)
            .filter(|meant| kind(meant) == kind(figure))
            .collect();
        let alike = |meant: &&Figure| meant.id == id || meant.printed() == figure.printed();
        if let Some(first) = meant.first()
            && sure
            && !self.lenient
            && !self.tied
            && !meant.iter().any(alike)
        {
            let misplaced = Misplaced { id: id.to_owned(), meant: first.id.clone() };
            self.read.misplaced.push((misplaced, start, end));
        }
        // Its unit is no word.
        let behind = Unit::at(self.text, end, &self.desk.vocabulary.units);
        if let Some((_, after)) = behind {
            self.at = after;
        }
        let unit = match figure.unit.as_str() {
            "" => behind.map(|(unit, _)| unit),
            unit => Some(Unit::whole(unit)),
        };
        let printed = number::parse(figure.printed().trim_end_matches(&figure.unit)).ok();
        if let (Some(unit), Some(value)) = (unit, printed.or(figure.number())) {
            self.read.numbers.push(super::Number {
                passage: 0,
                range: start..self.at,
                value,
                decimals: value.scale(),
                unit,
                typed: None,
                figure: Some(id.to_owned()),
                agrees: true,
                loose: self.tied,
            });
        }
        self.end(true, false);
    }
}
