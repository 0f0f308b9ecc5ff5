//! PDFs made to hurt: the program says what is wrong, and ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use miniz_oxide::deflate::compress_to_vec_zlib;
use ziping::archive::pdf::{self, File, MAX_READ, Unreadable};
use ziping::archive::{Failure, MANIFEST, Maker, verify};
use ziping::assets::Templates;
use ziping::render_pdf;

#[cfg(unix)]
use super::support::edit::content;
use super::support::edit::{stream, with_attachment, with_objects};
use super::support::program::{folder, ziping};
use super::support::{assembled, build, opened, read, report};

/// A PDF of these objects, numbered from 1; the first is the catalog.
fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut data = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", data.len()));
        data.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
        data.extend_from_slice(object);
        data.extend_from_slice(b"\nendobj\n");
    }
    finish(data, &table, objects.len() + 1)
}

fn finish(mut data: Vec<u8>, table: &str, size: usize) -> Vec<u8> {
    let at = data.len();
    data.extend_from_slice(table.as_bytes());
    let trailer = format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n");
    data.extend_from_slice(trailer.as_bytes());
    data
}

/// A PDF with these attachments: names as PDF strings, streams.
fn with_files(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut names = String::new();
    let mut objects = Vec::new();
    for (index, (name, stream)) in files.iter().enumerate() {
        let number = index * 2 + 2;
        names.push_str(&format!("{name} {number} 0 R "));
        objects.push(format!("<</UF{name}/EF<</F {} 0 R>>>>", number + 1).into_bytes());
        objects.push(stream.clone());
    }
    let catalog = format!("<</Names<</EmbeddedFiles<</Names[{names}]>>>>>>").into_bytes();
    let all: Vec<&[u8]> =
        std::iter::once(catalog.as_slice()).chain(objects.iter().map(Vec::as_slice)).collect();
    pdf(&all)
}

/// What is said of a file's attachments.
fn attachments(data: &[u8]) -> Result<usize, Unreadable> {
    pdf::attachments(&File::new(data)?).map(|attachments| attachments.len())
}

#[test]
fn objects_that_lead_round_in_a_circle_are_refused() {
    let too_deep = Err(Unreadable::TooDeep);
    for objects in [
        &[&b"1 0 R"[..]][..],
        &[b"<</Names 2 0 R>>", b"3 0 R", b"2 0 R"],
        &[b"<</Names<</EmbeddedFiles 2 0 R>>>>", b"<</Kids[2 0 R]>>"],
        &[b"<</Names<</EmbeddedFiles 2 0 R>>>>", b"<</Kids[3 0 R]>>", b"<</Kids[2 0 R]>>"],
        &[b"<</Names 2 0 R>>", b"<</Length 2 0 R>>\nstream\n\nendstream"],
    ] {
        assert_eq!(attachments(&pdf(objects)), too_deep, "{:?}", objects.last());
    }
    let pages = pdf(&[b"<</Pages 2 0 R>>", b"<</Kids[2 0 R]>>"]);
    assert_eq!(pdf::pages(&File::new(&pages).unwrap()).err(), Some(Unreadable::TooDeep));
    // An older table that is the newest itself.
    let whole = pdf(&[b"<<>>"]);
    let at = whole.windows(4).rposition(|window| window == b"xref").unwrap() - 5;
    let text = String::from_utf8(whole).unwrap();
    let at = text[..at].rfind("xref\n").unwrap();
    let circle = text.replace("/Root", &format!("/Prev {at}/Root"));
    assert_eq!(attachments(circle.as_bytes()), too_deep);
}

