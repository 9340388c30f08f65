//! `form convert`: there and back again, and nothing lost on the way or by accident.

use std::fs;
use std::path::Path;

use forms::library;
use tempfile::TempDir;

use super::{run, text};

/// How it ends, and what it says on standard error.
fn convert(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = run(folder, &[&["form", "convert"], arguments].concat());
    (output.status.code().expect("it ended by itself"), text(&output.stderr).to_owned())
}

/// A folder with a shipped form.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let shipped = library::all().iter().find(|shipped| shipped.name == "tilmelding").expect("a shipped form");
    fs::write(folder.path().join("form.yaml"), shipped.source).expect("a file");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_form_goes_through_every_kind_of_file_and_comes_back() {
    let folder = folder();
    let way = ["form.yaml", "a.json", "b.xlsx", "c.csv", "d.yaml", "e.json"];
    for step in way.windows(2) {
        assert_eq!(convert(folder.path(), step), (0, String::new()), "{step:?}");
    }
    let content = |name: &str| fs::read(folder.path().join(name)).expect("a file");
    assert!(content("a.json") == content("e.json"));
    assert_eq!(convert(folder.path(), &["d.yaml", "f.xml"]), (0, String::new()));
    assert!(text(&content("f.xml")).contains("h:html"));
    assert_eq!(names(folder.path()), ["a.json", "b.xlsx", "c.csv", "d.yaml", "e.json", "f.xml", "form.yaml"]);
}

#[test]
fn standard_output_gets_what_is_asked_for() {
    let folder = folder();
    let output = run(folder.path(), &["form", "convert", "form.yaml", "-", "--to", "yaml"]);
    assert!(output.status.success());
    assert!(text(&output.stdout).starts_with("form_id: tilmelding\n"));
    let (code, said) = convert(folder.path(), &["form.yaml", "-"]);
    assert_eq!((code, said.contains("--to")), (2, true), "{said}");
}

#[test]
fn a_file_that_is_there_is_overwritten_only_when_asked() {
    let folder = folder();
    fs::write(folder.path().join("there.json"), "mine").unwrap();
    let (code, said) = convert(folder.path(), &["form.yaml", "there.json"]);
    assert_eq!((code, said.contains("there.json is there already")), (2, true), "{said}");
    assert_eq!(fs::read(folder.path().join("there.json")).unwrap(), b"mine");
    assert_eq!(convert(folder.path(), &["form.yaml", "there.json", "--force"]).0, 0);
    assert_ne!(fs::read(folder.path().join("there.json")).unwrap(), b"mine");
    assert_eq!(names(folder.path()), ["form.yaml", "there.json"]);
}

#[test]
fn what_cannot_be_converted_leaves_nothing_behind() {
    let folder = folder();
    fs::write(folder.path().join("wrong.yaml"), "form_id: invented\n").unwrap();
    let (code, said) = convert(folder.path(), &["wrong.yaml", "out.xlsx"]);
    assert_eq!((code, said.contains("error: wrong.yaml: ")), (1, true), "{said}");
    let (code, said) = convert(folder.path(), &["absent.yaml", "out.xlsx"]);
    assert_eq!((code, said.starts_with("error: absent.yaml: ")), (2, true), "{said}");
    let (code, said) = convert(folder.path(), &["form.yaml", "out.docx"]);
    assert_eq!((code, said.contains(".xlsx, .csv or .xml")), (2, true), "{said}");
    let (code, said) = convert(folder.path(), &["form.yaml", "no/such/folder/out.xlsx"]);
    assert_eq!((code, said.starts_with("error: no/such/folder/out.xlsx: ")), (2, true), "{said}");
    assert_eq!(names(folder.path()), ["form.yaml", "wrong.yaml"]);
}

#[test]
fn warnings_are_told_beside_the_result() {
    let folder = folder();
    let source = fs::read_to_string(folder.path().join("form.yaml")).unwrap();
    fs::write(folder.path().join("form.yaml"), source.replacen("      en: ", "      # en: ", 1)).unwrap();
    let (code, said) = convert(folder.path(), &["form.yaml", "out.yaml"]);
    assert_eq!((code, said.contains("is not translated into en")), (0, true), "{said}");
}
