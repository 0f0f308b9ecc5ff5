//! How far a run is: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// How far a run is, on standard error.
pub struct Progress {
    /// None where there is no terminal, or nothing to wait for.
    bar: Option<ProgressBar>,
    count: usize,
    done: usize,
}

impl Progress {
    /// Of so many reports.
    pub fn new(count: usize) -> Progress {
        let bar = (count > 1 && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(count as u64);
            let style = "{bar:24} {pos}/{len} 剩余约{eta} {wide_msg}";
            bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| {
                // The template above is a constant that is tested.
                ProgressStyle::default_bar()
            }));
            bar
        });
        Progress { bar, count, done: 0 }
    }

    /// One more is done: its file, what is told of it, and how its result is printed.
    pub fn told<T>(&mut self, file: &str, message: &str, print: impl FnOnce() -> T) -> T {
        self.done += 1;
        let tell = || {
            eprint!("{message}");
            print()
        };
        match &self.bar {
            Some(bar) => {
                bar.set_position(self.done as u64);
                bar.set_message(file.to_owned());
                bar.suspend(tell)
            }
            None => {
                if self.count > 1 {
                    eprintln!("[{}/{}] {file}", self.done, self.count);
                }
                tell()
            }
        }
    }

    /// Nothing more comes.
    pub fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
