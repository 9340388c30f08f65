//! Words of forms and plans, in the languages that somebody has checked.

use super::*;

const FORM: &str = r#"
form_id: invented
version: "1"
default_language: en
languages: { en: {}, da: {}, tr: { status: draft } }
title: { en: Invented, da: Opfundet, tr: Uydurma }
choices:
  scale:
    - { name: good, label: { en: Good, da: Godt, tr: İyi } }
    - { name: fair, label: { en: Fair, da: Rimeligt, tr: Orta } }
    - { name: bad, label: { en: Bad, da: Dårligt, tr: Kötü } }
survey:
  - { type: select_one scale, name: mood, label: { en: "How?", da: "Hvordan?", tr: "Nasıl?" } }
  - { type: select_multiple scale, name: all, label: { en: "Which?", da: "Hvilke?", tr: "Hangi?" } }
"#;

const PLAN: &str = "
form_id: invented
tables: []
breakdowns: [{ name: feeling, question: mood, label: Humør }]
answers:
  - question: mood
    categories:
      - { code: fine, of: [good, fair] }
      - { code: bad, of: [bad], label: { da: Slet, en: Poor } }
  - question: all
";

fn meant() -> Meaning {
    let (form, _) = Form::from_yaml(FORM).unwrap();
    let plan = ReleasePlan::parse(PLAN).unwrap();
    let book = Book::of(&form);
    let mut variables: BTreeMap<String, Described> =
        plan.answers.iter().flat_map(|one| book.answer(one, plan.missing)).collect();
    variables.extend(plan.breakdowns.iter().map(|one| (one.name.clone(), book.breakdown(&form, one))));
    Meaning { variables, ..Meaning::default() }
}

#[test]
fn codes_have_the_words_of_the_form_and_merged_ones_those_of_the_plan() {
    let meaning = meant();
    assert_eq!(meaning.variable("mood", "da"), "Hvordan?");
    assert_eq!(meaning.variable("mood", "so"), "Hvordan?", "Danish stands in");
    assert_eq!(meaning.code("mood", "bad", "en"), "Poor");
    assert_eq!(meaning.code("mood", "fine", "da"), "Godt / Rimeligt", "where the plan says nothing");
    assert_eq!(meaning.code("mood", "no_answer", "en"), "No answer");
    assert_eq!((meaning.variable("feeling", "en"), meaning.code("feeling", "fair", "en")), ("Humør", "Fair"));
    assert_eq!(meaning.code("feeling", "unknown", "da"), "Ikke oplyst");
    assert_eq!((meaning.variable("mod", "da"), meaning.code("mood", "0", "da")), ("mod", "0"), "no words, no lie");
    let languages: Vec<_> = meaning.words_of("mood", "fine").unwrap().all().map(|(language, _)| language).collect();
    assert_eq!(languages, ["da", "en"], "nobody has checked the Turkish");
}

#[test]
fn each_of_several_answers_is_a_question_of_its_own() {
    let meaning = meant();
    assert_eq!(meaning.variable("all:fair", "da"), "Hvilke? – Rimeligt");
    assert_eq!(meaning.code("all:fair", "fair", "en"), "Fair");
    assert_eq!(meaning.code("all:fair", "not_fair", "en"), "Not chosen: Fair");
}

#[test]
fn what_is_kept_is_read_again_and_what_was_kept_before_says_nothing() {
    let meaning = meant();
    let kept = serde_json::to_string(&meaning).unwrap();
    assert_eq!(serde_json::from_str::<Meaning>(&kept).unwrap(), meaning);
    assert_eq!(serde_json::from_str::<Meaning>("{}").unwrap(), Meaning::default());
}
