//! The rules that scoring methods choose from, as functions of exact numbers. Each says in Chinese
//! how it came to its result, for the ledger's derivations.

use rust_decimal::Decimal;

use crate::ledger::number::{proportion, round};
use crate::ledger::quantity::{Quantity, Target};

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// A score and how it was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// 分.
    pub score: Decimal,
    /// The computation in Chinese.
    pub formula: String,
}

/// How the execution rate earns its points.
#[derive(Clone, Debug)]
pub enum ExecutionRule {
    /// 按比例: points × rate, never above the points.
    Proportional,
    /// 达标满分: full from this rate (满分线, %) on, below it points × rate ÷ this rate.
    FullFrom(Decimal),
    /// 分档: the score of the first band whose lower bound (下限, %, included) is reached, else 0.
    Bands(Vec<(Decimal, Decimal)>),
    /// 扣分: full from `start` % on; below it `minus` points for every `every` percentage points.
    Deduction {
        /// 起点, %.
        start: Decimal,
        /// 每, percentage points.
        every: Decimal,
        /// 扣, points.
        minus: Decimal,
        /// 不足一档.
        partial: Partial,
    },
}

/// What the last, incomplete step of a deduction costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partial {
    /// 不扣.
    Free,
    /// 按一档.
    Whole,
    /// 按比例.
    Proportional,
}

/// What a budget of zero earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroBudget {
    /// 得零分.
    Nothing,
    /// 得满分.
    Full,
    /// 报错.
    Refused,
}

/// What a missed numeric target earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// 按比例: points × actual ÷ target.
    Proportional,
    /// 反比例: points × target ÷ actual.
    Inverse,
    /// 线性扣减: points × (1 − |actual − target| ÷ target), nothing at twice the target.
    Linear,
    /// 不得分.
    Nothing,
    /// 人工评定: a person sets the score.
    Person,
}

/// What a target in words earns.
#[derive(Clone, Debug)]
pub enum Qualitative {
    /// 按百分比: the actual value is a percentage; points × that percentage.
    Percentage,
    /// 分档: a person sets a score inside the band that the actual value names.
    Bands(Vec<Band>),
    /// 人工评定.
    Person,
}

/// A band of qualitative scores.
#[derive(Clone, Debug)]
pub struct Band {
    /// Name, as the actual value says it.
    pub name: String,
    /// 上限, % of the points.
    pub upper: Decimal,
    /// 下限, % of the points, included.
    pub lower: Decimal,
}

impl Band {
    /// Whether a score of so many points is in this band: from the lower bound on, up to the upper
    /// one, which belongs to the band above unless it is all there is.
    pub fn holds(&self, score: Decimal, points: Decimal) -> bool {
        let (scaled, lower, upper) = (
            score.saturating_mul(HUNDRED),
            points.saturating_mul(self.lower),
            points.saturating_mul(self.upper),
        );
        scaled >= lower && (scaled < upper || (self.upper >= HUNDRED && scaled == upper))
    }

    /// The bounds in Chinese.
    pub fn limits(&self, points: Decimal) -> String {
        let share = |percent: Decimal| (points.saturating_mul(percent) / HUNDRED).normalize();
        let below = if self.upper >= HUNDRED { "不超过" } else { "低于" };
        format!("不低于{}、{below}{}", share(self.lower), share(self.upper))
    }
}

/// When a row's deviation (偏差度) is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deviation {
    /// 未达标时: 0 for a met target, else (actual − target) ÷ target.
    WhenMissed,
    /// 始终: (actual − target) ÷ target.
    Always,
    /// 不计算.
    Never,
}

