//! PDFs that are verified after all that can happen to one.

use std::sync::LazyLock;

use ziping::archive::{
    self, Difference, FIGURES, Failure, MANIFEST, METHOD, Maker, SOURCE, Verdict, Why, against,
    verify,
};
use ziping::assets::Templates;
use ziping::output::verdict::{self, Outcome};
use ziping::{Assembled, render_pdf};

use super::support::edit::{content, page, stream, with_attachment, with_objects};
use super::support::{SAMPLE, assembled, opened, read, report};

/// A small report.
const SMALL: &str = "示例-2023-水利服务中心";

static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| pdf(&small(), &Maker::this()));

fn small() -> Assembled {
    assembled(report(SMALL))
}

fn pdf(assembled: &Assembled, maker: &Maker) -> Vec<u8> {
    render_pdf(assembled, &Templates::embedded(), maker).unwrap().pdf
}

fn verdict(pdf: &[u8]) -> Verdict {
    verify(pdf, &Maker::this()).unwrap()
}

/// What a person is told.
fn told(pdf: &[u8]) -> String {
    let verdict = verify(pdf, &Maker::this()).map_err(|failure| failure.to_string());
    let outcome = Outcome { file: "报告.pdf".to_owned(), verdict, against: None };
    verdict::human(&outcome, &Maker::this())
}

#[track_caller]
fn is_told(pdf: &[u8], expected: &str) {
    let told = told(pdf);
    assert!(told.contains(expected), "{expected} is not in\n{told}");
}

#[test]
fn a_fresh_pdf_is_the_same() {
    assert_eq!(told(&PDF), "报告.pdf：一致，重新生成的PDF与它逐字节相同\n");
    // Of the published report it is said which values are printed that were not computed.
    let published = told(&pdf(&assembled(report(SAMPLE)), &Maker::this()));
    assert!(published.starts_with("报告.pdf：一致，"), "{published}");
    assert!(published.contains("总分：公布87.97，计算87.33\n"), "{published}");
}

#[test]
fn a_draft_is_made_again_as_a_draft() {
    let mut draft = small();
    draft.payload.draft = true;
    let draft = pdf(&draft, &Maker::this());
    assert!(opened(&draft).unwrap().manifest.document.draft);
    is_told(&draft, "一致，");
    is_told(&draft, "注意：这是草稿");
}

#[test]
fn what_is_carried_is_what_was_read() {
    let archive = opened(&PDF).unwrap();
    let yaml = read(&format!("data/reports/{SMALL}.yaml"));
    assert_eq!(archive.source, yaml.as_bytes());
    assert_eq!(archive.method, read("data/methods/财预2020-10号.yaml").as_bytes());
    let document = &archive.manifest.document;
    assert_eq!((document.year.as_str(), document.draft), ("2023", false));
    // A byte order mark and line ends of Windows are kept.
    let odd = format!("\u{FEFF}{}", yaml.replace('\n', "\r\n"));
    let prepared = ziping::prepare("报告.yaml", odd.as_bytes(), None);
    let odd_pdf = pdf(&assembled(prepared), &Maker::this());
    assert_eq!(opened(&odd_pdf).unwrap().source, odd.as_bytes());
    is_told(&odd_pdf, "一致，");
}

#[test]
fn one_flipped_byte_in_an_attachment_is_named() {
    for (name, what) in
        [(SOURCE, "源文件"), (METHOD, "评分办法"), (FIGURES, "数据"), (MANIFEST, "清单")]
    {
        let mut flipped = PDF.clone();
        let number = super::support::edit::attachment(&PDF, name);
        let head = format!("\n{number} 0 obj");
        let at = PDF.windows(head.len()).position(|window| window == head.as_bytes()).unwrap();
        let stream = PDF[at..].windows(6).position(|window| window == b"stream").unwrap();
        flipped[at + stream + 40] ^= 1;
        assert_eq!(
            verdict(&flipped),
            Verdict::Different(Why::Attachment(Failure::Damaged(name.to_owned())))
        );
        is_told(&flipped, &format!("不一致，{what}被改动过：附件“{name}”的字节已损坏"));
    }
}

