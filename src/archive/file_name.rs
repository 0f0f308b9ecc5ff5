//! Names of attachments as names of files in one folder, whatever they are called.

use std::collections::BTreeSet;

use crate::characters::is_invisible;

/// The longest name, in bytes: file systems allow 255.
const MAX_BYTES: usize = 200;

/// Names that mean devices on Windows, with any extension.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
/// The same with a digit behind.
const NUMBERED_DEVICES: [&str; 2] = ["COM", "LPT"];

/// A file name for each name, none of them like another: without folders, without characters that
/// mean something to a file system or a terminal.
pub fn file_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let unique = |name: &str| {
        let name = file_name(name);
        let (stem, extension) = match name.rfind('.') {
            Some(at) => name.split_at(at),
            None => (name.as_str(), ""),
        };
        let numbered = (2..).map(|number| format!("{stem}-{number}{extension}"));
        let mut candidates = std::iter::once(name.clone()).chain(numbered);
        // File systems that ignore case would write one over the other. There is no end of numbers.
        candidates.find(|candidate| taken.insert(candidate.to_lowercase())).unwrap_or_default()
    };
    names.map(unique).collect()
}

fn file_name(name: &str) -> String {
    let harmless = |c: char| {
        let is_special = matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
        if is_special || is_invisible(c) { '_' } else { c }
    };
    let name: String = name.chars().map(harmless).collect();
    let cut = &name[..name.floor_char_boundary(MAX_BYTES)];
    let name = cut.trim_end_matches(['.', ' ']).trim_start();
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let is_device = DEVICES.contains(&stem.as_str())
        || NUMBERED_DEVICES
            .iter()
            .any(|device| stem.strip_prefix(device).is_some_and(|rest| rest.chars().count() == 1));
    if name.is_empty() {
        "附件".to_owned()
    } else if name.starts_with(['.', '-', '~']) || is_device {
        format!("_{name}")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_the_folder() {
        let expected = [
            ("自评报告.yaml", "自评报告.yaml"),
            ("../../etc/passwd", "_.._.._etc_passwd"),
            ("/etc/passwd", "_etc_passwd"),
            (r"C:\a.txt", "C__a.txt"),
            ("..", "附件"),
            (".bashrc", "_.bashrc"),
            ("", "附件-2"),
            ("con.yaml", "_con.yaml"),
            ("COM1", "_COM1"),
            ("a\u{202E}lmay.\u{0}", "a_lmay._"),
            ("-rf\u{61C}", "_-rf_"),
            ("自评报告.YAML", "自评报告-2.YAML"),
        ];
        let names = file_names(expected.iter().map(|(name, _)| *name));
        let safe: Vec<&str> = expected.iter().map(|(_, safe)| *safe).collect();
        assert_eq!(names, safe);
        assert!(file_names(["长".repeat(999).as_str()].into_iter())[0].len() <= MAX_BYTES);
    }

    proptest::proptest! {
        #[test]
        fn any_name_is_one_plain_component(name in ".{0,300}") {
            let safe = &file_names([name.as_str()].into_iter())[0];
            let mut parts = std::path::Path::new(safe).components();
            proptest::prop_assert!(matches!(parts.next(), Some(std::path::Component::Normal(_))));
            proptest::prop_assert!(parts.next().is_none() && safe.len() <= 255);
        }
    }
}