#[test]
fn object_streams_inside_each_other_are_refused() {
    // Object 3 is said to stand in stream 4, and stream 4 in stream 3.
    let rows: [[u8; 4]; 5] = [[0, 0, 0, 0], [1, 0, 9, 0], [0, 0, 0, 0], [2, 0, 4, 0], [2, 0, 3, 0]];
    let mut data = b"%PDF-1.7\n1 0 obj\n<</Names 3 0 R>>\nendobj\n".to_vec();
    let at = data.len();
    data.extend_from_slice(b"5 0 obj\n");
    data.extend(stream("/Type/XRef/W[1 2 1]/Size 5/Root 1 0 R", &rows.concat()));
    data.extend_from_slice(format!("\nendobj\nstartxref\n{at}\n%%EOF\n").as_bytes());
    assert_eq!(attachments(&data), Err(Unreadable::TooDeep));
}

#[test]
fn nesting_and_counts_without_end_are_refused() {
    let deep = [b"<</Names ".as_slice(), "[".repeat(100_000).as_bytes()].concat();
    assert_eq!(attachments(&pdf(&[&deep])), Err(Unreadable::TooDeep));
    let wide = [b"<</Names [".as_slice(), "0 ".repeat(2_100_000).as_bytes(), b"]>>"].concat();
    assert_eq!(attachments(&pdf(&[&wide])), Err(Unreadable::TooManyObjects));
    let table = "xref\n0 4000000000\n0000000000 65535 f \n";
    let claims = finish(b"%PDF-1.7\n".to_vec(), table, 1);
    assert!(matches!(attachments(&claims), Err(Unreadable::Broken { .. })));
    let rows = compress_to_vec_zlib(&vec![1; 4 * 2_100_000], 6);
    let mut many = b"%PDF-1.7\n".to_vec();
    many.extend_from_slice(b"1 0 obj\n");
    let entries = "/Type/XRef/W[1 2 1]/Size 2100000/Root 1 0 R/Filter/FlateDecode";
    many.extend(stream(entries, &rows));
    many.extend_from_slice(b"\nendobj\nstartxref\n9\n%%EOF\n");
    assert_eq!(attachments(&many), Err(Unreadable::TooManyObjects));
}

#[test]
fn small_files_that_inflate_to_gigabytes_are_refused() {
    // One stream of a megabyte, under a thousand names.
    let megabyte = compress_to_vec_zlib(&vec![0; 1024 * 1024], 9);
    let file = stream("/Filter/FlateDecode", &megabyte);
    let names: String = (0..1000).map(|number| format!("({number:04}) 2 0 R ")).collect();
    let catalog = format!("<</Names<</EmbeddedFiles<</Names[{names}]>>>>>>");
    let bomb = pdf(&[catalog.as_bytes(), b"<</EF<</F 3 0 R>>>>", &file]);
    assert!(bomb.len() < 100_000);
    let all = pdf::attachments(&File::new(&bomb).unwrap()).unwrap();
    let read = all.iter().filter(|attachment| attachment.bytes.is_ok()).count();
    assert!(read <= MAX_READ / 1024 / 1024, "{read}");
    assert_eq!(all.last().unwrap().bytes, Err(Unreadable::Bomb));
    // The same as what finds the objects.
    let rows = compress_to_vec_zlib(&vec![0; MAX_READ + 1], 6);
    let mut bomb = b"%PDF-1.7\n1 0 obj\n".to_vec();
    bomb.extend(stream("/Type/XRef/W[1 2 1]/Size 1/Root 1 0 R/Filter/FlateDecode", &rows));
    bomb.extend_from_slice(b"\nendobj\nstartxref\n9\n%%EOF\n");
    assert_eq!(attachments(&bomb), Err(Unreadable::Bomb));
    // Compressed twice, a bomb could hide in a bomb.
    let twice = stream("/Filter[/FlateDecode/FlateDecode]", &megabyte);
    let all = pdf::attachments(&File::new(&with_files(&[("(a)", twice)])).unwrap()).unwrap();
    assert_eq!(all[0].bytes, Err(Unreadable::Filter));
}

#[test]
fn encrypted_files_are_named_as_such() {
    let plain = String::from_utf8(pdf(&[b"<<>>"])).unwrap();
    let encrypted = plain.replace("/Root", "/Encrypt<</Filter/Standard>>/Root");
    let failure = verify(encrypted.as_bytes(), &Maker::this()).unwrap_err();
    assert_eq!(failure, Failure::Unreadable(Unreadable::Encrypted));
    assert_eq!(failure.to_string(), "文件加了密，请先用PDF软件去掉密码");
}

