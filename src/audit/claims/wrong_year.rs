//! ZP312: another year than the report's before 年度部门, 年度绩效, 年部门预算.

use super::super::{Case, Rule, has_any};
use super::{WORDS, readings};
use crate::audit::sentences::{Sentence, sentences};
use crate::document;
use crate::finding::{Finding, Kind, Severity};
use crate::source::Text;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP312", name: "所评价的年度写错" },
    severity: Severity::Error,
    about: "\
检查什么：紧接在“年度部门”“年度绩效”“年部门预算”等前面的年份，应是报告的年度。与别的年度相比较、讲结转、讲下一年的分句，文件名称，讲结果应用和建议的小节不看；晚于报告年度的只列为警告。表的标题以别的年份开头的，句子以别的年份开头、后面却是本年度资金数的，列为警告。
为什么：年份写错多是从往年的报告抄来没有改，封面和正文说的不是同一年。
例如：2022年度的报告写“2021年度部门整体绩效评价得分为87.97分”。
怎么办：改正年份，写成{{ 年度 }}，今后就不会写错。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(title) = &case.report.title {
        findings.extend(wrong(case, title, &title.value));
    }
    findings.extend(captions(case));
    findings.extend(sentences(case).iter().filter_map(|sentence| of_last_year(case, sentence)));
    for reading in readings(case).filter(|reading| !reading.tells_plans()) {
        findings.extend(wrong(case, reading.passage.text, &reading.masked));
    }
    findings
}

/// A sentence that begins with another year and goes on with this year's funds.
fn of_last_year(case: &Case, sentence: &Sentence) -> Option<Finding> {
    /// One number may be the same by chance.
    const FEWEST: usize = 2;
    let year = &case.report.year.value;
    let words = sentence.words_before(0).trim_start();
    let written = words.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let is_other = words[4..].starts_with('年') && written != year;
    let text = sentence.passage.text;
    let whole = sentence.text();
    let own = |id: &String| id.starts_with("资金.总额.") || id == "总分";
    let figures = sentence.numbers().iter().filter_map(|number| number.figure.as_ref());
    let mut known: Vec<&String> = figures.filter(|id| own(id)).collect();
    known.dedup();
    if !is_other
        || whole.contains(year.as_str())
        || has_any(whole, &WORDS.other_years)
        || known.len() < FEWEST
    {
        return None;
    }
    let start = sentence.start() + (sentence.words_before(0).len() - words.len());
    let message = format!("正文写的是{written}年，后面的数却是{year}年度的");
    let finding = RULE
        .finding(message)
        .severity(Severity::Warning)
        .at(text.locate(case.sources.of(text.span), start, start + 4))
        .figure("年度")
        .related(case.report.year.span, "报告的年度");
    Some(finding.help("请改正年份，或写成{{ 年度 }}年"))
}

/// Captions of small tables that begin with another year.
fn captions(case: &Case) -> Vec<Finding> {
    let year = &case.report.year.value;
    let other = |caption: &&Text| {
        let text = &caption.value;
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let one_year = !text.contains(['—', '-', '至']) && !has_any(text, &WORDS.other_years);
        digits == 4
            && text[digits..].starts_with('年')
            && one_year
            && !text.starts_with(year.as_str())
    };
    let finding = |caption: &Text| {
        let written = &caption.value[..4];
        let span = caption.locate(case.sources.of(caption.span), 0, 4);
        RULE.finding(format!("表的标题写的是{written}年，报告的年度是{year}"))
            .severity(Severity::Warning)
            .at(span)
            .figure("年度")
            .related(case.report.year.span, "与此处不符")
            .help("请核对表里是哪一年的数，改正标题的年份")
    };
    document::tables(case.report)
        .into_iter()
        .filter_map(|table| table.caption.as_ref())
        .filter(other)
        .map(finding)
        .collect()
}

