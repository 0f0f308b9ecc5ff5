//! `ziping data`: what the templates get, with the ledger, as JSON on standard output.

use std::path::PathBuf;

use super::{ERRORS, FINE, input};
use crate::finding::any_blocks;
use crate::output;

#[derive(clap::Args)]
pub struct Arguments {
    /// 报告的YAML文件
    #[arg(value_name = "文件", help_heading = "参数")]
    file: PathBuf,
    #[command(flatten)]
    method: input::Method,
}

pub fn run(arguments: &Arguments) -> u8 {
    let prepared = match input::report(&arguments.file, &arguments.method) {
        Ok(prepared) => prepared,
        Err(code) => return code,
    };
    let name = arguments.file.display().to_string();
    eprint!("{}", output::human::blocking(&prepared.findings, prepared.sources.as_deref(), &name));
    let Some(assembled) = &prepared.assembled else {
        return input::unreadable(prepared.sources.as_deref());
    };
    match input::print(&output::data::json(assembled)) {
        Err(fault) => fault,
        Ok(()) if any_blocks(&prepared.findings) => ERRORS,
        Ok(()) => FINE,
    }
}
