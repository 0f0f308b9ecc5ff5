//! What a PDF carries: writing it, and reading it again.
//!
//! Names are ASCII: many tools show other names as the bytes they are stored as.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::manifest::{FORMAT, Identity, Maker, Manifest, Part, sha256};
use super::pdf::{self, Attachment, Unreadable};
use crate::assets::Templates;
use crate::{Assembled, output};

/// The report's YAML, byte for byte.
pub const SOURCE: &str = "report.yaml";
/// The scoring method.
pub const METHOD: &str = "method.yaml";
/// The figures.
pub const FIGURES: &str = "figures.json";
/// The manifest.
pub const MANIFEST: &str = "manifest.json";

/// The largest manifest that is read: one takes two kilobytes, and forty more for a hundred templates.
const MAX_MANIFEST: usize = 256 * 1024;

/// A file for a PDF to carry.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Carried {
    /// Its name.
    pub name: String,
    /// Its bytes.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// Its MIME type.
    pub mime_type: &'static str,
    /// What it is to the document, as Typst names it: `source`, `data` or `supplement`.
    pub relationship: &'static str,
    /// What a PDF reader says about it.
    pub description: &'static str,
}

/// All that a report's PDF carries.
pub fn carried(assembled: &Assembled, templates: &Templates, maker: &Maker) -> Vec<Carried> {
    const YAML: &str = "application/yaml";
    const JSON: &str = "application/json";
    let file = |name: &str, bytes, mime_type, relationship, description| Carried {
        name: name.to_owned(),
        bytes,
        mime_type,
        relationship,
        description,
    };
    let sources = &assembled.sources;
    let source = sources.report.bytes();
    // A report is assembled by a method, so there always is one.
    let method = sources.method.as_ref().map(|method| method.bytes()).unwrap_or_default();
    let figures = output::data::figures_json(assembled, SOURCE, METHOD).into_bytes();
    let given: Vec<Carried> = templates
        .given()
        .map(|(name, bytes)| {
            file(name, bytes.to_vec(), "text/plain", "source", "生成本PDF所用的自定模板")
        })
        .collect();
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        maker: maker.clone(),
        document: Identity::of(assembled),
        source: Part::new(SOURCE, &source),
        method: Part::new(METHOD, &method),
        templates: given.iter().map(|given| Part::new(&given.name, &given.bytes)).collect(),
        figures: Part::new(FIGURES, &figures),
    };
    // Texts only, so this can't fail.
    let mut manifest = serde_json::to_vec_pretty(&manifest).expect("a manifest is always JSON");
    manifest.push(b'\n');
    let mut all = vec![
        file(SOURCE, source, YAML, "source", "生成本报告的YAML，原样"),
        file(METHOD, method, YAML, "source", "计算本报告所用的评分办法"),
        file(FIGURES, figures, JSON, "data", "报告中每个数的值和来历"),
        file(
            MANIFEST,
            manifest,
            JSON,
            "supplement",
            "程序、排版引擎、字体和模板的版本，各附件的SHA-256",
        ),
    ];
    all.extend(given);
    all
}

/// What was read from a PDF.
#[derive(Clone, Debug)]
pub struct Archive {
    /// The manifest.
    pub manifest: Manifest,
    /// The report's YAML.
    pub source: Vec<u8>,
    /// The scoring method.
    pub method: Vec<u8>,
    /// The figures, as JSON.
    pub figures: Vec<u8>,
    /// Templates of the user's own by name.
    pub templates: Vec<(String, Vec<u8>)>,
    /// The first part that is not what the manifest says.
    pub altered: Option<String>,
    /// Attachments that the manifest does not list.
    pub others: Vec<String>,
}

/// Why there is no archive in a PDF, or none that holds together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The PDF can't be read.
    Unreadable(Unreadable),
    /// It was not made by this program, or its attachments were removed: it has no manifest.
    CarriesNothing,
    /// It was made by a later program whose manifest this one can't read.
    OtherFormat(String),
    /// The manifest was changed.
    Manifest,
    /// Two attachments have this name.
    Twice(String),
    /// An attachment that the manifest lists is missing.
    Missing(String),
    /// The compressed bytes of an attachment are broken.
    Damaged(String),
    /// An attachment is not what the manifest says, and a later one can't be read.
    Altered(String),
}

