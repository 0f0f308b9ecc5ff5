//! `ziping verify`: makes PDFs again from what they carry and compares the bytes.

use std::path::{Path, PathBuf};

use super::{ERRORS, FINE, Format, UNUSABLE, input};
use crate::archive::{self, Against, Maker, NotComparable, Verdict};
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
    let maker = Maker::this();
    let mut code = FINE;
    let mut outcomes = Vec::new();
    for path in &arguments.files {
        let file = path.display().to_string();
        let pdf = match input::read_pdf(path) {
            Ok(pdf) => pdf,
            Err(message) => {
                code = UNUSABLE;
                outcomes.push(Outcome { file, verdict: Err(message), against: None });
                continue;
            }
        };
        let verdict = archive::verify(&pdf, &maker);
        code = code.max(match &verdict {
            Ok(Verdict::Same(..) | Verdict::SameData(..)) => FINE,
            Ok(Verdict::Different(_)) => ERRORS,
            Err(_) => UNUSABLE,
        });
        let mut compared = None;
        if let Some((path, yaml)) = &against {
            match compare(&pdf, path, yaml) {
                Ok(differences) => {
                    let differs = differences.as_ref().is_some_and(|found| !found.is_empty());
                    code = code.max(if differs { ERRORS } else { FINE });
                    compared = differences;
                }
                Err(unusable) => code = code.max(unusable),
            }
        }
        let verdict = verdict.map_err(|failure| failure.to_string());
        outcomes.push(Outcome { file, verdict, against: compared });
    }
    let text = match arguments.format {
        Format::Json => verdict_json::json(&outcomes),
        Format::Human => outcomes.iter().map(|outcome| verdict::human(outcome, &maker)).collect(),
    };
    match input::print(&text) {
        Ok(()) => code,
        Err(fault) => fault,
    }
}

/// None when the PDF carries nothing that could be compared: the verdict has said so.
fn compare(pdf: &[u8], path: &Path, yaml: &[u8]) -> Result<Option<Against>, u8> {
    let Ok(file) = archive::pdf::File::new(pdf) else { return Ok(None) };
    let Ok(carried) = archive::open(&file) else { return Ok(None) };
    let name = path.display().to_string();
    match archive::against(&carried, &name, yaml) {
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
