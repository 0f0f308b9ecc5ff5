//! `ziping extract`: writes what a PDF carries.

use std::fs;
use std::path::{Path, PathBuf};

use super::{ERRORS, FINE, UNUSABLE, input, whole_file};
use crate::archive::pdf::Attachment;
use crate::archive::{self, file_names, pdf};
use crate::output::verdict::harmless;

#[derive(clap::Args)]
pub struct Arguments {
    /// 本程序生成的PDF
    #[arg(value_name = "PDF", help_heading = "参数")]
    file: PathBuf,
    /// 写到哪个文件夹；不写时是 out/文件名
    #[arg(short, long, visible_alias = "输出", value_name = "文件夹")]
    output: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> u8 {
    let bytes = match input::read_pdf(&arguments.file) {
        Ok(bytes) => bytes,
        Err(message) => {
            eprintln!("错误：{message}");
            return UNUSABLE;
        }
    };
    let name = harmless(&arguments.file.display().to_string());
    let read = pdf::File::new(&bytes)
        .and_then(|file| pdf::attachments(&file).map(|attachments| (file, attachments)));
    let (file, attachments) = match read {
        Ok(read) => read,
        Err(unreadable) => {
            eprintln!("错误：{name}：{unreadable}");
            return UNUSABLE;
        }
    };
    if attachments.is_empty() {
        eprintln!("错误：{name}：{}", archive::Failure::CarriesNothing);
        return UNUSABLE;
    }
    let folder = arguments.output.clone().unwrap_or_else(|| {
        // The stem of `...pdf` is `..`: a name from outside is a file's name only once it is made one.
        let stem = arguments.file.file_stem().unwrap_or_default().to_string_lossy();
        Path::new("out").join(file_names([&*stem].into_iter()).concat())
    });
    let names = file_names(attachments.iter().map(|attachment| attachment.name.as_str()));
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    let taken = |(path, attachment): &(&PathBuf, &Attachment)| is_taken(path, attachment);
    let taken: Vec<_> = paths.iter().zip(&attachments).filter(taken).collect();
    if !taken.is_empty() {
        for (path, _) in taken {
            eprintln!("错误：已经有 {}，内容不同", path.display());
        }
        eprintln!("什么都没有写出：请用 -o 换一个文件夹");
        return UNUSABLE;
    }
    let mut code = FINE;
    for ((attachment, path), file_name) in attachments.iter().zip(&paths).zip(&names) {
        let shown = harmless(&attachment.name);
        match &attachment.bytes {
            Ok(bytes) => {
                if let Err(error) = whole_file::write(path, bytes) {
                    let error = input::in_chinese(&error);
                    eprintln!("错误：不能写入 {}：{error}", path.display());
                    code = code.max(UNUSABLE);
                } else if *file_name == attachment.name {
                    eprintln!("已写出 {}", path.display());
                } else {
                    eprintln!("已写出 {}（附件名“{shown}”不能用作文件名）", path.display());
                }
            }
            Err(unreadable) => {
                eprintln!("错误：附件“{shown}”读不出：{unreadable}");
                code = code.max(ERRORS);
            }
        }
    }
    code.max(warned(&file, &name))
}

/// Says what is wrong with what was written out.
fn warned(pdf: &pdf::File, name: &str) -> u8 {
    let altered = match archive::open(pdf) {
        Ok(archive) => {
            for other in &archive.others {
                eprintln!("注意：附件“{}”不是本程序放进去的", harmless(other));
            }
            archive.altered.is_some() || !archive.others.is_empty()
        }
        Err(failure) => failure.is_change(),
    };
    if altered {
        eprintln!("注意：附件被改动过，用 ziping verify {name} 查看");
    }
    if altered { ERRORS } else { FINE }
}

/// Whether something else is there already: it may be the user's own, or a link that leads out of
/// the folder.
fn is_taken(path: &Path, attachment: &Attachment) -> bool {
    let same = |old: Vec<u8>| attachment.bytes.as_ref().is_ok_and(|bytes| *bytes == old);
    match fs::symlink_metadata(path) {
        Ok(metadata) => !metadata.is_file() || !fs::read(path).is_ok_and(same),
        Err(_) => false,
    }
}
