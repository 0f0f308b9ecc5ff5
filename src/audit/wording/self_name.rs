//! ZP417: how the department speaks of itself.

use super::super::{Case, Rule};
use super::Role;
use super::words::SELF;
use crate::document::Place;
use crate::finding::{Finding, Kind, Severity};
use crate::source::Span;

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP417", name: "自称不一" },
    severity: Severity::Note,
    about: "\
检查什么：全文对自己的称呼应与“部门”里的“自称”一致，不混用“我局”“我单位”“本单位”“我委”等。
为什么：称呼不一，读者要猜指的是本部门还是某个下属单位；多半是从几份材料拼起来没有统稿。
例如：自称是“我单位”，有一处写“我局承担的各条道路”。
怎么办：统一称呼；写{{ 部门.自称 }}就不会不一致。确指另一个单位的，写它的名称。",
    needs: &[],
    check,
};

/// The most further places that a finding lists.
const MOST_RELATED: usize = 5;

fn check(case: &Case) -> Vec<Finding> {
    let own = case.report.department.own_name.value.as_str();
    let mut met: Vec<(&str, Vec<Span>)> = Vec::new();
    for line in &case.lines {
        if !matches!(line.role, Role::Passage(_) | Role::Reason)
            || line.role == Role::Passage(Place::TableCell)
        {
            continue;
        }
        for (at, char) in line.chars.iter().enumerate() {
            if !matches!(char.c, '我' | '本') || line.before(at) == Some('自') {
                continue;
            }
            let rest = &line.text.value[char.start..];
            let Some(name) = SELF.iter().find(|name| rest.starts_with(name.as_str())) else {
                continue;
            };
            let end = at + name.chars().count();
            // 我局限, 本局部, 本院落: other words.
            if name == own || matches!(line.at(end), Some('限' | '部' | '落' | '域' | '面')) {
                continue;
            }
            let span = line.span(at, end);
            match met.iter_mut().find(|(known, _)| *known == name.as_str()) {
                Some((_, spans)) => spans.push(span),
                None => met.push((name, vec![span])),
            }
        }
    }
    let finding = |(name, spans): (&str, Vec<Span>)| {
        let message = format!("自称“{name}”（{}处），“部门”里的自称是“{own}”", spans.len());
        let finding = RULE
            .finding(message)
            .at(spans[0])
            .help(format!("请统一写“{own}”，或写{{{{ 部门.自称 }}}}"));
        let further = spans.iter().skip(1).take(MOST_RELATED);
        further.fold(finding, |finding, span| finding.related(*span, "也写在这里"))
    };
    met.into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{changed, messages};

    fn reads(text: &str) -> Vec<String> {
        messages("ZP417", &changed(&[("项目资金实行专账核算、", &format!("{text}、"))]))
    }

    #[test]
    fn fires_on_another_name_for_oneself() {
        assert_eq!(reads("我局资金和我局账户"), ["自称“我局”（2处），“部门”里的自称是“我中心”"]);
    }

    #[test]
    fn is_silent_on_the_name_given_and_on_other_words() {
        for text in ["我中心资金", "{{ 部门.自称 }}资金", "自我局限、本局部调整", "本部门、我县"]
        {
            assert_eq!(reads(text), Vec::<String>::new(), "{text}");
        }
    }
}
