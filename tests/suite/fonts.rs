//! The embedded fonts are the files that were chosen, and they have the characters they must have.

use sha2::{Digest, Sha256};
use ziping::assets;
use ziping::render::Fonts;

use typst::foundations::Bytes;
use typst::text::Font;
use ziping::render::Entry;

use super::support::{is_updating, path, read};

#[test]
fn the_embedded_fonts_are_those_of_the_list() {
    let list = read("fonts/SHA256SUMS");
    let mut listed: Vec<(&str, &str)> = list
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, name)| (name, hash))
        .collect();
    listed.sort_unstable();
    let embedded: Vec<(String, String)> = assets::fonts()
        .map(|(name, data)| {
            let digest = Sha256::digest(&data);
            (name, digest.iter().map(|byte| format!("{byte:02x}")).collect())
        })
        .collect();
    assert_eq!(embedded.len(), listed.len());
    for ((name, hash), (listed_name, listed_hash)) in embedded.iter().zip(listed) {
        assert_eq!((name.as_str(), hash.as_str()), (listed_name, listed_hash));
    }
}

/// The book spares every start of the program the parsing of all fonts.
#[test]
fn golden_book_of_the_fonts() {
    let mut lines = Vec::new();
    for (file, data) in assets::fonts() {
        for font in Font::iter(Bytes::new(data)) {
            let (index, info) = (font.index(), font.info().clone());
            let entry = Entry { file: file.clone(), index, info };
            lines.push(serde_json::to_string(&entry).unwrap());
        }
    }
    let book = format!("[\n{}\n]\n", lines.join(",\n"));
    if is_updating() {
        std::fs::write(path("fonts/book.json"), book).unwrap();
    } else {
        assert!(book == read("fonts/book.json"), "fonts/book.json is not that of the fonts");
    }
}

#[test]
fn rare_names_and_common_signs_can_be_shown() {
    let fonts = Fonts::embedded();
    for c in
        "喆堃昇犇㐂镕玥琯堉頔，。、；：？！“”‘’（）《》〔〕【】—…·％‰℃㎡≥≤±×÷①②③ⅠⅡ→■□★☆〇".chars()
    {
        assert!(fonts.cover(c), "{c}");
    }
    for c in
        ['\u{1F600}', '\u{E000}', '\u{10FFFF}', '\u{7}', '\u{200B}', '\u{202E}', 'א', '\u{FFFD}']
    {
        assert!(!fonts.cover(c), "U+{:04X}", c as u32);
    }
}
