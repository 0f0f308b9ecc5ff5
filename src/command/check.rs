//! `ziping check`: everything found in reports, without making a PDF.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::many::{self, Done, Many};
use super::{ERRORS, FINE, Format, input};
use crate::batch::Line;
use crate::finding::any_blocks;
use crate::output::{self, human};
use crate::{MethodFile, Prepared, prepare};

#[derive(clap::Args)]
pub struct Arguments {
    /// 报告的YAML文件；可以写几个，也可以写文件夹或式样（如 "*.yaml"）
    #[arg(value_name = "文件", help_heading = "参数", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    method: input::Method,
    /// 输出形式：human给人看，json给程序读
    #[arg(long, visible_alias = "格式", value_name = "形式", default_value = "human")]
    format: Format,
    /// 代为改正不会改变意思的：半角标点、发文字号的括号、多余的空格、重复的标点；先列出改动
    #[arg(long, visible_alias = "改正", conflicts_with = "format")]
    fix: bool,
    #[command(flatten)]
    many: Many,
}

pub fn run(arguments: &Arguments) -> u8 {
    let files = match many::files(&arguments.files) {
        Ok(files) => files,
        Err(code) => return code,
    };
    let mut code = FINE;
    if arguments.fix {
        for file in &files {
            code = code.max(input::fix(file, &arguments.method).err().unwrap_or(FINE));
        }
    }
    let method = match arguments.method.file() {
        Ok(method) => method,
        Err(code) => return code,
    };
    match arguments.format {
        Format::Human => code.max(arguments.many.run(&files, |number| {
            let (mut done, prepared) = check(&files[number], method.as_ref());
            if let Some(prepared) = prepared {
                let (name, screen) = (&done.line.file, human::Screen::stdout());
                let sources = prepared.sources.as_deref();
                let listed = human::all(&prepared.findings, sources, name, screen);
                done.printed = format!("{listed}{name}：{}\n", human::summary(&prepared.findings));
            }
            done
        })),
        Format::Json => {
            let found = Mutex::new(BTreeMap::new());
            code = code.max(arguments.many.run_silently(&files, |number| {
                let (done, prepared) = check(&files[number], method.as_ref());
                let of_one =
                    prepared.map(|prepared| output::json::Findings::of(&done.line.file, &prepared));
                if let (Some(of_one), Ok(mut found)) = (of_one, found.lock()) {
                    found.insert(number, of_one);
                }
                done
            }));
            let mut findings = output::json::Findings::new();
            for of_one in found.into_inner().unwrap_or_default().into_values() {
                findings.add(of_one);
            }
            code.max(input::print(&findings.to_json()).err().unwrap_or(FINE))
        }
    }
}

fn check(file: &Path, method: Option<&MethodFile>) -> (Done, Option<Prepared>) {
    let name = file.display().to_string();
    let bytes = match input::read_yaml(file) {
        Ok(bytes) => bytes,
        Err(message) => return (Done::unreadable(&name, &message), None),
    };
    let prepared = prepare(&name, &bytes, method.cloned());
    let done = Done::of(Line::of(&name, &prepared));
    let done = if prepared.assembled.is_none() {
        done.not_assembled(prepared.sources.as_deref())
    } else if any_blocks(&prepared.findings) {
        done.ended(ERRORS, "有错误")
    } else {
        done.ended(FINE, "无错误")
    };
    (done, Some(prepared))
}
