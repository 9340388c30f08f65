//! A workbook is read again, by another program than wrote it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::super::file;
use super::super::test_release::release;

fn sheets(name: &str) -> Vec<(String, Vec<Vec<Data>>)> {
    let content = file(&release(), name).unwrap().unwrap().content;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(content)).unwrap();
    book.worksheets().into_iter().map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

fn written(rows: &[Vec<Data>]) -> String {
    let line = |row: &Vec<Data>| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_first_sheet_says_what_it_is_and_how_to_read_it() {
    let sheets = sheets("tabeller.xlsx");
    assert_eq!(
        sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["Læs først", "Spørgsmål 1", "Alle tal"]
    );
    insta::assert_snapshot!(written(&sheets[0].1));
}

#[test]
fn a_question_is_a_table_in_which_what_is_hidden_has_a_sign() {
    let sheets = sheets("tabeller.xlsx");
    let rows = &sheets[1].1;
    insta::assert_snapshot!(written(rows));
    let everybody = rows.iter().find(|row| row[0] == Data::String("Alle".to_owned())).unwrap();
    assert_eq!((&everybody[1], &everybody[6]), (&Data::Float(140.0), &Data::Float(102.0)));
    assert!(rows.iter().flatten().any(|cell| *cell == Data::String("..".to_owned())));
}

#[test]
fn all_rows_are_there_in_both_languages() {
    let (danish, english) = (sheets("tabeller.xlsx"), sheets("tables.xlsx"));
    assert_eq!(danish[2].1.len(), 1 + 6 * 3);
    assert_eq!(english[2].0, "All figures");
    assert_eq!(english[2].1[0][0], Data::String("Area and department (code)".to_owned()));
    for (one, other) in danish[2].1.iter().skip(1).zip(english[2].1.iter().skip(1)) {
        assert_eq!((&one[0], &one[2], &one[4], &one[6..]), (&other[0], &other[2], &other[4], &other[6..]));
    }
}

#[test]
fn a_workbook_is_made_for_reading_and_for_paper() {
    let content = file(&release(), "tabeller.xlsx").unwrap().unwrap().content;
    let mut archive = zip::ZipArchive::new(Cursor::new(content)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let sheet = part("xl/worksheets/sheet2.xml");
    for told in [
        "state=\"frozen\"",
        "<autoFilter ref=\"A4:",
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
    ] {
        assert!(sheet.contains(told), "{told}: {sheet}");
    }
    assert!(!sheet.contains("<f>"), "nothing is a formula");
    assert!(part("docProps/core.xml").contains("2026-11-22T00:00:00Z"));
}
