//! From the tree of nodes to the scoring method.

use rust_decimal::Decimal;

use super::{
    Band, Deviation, Execution, ExecutionRule, FORMAT, Formats, Grade, IndicatorColumn,
    Level1Points, Method, Missed, Partial, Qualitative, RowRules, ZeroBudget, appendix, outline,
};
use crate::finding::{BAD_VALUE, Finding, UNKNOWN_KEY};
use crate::ledger::number::Format;
use crate::render::PARAMETERS;
use crate::source::{self, Fields, Node, Text, Value};

/// Most decimals that a method may round to.
const MAX_DECIMALS: u32 = 6;

/// Reads a method from its tree.
///
/// # Errors
/// All findings, when anything is missing, unknown or of the wrong form.
pub fn decode(root: &Node) -> Result<Method, Vec<Finding>> {
    let mut findings = Vec::new();
    match method(root, &mut findings) {
        Some(method) if findings.is_empty() => Ok(method),
        _ => Err(findings),
    }
}

fn method(root: &Node, findings: &mut Vec<Finding>) -> Option<Method> {
    let mut fields = Fields::new(root, "评分办法", findings)?;
    let format = fields.text("格式", findings);
    if let Some(format) = format.filter(|format| format.value != FORMAT) {
        let message = format!("本程序读“{FORMAT}”格式的评分办法，这里写的是“{}”", format.value);
        findings.push(Finding::error(BAD_VALUE, format.span, message));
    }
    let name = fields.text("名称", findings);
    let basis = fields.required("依据").map(|node| texts(node, "依据", findings));
    let execution = fields.optional("预算执行率").and_then(|node| execution(node, findings));
    let rows = fields.required("指标").and_then(|node| row_rules(node, findings));
    let grades = fields.required("等级").map(|node| grades(node, findings));
    let formats = fields.required("数字").and_then(|node| formats(node, findings));
    let title = fields.required("标题").map(|node| texts(node, "标题", findings));
    let appendix = fields.required("附表").and_then(|node| appendix::appendix(node, findings));
    let outline = fields.required("大纲").map(|node| outline::parts(node, findings));
    let layout = fields.optional("版面").map(|node| layout(node, findings)).unwrap_or_default();
    fields.finish(findings);
    let appendix = appendix?;
    let lead = [IndicatorColumn::Level1, IndicatorColumn::Level2, IndicatorColumn::Name];
    if !appendix.indicator_columns.iter().map(|column| &column.kind).take(3).eq(lead.iter()) {
        let message = "“指标列”的前三列应是一级指标、二级指标、三级指标";
        findings.push(Finding::error(BAD_VALUE, root.span, message));
    }
    Some(Method {
        name: name?,
        basis: basis?,
        execution,
        rows: rows?,
        grades: grades?,
        formats: formats?,
        title: title?,
        outline: outline?,
        appendix,
        layout,
    })
}

fn execution(node: &Node, findings: &mut Vec<Finding>) -> Option<Execution> {
    const ZERO_BUDGETS: [(&str, ZeroBudget); 3] = [
        ("得零分", ZeroBudget::Nothing),
        ("得满分", ZeroBudget::Full),
        ("报错", ZeroBudget::Refused),
    ];
    let mut fields = Fields::new(node, "预算执行率", findings)?;
    let points = fields.required("分值").and_then(|node| positive(node, "分值", findings));
    let rule = fields.required("得分").and_then(|node| execution_rule(node, findings));
    let zero_budget = fields
        .required("零预算")
        .and_then(|node| source::choice(node, "零预算", &ZERO_BUDGETS, findings));
    let counts_in_total =
        fields.required("计入总分").and_then(|node| source::yes_or_no(node, "计入总分", findings));
    let level1_name = fields.optional_text("作为一级指标", findings);
    fields.finish(findings);
    Some(Execution {
        points: points?,
        rule: rule?,
        zero_budget: zero_budget?,
        counts_in_total: counts_in_total?,
        level1_name,
    })
}