#[test]
fn a_file_cut_off_anywhere_is_no_panic() {
    let whole = build(&assembled(report("示例-2023-水利服务中心")));
    for sixteenth in 0..64 {
        let cut = &whole[..whole.len() * sixteenth / 64];
        let failure = opened(cut).unwrap_err();
        let expected = [Unreadable::NotPdf, Unreadable::Truncated].map(Failure::Unreadable);
        assert!(expected.contains(&failure), "{sixteenth}: {failure:?}");
    }
    // With its end but without its middle.
    let torn = [&whole[..whole.len() / 2], &whole[whole.len() - 200..]].concat();
    assert!(matches!(opened(&torn), Err(Failure::Unreadable(_))));
}

#[test]
fn two_attachments_of_one_name_are_no_choice() {
    let manifest = || stream("", b"{}");
    let name = "(manifest.json)";
    let twice = with_files(&[(name, manifest()), (name, manifest())]);
    assert_eq!(opened(&twice).err(), Some(Failure::Twice(MANIFEST.to_owned())));
}

#[test]
fn a_manifest_that_is_none_is_no_panic() {
    let whole = build(&assembled(report("示例-2023-水利服务中心")));
    let deep = format!("{{\"format\": {}", "[".repeat(100_000));
    for manifest in
        ["", "null", "{}", "[1", "{\"format\": \"ziping.archive/1\"}", &deep, "\u{FEFF}{}"]
    {
        let altered = with_attachment(&whole, MANIFEST, manifest.as_bytes());
        assert_eq!(opened(&altered).err(), Some(Failure::Manifest), "{:.20}", manifest);
    }
}

#[test]
fn carried_yaml_is_as_hostile_as_any() {
    let whole = build(&assembled(report("示例-2023-水利服务中心")));
    let carried = opened(&whole).unwrap();
    let sha = ziping::archive::manifest::sha256;
    let manifest = serde_json::to_string(&carried.manifest).unwrap();
    for yaml in ["", "[", "\0", "a: &a [*a]", "格式: ziping/1"] {
        let manifest = manifest.replace(&sha(&carried.source), &sha(yaml.as_bytes()));
        let altered = with_attachment(&whole, "report.yaml", yaml.as_bytes());
        let altered = with_attachment(&altered, MANIFEST, manifest.as_bytes());
        let verdict = verify(&altered, &Maker::this()).unwrap();
        let is_told = matches!(
            &verdict,
            ziping::archive::Verdict::Different(ziping::archive::Why::NotComputable(_))
        );
        assert!(is_told, "{yaml}: {verdict:?}");
    }
}

/// The same with a gigabyte of address space.
#[cfg(unix)]
fn bounded(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 1048576; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_ziping")]);
    command.args(arguments).current_dir(folder).output().unwrap()
}

