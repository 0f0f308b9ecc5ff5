//! Templates of a user's own are programs: they may never end, take all memory, or nest so deep that
//! the engine breaks off. They run in a process apart, with a watch on its time and memory, so that
//! whatever they do ends with a message and an exit code.

use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::UNUSABLE;

/// Set for the process apart.
const APART: &str = "ZIPING_APART";
/// How often time and memory are looked at.
const EVERY: Duration = Duration::from_millis(5);
/// What laying out may take, whatever the size of the report: five times what a short one takes on a
/// slow machine.
const SECONDS: u64 = 5;
/// What a hundred KB of the report's YAML may take besides.
const SECONDS_EACH_100_KB: u64 = 10;
/// Megabytes of memory: several times what a report of average length takes.
const MEGABYTES: usize = 768;
/// What a hundred KB of the report's YAML may take besides.
const MEGABYTES_EACH_100_KB: usize = 100;

/// How much laying out may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    time: Duration,
    bytes: usize,
}

impl Limits {
    /// For a report whose YAML has so many bytes.
    pub fn of(report: usize) -> Limits {
        let hundreds = report / (100 * 1024);
        Limits {
            time: Duration::from_secs(SECONDS + SECONDS_EACH_100_KB * hundreds as u64),
            bytes: (MEGABYTES + MEGABYTES_EACH_100_KB * hundreds) * 1024 * 1024,
        }
    }

    /// What is passed, in Chinese.
    fn passed(self, time: Duration, bytes: usize) -> Option<String> {
        match () {
            () if time > self.time => Some(format!("超过{}秒还没有排完", self.time.as_secs())),
            () if bytes > self.bytes => Some(format!("用了超过{}MB内存", self.bytes / 1024 / 1024)),
            () => None,
        }
    }
}

/// What came of a process apart: its exit code and what it printed as its result.
pub type Apart = (u8, Vec<u8>);

/// Runs this program with these arguments in a process apart. `None` in that process, where the
/// command goes on, and where no process can be started.
///
/// # Errors
/// How it ended, for people, when it was by neither a result nor a message.
pub fn apart(arguments: impl IntoIterator<Item = OsString>) -> Option<Result<Apart, String>> {
    #[expect(clippy::disallowed_methods, reason = "says where this runs, changes nothing of it")]
    let is_apart = std::env::var_os(APART).is_some();
    if is_apart {
        return None;
    }
    let mut command = Command::new(std::env::current_exe().ok()?);
    let command = command.args(arguments).env(APART, "1").stderr(Stdio::inherit());
    let output = command.output().ok()?;
    let code = output.status.code().and_then(|code| u8::try_from(code).ok());
    Some(match code.filter(|code| *code <= UNUSABLE) {
        Some(code) => Ok((code, output.stdout)),
        None => Err(format!(
            "自定的模板使排版中断（{}）：请检查模板里嵌套、递归和很大的数",
            output.status
        )),
    })
}

/// Ends this process when it passes a limit, until what is returned is dropped.
pub fn watch(limits: Limits) -> Sender<()> {
    watch_and(limits, |passed| {
        eprintln!("错误：自定的模板{passed}，已停止：请检查模板里有没有不会结束的循环和重复");
        std::process::exit(i32::from(UNUSABLE));
    })
}

fn watch_and(limits: Limits, stop: impl FnOnce(String) + Send + 'static) -> Sender<()> {
    let (guard, ended) = mpsc::channel();
    #[expect(clippy::disallowed_methods, reason = "a limit on time, of which nothing is printed")]
    let start = Instant::now();
    thread::spawn(move || {
        while ended.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
            let bytes = memory_stats::memory_stats().map_or(0, |memory| memory.physical_mem);
            if let Some(passed) = limits.passed(start.elapsed(), bytes) {
                return stop(passed);
            }
        }
    });
    guard
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said within a second.
    fn said(time: Duration, bytes: usize) -> Option<String> {
        let (sender, receiver) = mpsc::channel();
        let guard = watch_and(Limits { time, bytes }, move |passed| sender.send(passed).unwrap());
        let said = receiver.recv_timeout(Duration::from_secs(1)).ok();
        drop(guard);
        said
    }

    #[test]
    fn time_and_memory_are_watched() {
        const HOUR: Duration = Duration::from_secs(3600);
        assert_eq!(said(Duration::ZERO, usize::MAX).as_deref(), Some("超过0秒还没有排完"));
        assert_eq!(said(HOUR, 1024).as_deref(), Some("用了超过0MB内存"));
        assert_eq!(said(HOUR, usize::MAX), None);
    }

    #[test]
    fn limits_grow_with_the_report() {
        let (small, large) = (Limits::of(20 * 1024), Limits::of(1024 * 1024));
        assert_eq!((small.time.as_secs(), large.time.as_secs()), (5, 105));
        assert!(large.bytes > small.bytes);
    }
}
