//! Who is asked what because of what: links as the form has them, and that whatever people answered fits them.

use forms::{Form, Instance, Surroundings};
use jiff::Zoned;
use proptest::prelude::*;
use serde_json::{Value, json};
use stats::cube::{Presence, Record, Tally};

use super::super::cube::{Cube, Misfit};
use super::super::plan::ReleasePlan;
use super::super::territory::Territory;

const FORM: &str = r#"
form_id: invented
version: "1"
default_language: en
title: Invented
choices:
  felt:
    - { name: "yes", label: "Yes" }
    - { name: "no", label: "No" }
    - { name: dont_know, label: Don't know, missing: dont_know }
    - { name: declined, label: Declined, missing: declined }
  places:
    - { name: paths, label: Paths }
    - { name: stairs, label: Stairs }
    - { name: other, label: Other }
    - { name: dont_know, label: Don't know, missing: dont_know }
    - { name: declined, label: Declined, missing: declined }
  scale:
    - { name: "1", label: One }
    - { name: "2", label: Two }
    - { name: "3", label: Three }
survey:
  - { type: select_one felt, name: felt, label: Felt unsafe? }
  - type: group
    name: unsafe
    label: Unsafe
    relevant: ${felt} = 'yes'
    children:
      - { type: select_multiple places, name: where, label: Where? }
      - { type: select_one felt, name: evening, label: In the evening? }
      - { type: integer, name: times, label: How often? }
      - { type: select_one felt, name: late, label: Late?, relevant: "${evening} = 'yes'" }
      - { type: select_one felt, name: alone, label: Alone?, relevant: "selected(${where}, 'stairs')" }
      - { type: select_one felt, name: twice, label: Twice?, relevant: "count-selected(${where}) > 1" }
  - { type: select_one felt, name: calm, label: Calm?, relevant: "${felt} != 'yes'" }
  - { type: select_one felt, name: silent, label: Silent?, relevant: "${felt} = 'declined'" }
  - { type: select_one felt, name: unsure, label: Unsure?, relevant: "${felt} = 'dont_know'" }
  - { type: select_one felt, name: always, label: Always?, relevant: "${felt} != 'never'" }
  - { type: select_one scale, name: scale, label: How much? }
  - { type: select_one felt, name: much, label: Much?, relevant: "${scale} > 1" }
  - { type: select_one felt, name: more, label: More?, relevant: "${scale} > 2" }
"#;

fn cube(head: &str, answers: &[&str]) -> Result<Cube, Misfit> {
    let answers: Vec<String> = answers.iter().map(|answer| format!("{{ question: {answer} }}")).collect();
    let plan = format!("form_id: invented\ntables: [[]]\n{head}answers: [{}]\n", answers.join(", "));
    Cube::new(&ReleasePlan::parse(&plan).unwrap(), &form(), &Territory { areas: Vec::new() }, &[])
}

fn form() -> Form {
    Form::from_yaml(FORM).unwrap().0
}

fn written(head: &str, answers: &[&str]) -> Value {
    serde_json::to_value(cube(head, answers).unwrap().plan).unwrap()
}

fn links(head: &str, answers: &[&str]) -> Value {
    written(head, answers)["links"].take()
}

fn link(answer: &str, with: &str, same: Value) -> Value {
    let mut link = json!({ "answer": answer, "with": with });
    link["same"] = same;
    link
}

#[test]
fn who_is_not_asked_is_who_gave_certain_other_answers() {
    let beside = links("", &["unsafe/evening", "felt", "calm"]);
    let not_asked = json!({ "not_asked": ["no", "no_answer"] });
    // Whoever was not asked at all whether they felt unsafe would be asked neither.
    assert_eq!(
        beside,
        json!([link("unsafe/evening", "felt", not_asked), link("calm", "felt", json!({ "not_asked": ["yes"] }))])
    );
    let apart = links("missing: apart\n", &["felt", "unsure"]);
    assert_eq!(apart, json!([link("unsure", "felt", json!({ "not_asked": ["yes", "no", "declined"] }))]));
    assert!(links("", &["felt", "always"]).is_null(), "all are asked, so nothing is told");
    let always = &written("", &["felt", "always"])["variables"][1]["categories"];
    assert!(!always.to_string().contains("not_asked"), "{always}");
}

#[test]
fn a_category_of_which_some_are_asked_is_named() {
    let mixed = |all: [&str; 3]| Some(Misfit::Mixed(all.map(str::to_owned)));
    for silent in ["silent", "unsure"] {
        assert_eq!(cube("", &["felt", silent]).err(), mixed([silent, "felt", "no_answer"]));
    }
    assert_eq!(cube("missing: apart\n", &["felt", "silent"]).err(), mixed(["silent", "felt", "declined"]));
    let scale = |low: &str| {
        let categories = format!("categories: [{{ code: low, of: [{low}] }}, {{ code: high, of: [\"3\"] }}]");
        cube("", &[&format!("scale, {categories}"), "much"]).err()
    };
    assert_eq!(scale("\"1\", \"2\""), mixed(["much", "scale", "low"]));
    let fits = "scale, categories: [{ code: low, of: [\"1\"] }, { code: high, of: [\"2\", \"3\"] }]";
    assert_eq!(
        links("", &[fits, "much"]),
        json!([link("much", "scale", json!({ "not_asked": ["low", "no_answer"] }))])
    );
}

#[test]
fn codes_of_a_question_have_who_did_not_answer_in_common() {
    let same = json!({ "no_answer": ["no_answer"], "not_asked": ["not_asked"] });
    let codes = links("", &["\"unsafe/where\", only: [paths, stairs]"]);
    assert_eq!(codes, json!([link("unsafe/where:stairs", "unsafe/where:paths", same.clone())]));
    let hanging = links("", &["unsafe/alone", "\"unsafe/where\", only: [paths, stairs]", "felt"]);
    let not_alone = json!({ "not_asked": ["not_stairs", "no_answer", "not_asked"] });
    assert_eq!(
        hanging,
        json!([
            link("unsafe/where:paths", "felt", json!({ "not_asked": ["no", "no_answer"] })),
            link("unsafe/where:stairs", "unsafe/where:paths", same),
            link("unsafe/alone", "unsafe/where:stairs", not_alone),
        ])
    );
    let follows = |one: &str| Some(Misfit::Follows(one.to_owned(), "unsafe/where".to_owned()));
    let refused = |only: &str, question: &str| cube("", &[&format!("unsafe/where, only: {only}"), question]).err();
    assert_eq!(refused("stairs", "unsafe/twice"), follows("unsafe/twice"), "it is no one code");
    assert_eq!(refused("paths", "unsafe/alone"), follows("unsafe/alone"), "another code");
}

#[test]
fn a_filter_that_is_not_counted_has_no_table() {
    let twins =
        written("", &["unsafe/evening", "unsafe/times, bands: [{ code: few, to: 3 }, { code: many, from: 4 }]"]);
    let alike = json!([link("unsafe/times", "unsafe/evening", json!({ "not_asked": ["not_asked"] }))]);
    assert_eq!(twins["links"], alike, "by the same words");
    let plan = written("", &["much", "more"]);
    let names: Vec<&str> =
        plan["variables"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["scale", "much", "more"]);
    assert!(!plan["tables"].to_string().contains("scale"), "{}", plan["tables"]);
    let middle = links("", &["unsafe/late", "felt"]);
    assert_eq!(
        middle,
        json!([
            link("unsafe/evening", "felt", json!({ "not_asked": ["no", "no_answer"] })),
            link("unsafe/late", "unsafe/evening", json!({ "not_asked": ["no", "no_answer", "not_asked"] })),
        ])
    );
    let several = Misfit::Follows("unsafe/alone".to_owned(), "felt".to_owned());
    assert_eq!(cube("", &["felt", "unsafe/alone"]).err(), Some(several), "of several answers none is counted");
}

#[test]
fn what_hangs_on_a_sensitive_answer_is_sensitive() {
    let roles =
        |plan: &Value| plan["variables"].as_array().unwrap().iter().map(|one| one["role"].clone()).collect::<Vec<_>>();
    let plan = written("", &["felt, sensitive: true", "calm", "scale"]);
    let sensitive = |sensitive: bool| json!({ "answer": { "sensitive": sensitive } });
    assert_eq!(roles(&plan), [sensitive(true), sensitive(true), sensitive(false)]);
}

/// What somebody may have sent, whether it was asked of them or not.
fn said() -> impl Strategy<Value = Value> {
    let felt = || prop::option::of(prop::sample::select(vec!["yes", "no", "dont_know", "declined", "old_code"]));
    let places = prop::sample::subsequence(vec!["paths", "stairs", "other", "dont_know", "declined"], 0..=5);
    let scale = prop::option::of(prop::sample::select(vec!["1", "2", "3"]));
    (felt(), felt(), felt(), felt(), felt(), places, scale, prop::option::of(0..9)).prop_map(
        |(felt, evening, alone, calm, much, places, scale, times)| {
            let group = json!({ "where": places, "evening": evening, "alone": alone, "times": times });
            json!({ "felt": felt, "unsafe": group, "calm": calm, "scale": scale, "much": much, "more": calm })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]
    #[test]
    fn whatever_people_answered_fits_all_links(said in prop::collection::vec(said(), 1..12), is_apart: bool) {
        let head = if is_apart { "missing: apart\n" } else { "" };
        let answers = [
            "unsafe/alone", "\"unsafe/where\", only: [stairs, paths]", "unsafe/evening", "felt", "calm", "much", "more",
            "unsafe/times, bands: [{ code: few, to: 3 }, { code: many, from: 4 }]",
        ];
        let (form, cube) = (form(), cube(head, &answers).unwrap());
        let surroundings = Surroundings { now: Zoned::default(), seed: 0, language: "en".to_owned() };
        let records = said.iter().map(|said| {
            let (instance, _) = Instance::resume(&form, said, &surroundings);
            Record { categories: cube.categories(said, &instance).unwrap(), presence: Presence::default() }
        });
        let counted = Tally::count(cube.plan.clone(), 0, records.collect::<Vec<_>>());
        prop_assert_eq!(counted.err(), None);
    }
}
