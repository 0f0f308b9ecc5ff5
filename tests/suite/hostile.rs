//! Hostile input: whatever the YAML, the method or the templates hold, the program ends with a message
//! that names what is wrong and with an exit code, in little memory. Small inputs stand under
//! `tests/hostile`, large ones are made here.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::support::program::folder;
use super::support::{path, read};

/// KB of address space, and so of memory: a refusal needs no more.
const MEMORY: u32 = 1024 * 1024;

/// Runs the program; on Linux the shell bounds its memory.
fn ziping(folder: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_ziping");
    let mut command = if cfg!(target_os = "linux") {
        let mut shell = Command::new("sh");
        let script = format!("ulimit -c 0; ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
        shell.args(["-c", &script, program]);
        shell
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir(folder).env_remove("RUST_BACKTRACE").output().unwrap()
}

/// All it says, results and messages.
fn said(output: &Output) -> String {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(text).unwrap()
}

#[track_caller]
fn expect(name: &str, output: &Output, code: i32, part: &str) {
    let said = said(output);
    let shown: String = said.chars().take(2000).collect();
    assert_eq!(output.status.code(), Some(code), "{name}: {}\n{shown}", output.status);
    assert!(said.contains(part), "{name}: no “{part}” in\n{shown}");
}

fn example() -> String {
    read("data/reports/示例-2023-水利服务中心.yaml")
}

/// The example with one text replaced.
fn with(from: &str, to: &str) -> Vec<u8> {
    let yaml = example();
    assert!(yaml.contains(from), "{from}");
    yaml.replacen(from, to, 1).into_bytes()
}

/// The example with more in one place: each of so many, by its number.
fn with_many(place: &str, count: usize, each: impl Fn(usize) -> String) -> Vec<u8> {
    let many: String = (0..count).map(each).collect();
    with(place, &format!("{place}{many}"))
}

/// The example with one more part: each of its entries by its number.
fn and_many(part: &str, count: usize, each: impl Fn(usize) -> String) -> Vec<u8> {
    let many: String = (0..count).map(each).collect();
    format!("{}{part}:\n{many}", example()).into_bytes()
}

/// The example with a paragraph that begins with a text.
fn saying(text: &str) -> Vec<u8> {
    const PARAGRAPH: &str = "    {{ 部门.自称 }}成立由";
    with(PARAGRAPH, &format!("    {text}成立由"))
}

/// The example with a paragraph that begins with a text, and a fact as long as facts may be.
fn long_fact(text: &str) -> Vec<u8> {
    let yaml = String::from_utf8(saying(text)).unwrap();
    let fact = format!("  长: {}\n  项目名称: ", "水".repeat(1300));
    yaml.replacen("  项目名称: ", &fact, 1).into_bytes()
}

#[test]
fn small_reports() {
    let folder = folder("hostile", "small-reports");
    let cases = [
        ("empty", 1, "文件是空的"),
        ("only-comments", 1, "文件是空的"),
        ("gbk", 2, "第1行不是UTF-8编码的文字，像是GBK编码"),
        ("gbk", 2, "iconv -f GB18030 -t UTF-8"),
        ("utf-16", 2, "文件是UTF-16LE编码的，不是UTF-8"),
        ("utf-16-without-mark", 2, "文件是UTF-16LE编码的，不是UTF-8"),
        ("utf-32", 2, "文件是UTF-32LE编码的，不是UTF-8"),
        ("not-text", 2, "不是UTF-8编码的文字"),
        ("nul", 2, "第5行有不可见的字符U+0000"),
        ("control-character", 2, "第5行有不可见的字符U+001B"),
        ("old-mac-line-ends", 2, "第1行有不可见的字符U+000D"),
        ("line-separator", 2, "第5行有不可见的字符U+2028"),
        ("control-in-brackets", 2, "第5行有不可见的字符U+000C"),
        ("lone-surrogate", 1, "lone-surrogate.yaml:5:5"),
        ("beyond-unicode", 1, "双引号里的“\\”有特殊含义"),
        ("escaped-nul", 1, "双引号里写出了不可见的字符U+0000"),
        ("sign-in-brackets", 1, "sign-in-brackets.yaml:5"),
        ("duplicate-keys", 1, "“年度”写了两次"),
        ("anchor", 1, "“&”开头的内容会被YAML当成锚点"),
        ("tag", 1, "“!”开头的内容会被YAML当成标签"),
        ("billion-laughs", 1, "“&”开头的内容会被YAML当成锚点"),
        ("merge-key", 1, "没有“<<”这一项"),
        ("two-documents", 1, "这里却开始了第二份"),
        ("list-as-report", 1, "“报告”应是键值表"),
        ("nothing-but-brackets", 1, "nothing-but-brackets.yaml:1:"),
        ("empty-parts", 1, "“资金”应是键值表（名称: 值），这里是列表"),
    ];
    for (name, code, part) in cases {
        let file = path(&format!("tests/hostile/reports/{name}.yaml"));
        let file = file.to_str().unwrap();
        expect(name, &ziping(&folder, &["check", file]), code, part);
        // A draft is made despite errors, where there is anything to lay out.
        let draft = ziping(&folder, &["build", file, "--draft"]);
        assert!(matches!(draft.status.code(), Some(1 | 2)), "{name}: {}", said(&draft));
    }
}

#[test]
fn large_reports() {
    let folder = folder("hostile", "large-reports");
    let hundred_mb = [b"a: ".as_slice(), &vec![b'x'; 100 << 20]].concat();
    let long = "水".repeat(350_000);
    let nested = |open: &str, count: usize| open.repeat(count).into_bytes();
    let blocks = |head: &str| -> Vec<u8> {
        let line = |level: usize| format!("{}{head}\n", " ".repeat(level));
        (0..2000).map(line).collect::<String>().into_bytes()
    };
    let row = |number: usize| {
        format!("      - {{名称: 第{number}项, 年度指标值: ≥9处, 实际完成值: 9处, 分值: 0}}\n")
    };
    let accepted = |_| "  - {规则: ZP112, 对象: 总分, 说明: 甲}\n".to_owned();
    let stated = |number| format!("  甲{number}: 1\n");
    let level1 = |number| {
        format!("  第{number}级: {{组: [{{名称: 行, 年度指标值: 1, 实际完成值: 1, 分值: 0}}]}}\n")
    };
    let zeros = example().replace("全年预算数: 300", "全年预算数: 0");
    let zeros = zeros.replace("全年预算数: 24", "全年预算数: 0").into_bytes();
    let aliases = (1..100_000).map(|n| format!("a{n}: &a{n} [*a{}]\n", n - 1));
    let cases: Vec<(&str, Vec<u8>, i32, &str)> = vec![
        ("100 MB", hundred_mb, 2, "超过4MB，不像是一份自评报告"),
        ("brackets on one line", nested("[", 100_000), 2, "第1行超过20000个字"),
        ("braces on one line", nested("{a: ", 100_000), 2, "第1行超过20000个字"),
        ("dashes on one line", nested("- ", 100_000), 2, "第1行超过20000个字"),
        ("brackets", nested("[\n", 100_000), 1, "嵌套超过64层"),
        ("braces", nested("{a:\n", 100_000), 1, "嵌套超过64层"),
        ("brackets on a shorter line", nested("[", 9_000), 1, "嵌套超过64层"),
        ("dashes on a shorter line", nested("- ", 9_000), 1, "嵌套超过64层"),
        ("nested lists", blocks("-"), 1, "嵌套超过64层"),
        ("nested mappings", blocks("a:"), 1, "嵌套超过64层"),
        ("a chain of aliases", aliases.collect::<String>().into_bytes(), 1, "当成锚点"),
        ("a key again and again", "年度: 2023\n".repeat(50_000).into_bytes(), 1, "写了两次"),
        ("blocks that do not parse", "甲: [\n".repeat(50_000).into_bytes(), 1, "嵌套超过64层"),
        ("keys that do not parse", "甲: @乙\n".repeat(50_000).into_bytes(), 1, "以“@”开头"),
        ("a long paragraph", saying(&long), 2, "第116行超过20000个字"),
        ("a long key", format!("{long}: 1\n").into_bytes(), 2, "第1行超过20000个字"),
        ("a key of a page", format!("{}: 1\n", &long[..3000]).into_bytes(), 1, "超过500个字"),
        ("a long name", with("名称: 工程验收合格率", &format!("名称: {long}")), 2, "第70行超过"),
        (
            "a name of a page",
            with("名称: 工程验收合格率", &format!("名称: {}", &long[..3000])),
            1,
            "名称超过500个字",
        ),
        ("a long text in quotes", with("署名: ", &format!("署名: \"{long}\" #")), 2, "第135行超过"),
        ("a long comment", format!("# {long}\n{}", example()).into_bytes(), 2, "第1行超过"),
        (
            "a number of 10000 digits",
            with("年初预算数: 300", &format!("年初预算数: {}", "9".repeat(10_000))),
            1,
            "整数部分超过12位",
        ),
        (
            "a fraction of 10000 digits",
            with("年初预算数: 300", &format!("年初预算数: 1.{}", "9".repeat(10_000))),
            1,
            "小数超过6位",
        ),
        ("a negative amount", with("年初预算数: 300", "年初预算数: -300"), 1, "不能是负数"),
        ("an exponent", with("年初预算数: 300", "年初预算数: 1e308"), 1, "只能有数字"),
        ("a placeholder of nothing", saying("{{ }}"), 1, "没有“”这个数"),
        ("an open placeholder", saying("{{ 总分"), 1, "“{{”没有对应的“}}”"),
        ("a placeholder in a placeholder", saying("{{{{ 总分 }}}}"), 1, "没有“{{ 总分”这个数"),
        (
            "a fact of itself",
            with("  项目名称: ", "  自己: \"{{ 数据.自己 }}\"\n  项目名称: "),
            1,
            "没有“数据.自己”这个数",
        ),
        (
            "facts that double",
            with_many("数据:\n", 60, |n| match n {
                0 => "  a0: 水\n".to_owned(),
                n => format!("  a{n}: \"{{{{ 数据.a{0} }}}}{{{{ 数据.a{0} }}}}\"\n", n - 1),
            }),
            1,
            "展开后超过4096个字节",
        ),
        (
            "100000 placeholders",
            saying(&"{{ 不存在 }}\n    ".repeat(100_000)),
            1,
            "“{{ }}”超过10000处",
        ),
        (
            "4000 unknown placeholders",
            saying(&"{{ 不存在 }}\n    ".repeat(4_000)),
            1,
            "没有“不存在”",
        ),
        (
            "placeholders of long facts",
            long_fact(&"{{ 数据.长 }}\n    ".repeat(4_000)),
            1,
            "换成数以后，到这里超过1048576个字节",
        ),
        ("20000 rows", with_many("    质量指标:\n", 20_000, row), 1, "这个列表到这里超过5000项"),
        (
            "20000 of 核对说明",
            and_many("核对说明", 20_000, accepted),
            1,
            "这个列表到这里超过5000项",
        ),
        ("2000 of 核对说明", and_many("核对说明", 2_000, accepted), 1, "到这里超过1000条"),
        ("20000 of 公布值", and_many("公布值", 20_000, stated), 1, "这个列表到这里超过5000项"),
        ("4000 of 公布值", and_many("公布值", 4_000, stated), 1, "没有“甲0”这个数"),
        ("20000 paragraphs", saying(&"一段。\n    ".repeat(20_000)), 1, "这段文字超过5000行"),
        ("100 level-1 indicators", with_many("\n指标:\n", 100, level1), 1, "一级指标超过50个"),
        ("zero budgets", zeros, 1, "全年预算数为0，按评分办法不能计算"),
    ];
    for (name, bytes, code, part) in cases {
        fs::write(folder.join("报告.yaml"), bytes).unwrap();
        expect(name, &ziping(&folder, &["check", "报告.yaml"]), code, part);
    }
}

#[test]
fn extremes_are_computed() {
    let folder = folder("hostile", "extremes");
    let most = "999999999999.999999";
    let huge = example()
        .replace("预算数: 300", &format!("预算数: {most}"))
        .replace("执行数: 276.6", &format!("执行数: {most}"))
        .replace("分值: 10", &format!("分值: {most}"))
        .replace("24.7千米", &format!("{most}千米"))
        .replace("≥26千米", "≥0.000001千米")
        .replace("≤18万元", "≤0.000001万元")
        .replace("16.7万元", &format!("{most}亿元"))
        .replace("成立由", &format!("比上年0.000001亿元增长{most}%，共{most}亿元，其中一是{most}亿元、二是{most}亿元。成立由"));
    let tiny = example()
        .replace("预算数: 300", "预算数: 0.000001")
        .replace("执行数: 276.6", &format!("执行数: {most}"))
        .replace("24.7千米", &format!("-{most}千米"))
        .replace("≥26千米", "≥-0.000001千米");
    for (name, yaml) in [("huge", huge), ("tiny", tiny)] {
        fs::write(folder.join("报告.yaml"), yaml).unwrap();
        expect(name, &ziping(&folder, &["check", "报告.yaml"]), 1, "错误");
        expect(name, &ziping(&folder, &["build", "报告.yaml", "--draft"]), 1, "已生成");
    }
}

#[test]
fn characters_that_no_font_has_are_named() {
    let folder = folder("hostile", "characters");
    for (text, code) in [
        ("\u{1F600}", "U+1F600"),
        ("\u{E000}", "U+E000"),
        ("\u{202E}", "U+202E"),
        ("\u{2066}", "U+2066"),
        ("\u{0378}", "U+0378"),
        ("\u{E0041}", "U+E0041"),
    ] {
        fs::write(folder.join("报告.yaml"), saying(text)).unwrap();
        expect(code, &ziping(&folder, &["build", "报告.yaml"]), 1, code);
    }
}

#[test]
fn marks_and_line_ends_of_windows_are_accepted() {
    let folder = folder("hostile", "windows");
    let windows = format!("\u{FEFF}{}", example().replace('\n', "\r\n"));
    fs::write(folder.join("报告.yaml"), windows).unwrap();
    expect("windows", &ziping(&folder, &["check", "报告.yaml"]), 0, "没有发现问题");
}

#[test]
fn methods() {
    let folder = folder("hostile", "methods");
    let method = read("data/methods/示例-分档.yaml");
    let changed = |from: &str, to: &str| {
        assert!(method.contains(from), "{from}");
        method.replacen(from, to, 1).into_bytes()
    };
    let bands = method.find("      - {下限: 90").unwrap()..method.find("  零预算").unwrap();
    let without_bands = [&method[..bands.start], &method[bands.end..]].concat();
    let columns = "    - {列: 得分, 宽: 9}\n".repeat(4000);
    let outline = format!("  - {}{}", "{名称: 节, 下级: [".repeat(100), "]}".repeat(100));
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "文件是空的"),
        ("no mapping", b"- 1\n".to_vec(), "“评分办法”应是键值表"),
        ("of another encoding", vec![0xC4, 0xEA, 0xB6, 0xC8], "像是GBK编码"),
        ("too large", "# 办法\n".repeat(100_000).into_bytes(), "文件超过256KB"),
        ("too many decimals", changed("金额: {小数: 2", "金额: {小数: 999"), "0到6之间的整数"),
        ("negative decimals", changed("金额: {小数: 2", "金额: {小数: -1"), "0到6之间的整数"),
        ("negative points", changed("  分值: 10", "  分值: -10"), "“分值”应大于0、不超过1000"),
        ("huge points", changed("  分值: 10", "  分值: 999999999999"), "“分值”应大于0"),
        ("endless points", changed("  分值: 10", &format!("  分值: {}", "9".repeat(9000))), "12位"),
        ("bands of nothing", without_bands.into_bytes(), "“得分”缺少“档”"),
        ("bands in no order", changed("{下限: 90,", "{下限: 10,"), "各档要从高到低写"),
        ("no grades", changed("等级:", "等级: []\n其他:"), "每个总分才都有等级"),
        ("no columns", changed("  指标列:", "  指标列: []\n  其他:"), "前三列应是"),
        ("4000 columns", changed("  资金列:\n", &format!("  资金列:\n{columns}")), "列超过30个"),
        ("wide columns", changed("栏宽: 8", "栏宽: 999999999999"), "宽应在3到60之间"),
        ("deep outline", changed("大纲:\n", &format!("大纲:\n{outline}\n")), "嵌套超过64层"),
        ("no numbers", changed("数字:", "乙丙丁戊:"), "“评分办法”缺少“数字”"),
    ];
    fs::write(folder.join("报告.yaml"), example()).unwrap();
    for (name, bytes, part) in cases {
        fs::write(folder.join("办法.yaml"), bytes).unwrap();
        for command in ["check", "build"] {
            let output = ziping(&folder, &[command, "报告.yaml", "--method", "办法.yaml"]);
            expect(name, &output, 1, part);
        }
    }
}

