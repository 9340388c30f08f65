//! Holds the reader of workbooks against forms recorded from the reference: `xlsform.jsonl` in `NABOSVAR_CONFORMANCE`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use forms::{Attachment, Fault, Form, Severity};
use serde_json::Value as Json;

/// The share of the valid forms of our types that has to be accepted, in per cent.
const WANTED: usize = 95;
/// What a fault says that names a type, or a thing, that we do not have.
const REFUSALS: [&str; 2] = ["this server has no questions of type `", "this server keeps no entities"];

/// A line of `xlsform.jsonl`.
pub(crate) struct Case {
    pub(crate) name: String,
    markdown: String,
    workbook: Vec<u8>,
    pub(crate) is_valid: bool,
    /// Expressions that have to give something in the `XForm`.
    pub(crate) matches: Vec<String>,
    /// Expressions with the number of nodes that they have to give.
    pub(crate) counts: Vec<(String, usize)>,
}

#[derive(Default)]
struct Tally {
    accepted: usize,
    rejected: usize,
    of_other_types: usize,
    excepted: usize,
    /// Valid forms of our types that were refused.
    refused: Vec<String>,
    /// Invalid forms that were accepted.
    let_through: Vec<String>,
}

#[test]
fn workbooks_are_taken_as_the_reference_takes_them() {
    let Some(cases) = cases() else { return };
    let exceptions = stated(include_str!("xlsform-exceptions.txt"));
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for case in cases {
        let is_excepted = exceptions.iter().any(|name| *name == case.name);
        tallies.entry(case.suite()).or_default().add(&case, is_excepted);
    }
    report(&tallies);
    let sum = |count: fn(&Tally) -> usize| tallies.values().map(count).sum::<usize>();
    let (accepted, refused) = (sum(|tally| tally.accepted), sum(|tally| tally.refused.len()));
    assert_eq!(sum(|tally| tally.let_through.len()), 0, "invalid forms are let through");
    assert!(accepted * 100 >= (accepted + refused) * WANTED, "{refused} valid forms refused, {accepted} accepted");
}

/// Every case, if there is a recording.
pub(crate) fn cases() -> Option<Vec<Case>> {
    let lines = fs::read_to_string(crate::recording()?.join("xlsform.jsonl")).expect("the directory holds the cases");
    Some(lines.lines().map(Case::parse).collect())
}

impl Case {
    fn parse(line: &str) -> Self {
        let read: Json = serde_json::from_str(line).expect("a line is JSON");
        let text = |text: &Json| text.as_str().unwrap_or_default().to_owned();
        let list = |key: &str| read[key].as_array().cloned().unwrap_or_default();
        let number = |number: &Json| number.as_u64().and_then(|number| number.try_into().ok()).expect("a number");
        // The recording gave the form's element this name from outside the workbook.
        let root = read["root_name"].as_str().unwrap_or("test_name");
        let markdown = text(&read["markdown"]);
        Self {
            name: text(&read["name"]),
            workbook: named(&crate::markdown::to_csv(&markdown), root),
            markdown,
            is_valid: read["valid"] == true,
            matches: list("xform_xpath_match").iter().map(text).collect(),
            counts: list("xform_xpath_count").iter().map(|pair| (text(&pair[0]), number(&pair[1]))).collect(),
        }
    }

    pub(crate) fn suite(&self) -> String {
        self.name.split('.').find(|part| part.starts_with("test_")).unwrap_or(&self.name).to_owned()
    }

    pub(crate) fn read(&self) -> Result<(Form, Vec<Fault>), Vec<Fault>> {
        // Of what is only looked up, a table is enough.
        let named = Form::files_named(&self.workbook, "data.csv");
        let wanted = named.into_iter().filter(|name| !name.ends_with(".geojson") || self.markdown.contains(name));
        let files: Vec<(String, String)> = wanted.map(|name| (name.clone(), self.stand_in(&name))).collect();
        let attachments: Vec<Attachment<'_>> =
            files.iter().map(|(name, content)| Attachment { name, content: content.as_bytes() }).collect();
        Form::from_file_with(&self.workbook, "data.csv", &attachments)
    }

