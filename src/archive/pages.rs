//! The first page on which two PDFs differ, and what stands there.

use super::pdf::{self, Comparison, File, Texts, Unreadable};

/// A page that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageDifference {
    /// Its number, from 1.
    pub page: usize,
    /// What differs there.
    pub kind: Difference,
}

/// What differs on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Words: what the file says and what is made again, each with some words around.
    Words {
        /// In the file.
        file: String,
        /// Made again.
        again: String,
    },
    /// Not the words but lines, places, faces or images.
    Drawing,
    /// Not the page but what lies over it: notes, stamps, fields.
    Annotations,
    /// The page is only in the file.
    Added,
    /// The page is not in the file.
    Missing,
}

/// The first page that is drawn otherwise.
///
/// # Errors
/// When the file's pages can't be read.
pub fn first_difference(file: &File, again: &File) -> Result<Option<PageDifference>, Unreadable> {
    let mut comparison = Comparison::new(file, again);
    let (mut texts, mut other_texts) = (Texts::new(file), Texts::new(again));
    difference(file, again, |page, other| {
        if !comparison.same(page, other)? {
            return Ok(Some(words(&texts.of(page)?, &other_texts.of(other)?)));
        }
        let annotated = !comparison.same_annotations(page, other)?;
        Ok(annotated.then_some(Difference::Annotations))
    })
}

/// The first page on which the words of a whole document part from those of another, wherever its
/// pages begin; or that has more laid over it.
///
/// # Errors
/// When the file's pages can't be read.
pub fn first_word_difference(
    file: &File,
    again: &File,
) -> Result<Option<PageDifference>, Unreadable> {
    let (pages, others) = (pdf::pages(file)?, pdf::pages(again)?);
    let (texts, other_texts) = (texts(file, &pages)?, texts(again, &others)?);
    let (text, other) = (texts.concat(), other_texts.concat());
    if text != other {
        let common = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        let mut end = 0;
        let before = texts.iter().take_while(|page| {
            end += page.chars().count();
            end <= common
        });
        let page = (before.count() + 1).min(pages.len());
        return Ok(Some(PageDifference { page, kind: words(&text, &other) }));
    }
    let mut allowed = 0;
    for page in &others {
        allowed += page.annotations(again)?;
    }
    for (index, page) in pages.iter().enumerate() {
        match allowed.checked_sub(page.annotations(file)?) {
            Some(left) => allowed = left,
            None => {
                let kind = Difference::Annotations;
                return Ok(Some(PageDifference { page: index + 1, kind }));
            }
        }
    }
    Ok(None)
}

/// The words of each page, its number aside.
fn texts(file: &File, pages: &[pdf::Page]) -> Result<Vec<String>, Unreadable> {
    let mut reader = Texts::new(file);
    let text = |(index, page)| {
        let mut text = reader.of(page)?;
        let number = format!("—{}—", index + 1);
        if let Some(at) = text.rfind(&number) {
            text.replace_range(at..at + number.len(), "");
        }
        Ok(text)
    };
    pages.iter().enumerate().map(text).collect()
}

fn difference(
    file: &File,
    again: &File,
    mut differ: impl FnMut(&pdf::Page, &pdf::Page) -> Result<Option<Difference>, Unreadable>,
) -> Result<Option<PageDifference>, Unreadable> {
    let (pages, others) = (pdf::pages(file)?, pdf::pages(again)?);
    for (index, (page, other)) in pages.iter().zip(&others).enumerate() {
        if let Some(kind) = differ(page, other)? {
            return Ok(Some(PageDifference { page: index + 1, kind }));
        }
    }
    let page = pages.len().min(others.len()) + 1;
    let kind = match pages.len().cmp(&others.len()) {
        std::cmp::Ordering::Less => Difference::Missing,
        std::cmp::Ordering::Equal => return Ok(None),
        std::cmp::Ordering::Greater => Difference::Added,
    };
    Ok(Some(PageDifference { page, kind }))
}

fn words(text: &str, other: &str) -> Difference {
    if text == other {
        return Difference::Drawing;
    }
    let (file, again) = where_they_part(text, other);
    Difference::Words { file, again }
}

/// Both texts around the first character that differs.
pub fn where_they_part(text: &str, other: &str) -> (String, String) {
    const BEFORE: usize = 12;
    const AFTER: usize = 16;
    let common: usize = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| {
        let from = common.saturating_sub(BEFORE);
        text.chars().skip(from).take(common - from + AFTER).collect()
    };
    (around(text), around(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_where_they_part() {
        let around = words("自评总分95.51分，等级为优。", "自评总分85.51分，等级为优。");
        let (file, again) =
            ("自评总分95.51分，等级为优。".into(), "自评总分85.51分，等级为优。".into());
        assert_eq!(around, Difference::Words { file, again });
        assert_eq!(words("同", "同"), Difference::Drawing);
        let long = words(&format!("{}甲{}", "前".repeat(99), "后".repeat(99)), &"前".repeat(99));
        let (file, again) = (format!("{}甲{}", "前".repeat(12), "后".repeat(15)), "前".repeat(12));
        assert_eq!(long, Difference::Words { file, again });
    }
}