impl ExecutionRule {
    /// The score of a rate (%), rounded to `decimals`.
    pub fn score(&self, points: Decimal, rate: Decimal, decimals: u32) -> Scored {
        match self {
            ExecutionRule::Proportional if rate >= HUNDRED => {
                full(points, format!("{rate}% ≥ 100%"))
            }
            ExecutionRule::Proportional => scored(
                proportion(points, rate, HUNDRED, decimals),
                points,
                format!("{points} × {rate}%"),
            ),
            ExecutionRule::FullFrom(line) if rate >= *line => {
                full(points, format!("{rate}% ≥ {line}%"))
            }
            ExecutionRule::FullFrom(line) => scored(
                proportion(points, rate, *line, decimals),
                points,
                format!("{points} × {rate}% ÷ {line}%"),
            ),
            ExecutionRule::Bands(bands) => match bands.iter().find(|(from, _)| rate >= *from) {
                Some((from, score)) => Scored {
                    score: *score.min(&points),
                    formula: format!("{rate}% ≥ {from}%，得{score}分"),
                },
                None => nothing(format!("{rate}%低于最低一档，得0分")),
            },
            ExecutionRule::Deduction { start, .. } if rate >= *start => {
                full(points, format!("{rate}% ≥ {start}%"))
            }
            ExecutionRule::Deduction { start, every, minus, partial } => {
                let below = start.saturating_sub(rate);
                let steps = below.checked_div(*every).unwrap_or(Decimal::MAX);
                let cost = |steps: Decimal| steps.saturating_mul(*minus);
                let score = match partial {
                    Partial::Free => Some(points.saturating_sub(cost(steps.floor()))),
                    Partial::Whole => Some(points.saturating_sub(cost(steps.ceil()))),
                    Partial::Proportional => points
                        .saturating_mul(*every)
                        .saturating_sub(minus.saturating_mul(below))
                        .checked_div(*every),
                };
                let score = score.map(|score| round(score, decimals));
                let formula = format!(
                    "{points} − 扣分（{rate}%比{start}%低{below}个百分点，每{every}个扣{minus}分）"
                );
                scored(score, points, formula)
            }
        }
    }
}

impl Missed {
    /// The score of a missed target. `None`: a person has to set it.
    fn score(
        self,
        points: Decimal,
        actual: Decimal,
        target: Decimal,
        decimals: u32,
    ) -> Option<Scored> {
        let (quotient, formula) = match self {
            Missed::Person => return None,
            Missed::Nothing => return Some(nothing("未达标，不得分".to_owned())),
            Missed::Proportional => (
                proportion(points, actual, target, decimals),
                format!("{points} × {actual} ÷ {target}"),
            ),
            Missed::Inverse => (
                proportion(points, target, actual, decimals),
                format!("{points} × {target} ÷ {actual}"),
            ),
            Missed::Linear => {
                let left = target.saturating_sub(actual.saturating_sub(target).abs());
                let formula = format!("{points} × (1 − |{actual} − {target}| ÷ {target})");
                (proportion(points, left, target, decimals), formula)
            }
        };
        Some(scored(quotient, points, formula))
    }
}

impl super::RowRules {
    /// The score of a row whose target is a number, or of a row in words that a rule covers.
    ///
    /// # Errors
    /// Why no rule scores it, in Chinese: a person has to.
    pub fn score(
        &self,
        points: Decimal,
        target: &Target,
        actual: &str,
        decimals: u32,
    ) -> Result<Scored, String> {
        match target {
            Target::Numeric(comparator, wanted) => {
                let actual = comparable(actual, wanted)?;
                let target = wanted.value;
                if comparator.is_met(actual, target) {
                    let formula = format!("{actual}达到{}{target}", comparator.sign());
                    return Ok(full(points, formula));
                }
                if target.is_sign_negative() || actual.is_sign_negative() {
                    return Err("有负数，未达标时不能按比例计算".to_owned());
                }
                let rule = if comparator.is_upper_bound() { self.at_most } else { self.at_least };
                rule.score(points, actual, target, decimals)
                    .ok_or_else(|| "评分办法没有规定未达标的得分".to_owned())
            }
            Target::Unclear => {
                Err("年度指标值含有数和界限，却不是“≥95%”“≤5万元”这样的写法".to_owned())
            }
            Target::Words => match &self.qualitative {
                Qualitative::Percentage => {
                    let percentage = percentage(actual).ok_or_else(|| {
                        format!("年度指标值是文字，实际完成值“{actual}”不是百分数")
                    })?;
                    if percentage >= HUNDRED {
                        return Ok(full(points, format!("完成{percentage}%")));
                    }
                    let quotient = proportion(points, percentage, HUNDRED, decimals);
                    Ok(scored(quotient, points, format!("{points} × {percentage}%")))
                }
                Qualitative::Bands(bands) => {
                    let names: Vec<&str> = bands.iter().map(|band| band.name.as_str()).collect();
                    Err(format!("定性指标按“{}”分档，档内得分由人评定", names.join("／")))
                }
                Qualitative::Person => Err("定性指标的得分由人评定".to_owned()),
            },
        }
    }

