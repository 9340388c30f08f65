//! The same findings in every kind of file, read again as others read them.

use calamine::{Data, Reader, Xlsx};
use jiff::civil::Date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::service::findings::invented;
use crate::store::finding::{Kind, Position, Published};
use crate::store::place::Area;

const TODAY: Date = Date::constant(2026, 11, 21);

fn listed(findings: Vec<Finding>) -> Listed {
    let place = |name: &str| name.to_owned();
    let area = Area {
        id: Uuid::from_u128(2_000),
        programme_id: Uuid::from_u128(1),
        name: place("Opdigtet Nord"),
        municipality: place("Opdigtet"),
    };
    Listed { areas: vec![area], total: findings.len(), findings, today: TODAY }
}

fn finding(observation: &str) -> Finding {
    Finding {
        observation: observation.to_owned(),
        position: Some(Position { latitude: -55.5, longitude: 11.25, accuracy: None }),
        deadline: Some(TODAY),
        published: Published::Approved,
        public_text: Some(r#"{"da":{"said":"Det er mørkt","done":"Der er lys"}}"#.to_owned()),
        ..invented::finding(1, Kind::Problem)
    }
}

fn file(format: Format, findings: Vec<Finding>) -> Vec<u8> {
    write(format, &listed(findings), &Labels::default()).unwrap()
}

/// The cells of the first finding, by column.
fn read_csv(findings: Vec<Finding>) -> Vec<String> {
    let file = file(Format::Csv, findings);
    let mut reader = csv::Reader::from_reader(file.as_slice());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(names, COLUMNS.map(|(name, _)| name));
    reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect()
}

fn column(name: &str) -> usize {
    COLUMNS.iter().position(|(known, _)| *known == name).unwrap()
}

#[test]
fn a_table_for_programs_has_codes_days_and_numbers_as_they_are() {
    let cells = read_csv(vec![finding("To linjer,\n\"ved blok 2\"")]);
    for (name, expected) in [
        ("id", "00000000-0000-0000-0000-000000000001"),
        ("area", "Opdigtet Nord"),
        ("kind", "problem"),
        ("place", "path"),
        ("latitude", "-55.5"),
        ("accuracy", ""),
        ("observation", "To linjer,\n\"ved blok 2\""),
        ("deadline", "2026-11-21"),
        ("public_done", "Der er lys"),
    ] {
        assert_eq!(cells[column(name)], expected, "{name}");
    }
}

#[test]
fn a_workbook_has_text_where_a_formula_was_typed_and_the_same_bytes_each_time() {
    let formula = "=HYPERLINK(\"https://evil.example\")";
    let bytes = file(Format::Xlsx, vec![finding(formula)]);
    let mut book = Xlsx::new(std::io::Cursor::new(&bytes)).unwrap();
    let cells = book.worksheet_range("findings").unwrap();
    let cell = |name| cells.get((1, column(name))).unwrap();
    assert_eq!(cell("observation"), &Data::String(formula.to_owned()));
    assert!(matches!(cell("deadline"), Data::DateTime(_)));
    assert_eq!(cell("longitude"), &Data::Float(11.25));
    assert!(book.worksheet_formula("findings").unwrap().used_cells().next().is_none());
    assert_eq!(bytes, file(Format::Xlsx, vec![finding(formula)]));
}

#[test]
fn a_map_has_east_before_north_and_keeps_what_has_no_position() {
    let nowhere = Finding { position: None, ..finding("Opdigtet") };
    let map: Value = serde_json::from_slice(&file(Format::GeoJson, vec![finding("Opdigtet"), nowhere])).unwrap();
    assert_eq!(map["features"][0]["geometry"]["coordinates"], json!([11.25, -55.5]));
    assert_eq!(map["features"][0]["properties"]["observation"], "Opdigtet");
    assert_eq!(map["features"][1]["geometry"], Value::Null);
}

proptest! {
    #[test]
    fn no_cell_begins_like_a_formula_and_nothing_else_is_changed(typed in "[=+@\t\r\n'\",;a-zæ -]{0,20}") {
        let cells = read_csv(vec![finding(&typed)]);
        let cell = &cells[column("observation")];
        prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
        prop_assert_eq!(cell.strip_prefix('\'').filter(|_| !typed.starts_with('\'')).unwrap_or(cell), &typed);
    }
}

#[test]
fn a_file_is_known_by_its_ending() {
    for format in Format::ALL {
        assert_eq!(Format::of_ending(format.ending()), Some(format));
    }
    assert_eq!(Format::of_ending("exe"), None);
}