#[test]
fn an_altered_source_is_named_with_the_figures_that_change() {
    let yaml = read(&format!("data/reports/{SMALL}.yaml"));
    let altered = yaml.replacen("276.6", "286.6", 1);
    assert!(yaml != altered);
    let pdf = with_attachment(&PDF, SOURCE, altered.as_bytes());
    is_told(&pdf, "不一致，源文件被改动过：附件“report.yaml”与清单里的SHA-256不符");
    is_told(&pdf, "资金.总额.全年执行数：所附数据300.6，重新计算310.6");
    is_told(&pdf, "总分：所附数据95.78，重新计算96.09");
    // A person who knows what he does changes the manifest too: then the figures tell.
    let manifest = String::from_utf8(attachment(&PDF, MANIFEST)).unwrap();
    let (old, new) = (manifest_hash(yaml.as_bytes()), manifest_hash(altered.as_bytes()));
    let pdf = with_attachment(&pdf, MANIFEST, manifest.replace(&old, &new).as_bytes());
    is_told(&pdf, "个数与按源文件算出的不同：源文件或figures.json连同清单被改动过");
}

fn attachment(pdf: &[u8], name: &str) -> Vec<u8> {
    let file = archive::pdf::File::new(pdf).unwrap();
    let all = archive::pdf::attachments(&file).unwrap();
    all.into_iter().find(|attachment| attachment.name == name).unwrap().bytes.unwrap()
}

fn manifest_hash(bytes: &[u8]) -> String {
    archive::manifest::sha256(bytes)
}

#[test]
fn another_method_is_named() {
    let method = read("data/methods/财预2020-10号.yaml");
    let other = method.replacen("下限: 90", "下限: 99", 1);
    assert!(method != other);
    let pdf = with_attachment(&PDF, METHOD, other.as_bytes());
    is_told(&pdf, "不一致，评分办法被改动过：附件“method.yaml”与清单里的SHA-256不符");
    is_told(&pdf, "等级：所附数据优，重新计算良");
}

#[test]
fn altered_figures_are_named() {
    let figures = String::from_utf8(attachment(&PDF, FIGURES)).unwrap();
    let altered = figures.replace("\"text\": \"95.78\"", "\"text\": \"97.58\"");
    assert!(figures != altered);
    let pdf = with_attachment(&PDF, FIGURES, altered.as_bytes());
    is_told(&pdf, "不一致，数据被改动过");
    is_told(&pdf, "总分：所附数据97.58（计算值95.78），重新计算95.78");
}

/// The file with its manifest changed.
fn with_manifest(pdf: &[u8], old: &str, new: &str) -> Vec<u8> {
    let manifest = String::from_utf8(attachment(pdf, MANIFEST)).unwrap();
    assert!(manifest.contains(old), "{manifest}");
    with_attachment(pdf, MANIFEST, manifest.replace(old, new).as_bytes())
}

/// The version of this program, as its manifests say it.
fn program() -> String {
    format!("\"program\": \"{}\"", Maker::this().program)
}

#[test]
fn what_a_file_claims_is_not_believed() {
    // Figures that can't be read, with a manifest and a version that fit.
    let figures = b"{\"total\": 100}";
    let hash = manifest_hash(&attachment(&PDF, FIGURES));
    let pdf = with_attachment(&PDF, FIGURES, figures);
    let pdf = with_manifest(&pdf, &hash, &manifest_hash(figures));
    let pdf = with_manifest(&pdf, &program(), "\"program\": \"9.9.9\"");
    is_told(&pdf, "不一致，附件“figures.json”与重新生成的不同");
    let pdf = with_manifest(&PDF, "\"year\": \"2023\"", "\"year\": \"1999\"");
    is_told(&pdf, "不一致，附件“manifest.json”与重新生成的不同");
    let pdf = with_manifest(&PDF, &program(), "\"program\": \"请 运行\"");
    is_told(&pdf, "不一致，附件“manifest.json”被改动过");
}

#[test]
fn the_first_of_several_alterations_is_named() {
    let altered = with_attachment(&PDF, SOURCE, b"x: 1");
    let number = super::support::edit::attachment(&altered, FIGURES);
    let both = with_objects(&altered, &[(number, b"null".to_vec())]);
    is_told(&both, "不一致，源文件被改动过：附件“report.yaml”与清单里的SHA-256不符");
}

