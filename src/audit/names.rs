//! Whether two names or texts speak of the same matter: what is left of each without its generic
//! words (工作, 经费, 开展 …), compared by pairs of neighbouring characters.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The generic words by their first character, the longest first, so that 工作经费 goes before 工作.
static GENERIC: LazyLock<HashMap<char, Vec<String>>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[serde(rename = "泛词")]
        words: Vec<String>,
    }
    let file: File = crate::assets::word_list("generic");
    let mut by_first: HashMap<char, Vec<String>> = HashMap::new();
    for word in file.words {
        if let Some(first) = word.chars().next() {
            by_first.entry(first).or_default().push(word);
        }
    }
    #[expect(
        clippy::iter_over_hash_type,
        clippy::disallowed_methods,
        reason = "each list is sorted by itself, in whatever order they come"
    )]
    for words in by_first.values_mut() {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    by_first
});

/// A name or text reduced to what bears its meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The text without punctuation.
    plain: String,
    /// What is left without generic words.
    core: String,
    /// Neighbouring characters of what is left, sorted, each pair once. Digits, punctuation and
    /// placeholders say nothing of the matter.
    pairs: Vec<(char, char)>,
}

impl Meaning {
    /// Of a name, or of a whole text.
    pub fn of(text: &str) -> Meaning {
        let mut meaning = Meaning::default();
        // The character before, where it stands right before and bears meaning.
        let mut before = None;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let generic = GENERIC.get(&c).and_then(|words| {
                words.iter().find(|word| rest.starts_with(word.as_str())).map(String::as_str)
            });
            if let Some(word) = generic {
                meaning.plain.push_str(word);
                before = None;
                at += word.len();
                continue;
            }
            if c.is_alphanumeric() {
                meaning.plain.push(c);
                meaning.core.push(c);
            }
            let letter = Some(c).filter(|c| c.is_alphabetic());
            meaning.pairs.extend(before.zip(letter));
            before = letter;
            at += c.len_utf8();
        }
        meaning.sorted()
    }

    /// Of several texts together.
    pub fn union(meanings: impl IntoIterator<Item = Meaning>) -> Meaning {
        let pairs = meanings.into_iter().flat_map(|meaning| meaning.pairs).collect();
        Meaning { pairs, ..Meaning::default() }.sorted()
    }

    fn sorted(mut self) -> Meaning {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self
    }

    /// Its pairs, each once.
    pub fn pairs(&self) -> &[(char, char)] {
        &self.pairs
    }

    /// How many pairs there are to compare.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Pairs that both have.
    pub fn shared(&self, other: &Meaning) -> usize {
        self.pairs.iter().filter(|pair| other.pairs.binary_search(pair).is_ok()).count()
    }

    /// How many hundredths of what this says `other` says, too, rounded down. A name of generic
    /// words only is said where it stands as a whole.
    pub fn percent_in(&self, other: &Meaning) -> usize {
        match self.pairs.len() {
            0 if !self.plain.is_empty() && other.plain.contains(&self.plain) => 100,
            0 => 0,
            pairs => self.shared(other) * 100 / pairs,
        }
    }

    /// Whether `other` says at least this many hundredths of what this name says.
    pub fn covered(&self, other: &Meaning, percent: usize) -> bool {
        self.percent_in(other) >= percent
    }

    /// Whether the two share at least half of the shorter one.
    pub fn related(&self, other: &Meaning) -> bool {
        self.alike(other, 50)
    }

    /// Whether the two are one name with more or fewer words: nearly all of the shorter one is in
    /// the longer one. A single pair proves nothing unless it is the whole of both.
    pub fn close(&self, other: &Meaning) -> bool {
        let shorter = self.len().min(other.len());
        (shorter != 1 || self.core == other.core) && self.alike(other, 80)
    }

    fn alike(&self, other: &Meaning, percent: usize) -> bool {
        match (self.pairs.is_empty(), other.pairs.is_empty()) {
            (true, true) => {
                self.core == other.core
                    && (self.plain.contains(&other.plain) || other.plain.contains(&self.plain))
            }
            (false, false) => self.shared(other) * 100 >= self.len().min(other.len()) * percent,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Meaning;

    fn related(a: &str, b: &str) -> bool {
        Meaning::of(a).related(&Meaning::of(b))
    }

    fn close(a: &str, b: &str) -> bool {
        Meaning::of(a).close(&Meaning::of(b))
    }

    fn percent(name: &str, text: &str) -> usize {
        Meaning::of(name).percent_in(&Meaning::of(text))
    }

    #[test]
    fn generic_words_relate_nothing() {
        assert!(related("完成改制企业费用支出", "按期支付改制企业各项费用"));
        assert!(related("控尘办工作经费", "控尘工作经费"));
        assert!(related("专项工作经费", "按期支付专项工作经费"));
        assert!(!related("专项工作经费", "控尘办工作经费"));
        assert!(!related("质监站工作经费", "高品质推进城市建设办公室工作经费"));
        assert!(!related("道路建设", "绿化建设"));
        assert_eq!(Meaning::of("各项工作经费支出").len(), 0);
        assert_eq!(percent("质监站工作经费", "控尘办工作经费"), 0);
        assert_eq!(percent("道路各项费用", "改制企业各项费用"), 0);
    }

    #[test]
    fn close_names_are_one_name() {
        assert!(close("公共租赁住房办证费", "按期支付公共租赁住房办证费用"));
        assert!(!close("公共租赁住房办证费", "公共租赁住房补贴"));
        assert!(!close("住房费用", "租赁住房补贴"));
    }

    #[test]
    fn a_text_covers_a_name() {
        let name = Meaning::of("返退农民工工资保障金及利息");
        assert!(name.covered(&Meaning::of("及时返退农民工工资保障金利息11.84万元"), 80));
        assert!(!name.covered(&Meaning::of("及时支付道路各项费用"), 20));
    }

    #[test]
    fn one_matter_under_several_names() {
        assert_eq!(percent("改制企业费用", "已及时足额支付改制企业相关费用"), 100);
        assert_eq!(percent("按期支付改制企业各项费用", "开展改制企业相关工作"), 100);
        assert_eq!(percent("返退农民工保障金及利息", "返退农民工工资保障金利息"), 87);
        assert_eq!(percent("高品质工作办公经费", "高品质推进城市建设办公室工作经费"), 100);
        assert!(percent("公共租赁住房办证费", "公共租赁住房补贴") < 80);
    }
}
