//! What lies in `deploy/` is used on machines where nobody runs a test: settings that it names exist, commands that it gives
//! are commands, and units and lists can be read by what reads them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nabosvar::config::{Config, Overrides};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_nabosvar");
const INSTALLED: &str = "/usr/local/bin/nabosvar";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(file(name)).expect("the file is there")
}

fn names() -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(file("deploy"))
        .expect("the folder is there")
        .map(|entry| format!("deploy/{}", entry.expect("it can be listed").file_name().to_string_lossy()))
        .filter(|name| file(name).is_file())
        .collect();
    names.sort();
    names
}

/// The faults that the program finds in a settings file, or nothing.
fn faults(settings: &Path) -> String {
    let overrides = Overrides { file: Some(settings.to_owned()), ..Overrides::default() };
    Config::load(overrides).map_or_else(|error| error.to_string(), |_| String::new())
}

/// Every `NABOSVAR_…` in a text.
fn variables(text: &str) -> BTreeSet<String> {
    let is_name = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
    let parts = text.split("NABOSVAR_").skip(1);
    parts
        .map(|rest| rest.chars().take_while(|letter| is_name(*letter)).collect())
        .filter(|name: &String| !name.is_empty())
        .collect()
}

/// The command lines in a file that begin with the program, each as its arguments.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        // As a list, ["nabosvar", "ready"], or as words of a shell.
        let plain = line.replace(['"', '[', ']', ','], " ").replace("ExecStart=", "ExecStart= ");
        let words: Vec<&str> = plain.split_whitespace().collect();
        let is_command =
            ["Exec", "HEALTHCHECK", "test:", "sudo", INSTALLED].iter().any(|start| line.starts_with(start));
        let is_program = |(at, word): (usize, &&str)| {
            // After these it is the name of a user or a group.
            let is_owner = at > 0 && matches!(words[at - 1], "-u" | "-g");
            matches!(*word, "nabosvar" | INSTALLED) && !is_owner
        };
        let Some(at) = words.iter().enumerate().position(is_program) else { continue };
        if is_command {
            let arguments = words[at + 1..].iter().take_while(|word| !matches!(**word, ";" | "&&" | "|" | "#" | "\\"));
            let plain = arguments.map(|word| word.trim_end_matches([';', '\'']).to_owned());
            found.push(plain.filter(|word| !word.is_empty()).collect());
        }
    }
    found
}

#[test]
fn the_settings_file_is_one_also_with_what_it_only_shows() {
    assert_eq!(faults(&file("deploy/nabosvar.toml")), "");
    let folder = TempDir::new().expect("a folder");
    let all = folder.path().join("all.toml");
    let shown = read("deploy/nabosvar.toml").lines().map(shown).collect::<Vec<_>>().join("\n");
    assert!(shown.contains("\ndatabase_url"));
    fs::write(&all, shown).expect("the file is written");
    assert_eq!(faults(&all), "");
}

/// A line with a setting that is commented out, as one that is not.
fn shown(line: &str) -> &str {
    let setting =
        line.strip_prefix("# ").filter(|rest| rest.split_once(" = ").is_some_and(|(name, _)| !name.contains(' ')));
    setting.unwrap_or(line)
}

#[test]
fn every_setting_that_is_named_exists() {
    let folder = TempDir::new().expect("a folder");
    let mut named = BTreeSet::new();
    for name in names().iter().map(String::as_str).chain(["README.md", "docs/operations.md"]) {
        for variable in variables(&read(name)) {
            if !matches!(variable.as_str(), "CONFIG" | "CONFORMANCE" | "TEST_POSTGRES" | "LIBRARY" | "FAULTS_SEED") {
                let settings = folder.path().join("one.toml");
                fs::write(&settings, format!("{} = \"\"\n", variable.to_lowercase())).expect("the file is written");
                assert!(!faults(&settings).contains("no such setting"), "{name}: NABOSVAR_{variable}");
                named.insert(variable);
            }
        }
    }
    assert!(named.contains("DATABASE_URL") && named.contains("SHUTDOWN_SECONDS"), "{named:?}");
}

#[test]
fn every_command_that_is_given_is_one() {
    let mut seen = BTreeSet::new();
    for name in names().iter().map(String::as_str).chain(["docs/operations.md"]) {
        for arguments in commands(&read(name)) {
            let run = Command::new(PROGRAM).args(&arguments).arg("--help").env_clear().stdin(Stdio::null()).output();
            let output = run.expect("the program runs");
            assert!(output.status.success(), "{name}: {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
            seen.extend(arguments);
        }
    }
    for command in ["serve", "backup", "restore", "verify", "ready", "outbox"] {
        assert!(seen.contains(command), "{command}: {seen:?}");
    }
}

#[test]
fn units_are_read_by_systemd_where_there_is_one() {
    let folder = TempDir::new().expect("a folder");
    let units: Vec<String> =
        names().into_iter().filter(|name| [".service", ".timer"].iter().any(|kind| name.ends_with(kind))).collect();
    assert_eq!(units.len(), 3, "{units:?}");
    let copies = units.iter().map(|name| {
        let text = read(name);
        let mut section = "";
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', ' '])) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => section = name,
                None => assert!(!section.is_empty() && line.contains('='), "{name}: {line}"),
            }
        }
        let copy = folder.path().join(Path::new(name).file_name().expect("a name"));
        fs::write(&copy, text.replace(INSTALLED, PROGRAM)).expect("the file is written");
        copy
    });
    let copies: Vec<_> = copies.collect();
    let verify = Command::new("systemd-analyze").args(["verify", "--man=no"]).args(copies).output();
    if let Ok(output) = verify {
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && told.is_empty(), "{told}");
    }
}

#[test]
fn services_are_indented_as_their_format_wants() {
    let text = read("deploy/compose.yaml");
    let mut depth = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        let indent = line.len() - line.trim_start().len();
        assert!(!line.contains('\t') && indent % 2 == 0 && indent <= depth + 2, "{line}");
        let line = line.trim();
        let is_entry = line.starts_with("- ") || line.split_once(':').is_some_and(|(key, _)| !key.contains(' '));
        assert!(is_entry && line.matches('"').count() % 2 == 0, "{line}");
        depth = indent;
    }
    let image = read("deploy/Containerfile");
    for path in image.lines().filter_map(|line| line.strip_prefix("COPY --from=build ")) {
        assert_eq!(path, format!("{INSTALLED} {INSTALLED}"));
    }
    let manifest = read("Cargo.toml");
    let members = manifest.lines().find_map(|line| line.strip_prefix("members = [")).expect("a list of members");
    let taken = read("deploy/Containerfile.dockerignore");
    for member in members.split(['"', ',', ']', ' ', '/']).filter(|member| !matches!(*member, "" | "." | "load")) {
        assert!(taken.lines().any(|line| line.strip_prefix('!') == Some(member)), "{member}");
    }
    let needed = image.split_once("rust:").map_or("", |(_, rest)| rest.split('-').next().unwrap_or_default());
    assert!(manifest.contains(&format!("rust-version = \"{needed}\"")), "{needed}");
}
