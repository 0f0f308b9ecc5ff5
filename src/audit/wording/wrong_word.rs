//! ZP421: words that are often written wrong.

use super::super::{Case, Rule};
use super::words::{WRONG, Wrong};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP421", name: "常见错别字" },
    severity: Severity::Warning,
    about: "\
检查什么：公文里常见的错别字（词表在data/words/wrong.yaml）；用法不错而另有规范写法的，只作提示。
为什么：错别字损害公文的严肃性，多数校对软件不认得财政公文的用语。
例如：“截止目前”应写作“截至目前”，“帐户”应写作“账户”，“承是”应写作“承担”。
怎么办：改成正确的写法。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in &case.lines {
        let text = line.text.value.as_str();
        let mut at = 0;
        while at < line.chars.len() {
            let start = line.chars[at].start;
            let words = WRONG.get(&line.chars[at].c).map_or(&[][..], Vec::as_slice);
            let found = words.iter().find(|word| {
                text[start..].starts_with(&word.wrong) && !excepted(word, text, start)
            });
            let Some(word) = found else {
                at += 1;
                continue;
            };
            let end = at + word.wrong.chars().count();
            let message = match word.clear {
                true => format!("“{}”应是“{}”", word.wrong, word.right),
                false => format!("“{}”宜写作“{}”", word.wrong, word.right),
            };
            let finding = line.finding(&RULE, at, end, message);
            let help = format!("请改成“{}”", word.right);
            findings.push(match word.clear {
                true => finding.help(help),
                false => finding.severity(Severity::Note).help("两种写法都有人用，全文请统一"),
            });
            at = end;
        }
    }
    findings
}

/// Whether the text here is part of a longer one that is right.
fn excepted(word: &Wrong, text: &str, start: usize) -> bool {
    word.except.iter().any(|longer| {
        let from = longer.find(&word.wrong).and_then(|offset| start.checked_sub(offset));
        from.and_then(|from| text.get(from..)).is_some_and(|text| text.starts_with(longer.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, found, messages};
    use crate::finding::Severity;

    fn with(text: &str) -> String {
        changed(&[("项目资金实行专账核算、", &format!("{text}、"))])
    }

    #[test]
    fn fires_on_listed_words() {
        let yaml = with("截止目前开设帐户，我局承是按装");
        assert_eq!(
            messages("ZP421", &yaml),
            [
                "“截止目前”应是“截至目前”",
                "“帐户”应是“账户”",
                "“承是”应是“承担”",
                "“按装”应是“安装”"
            ]
        );
        assert_eq!(found("ZP421", &with("及时交纳费用"))[0].severity, Severity::Note);
    }

    #[test]
    fn is_silent_where_the_characters_belong_to_other_words() {
        for text in
            ["按装修标准", "相关健康指标", "发布署名文章", "报名截止时间", "选拔干部", "自己经办"]
        {
            assert_eq!(messages("ZP421", &with(text)), Vec::<String>::new(), "{text}");
        }
    }
}
