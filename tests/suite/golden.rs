//! Golden files: for each report of `data/reports` its text line by line, its figures, what is found in
//! it, the hash of its
//! PDF, a small image of all pages and a larger one of the first. `ZIPING_UPDATE_GOLDEN=1 cargo test golden` writes them anew.

use std::fs;

use sha2::{Digest, Sha256};
use typst::layout::Abs;
use typst::utils::Scalar;
use typst_render::RenderOptions;
use ziping::archive::Maker;
use ziping::assets::Templates;
use ziping::output::human::{self, Screen};
use ziping::render::{self, World};
use ziping::{Assembled, Prepared};

use super::support::{assembled, is_updating, path, pdf, prepare_text, read, report};

/// Pixels per point: enough to see a rule or a line move.
const SCALE: f64 = 0.4;

/// The stems of all reports, sorted.
fn stems() -> Vec<String> {
    let files = fs::read_dir(path("data/reports")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut stems: Vec<String> =
        names.filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned)).collect();
    stems.sort();
    stems
}

#[test]
fn golden_files_are_as_kept() {
    let update = is_updating();
    let mut differing = Vec::new();
    let mut keep = |name: &str, fresh: Vec<u8>| {
        let file = path(&format!("tests/golden/{name}"));
        if update {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, fresh).unwrap();
        } else if fs::read(&file).ok().as_ref() != Some(&fresh) {
            // What came out is kept beside the PDFs, to be compared with any tool.
            let copy = path(&format!("out/golden/{}", name.replace('/', "-")));
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::write(&copy, fresh).unwrap();
            differing.push(format!("{} differs, see {}", file.display(), copy.display()));
        }
    };
    keep("messages.txt", messages().into_bytes());
    for stem in stems() {
        let prepared = report(&stem);
        let findings = findings(&prepared);
        let assembled = assembled(prepared);
        let world = World::of(&assembled, &Templates::embedded(), &Maker::this());
        let document = render::layout(&world).unwrap();
        let pdf = render::pdf(&document, &world, &assembled.payload, &Maker::this()).unwrap();
        let large = RenderOptions { pixel_per_pt: Scalar::new(1.0), ..Default::default() };
        let options = RenderOptions { pixel_per_pt: Scalar::new(SCALE), ..Default::default() };
        let image = typst_render::render_merged(&document, &options, Abs::pt(10.0), None);
        let first_page = typst_render::render(&document.pages()[0], &large);
        let files = [
            ("text.txt", text(&pdf).into_bytes()),
            ("figures.tsv", figures(&assembled).into_bytes()),
            ("findings.txt", findings.into_bytes()),
            ("pdf.sha256", hash(&pdf).into_bytes()),
            ("pages.png", image.encode_png().unwrap()),
            ("first-page.png", first_page.encode_png().unwrap()),
        ];
        for (name, fresh) in files {
            keep(&format!("{stem}/{name}"), fresh);
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// What a person is told, on 80 columns, of a report with a mistake of each kind: a key, a number, a
/// contradiction in a long line with its other place, an accepted one, advice that is folded.
fn messages() -> String {
    let sound = read("data/reports/示例-2023-水利服务中心.yaml");
    let planted = [
        ("  自称: 我中心 ", "  自呼: 我中心 "),
        ("成文日期: 2024年3月15日", "成文日期: 2024年13月15日"),
        (
            "支付前由项目、财务人员共同审核，",
            "受益群众满意度为29%,更换供水管道长度达到指标值，检查33次，\n      检查34次。\n      检查35次。\n      检查36次。\n      ",
        ),
        (
            "署名: 示例县",
            "公布值:\n  指标.产出指标.得分: 49\n核对说明:\n  - {规则: ZP112, 对象: [指标.产出指标.得分], 说明: 按公布的列示}\n署名: 示例县",
        ),
    ];
    let yaml = planted.iter().fold(sound, |yaml, (from, to)| yaml.replace(from, to));
    let prepared = prepare_text(&yaml);
    let listed =
        human::all(&prepared.findings, prepared.sources.as_deref(), "报告.yaml", Screen::plain(80));
    format!("{listed}{}\n", human::summary(&prepared.findings))
}

/// The text of the pages, a line of the page a line.
fn text(data: &[u8]) -> String {
    let mut text = String::new();
    for (index, page) in pdf::pages(data).iter().enumerate() {
        text.push_str(&format!("== {} ==\n", index + 1));
        for line in page.lines() {
            text.push_str(&line.text);
            text.push('\n');
        }
    }
    text
}

/// Every figure: id, exact value, as printed.
fn figures(assembled: &Assembled) -> String {
    let mut text = String::new();
    for figure in assembled.ledger.figures() {
        let value = figure.number().map(|number| number.to_string()).unwrap_or_default();
        text.push_str(&format!("{}\t{value}\t{}\n", figure.id, figure.printed()));
    }
    text
}

/// What is found: place, code, level, message.
fn findings(prepared: &Prepared) -> String {
    let sources = prepared.sources.as_ref().unwrap();
    let mut text = String::new();
    for finding in &prepared.findings {
        let place = finding.span.map(|span| sources.of(span).place(span.start));
        let place = place.map(|place| format!("{}:{} ", place.line, place.column));
        let level = finding.severity.in_chinese();
        let accepted = if finding.acknowledged.is_some() { "（已说明）" } else { "" };
        let (place, code) = (place.unwrap_or_default(), finding.kind.code);
        text.push_str(&format!("{place}{code} {level}{accepted} {}\n", finding.message));
    }
    text
}

fn hash(data: &[u8]) -> String {
    let digits: String = Sha256::digest(data).iter().map(|byte| format!("{byte:02x}")).collect();
    digits + "\n"
}
