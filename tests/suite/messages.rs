//! What people are told: the message and its place.

use std::sync::LazyLock;

use super::support::{SAMPLE, prepare_text, read};
use ziping::Prepared;

/// The sample with one text replaced.
fn with(from: &str, to: &str) -> Prepared {
    let yaml = read(&format!("data/reports/{SAMPLE}.yaml"));
    assert_eq!(yaml.matches(from).count(), 1, "{from}");
    prepare_text(&yaml.replace(from, to))
}

/// `code line:column message 建议 help` of what reading and computing finds and nobody acknowledged,
/// those left out that the sample itself has. What rules say of its prose is tested beside them.
fn told(prepared: &Prepared) -> Vec<String> {
    static OF_THE_SAMPLE: LazyLock<Vec<String>> = LazyLock::new(|| {
        let prepared = prepare_text(&read(&format!("data/reports/{SAMPLE}.yaml")));
        prepared.findings.into_iter().map(|finding| finding.message).collect()
    });
    let open = prepared.findings.iter().filter(|finding| finding.acknowledged.is_none());
    open.filter(|finding| finding.kind.code < "ZP2" && !OF_THE_SAMPLE.contains(&finding.message))
        .map(|finding| {
            let place = finding.span.zip(prepared.sources.as_deref()).map(|(span, sources)| {
                let place = sources.of(span).place(span.start);
                format!(" {}:{}", place.line, place.column)
            });
            let help = finding.help.as_ref().map(|help| format!(" 建议 {help}"));
            let (place, help) = (place.unwrap_or_default(), help.unwrap_or_default());
            format!("{}{place} {}{help}", finding.kind.code, finding.message)
        })
        .collect()
}

fn line_of(text: &str) -> usize {
    let yaml = read(&format!("data/reports/{SAMPLE}.yaml"));
    1 + yaml[..yaml.find(text).unwrap()].matches('\n').count()
}

#[test]
fn a_mistyped_key_is_one_message_with_the_near_name() {
    let told = told(&with("    单位资金: {年初预算数: 131.52", "    单位资金: {年初预算: 131.52"));
    let line = line_of("    单位资金:");
    assert_eq!(
        told,
        [format!("ZP003 {line}:12 “资金来源”里没有“年初预算”这一项 建议 是不是“年初预算数”？")]
    );
}

#[test]
fn all_mistakes_are_told_in_one_run() {
    let yaml = read(&format!("data/reports/{SAMPLE}.yaml"))
        .replace("年度: 2022\n", "年度: 二〇二二\n")
        .replace("全年执行数: 86.96", "全年执行数: 86,96")
        .replace("  自称: 我单位", "  别称: 我单位");
    let told = told(&prepare_text(&yaml));
    let codes: Vec<&str> = told.iter().map(|told| told.split(' ').next().unwrap()).collect();
    assert_eq!(codes, ["ZP005", "ZP003", "ZP003"], "{told:#?}");
}

#[test]
fn an_unknown_figure_is_told_at_its_place_in_the_prose() {
    let told = told(&with(
        "我单位{{ 年度 }}年度严格执行年初部门预算",
        "我单位{{ 年份 }}年度严格执行年初部门预算",
    ));
    let line = line_of("我单位{{ 年度 }}年度严格执行年初部门预算");
    assert_eq!(told, [format!("ZP006 {line}:10 没有“年份”这个数 建议 是不是“年度”？")]);
}

#[test]
fn a_row_without_a_rule_wants_a_stated_score() {
    let told =
        told(&with("年度指标值: 相关, 实际完成值: 100%", "年度指标值: 相关, 实际完成值: 已相关"));
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("“年度履职目标相关性”不能自动计算得分"), "{}", told[0]);
    assert!(told[0].contains("请在这一项写明“得分”和“得分理由”"), "{}", told[0]);
}

