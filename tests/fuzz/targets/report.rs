//! From bytes to all that is said about a report, but for the layout.

#![no_main]

mod edits;
mod random;

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target, fuzzer_mutate};
use ziping::finding::SYNTAX;
use ziping::output::{data, explain, human, json};
use ziping::{MethodFile, Prepared, archive, fix, prepare};

/// What follows it is a scoring method, used in place of the one that the report names.
const METHOD: &str = "\n=== 评分办法 ===\n";
const NAME: &str = "报告.yaml";

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let at = bytes.windows(METHOD.len()).position(|window| window == METHOD.as_bytes());
    let (report, method) = match at {
        Some(at) => (&bytes[..=at], Some(&bytes[at + METHOD.len()..])),
        None => (bytes, None),
    };
    let method = method.map(|bytes| MethodFile { name: "办法.yaml".into(), bytes: bytes.into() });
    let prepared = prepare(NAME, report, method.clone());
    say(&prepared);
    // Two or three times the work: for one input of four.
    if bytes.len().is_multiple_of(4)
        && let Ok(fixed) = fix::fix(NAME, report, method.as_ref())
    {
        let _ = fixed.diff(NAME);
        assert!(prepare(NAME, fixed.after.as_bytes(), method).assembled.is_some());
    }
    // What is broken only gets more so, and no rule is reached: most of it is not built on.
    let is_broken = prepared.findings.iter().any(|finding| finding.kind == SYNTAX);
    if is_broken && !bytes.len().is_multiple_of(8) { Corpus::Reject } else { Corpus::Keep }
});

/// Everything that any command says about it.
fn say(prepared: &Prepared) {
    let sources = prepared.sources.as_deref();
    for width in [20, 120] {
        human::all(&prepared.findings, sources, NAME, human::Screen::plain(width));
    }
    human::summary(&prepared.findings);
    json::Findings::of(NAME, prepared).to_json();
    if let Some(assembled) = &prepared.assembled {
        data::json(assembled);
        data::explained_json(assembled, assembled.ledger.figures().last());
        explain::list(&assembled.ledger);
        for figure in assembled.ledger.figures() {
            explain::tree(figure, &assembled.ledger, &assembled.sources);
        }
        assert!(archive::text_differences(assembled, assembled).is_empty());
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = random::Random::new(seed);
    let edited = match std::str::from_utf8(&data[..size]) {
        Ok(text) if random.below(8) > 0 => edits::edited(text, &mut random),
        _ => return fuzzer_mutate(data, size, max_size),
    };
    let size = edited.floor_char_boundary(max_size);
    data[..size].copy_from_slice(&edited.as_bytes()[..size]);
    size
});
