//! Whatever happens while a PDF is written, its path holds the whole old one or the whole new one.
#![cfg(unix)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::support::program::folder;
use super::support::{path, read};

const REPORT: &str = "data/reports/示例-2023-水利服务中心.yaml";

fn build(target: &PathBuf) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    command.arg("build").arg(path(REPORT)).arg("-o").arg(target);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_file_or_the_new() {
    const KILLS: u32 = 200;
    let folder = folder("crash", "crash");
    let target = folder.join("报告.pdf");
    #[expect(clippy::disallowed_methods, reason = "when to kill depends on how long a run takes")]
    let start = Instant::now();
    assert!(build(&target).status().unwrap().success());
    let duration = start.elapsed();
    let new = fs::read(&target).unwrap();
    let mut finished = 0;
    for kill in 0..KILLS {
        let old = format!("old {kill}").into_bytes();
        fs::write(&target, &old).unwrap();
        let mut running = build(&target).spawn().unwrap();
        // Moments spread evenly over a run and somewhat beyond: half of them near its end, where the
        // file is written.
        let moment = f64::from(kill % (KILLS / 2)) / f64::from(KILLS / 2);
        let share = if kill % 2 == 0 { moment * 1.1 } else { 0.8 + moment * 0.4 };
        std::thread::sleep(duration.mul_f64(share).max(Duration::from_micros(1)));
        let _ = running.kill();
        running.wait().unwrap();
        let there = fs::read(&target).unwrap();
        assert!(there == old || there == new, "after {kill} kills: {} bytes", there.len());
        finished += u32::from(there == new);
    }
    assert!(finished > 0 && finished < KILLS, "{finished} of {KILLS} runs had ended");
    // A run that is killed between writing and renaming leaves its temporary file, and nothing else.
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "报告.pdf" || name.starts_with(".报告.pdf.ziping-"), "{name}");
    }
}

#[test]
fn a_disk_that_is_full_leaves_the_old_file() {
    let folder = folder("crash", "full");
    let target = folder.join("报告.pdf");
    fs::write(&target, "old").unwrap();
    // No file may grow beyond 32 KiB: what a full disk does, without one.
    let command = build(&target);
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh"])
        .arg(command.get_program())
        .args(command.get_args())
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("错误：不能写入"), "{stderr}");
    assert_eq!(fs::read(&target).unwrap(), b"old");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing else is left");
}

#[test]
fn a_failed_run_leaves_the_old_file() {
    let folder = folder("crash", "failed");
    let target = folder.join("报告.pdf");
    fs::write(&target, "old").unwrap();
    fs::write(folder.join("报告.yaml"), read(REPORT).replacen("格式:", "格式", 1)).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["build", "报告.yaml", "-o", "报告.pdf"])
        .current_dir(&folder)
        .output()
        .unwrap()
        .status;
    assert_eq!(status.code(), Some(1));
    assert_eq!(fs::read(&target).unwrap(), b"old");
}
