//! From the tree of nodes to the report.

use super::prose::{self, Block, texts};
use super::{
    Acknowledgement, Amount, Amounts, Closing, Date, Department, FORMAT, Fact, FundSource, Funds,
    Goals, Judged, Level1, Level2, Part, Report, Row, Task,
};
use crate::finding::{BAD_VALUE, Finding, MISSING_KEY};
use crate::source::limits::{MAX_KEY, MAX_LEVEL1};
use crate::source::{self, Fields, Node, Source, Span, Text, Value};

/// Reads the report from its tree, as far as it can be read; what can't is reported. `None` when so
/// little is left that nothing could be computed.
pub fn decode(root: &Node, source: &Source, findings: &mut Vec<Finding>) -> Option<Report> {
    let mut fields = Fields::new(root, "报告", findings)?;
    let format = fields.text("格式", findings);
    if let Some(format) = format.filter(|format| format.value != FORMAT) {
        let message = format!("本程序读“{FORMAT}”格式的报告，这里写的是“{}”", format.value);
        findings.push(Finding::error(BAD_VALUE, format.span, message));
        return None;
    }
    let year = fields.text("年度", findings).and_then(|text| year(text, findings));
    let department = fields.required("部门").and_then(|node| department(node, findings));
    let method = fields.text("评分办法", findings);
    let title = fields.optional_text("标题", findings);
    let mut unsound = Vec::new();
    // A part is sound when all of it parsed and reading it found nothing.
    let mut sound = |part: Part, node: Option<&Node>, before: usize, after: usize| {
        if node.is_none_or(Node::has_partial) || after > before {
            unsound.push(part);
        }
    };
    let before = findings.len();
    let node = fields.optional("数据");
    let facts = node.map(|node| facts(node, "数据", findings)).unwrap_or_default();
    if node.is_some() {
        sound(Part::Facts, node, before, findings.len());
    }
    let (before, node) = (findings.len(), fields.required("资金"));
    let funds = node.and_then(|node| funds(node, findings));
    sound(Part::Funds, node, before, findings.len());
    let (before, node) = (findings.len(), fields.required("年度履职目标"));
    let goals = node.and_then(|node| goals(node, source, findings));
    sound(Part::Goals, node, before, findings.len());
    let (before, node) = (findings.len(), fields.required("主要任务"));
    let tasks = node.map(|node| tasks(node, findings));
    sound(Part::Tasks, node, before, findings.len());
    let (before, node) = (findings.len(), fields.required("指标"));
    let indicators = node.map(|node| indicators(node, findings));
    sound(Part::Indicators, node, before, findings.len());
    let cut_off = node.is_some_and(|node| node.partial);
    let (before, node) = (findings.len(), fields.required("正文"));
    let (prose, own_sections) =
        node.map(|node| prose::sections(node, source, findings)).unwrap_or_default();
    sound(Part::Prose, node, before, findings.len());
    if cut_off {
        unsound.push(Part::LaterIndicators);
    }
    let before = findings.len();
    let closing = closing(&mut fields, findings);
    if findings.len() > before || root.partial {
        unsound.push(Part::Closing);
    }
    let stated = fields.optional("公布值").map(|node| self::facts(node, "公布值", findings));
    let acknowledgements = fields.optional("核对说明").map(|node| acknowledgements(node, findings));
    fields.finish(findings);
    let nothing = Text { value: String::new(), span: first_line(root.span) };
    let unit = nothing.clone();
    Some(Report {
        year: year.unwrap_or_else(|| nothing.clone()),
        department: department.unwrap_or_else(|| Department {
            name: nothing.clone(),
            short_name: nothing.clone(),
            own_name: nothing,
        }),
        method: method?,
        title,
        facts,
        funds: funds.unwrap_or(Funds { unit, total: None, sources: Vec::new() }),
        goals: goals.unwrap_or_default(),
        tasks: tasks.unwrap_or_default(),
        indicators: indicators.unwrap_or_default(),
        prose,
        own_sections,
        closing,
        stated: stated.unwrap_or_default(),
        acknowledgements: acknowledgements.unwrap_or_default(),
        unsound,
    })
}

fn closing(fields: &mut Fields<'_>, findings: &mut Vec<Finding>) -> Closing {
    Closing {
        signature: fields.optional_text("署名", findings),
        date: fields.optional("成文日期").and_then(|node| date(node, findings)),
        stamped: fields
            .optional("盖章")
            .and_then(|node| source::yes_or_no(node, "盖章", findings))
            .unwrap_or(false),
        attachments: fields
            .optional("附件说明")
            .map(|node| text_or_texts(node, "附件说明", findings))
            .unwrap_or_default(),
    }
}

