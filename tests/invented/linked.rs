//! A form whose questions tell on each other: a filter, what is asked because of its answer, and several answers to one of these.

use serde_json::{Value, json};

pub(crate) const FORM: &str = r#"
form_id: invented
version: "1"
default_language: da
title: Opdigtet
choices:
  yes_no:
    - { name: "yes", label: "Ja" }
    - { name: "no", label: "Nej" }
    - { name: seldom, label: "Sjældent" }
    - { name: dont_know, label: "Ved ikke", missing: dont_know }
  places:
    - { name: paths, label: "På stier" }
    - { name: stairs, label: "I opgangen" }
    - { name: other, label: "Et andet sted" }
  shades:
    - { name: light, label: "Lys" }
    - { name: dark, label: "Mørk" }
survey:
  - { type: select_one shades, name: shade, label: "Nuance" }
  - { type: select_one yes_no, name: felt, label: "Utryg?" }
  - type: group
    name: unsafe
    label: "Utryghed"
    relevant: ${felt} = 'yes'
    children:
      - { type: select_multiple places, name: where, label: "Hvor?" }
      - { type: select_one yes_no, name: evening, label: "Om aftenen?" }
  - { type: select_one yes_no, name: calm, label: "Rolig?", relevant: "${felt} = 'no'" }
"#;

/// What is counted is broken down by one question.
pub(crate) const HEAD: &str =
    "form_id: invented\nbreakdowns: [{ name: shade, question: shade }]\ntables: [[shade]]\nanswers:\n";
const BESIDE: &str =
    "  - { question: unsafe/where, only: [paths, stairs] }\n  - question: unsafe/evening\n  - question: felt\n";

/// A plan of the filter beside what is asked because of it.
pub(crate) fn beside() -> String {
    format!("{HEAD}{BESIDE}")
}

/// What somebody invented says.
pub(crate) fn answers(chance: &mut fastrand::Rng) -> Value {
    let said = |chance: &mut fastrand::Rng| ["yes", "yes", "no", "no", "dont_know"][chance.usize(..5)];
    let (felt, evening, calm) = (said(chance), said(chance), said(chance));
    let places = [vec!["paths"], vec!["stairs"], vec!["paths", "stairs"], vec!["other"], vec![]];
    let shade = ["light", "dark"][chance.usize(..2)];
    let mut all = json!({ "shade": shade, "felt": felt });
    match felt {
        "yes" => all["unsafe"] = json!({ "where": places[chance.usize(..5)], "evening": evening }),
        "no" => all["calm"] = json!(calm),
        _ => {}
    }
    all
}
