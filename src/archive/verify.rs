//! Making a PDF again from what it carries, and saying what came of it.

use super::against::computed;
use super::differences::{FigureDifference, figure_differences, in_json, in_ledger};
use super::facts::Facts;
use super::manifest::{Identity, Maker};
use super::pages::{PageDifference, first_difference, first_word_difference};
use super::parts::{self, FIGURES, Failure, MANIFEST, carried, open};
use super::pdf::{self, Unreadable};
use crate::assets::Templates;
use crate::{Assembled, Prepared, render_pdf};

/// What came of making a PDF again.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// 一致: the same bytes.
    Same(Facts),
    /// 数据一致: source, figures and words agree, and another program made the bytes.
    SameData(Facts, OtherMaker),
    /// 不一致.
    Different(Why),
}

/// A PDF made by another version of something.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherMaker {
    /// What made it.
    pub theirs: Maker,
    /// The first page that looks otherwise than this program would draw it; an error when the pages
    /// could not be compared.
    pub page: Result<Option<PageDifference>, String>,
}

/// Why a PDF is not what was made.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// An attachment is broken or missing.
    Attachment(Failure),
    /// The attachment of this name is not what the manifest says; figures that come out otherwise
    /// because of it.
    Altered(String, Vec<FigureDifference>),
    /// Nothing can be computed from the source; the first message that says why.
    NotComputable(String),
    /// The figures that come out of the source are not those that the PDF carries.
    Figures(Vec<FigureDifference>),
    /// The templates that it carries can't be laid out; what the engine says, and what made the file,
    /// if it was another program.
    NotLaidOut(String, Option<Maker>),
    /// A page is another; what made the file, if it was another program.
    Page(PageDifference, Option<Maker>),
    /// The attachments are whole, the pages can't be read.
    Pages(Unreadable),
    /// The pages are the same, the attachment of this name is not.
    OtherAttachment(String),
    /// It does something by itself: scripts, actions on opening, forms, layers.
    ActiveContent,
    /// The pages and the attachments are the same: properties, bookmarks, tags, or how the file is
    /// put together.
    Elsewhere,
}

/// Makes a PDF again from what it carries, as `maker` would, and compares.
///
/// # Errors
/// Why nothing can be said about it.
pub fn verify(pdf: &[u8], maker: &Maker) -> Result<Verdict, Failure> {
    let file = pdf::File::new(pdf).map_err(Failure::Unreadable)?;
    let archive = match open(&file) {
        Ok(archive) => archive,
        Err(failure) if failure.is_change() => {
            return Ok(Verdict::Different(Why::Attachment(failure)));
        }
        Err(failure) => return Err(failure),
    };
    let different = |why| Ok(Verdict::Different(why));
    let computed = computed(&archive);
    let carried_figures = in_json(&archive.figures);
    if let Some(name) = &archive.altered {
        let figures = match (&computed, &carried_figures) {
            (Ok((assembled, _)), Some(carried)) => {
                figure_differences(carried, &in_ledger(assembled))
            }
            _ => Vec::new(),
        };
        return different(Why::Altered(name.clone(), figures));
    }
    let (assembled, errors) = match computed {
        Ok(computed) => computed,
        Err(prepared) => return different(Why::NotComputable(first_error(&prepared))),
    };
    let Some(carried_figures) = carried_figures else {
        return different(Why::OtherAttachment(FIGURES.to_owned()));
    };
    let figures = figure_differences(&carried_figures, &in_ledger(&assembled));
    if !figures.is_empty() {
        return different(Why::Figures(figures));
    }
    if archive.manifest.document != Identity::of(&assembled) {
        return different(Why::OtherAttachment(MANIFEST.to_owned()));
    }
    if let Some(other) = archive.others.first() {
        return different(Why::OtherAttachment(other.clone()));
    }
    let facts = Facts::of(&archive, &assembled, errors);
    let templates = Templates::embedded().with(archive.templates);
    let again = render_pdf(&assembled, &templates, maker).map(|again| again.pdf);
    let theirs = archive.manifest.maker;
    if theirs != *maker {
        return Ok(match again {
            Ok(again) => by_another(&file, &again, facts, theirs),
            Err(error) => Verdict::Different(Why::NotLaidOut(error.to_string(), Some(theirs))),
        });
    }
    match again {
        Ok(again) if again == pdf => Ok(Verdict::Same(facts)),
        Ok(again) => different(
            match pdf::File::new(&again).and_then(|again| first_difference(&file, &again)) {
                Err(unreadable) => Why::Pages(unreadable),
                Ok(Some(page)) => Why::Page(page, None),
                Ok(None) => other_attachment(&file, &assembled, &templates, maker)
                    .map_or_else(|| elsewhere(&file), Why::OtherAttachment),
            },
        ),
        Err(error) => different(Why::NotLaidOut(error.to_string(), None)),
    }
}

/// The verdict on a file that says another program made it.
fn by_another(file: &pdf::File, again: &[u8], facts: Facts, theirs: Maker) -> Verdict {
    let again = match pdf::File::new(again) {
        Ok(again) => again,
        Err(unreadable) => return Verdict::Different(Why::Pages(unreadable)),
    };
    match (first_word_difference(file, &again), active_content(file)) {
        (Err(unreadable), _) => Verdict::Different(Why::Pages(unreadable)),
        (Ok(Some(page)), _) => Verdict::Different(Why::Page(page, Some(theirs))),
        (Ok(None), true) => Verdict::Different(Why::ActiveContent),
        (Ok(None), false) => {
            let page = first_difference(file, &again).map_err(|error| error.to_string());
            Verdict::SameData(facts, OtherMaker { theirs, page })
        }
    }
}

/// Where a report's source can't be computed: the first error that says why, with its line.
fn first_error(prepared: &Prepared) -> String {
    let Some(error) = prepared.findings.iter().find(|finding| finding.blocks()) else {
        return String::new();
    };
    match error.span.zip(prepared.sources.as_ref()) {
        Some((span, sources)) => {
            let source = sources.of(span);
            format!("{}第{}行：{}", source.name, source.place(span.start).line, error.message)
        }
        None => error.message.clone(),
    }
}

fn elsewhere(file: &pdf::File) -> Why {
    if active_content(file) { Why::ActiveContent } else { Why::Elsewhere }
}

/// Whether a file does something by itself: scripts, actions on opening, forms, layers. A report
/// never does.
fn active_content(file: &pdf::File) -> bool {
    let Ok(catalog) = file.catalog() else { return false };
    let names = file.dictionary(&catalog, "Names").unwrap_or_default();
    ["OpenAction", "AA", "AcroForm", "OCProperties"].iter().any(|name| catalog.get(name).is_some())
        || names.get("JavaScript").is_some()
}

/// The first attachment that is missing, was added, or is not what is made again.
fn other_attachment(
    file: &pdf::File,
    assembled: &Assembled,
    templates: &Templates,
    maker: &Maker,
) -> Option<String> {
    let mut attachments = pdf::attachments(file).ok()?;
    for carried in carried(assembled, templates, maker) {
        match parts::take(&mut attachments, &carried.name) {
            Ok(bytes) if bytes == carried.bytes => {}
            _ => return Some(carried.name),
        }
    }
    attachments.into_iter().next().map(|attachment| attachment.name)
}
