//! Ids of figures: paths of names, `指标.产出指标.履职目标实现.改制企业费用.得分`.

use std::collections::{HashMap, HashSet};

/// Joins names to an id. A name that contains a dot, quotes or white space is quoted.
pub fn path<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<String> = names.into_iter().map(part).collect();
    parts.join(".")
}

/// One more name behind an id.
pub fn join(id: &str, name: &str) -> String {
    format!("{id}.{}", part(name))
}

fn part(name: &str) -> String {
    if name.is_empty() || name.contains(['.', '"', '{', '}']) || name.contains(char::is_whitespace)
    {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.to_owned()
    }
}

/// Makes the names of one group unique: the second of two equal names gets `#2`, the third `#3`.
pub fn unique<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut used = HashSet::new();
    let mut unique = Vec::new();
    // Where the last of that name came to, so that thousands of one name don't count from the start.
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for name in names {
        let mut candidate = name.to_owned();
        let number = numbers.entry(name).or_insert(1);
        while !used.insert(candidate.clone()) {
            *number += 1;
            candidate = format!("{name}#{number}");
        }
        unique.push(candidate);
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_with_dots_or_quotes_are_quoted() {
        assert_eq!(path(["指标", "产出指标", "得分"]), "指标.产出指标.得分");
        assert_eq!(path(["指标", "PM2.5浓度"]), "指标.\"PM2.5浓度\"");
        assert_eq!(path(["指标", "称\"优\"率"]), "指标.\"称\"\"优\"\"率\"");
        assert_eq!(join("指标.“三公经费”控制率", "得分"), "指标.“三公经费”控制率.得分");
    }

    #[test]
    fn equal_names_are_numbered() {
        assert_eq!(unique(["甲", "乙", "甲", "甲"]), ["甲", "乙", "甲#2", "甲#3"]);
        assert_eq!(unique(["甲", "甲#2", "甲"]), ["甲", "甲#2", "甲#3"]);
    }
}