#[test]
fn edited_text_is_named_by_its_page() {
    let (number, page) = content(&PDF, 1);
    // The first glyph that is drawn is drawn twice.
    let at = page.windows(2).position(|window| window == b"[(").unwrap() + 2;
    let edited = [&page[..at], &page[at..at + 4], &page[at + 4..]].concat();
    assert_eq!(page[at], b'\\', "codes are written in octal");
    let doubled = [&edited[..at + 8], &edited[at..at + 8], &edited[at + 8..]].concat();
    let pdf = with_objects(&PDF, &[(number, stream("", &doubled))]);
    match verdict(&pdf) {
        Verdict::Different(Why::Page(difference, None)) => {
            assert_eq!(difference.page, 1);
            let Difference::Words { file, again } = difference.kind else { panic!("no words") };
            assert!(file.starts_with("22") && again.starts_with("20"), "{file} {again}");
        }
        other => panic!("{other:?}"),
    }
    is_told(&pdf, "不一致，第1页的文字与重新生成的不同");
    // The same words elsewhere on the page.
    let moved = [b"1 0 0 1 5 0 cm\n", page.as_slice()].concat();
    is_told(
        &with_objects(&PDF, &[(number, stream("", &moved))]),
        "不一致，第1页的线条、位置或字形与重新生成的不同",
    );
}

#[test]
fn what_is_laid_over_a_page_is_named() {
    let (number, page) = page(&PDF, 3);
    let note = "/Annots[<</Type/Annot/Subtype/FreeText/Rect[0 0 99 99]/Contents(96.51)>>]>>";
    let annotated = page.trim_end().strip_suffix(">>").unwrap().to_owned() + note;
    let pdf = with_objects(&PDF, &[(number, annotated.into_bytes())]);
    is_told(&pdf, "不一致，第3页上面加了批注、图章或其他遮盖物");
    let turned = page.trim_end().strip_suffix(">>").unwrap().to_owned() + "/Rotate 180>>";
    let pdf = with_objects(&PDF, &[(number, turned.into_bytes())]);
    is_told(&pdf, "不一致，第3页的线条、位置或字形与重新生成的不同");
}

#[test]
fn another_method_of_a_known_name_is_told() {
    let method = read("data/methods/财预2020-10号.yaml").replacen("下限: 90", "下限: 85", 1);
    let own = ziping::MethodFile { name: "我的.yaml".to_owned(), bytes: method.into_bytes() };
    let yaml = read(&format!("data/reports/{SMALL}.yaml"));
    let prepared = ziping::prepare("报告.yaml", yaml.as_bytes(), Some(own));
    let pdf = pdf(&assembled(prepared), &Maker::this());
    is_told(&pdf, "一致，");
    is_told(&pdf, "注意：评分办法“财预2020-10号”与本程序自带的同名办法内容不同");
}

#[test]
fn a_file_whose_pages_are_broken_is_told() {
    let (number, _) = content(&PDF, 2);
    let pdf = with_objects(&PDF, &[(number, stream("/Filter/FlateDecode", b"no zlib"))]);
    is_told(&pdf, "不一致，各附件完好，页面读不出：文件已损坏");
    let manifest = super::support::edit::attachment(&PDF, MANIFEST);
    let gone = with_objects(&PDF, &[(manifest, b"null".to_vec())]);
    is_told(&gone, "不一致，附件“manifest.json”不见了");
}

#[test]
fn a_file_that_was_only_stored_otherwise_says_so() {
    let (number, page) = content(&PDF, 2);
    let set_out = [b"\n % a comment \n", page.as_slice()].concat();
    let pdf = with_objects(&PDF, &[(number, stream("", &set_out))]);
    assert_eq!(verdict(&pdf), Verdict::Different(Why::Elsewhere));
    let pdf = with_objects(&PDF, &[(number, stream("", page.strip_suffix(b"\n").unwrap()))]);
    assert_eq!(verdict(&pdf), Verdict::Different(Why::Elsewhere));
    assert_eq!(verdict(&[PDF.as_slice(), b"\n"].concat()), Verdict::Different(Why::Elsewhere));
}

