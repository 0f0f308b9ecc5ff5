//! ZP412: a number typed where the program numbers.

use super::super::{Case, Rule};
use crate::document::{Prose, Section};
use crate::finding::{Finding, Kind, Severity};
use crate::method::Part;
use crate::source::Text;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP412", name: "手写的编号" },
    severity: Severity::Warning,
    about: "\
检查什么：标题和由程序编号的列表，开头不要再写“一、”“（一）”“1.”“1、”“（1）”“①”。
为什么：号由程序按评分办法的大纲加上，再写一遍就会印成两个号。
例如：列表里写“1.改制企业相关工作”，印出来是“1、1.改制企业相关工作”。
怎么办：删去手写的号；要换编号样式的，写“编号”。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut walk = Walk { case, findings: Vec::new() };
    walk.sections(&case.report.prose, &case.method.outline);
    if case.method.appendix.goal_numbering.is_some() {
        for goals in [&case.report.goals.expected, &case.report.goals.actual] {
            walk.list(goals);
        }
    }
    walk.findings
}

struct Walk<'a> {
    case: &'a Case<'a>,
    findings: Vec<Finding>,
}

impl Walk<'_> {
    fn sections(&mut self, sections: &[Section], parts: &[Part]) {
        for section in sections {
            let part = parts.iter().find(|part| part.name.value == section.name.value);
            let numbered = section.numbering.is_some()
                || part.is_some_and(|part| part.numbering.is_some() && !part.untitled);
            if let Some(title) = section.title.as_ref().filter(|_| numbered) {
                self.text(title, "标题");
            }
            if let Some(prose) = &section.content
                && part.is_some_and(|part| part.list_numbering.is_some())
            {
                self.list(prose);
            }
            self.sections(&section.parts, part.map_or(&[], |part| &part.parts));
            self.own(&section.own_parts);
        }
    }

    /// 小节 are always numbered.
    fn own(&mut self, sections: &[Section]) {
        for section in sections {
            self.text(section.title.as_ref().unwrap_or(&section.name), "标题");
            self.own(&section.own_parts);
        }
    }

    fn list(&mut self, prose: &Prose) {
        if !prose.is_list {
            return;
        }
        for block in &prose.blocks {
            if let crate::document::Block::Paragraph(text) = block {
                self.text(text, "列表的这一项");
            }
        }
    }

    fn text(&mut self, text: &Text, what: &str) {
        if let Some(number) = number(&text.value) {
            let span = text.locate(self.case.sources.of(text.span), 0, number.len());
            let message = format!("{what}开头写了号“{number}”，程序还会再编一个号");
            self.findings.push(RULE.finding(message).at(span).help("请删去手写的号"));
        }
    }
}

/// The number at the head of a text.
fn number(text: &str) -> Option<&str> {
    if let Some(c) = text.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        return Some(&text[..c.len_utf8()]);
    }
    let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let opened = text.trim_start_matches(['（', '(']);
    let rest = opened.trim_start_matches(is_numeral);
    let digits = &opened[..opened.len() - rest.len()];
    if digits.is_empty() || digits.chars().count() > 3 {
        return None;
    }
    let bracketed = opened.len() < text.len();
    let mark = rest.chars().next()?;
    let ends = match bracketed {
        true => matches!(mark, '）' | ')'),
        false if digits.is_ascii() => matches!(mark, '.' | '．' | '、' | '）' | ')'),
        false => mark == '、',
    };
    let after = rest[mark.len_utf8()..].chars().next()?;
    // 1.5倍, 1、2号楼 and 三、四季度 are no numbering.
    let end = text.len() - rest.len() + mark.len_utf8();
    (ends && (bracketed || !is_numeral(after))).then(|| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};
    use super::number;

    #[test]
    fn fires_on_numbers_in_numbered_lists_and_titles() {
        let item = changed(&[("- 供水管道更换。", "- 2、供水管道更换。")]);
        assert_eq!(messages("ZP412", &item), ["列表的这一项开头写了号“2、”，程序还会再编一个号"]);
        let title = changed(&[(
            "  自评工作组织情况: |\n    ",
            "  自评工作组织情况:\n    标题: 二、自评组织\n    内容: |\n      ",
        )]);
        assert_eq!(messages("ZP412", &title), ["标题开头写了号“二、”，程序还会再编一个号"]);
        for (text, head) in [("（一）甲", "（一）"), ("(1)甲", "(1)"), ("①甲", "①"), ("1.甲", "1.")]
        {
            assert_eq!(number(text), Some(head));
        }
    }

    #[test]
    fn is_silent_on_numbers_that_are_part_of_the_words() {
        for text in ["1.5倍", "三、四季度", "1、2号楼", "18处工程", "一网通办", "十四五规划"]
        {
            assert_eq!(number(text), None, "{text}");
        }
        let paragraph = changed(&[("    项目资金实行专账核算", "    1.项目资金实行专账核算")]);
        assert!(messages("ZP412", &paragraph).is_empty());
    }
}