/// The first wrong year of a text.
fn wrong(case: &Case, text: &Text, masked: &str) -> Option<Finding> {
    let year: u32 = case.report.year.value.parse().ok()?;
    let mut found: Vec<(usize, u32, &str)> = Vec::new();
    for follower in &WORDS.year_followers {
        for (end, _) in masked.match_indices(follower.as_str()) {
            let digits = masked[..end].bytes().rev().take_while(u8::is_ascii_digit).take(5).count();
            let start = end - digits;
            let Ok(other) = masked[start..end].parse::<u32>() else { continue };
            if digits == 4 && other != year && !is_on_purpose(masked, start, end) {
                found.push((start, other, follower));
            }
        }
    }
    let &(start, other, follower) = found.iter().min()?;
    let message = format!("正文写的是“{other}{follower}”，报告的年度是{year}");
    let span = text.locate(case.sources.of(text.span), start, start + 4 + follower.len());
    let severity = if other > year { Severity::Warning } else { Severity::Error };
    Some(
        RULE.finding(message)
            .severity(severity)
            .at(span)
            .figure("年度")
            .related(case.report.year.span, "与此处不符")
            .help("请改正年份，或写成{{ 年度 }}"),
    )
}

/// Whether the clause around a year speaks of another year, or names a document.
fn is_on_purpose(text: &str, start: usize, end: usize) -> bool {
    const FARTHEST: usize = 300;
    let from = text.ceil_char_boundary(start.saturating_sub(FARTHEST));
    let to = text.floor_char_boundary((end + FARTHEST).min(text.len()));
    let cut = ['，', '。', '；', '\n'];
    let before = &text[from..start];
    let in_title = match (before.rfind('《'), before.rfind('》')) {
        (Some(open), Some(close)) => open > close,
        (open, _) => open.is_some(),
    };
    let before = before.rsplit(cut).next().unwrap_or_default();
    let after = text[end..to].split(cut).next().unwrap_or_default();
    in_title || has_any(before, &WORDS.other_years) || has_any(after, &WORDS.other_years)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    const PLACE: &str = "项目资金实行专账核算、";

    #[test]
    fn fires_on_a_year_left_from_another_report() {
        let yaml = changed(&[(PLACE, "2022年度部门整体绩效良好，专账核算、")]);
        assert_eq!(messages("ZP312", &yaml), ["正文写的是“2022年度部门”，报告的年度是2023"]);
    }

    #[test]
    fn fires_on_another_year_before_the_funds_of_this_one() {
        let told = |sentence: &str| messages("ZP312", &changed(&[(PLACE, sentence)]));
        assert_eq!(
            told("2022年，项目全年预算数为324万元，全年执行数为300.6万元。专账核算、"),
            ["正文写的是2022年，后面的数却是2023年度的"]
        );
        assert!(
            told("2022年，项目全年预算数为210万元，全年执行数为200.6万元。专账核算、").is_empty()
        );
    }

    #[test]
    fn fires_on_a_caption_of_another_year() {
        let table = |year: &str| {
            let from = "  自评工作组织情况: |\n    {{ 部门.自称 }}成立由";
            let table = format!("{{标题: {year}年养护情况, 表头: [项目, 数量], 行: [[泵站, 18]]}}");
            let to = format!(
                "  自评工作组织情况:\n    - 表: {table}\n    - |\n      {{{{ 部门.自称 }}}}成立由"
            );
            messages("ZP312", &changed(&[(from, &to)]))
        };
        assert_eq!(table("2022"), ["表的标题写的是2022年，报告的年度是2023"]);
        assert!(table("2023").is_empty());
    }

    #[test]
    fn is_silent_on_the_right_year_and_on_comparisons() {
        for text in [
            "2023年度部门整体绩效良好，专账核算、",
            "与2022年部门预算相比增加24万元，专账核算、",
            "按照《2022年度部门决算编制办法》，专账核算、",
            "2022年建成的工程，专账核算、",
        ] {
            assert!(messages("ZP312", &changed(&[(PLACE, text)])).is_empty(), "{text}");
        }
    }
}
