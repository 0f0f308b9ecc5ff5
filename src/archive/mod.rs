//! The archive: what a PDF carries, and whether it is still what was made.
//!
//! A PDF carries the YAML it was made from, the scoring method, templates of the user's own, the
//! figures, and a manifest of what made it. So it can be made again from itself and compared byte
//! by byte.

mod against;
mod differences;
mod facts;
mod file_name;
pub mod manifest;
mod pages;
mod parts;
pub mod pdf;
mod verify;

pub use against::{Against, NotComparable, against};
pub use differences::{
    FigureDifference, Printed, TextDifference, figure_differences, in_ledger, text_differences,
};
pub use facts::{Facts, MethodOrigin, Published};
pub use file_name::file_names;
pub use manifest::{Maker, Manifest};
pub use pages::{Difference, PageDifference, where_they_part};
pub use parts::{
    Archive, Carried, FIGURES, Failure, MANIFEST, METHOD, SOURCE, carried, open, what_it_is,
};
pub use verify::{OtherMaker, Verdict, Why, verify};
