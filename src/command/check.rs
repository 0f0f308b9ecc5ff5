//! `ziping check`: everything found in reports, without making a PDF.

use std::path::PathBuf;

use super::{ERRORS, FINE, Format, input};
use crate::finding::any_blocks;
use crate::output::{self, human};

#[derive(clap::Args)]
pub struct Arguments {
    /// 报告的YAML文件，可以写几个
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
}

pub fn run(arguments: &Arguments) -> u8 {
    let mut code = FINE;
    let mut reports = Vec::new();
    for file in &arguments.files {
        if arguments.fix
            && let Err(unusable) = input::fix(file, &arguments.method)
        {
            code = code.max(unusable);
        }
        match input::report(file, &arguments.method) {
            Ok(prepared) => {
                if prepared.assembled.is_none() {
                    code = code.max(input::unreadable(prepared.sources.as_deref()));
                } else if any_blocks(&prepared.findings) {
                    code = code.max(ERRORS);
                }
                reports.push((file.display().to_string(), prepared));
            }
            Err(unusable) => code = code.max(unusable),
        }
    }
    let text = match arguments.format {
        Format::Json => {
            let mut findings = output::json::Findings::new();
            for (name, prepared) in &reports {
                findings.add(name, prepared);
            }
            findings.to_json()
        }
        Format::Human => {
            let one = |(name, prepared): &(String, crate::Prepared)| {
                let sources = prepared.sources.as_deref();
                let listed = human::all(&prepared.findings, sources, name, human::Screen::stdout());
                format!("{listed}{name}：{}\n", human::summary(&prepared.findings))
            };
            reports.iter().map(one).collect()
        }
    };
    match input::print(&text) {
        Ok(()) => code,
        Err(fault) => fault,
    }
}
