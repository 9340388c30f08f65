//! What the engine costs on the longest shipped form; read the ratios within one run, not the times of different machines.

use divan::{Bencher, black_box};
use forms::{Form, Instance, Surroundings, library};
use jiff::{civil::date, tz::TimeZone};
use serde_json::{Value, json};

fn main() {
    divan::main();
}

/// Once a version, then kept.
#[divan::bench]
fn compile_the_definition(bencher: Bencher<'_, '_>) {
    let source = source("tryghed");
    bencher.bench(|| Form::from_yaml(black_box(source)));
}

/// Once an answer: what a submission costs before it is stored.
#[divan::bench]
fn judge_a_submission(bencher: Bencher<'_, '_>) {
    let (form, body) = (form("tryghed"), answers().to_string());
    bencher.bench(|| Instance::read(&form, black_box(body.as_bytes()), &surroundings()));
}

/// Once a page: what a resident's step costs when everything is computed anew …
#[divan::bench]
fn take_up_a_draft(bencher: Bencher<'_, '_>) {
    let (form, answers) = (form("tryghed"), answers());
    bencher.bench(|| Instance::resume(&form, black_box(&answers), &surroundings()));
}

/// … and what one answer costs after that, when only what depends on it is computed.
#[divan::bench]
fn set_one_answer(bencher: Bencher<'_, '_>) {
    let form = form("tryghed");
    let (mut instance, _) = Instance::resume(&form, &answers(), &surroundings());
    let mut choices = ["motalavej", "ringparken"].into_iter().cycle();
    bencher.bench_local(|| instance.set("area", &json!(choices.next())));
}

/// Repeats grow: 200 findings of one walk.
#[divan::bench]
fn judge_a_walk_of_200_findings(bencher: Bencher<'_, '_>) {
    let form = form("tryghedsvandring");
    let finding = json!({ "kind": "problem", "theme": "lighting", "observation": "Invented" });
    let body = json!({ "findings": vec![finding; 200] }).to_string();
    bencher.bench(|| Instance::read(&form, black_box(body.as_bytes()), &surroundings()));
}

fn form(name: &str) -> Form {
    Form::from_yaml(source(name)).expect("a shipped form").0
}

fn source(name: &str) -> &'static str {
    library::all().iter().find(|shipped| shipped.name == name).expect("a shipped form").source
}

/// Some answers of each kind; what they say does not matter.
fn answers() -> Value {
    let form = form("tryghed");
    let codebook = form.codebook("da");
    let (mut instance, _) = Instance::resume(&form, &json!({}), &surroundings());
    for variable in &codebook.variables {
        if let Some(code) = variable.codes.first() {
            let answer = if variable.kind == "select_multiple" { json!([code.code]) } else { json!(code.code) };
            drop(instance.set(&variable.path, &answer));
        }
    }
    instance.answers()
}

fn surroundings() -> Surroundings {
    let now = date(2026, 11, 21).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    Surroundings { now, seed: 1, language: "da".to_owned() }
}
