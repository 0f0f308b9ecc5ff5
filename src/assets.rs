//! What is embedded in the program: fonts, templates, scoring methods, word lists. Which templates
//! a user's folder replaces is decided here too.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use rust_embed::Embed;
use serde::de::DeserializeOwned;

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

/// One embedded font file.
pub fn font(name: &str) -> Option<Cow<'static, [u8]>> {
    Fonts::get(name).map(|file| file.data)
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
}

impl Templates {
    /// The embedded templates.
    pub fn embedded() -> Templates {
        let files = EmbeddedTemplates::iter()
            .filter_map(|name| {
                EmbeddedTemplates::get(&name).map(|file| (name.into_owned(), file.data))
            })
            .collect();
        Templates { files }
    }

    /// The embedded templates, those replaced that a folder holds under the same name; its other
    /// `.typ` files are added. Nothing outside the folder can be reached by templates.
    ///
    /// # Errors
    /// When the folder or a file in it can't be read.
    pub fn with_folder(folder: &Path) -> std::io::Result<Templates> {
        let mut templates = Templates::embedded();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".typ") && entry.file_type()?.is_file() {
                templates.files.insert(name, Cow::Owned(std::fs::read(entry.path())?));
            }
        }
        Ok(templates)
    }

    /// The bytes of a template.
    pub fn get(&self, name: &str) -> Option<&Cow<'static, [u8]>> {
        self.files.get(name)
    }
}
