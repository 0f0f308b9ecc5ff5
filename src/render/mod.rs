//! From text to pages: the payload that the templates get, the Typst world they run in, the PDF.

mod advance;
mod appendix;
mod fonts;
pub mod linefit;
mod payload;
mod style;
mod world;

use std::fmt;
use std::thread;

use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::archive::Maker;

pub use fonts::{Entry, Fonts};
pub use payload::{Payload, payload};
pub use style::PARAMETERS;
pub use world::World;

/// A fault of the program or of a template: the data has been checked before it gets here.
#[derive(Debug)]
pub struct RenderError {
    /// What the engine says.
    pub messages: Vec<String>,
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.messages.join("\n"))
    }
}

impl std::error::Error for RenderError {}

/// Readies embedded templates and fonts for layout on a thread of its own: begun before a report is read, it
/// is done when the report's layout begins.
pub fn ready() {
    let work = || {
        // The engine remembers what the templates evaluate to.
        let _ = typst::compile::<PagedDocument>(&World::of_templates());
        Fonts::embedded().ready();
    };
    // Where no thread can be had, layout does it.
    let _ = thread::Builder::new().spawn(work);
}

/// Lays the payload out as pages.
///
/// # Errors
/// What the engine says, with the place in the template.
pub fn layout(world: &World) -> Result<PagedDocument, RenderError> {
    let compiled = typst::compile::<PagedDocument>(world);
    compiled.output.map_err(|diagnostics| world.explain(&diagnostics))
}

/// Exports pages as PDF/A-3a that is also PDF/UA-1.
///
/// # Errors
/// What in the document keeps it from being one.
pub fn pdf(
    document: &PagedDocument,
    world: &World,
    payload: &Payload,
    maker: &Maker,
) -> Result<Vec<u8>, RenderError> {
    let fault = |message: &str| RenderError { messages: vec![message.to_owned()] };
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| fault(error.message()))?;
    let date = &payload.document.date;
    let datetime = Datetime::from_ymd_hms(i32::from(date.year), date.month, date.day, 0, 0, 0)
        .ok_or_else(|| fault("the document's date is not a date"))?;
    let options = PdfOptions {
        ident: Smart::Custom(payload.document.identity.clone()),
        creator: Smart::Custom(Some(maker.creator())),
        timestamp: Some(Timestamp::new_utc(datetime)),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|diagnostics| world.explain(&diagnostics))
}
