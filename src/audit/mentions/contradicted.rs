//! ZP201: a number in the prose that contradicts the figure it speaks of.

use super::super::{Case, Rule};
use super::{Kind as What, Mention, Sureness, Unit, origin, shown};
use crate::audit::stated_values;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::{Derivation, Figure};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP201", name: "正文的数与报告的数不符" },
    severity: Severity::Error,
    about: "\
检查什么：正文里手写的数，前面的文字写明了是哪个数的（如“全年预算数为”“产出指标得分”），应与报告计算、列示的那个数一致。\
位数较少的，按四舍五入比较；元、万元、亿元换算后比较；有公布值的，与公布值比较。
为什么：改了表里的数，忘了改正文，是自评报告最常见的错误，也最难用眼睛看出来。
例如：正文写“预算执行率为84.15%”，按资金计算的是48.15%。
怎么办：核对哪个对；正文里改写成引用，如{{ 资金.总额.执行率 }}，以后就不会再不一致。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mentions = case.mentions.typed.iter();
    mentions.filter_map(|mention| contradiction(case, mention)).collect()
}

fn contradiction(case: &Case, mention: &Mention) -> Option<Finding> {
    let wrong = mention.agrees == Some(false) && mention.sureness == Sureness::Sure;
    let figure = case.ledger.get(mention.figure.as_ref()?)?;
    let told = says_what_is_computed(mention, figure) && !is_accepted(case, figure);
    (wrong && !told && mention.kind != What::Grade).then(|| {
        let finding = RULE
            .finding(format!("正文写“{}”，“{}”是{}", mention.text, figure.id, shown(figure)))
            .help(format!("请核对；写成{{{{ {} }}}}，正文就不会与表不一致", figure.id));
        about(finding, mention, figure)
    })
}

/// Whether the prose is right and the published value is not: ZP112 tells that.
fn says_what_is_computed(mention: &Mention, figure: &Figure) -> bool {
    let computed = figure.number().filter(|_| figure.stated.is_some());
    computed.is_some_and(|computed| {
        let scale = Unit::whole(&figure.unit).scale;
        let typed =
            mention.value.map(|value| value.saturating_mul(Unit::whole(&mention.unit).scale));
        typed == Some(computed.saturating_mul(scale))
    })
}

/// Whether the published value of a figure is accepted, so that it is what the table prints.
fn is_accepted(case: &Case, figure: &Figure) -> bool {
    case.report.acknowledgements.iter().any(|entry| {
        entry.rule.value == stated_values::RULE.kind.code
            && entry.figures.iter().any(|accepted| accepted.value == figure.id)
    })
}

