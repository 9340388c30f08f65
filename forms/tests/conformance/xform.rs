//! Holds what is written as an `XForm` against what the reference writes of the same workbook: the expressions of
//! `xlsform.jsonl`, evaluated by our own engine, as it is what has to know them anyway.

use std::collections::BTreeMap;

use forms::{
    Form,
    expression::{Context, NoHost, Node, Value, parse},
    tree::Tree,
};
use jiff::{civil::date, tz::TimeZone};

use crate::{
    xlsform::{self, Case},
    xml,
};

/// The share of the valid forms of our types for which all expressions have to be satisfied, in per cent.
const WANTED: usize = 90;

#[derive(Default)]
struct Tally {
    satisfied: usize,
    /// Those with nothing to satisfy are among the satisfied.
    without: usize,
    refused: usize,
    excepted: usize,
    missed: Vec<String>,
}

#[test]
fn forms_are_written_as_the_reference_writes_them() {
    let Some(cases) = xlsform::cases() else { return };
    let exceptions = xlsform::stated(include_str!("xform-exceptions.txt"));
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.is_valid) {
        let is_excepted = exceptions.iter().any(|part| case.name.contains(part));
        let tally = tallies.entry(case.suite()).or_default();
        match case.read() {
            Ok((form, _)) => tally.add(case, &form, is_excepted),
            Err(faults) if faults.iter().any(xlsform::names_what_we_lack) => {}
            Err(_) => tally.refused += 1,
        }
    }
    let all = report(&tallies);
    let total = all.satisfied + all.missed.len() + all.refused + all.excepted;
    assert!(all.satisfied * 100 >= total * WANTED, "{} of {total} forms are written as they should be", all.satisfied);
}

impl Tally {
    fn add(&mut self, case: &Case, form: &Form, is_excepted: bool) {
        let missed = missed(case, &form.to_xform());
        if case.matches.is_empty() && case.counts.is_empty() {
            self.without += 1;
        }
        if missed.is_empty() {
            self.satisfied += 1;
        } else if is_excepted {
            self.excepted += 1;
        } else {
            self.missed.push(format!("{}\n        {}", case.name, missed.join("\n        ")));
        }
    }
}

/// What of a case is not as it should be.
fn missed(case: &Case, xform: &str) -> Vec<String> {
    let tree = xml::tree(xform);
    let declared = |prefix: &str, address: &str| xform.contains(&format!(" xmlns:{prefix}=\"{address}\""));
    let matches = case.matches.iter().map(|expression| (expression, None));
    let counts = case.counts.iter().map(|(expression, count)| (expression, Some(*count)));
    matches
        .chain(counts)
        .filter_map(|(expression, count)| {
            let found = match namespace(expression) {
                Some((prefix, address)) => Ok(usize::from(declared(prefix, address))),
                None => found(expression, &tree),
            };
            let is_right = match (&found, count) {
                (Ok(found), Some(count)) => *found == count,
                (Ok(found), None) => *found > 0,
                (Err(_), _) => false,
            };
            let shown = expression.split_whitespace().collect::<Vec<_>>().join(" ");
            (!is_right).then(|| format!("{shown} => {found:?}"))
        })
        .collect()
}

/// How many nodes an expression gives; one for what is true.
fn found(expression: &str, tree: &Tree) -> Result<usize, String> {
    let now = date(2026, 11, 20).to_zoned(TimeZone::UTC).expect("the day exists");
    let context = Context { contextual: false, ..Context::new(Node::root_of(tree), &now, &NoHost) };
    let expression = parse(&with_prefix(expression.trim())).map_err(|error| error.to_string())?;
    match expression.evaluate(&context).map_err(|error| error.to_string())? {
        Value::NodeSet(nodes) => Ok(nodes.len()),
        value => Ok(usize::from(value.to_boolean())),
    }
}

/// The declaration that an expression asks for; our expressions have no axis for it, as the specification has none.
fn namespace(expression: &str) -> Option<(&str, &str)> {
    let asked = expression.trim().strip_prefix("/h:html[namespace::")?.strip_suffix("']")?;
    asked.split_once("='")
}

/// The recording calls the namespace of `XForms` `x`; our expressions know it as `xforms`.
fn with_prefix(expression: &str) -> String {
    let mut written = String::new();
    for (place, part) in expression.split("x:").enumerate() {
        let is_prefix = !written.ends_with(|c: char| c.is_alphanumeric() || c == '-');
        written.push_str(if place == 0 {
            ""
        } else if is_prefix {
            "xforms:"
        } else {
            "x:"
        });
        written.push_str(part);
    }
    written
}

fn report(tallies: &BTreeMap<String, Tally>) -> Tally {
    println!(
        "{:<40} {:>9} {:>8} {:>6} {:>7} {:>14}",
        "suite", "satisfied", "excepted", "missed", "refused", "nothing asked"
    );
    let mut all = Tally::default();
    for (suite, tally) in tallies {
        line(suite, tally);
        for missed in &tally.missed {
            println!("    {missed}");
        }
        all.satisfied += tally.satisfied;
        all.without += tally.without;
        all.refused += tally.refused;
        all.excepted += tally.excepted;
        all.missed.extend(tally.missed.iter().cloned());
    }
    line("all", &all);
    all
}

fn line(name: &str, tally: &Tally) {
    let Tally { satisfied, without, refused, excepted, missed } = tally;
    println!("{name:<40} {satisfied:>9} {excepted:>8} {:>6} {refused:>7} {without:>14}", missed.len());
}
