//! 自评表: the scoring table as blocks of rows of printed texts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use crate::document::{Block as ProseBlock, FundSource, Prose, Report, Row as IndicatorRow};
use crate::finding::{Finding, UNKNOWN_KEY};
use crate::ledger::ids::SourceIds;
use crate::ledger::quantity::Target;
use crate::ledger::{Ids, Ledger, id, placeholder};
use crate::method::{self, FundColumn, IndicatorColumn, Method, Numbering};
use crate::source::{self, Sources, Text, nearest};

/// The appendix.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Appendix {
    /// 附件 mark, when the narrative names attachments.
    pub mark: Option<String>,
    /// Title.
    pub title: String,
    /// The blocks, stacked as one table.
    pub blocks: Vec<Block>,
}

/// Rows that share columns and a head.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Block {
    /// What it is, for readers who hear the page.
    pub name: String,
    /// Relative widths of all columns.
    pub widths: Vec<f64>,
    /// How many leading columns are merged downwards.
    pub groups: usize,
    /// How many of those span the head as well.
    pub header_groups: usize,
    /// Head cells behind those columns.
    pub header: Vec<Vec<Cell>>,
    /// Alignment of the columns behind the groups.
    pub align: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Merged cells it belongs to.
    pub groups: Vec<Group>,
    /// Its own cells.
    pub cells: Vec<Cell>,
    /// `row` or `total`.
    pub kind: &'static str,
}

/// A merged cell: rows with the same id share it.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Equal for the rows that share it.
    pub id: usize,
    /// Its text.
    pub text: String,
}

/// A cell.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// Its text; a line break begins a paragraph.
    pub text: String,
    /// Columns it covers.
    pub colspan: usize,
}

impl Cell {
    fn new(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), colspan: 1 }
    }
}

/// Builds the appendix.
pub fn appendix(
    report: &Report,
    method: &Method,
    ledger: &Ledger,
    ids: &Ids,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) -> Appendix {
    let mut builder =
        Builder { report, form: &method.appendix, method, ledger, ids, sources, findings };
    let blocks = vec![
        builder.department(),
        builder.funds(),
        builder.goals(),
        builder.tasks(),
        builder.indicators(),
    ];
    let mark = match report.closing.attachments.len() {
        0 => None,
        1 => Some("附件".to_owned()),
        // The table is the first of several attachments.
        _ => Some("附件1".to_owned()),
    };
    let title = builder.expand(&method.appendix.title);
    Appendix { mark, title, blocks }
}

struct Builder<'a> {
    report: &'a Report,
    form: &'a method::Appendix,
    method: &'a Method,
    ledger: &'a Ledger,
    ids: &'a Ids,
    sources: &'a Sources,
    findings: &'a mut Vec<Finding>,
}

