//! The files of a release, read and judged by programs that others wrote. `tests/prepare.sh` installs them.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use jiff::civil::Date;
use nabosvar::service::releases::{Release, files};
use serde_json::{Value, json};
use stats::cube::{Category, Group, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::{Published, Rules, protect};
use tempfile::TempDir;
use uuid::Uuid;

fn variable(name: &str, role: Role, codes: &[&str]) -> Variable {
    let category = |code: &&str| Category {
        code: (*code).to_owned(),
        residents: (name == "department").then_some(300),
        missing: match *code {
            "dont_know" => Some(MissingCode::DontKnow),
            "no_answer" | "declined" => Some(MissingCode::Declined),
            _ => None,
        },
    };
    Variable { name: name.to_owned(), role, categories: codes.iter().map(category).collect(), groups: Vec::new() }
}

/// 900 invented people in three houses, and what they say to two questions.
fn published() -> Published {
    let mut houses = variable("department", Role::Breakdown, &["a1", "a2", "b1"]);
    let group = |code: &str, members: &[&str]| Group {
        code: code.to_owned(),
        members: members.iter().map(|member| (*member).to_owned()).collect(),
    };
    houses.groups = vec![group("a", &["a1", "a2"]), group("b", &["b1"])];
    let mut stay = variable("stay", Role::Answer { sensitive: false }, &["yes", "no", "dont_know", "declined"]);
    stay.groups = vec![group("no_answer", &["dont_know", "declined"])];
    let variables = vec![
        houses,
        variable("gender", Role::Breakdown, &["woman", "man", "unknown"]),
        variable("safe", Role::Answer { sensitive: false }, &["1", "2", "3", "no_answer"]),
        stay,
    ];
    let tables = [
        Table::of(&["department", "safe"]),
        Table::of(&["gender", "safe"]).by_groups_of("department"),
        Table::of(&["gender", "stay"]),
    ];
    let plan = Plan::parse(variables, &tables).unwrap();
    let mut chance = fastrand::Rng::with_seed(3);
    let mut person = || {
        let gender = if chance.u8(..30) == 0 { 2 } else { chance.usize(..2) };
        let categories = vec![chance.usize(..3), gender, chance.usize(..4).min(chance.usize(..4)), chance.usize(..4)];
        Record { categories, presence: Presence::default() }
    };
    let records: Vec<Record> = (0..900).map(|_| person()).collect();
    protect(&Tally::count(plan, 0, records).unwrap(), Rules::default(), &[]).unwrap()
}

fn release(published: &Published) -> Release {
    let safe = json!({
        "label": { "da": "Føler du dig tryg; \"hjemme\"?", "en": "Do you feel safe?" },
        "codes": { "1": { "da": "Tryg", "en": "Safe" } },
    });
    let meaning = json!({
        "programme": "Opdigtet", "wave": "Prøve", "first_day": "2026-09-01", "last_day": "2026-10-01",
        "form_id": "invented", "form_version": "1", "variables": { "safe": safe },
    });
    Release {
        id: Uuid::from_u128(1),
        snapshot: 0,
        wave_id: Uuid::from_u128(2),
        made_on: Date::constant(2026, 11, 22),
        software: "0.1.0".to_owned(),
        plan: "form_id: invented\n".to_owned(),
        published: serde_json::to_string(published).unwrap(),
        counted: json!({ "answers": 900, "audited_sums": 1, "meaning": meaning }).to_string(),
    }
}

/// What a script says of files, by programs that others wrote.
pub(crate) fn told_by_others(files: &[(&str, Vec<u8>)], script: &str, argument: &str) -> Value {
    let tables = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tables");
    let python = tables.join("bin/python");
    assert!(python.exists(), "tests/prepare.sh installs what reads these files; there is no {}", python.display());
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables").join(script);
    let output =
        Command::new(python).current_dir(tables).arg(script).arg(folder.path()).arg(argument).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn files_of(release: &Release) -> Vec<(&'static str, Vec<u8>)> {
    files(release).unwrap().into_iter().map(|file| (file.name, file.content)).collect()
}

#[test]
fn pandas_duckdb_and_others_find_the_same_counts_in_every_format() {
    let published = published();
    let plan = published.plan();
    let told = |(cell, count)| {
        let words = plan.words(cell);
        let (question, _) = plan.answer(cell)?;
        let question = plan.variables()[question].name.as_str();
        let at = |name: &str| words.get(name).copied().unwrap_or_default();
        Some(([at("department"), at("gender"), question, at(question)].join("|"), json!(count)))
    };
    let expected: BTreeMap<String, Value> = published.cells().filter_map(told).collect();
    let hidden = expected.values().filter(|count| count.is_null()).count();
    assert!(hidden > 3 && hidden < expected.len() / 2, "{hidden} of {} are hidden", expected.len());
    let found = told_by_others(&files_of(&release(&published)), "read.py", "department,gender");
    let formats = found["counts"].as_object().unwrap();
    assert_eq!(formats.len(), 8);
    for (format, counts) in formats {
        assert_eq!(serde_json::from_value::<BTreeMap<String, Value>>(counts.clone()).unwrap(), expected, "{format}");
    }
    let everybody: BTreeMap<String, Value> = serde_json::from_value(found["everybody"].clone()).unwrap();
    let of_all = expected.into_iter().filter(|(at, _)| at.starts_with("||"));
    assert_eq!(everybody, of_all.collect(), "codebook.xml");
    // A sheet a question, with a line a group: three houses, two areas, everybody; by gender, and by gender within areas.
    let lines = |groups: u32| json!(4 + groups);
    assert_eq!(found["sheets"], json!({ "Spørgsmål 1": lines(6 + 3 * 3), "Spørgsmål 2": lines(1 + 3) }));
}

#[test]
fn files_are_as_the_schemas_of_their_formats_want_them() {
    let counts = release(&published());
    let with = |name: &str, value: Value| {
        let mut counted: Value = serde_json::from_str(&counts.counted).unwrap();
        counted[name] = value;
        Release { counted: counted.to_string(), ..release(&published()) }
    };
    let judged = |release: &Release| told_by_others(&files_of(release), "check.py", "schemas");
    let mut expected = BTreeMap::from([
        ("codebook.xml", "codebook"),
        ("tables.json-stat.json", "json_stat"),
        ("tables.csv-metadata.json", "on_the_web"),
        ("datapackage.json", "package"),
        ("tables.sdmx.csv", "exchanged"),
    ]);
    assert_eq!(judged(&counts), json!(expected));
    assert_eq!(judged(&with("meaning", json!({}))), json!(expected), "from before words were kept");
    expected.retain(|name, _| !["tables.json-stat.json", "tables.sdmx.csv"].contains(name));
    assert_eq!(judged(&with("figures", json!("rounded"))), json!(expected));
}
