//! `ziping explain`: how a figure came to be, down to the lines of the YAML.

use std::path::PathBuf;

use super::{FINE, Format, UNUSABLE, input};
use crate::output;
use crate::source::did_you_mean;

#[derive(clap::Args)]
pub struct Arguments {
    /// 报告的YAML文件
    #[arg(value_name = "文件", help_heading = "参数")]
    file: PathBuf,
    /// 数的名称，如 资金.总额.执行率；不写时列出全部
    #[arg(value_name = "数", help_heading = "参数")]
    figure: Option<String>,
    #[command(flatten)]
    method: input::Method,
    /// 输出形式：human给人看，json给程序读
    #[arg(long, visible_alias = "格式", value_name = "形式", default_value = "human")]
    format: Format,
}

pub fn run(arguments: &Arguments) -> u8 {
    let prepared = match input::report(&arguments.file, &arguments.method) {
        Ok(prepared) => prepared,
        Err(code) => return code,
    };
    let (Some(assembled), Some(sources)) = (&prepared.assembled, &prepared.sources) else {
        let name = arguments.file.display().to_string();
        let sources = prepared.sources.as_deref();
        let screen = output::human::Screen::stderr();
        eprint!("{}", output::human::all(&prepared.findings, sources, &name, screen));
        return input::unreadable(sources);
    };
    // What rests on something that could not be read is told as such.
    let name = arguments.file.display().to_string();
    eprint!("{}", output::human::blocking(&prepared.findings, Some(sources), &name));
    let ledger = &assembled.ledger;
    let figure = arguments.figure.as_ref().map(|id| ledger.get(id).ok_or(id)).transpose();
    let figure = match figure {
        Ok(figure) => figure,
        Err(id) => {
            let ids = ledger.figures().iter().map(|figure| figure.id.as_str());
            let near = did_you_mean(id, ids);
            eprintln!("错误：没有“{id}”这个数{near}\n不写名称时列出全部的数");
            return UNUSABLE;
        }
    };
    let text = match (arguments.format, figure) {
        (Format::Json, figure) => output::data::explained_json(assembled, figure),
        (Format::Human, None) => output::explain::list(ledger),
        (Format::Human, Some(figure)) => output::explain::tree(figure, ledger, sources),
    };
    match input::print(&text) {
        Ok(()) => FINE,
        Err(fault) => fault,
    }
}
