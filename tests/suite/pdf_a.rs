//! What PDF/A-3a and PDF/UA-1 ask for, read by a PDF reader that has nothing to do with the writer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, Object, Stream, String as PdfString,
};

use super::support::{SAMPLE, assembled, build, report};

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| build(&assembled(report(SAMPLE))));

fn with_catalog(check: impl FnOnce(&Pdf, &Dict)) {
    let pdf = Pdf::new(BYTES.clone()).unwrap();
    let catalog: Dict = pdf.xref().get(pdf.xref().root_id()).unwrap();
    check(&pdf, &catalog);
}

fn name(of: &Dict, key: &str) -> String {
    of.get::<Name>(key.as_bytes()).map(|name| name.as_str().to_owned()).unwrap_or_default()
}

fn text(of: &Dict, key: &str) -> String {
    let bytes = of.get::<PdfString>(key.as_bytes()).map(|text| text.as_ref().to_vec());
    let bytes = bytes.unwrap_or_default();
    match bytes.strip_prefix(b"\xFE\xFF") {
        Some(units) => {
            let units: Vec<u16> =
                units.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8(bytes).unwrap(),
    }
}

#[test]
fn the_standards_it_claims_are_claimed_in_its_metadata() {
    with_catalog(|_, catalog| {
        let metadata = catalog.get::<Stream>(b"Metadata".as_slice()).unwrap();
        let xmp = String::from_utf8(metadata.decoded().unwrap().into_owned()).unwrap();
        for claim in [
            "<pdfaid:part>3</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
            "2022年度上街区住房和城乡建设局部门整体自评报告</rdf:li>",
            "<rdf:li>郑州市上街区住房和城乡建设局</rdf:li>",
            "<pdf:Keywords>2022年度, 郑州上街-2022</pdf:Keywords>",
            "<xmp:CreateDate>2022-12-31T00:00:00Z</xmp:CreateDate>",
            "<rdf:li>zh-CN</rdf:li>",
        ] {
            assert!(xmp.contains(claim), "{claim}\n{xmp}");
        }
    });
}

#[test]
fn language_title_and_tags_are_declared() {
    with_catalog(|_, catalog| {
        assert_eq!(text(catalog, "Lang"), "zh-CN");
        let preferences = catalog.get::<Dict>(b"ViewerPreferences".as_slice()).unwrap();
        assert_eq!(preferences.get::<bool>(b"DisplayDocTitle".as_slice()), Some(true));
        let marks = catalog.get::<Dict>(b"MarkInfo".as_slice()).unwrap();
        assert_eq!(marks.get::<bool>(b"Marked".as_slice()), Some(true));
        let intents = catalog.get::<Array>(b"OutputIntents".as_slice()).unwrap();
        let intent = intents.iter::<Dict>().next().unwrap();
        assert_eq!(name(&intent, "S"), "GTS_PDFA1");
        let profile = intent.get::<Stream>(b"DestOutputProfile".as_slice()).unwrap();
        assert_eq!(&profile.decoded().unwrap()[36..40], b"acsp", "an ICC profile");
    });
}

#[test]
fn associated_files_say_what_they_are() {
    with_catalog(|_, catalog| {
        let files = catalog.get::<Array>(b"AF".as_slice()).unwrap();
        let mut found = BTreeMap::new();
        for file in files.iter::<Dict>() {
            let embedded = file.get::<Dict>(b"EF".as_slice()).unwrap();
            let stream = embedded.get::<Stream>(b"F".as_slice()).unwrap();
            assert!(!text(&file, "Desc").is_empty());
            assert!(stream.dict().get::<Dict>(b"Params".as_slice()).is_some());
            let what = (name(&file, "AFRelationship"), name(stream.dict(), "Subtype"));
            found.insert(text(&file, "UF"), what);
        }
        let expected = [
            ("figures.json", "Data", "application/json"),
            ("manifest.json", "Supplement", "application/json"),
            ("report.yaml", "Source", "application/yaml"),
            ("method.yaml", "Source", "application/yaml"),
        ];
        let expected: BTreeMap<String, (String, String)> = expected
            .iter()
            .map(|(file, kind, mime)| (file.to_string(), (kind.to_string(), mime.to_string())))
            .collect();
        assert_eq!(found, expected);
    });
}

#[test]
fn every_font_is_embedded_and_says_what_its_codes_mean() {
    let pdf = Pdf::new(BYTES.clone()).unwrap();
    let mut fonts = 0;
    for object in pdf.objects() {
        let Some(font) = object.into_dict() else { continue };
        match (name(&font, "Type").as_str(), name(&font, "Subtype").as_str()) {
            ("Font", "Type0") => {
                assert!(font.get::<Stream>(b"ToUnicode".as_slice()).is_some());
                fonts += 1;
            }
            ("FontDescriptor", _) => {
                let files = ["FontFile", "FontFile2", "FontFile3"];
                let embedded = files.iter().any(|key| font.get::<Stream>(key.as_bytes()).is_some());
                assert!(embedded, "{}", name(&font, "FontName"));
            }
            ("Font", "CIDFontType0" | "CIDFontType2") => {}
            ("Font", other) => panic!("a font of kind {other}"),
            _ => {}
        }
    }
    assert!(fonts >= 5, "{fonts}");
}

/// An element of the structure tree: its kind, its attributes for tables, its children.
struct Element {
    kind: String,
    scope: String,
    children: Vec<Element>,
}

fn element(of: &Dict) -> Element {
    let mut scope = String::new();
    if let Some(attributes) = of.get::<Array>(b"A".as_slice()) {
        for attribute in attributes.iter::<Dict>() {
            if name(&attribute, "O") == "Table" {
                scope = name(&attribute, "Scope");
            }
        }
    }
    let kids: Vec<Object> = match of.get::<Object>(b"K".as_slice()) {
        Some(Object::Array(kids)) => kids.iter::<Object>().collect(),
        Some(kid) => vec![kid],
        None => Vec::new(),
    };
    let children = kids.iter().filter_map(|kid| match kid {
        Object::Dict(kid) if kid.contains_key(b"S".as_slice()) => Some(element(kid)),
        _ => None,
    });
    Element { kind: name(of, "S"), scope, children: children.collect() }
}

impl Element {
    fn all(&self) -> Vec<&Element> {
        std::iter::once(self).chain(self.children.iter().flat_map(Element::all)).collect()
    }

    fn count(&self, kind: &str) -> usize {
        self.all().iter().filter(|element| element.kind == kind).count()
    }
}

#[test]
fn headings_tables_and_their_header_cells_are_tagged() {
    with_catalog(|_, catalog| {
        let tree = catalog.get::<Dict>(b"StructTreeRoot".as_slice()).unwrap();
        let root = element(&tree);
        // 一 to 八 and the appendix.
        assert_eq!(root.count("H1"), 9);
        assert!(root.count("H2") > 0 && root.count("P") > 50);
        let tables: Vec<&Element> =
            root.all().into_iter().filter(|element| element.kind == "Table").collect();
        assert!(tables.len() >= 5);
        for table in &tables {
            assert!(table.count("TR") > 0 && table.count("TH") > 0, "a table without header cells");
            let headers = table.all().into_iter().filter(|element| element.kind == "TH");
            for header in headers {
                assert!(["Column", "Row", "Both"].contains(&header.scope.as_str()));
            }
        }
        // 产出指标 and its like head their rows.
        let rows = tables.iter().flat_map(|table| table.all());
        assert!(rows.filter(|cell| cell.kind == "TH" && cell.scope == "Row").count() > 10);
    });
}

#[test]
fn the_sections_and_the_appendix_are_bookmarks() {
    with_catalog(|_, catalog| {
        let outlines = catalog.get::<Dict>(b"Outlines".as_slice()).unwrap();
        let mut titles = Vec::new();
        let mut next = outlines.get::<Dict>(b"First".as_slice());
        while let Some(item) = next {
            titles.push(text(&item, "Title"));
            next = item.get::<Dict>(b"Next".as_slice());
        }
        let numbers =
            ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "部门整体自评表"];
        assert_eq!(titles.len(), numbers.len(), "{titles:?}");
        for (title, number) in titles.iter().zip(numbers) {
            assert!(title.starts_with(number), "{title}");
        }
    });
}

#[test]
fn pages_are_labelled_with_their_numbers() {
    with_catalog(|pdf, catalog| {
        let labels = catalog.get::<Dict>(b"PageLabels".as_slice()).unwrap();
        let ranges: Vec<Object> =
            labels.get::<Array>(b"Nums".as_slice()).unwrap().iter::<Object>().collect();
        // From each page on that is named: in digits, starting at its own number.
        assert!(!ranges.is_empty());
        for range in ranges.chunks(2) {
            let [Object::Number(page), Object::Dict(label)] = range else { panic!("no range") };
            assert_eq!(name(label, "S"), "D");
            let start = label.get::<i32>(b"St".as_slice()).unwrap_or(1);
            assert_eq!(i64::from(start), page.as_i64() + 1);
        }
        assert_eq!(pdf.pages().len(), 15);
    });
}
