//! Holds everything in `expression/`, `definition/`, `workbook/` and `answers/` against what must hold of any bytes: what the fuzzers
//! in `fuzz/` once found, and the seeds that they start from.

mod targets;

use std::{fs, path::Path};

#[test]
fn what_was_found_in_expressions_stays_mended() {
    walk("expression", targets::expression);
}

#[test]
fn what_was_found_in_definitions_stays_mended() {
    walk("definition", targets::definition);
}

#[test]
fn what_was_found_in_workbooks_stays_mended() {
    walk("workbook", targets::workbook);
}

#[test]
fn what_was_found_in_answers_stays_mended() {
    walk("answers", targets::answers);
}

fn walk(target: &str, run: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(target);
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a corpus").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    assert!(!files.is_empty(), "nothing in {target}");
    for file in files {
        println!("{}", file.display());
        run(&fs::read(&file).expect("a readable file"));
    }
}