/// Builds the example with templates from a folder.
fn build_with(templates: &Path) -> Output {
    let name = templates.file_name().unwrap().to_str().unwrap();
    let folder = folder("hostile", &format!("with-{name}"));
    fs::write(folder.join("报告.yaml"), example()).unwrap();
    ziping(&folder, &["build", "报告.yaml", "--templates", templates.to_str().unwrap()])
}

#[test]
fn templates() {
    let cases = [
        ("reads-above", "report.typ:1: path"),
        ("reads-absolute", "report.typ:1: file not found"),
        ("includes-absolute", "report.typ:1: file not found"),
        ("package", "report.typ:1: file not found"),
        ("plugin", "report.typ:1: file not found"),
        ("image", "report.typ:1: file not found"),
        ("linked-image", "report.typ:1: failed to load linked image"),
        ("endless-recursion", "report.typ:1: maximum function call depth exceeded"),
        ("endless-loop", "report.typ:1: condition is always true"),
        ("counting-loop", "report.typ:2: loop seems to be infinite"),
        ("includes-itself", "report.typ:1: cyclic import"),
        ("huge-range", "错误：自定的模板"),
        ("huge-text", "错误：自定的模板使排版中断"),
        ("doubling", "错误：自定的模板"),
        ("deep-content", "错误：自定的模板使排版中断"),
        ("length-of-nothing", "错误：自定的模板使排版中断"),
        ("deep-brackets-in-data", "report.typ:1: failed to parse JSON"),
        ("entity-bomb", "report.typ:1: failed to parse YAML"),
        ("attaches-the-source", "模板不要附上同名的文件"),
        ("panics", "report.typ:1: panicked with: x"),
        ("nothing", "missing document title"),
        ("not-utf-8", "is not valid UTF-8"),
    ];
    for (name, part) in cases {
        let output = build_with(&path(&format!("tests/hostile/templates/{name}")));
        expect(name, &output, 2, part);
    }
}

