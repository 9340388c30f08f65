//! The program as a person or a script starts it, one file a command or a family of them.

use std::path::Path;
use std::process::{Command, Output, Stdio};

mod demo;
mod form_check;
mod manage;

/// The program in a folder of its own, with no settings but its defaults.
fn nabosvar(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nabosvar"));
    command.current_dir(folder).args(arguments).env_clear().stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    nabosvar(folder, arguments).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the program writes text")
}
