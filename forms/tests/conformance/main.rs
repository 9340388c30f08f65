//! Holds expressions, the reader of workbooks and the writer of `XForm`s against cases recorded from the reference
//! implementations. The cases are no part of the project: `NABOSVAR_CONFORMANCE` names the directory with `xpath.jsonl`,
//! `xpath-documents.jsonl` and `xlsform.jsonl`; unset or empty, nothing is run. `NABOSVAR_ODK_VALIDATE` names the jar of ODK
//! Validate in the same way.

mod case;
mod document;
mod exceptions;
#[path = "../workbook/markdown.rs"]
mod markdown;
mod odk_validate;
mod xform;
mod xlsform;
mod xml;

use std::{collections::BTreeMap, fs, path::PathBuf};

use case::{Case, Outcome};
use document::Document;
use exceptions::Exceptions;

/// The share of a suite that has to pass, in per cent, exceptions aside.
const WANTED: usize = 98;

#[derive(Default)]
struct Tally {
    passed: usize,
    excepted: usize,
    failed: Vec<String>,
}

#[test]
fn expressions_mean_what_the_reference_implementations_mean() {
    let Some(directory) = recording() else { return };
    let read = |name| fs::read_to_string(directory.join(name)).expect("the directory holds the cases");
    let documents: BTreeMap<u64, Document> = read("xpath-documents.jsonl").lines().map(Document::parse).collect();
    let exceptions = Exceptions::read();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for line in read("xpath.jsonl").lines() {
        let case = Case::parse(line);
        let tally = tallies.entry(case.suite.clone()).or_default();
        match case.run(&documents[&case.document]) {
            Outcome::Passed => tally.passed += 1,
            Outcome::Failed(_) if exceptions.covers(&case) => tally.excepted += 1,
            Outcome::Failed(difference) => tally.failed.push(difference),
        }
    }
    report(&tallies, &exceptions);
    let short: Vec<&String> = tallies
        .iter()
        .filter(|(suite, tally)| exceptions.in_specification(suite) && !tally.is_enough())
        .map(|(suite, _)| suite)
        .collect();
    assert!(short.is_empty(), "below {WANTED} %: {short:?}");
}

/// Where the cases are.
fn recording() -> Option<PathBuf> {
    let named = std::env::var_os("NABOSVAR_CONFORMANCE").filter(|named| !named.is_empty());
    if named.is_none() {
        println!("skipped: NABOSVAR_CONFORMANCE names no directory");
    }
    named.map(PathBuf::from)
}

impl Tally {
    fn is_enough(&self) -> bool {
        self.passed * 100 >= (self.passed + self.failed.len()) * WANTED
    }
}

fn report(tallies: &BTreeMap<String, Tally>, exceptions: &Exceptions) {
    println!("{:<30} {:>6} {:>6} {:>9}", "suite", "passed", "total", "excepted");
    let (mut passed, mut total) = (0, 0);
    for (suite, tally) in tallies {
        let lines = tally.passed + tally.excepted + tally.failed.len();
        let aside = if exceptions.in_specification(suite) { "" } else { "  not in the specification" };
        println!("{suite:<30} {:>6} {lines:>6} {:>9}{aside}", tally.passed, tally.excepted);
        for failed in &tally.failed {
            println!("    {failed}");
        }
        passed += tally.passed;
        total += lines;
    }
    println!("{:<30} {passed:>6} {total:>6}", "all");
}
