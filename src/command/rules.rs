//! `ziping rules`: the list of codes, or one code's page.

use super::reading_codes::READING_CODES;
use super::{FINE, UNUSABLE, input};
use crate::audit::RULES;
use crate::source::did_you_mean;

#[derive(clap::Args)]
pub struct Arguments {
    /// 编号，如ZP112；不写时列出全部
    #[arg(value_name = "编号", help_heading = "参数")]
    code: Option<String>,
}

/// What is said of a code.
struct Entry {
    code: &'static str,
    level: &'static str,
    name: &'static str,
    about: &'static str,
}

fn entries() -> Vec<Entry> {
    let reading = READING_CODES.iter().map(|(kind, about)| Entry {
        code: kind.code,
        level: "错误",
        name: kind.name,
        about,
    });
    let rules = RULES.iter().map(|rule| Entry {
        code: rule.kind.code,
        level: rule.severity.in_chinese(),
        name: rule.kind.name,
        about: rule.about,
    });
    let mut entries: Vec<Entry> = reading.chain(rules).collect();
    entries.sort_by_key(|entry| entry.code);
    entries
}

pub fn run(arguments: &Arguments) -> u8 {
    let entries = entries();
    let text = match &arguments.code {
        None => entries
            .iter()
            .map(|entry| format!("{} {} {}\n", entry.code, entry.level, entry.name))
            .collect(),
        Some(code) => match entries.iter().find(|entry| is(entry, code)) {
            Some(entry) => {
                format!("{} {}（{}）\n\n{}\n", entry.code, entry.name, entry.level, entry.about)
            }
            None => {
                let near = did_you_mean(code, entries.iter().map(|entry| entry.code));
                eprintln!("错误：没有“{code}”这个编号{near}\n用 ziping rules 列出全部");
                return UNUSABLE;
            }
        },
    };
    match input::print(&text) {
        Ok(()) => FINE,
        Err(fault) => fault,
    }
}

/// Whether an entry is the one that is asked for, with or without its letters.
fn is(entry: &Entry, code: &str) -> bool {
    let digits = entry.code.trim_start_matches("ZP");
    entry.code.eq_ignore_ascii_case(code) || digits == code
}
