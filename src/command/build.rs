//! `ziping build`: YAML in, PDF out.

use std::path::{Path, PathBuf};

use super::{ERRORS, FAULT, FINE, UNUSABLE, input, watchdog, whole_file};
use crate::archive::Maker;
use crate::finding::any_blocks;
use crate::{missing_glyphs, output, render_pdf};

#[derive(clap::Args)]
pub struct Arguments {
    /// 报告的YAML文件
    #[arg(value_name = "文件", help_heading = "参数")]
    file: PathBuf,
    /// PDF写到哪里（文件或文件夹）；不写时是 out/文件名.pdf
    #[arg(short, long, visible_alias = "输出", value_name = "路径")]
    output: Option<PathBuf>,
    #[command(flatten)]
    method: input::Method,
    /// 用这个文件夹里的模板替换自带的同名模板
    #[arg(long, visible_alias = "模板", value_name = "文件夹")]
    templates: Option<PathBuf>,
    /// 有错误也生成，每页印上“草稿”
    #[arg(long, visible_alias = "草稿")]
    draft: bool,
}

pub fn run(arguments: &Arguments) -> u8 {
    let target = output_path(arguments);
    if !target.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
        eprintln!("错误：输出的文件名要以.pdf结尾，这里是 {}", target.display());
        return UNUSABLE;
    }
    if arguments.templates.is_some()
        && let Some(apart) = watchdog::apart(std::env::args_os().skip(1))
    {
        return apart.map_or_else(
            |message| {
                eprintln!("错误：{message}");
                UNUSABLE
            },
            |(code, _)| code,
        );
    }
    let result = input::report(&arguments.file, &arguments.method);
    let (mut prepared, templates) = match (result, input::templates(arguments.templates.as_deref()))
    {
        (Ok(prepared), Ok(templates)) => (prepared, templates),
        (Err(code), _) | (_, Err(code)) => return code,
    };
    let mut glyphs_missing = false;
    if let Some(assembled) = &prepared.assembled {
        let missing = missing_glyphs(assembled);
        glyphs_missing = !missing.is_empty();
        prepared.findings.extend(missing);
    }
    let name = arguments.file.display().to_string();
    let sources = prepared.sources.as_deref();
    eprint!("{}", output::human::blocking(&prepared.findings, sources, &name));
    if !prepared.findings.is_empty() {
        let summary = output::human::summary(&prepared.findings);
        eprintln!("{summary}（用 ziping check 查看全部）");
    }
    let Some(mut assembled) = prepared.assembled else {
        eprintln!("没有生成PDF：请先改正以上错误");
        return input::unreadable(prepared.sources.as_deref());
    };
    let blocked = any_blocks(&prepared.findings);
    if blocked && (!arguments.draft || glyphs_missing) {
        let draft = if arguments.draft { "" } else { "；要先看版面，可以加 --draft" };
        eprintln!("没有生成PDF：请先改正以上错误{draft}");
        return ERRORS;
    }
    assembled.payload.draft = arguments.draft;
    let size = assembled.sources.report.text.len();
    let watch = arguments.templates.as_ref().map(|_| watchdog::watch(watchdog::Limits::of(size)));
    let rendered = render_pdf(&assembled, &templates, &Maker::this());
    // What is written is written whole.
    drop(watch);
    let pdf = match rendered {
        Ok(pdf) => pdf,
        Err(error) => {
            let by = if arguments.templates.is_some() {
                "自定的模板有错"
            } else {
                "程序出错了"
            };
            eprintln!("错误：排版没有成功（{by}）\n{error}");
            return if arguments.templates.is_some() { UNUSABLE } else { FAULT };
        }
    };
    if let Err(error) = whole_file::write(&target, &pdf) {
        eprintln!("错误：不能写入 {}：{}", target.display(), input::in_chinese(&error));
        return UNUSABLE;
    }
    eprintln!("已生成 {}", target.display());
    if blocked { ERRORS } else { FINE }
}

/// Where the PDF goes: by default `out/<stem>.pdf` below the working directory; in a folder that is
/// given, `<stem>.pdf`.
fn output_path(arguments: &Arguments) -> PathBuf {
    let file = &arguments.file;
    let mut name = file.file_stem().unwrap_or(file.as_os_str()).to_owned();
    name.push(".pdf");
    match &arguments.output {
        Some(path) if path.is_dir() => path.join(name),
        Some(path) => path.clone(),
        None => Path::new("out").join(name),
    }
}