#[test]
fn what_speaks_of_a_row_that_cannot_be_scored_is_not_told_again() {
    let told = told(&with(
        "年度指标值: 100%, 实际完成值: 100%, 分值: 2}\n      - {名称: 绩效监控完成率",
        "年度指标值: 100%, 实际完成值: 全部, 分值: 2}\n      - {名称: 绩效监控完成率",
    ));
    assert_eq!(told.len(), 1, "{told:#?}");
}

#[test]
fn level_1_indicators_are_those_of_the_method() {
    let yaml = read(&format!("data/reports/{SAMPLE}.yaml"))
        .replace("  效益指标:\n", "  效果指标:\n")
        .replace("指标.效益指标.", "指标.效果指标.");
    let told = told(&prepare_text(&yaml));
    assert!(
        told.iter()
            .any(|told| told.ends_with("没有“效果指标”这个一级指标 建议 是不是“效益指标”？")),
        "{told:#?}"
    );
    assert!(
        told.iter()
            .any(|told| told.contains("缺少评分办法“郑州上街-2022”规定的一级指标“效益指标”")),
        "{told:#?}"
    );
}

#[test]
fn a_published_value_that_differs_stops_the_pdf_until_acknowledged() {
    let prepared = with("  资金.总额.得分: 5.35", "  资金.总额.得分: 5.53");
    let line = line_of("  资金.总额.得分: 5.35");
    assert!(ziping::finding::any_blocks(&prepared.findings));
    let told = told(&prepared);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with(&format!("ZP112 {line}:13 “资金.总额.得分”公布值为5.53，计算值为5.35")),
        "{}",
        told[0]
    );
}

#[test]
fn an_acknowledgement_of_nothing_is_told() {
    let told = told(&with(
        "    对象: [指标.产出指标.分值]",
        "    对象: [指标.产出指标.分值, 指标.效益指标.分值]",
    ));
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("ZP190"), "{}", told[0]);
}

#[test]
fn sections_that_the_outline_does_not_know_or_misses_are_told() {
    let told = told(&with("  发现的主要问题和改进措施: |", "  发现的主要问题及改进措施: |"));
    let line = line_of("  发现的主要问题和改进措施: |");
    assert!(
        told.iter().any(|told| told.starts_with(&format!("ZP003 {line}:3"))
            && told.contains("是不是“发现的主要问题和改进措施”？")),
        "{told:#?}"
    );
}

/// The first thing told about a small YAML, with its line and column.
fn first_told(yaml: &str) -> String {
    let told = told(&prepare_text(yaml));
    let is_slip = |told: &&String| told.starts_with("ZP002") || told.starts_with("ZP010");
    told.iter().find(is_slip).unwrap_or_else(|| panic!("{yaml}: {told:?}")).clone()
}

