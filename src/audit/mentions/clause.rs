//! What a text has said so far about whose figure comes next: the words since the last number or
//! comma (a [`Clause`]), and what earlier clauses left behind (a [`Context`]).

use super::vocabulary::{EXECUTION, Subject, Vocabulary, WHOLE, Word};
use super::words::{Attribute, Role};

/// The words since the last number or comma.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    /// What was named, the narrowest.
    pub subjects: Vec<usize>,
    /// Subjects that share their name with an attribute: a row called 预算执行率.
    pub also: Vec<usize>,
    /// What is asked of it.
    pub attributes: &'static [Attribute],
    /// The attribute's word speaks of the whole by itself.
    pub of_the_whole: bool,
    /// A word ties the number to what stands before.
    pub linked: bool,
    /// Words that say nothing to this program: the subject may be another.
    pub dirty: bool,
    /// Two things named.
    pub competing: bool,
    /// 其中.
    pub part: bool,
    /// An item behind 、 or before 分别.
    pub listed: bool,
    /// 一级指标 and the like, last named.
    pub level: Option<u8>,
}

/// What the clauses before left behind.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// What the sentence speaks of.
    pub topic: Vec<usize>,
    /// How often that changed.
    pub changes: usize,
    /// A clause of the sentence had unknown words.
    pub foreign: bool,
    /// The paragraph so far named nothing but the whole.
    pub plain: bool,
    /// The last time named is not the report's year.
    pub other_time: bool,
    /// The subject whose points were the last number: its score may follow.
    pub paired: Vec<usize>,
    /// The level-1 or level-2 indicator whose parts are being counted.
    pub counted: Option<usize>,
}

/// Figures that may be meant.
pub struct Candidates {
    /// Their ids, the likeliest first.
    pub ids: Vec<String>,
    /// Nothing else can be meant than one of these.
    pub sure: bool,
}

impl Clause {
    /// Takes in a word.
    pub fn word(&mut self, word: &Word, context: &mut Context, near: &[usize], v: &Vocabulary) {
        if !word.attributes.is_empty() {
            return self.attribute(word);
        }
        if !word.subjects.is_empty() {
            return self.subject(&word.subjects, context, near, v);
        }
        match word.role {
            Some(Role::Neutral) | None => {}
            Some(Role::Link) => self.linked = true,
            Some(Role::Whole) => {
                if self.subjects.is_empty() {
                    self.subjects = vec![WHOLE];
                }
                context.counted.get_or_insert(WHOLE);
            }
            Some(Role::Part) => self.part = true,
            Some(Role::ThisYear) => context.other_time = false,
            Some(Role::OtherTime) => context.other_time = true,
            Some(Role::Each) => self.listed = true,
            Some(Role::Level(level)) => self.level = Some(level),
            // Known when counting, unknown otherwise.
            Some(Role::Counting) => self.dirty = true,
        }
    }

    fn attribute(&mut self, word: &Word) {
        let scored = [Attribute::Score, Attribute::Points, Attribute::Target, Attribute::Actual];
        if self.attributes == [Attribute::Rate]
            && word.attributes.iter().all(|a| scored.contains(a))
        {
            // 预算执行率得分: the rate is what scores.
            if self.subjects.iter().any(|&subject| subject != WHOLE) {
                self.dirty = true;
            }
            self.subjects = std::iter::once(EXECUTION).chain(self.also.drain(..)).collect();
        } else if !self.attributes.is_empty() {
            self.dirty = true;
        }
        self.attributes = word.attributes;
        self.of_the_whole = word.of_the_whole;
        self.also.clone_from(&word.subjects);
        self.also.retain(|&subject| subject != EXECUTION);
        self.linked = false;
    }

