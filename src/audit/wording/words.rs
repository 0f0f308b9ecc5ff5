//! The embedded lists of words.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::assets::word_list;

/// A wrong writing and what it should be.
pub struct Wrong {
    pub wrong: String,
    pub right: String,
    /// Longer texts, right ones, that hold the wrong writing.
    pub except: Vec<String>,
    /// Wrong anywhere, or only not what such a report should write.
    pub clear: bool,
}

#[derive(Deserialize)]
struct WrongFile {
    #[serde(rename = "错")]
    wrong: HashMap<String, Entry>,
    #[serde(rename = "宜")]
    better: HashMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Right(String),
    Full {
        #[serde(rename = "正")]
        right: String,
        #[serde(rename = "除")]
        except: Vec<String>,
    },
}

/// Wrong writings by their first character, the longest first.
pub static WRONG: LazyLock<HashMap<char, Vec<Wrong>>> = LazyLock::new(|| {
    let file: WrongFile = word_list("wrong");
    let clear = file.wrong.into_iter().map(|entry| (entry, true));
    let better = file.better.into_iter().map(|entry| (entry, false));
    let mut by_first: HashMap<char, Vec<Wrong>> = HashMap::new();
    for ((wrong, entry), clear) in clear.chain(better) {
        let (right, except) = match entry {
            Entry::Right(right) => (right, Vec::new()),
            Entry::Full { right, except } => (right, except),
        };
        if let Some(first) = wrong.chars().next() {
            by_first.entry(first).or_default().push(Wrong { wrong, right, except, clear });
        }
    }
    #[expect(
        clippy::iter_over_hash_type,
        clippy::disallowed_methods,
        reason = "each list is sorted by itself, in whatever order they come"
    )]
    for words in by_first.values_mut() {
        words.sort_by(|a, b| (b.wrong.len(), &a.wrong).cmp(&(a.wrong.len(), &b.wrong)));
    }
    by_first
});

/// Characters and words whose doubling is a slip.
#[derive(Deserialize)]
pub struct Doubled {
    #[serde(rename = "单字")]
    pub characters: HashMap<char, Around>,
    #[serde(rename = "双字")]
    pub words: Vec<String>,
}

/// Characters before or behind a doubled one that make it right.
#[derive(Deserialize)]
pub struct Around {
    #[serde(rename = "前", default)]
    pub before: String,
    #[serde(rename = "后", default)]
    pub after: String,
}

pub static DOUBLED: LazyLock<Doubled> = LazyLock::new(|| word_list("doubled"));

/// Characters that are easily mixed up, each with the first of its group.
pub static SIMILAR: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let groups: Vec<String> = word_list("similar");
    let mut similar: HashMap<char, Vec<char>> = HashMap::new();
    for group in &groups {
        let first = group.chars().next();
        for c in group.chars() {
            similar.entry(c).or_default().extend(first);
        }
    }
    similar
});

/// Ends of the names of bodies, places and works.
pub static BODIES: LazyLock<Vec<String>> = LazyLock::new(|| word_list("bodies"));

/// How departments speak of themselves.
pub static SELF: LazyLock<Vec<String>> = LazyLock::new(|| word_list("self"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        assert!(WRONG.len() > 100 && !SELF.is_empty() && !SIMILAR.is_empty());
        assert!(!BODIES.is_empty());
        assert!(DOUBLED.characters.contains_key(&'的'));
        #[expect(clippy::disallowed_methods, reason = "every word is looked at, in any order")]
        for word in WRONG.values().flatten() {
            assert!(
                word.wrong != word.right && !word.right.contains(&word.wrong),
                "{}",
                word.wrong
            );
            assert!(word.except.iter().all(|e| e.contains(&word.wrong)), "{}", word.wrong);
        }
    }
}
