//! How wide characters are in the body's text, for the fitting of its lines.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::{Abs, Em};
use typst::text::{Font, FontInstance, FontVariant, FontVariations};

use crate::assets;

/// The face that the templates set digits and Latin letters in.
const LATIN: &str = "LiberationSerif-Regular.ttf";
/// Characters that the Latin face leaves to the Chinese ones: Typst's `latin-in-cjk`.
const CHINESE_MARKS: &str = "·–—‘’“”‥…‧⸺";

/// What the Latin face's unit is to an em.
const UNITS_PER_EM: f64 = 2048.0;
/// The advances of ASCII's printable characters in the Latin face, in its units. A test reads the face, so
/// that nothing else has to.
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    512, 682, 836, 1024, 1024, 1706, 1593, 369, 682, 682, 1024, 1155, 512, 682, 512, 569,
    1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 569, 569, 1155, 1155, 1155, 909,
    1886, 1479, 1366, 1366, 1479, 1251, 1139, 1479, 1479, 682, 797, 1479, 1251, 1821, 1479, 1479,
    1139, 1479, 1366, 1139, 1251, 1479, 1479, 1933, 1479, 1479, 1251, 682, 569, 682, 961, 1024,
    682, 909, 1024, 909, 1024, 909, 682, 1024, 1024, 569, 569, 1024, 569, 1593, 1024, 1024,
    1024, 1024, 682, 797, 569, 1024, 1024, 1479, 1024, 1024, 909, 983, 410, 983, 1108,
];

/// The advance of a character in the body's text, in em. A character that the Latin face leaves to the
/// Chinese ones is as wide as high.
pub(super) fn advance(c: char) -> f64 {
    match c {
        ' '..='~' => f64::from(ASCII[c as usize - ' ' as usize]) / UNITS_PER_EM,
        // Hanzi and full-width marks, nearly all there is.
        '\u{2E80}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}' => 1.0,
        c if CHINESE_MARKS.contains(c) => 1.0,
        c => in_latin_face(c).unwrap_or(1.0),
    }
}

fn in_latin_face(c: char) -> Option<f64> {
    static FACE: LazyLock<Option<FontInstance>> = LazyLock::new(|| {
        let font = Font::new(Bytes::new(assets::font(LATIN)?), 0)?;
        Some(font.instantiate(FontVariant::default(), Abs::pt(1.0), &FontVariations::default()))
    });
    let face = FACE.as_ref()?;
    let glyph = face.ttf().glyph_index(c)?;
    face.x_advance(glyph.0).map(Em::get)
}

#[cfg(test)]
mod tests {
    use super::{CHINESE_MARKS, advance, in_latin_face};

    #[test]
    fn advances_are_those_of_the_faces() {
        for c in ('\0'..='\u{FFFF}').filter(|c| !c.is_control()) {
            let of_latin = in_latin_face(c).filter(|_| !CHINESE_MARKS.contains(c));
            assert_eq!(advance(c), of_latin.unwrap_or(1.0), "U+{:04X}", c as u32);
        }
        assert_eq!(advance('5'), 0.5);
        assert_eq!(advance('部'), 1.0);
    }
}
