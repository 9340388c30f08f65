//! `demo`: everything at once, with a link.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::{get, nabosvar, run, stop, text};

/// A demonstration that says it is ready.
struct Demo {
    process: Child,
    ready: Value,
}

impl Demo {
    fn start(folder: &Path) -> Self {
        let mut command = nabosvar(folder, &["demo", "--json", "--listen", "127.0.0.1:0"]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs");
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().expect("an output"));
        output.read_line(&mut line).expect("a line");
        process.stdout = Some(output.into_inner());
        Self { process, ready: serde_json::from_str(&line).expect("one line of JSON") }
    }

    fn says(&self, name: &str) -> &str {
        self.ready[name].as_str().expect("a text")
    }

    /// The end of the link, which does not change with the port.
    fn code(&self) -> &str {
        self.says("resident_url").rsplit('/').next().expect("a code")
    }

    /// Asks it to stop. It has printed nothing more.
    fn stop(self) {
        assert_eq!(stop(self.process), "");
    }
}

#[test]
fn a_demonstration_starts_twice_and_the_second_start_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let database = folder.path().join("data/nabosvar.sqlite");
    let first = Demo::start(folder.path());
    let base = first.says("resident_url").split("/s/").next().unwrap();
    assert!(get(&format!("{base}/healthz")).starts_with("HTTP/1.1 200 OK"));
    assert!(first.says("docs_url").ends_with("/api/docs"));
    let (code, token) = (first.code().to_owned(), first.says("token").to_owned());
    let password = first.says("staff_password").to_owned();
    assert!(first.says("staff_url").ends_with("/staff") && password.len() >= 16);
    first.stop();
    // What is done again and again may be broken off by the end of a start, and is then done by a later one.
    let is_settled = (0..10).any(|_| {
        let before = fs::read(&database).unwrap();
        let again = Demo::start(folder.path());
        assert_eq!((again.code(), again.says("token")), (code.as_str(), token.as_str()));
        assert_eq!(again.says("staff_password"), password);
        again.stop();
        before == fs::read(&database).unwrap()
    });
    assert!(is_settled, "every start wrote to the database");
}

#[test]
fn a_server_says_whether_it_is_ready() {
    let folder = TempDir::new().unwrap();
    let demo = Demo::start(folder.path());
    let address = demo.says("docs_url").split('/').nth(2).unwrap().to_owned();
    let asked = run(folder.path(), &["ready", "--listen", &address]);
    assert!(asked.status.success(), "{}", text(&asked.stderr));
    assert_eq!(text(&asked.stdout).trim(), "ready");
    demo.stop();
    assert_eq!(run(folder.path(), &["ready", "--listen", &address]).status.code(), Some(1));
}
