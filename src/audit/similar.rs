//! Whether two names speak of the same matter: compared by pairs of neighbouring characters, after
//! words that every name has (工作, 经费, 相关 …) are taken out.

use std::sync::LazyLock;

use serde::Deserialize;

/// The word list; the longest words first, so that none is cut by a shorter one.
static GENERIC: LazyLock<Vec<String>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[serde(rename = "泛词")]
        words: Vec<String>,
    }
    let bytes = crate::assets::words("generic").expect("the word list is embedded");
    let text = String::from_utf8_lossy(&bytes);
    let mut words = serde_saphyr::from_str::<File>(&text).expect("the word list is sound").words;
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
});

/// What a text is about: its pairs of neighbouring characters that bear meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gist {
    /// Sorted, each once.
    pairs: Vec<(char, char)>,
}

impl Gist {
    /// The gist of a text. Digits, punctuation and placeholders say nothing of the matter.
    pub fn of(text: &str) -> Gist {
        let mut text = text.to_owned();
        for word in GENERIC.iter() {
            if text.contains(word.as_str()) {
                text = text.replace(word.as_str(), " ");
            }
        }
        let mut pairs: Vec<(char, char)> = text
            .chars()
            .zip(text.chars().skip(1))
            .filter(|&(a, b)| a.is_alphabetic() && b.is_alphabetic())
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        Gist { pairs }
    }

    /// Its pairs, each once.
    pub fn pairs(&self) -> &[(char, char)] {
        &self.pairs
    }

    /// The gist of several texts together.
    pub fn union(gists: impl IntoIterator<Item = Gist>) -> Gist {
        let mut pairs: Vec<_> = gists.into_iter().flat_map(|gist| gist.pairs).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Gist { pairs }
    }

    /// How much there is to compare.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// How many of a hundred of this gist's pairs the other has, rounded down; 0 when this one has
    /// none.
    pub fn percent_in(&self, other: &Gist) -> usize {
        let shared = self.pairs.iter().filter(|pair| other.pairs.binary_search(pair).is_ok());
        (shared.count() * 100).checked_div(self.pairs.len()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Gist;

    fn percent(name: &str, text: &str) -> usize {
        Gist::of(name).percent_in(&Gist::of(text))
    }

    #[test]
    fn one_matter_under_several_names() {
        assert_eq!(percent("改制企业费用", "已及时足额支付改制企业相关费用"), 100);
        assert_eq!(percent("按期支付改制企业各项费用", "开展改制企业相关工作"), 100);
        assert_eq!(percent("返退农民工保障金及利息", "返退农民工工资保障金利息"), 87);
        assert_eq!(percent("高品质工作办公经费", "高品质推进城市建设办公室工作经费"), 100);
    }

    #[test]
    fn generic_words_make_no_matter() {
        assert_eq!(Gist::of("各项工作经费支出").len(), 0);
        assert_eq!(percent("质监站工作经费", "控尘办工作经费"), 0);
        assert_eq!(percent("道路各项费用", "改制企业各项费用"), 0);
        assert!(percent("公共租赁住房办证费", "公共租赁住房补贴") < 80);
    }
}
