//! How far a run is: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// The bar, how many of how many, how long still, the last file.
const STYLE: &str = "{bar:24} {pos}/{len} 剩余约{eta} {wide_msg}";

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
            // The style is a constant that a test reads.
            bar.set_style(ProgressStyle::with_template(STYLE).expect("a style"));
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_style_is_one() {
        assert!(super::ProgressStyle::with_template(super::STYLE).is_ok());
    }
}
