//! The narrative: the method's outline filled with the report's prose, titles numbered,
//! placeholders replaced. What comes out is text in order, ready to be laid out.

use crate::document::{self, Block, Prose, Report, Section};
use crate::finding::{Finding, MISSING_KEY, UNKNOWN_KEY};
use crate::ledger::{Ids, Ledger, placeholder};
use crate::method::{Face, Method, Numbering, Part, Phrase};
use crate::source::{Sources, Text, nearest};

/// One piece of the narrative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A numbered title.
    Heading {
        /// Depth in the outline, from 1, whatever the numbering looks like.
        level: usize,
        /// Its face.
        face: Face,
        /// Number and title.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// A small table.
    Table {
        /// 标题.
        caption: Option<String>,
        /// 单位.
        unit: Option<String>,
        /// 表头.
        header: Vec<String>,
        /// 行.
        rows: Vec<Vec<String>>,
    },
}

/// The narrative as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrative {
    /// Lines of the title, each a list of pieces between which it may break.
    pub title: Vec<Vec<String>>,
    /// Everything below the title.
    pub items: Vec<Item>,
}

/// Builds the narrative. Sections that the outline does not know, or that are missing, are reported.
pub fn narrate(
    report: &Report,
    method: &Method,
    ledger: &Ledger,
    ids: &Ids,
    sources: &Sources,
) -> (Narrative, Vec<Finding>) {
    let mut writer = Writer {
        whole: report.is_sound(document::Part::Prose),
        ledger,
        ids,
        sources,
        items: Vec::new(),
        findings: Vec::new(),
    };
    let title = writer.title(report.title.as_ref(), &method.title);
    writer.level(&method.outline, &report.prose, &report.own_sections, "正文", 1);
    (Narrative { title, items: writer.items }, writer.findings)
}

struct Writer<'a> {
    /// Whether all of the prose could be read: only then is a section missed.
    whole: bool,
    ledger: &'a Ledger,
    ids: &'a Ids,
    sources: &'a Sources,
    items: Vec<Item>,
    findings: Vec<Finding>,
}

/// Counts siblings of one numbering style.
#[derive(Default)]
struct Counter {
    counts: Vec<(Numbering, usize)>,
}

impl Counter {
    fn next(&mut self, numbering: &Numbering) -> String {
        let at = match self.counts.iter().position(|(known, _)| known == numbering) {
            Some(at) => at,
            None => {
                self.counts.push((numbering.clone(), 0));
                self.counts.len() - 1
            }
        };
        self.counts[at].1 += 1;
        numbering.print(self.counts[at].1)
    }
}

