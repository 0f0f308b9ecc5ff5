//! What the suites share: building reports, reading the PDFs that come out.

pub mod edit;
pub mod pdf;
pub mod program;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ziping::archive::{self, Maker};
use ziping::assets::Templates;
use ziping::{Assembled, Prepared, prepare, render_pdf};

use pdf::Page;

/// The stem of the published report.
pub const SAMPLE: &str = "2022-shangjie-zhujian";

/// A path below the project's folder.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// A text file below the project's folder.
pub fn read(relative: &str) -> String {
    std::fs::read_to_string(path(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
}

/// A report of `data/reports`, computed.
pub fn report(stem: &str) -> Prepared {
    prepare_text(&read(&format!("data/reports/{stem}.yaml")))
}

/// A report, computed.
pub fn prepare_text(yaml: &str) -> Prepared {
    prepare("报告.yaml", yaml.as_bytes(), None)
}

/// The assembled report; the findings when there is none.
pub fn assembled(prepared: Prepared) -> Assembled {
    match prepared.assembled {
        Some(assembled) => assembled,
        None => panic!("{:#?}", prepared.findings),
    }
}

/// The bytes of the report's PDF.
pub fn build(assembled: &Assembled) -> Vec<u8> {
    render_pdf(assembled, &Templates::embedded(), &Maker::this())
        .unwrap_or_else(|error| panic!("{error}"))
        .pdf
}

/// The published report, built once for all tests.
pub struct Sample {
    pub assembled: Assembled,
    pub pages: Vec<Page>,
}

pub static SAMPLE_BUILT: LazyLock<Sample> = LazyLock::new(|| {
    let assembled = assembled(report(SAMPLE));
    let pages = pdf::pages(&build(&assembled));
    Sample { assembled, pages }
});

/// A text without its white space: spaces that layout makes are no part of it.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The printed value of a figure.
pub fn printed<'a>(assembled: &'a Assembled, id: &str) -> &'a str {
    match assembled.ledger.get(id) {
        Some(figure) => figure.printed(),
        None => panic!("no figure {id}"),
    }
}

/// What a PDF carries.
pub fn opened(pdf: &[u8]) -> Result<archive::Archive, archive::Failure> {
    let file = archive::pdf::File::new(pdf).map_err(archive::Failure::Unreadable)?;
    archive::open(&file)
}

/// Whether golden files are to be written instead of compared.
pub fn is_updating() -> bool {
    #[expect(clippy::disallowed_methods, reason = "a test is asked for its files by it")]
    std::env::var_os("ZIPING_UPDATE_GOLDEN").is_some()
}
