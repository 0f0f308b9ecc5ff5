//! The embedded fonts are the files that were chosen, and they have the characters they must have.

use sha2::{Digest, Sha256};
use ziping::assets;
use ziping::render::Fonts;

use super::support::read;

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