#[test]
fn other_files_in_a_folder_of_templates_are_not_read() {
    let folder = folder("hostile", "named-like-the-payload");
    let hostile = path("tests/hostile/templates/named-like-the-payload");
    for file in fs::read_dir(hostile).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    fs::copy(path("templates/layout.typ"), folder.join("layout.typ")).unwrap();
    expect("named like the payload", &build_with(&folder), 0, "已生成");
}

#[test]
fn templates_that_are_too_much() {
    let large = folder("hostile", "a-large-template");
    fs::write(large.join("report.typ"), "x".repeat(1 << 20)).unwrap();
    expect("large", &build_with(&large), 2, "report.typ 超过256KB");
    let many = folder("hostile", "many-templates");
    for number in 0..200 {
        fs::write(many.join(format!("{number}.typ")), "").unwrap();
    }
    expect("many", &build_with(&many), 2, "模板超过100个");
    let nested = folder("hostile", "a-folder-as-template");
    fs::create_dir(nested.join("report.typ")).unwrap();
    expect("folder", &build_with(&nested), 2, "report.typ 是链接或文件夹");
}

#[cfg(unix)]
#[test]
fn links_lead_out_of_a_folder_and_are_not_followed() {
    let folder = folder("hostile", "a-link-as-template");
    std::os::unix::fs::symlink("/etc/passwd", folder.join("report.typ")).unwrap();
    expect("link", &build_with(&folder), 2, "report.typ 是链接或文件夹");
}