#[test]
fn what_trips_people_up_in_yaml_is_told_in_plain_words() {
    for (yaml, told) in [
        ("部门:\n\t名称: 甲\n", "ZP002 2:1 缩进里有制表符（Tab）"),
        ("部门：\n  名称: 甲\n", "ZP002 1:3 冒号是全角的“：”"),
        ("部门:\n  名称：甲\n  简称: 乙\n", "ZP002 2:5 冒号是全角的“：”"),
        ("年度:2022\n部门:\n  名称: 甲\n", "ZP002 1:3 冒号后面少了空格"),
        ("部门:\n  名称:甲\n  简称: 乙\n", "ZP002 2:5 冒号后面少了空格"),
        ("数据:\n  甲: >=90%\n", "ZP002 2:6 “>=”不能这样写"),
        ("数据: {甲: >=90%}\n", "ZP002 1:9 “>=”不能这样写"),
        ("数据:\n  甲: %50\n", "ZP002 2:6 以“%”开头的文字要加引号"),
        ("数据:\n  甲: @甲\n", "ZP002 2:6 以“@”开头的文字要加引号"),
        ("数据:\n  甲: *甲\n", "ZP002 2:6 “*”开头的内容会被YAML当成别名"),
        ("数据:\n  甲: &甲 乙\n", "ZP002 2:9 “&”开头的内容会被YAML当成锚点"),
        ("数据:\n  甲: [2020]70号\n", "ZP002 2:6 以“[”“{”开头的文字要加引号"),
        ("数据:\n  甲: {{ 总分 }}\n", "ZP002 2:7 以“{{”开头的值要加引号"),
        ("数据:\n  甲: \"甲\n  乙: 3\n", "ZP002 2:6 引号没有成对"),
        ("数据:\n  甲: \"甲\"乙\n", "ZP002 2:9 引号后面还有文字"),
        ("数据:\n  甲: 1\n   乙: 3\n", "ZP002 3:4 这一行的缩进没有对齐"),
        ("指标:\n  - {名称: 甲，分值: 3}\n", "ZP002 2:11 花括号里的逗号是全角的“，”"),
        ("资金:\n  甲: {年初: 1, 全年: 2\n  乙: 2\n", "ZP002 2:6 括号没有成对"),
        ("资金:\n  甲: ｛年初: 1｝\n", "ZP002 2:6 花括号是全角的"),
        ("数据:\n  甲: 原因: 未拨付\n", "ZP002 2:8 值里又有“: ”，会被当成另一个键"),
        ("数据:\n  甲: 建设 #1楼\n", "ZP002 2:9 “ #”和它后面的文字会被YAML当成注释，丢掉了"),
        ("数据:\n  甲: >\n    乙\n", "ZP002 3:5 多行文字不能用“>”，换行处会多出空格"),
        ("数据:\n  甲: 一行\n    又一行\n", "ZP010 2:6 一段文字跨了几行，会被连成一行并多出空格"),
        ("数据:\n  甲: 1\n  甲: 2\n", "ZP002 3:3 “甲”写了两次"),
    ] {
        let first = first_told(yaml);
        assert!(first.starts_with(told), "{yaml}: {first}");
    }
}

#[test]
fn slips_in_different_parts_are_all_told_and_sound_parts_still_checked() {
    let yaml = read(&format!("data/reports/{SAMPLE}.yaml"))
        .replace("  自称: 我单位", "\t自称: 我单位")
        .replace("  改制企业费用: 139.84万元", "  改制企业费用: %139.84万元")
        .replace("  资金.总额.得分: 5.35", "  资金.总额.得分: 5.53")
        .replace("  其他需要说明的问题: |", "  其它需要说明的问题: |");
    let told = told(&prepare_text(&yaml));
    let codes: Vec<&str> = told.iter().map(|told| &told[..5]).collect();
    assert_eq!(codes, ["ZP002", "ZP002", "ZP003", "ZP112"], "{told:#?}");
}

/// The second is left out whole: its figures would bear the names of the first one's.
#[test]
fn a_part_written_twice_is_told_and_counts_once() {
    let yaml = read("data/reports/示例-2023-水利服务中心.yaml");
    let group = yaml.find("    可持续影响指标:\n").unwrap();
    let second = "    社会效益指标:\n      - {名称: 甲, 年度指标值: 1, 实际完成值: 1, 分值: 1}\n";
    let prepared = prepare_text(&format!("{}{second}{}", &yaml[..group], &yaml[group..]));
    let told = told(&prepared);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("“社会效益指标”写了两次"), "{}", told[0]);
}

