//! Reading what the arguments name: the report, the scoring method, the templates.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::{ERRORS, UNUSABLE, whole_file};
use crate::archive::pdf;
use crate::assets::{self, Templates};
use crate::fix::{self, Refusal};
use crate::source::{MAX_BYTES, Sources, did_you_mean};
use crate::{MethodFile, Prepared, prepare};

/// Arguments that say what a report is computed with.
#[derive(clap::Args)]
pub struct Method {
    /// 用这个评分办法（名称或文件），不用报告里写的
    #[arg(long, visible_alias = "办法", value_name = "名称或文件")]
    method: Option<String>,
}

impl Method {
    /// The method that was given, if one was.
    ///
    /// # Errors
    /// The exit code, after saying what is wrong.
    pub fn file(&self) -> Result<Option<MethodFile>, u8> {
        self.method.as_deref().map(find_method).transpose()
    }
}

/// Reads and computes the report in a file.
///
/// # Errors
/// The exit code, after saying what is wrong.
pub fn report(path: &Path, method: &Method) -> Result<Prepared, u8> {
    let bytes = read(path)?;
    Ok(prepare(&path.display().to_string(), &bytes, method.file()?))
}

/// Makes the safe corrections in a report's file, after showing them on standard output.
///
/// # Errors
/// The exit code, after saying why nothing was written.
pub fn fix(path: &Path, method: &Method) -> Result<(), u8> {
    let bytes = read(path)?;
    let method = method.file()?;
    let name = path.display();
    let fixed = match fix::fix(&name.to_string(), &bytes, method.as_ref()) {
        Ok(fixed) => fixed,
        // The check that follows says what can't be read.
        Err(Refusal::Unreadable) => return Ok(()),
        Err(Refusal::Archive) => {
            eprintln!("没有改动 {name}：里面有公布值，已公布的报告按原文存档，不作改正");
            return Err(UNUSABLE);
        }
        Err(Refusal::Differs) => {
            eprintln!("没有改动 {name}：改正会牵动YAML的结构，请按下面列出的逐条手工改正");
            return Err(UNUSABLE);
        }
    };
    if fixed.count == 0 {
        eprintln!("{name}：没有可以代为改正的");
        return Ok(());
    }
    print(&fixed.diff(&name.to_string()))?;
    let mut new = Vec::with_capacity(bytes.len());
    const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
    if bytes.starts_with(BYTE_ORDER_MARK) {
        new.extend_from_slice(BYTE_ORDER_MARK);
    }
    new.extend_from_slice(fixed.after.as_bytes());
    whole_file::write(path, &new).map_err(|error| {
        eprintln!("错误：不能写入 {name}：{}", in_chinese(&error));
        UNUSABLE
    })?;
    eprintln!("{name}：已改正{}处", fixed.count);
    Ok(())
}

/// The exit code for a report that was not assembled: text with errors in it, or no text at all.
pub fn unreadable(sources: Option<&Sources>) -> u8 {
    if sources.is_some() { ERRORS } else { UNUSABLE }
}

fn find_method(name: &str) -> Result<MethodFile, u8> {
    if let Some(bytes) = assets::method(name) {
        return Ok(MethodFile { name: name.to_owned(), bytes: bytes.into_owned() });
    }
    let path = PathBuf::from(name);
    if path.exists() {
        return Ok(MethodFile { name: name.to_owned(), bytes: read(&path)? });
    }
    let known = assets::method_names();
    let near = did_you_mean(name, known.iter().map(String::as_str));
    eprintln!("错误：没有“{name}”这个评分办法，也没有这个文件{near}");
    eprintln!("程序自带的有：{}", known.join("、"));
    Err(UNUSABLE)
}

/// The templates, some replaced from a folder.
///
/// # Errors
/// The exit code, after saying what is wrong.
pub fn templates(folder: Option<&Path>) -> Result<Templates, u8> {
    match folder {
        None => Ok(Templates::embedded()),
        Some(folder) => Templates::with_folder(folder).map_err(|error| {
            eprintln!("错误：不能读取模板文件夹 {}：{}", folder.display(), in_chinese(&error));
            UNUSABLE
        }),
    }
}

/// Reads a YAML file.
///
/// # Errors
/// The exit code, after saying what is wrong.
pub fn read(path: &Path) -> Result<Vec<u8>, u8> {
    read_yaml(path).map_err(|message| {
        eprintln!("错误：{message}");
        UNUSABLE
    })
}

/// The same, for who tells it himself.
///
/// # Errors
/// What is wrong, for people.
pub fn read_yaml(path: &Path) -> Result<Vec<u8>, String> {
    read_up_to(path, MAX_BYTES)
}

/// Reads a PDF.
///
/// # Errors
/// What is wrong, for people.
pub fn read_pdf(path: &Path) -> Result<Vec<u8>, String> {
    read_up_to(path, pdf::MAX_BYTES)
}

fn read_up_to(path: &Path, limit: usize) -> Result<Vec<u8>, String> {
    let failed =
        |error: std::io::Error| format!("不能读取 {}：{}", path.display(), in_chinese(&error));
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    // One byte more than may be there, whatever the file system says its size is: it may be a pipe.
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > limit {
        let limit = limit / 1024 / 1024;
        return Err(format!("{} 超过{limit}MB，不像是一份自评报告", path.display()));
    }
    Ok(bytes)
}

/// Writes a result to standard output.
///
/// # Errors
/// The exit code, after saying what is wrong.
pub fn print(text: &str) -> Result<(), u8> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        // A reader that has seen enough, such as head, is no fault.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("错误：不能输出：{}", in_chinese(&error));
            Err(UNUSABLE)
        }
        _ => Ok(()),
    }
}

/// What the operating system says, in Chinese where it is one of the usual things.
pub fn in_chinese(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹".to_owned(),
        ErrorKind::PermissionDenied => {
            "没有权限（文件或文件夹是只读的，或者正被别的程序打开）".to_owned()
        }
        ErrorKind::IsADirectory => "这是一个文件夹".to_owned(),
        ErrorKind::NotADirectory => "路径中有一段不是文件夹".to_owned(),
        ErrorKind::StorageFull => "磁盘已满".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "磁盘只读".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = include_str!("../../data/reports/示例-2023-水利服务中心.yaml");

    #[test]
    fn a_file_is_corrected_in_place_and_nothing_else_is_left() {
        let folder = std::env::temp_dir().join(format!("ziping-fix-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("报告.yaml");
        let wrong = SOUND.replace("项目资金实行专账核算、", "项目资金实行专账核算,");
        std::fs::write(&file, format!("\u{FEFF}{wrong}")).unwrap();
        for _ in 0..2 {
            fix(&file, &Method { method: None }).unwrap();
            let text = std::fs::read_to_string(&file).unwrap();
            let right = wrong.replace("专账核算,", "专账核算，");
            assert_eq!(text, format!("\u{FEFF}{right}"));
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        let archive = include_bytes!("../../data/reports/2022-shangjie-zhujian.yaml");
        std::fs::write(&file, archive).unwrap();
        assert_eq!(fix(&file, &Method { method: None }), Err(UNUSABLE));
        assert_eq!(std::fs::read(&file).unwrap(), archive);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
