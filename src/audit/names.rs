//! Whether two names speak of the same matter: what is left of a name without its generic words
//! (工作, 经费, 开展 …), compared by pairs of neighbouring characters.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The generic words, longest first, so that 工作经费 goes before 工作.
static GENERIC: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/words/generic.txt").lines();
    let mut words: Vec<&str> =
        lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words
});

/// A name or text reduced to what bears its meaning.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// The text without punctuation.
    plain: String,
    /// What is left without generic words.
    core: String,
    pairs: BTreeSet<(char, char)>,
}

impl Meaning {
    /// Of a name, or of a whole text.
    pub fn of(text: &str) -> Meaning {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let plain = words.concat();
        let mut pieces = words;
        for generic in GENERIC.iter() {
            pieces = pieces
                .iter()
                .flat_map(|piece| piece.split(generic))
                .filter(|piece| !piece.is_empty())
                .map(str::to_owned)
                .collect();
        }
        let mut pairs = BTreeSet::new();
        for piece in &pieces {
            pairs.extend(piece.chars().zip(piece.chars().skip(1)));
        }
        Meaning { plain, core: pieces.concat(), pairs }
    }

    /// Pairs that both have.
    pub fn shared(&self, other: &Meaning) -> usize {
        self.pairs.intersection(&other.pairs).count()
    }

    /// How many hundredths of what this says `other` says, too.
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
        let shorter = self.pairs.len().min(other.pairs.len());
        (shorter != 1 || self.core == other.core) && self.alike(other, 80)
    }

    fn alike(&self, other: &Meaning, percent: usize) -> bool {
        match (self.pairs.is_empty(), other.pairs.is_empty()) {
            (true, true) => {
                self.core == other.core
                    && (self.plain.contains(&other.plain) || other.plain.contains(&self.plain))
            }
            (false, false) => {
                let shorter = self.pairs.len().min(other.pairs.len());
                self.shared(other) * 100 >= shorter * percent
            }
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

    #[test]
    fn generic_words_relate_nothing() {
        assert!(related("完成改制企业费用支出", "按期支付改制企业各项费用"));
        assert!(related("控尘办工作经费", "控尘工作经费"));
        assert!(related("专项工作经费", "按期支付专项工作经费"));
        assert!(!related("专项工作经费", "控尘办工作经费"));
        assert!(!related("质监站工作经费", "高品质推进城市建设办公室工作经费"));
        assert!(!related("道路建设", "绿化建设"));
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
}