impl Builder<'_> {
    fn expand(&mut self, text: &Text) -> String {
        placeholder::expand(text, self.ledger, self.sources, self.findings)
    }

    fn heads(&mut self, of: &[Text]) -> Vec<Cell> {
        of.iter().map(|head| Cell::new(self.expand(head))).collect()
    }

    fn department(&mut self) -> Block {
        let name = Cell::new(&self.report.department.name.value);
        let label_width = self.form.label_width * Decimal::TWO;
        let widths = widths([label_width, rest(label_width)]);
        let label = self.expand(&self.form.department);
        labelled(&label, widths, Vec::new(), vec!["center"], vec![vec![name]])
    }

    fn funds(&mut self) -> Block {
        let columns = &self.form.fund_columns;
        let heads = columns.iter().map(|column| Cell::new(&column.title));
        let header = std::iter::once(Cell::new("")).chain(heads).collect();
        let total = self.expand(&self.form.total_funds);
        let mut lines = vec![self.fund_line(total, "资金.总额")];
        let sources = self.report.funds.sources.iter().zip(&self.ids.sources);
        for (at, (source, ids)) in sources.enumerate() {
            let number = self.form.source_numbering.as_ref().map(|style| style.print(at + 1));
            let prefix = self.form.source_prefix.as_ref().filter(|_| at == 0);
            let label = format!(
                "{}{}{}",
                prefix.map_or("", |prefix| &prefix.value),
                number.unwrap_or_default(),
                source.name.value
            );
            lines.push(self.fund_line(label, &ids.id));
            self.of_which(source, ids, &mut lines);
        }
        let label = self.expand(&self.form.funds);
        let own_widths = columns.iter().map(|column| column.width);
        let widths = widths(
            [self.form.label_width, self.form.fund_name_width].into_iter().chain(own_widths),
        );
        let align = std::iter::once("left").chain(columns.iter().map(|_| "center")).collect();
        labelled(&label, widths, vec![header], align, lines)
    }

    fn of_which(&self, source: &FundSource, ids: &SourceIds, lines: &mut Vec<Vec<Cell>>) {
        for (part, ids) in source.of_which.iter().zip(&ids.of_which) {
            let label = format!("{}{}", self.form.of_which_prefix.value, part.name.value);
            lines.push(self.fund_line(label, &ids.id));
            self.of_which(part, ids, lines);
        }
    }

    fn fund_line(&self, label: String, line: &str) -> Vec<Cell> {
        let value = |column: FundColumn| match self.ledger.get(&id::join(line, column.name())) {
            Some(figure) => Cell::new(figure.printed()),
            None => Cell::new(&self.method.formats.none),
        };
        let values = self.form.fund_columns.iter().map(|column| value(column.kind));
        std::iter::once(Cell::new(label)).chain(values).collect()
    }

    fn goals(&mut self) -> Block {
        let goals = &self.report.goals;
        let expected = self.cell_of_prose(&goals.expected, self.form.goal_numbering.as_ref());
        let actual = self.cell_of_prose(&goals.actual, None);
        let header = self.heads(&self.form.goal_columns);
        let half = rest(self.form.label_width) / Decimal::TWO;
        let widths = widths([self.form.label_width, half, half]);
        let rows = vec![vec![expected, actual]];
        let label = self.expand(&self.form.goals);
        labelled(&label, widths, vec![header], vec!["left", "left"], rows)
    }

    /// Prose in one cell, a paragraph a line; the items of a list are numbered.
    fn cell_of_prose(&mut self, prose: &Prose, numbering: Option<&Numbering>) -> Cell {
        let mut lines = Vec::new();
        let mut items = 0;
        for block in &prose.blocks {
            let (text, starts) = match block {
                ProseBlock::Paragraph(text) => (text, prose.is_list),
                ProseBlock::Continued(text) => (text, false),
                // The reader of the goals has refused tables.
                ProseBlock::Table(_) => continue,
            };
            items += usize::from(starts);
            let number = numbering.filter(|_| starts).map(|style| style.print(items));
            let text = self.expand(text);
            lines.push(number.unwrap_or_default() + &text);
        }
        Cell::new(lines.join("\n"))
    }

    fn tasks(&mut self) -> Block {
        let report = self.report;
        let rows = report
            .tasks
            .iter()
            .map(|task| {
                let texts = [&task.name, &task.content, &task.actual];
                texts.map(|text| Cell::new(self.expand(text))).to_vec()
            })
            .collect();
        let header = self.heads(&self.form.task_columns);
        let label_width = self.form.label_width;
        let name = rest(label_width) / Decimal::from(5);
        let texts = (rest(label_width) - name) / Decimal::TWO;
        let align = vec!["left", "left", "left"];
        let widths = widths([label_width, name, texts, texts]);
        let label = self.expand(&self.form.tasks);
        labelled(&label, widths, vec![header], align, rows)
    }

    fn indicators(&mut self) -> Block {
        let form = self.form;
        let (leading, own) = form.indicator_columns.split_at(2);
        let report = self.report;
        let ids = self.ids;
        let label = self.expand(&form.indicators);
        let mut rows = Vec::new();
        let mut level2_id = 0;
        for (level1_id, (level1, level1_ids)) in
            report.indicators.iter().zip(&ids.levels).enumerate()
        {
            for (level2, level2_ids) in level1.groups.iter().zip(&level1_ids.groups) {
                for (row, row_id) in level2.rows.iter().zip(&level2_ids.rows) {
                    let groups = vec![
                        Group { id: 0, text: label.clone() },
                        Group { id: level1_id, text: level1.name.value.clone() },
                        Group { id: level2_id, text: level2.name.value.clone() },
                    ];
                    let cells = own
                        .iter()
                        .map(|column| Cell::new(self.indicator_cell(&column.kind, row, row_id)))
                        .collect();
                    self.check_extra(row);
                    rows.push(Row { groups, cells, kind: "row" });
                }
                level2_id += 1;
            }
        }
        rows.push(self.total(leading.len() + 1, own));
        // The label of this block stands beside its rows only, below an empty corner of the head.
        let titles = form.indicator_columns.iter().map(|column| Cell::new(&column.title));
        let header = std::iter::once(Cell::new("")).chain(titles).collect();
        let own_widths = form.indicator_columns.iter().map(|column| column.width);
        Block {
            name: label,
            widths: widths(std::iter::once(form.label_width).chain(own_widths)),
            groups: 1 + leading.len(),
            header_groups: 0,
            header: vec![header],
            align: own.iter().map(|column| alignment(&column.kind)).collect(),
            rows,
        }
    }

    fn indicator_cell(
        &mut self,
        column: &IndicatorColumn,
        row: &IndicatorRow,
        row_id: &str,
    ) -> String {
        if let Some(written) = column.row_key().and_then(|key| self.extra(row, key)) {
            return written;
        }
        let printed = |name: &str| self.ledger.printed(&id::join(row_id, name)).to_owned();
        let target = || Target::parse(&printed("年度指标值"));
        match column {
            IndicatorColumn::Level1 | IndicatorColumn::Level2 => String::new(),
            IndicatorColumn::Name => row.name.value.clone(),
            IndicatorColumn::Target => printed("年度指标值"),
            IndicatorColumn::Actual => printed("实际完成值"),
            IndicatorColumn::Points => printed("分值"),
            IndicatorColumn::Score => printed("得分"),
            IndicatorColumn::Deviation => match self.ledger.get(&id::join(row_id, "偏差度")) {
                Some(figure) => figure.printed().to_owned(),
                None => self.method.formats.none.clone(),
            },
            IndicatorColumn::Cause => {
                row.cause.as_ref().map(|cause| self.expand(cause)).unwrap_or_default()
            }
            IndicatorColumn::Sign => match target() {
                Target::Numeric(comparator, _) => comparator.sign().to_owned(),
                Target::Words | Target::Unclear => String::new(),
            },
            IndicatorColumn::Unit => match target() {
                Target::Numeric(_, quantity) => quantity.unit,
                Target::Words | Target::Unclear => String::new(),
            },
            IndicatorColumn::Number => match target() {
                Target::Numeric(_, quantity) => quantity.value.to_string(),
                Target::Words | Target::Unclear => printed("年度指标值"),
            },
            IndicatorColumn::Extra(_) => String::new(),
        }
    }

    /// The text that a row gives under a key of its own.
    fn extra(&mut self, row: &IndicatorRow, key: &str) -> Option<String> {
        let entry = row.extra.iter().find(|entry| entry.key.value == key)?;
        let text = source::text(&entry.value, key, self.findings)?;
        Some(self.expand(&text))
    }

    /// Reports keys of a row that are no column of the form.
    fn check_extra(&mut self, row: &IndicatorRow) {
        const KEYS: [&str; 7] =
            ["名称", "年度指标值", "实际完成值", "分值", "得分", "得分理由", "偏差原因"];
        for entry in &row.extra {
            let key = entry.key.value.as_str();
            let columns =
                || self.form.indicator_columns.iter().filter_map(|column| column.kind.row_key());
            if columns().any(|column| column == key) {
                continue;
            }
            let message = format!("“指标”里没有“{key}”这一项");
            let finding = Finding::error(UNKNOWN_KEY, entry.key.span, message);
            self.findings.push(match nearest(key, KEYS.into_iter().chain(columns())) {
                Some(near) => finding.help(format!("是不是“{near}”？")),
                None => finding.help("评分办法“指标列”里没有的列不能填写"),
            });
        }
    }

    /// 总分: the label spans the columns before the first number.
    fn total(&mut self, leading: usize, own: &[method::Column<IndicatorColumn>]) -> Row {
        let value = |column: &IndicatorColumn| match column {
            IndicatorColumn::Points => Some(self.ledger.printed("总分.分值")),
            IndicatorColumn::Score => Some(self.ledger.printed("总分")),
            _ => None,
        };
        let first =
            own.iter().position(|column| value(&column.kind).is_some()).unwrap_or(own.len());
        let label = Cell { colspan: leading + first, ..Cell::new(self.expand(&self.form.total)) };
        let values =
            own[first..].iter().map(|column| Cell::new(value(&column.kind).unwrap_or_default()));
        Row {
            groups: Vec::new(),
            cells: std::iter::once(label).chain(values).collect(),
            kind: "total",
        }
    }
}

/// A block with a label on its left, over head and rows.
fn labelled(
    label: &str,
    widths: Vec<f64>,
    header: Vec<Vec<Cell>>,
    align: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
) -> Block {
    let group = Group { id: 0, text: label.to_owned() };
    let row = |cells| Row { groups: vec![group.clone()], cells, kind: "row" };
    Block {
        name: label.to_owned(),
        widths,
        groups: 1,
        header_groups: 1,
        header,
        align,
        rows: rows.into_iter().map(row).collect(),
    }
}

/// Relative widths for the layout, where lengths are floating point anyway.
fn widths(of: impl IntoIterator<Item = Decimal>) -> Vec<f64> {
    of.into_iter().map(|width| width.to_f64().unwrap_or(1.0)).collect()
}

/// What is left of a hundred.
fn rest(of: Decimal) -> Decimal {
    (Decimal::ONE_HUNDRED - of).max(Decimal::ONE)
}

fn alignment(column: &IndicatorColumn) -> &'static str {
    match column {
        IndicatorColumn::Name | IndicatorColumn::Cause => "left",
        _ => "center",
    }
}
