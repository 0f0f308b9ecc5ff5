//! For the tests beside the rules: a sound report, changed in one place.

use crate::finding::Finding;
use crate::prepare;

/// The small example report, in which no rule finds anything.
pub const SOUND: &str = include_str!("../../data/reports/示例-2023-水利服务中心.yaml");

/// The sound report with texts replaced; each must stand in it exactly once.
pub fn changed(replace: &[(&str, &str)]) -> String {
    let mut yaml = SOUND.to_owned();
    for (from, to) in replace {
        assert_eq!(yaml.matches(from).count(), 1, "{from}");
        yaml = yaml.replace(from, to);
    }
    yaml
}

/// What the rule of this code finds in a report.
pub fn found(code: &str, yaml: &str) -> Vec<Finding> {
    let prepared = prepare("报告.yaml", yaml.as_bytes(), None);
    assert!(prepared.assembled.is_some(), "{:#?}", prepared.findings);
    prepared.findings.into_iter().filter(|finding| finding.kind.code == code).collect()
}

/// The messages of what the rule finds.
pub fn messages(code: &str, yaml: &str) -> Vec<String> {
    found(code, yaml).into_iter().map(|finding| finding.message).collect()
}

/// The sound report with a sentence more in its section 资金管理情况.
pub fn saying(sentence: &str) -> String {
    let from = "项目资金实行专账核算、专款专用";
    changed(&[(from, &format!("{sentence}{from}"))])
}
