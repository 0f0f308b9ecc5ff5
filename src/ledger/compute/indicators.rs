//! 指标: score and deviation of every row, sub-totals and counts of every level.

use rust_decimal::Decimal;

use super::super::ids::{Level1Ids, Level2Ids};
use super::super::quantity::{Quantity, Target};
use super::super::{Derivation, Figure, Value, id, placeholder};
use super::Computing;
use crate::document::{Judged, Level2, Part, Row};
use crate::finding::{BAD_VALUE, Finding, NOT_SCORABLE};
use crate::source::{Text, nearest};

impl Computing<'_> {
    pub(super) fn indicators(&mut self, ids: &[Level1Ids]) {
        let report = self.report;
        // What could not be read is lost where it was: a level whose groups are all sound was cut
        // off itself.
        let levels_sound = report.indicators.iter().all(|level| level.sound);
        let cut_off = !report.is_sound(Part::LaterIndicators);
        if cut_off || !report.is_sound(Part::Indicators) && levels_sound {
            self.ledger.lose("指标");
        }
        for (level1, ids) in report.indicators.iter().zip(ids).filter(|(level, _)| !level.sound) {
            if level1.groups.iter().all(|group| group.sound) {
                self.ledger.lose(&ids.id);
            }
            for (group, ids) in level1.groups.iter().zip(&ids.groups) {
                if !group.sound {
                    self.ledger.lose(&ids.id);
                }
            }
        }
        for (level1, ids) in report.indicators.iter().zip(ids) {
            self.words_read(&id::join(&ids.id, "名称"), &level1.name);
            for (level2, ids) in level1.groups.iter().zip(&ids.groups) {
                self.group(level2, ids);
            }
            let groups: Vec<&str> = ids.groups.iter().map(|group| group.id.as_str()).collect();
            self.sub_totals(&ids.id, &groups, level1.sound);
            self.count(
                id::join(&ids.id, "二级指标数"),
                level1.groups.len(),
                &level1.name.value,
                level1.sound,
            );
            let rows = level1.groups.iter().map(|group| group.rows.len()).sum();
            self.count(id::join(&ids.id, "三级指标数"), rows, &level1.name.value, level1.sound);
            let names = level1.groups.iter().map(|group| &group.name);
            self.name_list(id::join(&ids.id, "二级指标名称"), names);
        }
    }

    fn group(&mut self, group: &Level2, ids: &Level2Ids) {
        self.words_read(&id::join(&ids.id, "名称"), &group.name);
        for (row, id) in group.rows.iter().zip(&ids.rows) {
            self.row(row, id);
        }
        let rows: Vec<&str> = ids.rows.iter().map(String::as_str).collect();
        self.sub_totals(&ids.id, &rows, group.sound);
        self.count(
            id::join(&ids.id, "三级指标数"),
            group.rows.len(),
            &group.name.value,
            group.sound,
        );
        let names = group.rows.iter().map(|row| &row.name);
        self.name_list(id::join(&ids.id, "三级指标名称"), names);
    }

    fn row(&mut self, row: &Row, row_id: &str) {
        let formats = self.method.formats.clone();
        let target_text = self.expand(&row.target);
        let actual = self.expand(&row.actual);
        let target = Target::parse(&target_text);
        let (target_id, actual_id) =
            (id::join(row_id, "年度指标值"), id::join(row_id, "实际完成值"));
        let wanted = match &target {
            Target::Numeric(_, quantity) => Some(quantity.clone()),
            Target::Words | Target::Unclear => None,
        };
        self.quantity(target_id.clone(), wanted, target_text.clone(), &row.target);
        self.quantity(actual_id.clone(), Quantity::parse(&actual), actual.clone(), &row.actual);
        let points = row.points.value;
        let read = Derivation::Read(row.points.span);
        self.number(id::join(row_id, "分值"), points, "分", formats.score, read);

        let inputs = vec![id::join(row_id, "分值"), actual_id, target_id];
        // A placeholder that stands for nothing has been reported.
        let unresolved =
            [&target_text, &actual].into_iter().any(|text| text.contains(placeholder::UNKNOWN));
        let score = match &row.judged {
            _ if unresolved => None,
            Some(judged) => self.judged(row, judged, &target, &actual),
            None => {
                match self.method.rows.score(points, &target, &actual, formats.score.decimals) {
                    Ok(scored) => Some((
                        scored.score,
                        Derivation::Computed { formula: scored.formula, inputs: inputs.clone() },
                    )),
                    Err(why) => {
                        let message = format!("“{}”不能自动计算得分：{why}", row.name.value);
                        let finding = Finding::error(NOT_SCORABLE, row.actual.span, message)
                        .help("请核对年度指标值和实际完成值；要由人评定的，请在这一项写明“得分”和“得分理由”")
                        .figure(id::join(row_id, "得分"));
                        self.findings.push(finding);
                        None
                    }
                }
            }
        };
        let score_id = id::join(row_id, "得分");
        match score {
            Some((score, derivation)) => {
                self.number(score_id, score, "分", formats.score, derivation);
            }
            None => self.unknown(score_id, formats.none.clone(), inputs.clone()),
        }
        let decimals = formats.deviation.decimals;
        if let Some(deviation) = self.method.rows.deviation(&target, &actual, decimals) {
            let derivation = Derivation::Computed { formula: deviation.formula, inputs };
            let deviation_id = id::join(row_id, "偏差度");
            self.number(deviation_id, deviation.score, "%", formats.deviation, derivation);
        }
    }

    /// A score that a person set, inside what the points and the band allow.
    fn judged(
        &mut self,
        row: &Row,
        judged: &Judged,
        target: &Target,
        actual: &str,
    ) -> Option<(Decimal, Derivation)> {
        let (points, score) = (row.points.value, judged.score.value);
        let decimals = self.method.formats.score.decimals;
        if score.normalize().scale() > decimals {
            let message = format!("得分最多写{decimals}位小数，这里写的是{score}");
            self.findings.push(Finding::error(BAD_VALUE, judged.score.span, message));
            return None;
        }
        let bands = self.method.rows.bands(target);
        let band = bands.iter().find(|band| band.name == actual);
        if band.is_none() && !bands.is_empty() {
            let names: Vec<&str> = bands.iter().map(|band| band.name.as_str()).collect();
            let message = format!("定性指标的实际完成值要写档名，“{actual}”不是");
            let help = match nearest(actual, names.iter().copied()) {
                Some(near) => format!("是不是“{near}”？"),
                None => format!("评分办法的档名有：{}", names.join("、")),
            };
            self.findings.push(Finding::error(BAD_VALUE, row.actual.span, message).help(help));
            return None;
        }
        let allowed = match band {
            Some(band) => band.holds(score, points),
            None => score <= points,
        };
        if !allowed {
            let limits = match band {
                Some(band) => format!("“{}”一档的得分应{}", band.name, band.limits(points)),
                None => format!("得分不能超过分值{points}"),
            };
            let message = format!("“{}”的{limits}，这里写的是{score}", row.name.value);
            let finding = Finding::error(BAD_VALUE, judged.score.span, message);
            self.findings.push(match band {
                Some(_) => finding.related(row.actual.span, "档名写在这里"),
                None => finding.related(row.points.span, "分值"),
            });
            return None;
        }
        let reason = judged.reason.value.clone();
        Some((score, Derivation::Judged { span: judged.score.span, reason }))
    }

    /// A target or actual value: a number where it is one, printed as written.
    fn quantity(&mut self, id: String, quantity: Option<Quantity>, text: String, written: &Text) {
        let (value, unit) = match quantity {
            Some(quantity) => (Value::Number(quantity.value), quantity.unit),
            None => (Value::Words(text.clone()), String::new()),
        };
        let derivation = Derivation::Read(written.span);
        self.ledger.enter(Figure {
            id,
            unit,
            value,
            text,
            derivation,
            stated: None,
            complete: true,
        });
    }

    /// 分值 and 得分 of a group from its members.
    fn sub_totals(&mut self, group: &str, members: &[&str], whole: bool) {
        for name in ["分值", "得分"] {
            let inputs = members.iter().map(|member| id::join(member, name)).collect();
            self.sum(id::join(group, name), inputs, "分", self.method.formats.score, whole);
        }
    }

    pub(super) fn name_list<'t>(&mut self, id: String, names: impl Iterator<Item = &'t Text>) {
        let names: Vec<&str> = names.map(|name| name.value.as_str()).collect();
        let derivation = Derivation::Computed {
            formula: "依次列出各项名称".to_owned(),
            inputs: Vec::new(),
        };
        self.words(id, names.join("、"), derivation);
    }
}
