//! What the engine costs: on a form of 300 questions and one of 40, made as people make them, and on shipped ones. Read the ratios
//! within one run, not the times of different machines.

mod made;

use divan::{Bencher, black_box};
use forms::{
    Form, Instance, Surroundings, library,
    page::{self, Addresses},
};
use jiff::{civil::date, tz::TimeZone};
use serde_json::json;

fn main() {
    divan::main();
}

/// Once a version at each start: a form is kept as JSON.
#[divan::bench(args = [40, 300])]
fn compile_a_form(bencher: Bencher<'_, '_>, questions: usize) {
    let source = made::form(questions).to_json().to_string();
    bencher.bench(|| Form::from_yaml(black_box(&source)));
}

/// When an author checks a form, which is written as YAML.
#[divan::bench(args = [40, 300])]
fn read_and_compile_yaml(bencher: Bencher<'_, '_>, questions: usize) {
    let source = made::source(questions);
    bencher.bench(|| Form::from_yaml(black_box(&source)));
}

/// Once an answer: what a submission costs before it is stored.
#[divan::bench(args = [40, 300])]
fn judge_a_submission(bencher: Bencher<'_, '_>, questions: usize) {
    let form = made::form(questions);
    let body = made::answers(&form).to_string();
    assert!(Instance::read(&form, body.as_bytes(), &surroundings()).is_ok(), "the answers are accepted");
    bencher.bench(|| Instance::read(&form, black_box(body.as_bytes()), &surroundings()));
}

/// Once a page: what a resident's step costs when everything is computed anew …
#[divan::bench(args = [40, 300])]
fn take_up_a_draft(bencher: Bencher<'_, '_>, questions: usize) {
    let form = made::form(questions);
    let answers = made::answers(&form);
    bencher.bench(|| Instance::resume(&form, black_box(&answers), &surroundings()));
}

/// … and what one answer costs after that: only what depends on it is computed, and the question is judged. This one decides
/// whether another is asked, and through that a third.
#[divan::bench(args = [40, 300])]
fn set_one_answer(bencher: Bencher<'_, '_>, questions: usize) {
    let form = made::form(questions);
    let mut instance = made::filled(&form);
    let mut answers = [json!("c1"), json!("c3")].into_iter().cycle();
    bencher.bench_local(|| instance.set("s1/q10", &answers.next().unwrap_or_default()));
}

/// A page with one question, and all the pages.
#[divan::bench(args = [40, 300])]
fn render_a_page(bencher: Bencher<'_, '_>, questions: usize) {
    let form = made::form(questions);
    let instance = made::filled(&form);
    let pages = page::pages(&instance);
    let page = pages.iter().find(|page| page.address() == "s1/q11").expect("a page");
    let addresses = Addresses { pages: "p/", media: "m/", photos: None, plan: None };
    bencher.bench_local(|| black_box(page).questions(&instance, addresses, None, &[]).into_string());
}

/// Which pages there are.
#[divan::bench(args = [40, 300])]
fn find_the_pages(bencher: Bencher<'_, '_>, questions: usize) {
    let form = made::form(questions);
    let instance = made::filled(&form);
    bencher.bench_local(|| page::pages(black_box(&instance)));
}

/// A change costs what depends on it …
#[divan::bench(args = [10, 100, 1_000])]
fn change_what_a_chain_depends_on(bencher: Bencher<'_, '_>, links: usize) {
    let form = chain(links, 0);
    change_the_first(bencher, &form);
}

/// … and nothing for what does not.
#[divan::bench(args = [10, 100, 1_000])]
fn change_what_ten_depend_on_among_others(bencher: Bencher<'_, '_>, others: usize) {
    let form = chain(10, others);
    change_the_first(bencher, &form);
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

/// Calculations of which each needs the one before, and others that need none of them.
fn chain(links: usize, others: usize) -> Form {
    let link =
        |link: usize| format!("  - {{ type: calculate, name: q{link}, calculation: \"${{q{}}} + 1\" }}\n", link - 1);
    let other = |other: usize| format!("  - {{ type: calculate, name: other{other}, calculation: \"1 + {other}\" }}\n");
    let rows: String = (1..=links).map(link).chain((0..others).map(other)).collect();
    let source = format!(
        "form_id: chain\nversion: \"1\"\ndefault_language: da\ntitle: Chain\nsurvey:\n  - {{ type: integer, name: q0, label: x }}\n{rows}"
    );
    Form::from_yaml(&source).expect("a form").0
}

fn change_the_first(bencher: Bencher<'_, '_>, form: &Form) {
    let mut instance = Instance::new(form, &surroundings());
    let mut answers = [json!(1), json!(2)].into_iter().cycle();
    bencher.bench_local(|| instance.set("q0", &answers.next().unwrap_or_default()));
}

pub(crate) fn surroundings() -> Surroundings {
    let now = date(2026, 11, 21).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    Surroundings { now, seed: 1, language: "da".to_owned() }
}
