//! `ziping explain`: how a figure came to be, down to the lines of the YAML.

use std::path::PathBuf;

use super::{FINE, UNUSABLE, input};
use crate::output;
use crate::source::nearest;

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
    let ledger = &assembled.ledger;
    let text = match &arguments.figure {
        None => output::explain::list(ledger),
        Some(id) => match ledger.get(id) {
            Some(figure) => output::explain::tree(figure, ledger, sources),
            None => {
                let ids = ledger.figures().iter().map(|figure| figure.id.as_str());
                let near = nearest(id, ids);
                let near = near.map(|near| format!("，是不是“{near}”？")).unwrap_or_default();
                eprintln!("错误：没有“{id}”这个数{near}\n不写名称时列出全部的数");
                return UNUSABLE;
            }
        },
    };
    match input::print(&text) {
        Ok(()) => FINE,
        Err(fault) => fault,
    }
}