/// Where a whole mapping is meant, its beginning is shown, not all of its text.
fn first_line(span: Span) -> Span {
    Span { end: span.start, ..span }
}

fn year(text: Text, findings: &mut Vec<Finding>) -> Option<Text> {
    let is_year = text.value.len() == 4 && text.value.bytes().all(|b| b.is_ascii_digit());
    if is_year && text.value.as_str() >= "1949" {
        return Some(text);
    }
    let message = format!("“年度”应是四位数字的年份，这里写的是“{}”", text.value);
    findings.push(Finding::error(BAD_VALUE, text.span, message).help("例如 年度: 2022"));
    None
}

/// A name: figures are named after it, so it stands for itself and is no longer than a key.
fn name(text: &Text, findings: &mut Vec<Finding>) {
    if text.value.chars().count() > MAX_KEY {
        let message = format!("名称超过{MAX_KEY}个字");
        findings.push(Finding::error(BAD_VALUE, text.span, message));
    }
    if text.value.contains("{{") {
        let message = format!("名称“{}”里不能用{{{{ }}}}", text.value);
        findings.push(Finding::error(BAD_VALUE, text.span, message).help("请直接写出名称"));
    }
}

fn department(node: &Node, findings: &mut Vec<Finding>) -> Option<Department> {
    let mut fields = Fields::new(node, "部门", findings)?;
    let name = fields.text("名称", findings);
    let short_name = fields.optional_text("简称", findings);
    let own_name = fields.optional_text("自称", findings);
    fields.finish(findings);
    [&name, &short_name, &own_name]
        .into_iter()
        .flatten()
        .for_each(|text| self::name(text, findings));
    let name = name?;
    Some(Department {
        short_name: short_name.unwrap_or_else(|| name.clone()),
        own_name: own_name
            .unwrap_or_else(|| Text { value: "我单位".to_owned(), span: name.span }),
        name,
    })
}