/// Twelve slips of different kinds, two of them against YAML's syntax under different keys: each is
/// told once, at its line and column, and nothing else is.
#[test]
fn twelve_planted_mistakes_are_told_each_once_at_its_place() {
    let slips = [
        (
            "  名称: 示例县水利服务中心（示例）",
            "  名称：示例县水利服务中心（示例）",
            "ZP002",
            "：示例县",
        ),
        ("  工程处数: 18处", "  工程处数: %18处", "ZP002", "%18处"),
        ("全年执行数: 276.6", "全年执行数: 1,276.6", "ZP003", "276.6"),
        (
            "年度指标值: ≥90%, 实际完成值: 94.44%",
            "年度指标值: 不低于90%, 实际完成值: 94.44%",
            "ZP007",
            "94.44%",
        ),
        ("实际完成值: 16.7万元", "实际完成直: 16.7万元", "ZP003", "实际完成直"),
        ("        得分: 9.5\n", "        得分: 10.5\n", "ZP005", "10.5"),
        (
            "得{{ 指标.产出指标.得分 }}分。维修",
            "得{{ 指标.产出指标.得份 }}分。维修",
            "ZP006",
            "{{ 指标.产出指标.得份",
        ),
        ("  自评结果应用和公开情况: |", "  自评结果运用和公开情况: |", "ZP003", "自评结果运用"),
        ("加装增压设备。\n    三是", "加装增压设备。。\n    三是", "ZP402", "。。"),
        ("本报告和自评表随部门决算", "本报告和自评表,随部门决算", "ZP401", ",随部门"),
        ("限期制定，并将收缴", "限期制定，截止目前已将收缴", "ZP421", "截止目前"),
        ("成文日期: 2024年3月15日", "成文日期: 2024年3月35日", "ZP005", "2024年3月35日"),
    ];
    let mut yaml = read("data/reports/示例-2023-水利服务中心.yaml");
    for (from, to, _, _) in slips {
        assert_eq!(yaml.matches(from).count(), 1, "{from}");
        yaml = yaml.replace(from, to);
    }
    let mut expected: Vec<(usize, usize, &str)> = slips
        .iter()
        .map(|(_, to, code, at)| {
            let offset = yaml.find(to).unwrap() + to.find(at).unwrap_or_else(|| panic!("{at}"));
            let line_start = yaml[..offset].rfind('\n').map_or(0, |end| end + 1);
            let line = 1 + yaml[..offset].matches('\n').count();
            (line, 1 + yaml[line_start..offset].chars().count(), *code)
        })
        .collect();
    expected.sort_unstable();
    let prepared = prepare_text(&yaml);
    let sources = prepared.sources.as_ref().unwrap();
    let mut found: Vec<(usize, usize, &str)> = prepared
        .findings
        .iter()
        .map(|finding| {
            let place = sources.report.place(finding.span.map_or(0, |span| span.start));
            (place.line, place.column, finding.kind.code)
        })
        .collect();
    found.sort_unstable();
    assert_eq!(found, expected, "{:#?}", prepared.findings);
}

#[test]
fn values_that_are_not_written_are_missing() {
    let told = told(&with("  自称: 我单位", "  自称:"));
    assert!(told.is_empty(), "it may be left out: {told:?}");
    let told =
        self::told(&with("  名称: 郑州市上街区住房和城乡建设局     # 自评表用全称", "  名称:"));
    assert!(told[0].contains("“部门”缺少“名称”"), "{told:#?}");
}

#[test]
fn names_stand_for_themselves() {
    let told = told(&with("{名称: 年度履职目标相关性,", "{名称: \"{{ 年度 }}履职目标相关性\","));
    assert!(told[0].contains("里不能用{{ }}"), "{told:#?}");
}

#[test]
fn a_total_beside_its_sources_is_stated_once() {
    let told = told(&with(
        "资金:\n",
        "资金:\n  总额: {年初预算数: 2135.09, 全年预算数: 5781.8, 全年执行数: 2783.86}\n",
    ));
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told.iter().all(|told| told.contains("的公布值写了两处")), "{told:#?}");
}

#[test]
fn published_values_are_written_as_they_are_printed() {
    for value in ["48.15%", "048.15", "48.15％"] {
        let told =
            told(&with("  资金.总额.执行率: 48.15", &format!("  资金.总额.执行率: {value}")));
        assert!(told[0].contains("的公布值应像“48.15”那样写"), "{value}: {told:#?}");
    }
}

#[test]
fn full_width_spaces_as_indentation_are_named_and_hide_nothing_else() {
    let example = read("data/reports/示例-2023-水利服务中心.yaml");
    let told = told(&prepare_text(&example.replace("    质量指标:", "　　质量指标:")));
    let [line] = told.as_slice() else { panic!("{told:#?}") };
    assert!(line.contains("行首是全角空格"), "{line}");
}

