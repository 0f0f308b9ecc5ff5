//! Fits a paragraph to the lines office software would give it.
//!
//! The engine breaks lines greedily and halves a closing mark at a line's end. Office software goes one step
//! further: when a closing mark would just miss the line, it is taken in by tightening the marks before it. This
//! module foretells where that happens and cuts the paragraph into [`Piece`]s with small gaps between them, so that
//! the engine arrives at the same lines by itself. A foretold line that turns out otherwise does no harm: all gaps are
//! weak (they vanish at a line's ends) and no one is wider than half a character.
//!
//! The rules, all of them general:
//! * A line is filled until the next unbreakable unit would pass its end.
//! * A unit that ends in a closing mark may pass it if the excess is covered by half the mark itself and a quarter
//!   of an em from each mark before it on the line (`MARK_GIVES`), and is at most one em in all.
//! * Marks standing side by side keep their full width, as office software sets them.
//! * ASCII brackets next to hanzi take half an em, as in Chinese text fonts.
//! * A run longer than half a line may be broken anywhere: nothing runs off the page, and a web address does not tear
//!   the line before it apart.
//!
//! Everything is measured in ems of the body size. The work is linear in the text's length.

/// How much of its width a mark inside a line gives up for a closing mark at the line's end, in ems.
const MARK_GIVES: f64 = 0.25;
/// The most that the marks inside one line give up together, in ems.
const LINE_GIVES: f64 = 0.5;
/// The engine's space between hanzi and Latin letters or digits, in ems.
const CJK_LATIN_GAP: f64 = 0.25;
/// The width of an ASCII bracket next to hanzi, in ems.
const BRACKET_CELL: f64 = 0.5;
/// A gap too small to be seen. It parts two pieces, which keeps the engine from kerning marks into each other and
/// lets it break there; a gap of zero would be dropped.
const HAIR: f64 = 0.000_1;
/// Runs longer than this part of a line may be broken anywhere.
const LONG_RUN: f64 = 0.5;
/// Covers rounding between this arithmetic and the engine's, in ems.
const SLACK: f64 = 0.000_5;

/// The line a paragraph is fitted to. All lengths in ems of the text size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// The width of a full line: the type area's width divided by the text size (28.08 for 156 mm at 15.75 pt).
    pub line_width: f64,
    /// The indent of the first line, 2 in official documents.
    pub first_indent: f64,
    /// What is added after every character, may be negative.
    pub tracking: f64,
}

impl Measure {
    /// The measure of a type area `width_pt` wide with text of `size_pt`, both in points, with the usual indent of
    /// two characters. `tracking_pt` is in points too.
    pub fn new(width_pt: f64, size_pt: f64, tracking_pt: f64) -> Self {
        let tracking = tracking_pt / size_pt;
        Self { line_width: width_pt / size_pt, first_indent: 2.0 * (1.0 + tracking), tracking }
    }
}

/// What stands between a piece and the next one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Join {
    /// Nothing: this is the last piece.
    End,
    /// A weak horizontal gap in ems, never zero; negative ones tighten the line.
    Gap(f64),
    /// A forced line break, only where a run offers the engine no other way to end a line.
    Break,
}

/// A part of the paragraph and what follows it. The texts of all pieces together are the paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece<'a> {
    /// A part of the paragraph's text, never empty.
    pub text: &'a str,
    /// What follows it.
    pub join: Join,
}

/// Cuts `paragraph` into pieces that make the engine break its lines as office software does.
///
/// `width` gives a character's advance in ems in the font it will be set in (1 for a hanzi, 0.5 for a digit).
/// An empty paragraph has no pieces.
pub fn fit<'a>(
    paragraph: &'a str,
    measure: &Measure,
    width: impl Fn(char) -> f64,
) -> Vec<Piece<'a>> {
    let chars: Vec<(usize, char)> = paragraph.char_indices().collect();
    let mut fitter = Fitter::new(&chars, measure, width);
    fitter.fit_units();
    fitter.into_pieces(paragraph)
}

/// A character's part in line breaking: the classes of UAX #14 that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Ideograph,
    Letter,
    Digit,
    WideOpen,
    NarrowOpen,
    WideClose,
    NarrowClose,
    /// Stays off a line's start, but only a space away: ：； 々 ー.
    NonStarter,
    Exclamation,
    Infix,
    Slash,
    Hyphen,
    Dash,
    Ellipsis,
    Prefix,
    Postfix,
    Glue,
    Combining,
}