    fn subject(&mut self, named: &[usize], context: &mut Context, near: &[usize], v: &Vocabulary) {
        const MANY: usize = 8;
        self.level = None;
        self.linked = false;
        if named.len() > MANY {
            self.dirty = true;
            return;
        }
        let inside = |outer: &[usize]| -> Vec<usize> {
            let within = |&inner: &usize| outer.iter().any(|&outer| v.nested(outer, inner));
            named.iter().copied().filter(within).collect()
        };
        let narrowed = inside(&self.subjects);
        if !narrowed.is_empty() {
            self.subjects = narrowed;
        } else {
            self.competing |= !self.subjects.is_empty() && self.subjects != [WHOLE];
            let nearer = [inside(&context.topic), inside(near)];
            let nearer = nearer.into_iter().find(|nearer| !nearer.is_empty());
            self.subjects = nearer.unwrap_or_else(|| named.to_vec());
        }
        if let [level] = self.subjects[..]
            && v.subject(level) == Subject::Level
        {
            // Parts of what is being counted do not end the count.
            if !context.counted.is_some_and(|outer| v.nested(outer, level)) {
                context.counted = Some(level);
            }
        }
    }

    /// Ends the clause at a number or a comma: what of it holds for the next.
    pub fn end(self, number: bool, list: bool, context: &mut Context) -> Clause {
        let rated = self.attributes == [Attribute::Rate]
            && self.subjects.iter().all(|&subject| subject == WHOLE);
        let topic = if rated && number && !self.dirty {
            [EXECUTION, WHOLE].into_iter().chain(self.also.iter().copied()).collect()
        } else {
            self.subjects.clone()
        };
        if !topic.is_empty() && topic != context.topic {
            context.changes += usize::from(!context.topic.is_empty() && !rated);
            context.topic = topic;
            context.foreign = false;
        }
        let other = self.subjects.iter().any(|&subject| subject != WHOLE);
        context.plain &= !self.dirty && !other && !self.part;
        context.foreign |= self.dirty || self.part || self.competing;
        if number {
            let points = self.attributes == [Attribute::Points] && !self.dirty && !self.competing;
            context.paired = if points { self.subjects.clone() } else { Vec::new() };
        }
        let listed = list && !number && !self.subjects.is_empty();
        Clause { listed, ..Clause::default() }
    }

    /// The figures that a number here may be. `whole_by_default`: the section speaks of the
    /// department as a whole; `near`: what the section is about.
    pub fn candidates(
        &self,
        context: &Context,
        whole_by_default: bool,
        near: &[usize],
        v: &Vocabulary,
    ) -> Candidates {
        let steady = !context.foreign && context.changes == 0 && !self.part;
        let paired = self.attributes == [Attribute::Score] && !context.paired.is_empty();
        let (mut subjects, mut sure) = if !self.subjects.is_empty() {
            (self.subjects.clone(), !self.competing)
        } else if paired && !self.part {
            (context.paired.clone(), true)
        } else if !context.topic.is_empty() {
            (context.topic.clone(), steady)
        } else {
            let plain = context.plain && steady;
            let by_default = self.of_the_whole || whole_by_default;
            let of_section = near.iter().copied().filter(|_| !self.of_the_whole);
            let sure = plain && by_default && near.is_empty();
            (of_section.chain([WHOLE]).collect(), sure)
        };
        sure &= !self.dirty && !self.listed && !context.other_time;
        if self.of_the_whole && self.subjects.is_empty() && !subjects.contains(&WHOLE) {
            sure &= paired;
            subjects.push(WHOLE);
        }
        let mut ids: Vec<String> = Vec::new();
        if self.attributes.is_empty() {
            let named = self.subjects.iter();
            ids.extend(named.flat_map(|&subject| v.implied(subject)));
            let kinds = [Subject::Row, Subject::Fact];
            sure &= self.linked && self.subjects.iter().all(|&s| kinds.contains(&v.subject(s)));
        } else {
            let of = |subjects: &[usize]| -> Vec<String> {
                let figures = |&subject: &usize| {
                    self.attributes.iter().filter_map(move |&a| v.figure(subject, a))
                };
                subjects.iter().flat_map(figures).collect()
            };
            ids.extend(of(&subjects));
            if self.attributes == [Attribute::Rate] {
                ids.extend(self.also.iter().flat_map(|&subject| v.implied(subject)));
            }
            if ids.is_empty() {
                sure = false;
                ids = of(&[WHOLE]);
            }
        }
        let mut seen = std::collections::HashSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        // 预算执行率 names the rate, its score and perhaps a row: it can be one of these only.
        let rate = self.attributes == [Attribute::Rate] || subjects.contains(&EXECUTION);
        sure &= subjects.len() == 1 || rate || !self.attributes.is_empty() && paired;
        Candidates { ids, sure }
    }
}
