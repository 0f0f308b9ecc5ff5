//! `ziping build`: YAML in, PDFs out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::many::{self, Done, Many};
use super::{ERRORS, FAULT, FINE, UNUSABLE, input, watchdog, whole_file};
use crate::archive::Maker;
use crate::assets::Templates;
use crate::batch::Line;
use crate::finding::any_blocks;
use crate::{MethodFile, missing_glyphs, output, prepare, render, render_pdf};

#[derive(clap::Args)]
pub struct Arguments {
    /// 报告的YAML文件；可以写几个，也可以写文件夹或式样（如 "*.yaml"）
    #[arg(value_name = "文件", help_heading = "参数", required = true)]
    files: Vec<PathBuf>,
    /// PDF写到哪里（文件或文件夹）；不写时是 out/文件名.pdf
    #[arg(short, long, visible_alias = "输出", value_name = "路径")]
    output: Option<PathBuf>,
    #[command(flatten)]
    method: input::Method,
    /// 用这个文件夹里的模板替换自带的同名模板
    #[arg(long, visible_alias = "模板", value_name = "文件夹")]
    templates: Option<PathBuf>,
    /// 有错误也生成，每页印上“草稿”
    #[arg(long, visible_alias = "草稿")]
    draft: bool,
    #[command(flatten)]
    many: Many,
}

/// What all reports of a run are built with.
struct Setting {
    method: Option<MethodFile>,
    templates: Templates,
    has_own_templates: bool,
    draft: bool,
}

pub fn run(arguments: &Arguments) -> u8 {
    if arguments.templates.is_some()
        && let Some(apart) = watchdog::apart(std::env::args_os().skip(1))
    {
        return match apart {
            Ok((code, table)) => {
                let table = String::from_utf8_lossy(&table);
                code.max(input::print(&table).err().unwrap_or(FINE))
            }
            Err(message) => {
                eprintln!("错误：{message}");
                UNUSABLE
            }
        };
    }
    let files = match many::files(&arguments.files) {
        Ok(files) => files,
        Err(code) => return code,
    };
    let targets = match targets(&files, arguments.output.as_deref()) {
        Ok(targets) => targets,
        Err(message) => {
            eprintln!("错误：{message}");
            return UNUSABLE;
        }
    };
    let templates = input::templates(arguments.templates.as_deref());
    let (method, templates) = match (arguments.method.file(), templates) {
        (Ok(method), Ok(templates)) => (method, templates),
        (Err(code), _) | (_, Err(code)) => return code,
    };
    render::ready();
    let has_own_templates = arguments.templates.is_some();
    let setting = Setting { method, templates, has_own_templates, draft: arguments.draft };
    arguments.many.run(&files, |number| build(&files[number], &targets[number], &setting))
}

/// Where each PDF goes: by default `out/<stem>.pdf` below the working directory; in a folder that is
/// given, `<stem>.pdf`.
fn targets(files: &[PathBuf], output: Option<&Path>) -> Result<Vec<PathBuf>, String> {
    let is_pdf = |path: &Path| {
        path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"))
    };
    let folder = match output {
        None => Path::new("out"),
        Some(path) if path.is_dir() => path,
        Some(path) if is_pdf(path) && files.len() == 1 => return Ok(vec![path.to_owned()]),
        Some(path) if is_pdf(path) => {
            return Err(format!(
                "{}份报告要写到一个文件夹，这里是 {}",
                files.len(),
                path.display()
            ));
        }
        // A new folder, named as one.
        Some(path) if path.extension().is_none() => path,
        Some(path) => {
            return Err(format!("输出的文件名要以.pdf结尾，这里是 {}", path.display()));
        }
    };
    let target = |file: &PathBuf| {
        let mut name = file.file_stem().unwrap_or(file.as_os_str()).to_owned();
        name.push(".pdf");
        folder.join(name)
    };
    let targets: Vec<PathBuf> = files.iter().map(target).collect();
    let mut sources: BTreeMap<&PathBuf, &PathBuf> = BTreeMap::new();
    for (file, target) in files.iter().zip(&targets) {
        if let Some(first) = sources.insert(target, file) {
            return Err(format!(
                "{} 和 {} 都要写成 {}：请改名或分开生成",
                first.display(),
                file.display(),
                target.display()
            ));
        }
    }
    Ok(targets)
}

