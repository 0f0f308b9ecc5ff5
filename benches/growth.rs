//! How time and memory of the whole program grow with a report's size, and which share of the time is the
//! engine's: `cargo bench --bench growth`. Needs GNU time.

mod enlarged;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use enlarged::{SIZES, enlarged};
use ziping::archive::Maker;
use ziping::assets::Templates;
use ziping::render::{self, World};
use ziping::{Prepared, prepare};

/// As the program does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Of so many runs the fastest counts: what else the machine does can only make one slower.
const RUNS: usize = 5;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    println!("{:18} {:>6} {:>9} {:>9} {:>13}", "", "pages", "seconds", "MB", "of it engine");
    for size in SIZES {
        let yaml = enlarged(size);
        let file = folder.join("report.yaml");
        fs::write(&file, &yaml).expect("the target folder can be written");
        let runs = (0..RUNS).map(|_| whole_process(&file, &folder));
        let (seconds, kilobytes) = runs.min_by(|a, b| a.0.total_cmp(&b.0)).expect("some runs");
        let (pages, share) = engine(&yaml);
        let (name, megabytes, share) = (size.to_string(), kilobytes / 1024, share * 100.0);
        println!("{name:18} {pages:6} {seconds:9.3} {megabytes:9} {share:11.0} %");
    }
}

/// Seconds and peak memory in KB of `ziping build`, as a draft: what was published with mistakes, and is not
/// acknowledged in a larger report, makes no other PDF.
fn whole_process(file: &Path, folder: &Path) -> (f64, u64) {
    let target = folder.join("report.pdf");
    let _ = fs::remove_file(&target);
    let start = now();
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%M", env!("CARGO_BIN_EXE_ziping"), "build", "--draft"])
        .args([file, Path::new("-o"), &target])
        .output()
        .expect("GNU time is installed");
    let seconds = start.elapsed().as_secs_f64();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(target.exists(), "{told}");
    (seconds, told.lines().last().and_then(|line| line.parse().ok()).expect("memory in KB"))
}

/// Pages, and the engine's share of the time from the YAML to the PDF: layout and export.
fn engine(yaml: &str) -> (usize, f64) {
    let once = || {
        comemo::evict(0);
        let (read, prepared) = timed(|| prepare("报告.yaml", yaml.as_bytes(), None));
        let Prepared { assembled: Some(report), .. } = prepared else { panic!("it is sound") };
        let world = World::of(&report, &Templates::embedded(), &Maker::this());
        let (layout, document) = timed(|| render::layout(&world).expect("it can be laid out"));
        let (export, _) = timed(|| render::pdf(&document, &world, &report.payload, &Maker::this()));
        let engine = layout + export;
        (document.pages().len(), engine.as_secs_f64() / (read + engine).as_secs_f64())
    };
    // The first readies fonts and word lists.
    once();
    once()
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = now();
    let result = work();
    (start.elapsed(), result)
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
    Instant::now()
}