impl Writer<'_> {
    fn expand(&mut self, text: &Text) -> String {
        placeholder::expand(text, self.ledger, self.sources, &mut self.findings)
    }

    /// A numbering style of the report's own.
    fn numbering(&mut self, text: &Text) -> Option<Numbering> {
        let numbering = Numbering::parse(&text.value);
        if numbering.is_none() {
            self.findings.push(Numbering::not_a_style(text));
        }
        numbering
    }

    /// The report's own title line by line, or the method's pieces on one line.
    fn title(&mut self, own: Option<&Text>, pieces: &[Text]) -> Vec<Vec<String>> {
        match own {
            Some(own) => {
                let lines = own.lines(self.sources.of(own.span));
                lines.iter().map(|line| vec![self.expand(line)]).collect()
            }
            None => vec![pieces.iter().map(|piece| self.expand(piece)).collect()],
        }
    }

    /// The parts of one level of the outline, then the report's own.
    fn level(
        &mut self,
        parts: &[Part],
        sections: &[Section],
        own: &[Section],
        parent: &str,
        level: usize,
    ) {
        let mistyped = self.unknown_sections(parts, sections, parent);
        let mut counter = Counter::default();
        for part in parts {
            let section = sections.iter().find(|section| section.name.value == part.name.value);
            if section.is_none() && mistyped.contains(&part.name.value) {
                continue;
            }
            self.part(part, section, &mut counter, parent, level);
        }
        let sibling = parts.last().and_then(|part| part.numbering.clone());
        for section in own {
            self.own_section(section, sibling.as_ref(), &mut counter, level);
        }
    }

    /// Reports sections that the outline does not have; returns the names they were slips of.
    fn unknown_sections(
        &mut self,
        parts: &[Part],
        sections: &[Section],
        parent: &str,
    ) -> Vec<String> {
        let mut meant = Vec::new();
        let names = || parts.iter().map(|part| part.name.value.as_str());
        for section in sections {
            let name = section.name.value.as_str();
            if names().any(|known| known == name) {
                continue;
            }
            let message = format!("评分办法的大纲里，“{parent}”下没有“{name}”");
            let finding = Finding::error(UNKNOWN_KEY, section.name.span, message);
            self.findings.push(match nearest(name, names()) {
                Some(near) => {
                    meant.push(near.to_owned());
                    finding.help(format!("是不是“{near}”？"))
                }
                None if parts.is_empty() => finding.help("自拟的小节请写进“小节”"),
                None => {
                    let names: Vec<&str> = names().collect();
                    let names = names.join("、");
                    finding.help(format!("可以写的有：{names}；自拟的小节请写进“小节”"))
                }
            });
        }
        meant
    }

    /// Whether there is something to print for a part; what is missed is reported.
    fn has_content(&mut self, part: &Part, section: Option<&Section>, parent: &str) -> bool {
        let written = section.is_some_and(|section| {
            section.content.is_some() || !section.parts.is_empty() || !section.own_parts.is_empty()
        });
        let has_default = |part: &Part| !part.default.is_empty();
        if written || has_default(part) || part.parts.iter().any(has_default) {
            return true;
        }
        let left_out = part.optional && section.is_none();
        if !left_out && self.whole {
            let span = section.map(|section| section.name.span);
            let message = format!("“{parent}”缺少“{}”", part.name.value);
            let wanted: Vec<&str> = part
                .parts
                .iter()
                .filter(|part| !part.optional)
                .map(|part| part.name.value.as_str())
                .collect();
            let help = if wanted.is_empty() {
                "没有内容的请写“无。”".to_owned()
            } else {
                format!("其下要写：{}；没有内容的请写“无。”", wanted.join("、"))
            };
            self.findings.push(Finding::error(MISSING_KEY, span, message).help(help));
        }
        false
    }

    fn part(
        &mut self,
        part: &Part,
        section: Option<&Section>,
        counter: &mut Counter,
        parent: &str,
        level: usize,
    ) {
        if !self.has_content(part, section, parent) {
            return;
        }
        let title = section.and_then(|section| section.title.as_ref()).unwrap_or(&part.name);
        let title = self.expand(title);
        let own_numbering = section
            .and_then(|section| section.numbering.as_ref())
            .and_then(|text| self.numbering(text));
        let face = own_numbering.as_ref().map_or(part.face, |own| Face::of(Some(own)));
        let numbering = own_numbering.as_ref().or(part.numbering.as_ref());
        let own_title = section.and_then(|section| section.title.as_ref());
        if let Some(own_title) = own_title.filter(|_| part.untitled) {
            let message = format!("“{}”在大纲里没有标题，不能另写标题", part.name.value);
            self.findings.push(Finding::error(UNKNOWN_KEY, own_title.span, message));
        }
        let has_heading = !part.untitled && !part.run_in;
        if has_heading {
            let number = numbering.map(|numbering| counter.next(numbering)).unwrap_or_default();
            self.items.push(Item::Heading { level, face, text: format!("{number}{title}") });
        }
        let label = part.run_in.then(|| {
            let number = numbering.map(|numbering| counter.next(numbering)).unwrap_or_default();
            format!("{number}{title}：")
        });
        match section.and_then(|section| section.content.as_ref()) {
            Some(prose) => self.prose(prose, label, part.list_numbering.as_ref()),
            None => self.phrases(&part.default, label),
        }
        let (parts, own) =
            section.map_or((&[][..], &[][..]), |section| (&section.parts, &section.own_parts));
        // Levels count the headings that are printed: readers of the file may not meet a gap.
        let below = level + usize::from(has_heading);
        self.level(&part.parts, parts, own, &part.name.value, below);
    }

    /// A section of the department's own: numbered like its siblings, or one style below its parent.
    fn own_section(
        &mut self,
        section: &Section,
        sibling: Option<&Numbering>,
        counter: &mut Counter,
        level: usize,
    ) {
        const STYLES: [&str; 4] = ["一、", "（一）", "1.", "（1）"];
        let own = section.numbering.as_ref().and_then(|text| self.numbering(text));
        let usual = STYLES.get(level - 1).and_then(|style| Numbering::parse(style));
        let numbering = own.or(sibling.cloned()).or(usual);
        let number = numbering.as_ref().map(|style| counter.next(style)).unwrap_or_default();
        let title = self.expand(section.title.as_ref().unwrap_or(&section.name));
        let face = Face::of(numbering.as_ref());
        self.items.push(Item::Heading { level, face, text: format!("{number}{title}") });
        if let Some(prose) = &section.content {
            self.prose(prose, None, None);
        }
        self.level(&[], &[], &section.own_parts, &section.name.value, level + 1);
    }

    /// Prose, its first paragraph led by the label of a run-in title.
    fn prose(&mut self, prose: &Prose, label: Option<String>, numbering: Option<&Numbering>) {
        let mut label = label;
        if prose.is_list && numbering.is_some() {
            self.items.extend(label.take().map(Item::Paragraph));
        }
        let mut number = 0;
        for block in &prose.blocks {
            match block {
                Block::Paragraph(text) | Block::Continued(text) => {
                    let text = self.expand(text);
                    let starts = prose.is_list && matches!(block, Block::Paragraph(_));
                    let lead = match numbering.filter(|_| starts) {
                        Some(numbering) => {
                            number += 1;
                            numbering.print(number)
                        }
                        None => label.take().unwrap_or_default(),
                    };
                    self.items.push(Item::Paragraph(format!("{lead}{text}")));
                }
                Block::Table(table) => {
                    self.items.extend(label.take().map(Item::Paragraph));
                    let table = self.table(table);
                    self.items.push(table);
                }
            }
        }
    }

    fn table(&mut self, table: &document::Table) -> Item {
        let texts = |writer: &mut Self, texts: &[Text]| -> Vec<String> {
            texts.iter().map(|text| writer.expand(text)).collect()
        };
        Item::Table {
            caption: table.caption.as_ref().map(|text| self.expand(text)),
            unit: table.unit.as_ref().map(|text| format!("单位：{}", self.expand(text))),
            header: texts(self, &table.header),
            rows: table.rows.iter().map(|row| texts(self, row)).collect(),
        }
    }

    /// The method's phrases.
    fn phrases(&mut self, phrases: &[Phrase], label: Option<String>) {
        let mut label = label;
        let mut paragraphs = Vec::new();
        for phrase in phrases {
            match phrase {
                Phrase::Paragraph(text) => paragraphs.push(self.expand(text)),
                Phrase::EachLevel1 { text, joined_by, before, after } => {
                    let said: Vec<String> =
                        (0..self.ids.levels.len()).map(|at| self.of_level1(text, at)).collect();
                    match joined_by {
                        None => paragraphs.extend(said),
                        Some(between) => {
                            let [before, after] = [before, after]
                                .map(|text| text.as_ref().map(|text| self.expand(text)));
                            let before = before.unwrap_or_default();
                            let after = after.unwrap_or_default();
                            paragraphs.push(before + &said.join(&between.value) + &after);
                        }
                    }
                }
            }
        }
        for paragraph in paragraphs {
            let lead = label.take().unwrap_or_default();
            self.items.push(Item::Paragraph(lead + &paragraph));
        }
    }

    /// A phrase about one level-1 indicator: `{{ 一级.得分 }}` is `{{ 指标.产出指标.得分 }}`.
    fn of_level1(&mut self, text: &Text, at: usize) -> String {
        let level = &self.ids.levels[at].id;
        let resolve = |id: &str| match id.strip_prefix("一级.") {
            Some(rest) => format!("{level}.{rest}"),
            None => id.to_owned(),
        };
        let findings = &mut self.findings;
        placeholder::expand_as(text, self.ledger, self.sources, findings, resolve)
    }
}

impl Narrative {
    /// The title as one line.
    pub fn title_text(&self) -> String {
        self.title.concat().concat()
    }
}
