//! What people are told: the message and its place.

use super::support::{SAMPLE, prepare_text, read};
use ziping::Prepared;

/// The sample with one text replaced.
fn with(from: &str, to: &str) -> Prepared {
    let yaml = read(&format!("data/reports/{SAMPLE}.yaml"));
    assert_eq!(yaml.matches(from).count(), 1, "{from}");
    prepare_text(&yaml.replace(from, to))
}

/// `code line:column message 建议 help` of every finding that nobody acknowledged. What the published
/// prose claims against its own figures (ZP3..) is not the matter here.
fn told(prepared: &Prepared) -> Vec<String> {
    let open = prepared
        .findings
        .iter()
        .filter(|finding| finding.acknowledged.is_none() && !finding.kind.code.starts_with("ZP3"));
    open.map(|finding| {
        let place = finding.span.zip(prepared.sources.as_ref()).map(|(span, sources)| {
            let place = sources.of(span).place(span.start);
            format!(" {}:{}", place.line, place.column)
        });
        let help = finding.help.as_ref().map(|help| format!(" 建议 {help}"));
        format!(
            "{}{} {}{}",
            finding.kind.code,
            place.unwrap_or_default(),
            finding.message,
            help.unwrap_or_default()
        )
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

#[test]
fn what_trips_people_up_in_yaml_is_told_in_plain_words() {
    let first = |from: &str, to: &str| told(&with(from, to)).remove(0);
    assert!(first("  自称: 我单位", "  名称: 又一个").contains("“名称”写了两次"));
    assert!(first("  自称: 我单位", "  自称: *我单位").contains("别名"));
    assert!(first("  自称: 我单位", "  自称: {{ 部门.简称 }}").contains("键必须是文字"));
    assert!(
        first("实际完成情况: 完成质监站相关费用的支付工作", "实际完成情况: >\n      完成")
            .contains("不能用“>”")
    );
}

#[test]
fn bytes_that_are_not_utf8_are_named() {
    let gbk = [0xC4, 0xEA, 0xB6, 0xC8, b':', b' ', b'2'];
    let prepared = ziping::prepare("报告.yaml", &gbk, None);
    assert_eq!(
        told(&prepared),
        ["ZP001 第1行不是UTF-8编码的文字 建议 可能是GBK编码：请用编辑器“另存为”，编码选UTF-8"]
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
    let missing = ziping::missing_glyphs(assembled, prepared.sources.as_ref().unwrap());
    // The sample never prints the name: only what is printed needs a glyph.
    assert!(missing.is_empty());
    let prepared = with("    无。", "    无\u{1F600}。");
    let sources = prepared.sources.as_ref().unwrap();
    let missing = ziping::missing_glyphs(prepared.assembled.as_ref().unwrap(), sources);
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
