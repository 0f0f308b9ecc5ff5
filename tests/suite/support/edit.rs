//! Changing PDFs as tools that edit them do: new versions of objects are appended.

use ziping::archive::pdf::{self, Dictionary, File, Object};

/// The file with new versions of some objects, each given by its number and all between `obj` and
/// `endobj`.
pub fn with_objects(data: &[u8], objects: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let file = File::new(data).unwrap();
    let start = data.windows(9).rposition(|window| window == b"startxref").unwrap();
    let tail = String::from_utf8_lossy(&data[start..]);
    let previous: usize = tail.split_whitespace().nth(1).unwrap().parse().unwrap();
    let root = file.trailer().get("Root").unwrap().reference().unwrap();
    let size = file.trailer().get("Size").unwrap().integer().unwrap();
    let mut edited = data.to_vec();
    let mut table = String::from("xref\n");
    for (number, body) in objects {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", edited.len()));
        edited.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        edited.extend_from_slice(body);
        edited.extend_from_slice(b"\nendobj\n");
    }
    let at = edited.len();
    let trailer = format!(
        "{table}trailer\n<</Size {size}/Root {root} 0 R/Prev {previous}>>\nstartxref\n{at}\n%%EOF\n"
    );
    edited.extend_from_slice(trailer.as_bytes());
    edited
}

/// A stream that is not compressed; `entries` stand in its dictionary.
pub fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = format!("<<{entries}/Length {}>>\nstream\n", bytes.len()).into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\nendstream");
    body
}

/// The number of the stream that holds an attachment.
pub fn attachment(data: &[u8], name: &str) -> u32 {
    let file = File::new(data).unwrap();
    let names = file.dictionary(&file.catalog().unwrap(), "Names").unwrap();
    let tree = file.dictionary(&names, "EmbeddedFiles").unwrap();
    for specification in tree.get("Names").unwrap().array().unwrap() {
        let Object::Dictionary(specification) = file.resolve(specification).unwrap() else {
            continue;
        };
        if specification.get("UF").unwrap().text().unwrap() == name {
            let embedded: Dictionary = file.dictionary(&specification, "EF").unwrap();
            return embedded.get("F").unwrap().reference().unwrap();
        }
    }
    panic!("no attachment {name}")
}

/// The file with an attachment of other content.
pub fn with_attachment(data: &[u8], name: &str, bytes: &[u8]) -> Vec<u8> {
    let entries = "/Type/EmbeddedFile/Subtype/text#2Fplain";
    with_objects(data, &[(attachment(data, name), stream(entries, bytes))])
}

/// The content stream of a page, decompressed, and the number of its object.
pub fn content(data: &[u8], number: usize) -> (u32, Vec<u8>) {
    let file = File::new(data).unwrap();
    let written = page(data, number).1;
    let contents = &written[written.find("/Contents ").unwrap() + "/Contents ".len()..];
    let contents = contents.split(' ').next().unwrap().parse().unwrap();
    (contents, pdf::pages(&file).unwrap()[number - 1].content(&file).unwrap())
}

/// A page's object as it is written, and its number. The writer lists its pages in one node.
pub fn page(data: &[u8], number: usize) -> (u32, String) {
    let file = File::new(data).unwrap();
    let root = file.dictionary(&file.catalog().unwrap(), "Pages").unwrap();
    let kids = root.get("Kids").unwrap().array().unwrap();
    let object = kids[number - 1].reference().unwrap();
    let head = format!("\n{object} 0 obj\n");
    let start = data.windows(head.len()).position(|window| window == head.as_bytes()).unwrap();
    let start = start + head.len();
    let end = data[start..].windows(6).position(|window| window == b"endobj").unwrap();
    (object, String::from_utf8_lossy(&data[start..start + end]).into_owned())
}
