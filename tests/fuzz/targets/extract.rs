//! From bytes to what a PDF carries and what stands on its pages.

#![no_main]

mod random;
mod repair;

use std::collections::BTreeSet;
use std::path::{Component, Path};
use std::time::{Duration, Instant};

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target, fuzzer_mutate};
use ziping::archive::{self, pdf};

/// A verdict reads no more pages than the report has.
const MOST_PAGES: usize = 100;
/// What takes longer is within the reader's limits all the same, but others would wait for it.
const QUICK: Duration = Duration::from_millis(50);

fuzz_target!(|bytes: &[u8]| -> Corpus {
    #[expect(clippy::disallowed_methods, reason = "says what is built on, no PDF is made")]
    let start = Instant::now();
    read(bytes);
    if start.elapsed() > QUICK { Corpus::Reject } else { Corpus::Keep }
});

fn read(bytes: &[u8]) {
    let file = match pdf::File::new(bytes) {
        Ok(file) => file,
        Err(unreadable) => return drop(unreadable.to_string()),
    };
    if let Ok(attachments) = pdf::attachments(&file) {
        in_one_folder(&attachments);
    }
    if let Ok(mut pages) = pdf::pages(&file) {
        pages.truncate(MOST_PAGES);
        let mut texts = pdf::Texts::new(&file);
        let mut itself = pdf::Comparison::new(&file, &file);
        for page in &pages {
            let _ = texts.of(page);
            let _ = page.annotations(&file);
            assert_ne!(itself.same(page, page), Ok(false));
            assert_ne!(itself.same_annotations(page, page), Ok(false));
        }
        for (page, next) in pages.iter().zip(pages.iter().skip(1)) {
            let _ = pdf::Comparison::new(&file, &file).same(page, next);
        }
    }
    // What is computed from it is for the other target to look at.
    if let Err(failure) = archive::open(&file) {
        let _ = failure.to_string();
    }
}

/// Whatever attachments are called, they are written as files of one folder, none over another.
fn in_one_folder(attachments: &[pdf::Attachment]) {
    let names = archive::file_names(attachments.iter().map(|it| it.name.as_str()));
    let mut seen = BTreeSet::new();
    for name in &names {
        let mut parts = Path::new(name).components();
        assert!(matches!(parts.next(), Some(Component::Normal(_))) && parts.next().is_none());
        assert!(name.len() < 256 && seen.insert(name.to_lowercase()));
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = random::Random::new(seed);
    let mutated = match random.below(8) {
        0 => return fuzzer_mutate(data, size, max_size),
        1..4 => repair::with_stream(&data[..size], &mut random, |stream| {
            let length = stream.len();
            stream.resize(length + 64, 0);
            let new = fuzzer_mutate(stream, length, length + 64);
            stream.truncate(new);
        }),
        _ => {
            let size = fuzzer_mutate(data, size, max_size);
            data[..size].to_vec()
        }
    };
    let repaired = repair::repaired(&mutated);
    let size = repaired.len().min(max_size);
    data[..size].copy_from_slice(&repaired[..size]);
    size
});
