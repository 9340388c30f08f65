//! The program as a person or a script starts it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

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

#[test]
fn faults_of_a_form_are_printed_where_they_stand() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("wrong.yaml"), "form_id: invented\nversion: \"1\"\nsurvye: []\n").unwrap();
    let output = run(folder.path(), &["form", "check", "wrong.yaml"]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).lines().any(|line| line.starts_with("wrong.yaml:3:1:") && line.contains("survye")));
    assert!(!folder.path().join("data").exists(), "checking a form needs no database");
}

#[test]
fn faults_of_a_workbook_are_printed_with_their_cells() {
    let folder = TempDir::new().unwrap();
    let workbook = "survey\n,type,name,label\n,txt,invented,Invented\nsettings\n,form_id,version\n,invented,1\n";
    fs::write(folder.path().join("wrong.csv"), workbook).unwrap();
    let output = run(folder.path(), &["form", "check", "wrong.csv"]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).lines().any(|line| line.starts_with("wrong.csv:survey!A2: error:")));
    fs::write(folder.path().join("right.csv"), workbook.replace("txt", "text")).unwrap();
    let output = run(folder.path(), &["form", "publish", "right.csv"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).trim(), "invented 1 published");
}

#[test]
fn a_wrong_setting_is_named_before_anything_starts() {
    let folder = TempDir::new().unwrap();
    let output = nabosvar(folder.path(), &["serve"]).env("NABOSVAR_DRAFT_DAYS", "0").output().unwrap();
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("NABOSVAR_DRAFT_DAYS"));
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_token_is_shown_once_and_can_be_revoked() {
    let folder = TempDir::new().unwrap();
    let created = run(folder.path(), &["token", "create", "invented program"]);
    let token = text(&created.stdout).trim();
    assert!(token.starts_with("nabosvar_"));
    let listed = run(folder.path(), &["token", "list"]);
    assert!(!text(&listed.stdout).contains(token));
    let id = text(&listed.stdout).split_whitespace().next().unwrap();
    assert!(run(folder.path(), &["token", "revoke", id]).status.success());
    assert!(!run(folder.path(), &["token", "revoke", id]).status.success());
    assert!(text(&run(folder.path(), &["token", "list"]).stdout).contains("revoked"));
}

#[test]
fn a_form_is_published_and_asked_from_the_command_line() {
    let folder = TempDir::new().unwrap();
    assert!(!run(folder.path(), &["programme", "create", " "]).status.success());
    assert!(run(folder.path(), &["programme", "create", "Invented programme"]).status.success());
    let form = include_str!("../forms/library/tilfredshed.yaml").replace("form_id: tilfredshed", "form_id: invented");
    fs::write(folder.path().join("form.yaml"), form).unwrap();
    assert!(run(folder.path(), &["form", "publish", "form.yaml"]).status.success());
    let again = run(folder.path(), &["form", "publish", "form.yaml"]);
    assert!(text(&again.stdout).contains("was published before"));
    let version = text(&again.stdout).split_whitespace().nth(1).unwrap();
    let days = ["--from", "2026-11-01", "--to", "2026-11-30"];
    let opened = run(
        folder.path(),
        &[&["wave", "open", "Invented", "--form", "invented", "--version", version], &days[..]].concat(),
    );
    let wave = text(&opened.stdout);
    assert!(wave.contains("/s/"), "{}", text(&opened.stderr));
    let id = wave.split_whitespace().next().unwrap();
    assert!(run(folder.path(), &["wave", "close", id]).status.success());
    assert!(
        text(&run(folder.path(), &["wave", "list"]).stdout)
            .lines()
            .any(|line| line.starts_with(id) && line.contains("closed"))
    );
}

#[test]
fn a_change_of_meaning_is_told_and_published_only_with_a_mapping() {
    let folder = TempDir::new().unwrap();
    let form = |version: &str, first: &str, second: &str| {
        let choices = format!("[{{ name: \"1\", label: {first} }}, {{ name: \"2\", label: {second} }}]");
        let survey = "[{ type: select_one safety, name: safe, label: Invented }]";
        let head = "form_id: invented\ndefault_language: en\ntitle: Invented";
        format!("{head}\nversion: \"{version}\"\nchoices: {{ safety: {choices} }}\nsurvey: {survey}\n")
    };
    fs::write(folder.path().join("one.yaml"), form("1", "Safe", "Unsafe")).unwrap();
    fs::write(folder.path().join("two.yaml"), form("2", "Unsafe", "Safe")).unwrap();
    let told = run(folder.path(), &["form", "diff", "one.yaml", "two.yaml"]);
    assert!(told.status.success());
    assert!(text(&told.stdout).contains("  ! `safe`: “Safe” was the code `1` and is `2`"), "{}", text(&told.stdout));
    assert!(!folder.path().join("data").exists(), "two files need no database");

    assert!(run(folder.path(), &["form", "publish", "one.yaml"]).status.success());
    let same = run(folder.path(), &["form", "diff", "invented@1", "one.yaml"]);
    assert_eq!(text(&same.stdout).trim(), "1 → 1: nothing that the data would show");
    let unheard = run(folder.path(), &["form", "diff", "invented@9", "two.yaml"]);
    assert!(text(&unheard.stderr).contains("was never published"));

    let refused = run(folder.path(), &["form", "publish", "two.yaml"]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("--mapping"), "{}", text(&refused.stderr));
    let mapping = |text: &str| fs::write(folder.path().join("mapping.json"), text).unwrap();
    let publish = || run(folder.path(), &["form", "publish", "two.yaml", "--mapping", "mapping.json"]);
    mapping("{\"variables\": {\"safe\": \"sme\"}}");
    assert!(text(&publish().stderr).contains("not_comparable"));
    mapping("{\"variables\": {\"safe\": {\"codes\": {\"1\": \"2\", \"2\": \"1\"}}}}");
    let published = publish();
    assert_eq!(text(&published.stdout).trim(), "invented 2 published", "{}", text(&published.stderr));
}