#[cfg(unix)]
#[test]
fn refusals_take_no_gigabyte() {
    let folder = folder("hostile_pdf", "bounded");
    let whole = build(&assembled(report("示例-2023-水利服务中心")));
    let zeros = compress_to_vec_zlib(&vec![0; 190 * 1024 * 1024], 6);
    let mut broken = zeros.clone();
    *broken.last_mut().unwrap() ^= 1;
    let thousand = |packed: &[u8]| {
        let names: String = (0..1000).map(|number| format!("({number:04}) 2 0 R ")).collect();
        let catalog = format!("<</Names<</EmbeddedFiles<</Names[{names}]>>>>>>");
        let file = stream("/Filter/FlateDecode", packed);
        pdf(&[catalog.as_bytes(), b"<</EF<</F 3 0 R>>>>", &file])
    };
    let arrays =
        format!("{{\"format\":\"ziping.archive/1\",\"x\":[{}]}}", "[],".repeat(10_000_000));
    let dictionaries = format!("<</Names[{}]>>", "<</a 1>>".repeat(990_000));
    // Every code of a font stands for the same long text.
    let long = "0041".repeat(250_000);
    let cmap = format!("1 beginbfchar <0001> <{long}> endbfchar");
    let (content_number, _) = content(&whole, 1);
    let shown = format!("BT /f0 9 Tf {} ET", "<0001>Tj ".repeat(4000));
    let text = with_objects(&whole, &[(content_number, stream("", shown.as_bytes()))]);
    let fonts = font_mappings(&whole)
        .into_iter()
        .map(|number| (number, stream("", cmap.as_bytes())))
        .collect::<Vec<_>>();
    let text = with_objects(&text, &fonts);
    for (name, bytes, code) in [
        ("bombs.pdf", thousand(&zeros), 2),
        ("broken.pdf", thousand(&broken), 2),
        ("manifest.pdf", with_attachment(&whole, MANIFEST, arrays.as_bytes()), 1),
        ("dictionaries.pdf", pdf(&[dictionaries.as_bytes()]), 2),
        ("text.pdf", text, 1),
    ] {
        fs::write(folder.join(name), bytes).unwrap();
        let output = bounded(&folder, &["verify", name]);
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{name}: {stdout}{stderr}");
        assert_eq!(stdout.lines().count(), 1, "{name}: {stdout}");
    }
}

