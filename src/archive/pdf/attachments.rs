//! The files that a PDF carries: ISO 32000-1, 7.11.4.

use std::collections::BTreeSet;

use super::file::File;
use super::object::{Dictionary, Object};
use super::{MAX_DEPTH, Unreadable};

/// The most files that are read; a report carries fewer than twenty.
const MAX_ATTACHMENTS: usize = 1000;

/// A file that a PDF carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Its name as the PDF gives it: not to be trusted as a path.
    pub name: String,
    /// Its bytes, or why they can't be read.
    pub bytes: Result<Vec<u8>, Unreadable>,
}

/// The files that a PDF carries, in the order of its name tree.
///
/// # Errors
/// When the tree can't be read.
pub fn attachments(file: &File) -> Result<Vec<Attachment>, Unreadable> {
    let names = file.dictionary(&file.catalog()?, "Names")?;
    let mut attachments = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next: Vec<(Object, u32)> =
        names.get("EmbeddedFiles").map(|tree| (tree.clone(), 0)).into_iter().collect();
    while let Some((node, depth)) = next.pop() {
        let again = node.reference().is_some_and(|number| !seen.insert(number));
        if again || depth > MAX_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        let Object::Dictionary(node) = file.resolve(&node)? else { continue };
        let kids = file.entry(&node, "Kids")?;
        next.extend(
            kids.array().unwrap_or_default().iter().rev().map(|kid| (kid.clone(), depth + 1)),
        );
        let names = file.entry(&node, "Names")?;
        for pair in names.array().unwrap_or_default().chunks(2) {
            if attachments.len() >= MAX_ATTACHMENTS {
                return Err(Unreadable::TooManyObjects);
            }
            if let [key, specification] = pair
                && let Object::Dictionary(specification) = file.resolve(specification)?
            {
                attachments.extend(attachment(file, key, &specification)?);
            }
        }
    }
    Ok(attachments)
}

fn attachment(
    file: &File,
    key: &Object,
    specification: &Dictionary,
) -> Result<Option<Attachment>, Unreadable> {
    let embedded = file.dictionary(specification, "EF")?;
    let mut name = file.resolve(key)?.text();
    let mut stream = Object::Null;
    // The name in Unicode counts, where there is one.
    for entry in ["F", "UF"] {
        name = file.entry(specification, entry)?.text().or(name);
        match file.entry(&embedded, entry)? {
            Object::Null => {}
            found => stream = found,
        }
    }
    Ok(match (name, stream) {
        (Some(name), Object::Stream(stream)) => {
            Some(Attachment { name, bytes: file.bytes(&stream) })
        }
        _ => None,
    })
}