/// The finding with its places: the mention's, and where the figure comes from.
pub fn about(finding: Finding, mention: &Mention, figure: &Figure) -> Finding {
    let mut finding = finding.at(mention.span).figure(figure.id.clone());
    if let Some((span, what)) = origin(figure) {
        finding = finding.related(span, what);
    } else if let Derivation::Computed { formula, .. } = &figure.derivation {
        const LONGEST: usize = 60;
        if formula.chars().count() <= LONGEST {
            finding.message.push_str(&format!("（{formula}）"));
        }
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{SOUND, changed, found, messages, saying};

    #[test]
    fn fires_on_numbers_that_say_something_else() {
        for (sentence, told) in [
            (
                "我中心全年预算数为342万元。",
                "正文写“342万元”，“资金.总额.全年预算数”是324万元（300 + 24）",
            ),
            ("全年预算数为324元。", "正文写“324元”，“资金.总额.全年预算数”是324万元（300 + 24）"),
            (
                "经逐项核实、集体打分，自评得分97.5分。",
                "正文写“97.5分”，“总分”是95.78分（9.28 + 49.5 + 27 + 10）",
            ),
            (
                "2023年，我中心全年预算数为324万元，全年执行金额306.60万元，当年预算支出完成率92.78%。",
                "正文写“306.60万元”，“资金.总额.全年执行数”是300.6万元（276.6 + 24）",
            ),
            (
                "当年财政拨款全年预算数为３１０万元。",
                "正文写“３１０万元”，“资金.当年财政拨款.全年预算数”是300万元",
            ),
            (
                "我中心预算执行率为百分之九十五。",
                "正文写“百分之九十五”，“资金.总额.执行率”是92.78%（300.6 ÷ 324）",
            ),
            (
                "受益群众满意度为95%。",
                "正文写“95%”，“指标.满意度指标.服务对象满意度指标.受益群众满意度.实际完成值”是92%",
            ),
            (
                "效益指标分值30分，得分29分。",
                "正文写“29分”，“指标.效益指标.得分”是27分（19.5 + 7.5）",
            ),
            (
                "效益指标设置三个二级指标。",
                "正文写“三个”，“指标.效益指标.二级指标数”是2项（效益指标的项数）",
            ),
        ] {
            assert_eq!(messages("ZP201", &saying(sentence)), [told], "{sentence}");
        }
    }

    #[test]
    fn is_silent_on_other_spellings_and_other_subjects() {
        for sentence in [
            // The same, otherwise written.
            "我中心全年预算数为324.00万元，即3,240,000元、0.03亿元。",
            "我中心预算执行率为93%。",
            "我中心预算执行率为92.778%。",
            // Another time.
            "2022年，我中心全年预算数为200万元。",
            "上年度预算执行率为80%。",
            // A part, or what nobody knows.
            "其中维修项目全年预算数为20万元。",
            "我中心三处泵站全年预算数为20万元。",
            "管网公司全年预算数为20万元，全年执行数为18万元。",
            "当年财政拨款300万元、上年结转资金24万元，全年执行数为300.6万元。",
            "我中心全年预算数为324万元（当年财政拨款300万元），全年执行数为300.6万元。",
            // Bounds, guesses, plans.
            "预算执行率应达到95%以上。",
            "我中心预算执行率为95%以上。",
            "我中心全年预算数约330万元。",
            "我中心预算执行率未达到百分之百。",
            // Two that are called alike.
            "我中心预算执行率为92.78%，得分9.28分。",
            "当年财政拨款、上年结转资金全年预算数分别为300万元、24万元。",
            "产出指标得分49.5分，效益指标得分27分，评价得分94.8分。",
            // No unit of the kind.
            "我中心全年预算数为18处。",
        ] {
            assert!(messages("ZP201", &saying(sentence)).is_empty(), "{sentence}");
        }
        assert!(messages("ZP201", SOUND).is_empty());
    }

    #[test]
    fn the_published_value_counts() {
        let with =
            |sentence: &str| format!("{}\n公布值:\n  资金.总额.执行率: 92.7\n", saying(sentence));
        assert!(messages("ZP201", &with("我中心预算执行率为92.7%。")).is_empty());
        assert_eq!(
            messages("ZP201", &with("我中心预算执行率为92.87%。")),
            ["正文写“92.87%”，“资金.总额.执行率”是92.7%"]
        );
        // ZP112 tells of the published value; once it is accepted, the prose differs from the table.
        let right = with("我中心预算执行率为92.78%。");
        assert!(messages("ZP201", &right).is_empty());
        let accepted = format!(
            "{right}\n核对说明:\n  - {{规则: ZP112, 对象: [资金.总额.执行率], 说明: 截尾}}\n"
        );
        assert_eq!(messages("ZP201", &accepted), ["正文写“92.78%”，“资金.总额.执行率”是92.7%"]);
    }

    #[test]
    fn goals_are_no_claims() {
        let yaml = changed(&[(
            "    - 更换老化供水管道，减少漏损",
            "    - 更换老化供水管道，预算执行率达到100%",
        )]);
        assert!(messages("ZP201", &yaml).is_empty());
    }

    #[test]
    fn names_the_figure_and_where_it_comes_from() {
        let yaml = saying("上年结转资金全年执行数为20万元。");
        let [finding] = &found("ZP201", &yaml)[..] else { panic!("one finding") };
        assert_eq!(finding.figure.as_deref(), Some("资金.上年结转资金.全年执行数"));
        let span = finding.span.unwrap();
        assert_eq!(&yaml[span.start..span.end], "20万元");
        assert_eq!(&yaml[finding.related[0].span.start..finding.related[0].span.end], "24");
        assert_eq!(
            finding.help.as_deref(),
            Some("请核对；写成{{ 资金.上年结转资金.全年执行数 }}，正文就不会与表不一致")
        );
    }
}
