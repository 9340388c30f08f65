//! The limits are told in one place, `docs/limits.md`: what it says is what the code does.

use std::{fs, path::Path};

#[test]
fn the_table_of_limits_says_what_the_code_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(root.join("../docs/limits.md")).expect("the table");
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| line.contains(".rs`")).map(|line| line.split('|').collect()).collect();
    assert!(rows.len() > 20, "the test reads the table wrongly");
    for row in rows {
        let (told, named) = (row[2].trim(), row[3].trim().replace('`', ""));
        let (file, constant) = named.split_once(' ').expect("a file and a constant");
        // Of the form engine, of the server around it, or of the figures.
        let paths = ["src", "../src", "../stats/src"].map(|room| root.join(room).join(file));
        let source = paths.iter().find_map(|path| fs::read_to_string(path).ok()).expect(file);
        let mark = format!("const {constant}: ");
        let line =
            source.lines().find(|line| line.contains(&mark)).unwrap_or_else(|| panic!("no {constant} in {file}"));
        let written = line.split_once("= ").and_then(|(_, value)| value.split_once(';')).expect("a value").0;
        assert_eq!(product(written), number(told), "{named}: {told}");
    }
}

/// `2 * 1024 * 1024`, `512 << 10` or a number.
fn product(written: &str) -> u64 {
    let shifted = written.split_once(" << ");
    let (factors, shift) = shifted.map_or((written, 0), |(factors, shift)| (factors, shift.parse().expect("a shift")));
    factors
        .split(" * ")
        .map(|factor| factor.trim_end_matches(".0").replace('_', "").parse::<u64>().expect(written))
        .product::<u64>()
        << shift
}

/// `2 MiB`, `64 levels` or `2,000`.
fn number(told: &str) -> u64 {
    let (count, unit) = told.split_once(' ').unwrap_or((told, ""));
    let unit = match unit {
        "MiB" => 1 << 20,
        "KiB" => 1 << 10,
        _ => 1,
    };
    count.replace(',', "").parse::<u64>().expect(told) * unit
}
