//! `demo`: everything at once, with a link.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::nabosvar;

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

    /// The first line of the reply to a request for `path`.
    fn get(&self, path: &str) -> String {
        let address = self.says("resident_url").trim_start_matches("http://").split('/').next().expect("an address");
        let mut stream = TcpStream::connect(address).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("a request");
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).expect("a reply");
        line
    }

    /// Asks it to stop as a service manager does. It ends well, and has printed nothing more.
    fn stop(mut self) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
        let mut rest = String::new();
        self.process.stdout.take().expect("an output").read_to_string(&mut rest).expect("text");
        assert!(self.process.wait().expect("it ends").success());
        assert_eq!(rest, "");
    }
}

#[test]
fn a_demonstration_starts_twice_and_the_second_start_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let database = folder.path().join("data/nabosvar.sqlite");
    let first = Demo::start(folder.path());
    assert_eq!(first.get("/healthz").trim(), "HTTP/1.1 200 OK");
    assert!(first.says("docs_url").ends_with("/api/docs"));
    let (code, token) = (first.code().to_owned(), first.says("token").to_owned());
    first.stop();
    let before = fs::read(&database).unwrap();

    let second = Demo::start(folder.path());
    assert_eq!((second.code(), second.says("token")), (code.as_str(), token.as_str()));
    second.stop();
    assert!(before == fs::read(&database).unwrap(), "the second start wrote to the database");
}