fn execution_rule(node: &Node, findings: &mut Vec<Finding>) -> Option<ExecutionRule> {
    #[derive(Clone, Copy)]
    enum Name {
        Proportional,
        FullFrom,
        Bands,
        Deduction,
    }
    const NAMES: [(&str, Name); 4] = [
        ("按比例", Name::Proportional),
        ("达标满分", Name::FullFrom),
        ("分档", Name::Bands),
        ("扣分", Name::Deduction),
    ];
    const PARTIALS: [(&str, Partial); 3] =
        [("不扣", Partial::Free), ("按一档", Partial::Whole), ("按比例", Partial::Proportional)];
    let mut fields = Fields::new(node, "得分", findings)?;
    let name =
        fields.required("规则").and_then(|node| source::choice(node, "规则", &NAMES, findings));
    let rule = match name {
        None => {
            fields.finish_with_rest_taken(findings);
            return None;
        }
        Some(Name::Proportional) => Some(ExecutionRule::Proportional),
        Some(Name::FullFrom) => {
            let line =
                fields.required("满分线").and_then(|node| positive(node, "满分线", findings));
            line.map(ExecutionRule::FullFrom)
        }
        Some(Name::Bands) => {
            let bands = fields.required("档").map(|node| execution_bands(node, findings));
            bands.map(ExecutionRule::Bands)
        }
        Some(Name::Deduction) => {
            let start = fields.required("起点").and_then(|node| positive(node, "起点", findings));
            let every = fields.required("每").and_then(|node| positive(node, "每", findings));
            let minus = fields.required("扣").and_then(|node| positive(node, "扣", findings));
            let partial = fields
                .required("不足一档")
                .and_then(|node| source::choice(node, "不足一档", &PARTIALS, findings));
            match (start, every, minus, partial) {
                (Some(start), Some(every), Some(minus), Some(partial)) => {
                    Some(ExecutionRule::Deduction { start, every, minus, partial })
                }
                _ => None,
            }
        }
    };
    fields.finish(findings);
    rule
}

fn execution_bands(node: &Node, findings: &mut Vec<Finding>) -> Vec<(Decimal, Decimal)> {
    let mut bands: Vec<(Decimal, Decimal)> = Vec::new();
    for item in source::items(node, "档", findings).unwrap_or_default() {
        let Some(mut fields) = Fields::new(item, "档", findings) else { continue };
        let from = fields.required("下限").and_then(|node| source::decimal(node, "下限", findings));
        let score = fields.required("得分").and_then(|node| share(node, "得分", findings));
        fields.finish(findings);
        let (Some(from), Some(score)) = (from, score) else { continue };
        if bands.last().is_some_and(|(above, _)| from >= *above) {
            findings.push(Finding::error(BAD_VALUE, item.span, "各档要从高到低写"));
        }
        bands.push((from, score));
    }
    bands
}

fn row_rules(node: &Node, findings: &mut Vec<Finding>) -> Option<RowRules> {
    const MISSED: [(&str, Missed); 5] = [
        ("按比例", Missed::Proportional),
        ("反比例", Missed::Inverse),
        ("线性扣减", Missed::Linear),
        ("不得分", Missed::Nothing),
        ("人工评定", Missed::Person),
    ];
    const DEVIATIONS: [(&str, Deviation); 3] = [
        ("未达标时", Deviation::WhenMissed),
        ("始终", Deviation::Always),
        ("不计算", Deviation::Never),
    ];
    let mut fields = Fields::new(node, "指标", findings)?;
    let level1_points =
        fields.optional("一级分值").map(|node| level1_points(node, findings)).unwrap_or_default();
    let at_least = fields
        .required("不低于")
        .and_then(|node| source::choice(node, "不低于", &MISSED, findings));
    let at_most = fields
        .required("不高于")
        .and_then(|node| source::choice(node, "不高于", &MISSED, findings));
    let qualitative = fields.required("定性").and_then(|node| qualitative(node, findings));
    let deviation = fields
        .required("偏差度")
        .and_then(|node| source::choice(node, "偏差度", &DEVIATIONS, findings));
    let explain_from =
        fields.optional("超额说明").and_then(|node| positive(node, "超额说明", findings));
    fields.finish(findings);
    Some(RowRules {
        explain_from,
        level1_points,
        at_least: at_least?,
        at_most: at_most?,
        qualitative: qualitative?,
        deviation: deviation?,
    })
}

fn level1_points(node: &Node, findings: &mut Vec<Finding>) -> Vec<Level1Points> {
    let entries = source::entries(node, "一级分值", findings).unwrap_or_default();
    let points = |entry: &source::Entry, findings: &mut Vec<Finding>| {
        let points = source::decimal(&entry.value, &entry.key.value, findings)?;
        Some(Level1Points { name: entry.key.value.clone(), points, span: entry.value.span })
    };
    entries.iter().filter_map(|entry| points(entry, findings)).collect()
}

fn qualitative(node: &Node, findings: &mut Vec<Finding>) -> Option<Qualitative> {
    if matches!(node.value, Value::Scalar(_)) {
        const NAMES: [(&str, bool); 2] = [("按百分比", true), ("人工评定", false)];
        let percentage = source::choice(node, "定性", &NAMES, findings)?;
        return Some(if percentage { Qualitative::Percentage } else { Qualitative::Person });
    }
    let mut fields = Fields::new(node, "定性", findings)?;
    let bands = fields.required("分档").map(|node| qualitative_bands(node, findings));
    fields.finish(findings);
    bands.map(Qualitative::Bands)
}