    /// The bands that an actual value in words must name one of; none where the rule has no bands.
    pub fn bands(&self, target: &Target) -> &[Band] {
        match (&self.qualitative, target) {
            (Qualitative::Bands(bands), Target::Words) => bands,
            _ => &[],
        }
    }

    /// The deviation of a row in percent, rounded. `None` where there is nothing to compare, or
    /// nothing to divide by.
    pub fn deviation(&self, target: &Target, actual: &str, decimals: u32) -> Option<Scored> {
        if self.deviation == Deviation::Never {
            return None;
        }
        let (actual, target, met) = match target {
            Target::Numeric(comparator, wanted) => {
                let actual = comparable(actual, wanted).ok()?;
                (actual, wanted.value, comparator.is_met(actual, wanted.value))
            }
            Target::Words if matches!(self.qualitative, Qualitative::Percentage) => {
                let actual = percentage(actual)?;
                (actual, HUNDRED, actual >= HUNDRED)
            }
            Target::Words | Target::Unclear => return None,
        };
        if met && self.deviation == Deviation::WhenMissed {
            return Some(nothing("达标，偏差度为0".to_owned()));
        }
        // Measured against the target's size, so that more than a negative target is a plus.
        let score = proportion(HUNDRED, actual.saturating_sub(target), target.abs(), decimals)?;
        let formula = format!("({actual} − {target}) ÷ {}", target.abs());
        Some(Scored { score, formula })
    }
}

/// The actual value as a number in the target's unit.
fn comparable(actual: &str, wanted: &Quantity) -> Result<Decimal, String> {
    match Quantity::parse(actual) {
        Some(quantity) if quantity.unit == wanted.unit => Ok(quantity.value),
        Some(quantity) => {
            let unit = |unit: &str| match unit {
                "" => "没有写单位".to_owned(),
                unit => format!("的单位是“{unit}”"),
            };
            let (wanted, actual) = (unit(&wanted.unit), unit(&quantity.unit));
            Err(format!("年度指标值{wanted}，实际完成值{actual}"))
        }
        None => Err(format!("年度指标值是数，实际完成值“{actual}”不是数")),
    }
}

fn percentage(text: &str) -> Option<Decimal> {
    Quantity::parse(text).filter(|quantity| quantity.unit == "%").map(|quantity| quantity.value)
}

fn full(points: Decimal, why: String) -> Scored {
    Scored { score: points, formula: format!("{why}，得满分{points}分") }
}

fn nothing(formula: String) -> Scored {
    Scored { score: Decimal::ZERO, formula }
}

/// A quotient kept between nothing and the points; a division by zero earns nothing.
fn scored(quotient: Option<Decimal>, points: Decimal, formula: String) -> Scored {
    match quotient {
        None => nothing(format!("{formula}，除数为0，得0分")),
        Some(score) => Scored { score: score.clamp(Decimal::ZERO, points), formula },
    }
}

#[cfg(test)]
mod tests;
