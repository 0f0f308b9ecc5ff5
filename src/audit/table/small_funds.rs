//! ZP107: amounts typed into small tables against the funds.

use super::super::{Case, Rule};
use super::small::{Column, is_total, plain_label, tables, unbracketed};
use crate::document::FundSource;
use crate::finding::{Finding, Kind, Severity};
use crate::ledger::ids::SourceIds;
use crate::ledger::{Derivation, id, number};

pub const RULE: Rule = Rule {
    kind: Kind { code: "ZP107", name: "表中的数与资金不符" },
    severity: Severity::Warning,
    about: "\
检查什么：正文的表里，行名是某个资金来源（各来源都列出时，还有合计），列名是年初预算数、全年预算数、全年执行数、执行率的，直接填写的数应与资金一栏相同；单位不同的表不查。
为什么：同一个来源在自评表和正文里是两个数，必有一个不对。
例如：资金一栏政府性基金预算资金全年执行数208.6万元，正文的表写206.8。
怎么办：改成引用，例如 {{ 资金.政府性基金预算资金.全年执行数 }}，由程序填上。",
    needs: &[],
    check,
};

fn check(case: &Case) -> Vec<Finding> {
    let mut names: Vec<Line> = Vec::new();
    collect(&case.report.funds.sources, &case.ids.sources, None, &mut names);
    let top: Vec<&str> =
        case.report.funds.sources.iter().map(|source| source.name.value.as_str()).collect();
    let mut findings = Vec::new();
    for table in tables(case) {
        let unit = &case.report.funds.unit.value;
        if table.table.unit.as_ref().is_some_and(|written| !written.value.contains(unit.as_str())) {
            continue;
        }
        let labels: Vec<String> =
            table.rows.iter().map(|row| unbracketed(plain_label(&table.label(row)))).collect();
        let whole =
            !top.is_empty() && top.iter().all(|name| labels.iter().any(|label| label == name));
        for (row, label) in table.rows.iter().zip(&labels) {
            let beside = |source: &str| labels.iter().any(|label| label == source);
            // Elsewhere the same words may be a project that several sources pay for.
            let named = |line: &&Line| line.name == label && line.of.is_none_or(beside);
            let mut known = names.iter().filter(named);
            let line = match (known.next(), known.next()) {
                (Some(line), None) => line.id,
                (None, _) if whole && is_total(label) => "资金.总额",
                _ => continue,
            };
            for column in [Column::Initial, Column::FullYear, Column::Executed, Column::Rate] {
                let Some(cell) = table.cell(row, column) else { continue };
                let (Some(typed), Some(name)) = (cell.number, column.figure()) else { continue };
                let id = id::join(line, name);
                let Some(figure) = case.ledger.get(&id) else { continue };
                let Some(value) = figure.number().filter(|_| figure.complete) else { continue };
                let agrees = number::round(value, typed.scale()) == typed
                    || number::parse(figure.printed().trim_end_matches('%')) == Ok(typed);
                // A placeholder says what the ledger says.
                if cell.written.value.contains("{{") || agrees {
                    continue;
                }
                let message = format!(
                    "“{label}”的{name}在表中是{}，资金一栏是{}",
                    cell.text,
                    figure.printed()
                );
                let mut finding = RULE
                    .finding(message)
                    .at(cell.written.span)
                    .figure(id.clone())
                    .help(format!("可以写成引用：{{{{ {id} }}}}"));
                if let Derivation::Read(span) = figure.derivation {
                    finding = finding.related(span, "与此处不符");
                }
                findings.push(finding);
            }
        }
    }
    findings
}

/// A line of the funds block.
struct Line<'a> {
    name: &'a str,
    id: &'a str,
    /// The source that it breaks down.
    of: Option<&'a str>,
}

fn collect<'a>(
    sources: &'a [FundSource],
    ids: &'a [SourceIds],
    of: Option<&'a str>,
    lines: &mut Vec<Line<'a>>,
) {
    for (source, ids) in sources.iter().zip(ids) {
        lines.push(Line { name: &source.name.value, id: &ids.id, of });
        collect(&source.of_which, &ids.of_which, Some(&source.name.value), lines);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::messages;
    use super::super::small::testing::with_table;

    #[test]
    fn fires_on_an_amount_that_the_funds_do_not_have() {
        let yaml = with_table(
            "来源, 全年预算数（万元）, 执行率",
            &["（1）当年财政拨款, 300, 92.2%", "（2）上年结转资金, 42, 100%", "合计, 324, 92.8%"],
        );
        assert_eq!(
            messages("ZP107", &yaml),
            ["“上年结转资金”的全年预算数在表中是42，资金一栏是24"]
        );
    }

    #[test]
    fn is_silent_on_totals_of_something_else() {
        let yaml = with_table("项目, 全年预算数", &["当年财政拨款, 300", "合计, 300"]);
        assert!(messages("ZP107", &yaml).is_empty());
    }
}
