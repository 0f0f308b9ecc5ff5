//! How long each stage of a report takes, and how that grows with its size: `cargo bench`. The
//! published report as it is, and with ten and a hundred times the rows and paragraphs.

use divan::Bencher;
use divan::counter::BytesCount;
use ziping::archive::Maker;
use ziping::assets::Templates;
use ziping::render::World;
use ziping::source::{Origin, Source, parse};
use ziping::{Assembled, prepare, render};

const SAMPLE: &str = include_str!("../data/reports/2022-shangjie-zhujian.yaml");
/// How many times the sample each size is.
const SIZES: [usize; 3] = [1, 10, 100];

fn main() {
    divan::main();
}

/// Bytes to YAML nodes.
#[divan::bench(args = SIZES)]
fn source(bencher: Bencher, times: usize) {
    let yaml = larger(times);
    bencher.counter(BytesCount::of_str(&yaml)).bench(|| {
        let source = Source::new(Origin::Report, "报告.yaml", yaml.as_bytes());
        parse(&source.expect("the sample is text"))
    });
}

/// Bytes to figures, findings and payload: what `ziping check` does.
#[divan::bench(args = SIZES)]
fn check(bencher: Bencher, times: usize) {
    let yaml = larger(times);
    let bench = bencher.counter(BytesCount::of_str(&yaml));
    bench.bench(|| prepare("报告.yaml", yaml.as_bytes(), None));
}

/// Payload to pages, nothing remembered.
#[divan::bench(args = SIZES, sample_count = 10, max_time = 30)]
fn layout(bencher: Bencher, times: usize) {
    let report = assembled(times);
    bencher.with_inputs(|| comemo::evict(0)).bench_values(|()| {
        let world = World::of(&report, &Templates::embedded(), &Maker::this());
        render::layout(&world).expect("the sample can be laid out")
    });
}

/// Pages to the bytes of the PDF, attachments included.
#[divan::bench(args = SIZES, sample_count = 10, max_time = 30)]
fn pdf(bencher: Bencher, times: usize) {
    let report = assembled(times);
    let world = World::of(&report, &Templates::embedded(), &Maker::this());
    let document = render::layout(&world).expect("the sample can be laid out");
    bencher.with_inputs(|| comemo::evict(0)).bench_values(|()| {
        render::pdf(&document, &world, &report.payload, &Maker::this())
            .expect("the sample can be exported")
    });
}

fn assembled(times: usize) -> Assembled {
    let prepared = prepare("报告.yaml", larger(times).as_bytes(), None);
    prepared.assembled.expect("the sample can be assembled")
}

/// The sample with every row and paragraph so many times, the copies under names of their own.
/// Published values are left out: there are none of what was never published.
fn larger(times: usize) -> String {
    let body = &SAMPLE[..SAMPLE.find("\n公布值:").expect("the sample has published values")];
    let mut part = "";
    let mut yaml = String::new();
    let mut row = String::new();
    for line in body.lines() {
        let is_top_level = line.starts_with(|c: char| c.is_alphabetic());
        let starts_row = part == "指标" && line.starts_with("      - ");
        let goes_on = part == "指标" && line.starts_with("        ");
        if !goes_on {
            copies(&mut yaml, &std::mem::take(&mut row), times);
        }
        if is_top_level {
            part = line.split(':').next().unwrap_or_default();
        }
        if starts_row || goes_on {
            row.push_str(line);
            row.push('\n');
            continue;
        }
        yaml.push_str(line);
        yaml.push('\n');
        let text = line.trim_start();
        let is_paragraph = part == "正文" && !text.starts_with("- ") && !text.contains(": ");
        if is_paragraph && !text.ends_with([':', '|']) {
            let indent = &line[..line.len() - text.len()];
            for number in 1..times {
                yaml.push_str(&format!("{indent}{}{text}\n", word(number)));
            }
        }
    }
    copies(&mut yaml, &row, times);
    yaml
}

fn copies(yaml: &mut String, row: &str, times: usize) {
    if row.is_empty() {
        return;
    }
    yaml.push_str(row);
    for number in 1..times {
        yaml.push_str(&row.replacen("名称: ", &format!("名称: {}", word(number)), 1));
    }
}

/// A word of three characters for a number, one for each.
fn word(mut number: usize) -> String {
    const CHARACTERS: [char; 20] = [
        '春', '夏', '秋', '冬', '山', '河', '湖', '海', '松', '柏', '桃', '李', '梅', '兰', '竹',
        '菊', '金', '木', '石', '土',
    ];
    let mut word = String::new();
    for _ in 0..3 {
        word.push(CHARACTERS[number % CHARACTERS.len()]);
        number /= CHARACTERS.len();
    }
    word
}
