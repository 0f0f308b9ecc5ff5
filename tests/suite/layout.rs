//! GB/T 9704-2012 on the laid-out pages: type area, lines, characters, page numbers.

use super::published::{narrative_lines, published_pages};
use super::support::pdf::{Line, Page};
use super::support::{SAMPLE_BUILT, squeeze};

const MM: f64 = 72.0 / 25.4;
/// The size of the body's text, points.
const SIZE: f64 = 15.75;

fn narrative() -> Vec<&'static Page> {
    SAMPLE_BUILT.pages.iter().filter(|page| !page.is_landscape()).collect()
}

#[test]
fn the_narrative_takes_10_pages_and_the_table_5_at_most() {
    assert_eq!(narrative().len(), 10);
    assert!(SAMPLE_BUILT.pages.len() - 10 <= 5);
}

#[test]
fn a_full_line_has_28_characters_inside_the_type_area() {
    let lines: Vec<Line> = narrative().into_iter().flat_map(narrative_lines).collect();
    let (left, right) = (28.0 * MM, 184.0 * MM);
    for line in &lines {
        assert!(line.x >= left - 0.1, "{} starts at {}", line.text, line.x);
        // The last glyph may be a closing mark that was drawn in to half its width.
        assert!(
            line.last_x + SIZE / 2.0 <= right + 0.1,
            "{} ends behind {}",
            line.text,
            line.last_x
        );
    }
    let full_width = |line: &&Line| line.text.chars().all(|c| c > '\u{2000}');
    let full = |line: &&Line| (line.x - left).abs() < 0.1 && line.last_x + 1.6 * SIZE >= right;
    let counts: Vec<usize> = lines
        .iter()
        .filter(full_width)
        .filter(full)
        .map(|line| line.text.chars().count())
        .collect();
    // A closing mark that is drawn in makes 29, one that takes its hanzi along to the next line 27.
    assert!(counts.len() >= 50, "full lines without digits: {}", counts.len());
    assert!(counts.iter().all(|count| (27..=29).contains(count)), "{counts:?}");
    let usual = counts.iter().filter(|&&count| count == 28).count();
    assert!(20 * usual >= 17 * counts.len(), "{counts:?}");
}

#[test]
fn a_full_page_has_22_lines_on_one_grid() {
    let pages = narrative();
    let counts: Vec<usize> = pages.iter().map(|page| narrative_lines(page).len()).collect();
    // Pages that hold nothing but text; a title or a heading that moves on leaves fewer.
    assert!(counts.iter().all(|&count| count <= 22), "{counts:?}");
    assert!(counts[1..9].iter().filter(|&&count| count == 22).count() >= 4, "{counts:?}");
    for page in &pages[1..] {
        let lines = narrative_lines(page);
        for pair in lines.windows(2) {
            assert!(
                (pair[1].y - pair[0].y - 29.53).abs() < 0.05,
                "{} to {}",
                pair[0].text,
                pair[1].text
            );
        }
    }
}

#[test]
fn page_numbers_stand_outside_below_the_type_area() {
    for (index, page) in narrative().into_iter().enumerate() {
        let lines = page.lines();
        let number = lines.iter().find(|line| line.y > 265.0 * MM).expect("a page number");
        assert_eq!(number.text, format!("—{}—", index + 1));
        // The dashes' stroke is 7 mm below the type area, so the digits' foot is a little lower.
        assert!((number.y - (262.0 + 7.0) * MM).abs() < 6.0, "at {}", number.y / MM);
        let odd = index % 2 == 0;
        assert_eq!(number.x > page.width / 2.0, odd, "page {}", index + 1);
    }
}

#[test]
fn lines_break_where_the_published_lines_break() {
    let ours: Vec<String> =
        narrative().into_iter().flat_map(narrative_lines).map(|line| line.text).collect();
    let published = published_pages().concat();
    let ends = |lines: &[String]| -> Vec<usize> {
        lines
            .iter()
            .scan(0, |at, line| {
                *at += squeeze(line).chars().count();
                Some(*at)
            })
            .collect()
    };
    let (ours, theirs) = (ends(&ours), ends(&published));
    let same = theirs.iter().filter(|end| ours.binary_search(end).is_ok()).count();
    let share = same as f64 / theirs.len() as f64;
    println!(
        "{same} of {} published lines end where ours end: {:.1} %",
        theirs.len(),
        100.0 * share
    );
    assert!(share >= 0.93, "{same} of {}", theirs.len());
}