/// Names with their values: 数据, 公布值.
fn facts(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Vec<Fact> {
    let entries = source::entries(node, what, findings).unwrap_or_default();
    let fact = |entry: &source::Entry, findings: &mut Vec<Finding>| {
        let value = source::text(&entry.value, &entry.key.value, findings)?;
        Some(Fact { name: entry.key.clone(), value })
    };
    entries.iter().filter_map(|entry| fact(entry, findings)).collect()
}

fn funds(node: &Node, findings: &mut Vec<Finding>) -> Option<Funds> {
    let mut fields = Fields::new(node, "资金", findings)?;
    let unit = fields.text("金额单位", findings);
    unit.iter().for_each(|unit| name(unit, findings));
    let total = fields.optional("总额");
    let has_sources = fields.optional("来源");
    let sources = has_sources.map(|node| fund_sources(node, "来源", findings));
    fields.finish(findings);
    let total = match total {
        Some(node) => {
            let mut fields = Fields::new(node, "总额", findings)?;
            let amounts = amounts(&mut fields, findings);
            fields.finish(findings);
            Some(amounts?)
        }
        None => None,
    };
    let sources = sources.unwrap_or_default();
    if total.is_none() && has_sources.is_none() && !node.has_partial() {
        let message = "“资金”里要有“来源”，没有分来源的写“总额”";
        findings.push(Finding::error(BAD_VALUE, node.span, message));
    }
    Some(Funds { unit: unit?, total, sources })
}

fn fund_sources(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Vec<FundSource> {
    let mut sources = Vec::new();
    for entry in source::entries(node, what, findings).unwrap_or_default() {
        name(&entry.key, findings);
        if entry.key.value == "总额" {
            let message = "来源不能叫“总额”：总额由来源相加";
            findings.push(Finding::error(BAD_VALUE, entry.key.span, message));
            continue;
        }
        let Some(mut fields) = Fields::new(&entry.value, "资金来源", findings) else {
            continue;
        };
        let amounts = amounts(&mut fields, findings);
        let of_which = fields.optional("其中").map(|node| fund_sources(node, "其中", findings));
        fields.finish(findings);
        if let Some(amounts) = amounts {
            let of_which = of_which.unwrap_or_default();
            sources.push(FundSource { name: entry.key.clone(), amounts, of_which });
        }
    }
    sources
}

fn amounts(fields: &mut Fields<'_>, findings: &mut Vec<Finding>) -> Option<Amounts> {
    let mut amount =
        |key: &'static str| fields.required(key).and_then(|node| money(node, key, findings));
    let initial_budget = amount("年初预算数");
    let full_year_budget = amount("全年预算数");
    let executed = amount("全年执行数");
    Some(Amounts {
        initial_budget: initial_budget?,
        full_year_budget: full_year_budget?,
        executed: executed?,
    })
}

/// A number that can't be negative.
fn money(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Option<Amount> {
    let value = source::decimal(node, what, findings)?;
    if value.is_sign_negative() && !value.is_zero() {
        findings.push(Finding::error(BAD_VALUE, node.span, format!("“{what}”不能是负数")));
        return None;
    }
    Some(Amount { value, span: node.span })
}

fn goals(node: &Node, source: &Source, findings: &mut Vec<Finding>) -> Option<Goals> {
    let mut fields = Fields::new(node, "年度履职目标", findings)?;
    let mut part = |key: &'static str| {
        let prose = prose::prose(fields.required(key)?, key, source, findings);
        for block in &prose.blocks {
            if let Block::Table(table) = block {
                let span = table.header.first().map(|head| head.span);
                findings.push(Finding::error(BAD_VALUE, span, "“年度履职目标”里不能有表"));
            }
        }
        Some(prose)
    };
    let expected = part("预期目标");
    let actual = part("实际完成情况");
    fields.finish(findings);
    Some(Goals { expected: expected?, actual: actual? })
}

fn tasks(node: &Node, findings: &mut Vec<Finding>) -> Vec<Task> {
    let task = |item: &Node, findings: &mut Vec<Finding>| {
        let mut fields = Fields::new(item, "主要任务", findings)?;
        let name = fields.text("名称", findings);
        let content = fields.text("主要内容", findings);
        let actual = fields.text("实际完成情况", findings);
        fields.finish(findings);
        Some(Task { name: name?, content: content?, actual: actual? })
    };
    let items = source::items(node, "主要任务", findings).unwrap_or_default();
    items.iter().filter_map(|item| task(item, findings)).collect()
}

fn indicators(node: &Node, findings: &mut Vec<Finding>) -> Vec<Level1> {
    let mut levels = Vec::new();
    for level1 in source::entries(node, "指标", findings).unwrap_or_default() {
        if levels.len() >= MAX_LEVEL1 {
            let message = format!("一级指标超过{MAX_LEVEL1}个");
            findings.push(Finding::error(BAD_VALUE, level1.key.span, message));
            break;
        }
        name(&level1.key, findings);
        let mut groups = Vec::new();
        for level2 in
            source::entries(&level1.value, &level1.key.value, findings).unwrap_or_default()
        {
            let before = findings.len();
            name(&level2.key, findings);
            let items =
                source::items(&level2.value, &level2.key.value, findings).unwrap_or_default();
            let rows = items.iter().filter_map(|item| row(item, findings)).collect();
            if items.is_empty() && !level2.value.has_partial() {
                let message = format!("“{}”下没有三级指标", level2.key.value);
                findings.push(Finding::error(BAD_VALUE, level2.key.span, message));
            }
            let sound = findings.len() == before && !level2.value.has_partial();
            groups.push(Level2 { name: level2.key.clone(), rows, sound });
        }
        if groups.is_empty() && !level1.value.has_partial() {
            let message = format!("“{}”下没有二级指标", level1.key.value);
            findings.push(Finding::error(BAD_VALUE, level1.key.span, message));
        }
        let sound = !level1.value.partial && groups.iter().all(|group| group.sound);
        levels.push(Level1 { name: level1.key.clone(), groups, sound });
    }
    levels
}

fn row(node: &Node, findings: &mut Vec<Finding>) -> Option<Row> {
    let mut fields = Fields::new(node, "指标", findings)?;
    let name = fields.text("名称", findings);
    name.iter().for_each(|text| self::name(text, findings));
    let target = fields.text("年度指标值", findings);
    let actual = fields.text("实际完成值", findings);
    let points = fields.required("分值").and_then(|node| money(node, "分值", findings));
    let score = fields.optional("得分").and_then(|node| money(node, "得分", findings));
    let reason = fields.optional_text("得分理由", findings);
    let cause = fields.optional_text("偏差原因", findings);
    let extra = fields.rest().cloned().collect();
    fields.finish_with_rest_taken(findings);
    let judged = match (score, reason) {
        (Some(score), Some(reason)) => Some(Judged { score, reason }),
        (Some(score), None) => {
            let message = "得分由人评定的，要写明“得分理由”";
            findings.push(
                Finding::error(BAD_VALUE, score.span, message)
                    .help("能按评分办法计算的，请删去“得分”；已公布的数请写进“公布值”"),
            );
            None
        }
        (None, Some(reason)) => {
            findings.push(Finding::error(BAD_VALUE, reason.span, "有“得分理由”而没有“得分”"));
            None
        }
        (None, None) => None,
    };
    Some(Row {
        name: name?,
        target: target?,
        actual: actual?,
        points: points?,
        judged,
        cause,
        extra,
    })
}

fn text_or_texts(node: &Node, what: &str, findings: &mut Vec<Finding>) -> Vec<Text> {
    match node.value {
        Value::Sequence(_) => texts(node, what, findings),
        _ => source::text(node, what, findings).into_iter().collect(),
    }
}

/// `2023-04-12` or `2023年4月12日`.
fn date(node: &Node, findings: &mut Vec<Finding>) -> Option<Date> {
    let text = source::text(node, "成文日期", findings)?;
    let date = parse_date(&text.value, text.span);
    if date.is_none() {
        let message = format!("“成文日期”不是一个日期：{}", text.value);
        findings.push(
            Finding::error(BAD_VALUE, text.span, message).help("例如 成文日期: 2023年4月12日"),
        );
    }
    date
}

fn parse_date(text: &str, span: Span) -> Option<Date> {
    let plain = text.replace(['年', '月', '.'], "-").replace(['日', ' '], "");
    let mut parts = plain.split('-');
    let mut part = || parts.next().filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let (year, month, day) = (part()?, part()?, part()?);
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    if parts.next().is_some() || !(1949..=9999).contains(&year) {
        return None;
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day).then_some(Date { year, month, day, span })
}

fn acknowledgements(node: &Node, findings: &mut Vec<Finding>) -> Vec<Acknowledgement> {
    let acknowledgement = |item: &Node, findings: &mut Vec<Finding>| {
        let mut fields = Fields::new(item, "核对说明", findings)?;
        let rule = fields.text("规则", findings);
        let figures = fields.optional("对象").map(|node| text_or_texts(node, "对象", findings));
        let quotes = fields.optional("原文").map(|node| text_or_texts(node, "原文", findings));
        let reason = fields.text("说明", findings);
        fields.finish(findings);
        if figures.is_none() && quotes.is_none() {
            let message = "“核对说明”要写明“对象”（数的名称）或“原文”（报告里的原话）";
            findings.push(Finding::error(MISSING_KEY, item.span, message));
        }
        Some(Acknowledgement {
            rule: rule?,
            figures: figures.unwrap_or_default(),
            quotes: quotes.unwrap_or_default(),
            reason: reason?,
            span: item.span,
        })
    };
    /// Objects and quotations of all entries: each is looked for in the whole report.
    const MOST_OBJECTS: usize = 1_000;
    let items = source::items(node, "核对说明", findings).unwrap_or_default();
    let mut entries = Vec::new();
    let mut objects = 0;
    for item in items {
        let Some(entry) = acknowledgement(item, findings) else { continue };
        objects += entry.figures.len() + entry.quotes.len();
        if objects > MOST_OBJECTS {
            let message = format!("“核对说明”的对象和原文到这里超过{MOST_OBJECTS}条");
            findings.push(Finding::error(BAD_VALUE, item.span, message));
            break;
        }
        entries.push(entry);
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;

    #[test]
    fn dates_are_of_the_calendar() {
        let span = Span { origin: Origin::Report, start: 0, end: 0 };
        let date = |text: &str| parse_date(text, span).map(|d| (d.year, d.month, d.day));
        assert_eq!(date("2023年4月12日"), Some((2023, 4, 12)));
        assert_eq!(date("2024-02-29"), Some((2024, 2, 29)));
        assert_eq!(date("2023 年 4 月 12 日"), Some((2023, 4, 12)));
        assert_eq!(date("2023.4.12"), Some((2023, 4, 12)));
        for bad in [
            "2023-02-29",
            "2023-13-01",
            "2023-4",
            "2023-4-31",
            "23-4-1",
            "二〇二三年四月",
            "2023.4",
            "",
        ] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }
}
