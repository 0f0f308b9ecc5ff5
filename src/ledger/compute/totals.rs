//! 总分, 等级, and counts over all indicators.

use super::super::ids::Level1Ids;
use super::super::{Derivation, Figure, Value, id};
use super::Computing;
use super::funds::TOTAL;
use crate::document::Part;

impl Computing<'_> {
    pub(super) fn totals(&mut self, levels: &[Level1Ids]) {
        self.counts();
        let counted = self.method.execution.as_ref().is_some_and(|rule| rule.counts_in_total);
        let level_ids = levels.iter().map(|level| level.id.as_str());
        let parts: Vec<&str> =
            counted.then_some(TOTAL).into_iter().chain(level_ids.clone()).collect();
        let format = self.method.formats.score;
        let whole = self.report.is_sound(Part::Indicators);
        for name in ["分值", "得分"] {
            let inputs = level_ids.clone().map(|level| id::join(level, name)).collect();
            self.sum(id::path(["指标", name]), inputs, "分", format, whole);
        }
        for (total, name) in [("总分.分值", "分值"), ("总分", "得分")] {
            let inputs = parts.iter().map(|part| id::join(part, name)).collect();
            self.sum(total.to_owned(), inputs, "分", format, whole);
        }
        let Some(figure) = self.ledger.get("总分") else { return };
        let (total, complete) = (figure.number().unwrap_or_default(), figure.complete);
        if let Some(grade) = self.method.grade(total) {
            let derivation = Derivation::Computed {
                formula: format!("{total}分，“{}”不低于{}分", grade.name, grade.from),
                inputs: vec!["总分".to_owned()],
            };
            let name = grade.name.clone();
            self.ledger.enter(Figure {
                id: "等级".to_owned(),
                unit: String::new(),
                text: name.clone(),
                value: Value::Words(name),
                derivation,
                stated: None,
                complete,
            });
        }
    }

    fn counts(&mut self) {
        let levels = &self.report.indicators;
        let whole = self.report.is_sound(Part::Indicators);
        let execution = self.method.execution.as_ref().and_then(|rule| rule.level1_name.as_ref());
        let names: Vec<_> =
            execution.into_iter().chain(levels.iter().map(|level| &level.name)).collect();
        let groups: usize = levels.iter().map(|level| level.groups.len()).sum();
        let rows: usize =
            levels.iter().flat_map(|level| &level.groups).map(|group| group.rows.len()).sum();
        self.count(id::path(["指标", "一级指标数"]), names.len(), "一级指标", whole);
        self.count(id::path(["指标", "二级指标数"]), groups, "二级指标", whole);
        self.count(id::path(["指标", "三级指标数"]), rows, "三级指标", whole);
        self.name_list(id::path(["指标", "一级指标名称"]), names.into_iter());
    }
}
