//! The commands that do one thing and end.

use std::fs;

use tempfile::TempDir;

use super::{nabosvar, run, text};

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
    let created = run(folder.path(), &["token", "create", "invented program", "--role", "collector"]);
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
    let form =
        include_str!("../../forms/library/tilfredshed.yaml").replace("form_id: tilfredshed", "form_id: invented");
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
fn a_workbook_is_published_only_once_it_is_right() {
    let folder = TempDir::new().unwrap();
    let workbook = "survey\n,type,name,label\n,txt,invented,Invented\nsettings\n,form_id,version\n,invented,1\n";
    fs::write(folder.path().join("wrong.csv"), workbook).unwrap();
    let output = run(folder.path(), &["form", "publish", "wrong.csv"]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("--> wrong.csv:survey!A2"), "{}", text(&output.stderr));
    fs::write(folder.path().join("right.csv"), workbook.replace("txt", "text")).unwrap();
    let output = run(folder.path(), &["form", "publish", "right.csv"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).trim(), "invented 1 published");
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
