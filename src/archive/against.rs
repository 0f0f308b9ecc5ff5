//! Comparing the YAML that a PDF carries with another.

use super::differences::{
    FigureDifference, TextDifference, figure_differences, in_ledger, text_differences,
};
use super::parts::{Archive, METHOD, SOURCE};
use crate::{Assembled, MethodFile, Prepared, prepare};

/// How another YAML differs from the one in the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    /// Figures that differ.
    pub figures: Vec<FigureDifference>,
    /// Texts that differ.
    pub texts: Vec<TextDifference>,
    /// 名称 of the method that both were computed by.
    pub method: String,
    /// Errors of the other that stop its PDF: where a part can't be read, figures differ because of it.
    pub errors: usize,
}

/// Why two reports can't be compared.
#[derive(Clone, Debug)]
pub enum NotComparable {
    /// What was found in the archived one.
    Archived(Box<Prepared>),
    /// What was found in the other.
    Other(Box<Prepared>),
}

impl Against {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.texts.is_empty()
    }
}

/// Compares an archive with another YAML, both computed by the archive's method, so that what differs
/// is what was written.
///
/// # Errors
/// Which of the two can't be read as a report, with what was found in it.
pub fn against(archive: &Archive, name: &str, other: &[u8]) -> Result<Against, NotComparable> {
    let (archived, _) = computed(archive).map_err(NotComparable::Archived)?;
    let mut prepared = prepare(name, other, Some(method(archive)));
    let Some(other) = prepared.assembled.take() else {
        return Err(NotComparable::Other(Box::new(prepared)));
    };
    Ok(Against {
        figures: figure_differences(&in_ledger(&archived), &in_ledger(&other)),
        texts: text_differences(&archived, &other),
        method: archived.method.name.value.clone(),
        errors: blocking(&prepared),
    })
}

/// The archived report, computed by the method it carries, and how many errors stop its PDF: none if
/// it is no draft and this program made it, as rules may have been added since.
///
/// # Errors
/// What was found, when it can't be read as a report.
pub fn computed(archive: &Archive) -> Result<(Assembled, usize), Box<Prepared>> {
    let mut prepared = prepare(SOURCE, &archive.source, Some(method(archive)));
    let Some(mut assembled) = prepared.assembled.take() else { return Err(Box::new(prepared)) };
    assembled.payload.draft = archive.manifest.document.draft;
    Ok((assembled, blocking(&prepared)))
}

fn blocking(prepared: &Prepared) -> usize {
    prepared.findings.iter().filter(|finding| finding.blocks()).count()
}

fn method(archive: &Archive) -> MethodFile {
    MethodFile { name: METHOD.to_owned(), bytes: archive.method.clone() }
}
