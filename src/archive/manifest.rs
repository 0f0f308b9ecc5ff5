//! 清单: what a PDF was made from and by what, so that it can be made again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Assembled, assets};

/// The only format that this program reads.
pub const FORMAT: &str = "ziping.archive/1";

/// What a PDF was made from and by what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// What made it.
    pub maker: Maker,
    /// Which document it is.
    pub document: Identity,
    /// The report's YAML.
    pub source: Part,
    /// The scoring method (评分办法).
    pub method: Part,
    /// Templates that replaced those of the program or were added to them.
    pub templates: Vec<Part>,
    /// The figures.
    pub figures: Part,
}

/// Which document it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Department and year, as the PDF's own id is made from them.
    pub id: String,
    /// 部门.
    pub department: String,
    /// 年度.
    pub year: String,
    /// 名称 of the scoring method.
    pub method: String,
    /// Whether 草稿 is printed across its pages.
    pub draft: bool,
}

impl Identity {
    /// That of a report.
    pub fn of(assembled: &Assembled) -> Identity {
        Identity {
            id: assembled.payload.document.identity.clone(),
            department: assembled.payload.document.author.clone(),
            year: assembled.report.year.value.clone(),
            method: assembled.method.name.value.clone(),
            draft: assembled.payload.draft,
        }
    }
}

/// A file that the PDF carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl Part {
    /// A file by its name and bytes.
    pub fn new(name: &str, bytes: &[u8]) -> Part {
        Part { name: name.to_owned(), sha256: sha256(bytes) }
    }
}

/// What makes the bytes of a PDF what they are, beside its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maker {
    /// Version of this program.
    pub program: String,
    /// Version of Typst.
    pub engine: String,
    /// SHA-256 of each template of the program, by name.
    pub templates: BTreeMap<String, String>,
    /// SHA-256 of each font, by name.
    pub fonts: BTreeMap<String, String>,
}

impl Maker {
    /// This program.
    pub fn this() -> Maker {
        let hashes = |hashes: Vec<(String, [u8; 32])>| {
            hashes.into_iter().map(|(name, hash)| (name, hexadecimal(&hash))).collect()
        };
        Maker {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            engine: typst::utils::version().raw().to_owned(),
            templates: hashes(assets::template_hashes()),
            fonts: hashes(assets::font_hashes()),
        }
    }

    /// Program and engine, as PDF readers show them.
    pub fn creator(&self) -> String {
        format!("ziping {} (Typst {})", self.program, self.engine)
    }
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
