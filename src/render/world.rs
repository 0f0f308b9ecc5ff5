//! The world that templates run in: the embedded fonts, the templates, the payload. Nothing else
//! exists there: no files, no packages, no clock.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, WorldExt};

use super::{Fonts, RenderError};
use crate::Assembled;
use crate::archive::{self, Maker};
use crate::assets::Templates;

/// Where the templates find the payload.
const PAYLOAD: &str = "payload.json";
/// What is laid out: the template `report.typ`, and the files that the PDF carries. It is no
/// template, so that no user's own can leave them out.
const ENTRY: &str = "entry";
const ENTRY_TEXT: &str = r#"
#include "report.typ"
#for file in json("carried.json") {
  pdf.attach(
    file.name,
    read("carried/" + file.name, encoding: none),
    mime-type: file.mime-type,
    relationship: file.relationship,
    description: file.description,
  )
}
"#;
/// Where the entry finds what the PDF carries, without the bytes.
const CARRIED: &str = "carried.json";
/// Where it finds the bytes.
const CARRIED_FOLDER: &str = "carried/";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // For cells that head their rows.
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// One document's world.
pub struct World {
    main: FileId,
    templates: Templates,
    /// Files by name, in this order: the payload, and what the PDF carries.
    files: BTreeMap<String, Bytes>,
}

impl World {
    /// The world of a report with these templates: its payload, and what its PDF carries.
    pub fn of(assembled: &Assembled, templates: &Templates, maker: &Maker) -> World {
        let carried = archive::carried(assembled, templates, maker);
        // Texts only, so this can't fail.
        let list = serde_json::to_string(&carried).expect("texts are always JSON");
        let mut files = BTreeMap::from([
            (ENTRY.to_owned(), Bytes::from_string(ENTRY_TEXT)),
            (PAYLOAD.to_owned(), Bytes::from_string(assembled.payload.to_json())),
            (CARRIED.to_owned(), Bytes::from_string(list)),
        ]);
        for file in carried {
            files.insert(format!("{CARRIED_FOLDER}{}", file.name), Bytes::new(file.bytes));
        }
        World { main: file_id(ENTRY), templates: templates.clone(), files }
    }

    /// The world of a document that evaluates the embedded templates and is empty.
    pub(super) fn of_templates() -> World {
        let entry = "#import \"narrative.typ\"\n#import \"appendix.typ\"";
        let files = BTreeMap::from([(ENTRY.to_owned(), Bytes::from_string(entry))]);
        World { main: file_id(ENTRY), templates: Templates::embedded(), files }
    }

    fn bytes(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.get().vpath().get_without_slash();
        let not_found = || FileError::NotFound(name.into());
        if *id.get().root() != VirtualRoot::Project {
            return Err(not_found());
        }
        let template = || self.templates.get(name).map(|data| Bytes::new(data.clone()));
        self.files.get(name).cloned().or_else(template).ok_or_else(not_found)
    }

    /// The engine's diagnostics with their places in the templates.
    pub(super) fn explain(&self, diagnostics: &[SourceDiagnostic]) -> RenderError {
        // Of a hundred mistakes the first few are mended first.
        const MOST_TOLD: usize = 10;
        let messages = diagnostics.iter().take(MOST_TOLD).map(|diagnostic| {
            let place = diagnostic.span.id().and_then(|id| {
                let range = self.range(diagnostic.span)?;
                let source = typst::World::source(self, id).ok()?;
                let line = source.lines().byte_to_line(range.start)? + 1;
                Some(format!("{}:{line}: ", id.get().vpath().get_without_slash()))
            });
            let hints: Vec<String> =
                diagnostic.hints.iter().map(|hint| format!("（{}）", hint.v)).collect();
            let own = diagnostic.span.id() == Some(self.main);
            let whose = if own {
                "（程序附上源文件和数据时；模板不要附上同名的文件）"
            } else {
                ""
            };
            let place = place.unwrap_or_default();
            format!("{place}{}{}{whose}", diagnostic.message, hints.concat())
        });
        RenderError { messages: messages.collect() }
    }
}

fn file_id(name: &'static str) -> FileId {
    // A plain file name is always a virtual path.
    let path = VirtualPath::new(name).expect("a plain file name");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        Fonts::embedded().book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bytes = self.bytes(id)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.bytes(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        Fonts::embedded().font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