#[test]
fn characters_that_turn_the_text_around_are_refused() {
    let prepared = with("    无。", "    \u{202E}无\u{202C}。");
    let missing = ziping::missing_glyphs(prepared.assembled.as_ref().unwrap());
    assert_eq!(missing.len(), 2, "{missing:#?}");
}

#[test]
fn bytes_that_are_not_utf8_are_named() {
    let gbk = [0xC4, 0xEA, 0xB6, 0xC8, b':', b' ', b'2'];
    let prepared = ziping::prepare("报告.yaml", &gbk, None);
    assert_eq!(
        told(&prepared),
        ["ZP001 第1行不是UTF-8编码的文字，像是GBK编码 建议 请用编辑器“另存为”，编码选UTF-8；\
          或用命令 iconv -f GB18030 -t UTF-8 原文件 > 新文件"]
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let yaml = read(&format!("data/reports/{SAMPLE}.yaml"));
    let windows = format!("\u{feff}{}", yaml.replace('\n', "\r\n"));
    let (ours, theirs) = (prepare_text(&yaml), prepare_text(&windows));
    assert_eq!(told(&theirs), Vec::<String>::new());
    let json = |prepared: &Prepared| prepared.assembled.as_ref().unwrap().payload.to_json();
    assert_eq!(json(&ours), json(&theirs));
}

#[test]
fn a_character_without_glyph_is_named_with_its_line() {
    let prepared = with("  自称: 我单位", "  自称: 我单位\u{1F600}");
    let assembled = prepared.assembled.as_ref().unwrap();
    let missing = ziping::missing_glyphs(assembled);
    // The sample never prints the name: only what is printed needs a glyph.
    assert!(missing.is_empty());
    let prepared = with("    无。", "    无\u{1F600}。");
    let sources = prepared.sources.as_ref().unwrap();
    let missing = ziping::missing_glyphs(prepared.assembled.as_ref().unwrap());
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].message, "没有字体能显示“\u{1F600}”（U+1F600）");
    assert_eq!(sources.report.place(missing[0].span.unwrap().start).line, line_of("    无。"));
}

#[test]
fn markup_in_prose_prints_as_itself() {
    let tricky = r##"#set text(red) *粗* _斜_ @引用 $x^2$ <标签> \ // ~ --- {% if %} "引号" 'a' `代码` [链接] -- ... = 标题 #"##;
    let prepared = with("    无。", &format!("    {tricky}"));
    let pdf = super::support::build(prepared.assembled.as_ref().unwrap());
    let text: String = super::support::pdf::pages(&pdf).iter().map(|page| page.text()).collect();
    assert!(
        text.contains(&super::support::squeeze(tricky)),
        "{}",
        &text[text.find("八、").unwrap()..][..200]
    );
}

#[test]
fn numbers_typed_into_the_prose_are_matched_to_figures() {
    let prepared = prepare_text(&read(&format!("data/reports/{SAMPLE}.yaml")));
    let mentions = &prepared.assembled.unwrap().mentions;
    let of = |text: &str| mentions.iter().find(|mention| mention.text == text).unwrap();
    assert_eq!(of("316873.01平方米").figure, None);
    // The goal of the row of that name, not the rate of the funds.
    let goal = of("100%");
    assert_eq!(
        goal.figure.as_deref(),
        Some("指标.投入管理指标.预算和财务管理.预算执行率.年度指标值")
    );
    assert_eq!(goal.agrees, Some(true));
}

#[test]
fn numbers_in_prose_are_read_in_linear_time() {
    let sentence = "全年预算数为5781.8万元，其中项目得分为3分、一级指标4个，";
    let line = format!("资金使用规范，{}完成。\n          ", sentence.repeat(600));
    let long = line.repeat(10);
    let prepared = with("资金管理规范、使用合规，", &long);
    assert!(prepared.assembled.unwrap().mentions.len() >= 10_000);
}
