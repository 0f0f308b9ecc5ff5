//! 版面: the layout parameters that lines are fitted to. They have defaults here, a scoring method may
//! set them, and the templates get them with the payload. All other measures stand in the templates.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;

use super::linefit::Measure;
use crate::method::Method;

/// A parameter of the layout.
pub struct Parameter {
    /// Its name in a scoring method.
    pub name: &'static str,
    /// Its name in the templates.
    key: &'static str,
    /// GB/T 9704-2012 where no method says otherwise.
    default: f64,
    /// Least and most that can be laid out.
    pub bounds: (i32, i32),
}

/// The parameters, in the order of the values of a style.
///
/// 3号 of the metal-type scale (15.75 pt), because 28 characters of 16 pt do not fit the 156 mm of
/// clause 5.2.1; a line is a character and 7/8 of its height (3.2).
pub const PARAMETERS: [Parameter; 5] = [
    Parameter { name: "字号磅", key: "size-pt", default: 15.75, bounds: (8, 30) },
    Parameter { name: "字距磅", key: "tracking-pt", default: 0.0, bounds: (-2, 10) },
    Parameter { name: "行距磅", key: "pitch-pt", default: 29.53, bounds: (8, 90) },
    Parameter { name: "左边距毫米", key: "margin-left-mm", default: 28.0, bounds: (5, 70) },
    Parameter { name: "右边距毫米", key: "margin-right-mm", default: 26.0, bounds: (5, 70) },
];

const PAPER_WIDTH_MM: f64 = 210.0;
const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// The parameters' values.
pub struct Style {
    values: [f64; 5],
}

impl Style {
    /// The defaults with what a method sets.
    pub fn of(method: &Method) -> Style {
        let set = |parameter: &Parameter| {
            let value = method.layout.iter().find(|(name, _)| name == parameter.name);
            value.and_then(|(_, value)| value.to_f64()).unwrap_or(parameter.default)
        };
        Style { values: PARAMETERS.each_ref().map(set) }
    }

    /// The line that paragraphs are fitted to.
    pub fn measure(&self) -> Measure {
        let [size, tracking, _, left, right] = self.values;
        Measure::new((PAPER_WIDTH_MM - left - right) * POINTS_PER_MM, size, tracking)
    }

    /// The values by their names in the templates.
    pub fn by_key(&self) -> BTreeMap<&'static str, f64> {
        PARAMETERS.iter().map(|parameter| parameter.key).zip(self.values).collect()
    }
}
