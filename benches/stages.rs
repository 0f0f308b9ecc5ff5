//! How long each stage of a report takes, and how that grows with its size: `cargo bench --bench stages`.

mod enlarged;

use divan::Bencher;
use divan::counter::BytesCount;
use ziping::archive::Maker;
use ziping::assets::Templates;
use ziping::render::World;
use ziping::source::{Origin, Source, parse};
use ziping::{Assembled, prepare, render};

use enlarged::{SIZES, Size, enlarged};

/// As the program does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// Bytes to YAML nodes.
#[divan::bench(args = SIZES)]
fn source(bencher: Bencher, size: Size) {
    let yaml = enlarged(size);
    bencher.counter(BytesCount::of_str(&yaml)).bench(|| {
        let source = Source::new(Origin::Report, "报告.yaml", yaml.as_bytes());
        parse(&source.expect("the sample is text"))
    });
}

/// Bytes to figures, findings and payload: what `ziping check` does.
#[divan::bench(args = SIZES)]
fn check(bencher: Bencher, size: Size) {
    let yaml = enlarged(size);
    let bench = bencher.counter(BytesCount::of_str(&yaml));
    bench.bench(|| prepare("报告.yaml", yaml.as_bytes(), None));
}

/// Payload to pages, nothing remembered.
#[divan::bench(args = SIZES, sample_count = 10, max_time = 30)]
fn layout(bencher: Bencher, size: Size) {
    let report = assembled(size);
    bencher.with_inputs(|| comemo::evict(0)).bench_values(|()| {
        let world = World::of(&report, &Templates::embedded(), &Maker::this());
        render::layout(&world).expect("the sample can be laid out")
    });
}

/// Pages to the bytes of the PDF, attachments included.
#[divan::bench(args = SIZES, sample_count = 10, max_time = 30)]
fn pdf(bencher: Bencher, size: Size) {
    let report = assembled(size);
    let world = World::of(&report, &Templates::embedded(), &Maker::this());
    let document = render::layout(&world).expect("the sample can be laid out");
    bencher.with_inputs(|| comemo::evict(0)).bench_values(|()| {
        render::pdf(&document, &world, &report.payload, &Maker::this())
            .expect("the sample can be exported")
    });
}

fn assembled(size: Size) -> Assembled {
    let prepared = prepare("报告.yaml", enlarged(size).as_bytes(), None);
    prepared.assembled.expect("the sample can be assembled")
}
