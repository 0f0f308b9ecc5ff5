//! Making a PDF again from what it carries, and saying what came of it.

use super::against::computed;
use super::differences::{FigureDifference, figure_differences, in_json, in_ledger};
use super::facts::Facts;
use super::manifest::Maker;
use super::pages::{PageDifference, first_difference, first_word_difference};
use super::parts::{self, Failure, carried, open};
use super::pdf::{self, Unreadable};
use crate::assets::Templates;
use crate::{Assembled, render_pdf};

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
    /// The templates that it carries can't be laid out; what the engine says.
    NotLaidOut(String),
    /// A page is another; what made the file, if it was another program.
    Page(PageDifference, Option<Maker>),
    /// The attachments are whole, the pages can't be read.
    Pages(Unreadable),
    /// The pages are the same, the attachment of this name is not.
    OtherAttachment(String),
    /// The pages and the attachments are the same: properties, bookmarks, tags, or how the file is
    /// put together.
    Elsewhere,
}

/// Makes a PDF again from what it carries, as `maker` would, and compares.
///
/// # Errors
/// Why nothing can be said about it.
pub fn verify(pdf: &[u8], maker: &Maker) -> Result<Verdict, Failure> {
    let archive = match open(pdf) {
        Ok(archive) => archive,
        Err(failure) if failure.is_change() => {
            return Ok(Verdict::Different(Why::Attachment(failure)));
        }
        Err(failure) => return Err(failure),
    };
    let different = |why| Ok(Verdict::Different(why));
    let computed = computed(&archive);
    let carried_figures = in_json(&archive.figures);
    let figures = |assembled| figure_differences(carried_figures.as_ref(), &in_ledger(assembled));
    if let Some(name) = &archive.altered {
        let figures = computed.as_ref().map(figures).unwrap_or_default();
        return different(Why::Altered(name.clone(), figures));
    }
    let assembled = match computed {
        Ok(assembled) => assembled,
        Err(prepared) => {
            let first = prepared.findings.into_iter().next();
            let message = first.map(|finding| finding.message).unwrap_or_default();
            return different(Why::NotComputable(message));
        }
    };
    let figures = figures(&assembled);
    if !figures.is_empty() {
        return different(Why::Figures(figures));
    }
    let facts = Facts::of(&archive, &assembled);
    let templates = Templates::embedded().with(archive.templates);
    let again = render_pdf(&assembled, &templates, maker);
    let theirs = archive.manifest.maker;
    if theirs != *maker {
        let again = match again {
            Ok(again) => again,
            Err(error) => {
                let page = Err(error.to_string());
                return Ok(Verdict::SameData(facts, OtherMaker { theirs, page }));
            }
        };
        return Ok(match first_word_difference(pdf, &again) {
            Err(unreadable) => Verdict::Different(Why::Pages(unreadable)),
            Ok(Some(page)) => Verdict::Different(Why::Page(page, Some(theirs))),
            Ok(None) => {
                let page = first_difference(pdf, &again).map_err(|error| error.to_string());
                Verdict::SameData(facts, OtherMaker { theirs, page })
            }
        });
    }
    match again {
        Ok(again) if again == pdf => Ok(Verdict::Same(facts)),
        Ok(again) => different(match first_difference(pdf, &again) {
            Err(unreadable) => Why::Pages(unreadable),
            Ok(Some(page)) => Why::Page(page, None),
            Ok(None) => other_attachment(pdf, &assembled, &templates, maker)
                .map_or(Why::Elsewhere, Why::OtherAttachment),
        }),
        Err(error) => different(Why::NotLaidOut(error.to_string())),
    }
}

/// The first attachment that is missing, was added, or is not what is made again.
fn other_attachment(
    pdf: &[u8],
    assembled: &Assembled,
    templates: &Templates,
    maker: &Maker,
) -> Option<String> {
    let mut attachments = pdf::attachments(&pdf::File::new(pdf).ok()?).ok()?;
    for carried in carried(assembled, templates, maker) {
        match parts::take(&mut attachments, &carried.name) {
            Ok(bytes) if bytes == carried.bytes => {}
            _ => return Some(carried.name),
        }
    }
    attachments.into_iter().next().map(|attachment| attachment.name)
}
