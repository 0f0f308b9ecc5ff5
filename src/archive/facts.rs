//! What someone must know who hears that a PDF is what was made: that is no word on what it was made
//! from.

use super::parts::Archive;
use crate::Assembled;
use crate::assets;

/// Where the scoring method of a PDF comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodOrigin {
    /// This program brings it along.
    Program,
    /// This program brings another along under the same name.
    Changed,
    /// This program has none of that name.
    Own,
}

/// A figure for which another value was published than is computed (公布值), accepted by a 核对说明.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its id.
    pub id: String,
    /// As published, which is what is printed.
    pub stated: String,
    /// As computed.
    pub computed: String,
}

/// What a PDF was made from, as far as it is not a matter of course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether 草稿 is printed across its pages: it may have errors.
    pub draft: bool,
    /// 名称 of its scoring method.
    pub method: String,
    /// Where that comes from.
    pub method_origin: MethodOrigin,
    /// Templates that are not the program's: what they print may be computed by nobody.
    pub templates: Vec<String>,
    /// Figures that are printed as published and not as computed.
    pub published: Vec<Published>,
    /// Errors for which this program would make no PDF.
    pub errors: usize,
}

impl Facts {
    /// The facts of an archive whose report has so many errors.
    pub fn of(archive: &Archive, assembled: &Assembled, errors: usize) -> Facts {
        let method = assembled.method.name.value.clone();
        let method_origin = match assets::method(&method) {
            Some(bytes) if *bytes == *archive.method => MethodOrigin::Program,
            Some(_) => MethodOrigin::Changed,
            None => MethodOrigin::Own,
        };
        let published = assembled.ledger.figures().iter().filter_map(|figure| {
            let stated = figure.stated.as_ref().filter(|stated| !figure.agrees(stated))?;
            Some(Published {
                id: figure.id.clone(),
                stated: stated.text.clone(),
                computed: figure.text.clone(),
            })
        });
        Facts {
            draft: archive.manifest.document.draft,
            method,
            method_origin,
            templates: archive.templates.iter().map(|(name, _)| name.clone()).collect(),
            published: published.collect(),
            errors,
        }
    }
}
