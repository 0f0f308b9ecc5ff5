//! `ziping.verify/1`: what came of verifying PDFs, for people and for machines.

use serde::Serialize;
use serde_json::{Value, json};

use crate::archive::{
    Against, Difference, Failure, FigureDifference, Maker, OtherMaker, PageDifference, Printed,
    TextDifference, Verdict, Why, what_it_is, where_they_part,
};
use crate::source::Place;

/// How many differences a person is shown; machines get all.
const MOST_SHOWN: usize = 20;

/// What came of verifying a file.
#[derive(Debug)]
pub struct Outcome {
    /// Its path as it was given.
    pub file: String,
    /// The verdict, or why there is none.
    pub verdict: Result<Verdict, Failure>,
    /// How it differs from another YAML, if that was asked for.
    pub against: Option<Against>,
}

/// A text from a file that nobody vouches for, without what would move a terminal's cursor or turn
/// its writing round.
pub fn harmless(text: &str) -> String {
    let harmful = |c: char| {
        c.is_control() || matches!(c as u32, 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F)
    };
    text.chars().map(|c| if harmful(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// For a person: the verdict on one line, below it what differs.
pub fn human(outcome: &Outcome, maker: &Maker) -> String {
    let (word, reason, mut lines) = match &outcome.verdict {
        Ok(Verdict::Same) => ("一致", "重新生成的PDF与它逐字节相同".to_owned(), Vec::new()),
        Ok(Verdict::SameData(other)) => (
            "数据一致",
            "源文件和全部数相同，PDF由别的版本生成".to_owned(),
            other_maker(other, maker),
        ),
        Ok(Verdict::Different(why)) => ("不一致", reason(why), details(why)),
        Err(failure) => ("无法核对", harmless(&failure.to_string()), Vec::new()),
    };
    if let Some(against) = &outcome.against {
        lines.extend(compared(against));
    }
    let mut text = format!("{}：{word}，{reason}\n", outcome.file);
    for line in lines {
        text.push_str(&format!("  {}\n", harmless(&line)));
    }
    text
}

fn reason(why: &Why) -> String {
    match why {
        Why::Attachment(failure) => harmless(&failure.to_string()),
        Why::Altered(name, _) => {
            format!("{}被改动过：附件“{}”与清单里的SHA-256不符", what_it_is(name), harmless(name))
        }
        Why::NotComputable(_) => "携带的源文件算不出结果".to_owned(),
        Why::Figures(figures) => {
            format!("有{}个数与按源文件算出的不同：源文件和清单可能都被改动过", figures.len())
        }
        Why::NotLaidOut(_) => "按携带的模板排不出版".to_owned(),
        Why::Page(difference) => page_reason(difference),
        Why::OtherAttachment(name) => {
            format!("各页相同，附件“{}”与重新生成的不同", harmless(name))
        }
        Why::Elsewhere => {
            "各页和各附件相同，文件的其他部分（属性、书签、标签或存储方式）被改动过".to_owned()
        }
    }
}

fn page_reason(difference: &PageDifference) -> String {
    match &difference.kind {
        Difference::Words { .. } => {
            format!("第{}页的文字与重新生成的不同", difference.page)
        }
        Difference::Drawing => {
            format!("第{}页的线条、位置或字形与重新生成的不同", difference.page)
        }
        Difference::Annotations => {
            format!("第{}页上面加了批注、图章或其他遮盖物", difference.page)
        }
        Difference::Added => format!("第{}页起是多出来的", difference.page),
        Difference::Missing => format!("第{}页起缺失", difference.page),
    }
}

fn details(why: &Why) -> Vec<String> {
    match why {
        Why::Altered(_, figures) | Why::Figures(figures) => {
            shown(figures.iter(), |figure| figure_line(figure, "所附数据", "重新计算"))
        }
        Why::NotComputable(message) => vec![message.clone()],
        Why::NotLaidOut(message) => message.lines().map(str::to_owned).collect(),
        Why::Page(difference) => words(difference),
        Why::Attachment(_) | Why::OtherAttachment(_) | Why::Elsewhere => Vec::new(),
    }
}

fn words(difference: &PageDifference) -> Vec<String> {
    match &difference.kind {
        Difference::Words { file, again } => {
            vec![format!("文件里是“{file}”"), format!("重新生成“{again}”")]
        }
        Difference::Drawing | Difference::Annotations | Difference::Added | Difference::Missing => {
            Vec::new()
        }
    }
}

fn other_maker(other: &OtherMaker, maker: &Maker) -> Vec<String> {
    let theirs = &other.theirs;
    let mut lines = Vec::new();
    for (what, theirs, ours) in
        [("程序", &theirs.program, &maker.program), ("Typst", &theirs.engine, &maker.engine)]
    {
        if theirs != ours {
            lines.push(format!("{what}：生成它的是{theirs}，本程序是{ours}"));
        }
    }
    for (what, theirs, ours) in
        [("字体", &theirs.fonts, &maker.fonts), ("模板", &theirs.templates, &maker.templates)]
    {
        let names = theirs.keys().chain(ours.keys().filter(|name| !theirs.contains_key(*name)));
        let differing = names.filter(|name| theirs.get(*name) != ours.get(*name));
        let differing: Vec<&str> = differing.map(String::as_str).collect();
        if !differing.is_empty() {
            lines.push(format!("{what}不同：{}", differing.join("、")));
        }
    }
    lines.push(format!("要逐字节核对，请用 {}", theirs.creator()));
    match &other.page {
        Ok(None) => lines.push("用本程序重新生成，各页相同".to_owned()),
        Ok(Some(difference)) => {
            lines.push(format!(
                "注意：页面没有得到证实，可能是版本不同，也可能被改动过：{}",
                page_reason(difference)
            ));
            lines.extend(words(difference));
        }
        Err(message) => lines.push(format!("注意：页面上的文字没有核对：{message}")),
    }
    lines
}

fn compared(against: &Against) -> Vec<String> {
    if against.is_empty() {
        return vec!["与给出的YAML相比：数和文字都相同".to_owned()];
    }
    let (figures, texts) = (&against.figures, &against.texts);
    let mut lines =
        vec![format!("与给出的YAML相比：{}个数、{}处文字不同", figures.len(), texts.len())];
    lines.extend(shown(figures.iter(), |figure| figure_line(figure, "存档", "给出的")));
    lines.extend(shown(texts.iter(), text_line));
    lines
}

fn shown<'a, T>(
    all: impl ExactSizeIterator<Item = &'a T>,
    line: impl Fn(&'a T) -> String,
) -> Vec<String>
where
    T: 'a,
{
    let left = all.len().saturating_sub(MOST_SHOWN);
    let mut lines: Vec<String> = all.take(MOST_SHOWN).map(line).collect();
    if left > 0 {
        lines.push(format!("还有{left}处，--format json 列出全部"));
    }
    lines
}

fn figure_line(figure: &FigureDifference, archived: &str, other: &str) -> String {
    let printed = |printed: &Option<Printed>| match printed {
        Some(printed) => printed.to_string(),
        None => "（没有）".to_owned(),
    };
    let (mine, theirs) = (printed(&figure.archived), printed(&figure.other));
    format!("{}：{archived}{mine}，{other}{theirs}", figure.id)
}

fn text_line(text: &TextDifference) -> String {
    let of = |written: &Option<(String, Place)>| match written {
        Some((text, _)) => text.clone(),
        None => String::new(),
    };
    let (mine, theirs) = where_they_part(&of(&text.archived), &of(&text.other));
    let shown = |written: &Option<(String, Place)>, around: &str| match written {
        Some((_, place)) => format!("第{}行“{around}”", place.line),
        None => "（没有）".to_owned(),
    };
    let (mine, theirs) = (shown(&text.archived, &mine), shown(&text.other, &theirs));
    format!("{}：存档{mine}，给出的{theirs}", text.path)
}

/// For machines.
pub fn json(outcomes: &[Outcome]) -> String {
    let results: Vec<Value> = outcomes.iter().map(result).collect();
    // Maps have text keys and numbers are finite, so this can't fail.
    let mut text =
        serde_json::to_string_pretty(&json!({"format": "ziping.verify/1", "results": results}))
            .expect("verdicts are always JSON");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    verdict: &'static str,
    reason: Option<&'static str>,
    message: Option<String>,
    attachment: Option<&'a str>,
    made_by: Option<&'a Maker>,
    figures: Vec<Value>,
    page: Option<Value>,
    against: Option<Value>,
}

fn result(outcome: &Outcome) -> Value {
    let mut record = Record {
        file: &outcome.file,
        verdict: "same",
        reason: None,
        message: None,
        attachment: None,
        made_by: None,
        figures: Vec::new(),
        page: None,
        against: outcome.against.as_ref().map(against_json),
    };
    match &outcome.verdict {
        Ok(Verdict::Same) => {}
        Ok(Verdict::SameData(other)) => {
            record.verdict = "same_data";
            record.made_by = Some(&other.theirs);
            match &other.page {
                Ok(page) => record.page = page.as_ref().map(page_json),
                Err(message) => record.message = Some(message.clone()),
            }
        }
        Ok(Verdict::Different(why)) => {
            record.verdict = "different";
            record.message = Some(reason(why));
            record.reason = Some(match why {
                Why::Attachment(_) => "attachment",
                Why::Altered(name, figures) => {
                    record.attachment = Some(name);
                    record.figures = figures.iter().map(figure_json).collect();
                    match what_it_is(name) {
                        "源文件" => "source",
                        "评分办法" => "method",
                        "数据" => "figures",
                        _ => "template",
                    }
                }
                Why::NotComputable(_) => "not_computable",
                Why::Figures(figures) => {
                    record.figures = figures.iter().map(figure_json).collect();
                    "figures"
                }
                Why::NotLaidOut(_) => "not_laid_out",
                Why::Page(difference) => {
                    record.page = Some(page_json(difference));
                    "page"
                }
                Why::OtherAttachment(name) => {
                    record.attachment = Some(name);
                    "attachment"
                }
                Why::Elsewhere => "elsewhere",
            });
        }
        Err(failure) => {
            record.verdict = "unusable";
            record.message = Some(failure.to_string());
        }
    }
    json!(record)
}

fn page_json(difference: &PageDifference) -> Value {
    let (kind, file, again) = match &difference.kind {
        Difference::Words { file, again } => ("words", Some(file), Some(again)),
        Difference::Drawing => ("drawing", None, None),
        Difference::Annotations => ("annotations", None, None),
        Difference::Added => ("added", None, None),
        Difference::Missing => ("missing", None, None),
    };
    json!({"number": difference.page, "kind": kind, "file": file, "again": again})
}

fn figure_json(figure: &FigureDifference) -> Value {
    let printed = |printed: &Option<Printed>| printed.as_ref().map(Printed::to_string);
    json!({"id": figure.id, "archived": printed(&figure.archived), "other": printed(&figure.other)})
}

fn against_json(against: &Against) -> Value {
    let place = |written: &Option<(String, Place)>| {
        let json = |(text, place): &(String, Place)| json!({"text": text, "line": place.line, "column": place.column});
        written.as_ref().map(json)
    };
    let text = |text: &TextDifference| json!({"path": text.path, "archived": place(&text.archived), "other": place(&text.other)});
    json!({
        "figures": against.figures.iter().map(figure_json).collect::<Vec<_>>(),
        "texts": against.texts.iter().map(text).collect::<Vec<_>>(),
    })
}
