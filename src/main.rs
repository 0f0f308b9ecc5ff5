//! Arguments in, exit code out.

use std::io::Write;
use std::process::ExitCode;

/// Laying out a report is a million small allocations, and the system's allocator makes threads wait for
/// each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The exit code of a fault of the program.
const FAULT: u8 = 3;

fn main() -> ExitCode {
    match std::panic::catch_unwind(ziping::command::run) {
        Ok(code) => ExitCode::from(code),
        Err(_) => {
            let message = "程序出错了，请把上面的信息和所用的文件交给维护人员";
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::from(FAULT)
        }
    }
}
