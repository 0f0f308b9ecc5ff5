//! `ziping extract`: writes what a PDF carries.

use std::fs;
use std::path::{Path, PathBuf};

use super::{ERRORS, FINE, UNUSABLE, input, whole_file};
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
        Err(code) => return code,
    };
    let name = arguments.file.display();
    let attachments = pdf::File::new(&bytes).and_then(|file| pdf::attachments(&file));
    let attachments = match attachments {
        Ok(attachments) => attachments,
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
        Path::new("out").join(arguments.file.file_stem().unwrap_or(arguments.file.as_os_str()))
    });
    let mut code = FINE;
    let names = file_names(attachments.iter().map(|attachment| attachment.name.as_str()));
    for (attachment, file_name) in attachments.iter().zip(names) {
        let shown = harmless(&attachment.name);
        match &attachment.bytes {
            Ok(bytes) => {
                let path = folder.join(&file_name);
                if let Err(message) = write(&path, bytes) {
                    eprintln!("错误：不能写入 {}：{message}", path.display());
                    code = code.max(UNUSABLE);
                } else if file_name == attachment.name {
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
    if archive::open(&bytes).map_or_else(|failure| failure.is_change(), |it| it.altered.is_some()) {
        eprintln!("注意：附件与清单不符，用 ziping verify {name} 查看");
        code = code.max(ERRORS);
    }
    code
}

/// Writes a new file. One that is there already is left alone unless it is the same: it may be the
/// user's own, or a link that leads out of the folder.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() && fs::read(path).is_ok_and(|old| old == bytes) => {
            Ok(())
        }
        Ok(_) => Err("已经有同名的文件，内容不同；请换一个文件夹".to_owned()),
        Err(_) => whole_file::write(path, bytes).map_err(|error| input::in_chinese(&error)),
    }
}
