//! `ziping rules`: the list of rules, or one rule's page.

use super::{FINE, UNUSABLE, input};
use crate::audit::RULES;
use crate::source::nearest;

#[derive(clap::Args)]
pub struct Arguments {
    /// 规则编号，如ZP112；不写时列出全部
    #[arg(value_name = "编号", help_heading = "参数")]
    code: Option<String>,
}

pub fn run(arguments: &Arguments) -> u8 {
    let text = match &arguments.code {
        None => RULES
            .iter()
            .map(|rule| {
                format!("{} {} {}\n", rule.kind.code, rule.severity.in_chinese(), rule.kind.name)
            })
            .collect(),
        Some(code) => match RULES.iter().find(|rule| rule.kind.code.eq_ignore_ascii_case(code)) {
            Some(rule) => {
                let severity = rule.severity.in_chinese();
                format!("{} {}（{severity}）\n\n{}\n", rule.kind.code, rule.kind.name, rule.about)
            }
            None => {
                let near = nearest(code, RULES.iter().map(|rule| rule.kind.code));
                let near = near.map(|near| format!("，是不是“{near}”？")).unwrap_or_default();
                eprintln!("错误：没有“{code}”这条规则{near}\n用 ziping rules 列出全部");
                return UNUSABLE;
            }
        },
    };
    match input::print(&text) {
        Ok(()) => FINE,
        Err(fault) => fault,
    }
}
