//! `ziping methods`: the scoring methods that the program brings along, or one of them as YAML.

use super::{FINE, UNUSABLE, input};
use crate::assets;
use crate::method;
use crate::source::{Origin, Source, did_you_mean, parse};

#[derive(clap::Args)]
pub struct Arguments {
    /// 评分办法的名称；写了就输出它的YAML，可以存成文件来改；不写时列出全部
    #[arg(value_name = "名称", help_heading = "参数")]
    name: Option<String>,
}

pub fn run(arguments: &Arguments) -> u8 {
    let text = match &arguments.name {
        None => assets::method_names().iter().map(|name| entry(name)).collect(),
        Some(name) => match assets::method(name) {
            Some(yaml) => String::from_utf8_lossy(&yaml).into_owned(),
            None => {
                let known = assets::method_names();
                let near = did_you_mean(name, known.iter().map(String::as_str));
                eprintln!("错误：没有“{name}”这个评分办法{near}\n用 ziping methods 列出全部");
                return UNUSABLE;
            }
        },
    };
    match input::print(&text) {
        Ok(()) => FINE,
        Err(fault) => fault,
    }
}

/// A method's name, and below it what it was taken from.
fn entry(name: &str) -> String {
    let bytes = assets::method(name).unwrap_or_default();
    let method = Source::new(Origin::Method, name, &bytes)
        .ok()
        .and_then(|source| method::decode(&parse(&source).root).ok());
    let basis = method.map(|method| method.basis).unwrap_or_default();
    let basis: String = basis.iter().map(|basis| format!("  依据：{}\n", basis.value)).collect();
    format!("{name}\n{basis}")
}
