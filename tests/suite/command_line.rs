//! The program as it is called: exit codes, what goes where, what it writes and what it leaves alone.

use std::fs;

use super::support::program::{folder, stderr, ziping};
use super::support::{path, read};

fn example() -> String {
    read("data/reports/示例-2023-水利服务中心.yaml")
}

#[test]
fn build_writes_below_out_and_says_so() {
    let folder = folder("command_line", "build");
    fs::write(folder.join("报告.yaml"), example()).unwrap();
    let output = ziping(&folder, &["build", "报告.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(output.stdout.is_empty());
    assert!(stderr(&output).contains("已生成 out/报告.pdf"));
    assert!(fs::read(folder.join("out/报告.pdf")).unwrap().starts_with(b"%PDF-1.7"));
}

#[test]
fn commands_and_options_have_chinese_names() {
    let folder = folder("command_line", "chinese");
    fs::write(folder.join("报告.yaml"), example()).unwrap();
    let output =
        ziping(&folder, &["生成", "报告.yaml", "--输出", "自评.pdf", "--办法", "财预2020-10号"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(folder.join("自评.pdf").exists());
}

#[test]
fn the_report_is_never_overwritten_by_its_pdf() {
    let folder = folder("command_line", "overwrite");
    fs::write(folder.join("报告.yaml"), example()).unwrap();
    let output = ziping(&folder, &["build", "报告.yaml", "-o", "报告.yaml"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.join("报告.yaml")).unwrap(), example());
}

#[test]
fn a_folder_as_output_gets_the_pdf() {
    let folder = folder("command_line", "into");
    fs::create_dir(folder.join("成果")).unwrap();
    fs::write(folder.join("报告.yaml"), example()).unwrap();
    assert_eq!(ziping(&folder, &["build", "报告.yaml", "-o", "成果"]).status.code(), Some(0));
    assert!(folder.join("成果/报告.pdf").exists());
}

#[test]
fn errors_stop_the_pdf_and_a_draft_is_made_despite_them() {
    let folder = folder("command_line", "draft");
    // A table that crosses a page, and an unknown figure in the title.
    let paragraphs = "      - 段落。\n".repeat(16);
    let table = "      - 表: {表头: [甲, 乙], 行: [[1, 2], [1, 2], [1, 2], [1, 2], [1, 2], [1, 2], [1, 2], [1, 2]]}\n";
    let yaml = example().replacen(
        "    项目概况: |\n",
        &format!("    项目概况:\n{paragraphs}{table}      - |\n  "),
        1,
    ) + "\n标题: \"{{ 不存在 }}\"\n";
    fs::write(folder.join("报告.yaml"), yaml).unwrap();
    let output = ziping(&folder, &["build", "报告.yaml"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("没有“不存在”这个数"));
    assert!(!stderr(&output).contains("ZP002"), "{}", stderr(&output));
    assert!(!folder.join("out").exists());
    let output = ziping(&folder, &["build", "报告.yaml", "--draft"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(folder.join("out/报告.pdf").exists());
}

#[test]
fn unusable_input_and_usage_exit_with_2() {
    let folder = folder("command_line", "usage");
    fs::write(folder.join("gbk.yaml"), [0xC4, 0xEA, 0xB6, 0xC8]).unwrap();
    for arguments in [
        &["build", "没有.yaml"][..],
        &["build", "gbk.yaml"],
        &["build"],
        &["biuld", "x.yaml"],
        &["build", "x.yaml", "--method", "没有这个办法"],
        &["rules", "ZP999"],
    ] {
        let output = ziping(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(
            stderr(&output).contains("错误") || stderr(&output).contains("用法"),
            "{arguments:?}"
        );
    }
}

#[test]
fn templates_of_a_folder_replace_the_embedded_ones() {
    let folder = folder("command_line", "templates");
    fs::write(folder.join("报告.yaml"), example()).unwrap();
    fs::create_dir(folder.join("模板")).unwrap();
    let layout = fs::read_to_string(path("templates/layout.typ")).unwrap();
    let changed = layout.replace("title-size-pt: 22", "title-size-pt: 18");
    assert_ne!(layout, changed);
    fs::write(folder.join("模板/layout.typ"), changed).unwrap();
    let plain = ziping(&folder, &["build", "报告.yaml", "-o", "a.pdf"]);
    let other = ziping(&folder, &["build", "报告.yaml", "-o", "b.pdf", "--templates", "模板"]);
    assert_eq!(
        (plain.status.code(), other.status.code()),
        (Some(0), Some(0)),
        "{}",
        stderr(&other)
    );
    assert_ne!(fs::read(folder.join("a.pdf")).unwrap(), fs::read(folder.join("b.pdf")).unwrap());
    fs::create_dir(folder.join("空")).unwrap();
    fs::write(folder.join("空/Layout.typ"), "").unwrap();
    let none = ziping(&folder, &["build", "报告.yaml", "--templates", "空"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).contains("里面没有与自带模板同名的文件"), "{}", stderr(&none));
    fs::write(folder.join("模板/layout.typ"), "#let").unwrap();
    assert_eq!(
        ziping(&folder, &["build", "报告.yaml", "--templates", "模板"]).status.code(),
        Some(2)
    );
}

#[test]
fn every_code_has_a_page() {
    let folder = folder("command_line", "codes");
    let list = String::from_utf8(ziping(&folder, &["rules"]).stdout).unwrap();
    assert!(list.starts_with("ZP001 错误 文件编码\n"), "{list}");
    for code in ["ZP001", "zp010", "112"] {
        let page = String::from_utf8(ziping(&folder, &["rules", code]).stdout).unwrap();
        assert!(page.contains("怎么办："), "{code}: {page}");
    }
}

#[test]
fn methods_are_listed_and_given_as_yaml() {
    let folder = folder("command_line", "methods");
    let list = String::from_utf8(ziping(&folder, &["methods"]).stdout).unwrap();
    assert!(list.contains("郑州上街-2022\n  依据：上街区财政局"), "{list}");
    let one = ziping(&folder, &["办法", "财预2020-10号"]);
    assert_eq!(one.stdout, read("data/methods/财预2020-10号.yaml").as_bytes());
    let none = ziping(&folder, &["methods", "财预2020-11号"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).contains("是不是“财预2020-10号”？"), "{}", stderr(&none));
}

#[test]
fn results_go_to_standard_output() {
    let folder = folder("command_line", "results");
    fs::write(folder.join("报告.yaml"), example()).unwrap();
    let output = ziping(&folder, &["data", "报告.yaml"]);
    let data: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(data["figures"]["总分"]["text"], "95.78");
    let output = ziping(&folder, &["explain", "报告.yaml", "总分"]);
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(tree.starts_with("总分 = 95.78分\n|  计算：9.28 + 49.5 + 27 + 10\n"), "{tree}");
    let output = ziping(&folder, &["explain", "报告.yaml", "资金.总额.得分", "--format", "json"]);
    let explained: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let figures = explained["figures"].as_object().unwrap();
    assert!(figures.contains_key("资金.总额.执行率") && !figures.contains_key("总分"));
    let output = ziping(&folder, &["check", "报告.yaml", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["format"], "ziping.findings/1");
    assert_eq!(found["findings"].as_array().unwrap().len(), 0);
}
