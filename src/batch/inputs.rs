//! Files, folders and patterns as the list of files that they stand for.

use std::path::{Path, PathBuf};

/// The most files of one run: a province has some tens of thousands of departments.
const MAX_FILES: usize = 100_000;
/// The deepest that folders are looked through.
const MAX_DEPTH: usize = 16;

/// The files that arguments stand for, in the order of the arguments, those of a folder or a pattern
/// sorted; each once. Beside them, what is wrong with arguments that stand for none.
pub fn expand(arguments: &[PathBuf]) -> (Vec<PathBuf>, Vec<String>) {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for argument in arguments {
        match of_one(argument) {
            Ok(found) => files.extend(found),
            Err(problem) => problems.push(problem),
        }
    }
    let mut known = std::collections::BTreeSet::new();
    files.retain(|file| known.insert(file.clone()));
    if files.len() > MAX_FILES {
        problems.push(format!("一次最多处理{MAX_FILES}个文件，这里有{}个", files.len()));
        files.truncate(MAX_FILES);
    }
    (files, problems)
}

fn of_one(argument: &Path) -> Result<Vec<PathBuf>, String> {
    let name = argument.display();
    if argument.is_dir() {
        let mut files = Vec::new();
        in_folder(argument, 0, &mut files).map_err(|error| format!("不能读取 {name}：{error}"))?;
        files.sort();
        return match files.is_empty() {
            true => Err(format!("文件夹 {name} 里没有.yaml文件")),
            false => Ok(files),
        };
    }
    let pattern = argument.to_str().filter(|text| text.contains(['*', '?', '[']));
    match pattern {
        Some(pattern) if !argument.exists() => {
            let found = glob::glob(pattern)
                .map_err(|error| format!("“{pattern}”不是正确的文件名式样：{}", error.msg))?;
            let mut files: Vec<PathBuf> =
                found.filter_map(Result::ok).filter(|path| path.is_file()).collect();
            files.sort();
            match files.is_empty() {
                true => Err(format!("没有符合“{pattern}”的文件")),
                false => Ok(files),
            }
        }
        // Whether it is there is found out when it is read.
        _ => Ok(vec![argument.to_owned()]),
    }
}

/// The YAML files of a folder and of those below it; hidden ones and links to folders aside.
fn in_folder(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() && depth < MAX_DEPTH {
            in_folder(&path, depth + 1, files)?;
        } else if !kind.is_dir() && is_yaml(&path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_yaml(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_patterns_stand_for_their_files() {
        let folder = std::env::temp_dir().join(format!("ziping-inputs-{}", std::process::id()));
        let below = folder.join("下级");
        std::fs::create_dir_all(&below).unwrap();
        for name in ["乙.yaml", "甲.yml", "说明.txt", ".隐.yaml", "下级/丙.YAML"] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        let path = |name: &str| folder.join(name);
        let (files, problems) = expand(&[folder.clone(), path("乙.yaml")]);
        assert_eq!(files, [path("下级/丙.YAML"), path("乙.yaml"), path("甲.yml")]);
        assert!(problems.is_empty());
        let (files, problems) = expand(&[path("*.yaml"), path("*.json"), path("没有.yaml")]);
        assert_eq!(files, [path(".隐.yaml"), path("乙.yaml"), path("没有.yaml")]);
        assert_eq!(problems.len(), 1);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
