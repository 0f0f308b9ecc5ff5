//! What came of verifying PDFs, for people.

use crate::archive::{
    Against, Difference, Facts, FigureDifference, Maker, MethodOrigin, OtherMaker, PageDifference,
    Printed, TextDifference, Verdict, Why, what_it_is, where_they_part,
};
use crate::characters::is_invisible;
use crate::source::Place;

/// How many differences a person is shown; machines get all.
const MOST_SHOWN: usize = 20;

/// How many names are listed on one line.
const MOST_NAMES: usize = 10;

/// What came of verifying a file.
#[derive(Debug)]
pub struct Outcome {
    /// Its path as it was given.
    pub file: String,
    /// The verdict, or why there is none, for people.
    pub verdict: Result<Verdict, String>,
    /// How it differs from another YAML, if that was asked for.
    pub against: Option<Against>,
}

/// A text from a file that nobody vouches for, without what would move a terminal's cursor or turn
/// its writing round.
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if is_invisible(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// For a person: the verdict on one line, below it what differs.
pub fn human(outcome: &Outcome, maker: &Maker) -> String {
    let (word, reason, mut lines) = match &outcome.verdict {
        Ok(Verdict::Same(facts)) => {
            ("一致", "重新生成的PDF与它逐字节相同".to_owned(), facts_lines(facts))
        }
        Ok(Verdict::SameData(facts, other)) => {
            let mut lines = made_by(&other.theirs, maker);
            lines.push(appearance(other));
            lines.extend(facts_lines(facts));
            ("数据一致", "源文件、全部的数和文字相同，PDF由别的版本生成".to_owned(), lines)
        }
        Ok(Verdict::Different(why)) => ("不一致", reason(why), details(why, maker)),
        Err(message) => ("无法核对", harmless(message), Vec::new()),
    };
    if let Some(against) = &outcome.against {
        lines.extend(compared(against));
    }
    let mut text = format!("{}：{word}，{reason}\n", harmless(&outcome.file));
    for line in lines {
        text.push_str(&format!("  {}\n", harmless(&line)));
    }
    text
}

/// Why a PDF is not what was made, on one line.
pub fn reason(why: &Why) -> String {
    match why {
        Why::Attachment(failure) => harmless(&failure.to_string()),
        Why::Altered(name, _) => {
            format!("{}被改动过：附件“{}”与清单里的SHA-256不符", what_it_is(name), harmless(name))
        }
        Why::NotComputable(_) => "携带的源文件算不出结果".to_owned(),
        Why::Figures(figures) => {
            format!(
                "有{}个数与按源文件算出的不同：源文件或figures.json连同清单被改动过",
                figures.len()
            )
        }
        Why::NotLaidOut(..) => "按携带的模板排不出版".to_owned(),
        Why::Page(difference, _) => page_reason(difference),
        Why::Pages(unreadable) => format!("各附件完好，页面读不出：{unreadable}"),
        Why::OtherAttachment(name) => {
            format!("附件“{}”与重新生成的不同，或是后来加上的", harmless(name))
        }
        Why::ActiveContent => "加了脚本、打开时的动作、表单或图层".to_owned(),
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

fn details(why: &Why, maker: &Maker) -> Vec<String> {
    match why {
        Why::Altered(_, figures) | Why::Figures(figures) => {
            shown(figures.iter(), |figure| figure_line(figure, "所附数据", "重新计算"))
        }
        Why::NotComputable(message) => vec![message.clone()],
        Why::NotLaidOut(message, made_by_other) => {
            let all: Vec<String> = message.lines().map(str::to_owned).collect();
            let mut lines = shown(all.iter(), String::clone);
            lines.extend(claimed(made_by_other.as_ref(), maker));
            lines
        }
        Why::Page(difference, made_by_other) => {
            let mut lines = words(difference);
            lines.extend(claimed(made_by_other.as_ref(), maker));
            lines
        }
        Why::Attachment(_)
        | Why::Pages(_)
        | Why::OtherAttachment(_)
        | Why::ActiveContent
        | Why::Elsewhere => Vec::new(),
    }
}

/// What it says of itself, where that could explain the difference.
fn claimed(made_by_other: Option<&Maker>, maker: &Maker) -> Vec<String> {
    let Some(theirs) = made_by_other else { return Vec::new() };
    let mut lines = vec!["清单说PDF由别的版本生成；也可能只是版本不同所致".to_owned()];
    lines.extend(made_by(theirs, maker));
    lines
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

fn made_by(theirs: &Maker, maker: &Maker) -> Vec<String> {
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
        let mut differing: Vec<&str> = differing.map(String::as_str).collect();
        let count = differing.len();
        differing.truncate(MOST_NAMES);
        if count > 0 {
            let more = if count > MOST_NAMES { format!("等{count}个") } else { String::new() };
            lines.push(format!("{what}不同：{}{more}", differing.join("、")));
        }
    }
    lines.push(format!("要逐字节核对，请用 {}", theirs.creator()));
    lines
}

fn appearance(other: &OtherMaker) -> String {
    match &other.page {
        Ok(None) => "用本程序重新生成，各页相同".to_owned(),
        Ok(Some(difference)) => format!(
            "注意：{}，可能是版本不同，也可能被改动过；版面没有得到证实",
            page_reason(difference)
        ),
        Err(message) => format!("注意：各页没有核对：{message}"),
    }
}

/// What is to be known besides: nothing where all is a matter of course.
fn facts_lines(facts: &Facts) -> Vec<String> {
    let mut lines = Vec::new();
    if facts.draft {
        lines.push("注意：这是草稿，可能有没有改正的错误".to_owned());
    }
    if facts.errors > 0 {
        lines.push(format!(
            "注意：源文件有{}处错误，本程序本不会生成PDF；用 ziping extract 取出后 check 查看",
            facts.errors
        ));
    }
    match facts.method_origin {
        MethodOrigin::Program => {}
        MethodOrigin::Changed => {
            lines.push(format!("注意：评分办法“{}”与本程序自带的同名办法内容不同", facts.method))
        }
        MethodOrigin::Own => {
            lines.push(format!("评分办法“{}”不是本程序自带的", facts.method));
        }
    }
    if !facts.templates.is_empty() {
        lines.push(format!(
            "注意：用了自定的模板：{}；页面印什么由模板决定，数以figures.json为准",
            facts.templates.join("、")
        ));
    }
    if !facts.published.is_empty() {
        lines.push(format!(
            "有{}个数按公布值印出，与计算值不同（核对说明已说明）：",
            facts.published.len()
        ));
        lines.extend(shown(facts.published.iter(), |published| {
            format!("{}：公布{}，计算{}", published.id, published.stated, published.computed)
        }));
    }
    lines
}

fn compared(against: &Against) -> Vec<String> {
    let by = format!("（都按存档的评分办法“{}”计算）", against.method);
    if against.is_empty() {
        return vec![format!("与给出的YAML相比：数和文字都相同{by}")];
    }
    let (figures, texts) = (&against.figures, &against.texts);
    let mut lines =
        vec![format!("与给出的YAML相比：{}个数、{}处文字不同{by}", figures.len(), texts.len())];
    if against.errors > 0 {
        lines.push(format!(
            "注意：给出的YAML有{}处错误，读不出的部分会使数不同，请先用 ziping check 查看",
            against.errors
        ));
    }
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
