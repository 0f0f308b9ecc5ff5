//! ZP406: characters that nobody sees.

use super::super::{Case, Rule};
use crate::finding::{Finding, Kind, Severity};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP406", name: "不可见的字符" },
    severity: Severity::Warning,
    about: "\
检查什么：文字里不应有看不见的字符：零宽空格、零宽连接符、软连字符、文字中间的字节序标记、书写方向标记。
为什么：这些字符多由网页或聊天软件带来，看不见，却使查找、比对、复制都对不上。
例如：“绩效”两字之间夹着U+200B，在全文里查找“绩效”就找不到这一处。
怎么办：删去；ziping check --fix 可以代为改正。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in &case.lines {
        for (index, char) in line.chars.iter().enumerate() {
            if let Some(name) = name(char.c) {
                let message = format!("有看不见的字符：{name}（U+{:04X}）", char.c as u32);
                findings.push(
                    line.finding_with_fix(&RULE, index, index + 1, message, "")
                        .help("请删去这个字符"),
                );
            }
        }
    }
    findings
}

fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{200B}' => "零宽空格",
        '\u{200C}' | '\u{200D}' | '\u{2060}' => "零宽连接符",
        '\u{00AD}' => "软连字符",
        '\u{FEFF}' => "字节序标记",
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            "书写方向标记"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, found, messages};

    #[test]
    fn fires_on_a_zero_width_space() {
        let yaml = changed(&[("实行专账核算", "实行专账\u{200B}核算")]);
        let finding = found("ZP406", &yaml).remove(0);
        assert_eq!(finding.message, "有看不见的字符：零宽空格（U+200B）");
        assert_eq!(finding.fix.unwrap().replacement, "");
    }

    #[test]
    fn is_silent_on_plain_text_and_marks_at_the_head_of_the_file() {
        assert!(messages("ZP406", &format!("\u{FEFF}{SOUND}")).is_empty());
    }
}