fn class(c: char) -> Class {
    use Class::*;
    match c {
        '\u{a0}' | '\u{202f}' | '\u{2060}' | '\u{feff}' => Glue,
        c if c.is_whitespace() => Space,
        '0'..='9' => Digit,
        '《' | '〈' | '（' | '『' | '「' | '【' | '〖' | '〔' | '［' | '｛' => WideOpen,
        '“' | '‘' | '(' | '[' | '{' => NarrowOpen,
        '，' | '．' | '。' | '、' | '》' | '〉' | '）' | '』' | '」' | '】' | '〗' | '〕'
        | '］' | '｝' => WideClose,
        '”' | '’' | ')' | ']' | '}' => NarrowClose,
        '：' | '；' | '々' | '〻' | '〜' | '・' | 'ー' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | '‼' | '⁇' => {
            NonStarter
        }
        '！' | '？' | '!' | '?' => Exclamation,
        ',' | '.' | ':' | ';' => Infix,
        '/' => Slash,
        '-' | '–' | '‐' => Hyphen,
        '—' | '⸺' => Dash,
        '…' | '‥' => Ellipsis,
        '$' | '¥' | '￥' | '￡' | '£' | '€' | '±' | '+' | '\\' | '№' => Prefix,
        '%' | '％' | '‰' | '℃' | '℉' | '°' | '′' | '″' | '¢' => Postfix,
        '\u{300}'..='\u{36f}'
        | '\u{200d}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0100}'..='\u{e01ef}' => Combining,
        '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{1f000}'.. => Ideograph,
        _ => Letter,
    }
}

/// A full-width mark with its ink at the left, halved at a line's end.
fn is_closing_mark(c: char) -> bool {
    matches!(c, '：' | '；' | '！' | '？' | '”' | '’') || class(c) == Class::WideClose
}

/// A full-width mark with its ink at the right, halved at a line's start.
fn is_opening_mark(c: char) -> bool {
    matches!(c, '“' | '‘') || class(c) == Class::WideOpen
}

fn is_mark(c: char) -> bool {
    is_closing_mark(c) || is_opening_mark(c)
}

