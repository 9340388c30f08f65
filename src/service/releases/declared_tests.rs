//! Which plans are refused before anything is counted, and that those that are shipped are not.

use super::super::cube::Cube;
use super::super::territory::Area;
use super::*;

const FORM: &str = r#"
form_id: invented
version: "1"
default_language: en
title: Invented
choices:
  yes_no:
    - { name: "yes", label: "Yes" }
    - { name: "no", label: "No" }
    - { name: dont_know, label: Don't know, missing: dont_know }
  areas:
    - { name: north, label: North }
    - { name: elsewhere, label: Elsewhere }
  departments:
    - { name: n1, label: N1 }
    - { name: n2, label: N2 }
  ages:
    - { name: young, label: Young }
    - { name: old, label: Old }
  seen:
    - { name: young, label: Young }
    - { name: old, label: Old }
    - { name: child, label: Child }
  stairs:
    - { name: left, label: Left, department: n1 }
    - { name: right, label: Right, department: n2 }
survey:
  - { type: select_one areas, name: area, label: Area }
  - { type: select_one ages, name: age, label: Age, relevant: "${area} != 'elsewhere'" }
  - { type: calculate, name: eligible, calculation: "if(${area} = 'elsewhere' or ${age} = 'young', 'no', 'yes')" }
  - { type: calculate, name: area_name, calculation: "jr:choice-name(${area}, '${area}')" }
  - { type: select_one departments, name: home, label: Home }
  - { type: select_one departments, name: work, label: Work }
  - { type: select_one stairs, name: stairs, label: Stairs, choice_filter: "department = ${home}" }
  - { type: calculate, name: in_n1, calculation: "if(${home} = 'n1', '1', '0')" }
  - { type: select_one yes_no, name: of_n1, label: "In N1?", relevant: "${home} = 'n1'" }
  - { type: select_one yes_no, name: of_old, label: "Old?", relevant: "${age} = 'old'" }
  - { type: select_one yes_no, name: safe, label: "Safe?" }
  - { type: select_one yes_no, name: happy, label: "Happy?" }
  - { type: select_one yes_no, name: lonely, label: "Lonely?", sensitive: true }
  - { type: calculate, name: alone, calculation: "if(${lonely} = 'yes', '1', '0')" }
  - { type: select_multiple seen, name: seen, label: "Seen?" }
  - type: group
    name: unsafe
    label: Unsafe
    relevant: ${safe} = 'no'
    children:
      - { type: select_one yes_no, name: day, label: "By day?" }
      - { type: select_one yes_no, name: night, label: "By night?" }
  - { type: select_one yes_no, name: in_house, label: "House?", relevant: "${eligible} = 'yes'" }
  - { type: select_one yes_no, name: in_street, label: "Street?", relevant: "${eligible} = 'yes'" }
  - { type: select_one yes_no, name: glad_or_safe, label: "Glad?", relevant: "${happy} = 'yes' or ${safe} = 'yes'" }
  - { type: select_one yes_no, name: safe_again, label: "Again?", relevant: "${safe} = 'yes'" }
  - { type: calculate, name: score, calculation: "count-selected(${happy})" }
  - { type: calculate, name: half, calculation: "${score} div 2" }
"#;

const PLACE: &str = "place: { area: area, department: home }\n";
const BANDS: &str = "bands: [{ code: low, to: 0 }, { code: high, from: 1 }]";

fn territory(departments: [&str; 2]) -> Territory {
    let department = |code: &str| Department {
        code: code.to_owned(),
        codes: vec![code.to_owned()],
        number: code.to_uppercase(),
        name: None,
        residents: 300,
        figures: Vec::new(),
    };
    let departments = departments.map(department).into();
    let (code, name) = ("north".to_owned(), "Nordparken".to_owned());
    Territory { areas: vec![Area { codes: vec![code.clone()], code, name, departments, figures: Vec::new() }] }
}

/// What is said of a plan: of its head, and of its answers.
fn judged(head: &str, answers: &[&str]) -> Result<(), Misfit> {
    let (form, _) = Form::from_yaml(FORM).unwrap();
    let answers: Vec<String> = answers.iter().map(|answer| format!("{{ question: {answer} }}")).collect();
    let tables = if head.contains("tables:") { "" } else { "tables: [[]]\n" };
    let plan = format!("form_id: invented\n{tables}{head}answers: [{}]\n", answers.join(", "));
    let plan = ReleasePlan::parse(&plan).unwrap();
    Cube::new(&plan, &form, &territory(["n1", "n2"]), &[]).map(|_| ())
}

fn broken_down_by(question: &str) -> String {
    format!("breakdowns: [{{ name: b, question: {question} }}]\ntables: [[b]]\n")
}

fn chosen(question: &str, is: &str) -> String {
    format!("population: {{ question: {question}, is: \"{is}\" }}\n")
}

fn place(question: &str) -> Result<(), Misfit> {
    Err(Misfit::Place(question.to_owned()))
}

fn follows(one: &str, other: &str) -> Result<(), Misfit> {
    Err(Misfit::Follows(one.to_owned(), other.to_owned()))
}

#[test]
fn where_somebody_lives_is_told_as_the_place_alone() {
    assert_eq!(judged(PLACE, &["safe"]), Ok(()));
    for question in ["home", "area", "work", "stairs"] {
        assert_eq!(judged(&broken_down_by(question), &["safe"]), place(question), "breakdown");
        assert_eq!(judged(&format!("{PLACE}{}", broken_down_by(question)), &["safe"]), place(question), "breakdown");
        assert_eq!(judged("", &["safe", question]), place(question), "answer");
    }
    assert_eq!(judged(&chosen("home", "n1"), &["safe"]), place("home"));
    assert_eq!(judged(&chosen("area", "north"), &["safe"]), place("area"));
    assert_eq!(judged(&chosen("stairs", "left"), &["safe"]), place("stairs"));
}

#[test]
fn what_holds_a_place_by_other_means_is_a_place() {
    assert_eq!(judged(&chosen("in_n1", "1"), &["safe"]), place("in_n1"));
    assert_eq!(judged(&chosen("area_name", "Nordparken"), &["safe"]), place("area_name"));
    assert_eq!(judged(&chosen("of_n1", "yes"), &["safe"]), place("of_n1"), "all of them live there");
    assert_eq!(judged("", &[&format!("in_n1, {BANDS}")]), place("in_n1"));
    assert_eq!(judged("", &["of_n1"]), place("of_n1"));
    assert_eq!(judged(&broken_down_by("of_n1"), &["safe"]), place("of_n1"));
    // That somebody lives in one of the areas at all is what a survey is about.
    assert_eq!(judged(&format!("{PLACE}{}", chosen("eligible", "yes")), &["safe"]), Ok(()));
    assert_eq!(judged(&format!("{PLACE}{}", broken_down_by("age")), &["safe"]), Ok(()));
}

#[test]
fn a_question_has_one_part_in_a_plan() {
    let twice = |question: &str| Err(Misfit::TwoRoles(question.to_owned()));
    assert_eq!(judged(&broken_down_by("safe"), &["happy", "safe"]), twice("safe"));
    assert_eq!(judged(&chosen("safe", "no"), &["safe"]), twice("safe"));
    assert_eq!(judged("", &["safe", "safe"]), twice("safe"));
    assert_eq!(judged("", &["seen, only: old", "seen, only: young"]), twice("seen"));
    let two = "breakdowns: [{ name: b, question: age }, { name: c, question: age }]\n";
    assert_eq!(judged(two, &["safe"]), twice("age"));
}

#[test]
fn a_follow_up_is_counted_beside_its_filter_and_what_is_made_of_an_answer_is_not() {
    assert_eq!(judged("", &["safe", "happy"]), Ok(()));
    assert_eq!(judged("", &["safe", "unsafe/day"]), Ok(()));
    assert_eq!(judged("", &["unsafe/day", "happy", "safe", "unsafe/night"]), Ok(()));
    assert_eq!(judged("", &["happy", &format!("score, {BANDS}")]), follows("score", "happy"));
    assert_eq!(judged("", &["happy", &format!("half, {BANDS}")]), follows("half", "happy"), "by way of another");
    assert_eq!(judged(&broken_down_by("safe"), &["unsafe/day"]), follows("unsafe/day", "safe"));
    assert_eq!(judged(&broken_down_by("unsafe/day"), &["safe"]), follows("unsafe/day", "safe"));
    assert_eq!(judged(&broken_down_by("age"), &["of_old"]), follows("of_old", "age"));
}

#[test]
fn two_that_are_asked_by_the_same_answer_are_counted_if_it_is_that_alone() {
    let answers = ["unsafe/day", "unsafe/night"];
    assert_eq!(judged("", &answers), Ok(()));
    assert_eq!(judged(&chosen("safe", "no"), &answers), Ok(()));
    assert_eq!(judged("", &["unsafe/day", "happy"]), Ok(()));
    assert_eq!(judged("", &["in_house", "in_street"]), place("in_house"), "who lives elsewhere is not asked");
    assert_eq!(judged(&chosen("eligible", "yes"), &["in_house", "in_street"]), Ok(()));
    let together = ["glad_or_safe", "safe_again", "safe"].map(str::to_owned);
    assert_eq!(judged("", &["glad_or_safe", "safe_again"]), Err(Misfit::Together(together)), "one reads two");
    assert_eq!(judged("", &["safe", "glad_or_safe"]), follows("glad_or_safe", "safe"));
}

#[test]
fn of_several_answers_one_is_left_out() {
    let all = Err(Misfit::Several("seen".to_owned()));
    for question in ["seen", "seen, only: []", "seen, only: [old, young, child]"] {
        assert_eq!(judged("", &[question]), all, "{question}");
    }
    for question in ["seen, only: old", "seen, only: [old]", "seen, only: [young, old]"] {
        assert_eq!(judged("", &[question]), Ok(()), "{question}");
    }
    let wrong = |code: &str| Err(Misfit::NoCode(code.to_owned(), "seen".to_owned()));
    assert_eq!(judged("", &["seen, only: middle"]), wrong("middle"));
    assert_eq!(judged("", &["seen, only: [old, old]"]), wrong("old"));
    assert_eq!(judged("", &["safe, only: \"yes\""]), Err(Misfit::NotSeveral("safe".to_owned())));
}

#[test]
fn what_tells_on_each_other_is_hidden_and_not_changed() {
    let head = "method: { small_count_rounding: { base: 5 } }\n";
    let changed = |one: &str, other: &str| Err(Misfit::Changed(one.to_owned(), other.to_owned()));
    assert_eq!(judged(head, &["safe", "happy", "seen, only: old"]), Ok(()));
    assert_eq!(judged(head, &["safe", "unsafe/day"]), changed("unsafe/day", "safe"));
    assert_eq!(judged(head, &["seen, only: [young, old]"]), changed("seen:old", "seen:young"));
}

#[test]
fn what_is_made_of_a_sensitive_answer_is_sensitive() {
    let told_apart = Err(Misfit::ToldApart("alone".to_owned()));
    assert_eq!(judged(&chosen("alone", "1"), &["safe"]), told_apart);
    let alone = format!("alone, {BANDS}");
    let by_department = format!("{PLACE}tables: [[department]]\n");
    assert_eq!(judged(&by_department, &[&alone]), Err(Misfit::BelowArea("alone".to_owned())));
    assert_eq!(judged(&by_department, &["safe"]), Ok(()));
}

#[test]
fn plans_that_are_shipped_are_accepted() {
    let mut found = 0;
    for shipped in forms::library::all() {
        let (form, _) = Form::from_yaml(shipped.source).unwrap();
        if let Some(plan) = forms::library::release_plan(form.id()) {
            found += 1;
            let plan = ReleasePlan::parse(plan).unwrap();
            assert_eq!(Cube::new(&plan, &form, &territory(["a15", "a21"]), &[]).map(|_| ()), Ok(()), "{}", form.id());
        }
    }
    assert!(found > 0);
}
