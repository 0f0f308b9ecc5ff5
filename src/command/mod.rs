//! The command line: one file a verb.

mod build;
mod check;
mod data;
mod explain;
mod extract;
mod input;
mod many;
mod methods;
mod reading_codes;
mod rules;
mod usage;
mod verify;
mod watchdog;
mod whole_file;

use clap::{Parser, Subcommand};

/// Everything went well.
const FINE: u8 = 0;
/// The report has errors.
const ERRORS: u8 = 1;
/// The input or the arguments can't be used.
const UNUSABLE: u8 = 2;
/// A fault of the program.
const FAULT: u8 = 3;

#[derive(Parser)]
#[command(
    name = "ziping",
    version,
    about = "由一份YAML生成部门整体绩效自评报告",
    help_template = usage::TEMPLATE,
    override_usage = "ziping <命令> [选项] <文件>",
    disable_help_subcommand = true,
    subcommand_help_heading = "命令",
    next_help_heading = "选项",
    disable_help_flag = true,
    disable_version_flag = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Arguments {
    /// 显示帮助
    #[arg(short, long, action = clap::ArgAction::Help, global = true)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 生成PDF
    #[command(
        visible_alias = "生成",
        help_template = usage::TEMPLATE,
        override_usage = "ziping build [选项] <文件>...",
        next_help_heading = "选项"
    )]
    Build(build::Arguments),
    /// 检查报告，列出发现的问题
    #[command(
        visible_alias = "检查",
        help_template = usage::TEMPLATE,
        override_usage = "ziping check [选项] <文件>...",
        next_help_heading = "选项"
    )]
    Check(check::Arguments),
    /// 说明一个数是怎么来的
    #[command(
        visible_alias = "说明",
        help_template = usage::TEMPLATE,
        override_usage = "ziping explain [选项] <文件> [数]",
        next_help_heading = "选项"
    )]
    Explain(explain::Arguments),
    /// 列出核对规则，或说明其中一条
    #[command(
        visible_alias = "规则",
        help_template = usage::TEMPLATE,
        override_usage = "ziping rules [编号]",
        next_help_heading = "选项"
    )]
    Rules(rules::Arguments),
    /// 列出程序自带的评分办法，或输出其中一个
    #[command(
        visible_alias = "办法",
        help_template = usage::TEMPLATE,
        override_usage = "ziping methods [名称]",
        next_help_heading = "选项"
    )]
    Methods(methods::Arguments),
    /// 以JSON列出报告的全部内容和数
    #[command(
        visible_alias = "数据",
        help_template = usage::TEMPLATE,
        override_usage = "ziping data [选项] <文件>",
        next_help_heading = "选项"
    )]
    Data(data::Arguments),
    /// 核对PDF：用它携带的源文件重新生成，逐字节比较
    #[command(
        visible_alias = "核对",
        help_template = usage::TEMPLATE,
        override_usage = "ziping verify [选项] <PDF>...",
        next_help_heading = "选项"
    )]
    Verify(verify::Arguments),
    /// 取出PDF携带的源文件、评分办法和数据
    #[command(
        visible_alias = "取出",
        help_template = usage::TEMPLATE,
        override_usage = "ziping extract [选项] <PDF>",
        next_help_heading = "选项"
    )]
    Extract(extract::Arguments),
}

/// How results are printed.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Human,
    Json,
}

/// Runs the program with the process's arguments; returns its exit code.
pub fn run() -> u8 {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::explain(&error),
    };
    match arguments.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Data(arguments) => data::run(&arguments),
        Command::Methods(arguments) => methods::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
    }
}