fn qualitative_bands(node: &Node, findings: &mut Vec<Finding>) -> Vec<Band> {
    let band = |item: &Node, findings: &mut Vec<Finding>| {
        let mut fields = Fields::new(item, "分档", findings)?;
        let name = fields.text("名称", findings);
        let upper =
            fields.required("上限").and_then(|node| source::decimal(node, "上限", findings));
        let lower =
            fields.required("下限").and_then(|node| source::decimal(node, "下限", findings));
        fields.finish(findings);
        Some(Band { name: name?.value, upper: upper?, lower: lower? })
    };
    let items = source::items(node, "分档", findings).unwrap_or_default();
    items.iter().filter_map(|item| band(item, findings)).collect()
}

fn grades(node: &Node, findings: &mut Vec<Finding>) -> Vec<Grade> {
    let mut grades: Vec<Grade> = Vec::new();
    for item in source::items(node, "等级", findings).unwrap_or_default() {
        let Some(mut fields) = Fields::new(item, "等级", findings) else { continue };
        let name = fields.text("名称", findings);
        let from = fields.required("下限").and_then(|node| source::decimal(node, "下限", findings));
        fields.finish(findings);
        let (Some(name), Some(from)) = (name, from) else { continue };
        if grades.last().is_some_and(|above| from >= above.from) {
            findings.push(Finding::error(BAD_VALUE, item.span, "各等级要从高到低写"));
        }
        grades.push(Grade { name: name.value, from });
    }
    if grades.last().is_none_or(|lowest| !lowest.from.is_zero()) {
        findings.push(Finding::error(
            BAD_VALUE,
            node.span,
            "最低一级的下限应是0，每个总分才都有等级",
        ));
    }
    grades
}

fn formats(node: &Node, findings: &mut Vec<Finding>) -> Option<Formats> {
    let mut fields = Fields::new(node, "数字", findings)?;
    let mut format = |key: &'static str, findings: &mut Vec<Finding>| {
        fields.required(key).and_then(|node| self::format(node, findings))
    };
    let money = format("金额", findings);
    let score = format("得分", findings);
    let rate = format("执行率", findings);
    let deviation = format("偏差度", findings);
    let none = fields.text("空", findings);
    fields.finish(findings);
    Some(Formats {
        money: money?,
        score: score?,
        rate: rate?,
        deviation: deviation?,
        none: none?.value,
    })
}

fn format(node: &Node, findings: &mut Vec<Finding>) -> Option<Format> {
    let mut fields = Fields::new(node, "数字", findings)?;
    let decimals = fields
        .required("小数")
        .and_then(|node| source::integer(node, "小数", MAX_DECIMALS, findings));
    let trim = fields.required("去零").and_then(|node| source::yes_or_no(node, "去零", findings));
    let percent = fields
        .optional("百分号")
        .and_then(|node| source::yes_or_no(node, "百分号", findings))
        .unwrap_or(false);
    fields.finish(findings);
    Some(Format { decimals: decimals?, trim: trim?, percent })
}

fn layout(node: &Node, findings: &mut Vec<Finding>) -> Vec<(String, Decimal)> {
    let mut layout = Vec::new();
    for entry in source::entries(node, "版面", findings).unwrap_or_default() {
        let name = entry.key.value.as_str();
        let Some(parameter) = PARAMETERS.iter().find(|parameter| parameter.name == name) else {
            let known: Vec<&str> = PARAMETERS.iter().map(|parameter| parameter.name).collect();
            let message = format!("“版面”里没有“{name}”这一项");
            findings.push(
                Finding::error(UNKNOWN_KEY, entry.key.span, message)
                    .help(format!("可以写的有：{}", known.join("、"))),
            );
            continue;
        };
        let Some(value) = source::decimal(&entry.value, name, findings) else { continue };
        let (least, most) = parameter.bounds;
        if value < Decimal::from(least) || value > Decimal::from(most) {
            let message = format!("“{name}”应在{least}到{most}之间");
            findings.push(Finding::error(BAD_VALUE, entry.value.span, message));
        }
        layout.push((name.to_owned(), value));
    }
    layout
}

/// A number from 0 to 1000.
fn share(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Option<Decimal> {
    let value = source::decimal(node, what, findings)?;
    if value.is_zero() {
        return Some(value);
    }
    positive(node, what, findings)
}

fn positive(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Option<Decimal> {
    /// Points and percentages beyond this are slips of the pen.
    const MOST: i32 = 1000;
    let value = source::decimal(node, what, findings)?;
    if value > Decimal::ZERO && value <= Decimal::from(MOST) {
        return Some(value);
    }
    let message = format!("“{what}”应大于0、不超过{MOST}");
    findings.push(Finding::error(BAD_VALUE, node.span, message));
    None
}

fn texts(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Vec<Text> {
    let items = source::items(node, what, findings).unwrap_or_default();
    items.iter().filter_map(|item| source::text(item, what, findings)).collect()
}
