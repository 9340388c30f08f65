//! The program as a person or a script starts it, one file a command or a family of them.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

mod bounce;
mod demo;
mod figure;
mod form_check;
mod form_convert;
mod form_preview;
mod manage;
mod microdata;
mod outbox;
mod release;

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

/// The reply of a server of ours to a request for `link`, head and body.
fn get(link: &str) -> String {
    let (address, path) = link.trim_start_matches("http://").split_once('/').expect("a path");
    let mut stream = TcpStream::connect(address).expect("the server listens");
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("a request");
    let mut reply = String::new();
    stream.read_to_string(&mut reply).expect("a reply");
    reply
}

/// Asks a process to stop as a service manager does. It ends well; what it has written since is given back.
fn stop(mut process: Child) -> String {
    let id = process.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
    let mut rest = String::new();
    process.stdout.take().expect("an output").read_to_string(&mut rest).expect("text");
    assert!(process.wait().expect("it ends").success());
    rest
}
