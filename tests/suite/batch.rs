//! Many reports in one run.

use std::fs;
use std::path::PathBuf;

use super::support::program::{folder, stderr, stdout, ziping};
use super::support::{SAMPLE, assembled, build, read, report};

const SMALL: &str = "示例-2023-水利服务中心";

/// A folder of three sound reports, one with an error and one that is no text.
fn reports(name: &str) -> PathBuf {
    let folder = folder("batch", name);
    fs::create_dir_all(folder.join("报告/下级")).unwrap();
    let small = read(&format!("data/reports/{SMALL}.yaml"));
    let write = |name: &str, text: &[u8]| fs::write(folder.join("报告").join(name), text).unwrap();
    write("一.yaml", small.as_bytes());
    write("二.yaml", small.replacen("276.6", "abc", 1).as_bytes());
    write("三.yaml", &[0xC4, 0xEA]);
    write("下级/四.yaml", read(&format!("data/reports/{SAMPLE}.yaml")).as_bytes());
    write("下级/五.yml", small.as_bytes());
    folder
}

#[test]
fn failures_do_not_stop_the_others_and_the_end_is_a_table() {
    let folder = reports("all");
    let output = ziping(&folder, &["build", "报告", "--summary", "汇总.csv"]);
    let (stdout, stderr) = (stdout(&output), stderr(&output));
    // The worst of them: one is no text.
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    let rows: Vec<&str> = stdout.lines().collect();
    assert_eq!(rows.len(), 7, "{stdout}");
    let starts = [
        "文件",
        "报告/一.yaml",
        "报告/三.yaml",
        "报告/下级/五.yml",
        "报告/下级/四.yaml",
        "报告/二.yaml",
    ];
    for (row, start) in rows.iter().zip(starts) {
        assert!(row.starts_with(start), "{row}");
    }
    assert!(rows[1].contains("示例县水利服务中心（示例）") && rows[1].ends_with("已生成"));
    assert!(rows[5].ends_with("有错误") && rows[2].ends_with("读不出"), "{stdout}");
    assert!(rows[6].starts_with("共5份：") && rows[6].contains("已生成3份"), "{stdout}");
    assert!(stderr.contains("[1/5] 报告/一.yaml\n已生成 out/一.pdf\n"), "{stderr}");
    let summary = fs::read_to_string(folder.join("汇总.csv")).unwrap();
    assert!(summary.starts_with("\u{FEFF}文件,"), "{summary}");
    let fields: Vec<&str> = summary.lines().nth(4).unwrap().split(',').collect();
    assert_eq!(
        fields[..6],
        ["报告/下级/四.yaml", "郑州市上街区住房和城乡建设局", "2022", "87.97", "良", "48.15"]
    );
    assert_eq!(fields[10], "15", "pages");
}

#[test]
fn the_bytes_are_those_of_single_runs_however_many_run_at_once() {
    let single = [build(&assembled(report(SMALL))), build(&assembled(report(SAMPLE)))];
    for jobs in ["1", "2", "5"] {
        let folder = reports(&format!("jobs-{jobs}"));
        ziping(&folder, &["build", "报告", "-o", "新", "--jobs", jobs]);
        for name in ["一", "五"] {
            assert!(fs::read(folder.join(format!("新/{name}.pdf"))).unwrap() == single[0]);
        }
        assert!(fs::read(folder.join("新/四.pdf")).unwrap() == single[1]);
        assert_eq!(fs::read_dir(folder.join("新")).unwrap().count(), 3);
    }
}

#[test]
fn two_reports_of_one_name_are_an_error_before_anything_is_made() {
    let folder = reports("alike");
    fs::copy(folder.join("报告/一.yaml"), folder.join("报告/下级/一.yaml")).unwrap();
    let output = ziping(&folder, &["build", "报告"]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = stderr(&output);
    assert!(stderr.contains("报告/一.yaml 和 报告/下级/一.yaml 都要写成 out/一.pdf"), "{stderr}");
    assert!(!folder.join("out").exists());
}

#[test]
fn patterns_and_what_stands_for_nothing() {
    let folder = reports("patterns");
    let output = ziping(&folder, &["check", "报告/*.yaml", "--summary", "汇总.xlsx"]);
    let stdout = stdout(&output);
    assert!(
        stdout.contains("共3份：") && stdout.contains("报告/一.yaml：没有发现问题"),
        "{stdout}"
    );
    assert!(fs::read(folder.join("汇总.xlsx")).unwrap().starts_with(b"PK"));
    for arguments in [
        &["check", "*.json"][..],
        &["build", "报告/下级", "-o", "一个.pdf"],
        &["check", "报告", "--summary", "汇总.txt"],
        &["check", "报告", "--jobs", "0"],
    ] {
        let output = ziping(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains("错误："), "{arguments:?}");
    }
    let output = ziping(&folder, &["check", "报告", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(found["findings"].as_array().unwrap().len() > 10);
}

#[test]
fn templates_of_ones_own_do_not_swallow_the_table() {
    let folder = reports("templates");
    fs::create_dir(folder.join("模板")).unwrap();
    fs::write(folder.join("模板/layout.typ"), read("templates/layout.typ")).unwrap();
    let output = ziping(&folder, &["build", "报告/下级", "--templates", "模板"]);
    assert!(stdout(&output).contains("共2份：已生成2份"), "{}", stderr(&output));
}