#[test]
fn another_version_agrees_in_its_data_and_is_named() {
    let older = Maker { program: "0.0.9".to_owned(), ..Maker::this() };
    let pdf = pdf(&small(), &older);
    assert!(matches!(verdict(&pdf), Verdict::SameData(_, other) if other.theirs == older));
    is_told(&pdf, "数据一致，源文件、全部的数和文字相同，PDF由别的版本生成");
    is_told(&pdf, "程序：生成它的是0.0.9，本程序是");
    is_told(&pdf, "要逐字节核对，请用 ziping 0.0.9 (Typst ");
    is_told(&pdf, "用本程序重新生成，各页相同");
    // That another version made it is no licence to change what it says.
    let (number, page) = content(&pdf, 1);
    let at = page.windows(2).position(|window| window == b"[(").unwrap() + 2;
    let doubled = [&page[..at + 8], &page[at..at + 8], &page[at + 8..]].concat();
    let edited = with_objects(&pdf, &[(number, stream("", &doubled))]);
    is_told(&edited, "不一致，第1页的文字与重新生成的不同");
    is_told(&edited, "清单说PDF由别的版本生成");
    let moved = [b"1 0 0 1 5 0 cm\n", page.as_slice()].concat();
    let edited = with_objects(&pdf, &[(number, stream("", &moved))]);
    is_told(
        &edited,
        "注意：第1页的线条、位置或字形与重新生成的不同，可能是版本不同，也可能被改动过",
    );
    let (number, page) = super::support::edit::page(&pdf, 3);
    let note = "/Annots[<</Type/Annot/Subtype/FreeText/Rect[0 0 99 99]/Contents(96.51)>>]>>";
    let annotated = page.trim_end().strip_suffix(">>").unwrap().to_owned() + note;
    let edited = with_objects(&pdf, &[(number, annotated.into_bytes())]);
    is_told(&edited, "不一致，第3页上面加了批注、图章或其他遮盖物");
}

#[test]
fn other_fonts_and_templates_are_named() {
    let mut other = Maker::this();
    other.fonts.insert("LiberationSerif-Bold.ttf".to_owned(), "00".to_owned());
    other.templates.remove("layout.typ");
    let pdf = pdf(&small(), &other);
    is_told(&pdf, "字体不同：LiberationSerif-Bold.ttf\n");
    is_told(&pdf, "模板不同：layout.typ\n");
}

#[test]
fn a_pdf_that_carries_nothing_is_unusable() {
    let plain = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n42\n%%EOF\n";
    assert_eq!(verify(plain, &Maker::this()), Err(Failure::CarriesNothing));
    is_told(plain, "无法核对，没有携带生成它的源文件");
    is_told(b"PK", "无法核对，不是PDF文件");
    is_told(&PDF[..PDF.len() / 2], "无法核对，文件不完整");
    let later = with_attachment(&PDF, MANIFEST, br#"{"format": "ziping.archive/2"}"#);
    is_told(&later, "清单的格式是“ziping.archive/2”，本程序只读“ziping.archive/1”");
}

#[test]
fn templates_of_the_users_own_are_carried() {
    let layout = read("templates/layout.typ").replace("title-size-pt: 22", "title-size-pt: 18");
    let own = vec![("layout.typ".to_owned(), layout.into_bytes())];
    let templates = Templates::embedded().with(own);
    let pdf = render_pdf(&small(), &templates, &Maker::this()).unwrap().pdf;
    assert_eq!(opened(&pdf).unwrap().templates.len(), 1);
    is_told(&pdf, "一致，");
    is_told(&pdf, "注意：用了自定的模板：layout.typ；");
    let altered = with_attachment(&pdf, "layout.typ", b"#let x = 1");
    is_told(&altered, "模板被改动过：附件“layout.typ”");
}

#[test]
fn differences_to_another_yaml_are_listed() {
    let yaml = read(&format!("data/reports/{SMALL}.yaml"));
    let other =
        yaml.replacen("276.6", "286.6", 1).replacen("项目资金实行专账核算", "项目资金专账核算", 1);
    let archive = opened(&PDF).unwrap();
    assert!(against(&archive, "另.yaml", yaml.as_bytes()).unwrap().is_empty());
    let found = against(&archive, "另.yaml", other.as_bytes()).unwrap();
    let ids: Vec<&str> = found.figures.iter().map(|figure| figure.id.as_str()).collect();
    assert!(ids.contains(&"总分") && ids.contains(&"资金.总额.全年执行数"), "{ids:?}");
    assert_eq!(found.texts.len(), 1, "{:#?}", found.texts);
    let (archived, place) = found.texts[0].archived.as_ref().unwrap();
    assert!(archived.contains("项目资金实行专账核算"));
    assert!(yaml.lines().nth(place.line - 1).unwrap().contains("项目资金实行专账核算"));
    // A paragraph that is new.
    let more = format!("{yaml}标题: 另一个标题\n");
    let found = against(&archive, "另.yaml", more.as_bytes()).unwrap();
    let [text] = found.texts.as_slice() else { panic!("{:#?}", found.texts) };
    assert_eq!((text.path.as_str(), text.archived.as_ref()), ("标题", None));
}
