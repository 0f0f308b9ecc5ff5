//! From one YAML file to the 部门整体绩效自评报告.
//!
//! The way the data goes, each arrow a function of the module it is named after:
//!
//! ```text
//! bytes ─ source ─▶ document ─ method ─▶ ledger ─ audit ─▶ findings
//!                                          │
//!                                          └─ narrative ─▶ render ─▶ PDF ─ archive ─▶ file
//! ```
//!
//! [`prepare`] goes from bytes to the payload of the templates and all findings; [`render_pdf`]
//! goes on to the PDF, which carries what it was made from; [`archive::verify`] makes it again from
//! that.

pub mod archive;
pub mod assets;
pub mod audit;
pub mod batch;
mod characters;
pub mod command;
pub mod document;
pub mod finding;
pub mod fix;
pub mod ledger;
pub mod method;
pub mod narrative;
pub mod output;
pub mod render;
pub mod source;

use std::sync::Arc;

use archive::Maker;
use assets::Templates;
use audit::mentions::Mention;
use document::Report;
use finding::{Finding, METHOD};
use ledger::{Ids, Ledger};
use method::Method;
use render::{Payload, RenderError, World};
use source::{Origin, Source, Sources, nearest};

/// A scoring method given instead of the one that the report names.
#[derive(Clone, Debug)]
pub struct MethodFile {
    /// Name shown to people.
    pub name: String,
    /// Its YAML.
    pub bytes: Vec<u8>,
}

/// A report computed, audited and ready to be laid out.
#[derive(Clone, Debug)]
pub struct Assembled {
    /// As written.
    pub report: Report,
    /// Its scoring method.
    pub method: Method,
    /// Ids of its rows.
    pub ids: Ids,
    /// All figures.
    pub ledger: Ledger,
    /// What the templates get.
    pub payload: Payload,
    /// The numbers typed into the prose.
    pub mentions: Vec<Mention>,
    /// The files it was read from.
    pub sources: Arc<Sources>,
}

/// What came of reading a report.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The files, to name places in; none when the report could not be read as text.
    pub sources: Option<Arc<Sources>>,
    /// Everything found.
    pub findings: Vec<Finding>,
    /// The report, when it could be read as one.
    pub assembled: Option<Assembled>,
}

/// Reads, computes and audits a report. `name` is shown in messages.
pub fn prepare(name: &str, bytes: &[u8], method: Option<MethodFile>) -> Prepared {
    let failed = |sources: Option<Sources>, findings| Prepared {
        sources: sources.map(Arc::new),
        findings,
        assembled: None,
    };
    let report_source = match Source::new(Origin::Report, name, bytes) {
        Ok(source) => source,
        Err(finding) => return failed(None, vec![finding]),
    };
    let mut sources = Sources { report: report_source, method: None };
    let parsed = source::parse(&sources.report);
    let mut findings = parsed.findings;
    let report = document::decode(&parsed.root, &sources.report, &mut findings);
    let Some(report) = report else { return failed(Some(sources), sorted(findings)) };
    let method = match load_method(&report, method, &mut sources) {
        Ok(method) => method,
        Err(more) => {
            findings.extend(more);
            return failed(Some(sources), sorted(findings));
        }
    };
    let ids = Ids::of(&report);
    let (ledger, more) = ledger::compute(&report, &method, &ids, &sources);
    findings.extend(more);
    if let Some(finding) = ledger::placeholder::too_long(&report, &ledger, &sources) {
        findings.push(finding);
        return failed(Some(sources), sorted(findings));
    }
    let passages = document::passages(&report);
    let mentions = audit::mentions::collect(&report, &method, &ids, &ledger, &sources, &passages);
    let lines = audit::lines(&report, &sources.report, &passages);
    let case = audit::Case {
        report: &report,
        method: &method,
        ledger: &ledger,
        ids: &ids,
        sources: &sources,
        passages,
        lines,
        mentions,
    };
    findings.extend(audit::audit(&case));
    let mentions = case.mentions.typed;
    let (narrative, more) = narrative::narrate(&report, &method, &ledger, &ids, &sources);
    findings.extend(more);
    let payload =
        render::payload(&report, &method, &ledger, &ids, &narrative, &sources, &mut findings);
    let findings = sorted(findings);
    let sources = Arc::new(sources);
    let assembled =
        Assembled { report, method, ids, ledger, payload, mentions, sources: Arc::clone(&sources) };
    Prepared { sources: Some(sources), findings, assembled: Some(assembled) }
}

/// Findings in the order of their places; those of the method and those without a place last.
fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| {
        let place = |span: source::Span| (usize::from(span.origin == Origin::Method), span.start);
        finding.span.map_or((2, 0), place)
    });
    findings
}

fn load_method(
    report: &Report,
    given: Option<MethodFile>,
    sources: &mut Sources,
) -> Result<Method, Vec<Finding>> {
    let file = match given {
        Some(file) => file,
        None => {
            let name = &report.method;
            let Some(bytes) = assets::method(&name.value) else {
                let message = format!("没有“{}”这个评分办法", name.value);
                let finding = Finding::error(METHOD, name.span, message);
                let known = assets::method_names();
                let finding = match nearest(&name.value, known.iter().map(String::as_str)) {
                    Some(near) => finding.help(format!("是不是“{near}”？")),
                    None => finding.help(format!(
                        "程序自带的有：{}；自己的评分办法用 --method 文件 给出",
                        known.join("、")
                    )),
                };
                return Err(vec![finding]);
            };
            MethodFile { name: name.value.clone(), bytes: bytes.into_owned() }
        }
    };
    let unusable = |mut finding: Finding| {
        // Without a place, it would be taken for the report's.
        finding.message = format!("评分办法 {}：{}", file.name, finding.message);
        vec![finding]
    };
    let source = Source::new(Origin::Method, file.name.as_str(), &file.bytes).map_err(unusable)?;
    let source = sources.method.insert(source);
    let parsed = source::parse(source);
    if !parsed.findings.is_empty() {
        return Err(parsed.findings);
    }
    method::decode(&parsed.root)
}

/// Characters of the payload that no font has, as findings with their places.
pub fn missing_glyphs(assembled: &Assembled) -> Vec<Finding> {
    let fonts = render::Fonts::embedded();
    let sources = &assembled.sources;
    let text = &sources.report.text;
    let finding = |c: char| {
        let (code, shown) = (c as u32, if c.is_control() { ' ' } else { c });
        let message = format!("没有字体能显示“{shown}”（U+{code:04X}）");
        let is_comment = |at: usize| {
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            text[start..at].trim_start().starts_with('#')
        };
        let at = text.match_indices(c).map(|(at, _)| at).find(|&at| !is_comment(at));
        let at = at.map(|at| sources.report.span(at, at + c.len_utf8()));
        Finding::error(finding::NO_GLYPH, at, message).help("请换成常用的字或符号")
    };
    assembled.payload.characters().into_iter().filter(|&c| !fonts.cover(c)).map(finding).collect()
}

/// A report's PDF.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Its bytes.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Lays a report out and exports it as a PDF that carries what it was made from.
///
/// # Errors
/// A fault of the templates or the engine; the data has been checked before.
pub fn render_pdf(
    assembled: &Assembled,
    templates: &Templates,
    maker: &Maker,
) -> Result<Rendered, RenderError> {
    let world = World::of(assembled, templates, maker);
    let document = render::layout(&world)?;
    let pdf = render::pdf(&document, &world, &assembled.payload, maker)?;
    Ok(Rendered { pdf, pages: document.pages().len() })
}
