//! What `build` and `check` share when they are given many reports.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Instant;

use super::{FINE, UNUSABLE, input, whole_file};
use crate::batch::{self, Line, Progress, Stop};
use crate::source::Sources;

/// Arguments of runs over many reports.
#[derive(clap::Args)]
pub struct Many {
    /// 同时处理几份；不写时按处理器的核数
    #[arg(long, visible_alias = "并行", value_name = "份数")]
    jobs: Option<NonZeroUsize>,
    /// 把汇总表写成文件：.csv或.xlsx
    #[arg(long, visible_alias = "汇总", value_name = "文件")]
    summary: Option<PathBuf>,
}

/// What came of one report.
pub struct Done {
    /// The exit code for it alone.
    pub code: u8,
    /// What is told of it on standard error.
    pub told: String,
    /// Its result, for standard output.
    pub printed: String,
    /// Its line of the table.
    pub line: Line,
}

impl Done {
    /// Of a report that was read: nothing to tell yet.
    pub fn of(line: Line) -> Done {
        Done { code: FINE, told: String::new(), printed: String::new(), line }
    }

    /// Of a file that can't be read at all.
    pub fn unreadable(file: &str, message: &str) -> Done {
        let line = Line { file: file.to_owned(), result: "读不出", ..Line::default() };
        Done { code: UNUSABLE, told: format!("错误：{message}\n"), ..Done::of(line) }
    }

    /// The same for a report that could not be put together: text with errors in it, or no text.
    pub fn not_assembled(self, sources: Option<&Sources>) -> Done {
        let result = if sources.is_some() { "有错误" } else { "读不出" };
        self.ended(input::unreadable(sources), result)
    }

    /// Tells something more.
    pub fn tell(&mut self, text: &str) {
        self.told.push_str(text);
    }

    /// The same with how it ended.
    pub fn ended(mut self, code: u8, result: &'static str) -> Done {
        self.code = code;
        self.line.result = result;
        self
    }
}

/// The files that arguments stand for.
///
/// # Errors
/// The exit code, after saying which arguments stand for none.
pub fn files(arguments: &[PathBuf]) -> Result<Vec<PathBuf>, u8> {
    let (files, problems) = batch::expand(arguments);
    for problem in &problems {
        eprintln!("错误：{problem}");
    }
    if problems.is_empty() { Ok(files) } else { Err(UNUSABLE) }
}

impl Many {
    /// Does `work` for every file, tells what comes of each, and of several ends with the table on
    /// standard output. Returns the worst exit code.
    pub fn run(&self, files: &[PathBuf], work: impl Fn(usize) -> Done + Sync) -> u8 {
        self.run_and(files, work, files.len() > 1)
    }

    /// The same without the table: what the work prints is the result.
    pub fn run_silently(&self, files: &[PathBuf], work: impl Fn(usize) -> Done + Sync) -> u8 {
        self.run_and(files, work, false)
    }

    fn run_and(&self, files: &[PathBuf], work: impl Fn(usize) -> Done + Sync, table: bool) -> u8 {
        if let Some(path) = &self.summary
            && batch::Format::of(path).is_none()
        {
            eprintln!("错误：汇总表的文件名要以.csv或.xlsx结尾，这里是 {}", path.display());
            return UNUSABLE;
        }
        let timed = |number: usize| {
            #[expect(clippy::disallowed_methods, reason = "stands in the table, not in a PDF")]
            let start = Instant::now();
            let mut done = work(number);
            done.line.time = start.elapsed();
            done
        };
        let mut code = FINE;
        let mut lines = Vec::new();
        let mut progress = Progress::new(files.len());
        let mut told = |_: usize, done: Done| {
            code = code.max(done.code);
            code = code.max(progress.told(&done.line.file, &done.told, || {
                input::print(&done.printed).err().unwrap_or(FINE)
            }));
            lines.push(done.line);
        };
        let mut stopped = false;
        if files.len() == 1 {
            // Alone on the main thread, where the engine shares its work among all cores.
            told(0, timed(0));
        } else {
            let stop = Stop::on_interrupt();
            let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
            batch::run(files.len(), self.jobs.unwrap_or(cores), &stop, timed, &mut told);
            stopped = stop.is_pulled();
        }
        progress.finish();
        if stopped {
            let left = files.len() - lines.len();
            eprintln!("已中断：处理了{}份，还有{left}份没有处理", lines.len());
            code = code.max(UNUSABLE);
        }
        code.max(self.sum_up(&lines, table))
    }

    /// The table, and the file for Excel.
    fn sum_up(&self, lines: &[Line], table: bool) -> u8 {
        let mut code = FINE;
        if table && let Err(fault) = input::print(&batch::table(lines)) {
            code = fault;
        }
        let Some(path) = &self.summary else { return code };
        let Some(format) = batch::Format::of(path) else { return code };
        let written = batch::write(lines, format).map_err(|error| error.to_string());
        let written = written.and_then(|bytes| {
            whole_file::write(path, &bytes).map_err(|error| input::in_chinese(&error))
        });
        match written {
            Ok(()) => eprintln!("汇总表已写入 {}", path.display()),
            Err(message) => {
                eprintln!("错误：不能写入 {}：{message}", path.display());
                code = code.max(UNUSABLE);
            }
        }
        code
    }
}
