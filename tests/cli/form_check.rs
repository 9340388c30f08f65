//! `form check`: what authors get to read, what scripts get, and how it ends. Every file here is broken on purpose.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{nabosvar, run, text};

const RIGHT: &str = "form_id: invented\nversion: \"1\"\ndefault_language: da\nlanguages: { da: {} }\n\
    title: Opfundet\nsurvey:\n  - { type: text, name: invented, label: Opfundet }\n";
/// A workbook with one mistake on each of its three sheets.
const WORKBOOK: &str = "survey\n,type,name,label::da\n,txt,invented,Opfundet\n\
    choices\n,list_name,name,label::da,missing\n,farver,red,Rød,perhaps\n\
    settings\n,form_id,version,audience\n,invented,1,everyone\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, content) in files {
        fs::write(folder.path().join(name), content).expect("a file");
    }
    folder
}

/// What it says on standard output and how it ends.
fn check(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let output = run(folder, &[&["form", "check"], arguments].concat());
    assert!(!folder.join("data").exists(), "checking a form needs no database");
    (text(&output.stdout).to_owned() + text(&output.stderr), output.status.code().expect("it ended by itself"))
}

#[test]
fn a_fault_is_shown_below_its_line_with_what_would_be_right() {
    let folder = folder(&[("wrong.yaml", RIGHT.replace("label:", "lable:").as_bytes())]);
    let (said, code) = check(folder.path(), &["wrong.yaml"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(said);
}

#[test]
fn faults_of_a_workbook_are_shown_with_their_cells_on_every_sheet() {
    let folder = folder(&[("wrong.csv", WORKBOOK.as_bytes())]);
    let (said, code) = check(folder.path(), &["wrong.csv"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(said);
}

#[test]
fn programs_get_one_document_about_all_files() {
    let folder = folder(&[("right.yaml", RIGHT.as_bytes()), ("wrong.csv", WORKBOOK.as_bytes())]);
    let (said, code) = check(folder.path(), &["--format", "json", "right.yaml", "wrong.csv", "absent.yaml"]);
    assert_eq!(code, 2);
    let document: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        document["files"][0],
        json!({
            "file": "right.yaml",
            "form": {"form_id": "invented", "version": "1"},
            "unreadable": null,
            "faults": [],
        })
    );
    let wrong = &document["files"][1];
    assert_eq!((&wrong["file"], &wrong["form"]), (&json!("wrong.csv"), &Value::Null));
    assert_eq!(wrong["faults"][0]["where"], json!({"sheet": "survey", "row": 2, "column": "A"}));
    assert_eq!(document["errors"], wrong["faults"].as_array().unwrap().len());
    assert_eq!(document["warnings"], 0);
    let absent = &document["files"][2];
    assert!(absent["unreadable"].is_string() && absent["form"].is_null());
    assert_eq!(absent["faults"], json!([]));
}

#[test]
fn the_document_is_the_one_that_the_chapter_shows() {
    let chapter = include_str!("../../docs/forms.md");
    let (_, after) = chapter.split_once("## Checking forms in scripts").unwrap();
    let shown = after.split("```json").nth(1).unwrap().split("```").next().unwrap();
    let workbook = "survey\n,type,name,label\n,txt,invented,Opfundet\nsettings\n,form_id,version,default_language\n,invented,1,da\n";
    let folder = folder(&[("courtyard.csv", workbook.as_bytes())]);
    let (said, _) = check(folder.path(), &["--format", "json", "courtyard.csv"]);
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(read(&said), read(shown));
}

#[test]
fn the_end_says_whether_forms_are_right_wrong_or_not_to_be_read() {
    let warning = RIGHT.replace("{ da: {} }", "{ da: {}, en: {} }");
    let folder =
        folder(&[("right.yaml", RIGHT.as_bytes()), ("warning.yaml", warning.as_bytes()), ("wrong.yaml", b"a")]);
    let code = |arguments: &[&str]| check(folder.path(), arguments).1;
    assert_eq!(code(&["right.yaml"]), 0);
    assert_eq!(code(&["right.yaml", "warning.yaml"]), 0);
    assert_eq!(code(&["--deny-warnings", "right.yaml"]), 0);
    assert_eq!(code(&["--deny-warnings", "right.yaml", "warning.yaml"]), 1);
    assert_eq!(code(&["right.yaml", "wrong.yaml"]), 1);
    assert_eq!(code(&["absent.yaml", "wrong.yaml"]), 2);
    assert_eq!(code(&["."]), 2);
    assert_eq!(code(&["/dev/zero"]), 2);
    assert_eq!(code(&[]), 2);
    let (said, _) = check(folder.path(), &["right.yaml", "warning.yaml", "wrong.yaml"]);
    assert!(said.contains("right.yaml: invented 1 is right\n"), "{said}");
    assert!(said.contains("warning.yaml: invented 1 is right, with "), "{said}");
    assert!(said.ends_with("2 of 3 forms are right\n"), "{said}");
}

#[test]
fn whatever_a_file_holds_is_answered_in_words() {
    let utf16: Vec<u8> =
        RIGHT.encode_utf16().fold(vec![0xFF, 0xFE], |bytes, unit| [bytes, unit.to_le_bytes().into()].concat());
    let junk: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let files: [(&str, &[u8]); 8] = [
        ("empty.yaml", b""),
        ("empty.xlsx", b""),
        ("empty.csv", b""),
        ("junk.yaml", &junk),
        ("junk.xlsx", &junk),
        ("junk.csv", &junk),
        ("cut.xlsx", b"PK\x03\x04 cut off"),
        ("utf16.yaml", &utf16),
    ];
    let folder = folder(&files);
    for (name, _) in files {
        let (said, code) = check(folder.path(), &[name]);
        assert_eq!(code, 1, "{name}: {said}");
        assert!(said.starts_with("error: ") && said.contains(&format!("--> {name}")), "{name}: {said}");
        assert!(!said.contains(|letter: char| letter.is_control() && letter != '\n'), "{name}: {said:?}");
    }
    assert!(check(folder.path(), &["utf16.yaml"]).0.contains("UTF-16"));
}

#[test]
fn choices_come_from_files_beside_the_form_and_from_nowhere_else() {
    let row = "  - { type: select_one_from_file FILE, name: place, label: Sted }\n";
    let form = |file: &str| RIGHT.to_owned() + &row.replace("FILE", file);
    let (beside, beyond) = (form("steder.csv"), form("../steder.csv"));
    let outer = folder(&[("steder.csv", b"name,label\nmotalavej,Motalavej\n")]);
    let inner = outer.path().join("forms");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("beyond.yaml"), beyond).unwrap();
    fs::write(inner.join("beside.yaml"), &beside).unwrap();
    fs::write(outer.path().join("beside.yaml"), &beside).unwrap();
    assert_eq!(check(outer.path(), &["beside.yaml"]).1, 0);
    for wrong in ["beside.yaml", "beyond.yaml"] {
        let (said, code) = check(&inner, &[wrong]);
        assert_eq!((code, said.contains("steder.csv` is missing")), (1, true), "{said}");
    }
}

#[test]
fn nobody_reading_along_is_no_panic() {
    let folder = folder(&[("wrong.csv", WORKBOOK.as_bytes()), ("right.yaml", RIGHT.as_bytes())]);
    for arguments in [&["form", "check", "wrong.csv"][..], &["form", "check", "--format", "json", "right.yaml"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = nabosvar(folder.path(), arguments).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        let output = output.wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(141), ""));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_in_words() {
    let folder = folder(&[("right.yaml", RIGHT.as_bytes())]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = nabosvar(folder.path(), &["form", "check", "right.yaml"]);
    let output = command.stdout(full).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
    assert!(!output.status.success());
    assert!(text(&output.stderr).starts_with("error: "), "{}", text(&output.stderr));
}
