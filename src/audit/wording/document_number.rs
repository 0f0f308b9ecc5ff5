//! ZP404: brackets of the year in a document number.

use super::super::{Case, Rule};
use super::{FIGURE, Line, is_hanzi, is_number};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP404", name: "发文字号的括号" },
    severity: Severity::Warning,
    about: "\
检查什么：发文字号里的年份应用六角括号“〔〕”，不用“[]”“()”“（）”“【】”。
为什么：《党政机关公文格式》（GB/T 9704—2012，7.2.5）规定年份用六角括号括入。
例如：“郑政办明电[2020]70号”应写作“郑政办明电〔2020〕70号”。
怎么办：改成“〔〕”；ziping check --fix 可以代为改正。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    case.lines.iter().flat_map(in_line).collect()
}

fn in_line(line: &Line) -> Vec<Finding> {
    let mut findings = Vec::new();
    for open in 1..line.chars.len() {
        let closing = match line.chars[open].c {
            '[' => ']',
            '(' => ')',
            '（' => '）',
            '【' => '】',
            '［' => '］',
            _ => continue,
        };
        let year = digits(line, open + 1);
        let close = open + 1 + year;
        let is_year = year == 1 && line.at(open + 1) == Some(FIGURE)
            || year == 4 && matches!(line.slice(open + 1, open + 3), "19" | "20");
        if !is_hanzi(line.chars[open - 1].c) || !is_year || line.at(close) != Some(closing) {
            continue;
        }
        let number = close + 1 + usize::from(line.at(close + 1) == Some('第'));
        let end = number + digits(line, number);
        if end == number || line.at(end) != Some('号') {
            continue;
        }
        let right = format!("〔{}〕", line.slice(open + 1, close));
        let message = format!("发文字号的年份应写作“{right}”");
        findings.push(
            line.finding_with_fix(&RULE, open, close + 1, message, &right)
                .help("年份用六角括号“〔〕”"),
        );
    }
    findings
}

/// How many digits or placeholders begin at an index.
fn digits(line: &Line, from: usize) -> usize {
    line.chars.iter().skip(from).take_while(|char| is_number(char.c)).count()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, found, messages};

    fn with(text: &str) -> String {
        changed(&[("项目资金实行专账核算、专款专用，", &format!("依据《办法》（{text}），"))])
    }

    #[test]
    fn fires_on_other_brackets() {
        for text in ["水农[2023]7号", "水农(2023)7号", "水农【2023】第7号", "水农（{{ 年度 }}）7号"]
        {
            assert_eq!(found("ZP404", &with(text)).len(), 1, "{text}");
        }
        let finding = found("ZP404", &with("水农[2023]7号")).remove(0);
        assert_eq!(finding.fix.unwrap().replacement, "〔2023〕");
    }

    #[test]
    fn is_silent_on_the_right_ones_and_on_other_numbers() {
        for text in ["水农〔2023〕7号", "三号楼（2023）", "文献[12]", "水农（20）7号"]
        {
            assert_eq!(messages("ZP404", &with(text)), Vec::<String>::new(), "{text}");
        }
    }
}
