//! “Did you mean”: the closest of the names that would have been right.

/// The candidate closest to `name`, if one is close enough to be what was meant.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let part = name.trim();
    let name: Vec<char> = name.chars().collect();
    let length = |candidate: &str| candidate.chars().count();
    // A third of the characters may differ; a one-character name has no near one.
    let allowed = name.len().div_ceil(3).min(name.len().saturating_sub(1));
    candidates
        .into_iter()
        .map(|candidate| {
            // A name that was not written to its end is near whatever its length.
            let begun = name.len() > 1 && candidate.starts_with(part);
            let differs = || match name.len().abs_diff(length(candidate)) {
                // As many characters at least have to be inserted or deleted.
                too_many if too_many > allowed => too_many,
                _ => distance(&name, candidate),
            };
            (if begun { 0 } else { differs() }, candidate)
        })
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Characters to insert, delete or replace to get from one to the other (Levenshtein).
fn distance(from: &[char], to: &str) -> usize {
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (i, c) in to.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &f) in from.iter().enumerate() {
            let replaced = diagonal + usize::from(f != c);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[from.len()]
}

/// “，是不是…？” with the name that was meant, where one is near; else nothing.
pub fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(name, known).map(|near| format!("，是不是“{near}”？")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_name_that_was_meant() {
        let keys = ["年初预算数", "全年预算数", "全年执行数"];
        assert_eq!(nearest("年初预算", keys), Some("年初预算数"));
        assert_eq!(nearest("全年执行书", keys), Some("全年执行数"));
        assert_eq!(nearest("主要任务", keys), None);
        assert_eq!(nearest("全年", ["年初预算数", "全年执行数"]), Some("全年执行数"));
    }
}
