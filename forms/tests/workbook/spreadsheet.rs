//! Real `.xlsx` files: what their cells can hold, and files that are meant to do harm.

use std::io::{Cursor, Write};

use forms::{Form, Severity, SourceFile};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::json;

/// A workbook with these texts; the first row of each sheet has its headings.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Workbook {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).expect("a name");
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).expect("a cell");
            }
        }
    }
    workbook
}

fn survey() -> Workbook {
    workbook(&[
        (
            "Survey",
            &[&["type", "name", "label", "default", "required"], &["date", "dag", "Hvornår?"], &["text", "b", "Hvad?"]],
        ),
        ("settings", &[&["form_id", "version", "default_language"], &["dage", "", "da"]]),
    ])
}

fn faults_of(bytes: &[u8]) -> Vec<String> {
    let faults = Form::from_xlsform(bytes, "opdigtet.xlsx").expect_err("it is no form");
    assert!(faults.iter().any(|fault| fault.severity == Severity::Error));
    faults.iter().map(ToString::to_string).collect()
}

/// A ZIP archive with one file in it.
fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
    archive.write_all(content).expect("memory takes everything");
    archive.finish().expect("memory takes everything").into_inner()
}

#[test]
fn what_stands_where_a_fault_is_can_be_shown_on_every_sheet() {
    let mut workbook = workbook(&[
        ("Survey", &[&["type", "name", "label"], &["txet", "a", "Hvad?"]]),
        ("choices", &[&["list_name", "name", "label", "missing"], &["l", "b", "B", "perhaps"]]),
        ("settings", &[&["form_id", "version", "default_language", "audience"], &["dage", "1", "da", "everyone"]]),
    ]);
    let bytes = workbook.save_to_buffer().expect("a file");
    let faults = Form::from_file(&bytes, "opdigtet").expect_err("it is no form");
    let source = SourceFile::read(&bytes, "opdigtet");
    let shown = faults.iter().map(|fault| (fault.position.to_string(), source.at(fault.position)));
    let expected = [("survey!A2", "txet"), ("choices!D2", "perhaps"), ("settings!D2", "everyone")];
    assert_eq!(shown.collect::<Vec<_>>(), expected.map(|(place, text)| (place.to_owned(), Some(text))));
}

#[test]
fn numbers_dates_answers_and_formulas_are_what_they_show() {
    let mut workbook = survey();
    let day = ExcelDateTime::from_ymd(2026, 11, 21).expect("a day");
    let format = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.worksheet_from_name("Survey").expect("the sheet");
    sheet.write_datetime_with_format(1, 3, &day, &format).expect("a cell");
    sheet.write_boolean(1, 4, true).expect("a cell");
    sheet.write_formula(2, 3, rust_xlsxwriter::Formula::new("=\"a\"&\"b\"").set_result("ab")).expect("a cell");
    let sheet = workbook.worksheet_from_name("settings").expect("the sheet");
    sheet.write_number(1, 1, 2026.0).expect("a cell");
    let bytes = workbook.save_to_buffer().expect("a file");
    let (form, warnings) = Form::from_xlsform(&bytes, "opdigtet.xlsx").expect("it is a form");
    assert_eq!(warnings.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!((form.id(), form.version()), ("dage", "2026"));
    let written = form.to_json();
    assert_eq!(written["survey"][0]["default"], json!("2026-11-21"));
    assert_eq!(written["survey"][0]["required"], json!(true));
    assert_eq!(written["survey"][1]["default"], json!("ab"));
}

#[test]
fn the_error_of_a_formula_is_told_with_its_cell() {
    let mut workbook = survey();
    let sheet = workbook.worksheet_from_name("Survey").expect("the sheet");
    sheet.write_formula(2, 3, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).expect("a cell");
    let told = faults_of(&workbook.save_to_buffer().expect("a file"));
    assert_eq!(told[0], "survey!D3: error: the formula in this cell gives `#DIV/0!`");
}

#[test]
fn a_file_that_is_cut_off_is_told_as_damaged() {
    let bytes = survey().save_to_buffer().expect("a file");
    for length in [2, 4, 30, bytes.len() / 2, bytes.len() - 1] {
        let told = faults_of(&bytes[..length]);
        assert!(told[0].starts_with("workbook: error: the workbook is damaged: "), "{told:?}");
    }
    assert!(faults_of(b"PK")[0].contains("damaged"));
    assert!(faults_of(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0])[0].contains("save it as `.xlsx`"));
    assert!(faults_of(&[0xFF, 0xFE, 0x00])[0].contains("no text in UTF-8"));
    assert!(faults_of(b"")[0].contains("neither a workbook"));
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
    let bomb = archive("xl/workbook.xml", &vec![b' '; 65 * 1024 * 1024]);
    assert!(bomb.len() < 100_000);
    assert_eq!(faults_of(&bomb), ["workbook: error: unpacked, the workbook is larger than 32 MiB"]);
    assert_eq!(faults_of(&vec![b'a'; 5 * 1024 * 1024]), ["workbook: error: the file is larger than 4 MiB"]);
}

#[test]
fn a_cell_at_the_end_of_the_world_is_refused() {
    for (row, column, said) in [(1_048_575, 0, "beyond row"), (1, 16_383, "beyond column")] {
        let mut workbook = survey();
        let sheet = workbook.worksheet_from_name("Survey").expect("the sheet");
        sheet.write_string(row, column, "her").expect("a cell");
        let told = faults_of(&workbook.save_to_buffer().expect("a file"));
        assert!(told[0].contains(said), "{told:?}");
    }
}

#[test]
fn groups_that_never_end_are_told_and_not_followed_to_the_bottom() {
    let mut rows: Vec<&[&str]> = vec![&["type", "name", "label"]];
    rows.extend(std::iter::repeat_n::<&[&str]>(&["begin group", "g", "G"], 5000));
    rows.push(&["text", "t", "T"]);
    let told = faults_of(&workbook(&[("survey", &rows)]).save_to_buffer().expect("a file"));
    assert!(told.iter().any(|fault| fault.contains("at most 24 deep")), "{:?}", &told[..3]);
}
