//! What is behind a question: by conditions, by calculations, by choices, and not by what all who count have in common.

use forms::Form;

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
  towns:
    - { name: a, label: A, safe: "yes" }
survey:
  - { type: select_one yes_no, name: adult, label: Adult? }
  - { type: calculate, name: eligible, calculation: "if(${adult} = 'yes', 'yes', 'no')" }
  - type: group
    name: questions
    label: Questions
    relevant: ${eligible} = 'yes'
    children:
      - { type: select_one yes_no, name: safe, label: Safe? }
      - { type: select_one yes_no, name: happy, label: Happy?, relevant: '${eligible}="yes"' }
      - { type: select_one yes_no, name: where, label: Where?, relevant: "${safe} = 'no'" }
      - { type: select_one yes_no, name: again, label: Again?, relevant: "${where} = 'yes'" }
      - { type: calculate, name: sum, calculation: "count-selected(${where}) + 1" }
      - { type: select_one towns, name: town, label: Town, choice_filter: "safe = ${safe}" }
"#;

fn population(question: &str, is: &str) -> Population {
    Population { question: question.to_owned(), is: is.to_owned(), label: None }
}

fn behind(links: &Links<'_>, path: &str) -> Vec<String> {
    let named = |row: &str| row.strip_prefix("questions/").unwrap_or(row).to_owned();
    links.behind(path).into_iter().map(named).collect()
}

#[test]
fn what_all_who_count_have_in_common_is_behind_nothing() {
    let (form, _) = Form::from_yaml(FORM).unwrap();
    let all = Links::of(&form, None);
    assert_eq!(behind(&all, "questions/safe"), ["adult", "eligible", "safe"]);
    assert!(!all.is_asked_of_all("questions/safe"));
    let of = population("eligible", "yes");
    let links = Links::of(&form, Some(&of));
    for path in ["questions/safe", "questions/happy"] {
        assert_eq!(links.behind(path), BTreeSet::from([path]));
        assert!(links.is_asked_of_all(path));
    }
    assert!(links.between("questions/safe", "questions/happy").is_empty());
    // Who is not eligible counts, so the condition does not hold for all.
    let of = population("eligible", "no");
    assert!(!Links::of(&form, Some(&of)).is_asked_of_all("questions/safe"));
}

#[test]
fn conditions_calculations_and_choices_are_followed_to_where_they_come_from() {
    let (form, _) = Form::from_yaml(FORM).unwrap();
    let of = population("eligible", "yes");
    let links = Links::of(&form, Some(&of));
    assert_eq!(behind(&links, "questions/where"), ["safe", "where"]);
    assert_eq!(behind(&links, "questions/again"), ["again", "safe", "where"]);
    assert_eq!(behind(&links, "questions/sum"), ["safe", "sum", "where"]);
    assert_eq!(behind(&links, "questions/town"), ["safe", "town"]);
    assert_eq!(
        links.made_of("questions/again"),
        BTreeSet::new(),
        "it is asked because of an answer, and not made of it"
    );
    assert_eq!(links.between("questions/sum", "questions/town"), BTreeSet::from(["questions/safe"]));
}

#[test]
fn what_tells_on_each_other_is_one_group() {
    let (form, _) = Form::from_yaml(FORM).unwrap();
    let of = population("eligible", "yes");
    let links = Links::of(&form, Some(&of));
    let questions = ["again", "happy", "town", "again"].map(|name| format!("questions/{name}"));
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    assert_eq!(links.groups(&questions), [0, 1, 0, 0]);
}

#[test]
fn who_is_chosen_by_the_first_answer_was_asked_for_it() {
    let (form, _) = Form::from_yaml(FORM).unwrap();
    let of = population("questions/safe", "no");
    let links = Links::of(&form, Some(&of));
    assert!(links.is_asked_of_all("questions/where"), "all who count are eligible and feel unsafe");
    assert_eq!(behind(&links, "questions/where"), ["where"]);
    assert_eq!(behind(&links, "questions/again"), ["again", "where"]);
    assert!(links.between("questions/where", "questions/happy").is_empty());
}

#[test]
fn only_a_condition_that_says_no_more_is_that_of_the_population() {
    let says = |condition: &str| super::says(condition, "safe", "no");
    assert!(says("${safe} = 'no'") && says(" ${safe}=\"no\" "));
    for other in
        ["${safe} != 'no'", "${safe} = 'no' or ${a} = 'no'", "${safe} = 'yes'", "not(${safe} = 'no')", "${safe}"]
    {
        assert!(!says(other), "{other}");
    }
}
