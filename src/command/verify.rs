//! `ziping verify`: makes PDFs again from what they carry and compares the bytes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{ERRORS, FINE, Format, UNUSABLE, input, watchdog};
use crate::archive::{self, Against, Archive, Maker, NotComparable, Verdict, pdf};
use crate::output::verdict::{self, Outcome};
use crate::output::{human, verdict_json};

#[derive(clap::Args)]
pub struct Arguments {
    /// 本程序生成的PDF，可以写几个
    #[arg(value_name = "PDF", help_heading = "参数", required = true)]
    files: Vec<PathBuf>,
    /// 再与这份YAML比较，列出不同的数和文字
    #[arg(long, visible_alias = "对照", value_name = "文件")]
    against: Option<PathBuf>,
    /// 输出形式：human给人看，json给程序读
    #[arg(long, visible_alias = "格式", value_name = "形式", default_value = "human")]
    format: Format,
}

pub fn run(arguments: &Arguments) -> u8 {
    let against = arguments.against.as_deref().map(|path| Ok((path, input::read(path)?)));
    let against = match against.transpose() {
        Ok(against) => against,
        Err(code) => return code,
    };
    let mut code = FINE;
    let mut results = Vec::new();
    for path in &arguments.files {
        let (one, result) = verify(path, arguments, against.as_ref());
        code = code.max(one);
        results.push(result);
    }
    let text = match arguments.format {
        Format::Json => verdict_json::document(&results),
        Format::Human => results.concat(),
    };
    match input::print(&text) {
        Ok(()) => code,
        Err(fault) => fault,
    }
}

/// The exit code for one file, and what is printed of it.
fn verify(path: &Path, arguments: &Arguments, against: Option<&(&Path, Vec<u8>)>) -> (u8, String) {
    let maker = Maker::this();
    let printed = |outcome: &Outcome| match arguments.format {
        Format::Json => verdict_json::record(outcome),
        Format::Human => verdict::human(outcome, &maker),
    };
    let file = path.display().to_string();
    let unusable = |message| {
        let file = file.clone();
        (UNUSABLE, printed(&Outcome { file, verdict: Err(message), against: None }))
    };
    let pdf = match input::read_pdf(path) {
        Ok(pdf) => pdf,
        Err(message) => return unusable(message),
    };
    let carried = pdf::File::new(&pdf).ok().and_then(|file| archive::open(&file).ok());
    let foreign = carried.as_ref().filter(|carried| !carried.templates.is_empty());
    let mut watch = None;
    if let Some(carried) = foreign {
        match watchdog::apart(again(path, arguments)) {
            Some(Ok((code, stdout))) => {
                let stdout = String::from_utf8_lossy(&stdout);
                let result = match arguments.format {
                    Format::Json => verdict_json::record_in(&stdout),
                    Format::Human => Some(stdout.into_owned()).filter(|text| !text.is_empty()),
                };
                // The watch has said on standard error what passed its limits.
                let stopped = || unusable("自定的模板超过了限度".to_owned());
                return result.map_or_else(stopped, |result| (code, result));
            }
            Some(Err(message)) => return unusable(message),
            None => {
                watch = Some(watchdog::watch(watchdog::Limits::of(carried.source.len())));
            }
        }
    }
    let verdict = archive::verify(&pdf, &maker);
    drop(watch);
    let mut code = match &verdict {
        Ok(Verdict::Same(..) | Verdict::SameData(..)) => FINE,
        Ok(Verdict::Different(_)) => ERRORS,
        Err(_) => UNUSABLE,
    };
    let mut compared = None;
    if let (Some((path, yaml)), Some(carried)) = (against, &carried) {
        match compare(carried, path, yaml) {
            Ok(differences) => {
                let differs = differences.as_ref().is_some_and(|found| !found.is_empty());
                code = code.max(if differs { ERRORS } else { FINE });
                compared = differences;
            }
            Err(unusable) => code = code.max(unusable),
        }
    }
    let verdict = verdict.map_err(|failure| failure.to_string());
    (code, printed(&Outcome { file, verdict, against: compared }))
}

/// The arguments that verify one file like this.
fn again(path: &Path, arguments: &Arguments) -> Vec<OsString> {
    let format = match arguments.format {
        Format::Json => "json",
        Format::Human => "human",
    };
    let mut again: Vec<OsString> = vec!["verify".into(), "--format".into(), format.into()];
    if let Some(against) = &arguments.against {
        again.extend(["--against".into(), against.into()]);
    }
    again.extend(["--".into(), path.into()]);
    again
}

/// None when the archived report can't be read: the verdict has said so.
fn compare(carried: &Archive, path: &Path, yaml: &[u8]) -> Result<Option<Against>, u8> {
    let name = path.display().to_string();
    match archive::against(carried, &name, yaml) {
        Ok(against) => Ok(Some(against)),
        Err(NotComparable::Archived(_)) => Ok(None),
        Err(NotComparable::Other(prepared)) => {
            let sources = prepared.sources.as_deref();
            eprint!("{}", human::all(&prepared.findings, sources, &name, human::Screen::stderr()));
            eprintln!("没有比较：{name} 读不出报告");
            Err(input::unreadable(sources))
        }
    }
}