/// Hanzi and kana: what the engine sets apart from Latin letters.
fn is_cj(c: char) -> bool {
    matches!(c, '々' | '〇' | '〻' | 'ー' | '\u{2e80}'..='\u{2fdf}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303b}'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Letters of the Latin, Greek and Cyrillic scripts, digits, and the signs the engine counts with them.
fn is_western(c: char) -> bool {
    matches!(c, '#' | '$' | '%' | '&')
        || c.is_ascii_alphanumeric()
        || matches!(c, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}')
            && c.is_alphabetic()
        || matches!(c, '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

/// Whether a line may end between two neighbours, spaces apart.
fn may_break(before: char, after: char) -> bool {
    use Class::*;
    let (a, b) = (class(before), class(after));
    match (a, b) {
        (_, Space | Combining | Glue) | (Glue, _) => false,
        (_, WideClose | NarrowClose | Exclamation | Infix | Slash) => false,
        (WideOpen | NarrowOpen, _) => false,
        (Space, _) => true,
        (_, NonStarter | Hyphen | Ellipsis) => false,
        (Dash, Dash) => false,
        (Dash, _) | (_, Dash) => true,
        (Hyphen, Digit) | (Slash, Letter | Digit) => false,
        (Hyphen | Slash, _) => true,
        (Infix | NarrowClose, Letter | Digit) => false,
        (Letter | Digit, NarrowOpen) => false,
        (Prefix, Ideograph | WideOpen | NarrowOpen) => false,
        (_, Postfix) => false,
        (Ideograph | WideClose | NarrowClose | NonStarter | Exclamation | Ellipsis, _) => true,
        (_, Ideograph | WideOpen | NarrowOpen) => true,
        _ => false,
    }
}

/// Whether pieces may be parted here without giving the engine a break it must not take. To the engine a gap is a
/// space, and only some classes hold together across one.
fn may_part(before: char, after: char) -> bool {
    use Class::*;
    let holds = matches!(class(after), WideClose | NarrowClose | Exclamation)
        || matches!(class(before), WideOpen | NarrowOpen)
        || matches!((class(before), class(after)), (WideClose | NarrowClose, NonStarter));
    may_break(before, after) || holds
}

/// Whether the engine can break between two neighbours once they are parted.
fn breaks_if_parted(before: char, after: char) -> bool {
    use Class::*;
    !matches!(
        class(after),
        Space | Combining | Glue | WideClose | NarrowClose | Exclamation | Slash
    ) && !matches!(class(before), WideOpen | NarrowOpen | Glue)
        && !matches!(
            (class(before), class(after)),
            (Dash, Dash) | (WideClose | NarrowClose, NonStarter)
        )
}

/// The state of the fitting. Boundary `i` is the place before character `i`.
struct Fitter<'c, W> {
    chars: &'c [(usize, char)],
    measure: Measure,
    width: W,
    /// What follows at each boundary; `None` where the text goes on unparted.
    joins: Vec<Option<Join>>,
    /// Where the line under way starts.
    start: usize,
    /// The line's width so far.
    filled: f64,
    /// Boundaries of the line that can be tightened, one entry for each mark.
    marks: Vec<usize>,
}

impl<'c, W: Fn(char) -> f64> Fitter<'c, W> {
    fn new(chars: &'c [(usize, char)], measure: &Measure, width: W) -> Self {
        let joins = vec![None; chars.len() + 1];
        let filled = measure.first_indent;
        Self { chars, measure: *measure, width, joins, start: 0, filled, marks: Vec::new() }
    }

    fn char(&self, index: usize) -> char {
        self.chars[index].1
    }

    /// A character's width with its tracking, of which the paragraph's last one has none.
    fn advance(&self, index: usize) -> f64 {
        let last = index + 1 == self.chars.len();
        (self.width)(self.char(index)) + if last { 0.0 } else { self.measure.tracking }
    }

    /// The space between two neighbours that vanishes when a line ends there.
    fn space_at(&self, boundary: usize) -> f64 {
        if boundary == 0 || boundary == self.chars.len() {
            return 0.0;
        }
        let (before, after) = (self.char(boundary - 1), self.char(boundary));
        if is_cj(before) && is_western(after) || is_western(before) && is_cj(after) {
            CJK_LATIN_GAP
        } else {
            self.padding_at(boundary)
        }
    }

    /// What an ASCII bracket lacks to its cell on the side of the hanzi.
    fn padding_at(&self, boundary: usize) -> f64 {
        let (before, after) = (self.char(boundary - 1), self.char(boundary));
        let bracket = match (before, after) {
            (b, '(' | '[') if is_cj(b) => after,
            (')' | ']', a) if is_cj(a) => before,
            _ => return 0.0,
        };
        (BRACKET_CELL - (self.width)(bracket)).max(0.0)
    }

    /// Fills lines with one unbreakable unit after the other.
    fn fit_units(&mut self) {
        let mut from = 0;
        while from < self.chars.len() {
            let to = self.unit_end(from);
            self.part_unit(from, to);
            if self.unit_width(from, to) > LONG_RUN * self.measure.line_width {
                self.split(from, to);
            } else {
                self.place(from, to);
            }
            from = to;
        }
    }

    fn unit_end(&self, from: usize) -> usize {
        let mut to = from + 1;
        while to < self.chars.len() && !self.breaks_at(to) {
            to += 1;
        }
        to
    }

    fn breaks_at(&self, boundary: usize) -> bool {
        may_break(self.char(boundary - 1), self.char(boundary))
    }

    /// The width of characters `from..to` without the space before them and without spaces at their end.
    fn unit_width(&self, from: usize, to: usize) -> f64 {
        let to = self.trim_end(from, to);
        (from..to).map(|i| self.advance(i) + if i > from { self.space_at(i) } else { 0.0 }).sum()
    }

    fn trim_end(&self, from: usize, mut to: usize) -> usize {
        while to > from && class(self.char(to - 1)) == Class::Space {
            to -= 1;
        }
        to
    }

    /// Sets the gaps a unit needs wherever its line ends: padding, and hairs between neighbouring marks.
    fn part_unit(&mut self, from: usize, to: usize) {
        for boundary in from.max(1)..to {
            let (before, after) = (self.char(boundary - 1), self.char(boundary));
            let padding = self.padding_at(boundary);
            if padding > 0.0 {
                self.widen(boundary, padding);
            } else if is_mark(before) && is_mark(after) && may_part(before, after) {
                self.widen(boundary, HAIR);
            }
        }
    }

    fn widen(&mut self, boundary: usize, by: f64) {
        let old = if let Some(Join::Gap(gap)) = self.joins[boundary] { gap } else { 0.0 };
        let new = old + by;
        self.joins[boundary] = Some(Join::Gap(if new.abs() < HAIR { HAIR } else { new }));
    }

    /// Puts a unit on the line under way or on the next one.
    fn place(&mut self, from: usize, to: usize) {
        let excess = self.excess(from, to);
        if excess <= SLACK || from == self.start {
            self.take(from, to);
        } else if self.can_tighten(from, to, excess) {
            self.tighten(from, to, excess);
            self.next_line(to);
        } else {
            self.next_line(from);
            self.take(from, to);
        }
    }

    /// By how much the line would be too long if it ended after this unit.
    fn excess(&self, from: usize, to: usize) -> f64 {
        let last = self.trim_end(from, to);
        let ends_in_mark = last > from && is_closing_mark(self.char(last - 1));
        let halved = if ends_in_mark { self.advance(last - 1) / 2.0 } else { 0.0 };
        self.filled + self.lead(from) + self.unit_width(from, to) - halved - self.measure.line_width
    }

    /// What comes before a unit on its line: the space between neighbours, or what an opening mark loses at a line's
    /// start (not in the first line, where the indent precedes it).
    fn lead(&self, from: usize) -> f64 {
        if from > self.start {
            self.space_at(from)
        } else if from > 0 && is_opening_mark(self.char(from)) {
            -self.advance(from) / 2.0
        } else {
            0.0
        }
    }

    fn take(&mut self, from: usize, to: usize) {
        let spaces: f64 = (self.trim_end(from, to)..to).map(|i| self.advance(i)).sum();
        self.filled += self.lead(from) + self.unit_width(from, to) + spaces;
        for index in from..to {
            self.note_mark(index);
        }
    }

    /// Remembers a mark that could give up width: a closing one behind itself, an opening one before.
    fn note_mark(&mut self, index: usize) {
        if let Some(boundary) = self.slack_of(index) {
            self.marks.push(boundary);
        }
    }

    fn slack_of(&self, index: usize) -> Option<usize> {
        let c = self.char(index);
        let boundary = if is_closing_mark(c) {
            index + 1
        } else if is_opening_mark(c) && index > self.start {
            index
        } else {
            return None;
        };
        let inside = boundary > 0 && boundary < self.chars.len();
        (inside && may_part(self.char(boundary - 1), self.char(boundary))).then_some(boundary)
    }

    /// The marks that could give way if the line ended after this unit.
    fn givers(&self, from: usize, to: usize) -> Vec<usize> {
        let own = (from..self.trim_end(from, to) - 1).filter_map(|i| self.slack_of(i));
        self.marks.iter().copied().chain(own).collect()
    }

    fn can_tighten(&self, from: usize, to: usize, excess: f64) -> bool {
        let last = self.trim_end(from, to);
        if last == from || !is_closing_mark(self.char(last - 1)) || excess > LINE_GIVES + SLACK {
            return false;
        }
        excess <= MARK_GIVES * self.givers(from, to).len() as f64 + SLACK
    }

    fn tighten(&mut self, from: usize, to: usize, excess: f64) {
        let givers = self.givers(from, to);
        let share = -(excess + SLACK) / givers.len() as f64;
        for boundary in givers {
            self.widen(boundary, share);
        }
    }

    fn next_line(&mut self, start: usize) {
        self.start = start;
        self.filled = 0.0;
        self.marks.clear();
    }

    /// Places a unit that is too long for a line character by character.
    fn split(&mut self, from: usize, to: usize) {
        for index in from..to {
            let keeps = index > 0 && class(self.char(index)) == Class::Combining;
            if index > from && !keeps {
                self.part_inside(index);
            }
            self.place_part(index, keeps);
        }
    }

    fn part_inside(&mut self, index: usize) {
        if breaks_if_parted(self.char(index - 1), self.char(index)) {
            self.widen(index, HAIR);
        }
    }

    /// Puts one character of a split unit on the line, ending the line by force where nothing else would.
    fn place_part(&mut self, index: usize, keeps: bool) {
        let full = index > self.start && self.excess(index, index + 1) > SLACK;
        if full && !keeps {
            if !self.breaks_at(index) && !breaks_if_parted(self.char(index - 1), self.char(index)) {
                self.joins[index] = Some(Join::Break);
            }
            self.next_line(index);
        }
        self.take(index, index + 1);
    }

    fn into_pieces(self, paragraph: &str) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut from = 0;
        for (boundary, join) in self.joins.iter().enumerate().take(self.chars.len()) {
            if let Some(join) = *join {
                let to = self.chars[boundary].0;
                pieces.push(Piece { text: &paragraph[from..to], join: self.tracked(join) });
                from = to;
            }
        }
        if from < paragraph.len() {
            pieces.push(Piece { text: &paragraph[from..], join: Join::End });
        }
        pieces
    }

    /// The engine adds no tracking after the last character of a text, so a gap has to bring it along.
    fn tracked(&self, join: Join) -> Join {
        match join {
            Join::Gap(gap) if gap + self.measure.tracking != 0.0 => {
                Join::Gap(gap + self.measure.tracking)
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEASURE: Measure = Measure { line_width: 28.0, first_indent: 2.0, tracking: 0.0 };

    fn width(c: char) -> f64 {
        match c {
            '(' | ')' | '[' | ']' => 1.0 / 3.0,
            '.' | ',' | ' ' => 0.25,
            c if c.is_ascii() => 0.5,
            _ => 1.0,
        }
    }

    fn fitted(text: &str) -> Vec<Piece<'_>> {
        fit(text, &MEASURE, width)
    }

    fn joined(pieces: &[Piece<'_>]) -> String {
        pieces.iter().map(|piece| piece.text).collect()
    }

    /// The gaps that tighten a line, with the text before each.
    fn tightened<'a>(pieces: &[Piece<'a>]) -> Vec<(&'a str, f64)> {
        let gaps = pieces.iter().map(|piece| {
            if let Join::Gap(gap) = piece.join { (piece.text, gap) } else { ("", 0.0) }
        });
        gaps.filter(|(_, gap)| *gap < 0.0).collect()
    }

    fn hanzi(count: usize) -> String {
        "字".repeat(count)
    }

    #[test]
    fn measure_is_in_ems() {
        let measure = Measure::new(442.2, 16.0, -0.2);
        assert!((measure.line_width - 27.6375).abs() < 1e-9);
        assert!((measure.first_indent - 1.975).abs() < 1e-9);
        assert!((measure.tracking + 0.0125).abs() < 1e-9);
    }

    #[test]
    fn empty_and_plain_text_stay_whole() {
        assert!(fitted("").is_empty());
        let text = hanzi(100);
        assert_eq!(fitted(&text), [Piece { text: &text, join: Join::End }]);
    }

    #[test]
    fn a_mark_is_taken_in_when_two_marks_give_way() {
        // 2 + 28 hanzi and marks + 1: the last mark passes the line by one em, of which it gives half itself.
        let text = format!("甲，乙，{}。{}", hanzi(22), hanzi(5));
        let pieces = fitted(&text);
        let gaps = tightened(&pieces);
        assert_eq!(gaps.iter().map(|gap| gap.0).collect::<Vec<_>>(), ["甲，", "乙，"]);
        let given: f64 = gaps.iter().map(|gap| gap.1).sum();
        assert!((given + 0.5).abs() < 0.01, "{given}");
        assert_eq!(joined(&pieces), text);
    }

    #[test]
    fn a_mark_is_not_taken_in_when_one_mark_alone_would_give_way() {
        let text = format!("甲，{}。{}", hanzi(24), hanzi(5));
        assert!(tightened(&fitted(&text)).is_empty());
    }

    #[test]
    fn marks_on_earlier_lines_do_not_count() {
        let first = format!("甲，乙，丙，{}", hanzi(20));
        let text = format!("{first}{}。{}", hanzi(28), hanzi(5));
        assert!(tightened(&fitted(&text)).is_empty());
    }

    #[test]
    fn a_mark_that_fits_when_halved_needs_no_gap() {
        let text = format!("{}。{}", "1".to_owned() + &hanzi(25), hanzi(5));
        assert_eq!(fitted(&text).len(), 1);
    }

    #[test]
    fn the_space_between_hanzi_and_digits_counts() {
        // Without the two quarter ems the full stop would pass the line by one em and be taken in.
        let text = format!("甲，乙，丙，{}2022{}。{}", hanzi(9), hanzi(9), hanzi(5));
        assert!(tightened(&fitted(&text)).is_empty());
    }

    #[test]
    fn neighbouring_marks_are_parted() {
        let pieces = fitted("《甲》（乙）、“丙”。");
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text).collect();
        assert_eq!(texts, ["《甲》", "（乙）", "、", "“丙”", "。"]);
        assert!(pieces.iter().rev().skip(1).all(|piece| piece.join == Join::Gap(HAIR)));
    }

    #[test]
    fn brackets_next_to_hanzi_take_half_an_em() {
        let pieces = fitted("电[2020]70号(甲)乙");
        let Join::Gap(gap) = pieces[0].join else { panic!("{pieces:?}") };
        assert_eq!(pieces[0].text, "电");
        assert!((gap - 1.0 / 6.0).abs() < 1e-9);
        assert_eq!(
            pieces.iter().map(|piece| piece.text).collect::<Vec<_>>(),
            ["电", "[2020]70号", "(甲)", "乙"]
        );
    }

    #[test]
    fn long_runs_can_be_broken_anywhere() {
        for run in ["A".repeat(200), "x1".repeat(100), "0".repeat(200), "_".repeat(200)] {
            let text = format!("前文{run}后文。");
            let pieces = fitted(&text);
            assert_eq!(joined(&pieces), text);
            assert!(pieces.len() >= 200, "{}", pieces.len());
            assert!(pieces.iter().all(|piece| piece.join != Join::Break));
        }
    }

    #[test]
    fn runs_the_engine_cannot_break_are_broken_by_force() {
        for mark in ["。", "（", "—", "）"] {
            let text = format!("前文{}", mark.repeat(100));
            let pieces = fitted(&text);
            assert_eq!(joined(&pieces), text);
            let breaks = pieces.iter().filter(|piece| piece.join == Join::Break).count();
            assert_eq!(breaks, 3, "{mark}");
        }
    }

    #[test]
    fn combining_characters_stay_with_their_base() {
        let text = "e\u{301}".repeat(200);
        let pieces = fitted(&text);
        assert_eq!(joined(&pieces), text);
        assert!(pieces.iter().all(|piece| !piece.text.starts_with('\u{301}')));
    }

    #[test]
    fn lines_never_end_before_closing_or_after_opening_marks() {
        for (before, after) in [
            ('字', '，'),
            ('字', '”'),
            ('“', '字'),
            ('（', '字'),
            ('1', '%'),
            ('￥', '字'),
            ('—', '—'),
        ] {
            assert!(!may_break(before, after), "{before}{after}");
        }
        for (before, after) in
            [('字', '字'), ('，', '字'), ('字', '“'), ('年', '2'), ('2', '年'), (' ', 'a')]
        {
            assert!(may_break(before, after), "{before}{after}");
        }
    }

    /// No text loses a character or yields an empty piece, whatever stands next to what.
    #[test]
    fn every_text_survives() {
        const ALPHABET: [char; 24] = [
            '字', '，', '。', '“', '”', '（', '）', '：', '、', '—', '…', '！', 'a', '1', ' ', '%',
            '[', ']', '-', '/', '\u{301}', '\u{3000}', '\u{a0}', '𠮷',
        ];
        let mut state = 1_u32;
        for length in 0..400 {
            let text: String = (0..length)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ALPHABET[(state >> 16) as usize % ALPHABET.len()]
                })
                .collect();
            let pieces = fitted(&text);
            assert_eq!(joined(&pieces), text);
            assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
            let Some((last, others)) = pieces.split_last() else { continue };
            assert_eq!(last.join, Join::End);
            assert!(
                others.iter().all(|piece| piece.join != Join::End && piece.join != Join::Gap(0.0))
            );
        }
    }

    #[test]
    fn the_work_is_linear() {
        let text = "绩效目标，“完成”率为100%；".repeat(20_000);
        assert_eq!(joined(&fitted(&text)), text);
        let run = "A".repeat(100_000);
        assert_eq!(joined(&fitted(&run)), run);
    }
}
