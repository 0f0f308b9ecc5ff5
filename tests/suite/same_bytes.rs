//! The same YAML gives the same bytes, whatever surrounds the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::support::{SAMPLE, assembled, build, path, report};

/// Builds the published report in a folder of its own, with what surrounds the program set by
/// `surround`; returns the PDF.
fn built(name: &str, file: &str, surround: impl Fn(&mut Command)) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("same-bytes").join(name);
    let _ = fs::remove_dir_all(&folder);
    let input = folder.join(file);
    fs::create_dir_all(input.parent().unwrap()).unwrap();
    fs::copy(path(&format!("data/reports/{SAMPLE}.yaml")), &input).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    command.args(["build", file, "-o", "结果.pdf"]).current_dir(&folder);
    surround(&mut command);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(folder.join("结果.pdf")).unwrap()
}

#[test]
fn surroundings_do_not_reach_the_pdf() {
    let plain = built("甲", "报告.yaml", |_| {});
    assert_eq!(plain, build(&assembled(report(SAMPLE))), "the library and the program");
    let other = |name: &str, surround: &dyn Fn(&mut Command)| {
        assert!(plain == built(name, "报告.yaml", surround), "{name}");
    };
    other("another folder", &|_| {});
    other("time zone", &|command| {
        command.env("TZ", "Asia/Shanghai");
    });
    other("locale", &|command| {
        command.env("LANG", "de_DE.UTF-8").env("LC_ALL", "tr_TR.UTF-8").env("LANGUAGE", "de");
    });
    other("home", &|command| {
        command.env("HOME", "/nonexistent").env("XDG_DATA_HOME", "/nonexistent");
    });
    other("no environment", &|command| {
        command.env_clear();
    });
    other("fonts and packages of Typst", &|command| {
        let folder = path("fonts");
        command.env("TYPST_FONT_PATHS", &folder).env("TYPST_PACKAGE_PATH", &folder);
        command.env("SOURCE_DATE_EPOCH", "1");
    });
    for threads in ["1", "2", "7"] {
        other(&format!("{threads} threads"), &|command| {
            command.env("RAYON_NUM_THREADS", threads);
        });
    }
    assert!(plain == built("名", "另外/一个 名字.yaml", |_| {}), "the input's name");
}

#[cfg(unix)]
#[test]
fn permissions_do_not_reach_the_pdf() {
    let with_umask = |mask: &str| {
        built(mask, "报告.yaml", |command| {
            let program = command.get_program().to_owned();
            let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
            let folder = command.get_current_dir().map(Path::to_owned);
            *command = Command::new("sh");
            command.args(["-c", &format!("umask {mask}; exec \"$@\""), "sh"]);
            command.arg(program).args(arguments).current_dir(folder.unwrap());
        })
    };
    assert!(with_umask("000") == with_umask("077"));
}

#[test]
fn the_hundredth_document_of_a_process_is_like_the_first() {
    let report = assembled(report("示例-2023-水利服务中心"));
    let first = build(&report);
    for _ in 0..99 {
        assert!(first == build(&report));
    }
}