impl Failure {
    /// Whether it says that the PDF was changed after it was made; else it can't be judged at all.
    pub fn is_change(&self) -> bool {
        match self {
            Failure::Unreadable(_) | Failure::CarriesNothing | Failure::OtherFormat(_) => false,
            Failure::Manifest
            | Failure::Twice(_)
            | Failure::Missing(_)
            | Failure::Damaged(_)
            | Failure::Altered(_) => true,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Unreadable(unreadable) => write!(f, "{unreadable}"),
            Failure::CarriesNothing => write!(
                f,
                "没有携带生成它的源文件：不是本程序生成的，或者附件被删掉了（如另存、打印成PDF）"
            ),
            Failure::OtherFormat(format) => {
                write!(f, "清单的格式是“{format}”，本程序只读“{FORMAT}”：请用生成它的版本核对")
            }
            Failure::Manifest => write!(f, "附件“{MANIFEST}”被改动过"),
            Failure::Twice(name) => write!(f, "附件“{name}”有两份"),
            Failure::Missing(name) => write!(f, "附件“{name}”不见了"),
            Failure::Damaged(name) => {
                write!(f, "{}被改动过：附件“{name}”的字节已损坏", what_it_is(name))
            }
            Failure::Altered(name) => {
                let what = what_it_is(name);
                write!(f, "{what}被改动过：附件“{name}”与清单里的SHA-256不符")
            }
        }
    }
}

impl std::error::Error for Failure {}

/// What the attachment of a name is, in Chinese.
pub fn what_it_is(name: &str) -> &'static str {
    match name {
        SOURCE => "源文件",
        METHOD => "评分办法",
        FIGURES => "数据",
        MANIFEST => "清单",
        _ => "模板",
    }
}

/// Reads what a PDF carries and compares it with its manifest: the source first, then the method,
/// the templates, the figures.
///
/// # Errors
/// The first thing that can't be read, or that was altered before it.
pub fn open(file: &pdf::File) -> Result<Archive, Failure> {
    let mut attachments = pdf::attachments(file).map_err(Failure::Unreadable)?;
    let is_ours = |attachment: &Attachment| [SOURCE, METHOD, FIGURES].contains(&&*attachment.name);
    let carries_something = attachments.iter().any(is_ours);
    let manifest = take(&mut attachments, MANIFEST).map_err(|failure| match failure {
        Failure::Missing(_) if !carries_something => Failure::CarriesNothing,
        other => other,
    })?;
    let manifest = read_manifest(&manifest)?;
    let mut altered: Option<String> = None;
    let mut part = |part: &Part| match (take(&mut attachments, &part.name), &altered) {
        (Ok(bytes), _) => {
            if sha256(&bytes) != part.sha256 {
                altered.get_or_insert_with(|| part.name.clone());
            }
            Ok(bytes)
        }
        (Err(failure), Some(earlier)) if failure.is_change() => {
            Err(Failure::Altered(earlier.clone()))
        }
        (Err(failure), _) => Err(failure),
    };
    let source = part(&manifest.source)?;
    let method = part(&manifest.method)?;
    let mut templates = Vec::new();
    for template in &manifest.templates {
        templates.push((template.name.clone(), part(template)?));
    }
    let figures = part(&manifest.figures)?;
    let others = attachments.into_iter().map(|attachment| attachment.name).collect();
    Ok(Archive { manifest, source, method, figures, templates, altered, others })
}

fn read_manifest(bytes: &[u8]) -> Result<Manifest, Failure> {
    if bytes.len() > MAX_MANIFEST {
        return Err(Failure::Manifest);
    }
    let format: Format = serde_json::from_slice(bytes).map_err(|_| Failure::Manifest)?;
    if format.format != FORMAT {
        return Err(match format.format.strip_prefix("ziping.archive/") {
            Some(number) if number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()) => {
                Failure::OtherFormat(format.format)
            }
            _ => Failure::Manifest,
        });
    }
    let manifest: Manifest = serde_json::from_slice(bytes).map_err(|_| Failure::Manifest)?;
    let names = [&manifest.source.name, &manifest.method.name, &manifest.figures.name];
    let is_version = |text: &String| {
        text.len() <= 32 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b".+-".contains(&b))
    };
    let versions = [&manifest.maker.program, &manifest.maker.engine];
    if names != [SOURCE, METHOD, FIGURES] || !versions.into_iter().all(is_version) {
        return Err(Failure::Manifest);
    }
    Ok(manifest)
}

/// What is read of a manifest before it is known which program can read the rest.
#[derive(Deserialize)]
struct Format {
    format: String,
}

/// Takes the attachment of this name out.
///
/// # Errors
/// When there is none, when there are two, when it is broken.
pub fn take(attachments: &mut Vec<Attachment>, name: &str) -> Result<Vec<u8>, Failure> {
    let is_it = |attachment: &Attachment| attachment.name == name;
    let Some(at) = attachments.iter().position(is_it) else {
        return Err(Failure::Missing(name.to_owned()));
    };
    let attachment = attachments.swap_remove(at);
    if attachments.iter().any(is_it) {
        return Err(Failure::Twice(name.to_owned()));
    }
    match attachment.bytes {
        Ok(bytes) => Ok(bytes),
        // A bomb is no change of what was written: nothing can be said about it.
        Err(limit @ (Unreadable::Bomb | Unreadable::TooManyObjects | Unreadable::TooDeep)) => {
            Err(Failure::Unreadable(limit))
        }
        Err(_) => Err(Failure::Damaged(name.to_owned())),
    }
}