    /// The recording has no files beside the workbooks: one row, with every column that the workbook says a word of.
    fn stand_in(&self, name: &str) -> String {
        let words = self.markdown.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.'));
        let columns: BTreeSet<&str> = words.chain(["name", "label", "title"]).filter(|word| !word.is_empty()).collect();
        let columns: Vec<&str> = columns.into_iter().take(90).collect();
        if Path::new(name).extension().is_some_and(|ending| ending == "csv") {
            return format!("{}\n{}\n", columns.join(","), vec!["x"; columns.len()].join(","));
        }
        let properties: serde_json::Map<String, Json> =
            columns.into_iter().map(|column| (column.to_owned(), "x".into())).collect();
        let geometry = serde_json::json!({ "type": "Point", "coordinates": [11, 55] });
        let feature =
            serde_json::json!({ "type": "Feature", "id": "x", "geometry": geometry, "properties": properties });
        serde_json::json!({ "type": "FeatureCollection", "features": [feature] }).to_string()
    }
}

impl Tally {
    fn add(&mut self, case: &Case, is_excepted: bool) {
        match case.read() {
            Ok((form, _)) => {
                let kept = form.to_json().to_string();
                let again = Form::from_yaml(&kept).map(|(form, _)| form.to_json().to_string());
                assert_eq!(again, Ok(kept), "{}: what is kept of the form is not the form", case.name);
                match (case.is_valid, is_excepted) {
                    (true, _) => self.accepted += 1,
                    (false, true) => self.excepted += 1,
                    (false, false) => self.let_through.push(case.name.clone()),
                }
            }
            Err(_) if !case.is_valid => self.rejected += 1,
            Err(faults) if faults.iter().any(names_what_we_lack) => self.of_other_types += 1,
            Err(_) if is_excepted => self.excepted += 1,
            Err(faults) => {
                let errors = faults.iter().filter(|fault| fault.severity == Severity::Error);
                let said: Vec<String> = errors.take(3).map(Fault::to_string).collect();
                self.refused.push(format!("{}\n        {}", case.name, said.join("\n        ")));
            }
        }
    }
}

pub(crate) fn names_what_we_lack(fault: &Fault) -> bool {
    REFUSALS.iter().any(|refusal| fault.message.starts_with(refusal))
}

/// The workbook with the setting `name`, unless it has one.
fn named(workbook: &[u8], root: &str) -> Vec<u8> {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(workbook);
    let mut rows: Vec<Vec<String>> = reader
        .into_records()
        .map(|row| row.expect("the workbook is CSV").iter().map(str::to_owned).collect())
        .collect();
    let cells = ["name", root];
    match rows.iter().position(|row| row[0] == "settings") {
        Some(sheet) if rows[sheet + 1].iter().any(|heading| heading == "name") => {}
        Some(sheet) => {
            let width = rows[sheet + 1].len().max(rows[sheet + 2].len());
            for (row, cell) in rows[sheet + 1..].iter_mut().zip(cells) {
                row.resize(width, String::new());
                row.push(cell.to_owned());
            }
        }
        None => {
            rows.push(vec!["settings".to_owned()]);
            rows.extend(cells.map(|cell| vec![String::new(), cell.to_owned()]));
        }
    }
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in &rows {
        writer.write_record(row).expect("memory takes everything");
    }
    writer.into_inner().expect("memory takes everything")
}

/// What a file of exceptions names; each line of it has the reason, too.
pub(crate) fn stated(exceptions: &'static str) -> Vec<&'static str> {
    let lines = exceptions.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split_once(" | ").expect("an exception has a reason").0).collect()
}

fn report(tallies: &BTreeMap<String, Tally>) {
    println!(
        "{:<40} {:>8} {:>8} {:>11} {:>8} {:>7} {:>11}",
        "suite", "accepted", "rejected", "other types", "excepted", "refused", "let through"
    );
    let mut all = Tally::default();
    for (suite, tally) in tallies {
        line(suite, tally);
        for missed in tally.refused.iter().chain(&tally.let_through) {
            println!("    {missed}");
        }
        all.accepted += tally.accepted;
        all.rejected += tally.rejected;
        all.of_other_types += tally.of_other_types;
        all.excepted += tally.excepted;
        all.refused.extend(tally.refused.iter().cloned());
        all.let_through.extend(tally.let_through.iter().cloned());
    }
    line("all", &all);
}

fn line(name: &str, tally: &Tally) {
    let (refused, let_through) = (tally.refused.len(), tally.let_through.len());
    let Tally { accepted, rejected, of_other_types, excepted, .. } = tally;
    println!(
        "{name:<40} {accepted:>8} {rejected:>8} {of_other_types:>11} {excepted:>8} {refused:>7} {let_through:>11}"
    );
}
