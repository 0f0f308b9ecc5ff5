//! Help and usage errors in Chinese.

use std::io::Write;

use clap::error::{ContextKind, ErrorKind};

use super::{FINE, UNUSABLE};

/// How help is laid out.
pub const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}";

/// Prints what clap has to say; returns the exit code.
pub fn explain(error: &clap::Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = write!(std::io::stdout(), "{error}");
            FINE
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(std::io::stderr(), "{error}");
            UNUSABLE
        }
        kind => {
            let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
            let argument = context(ContextKind::InvalidArg);
            let message = match kind {
                ErrorKind::InvalidSubcommand => {
                    format!("没有“{}”这个命令", context(ContextKind::InvalidSubcommand))
                }
                ErrorKind::UnknownArgument => format!("不认识“{argument}”"),
                ErrorKind::MissingRequiredArgument => format!("缺少{argument}"),
                ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
                ErrorKind::ArgumentConflict => format!("“{argument}”重复或与别的选项冲突"),
                ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
                    format!("“{argument}”后面缺少内容")
                }
                _ => format!("“{argument}”不能这样写：{}", context(ContextKind::InvalidValue)),
            };
            let near =
                [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg].map(context).concat();
            let near = if near.is_empty() { near } else { format!("，是不是“{near}”？") };
            eprintln!("错误：{message}{near}\n用 ziping --help 查看用法");
            UNUSABLE
        }
    }
}
