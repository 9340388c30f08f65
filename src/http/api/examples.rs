//! The examples of the documentation, made by the engine from one small invented form, so that they are always true.

use std::sync::OnceLock;

use ::forms::Form;
use serde_json::{Value, json};

/// Identity of the example answer.
pub(super) const RESPONSE: &str = "1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21";
/// Identity of the example wave.
pub(super) const WAVE: &str = "9d3f1c52-7e64-4b0a-9a55-2c8e1f6b4d70";
/// Identity of the example programme.
pub(super) const PROGRAMME: &str = "3f2a6c1e-5b7d-4c8e-a1f0-7d9b2e4c6a58";
/// Identity of the example area.
pub(super) const AREA: &str = "5c8e1f6b-4d70-4b0a-9a55-9d3f1c527e64";
/// A day.
pub(super) const DAY: &str = "2026-11-21";
/// A link to a look at a form.
pub(super) const PREVIEW: &str = "https://svar.example.dk/preview/01z0zhjkmnpqr";
/// Identity of the example release.
pub(super) const RELEASE: &str = "7b1e9d40-2c6a-4f83-9e15-c0a47d3b8f62";
/// A release plan of the example form.
pub(super) const PLAN: &str = "form_id: eksempel\ntables: [[]]\nanswers:\n  - question: glad\n";
/// A digest.
pub(super) const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const SOURCE: &str = r#"
form_id: eksempel
version: "2026-1"
default_language: da
languages: { da: {}, en: {} }
title: { da: Et eksempel, en: An example }
minutes: 1
audience: resident
choices:
  yes_no:
    - { name: "yes", label: { da: Ja, en: "Yes" } }
    - { name: "no", label: { da: Nej, en: "No" } }
    - { name: dont_know, label: { da: Ved ikke, en: Don't know }, missing: dont_know }
survey:
  - { type: select_one yes_no, name: glad, label: { da: Er du glad for at bo her?, en: Are you glad to live here? }, required: true }
  - { type: text, name: why, label: { da: Hvorfor ikke?, en: Why not? }, relevant: "${glad} = 'no'", sensitive: true }
"#;

/// The example form.
///
/// # Panics
/// When it is no form, which a test rules out.
pub(super) fn form() -> &'static Form {
    static FORM: OnceLock<Form> = OnceLock::new();
    FORM.get_or_init(|| Form::from_yaml(SOURCE).expect("the example is a form").0)
}

/// An answer to it.
pub(super) fn answers() -> Value {
    json!({ "glad": "no", "why": "An invented reason" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_a_form_without_warnings() {
        let (_, warnings) = Form::from_yaml(SOURCE).unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
        assert_eq!(form().id(), "eksempel");
    }
}
