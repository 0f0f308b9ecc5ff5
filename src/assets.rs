//! What is embedded in the program: fonts, templates, scoring methods, word lists. Which templates
//! a user's folder replaces is decided here too.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use rust_embed::Embed;
use serde::de::DeserializeOwned;

use crate::render::Entry;

/// Bytes of a template of a user's own: ten times the longest of the program's.
const MAX_TEMPLATE_BYTES: usize = 256 * 1024;
/// Templates in a user's folder: the program has four.
const MAX_TEMPLATES: usize = 100;

#[derive(Embed)]
#[folder = "fonts"]
struct Fonts;

#[derive(Embed)]
#[folder = "templates"]
struct EmbeddedTemplates;

#[derive(Embed)]
#[folder = "data/methods"]
struct Methods;

#[derive(Embed)]
#[folder = "data/words"]
struct Words;

/// The embedded font files by name, in the order of their names.
pub fn fonts() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    let mut names: Vec<String> = Fonts::iter()
        .filter(|name| name.ends_with(".ttf") || name.ends_with(".otf"))
        .map(Cow::into_owned)
        .collect();
    names.sort();
    names.into_iter().filter_map(|name| Fonts::get(&name).map(|file| (name, file.data)))
}

/// What is known of the embedded fonts.
///
/// # Panics
/// When `fonts/book.json` is of another shape; a test reads it.
pub fn font_book() -> Vec<Entry> {
    let file = Fonts::get("book.json").expect("the book is embedded");
    serde_json::from_slice(&file.data).expect("the book is JSON")
}

/// One embedded font file.
pub fn font(name: &str) -> Option<Cow<'static, [u8]>> {
    Fonts::get(name).map(|file| file.data)
}

/// SHA-256 of each embedded font by name, computed when the program was built.
pub fn font_hashes() -> Vec<(String, [u8; 32])> {
    fonts()
        .map(|(name, _)| name)
        .filter_map(|name| {
            let hash = Fonts::get(&name)?.metadata.sha256_hash();
            Some((name, hash))
        })
        .collect()
}

/// SHA-256 of each embedded template by name, computed when the program was built.
pub fn template_hashes() -> Vec<(String, [u8; 32])> {
    EmbeddedTemplates::iter()
        .filter_map(|name| {
            let hash = EmbeddedTemplates::get(&name)?.metadata.sha256_hash();
            Some((name.into_owned(), hash))
        })
        .collect()
}

/// The names of the embedded scoring methods, sorted.
pub fn method_names() -> Vec<String> {
    let mut names: Vec<String> =
        Methods::iter().filter_map(|file| file.strip_suffix(".yaml").map(str::to_owned)).collect();
    names.sort();
    names
}

/// The YAML of an embedded scoring method.
pub fn method(name: &str) -> Option<Cow<'static, [u8]>> {
    Methods::get(&format!("{name}.yaml")).map(|file| file.data)
}

/// An embedded list of words, `data/words/NAME.yaml`.
///
/// # Panics
/// When there is no such list or it is of another shape; each list is read by a test.
pub fn word_list<T: DeserializeOwned>(name: &str) -> T {
    let file = Words::get(&format!("{name}.yaml")).expect("the list is embedded");
    let text = std::str::from_utf8(&file.data).expect("the list is UTF-8");
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{name}.yaml: {error}"))
}

/// The Typst templates by file name.
#[derive(Clone, Debug)]
pub struct Templates {
    files: BTreeMap<String, Cow<'static, [u8]>>,
    given: BTreeSet<String>,
}

impl Templates {
    /// The embedded templates.
    pub fn embedded() -> Templates {
        let files = EmbeddedTemplates::iter()
            .filter_map(|name| {
                EmbeddedTemplates::get(&name).map(|file| (name.into_owned(), file.data))
            })
            .collect();
        Templates { files, given: BTreeSet::new() }
    }

    /// The embedded templates, those replaced that a folder holds under the same name; its other
    /// `.typ` files are added. Nothing outside the folder can be reached by templates.
    ///
    /// # Errors
    /// When the folder or a file in it can't be read, is no plain file, or is more than is read; when
    /// none of the files replaces one of the program's, so that all would be without effect.
    pub fn with_folder(folder: &Path) -> std::io::Result<Templates> {
        let refused = |message: String| Err(std::io::Error::other(message));
        let mut templates = Templates::embedded();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".typ") {
                continue;
            }
            // A link may lead out of the folder, a pipe may never end.
            if !entry.file_type()?.is_file() {
                return refused(format!("{name} 是链接或文件夹，不是文件：请放入文件本身"));
            }
            let mut bytes = Vec::new();
            let most = MAX_TEMPLATE_BYTES as u64 + 1;
            std::fs::File::open(entry.path())?.take(most).read_to_end(&mut bytes)?;
            if bytes.len() > MAX_TEMPLATE_BYTES {
                return refused(format!("{name} 超过{}KB", MAX_TEMPLATE_BYTES / 1024));
            }
            templates.give(name, bytes);
            if templates.given.len() > MAX_TEMPLATES {
                return refused(format!("模板超过{MAX_TEMPLATES}个"));
            }
        }
        let own: Vec<String> = EmbeddedTemplates::iter().map(Cow::into_owned).collect();
        if !templates.given.iter().any(|name| own.contains(name)) {
            let own = own.join("、");
            return refused(format!("里面没有与自带模板同名的文件（{own}），不会起作用"));
        }
        Ok(templates)
    }

    /// The same with templates that a PDF carried.
    pub fn with(mut self, files: Vec<(String, Vec<u8>)>) -> Templates {
        for (name, bytes) in files {
            self.give(name, bytes);
        }
        self
    }

    fn give(&mut self, name: String, bytes: Vec<u8>) {
        self.files.insert(name.clone(), Cow::Owned(bytes));
        self.given.insert(name);
    }

    /// The templates that are not the program's own, by name.
    pub fn given(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.given.iter().filter_map(|name| Some((name.as_str(), self.get(name)?.as_ref())))
    }

    /// The bytes of a template.
    pub fn get(&self, name: &str) -> Option<&Cow<'static, [u8]>> {
        self.files.get(name)
    }
}