fn build(file: &Path, target: &Path, setting: &Setting) -> Done {
    let name = file.display().to_string();
    let bytes = match input::read_yaml(file) {
        Ok(bytes) => bytes,
        Err(message) => return Done::unreadable(&name, &message),
    };
    let mut prepared = prepare(&name, &bytes, setting.method.clone());
    let mut glyphs_missing = false;
    if let Some(assembled) = &prepared.assembled {
        let missing = missing_glyphs(assembled);
        glyphs_missing = !missing.is_empty();
        prepared.findings.extend(missing);
    }
    let sources = prepared.sources.as_deref();
    let mut done = Done::of(Line::of(&name, &prepared));
    done.tell(&output::human::blocking(&prepared.findings, sources, &name));
    if !prepared.findings.is_empty() {
        let summary = output::human::summary(&prepared.findings);
        done.tell(&format!("{summary}（用 ziping check 查看全部）\n"));
    }
    let Some(mut assembled) = prepared.assembled else {
        done.tell("没有生成PDF：请先改正以上错误\n");
        return done.not_assembled(prepared.sources.as_deref());
    };
    let blocked = any_blocks(&prepared.findings);
    if blocked && (!setting.draft || glyphs_missing) {
        let draft = if setting.draft { "" } else { "；要先看版面，可以加 --draft" };
        done.tell(&format!("没有生成PDF：请先改正以上错误{draft}\n"));
        return done.ended(ERRORS, "有错误");
    }
    assembled.payload.draft = setting.draft;
    let size = assembled.sources.report.text.len();
    let watch = setting.has_own_templates.then(|| watchdog::watch(watchdog::Limits::of(size)));
    let rendered = render_pdf(&assembled, &setting.templates, &Maker::this());
    // What is written is written whole.
    drop(watch);
    let rendered = match rendered {
        Ok(rendered) => rendered,
        Err(error) => {
            let (by, code) = match setting.has_own_templates {
                true => ("自定的模板有错", UNUSABLE),
                false => ("程序出错了", FAULT),
            };
            done.tell(&format!("错误：排版没有成功（{by}）\n{error}\n"));
            return done.ended(code, "未排出");
        }
    };
    if let Err(error) = whole_file::write(target, &rendered.pdf) {
        let error = input::in_chinese(&error);
        done.tell(&format!("错误：不能写入 {}：{error}\n", target.display()));
        return done.ended(UNUSABLE, "未写入");
    }
    done.line.pages = Some(rendered.pages);
    done.tell(&format!("已生成 {}\n", target.display()));
    match (blocked, setting.draft) {
        (true, _) => done.ended(ERRORS, "草稿，有错误"),
        (false, true) => done.ended(FINE, "草稿"),
        (false, false) => done.ended(FINE, "已生成"),
    }
}

#[cfg(test)]
mod tests {
    use super::targets;
    use std::path::{Path, PathBuf};

    #[test]
    fn every_report_has_a_target_of_its_own() {
        let files = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let two = files(&["a/甲.yaml", "b/乙.yaml"]);
        let named = |paths: &[&str]| Ok(files(paths));
        assert_eq!(targets(&two, None), named(&["out/甲.pdf", "out/乙.pdf"]));
        assert_eq!(targets(&two, Some(Path::new("新"))), named(&["新/甲.pdf", "新/乙.pdf"]));
        assert_eq!(targets(&two[..1], Some(Path::new("x.pdf"))), named(&["x.pdf"]));
        assert!(targets(&two, Some(Path::new("x.pdf"))).is_err());
        assert!(targets(&two[..1], Some(Path::new("x.yaml"))).is_err());
        let alike = targets(&files(&["a/甲.yaml", "b/甲.yaml"]), None).unwrap_err();
        assert_eq!(alike, "a/甲.yaml 和 b/甲.yaml 都要写成 out/甲.pdf：请改名或分开生成");
    }
}