/// The numbers of the streams that say what the codes of fonts stand for.
#[cfg(unix)]
fn font_mappings(data: &[u8]) -> Vec<u32> {
    let text = String::from_utf8_lossy(data);
    let numbers = text.split("/ToUnicode ").skip(1);
    numbers.map(|rest| rest.split(' ').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn extracting_stays_in_its_folder() {
    let above = folder("hostile_pdf", "extract");
    let inside = above.join("里面");
    fs::create_dir(&inside).unwrap();
    let data = || stream("", b"data");
    let hostile = with_files(&[
        ("(../escaped)", data()),
        ("(/tmp/ziping-escaped)", data()),
        ("(..\\\\..\\\\escaped)", data()),
        ("(..)", data()),
        ("()", data()),
        ("(same)", data()),
        ("(SAME)", data()),
        ("(link)", data()),
    ]);
    fs::write(inside.join("a.pdf"), hostile).unwrap();
    fs::create_dir(inside.join("out")).unwrap();
    // A link that leads out, where there are links; else a file of the same name.
    #[cfg(unix)]
    std::os::unix::fs::symlink("../../linked", inside.join("out/link")).unwrap();
    #[cfg(not(unix))]
    fs::write(inside.join("out/link"), "my own").unwrap();
    let output = ziping(&inside, &["extract", "a.pdf", "-o", "out"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("什么都没有写出"), "{stderr}");
    fs::remove_file(inside.join("out/link")).unwrap();
    let output = ziping(&inside, &["extract", "a.pdf", "-o", "out"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(stderr.contains("不能用作文件名"), "{stderr}");
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&above), ["里面"]);
    assert_eq!(names(&inside), ["a.pdf", "out"]);
    assert!(!Path::new("/tmp/ziping-escaped").exists());
    assert_eq!(names(&inside.join("out")).len(), 8, "{:?}", names(&inside.join("out")));
}

#[test]
fn what_is_carried_is_written_out_and_verified() {
    let folder = folder("hostile_pdf", "carried");
    fs::write(folder.join("报告.pdf"), build(&assembled(report("示例-2023-水利服务中心"))))
        .unwrap();
    for _ in 0..2 {
        let output = ziping(&folder, &["extract", "报告.pdf"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(fs::read_dir(folder.join("out/报告")).unwrap().count(), 4);
    fs::write(folder.join("out/报告/figures.json"), "my own").unwrap();
    assert_eq!(ziping(&folder, &["取出", "报告.pdf"]).status.code(), Some(2));
    assert_eq!(fs::read(folder.join("out/报告/figures.json")).unwrap(), b"my own");
    let output = ziping(&folder, &["verify", "报告.pdf", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let results: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(results["format"], "ziping.verify/1");
    assert_eq!(results["results"][0]["verdict"], "same");
    let yaml = "out/报告/report.yaml";
    let output = ziping(&folder, &["核对", "报告.pdf", "--对照", yaml]);
    assert_eq!(output.status.code(), Some(0));
    fs::write(folder.join("坏.pdf"), b"%PDF-1.7\n").unwrap();
    let output = ziping(&folder, &["verify", "没有.pdf", "--format", "json"]);
    let results: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(results["results"][0]["verdict"], "unusable");
    let output = ziping(&folder, &["verify", "报告.pdf", "坏.pdf"]);
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stdout}");
    assert!(stdout.contains("报告.pdf：一致") && stdout.contains("坏.pdf：无法核对"), "{stdout}");
}

#[test]
fn streams_that_are_lost_are_told_when_extracting() {
    let folder = folder("hostile_pdf", "lost");
    let broken = with_objects(
        &with_files(&[("(good)", stream("", b"1")), ("(bad)", stream("", b"2"))]),
        &[(5, stream("/Filter/FlateDecode", b"no zlib"))],
    );
    fs::write(folder.join("a.pdf"), broken).unwrap();
    let output = ziping(&folder, &["extract", "a.pdf"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("附件“bad”读不出"), "{stderr}");
    assert_eq!(fs::read(folder.join("out/a/good")).unwrap(), b"1");
}

/// A small report's PDF that carries `report.typ` with this text, as if it were made with it.
fn with_template(text: &str) -> Vec<u8> {
    let own = read("templates/report.typ") + "// my own\n";
    let own = vec![("report.typ".to_owned(), own.into_bytes())];
    let templates = Templates::embedded().with(own.clone());
    let report = assembled(report("示例-2023-水利服务中心"));
    let whole = render_pdf(&report, &templates, &Maker::this()).unwrap().pdf;
    let sha = ziping::archive::manifest::sha256;
    let manifest = serde_json::to_string_pretty(&opened(&whole).unwrap().manifest).unwrap() + "\n";
    let manifest = manifest.replace(&sha(&own[0].1), &sha(text.as_bytes()));
    let altered = with_attachment(&whole, "report.typ", text.as_bytes());
    with_attachment(&altered, MANIFEST, manifest.as_bytes())
}

#[test]
fn carried_templates_run_apart() {
    let folder = folder("hostile_pdf", "templates");
    let sound = read("templates/report.typ") + "// my own\n";
    let nested = "#let a = []; #for i in range(40000) { a = [#a x] }; #a";
    for (name, text, code, expected) in [
        ("a.pdf", sound.as_str(), 1, "不一致，各页和各附件相同"),
        ("b.pdf", "#panic(\"x\")", 1, "不一致，按携带的模板排不出版"),
        ("c.pdf", "#read(\"../../etc/passwd\")", 1, "不一致，按携带的模板排不出版"),
        ("d.pdf", "#import \"@preview/a:1.0.0\": b", 1, "不一致，按携带的模板排不出版"),
        ("e.pdf", nested, 2, "无法核对，自定的模板"),
        ("f.pdf", "#let a = \"a\" * 9000000000", 2, "无法核对，自定的模板"),
    ] {
        fs::write(folder.join(name), with_template(text)).unwrap();
        let output = ziping(&folder, &["verify", name]);
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert!(stdout.contains(expected), "{name}: {stdout}");
        assert_eq!(output.status.code(), Some(code), "{name}");
    }
    // One that is stopped does not stop the others.
    let output = ziping(&folder, &["verify", "e.pdf", "a.pdf", "--format", "json"]);
    let results: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let verdicts: Vec<&str> =
        (0..2).map(|i| results["results"][i]["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["unusable", "different"]);
    assert_eq!(results["results"][1]["file"], "a.pdf");
}
