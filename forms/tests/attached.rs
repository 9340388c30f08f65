//! Files that answers refer to are listed with the answers, and no answer refers to more than there is room for.

use forms::{Attached, Form, Instance, Surroundings, Violation, ViolationCode};
use jiff::{civil::date, tz::TimeZone};
use serde_json::{Value, json};

const FORM: &str = r#"
form_id: invented
version: "1"
default_language: en
title: Invented
survey:
  - { type: image, name: face, label: Face, relevant: "${many} = ''", parameters: { max-pixels: 640 } }
  - { type: text, name: many, label: Many }
  - type: repeat
    name: findings
    label: Finding
    children:
      - { type: image, name: photo, label: Photo }
"#;

fn read(form: &str, answers: &Value) -> Result<Vec<Attached>, Vec<Violation>> {
    let (form, _) = Form::from_yaml(form).expect("the invented form is right");
    let now = date(2026, 11, 21).at(12, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    let surroundings = Surroundings { now, seed: 1, language: "en".to_owned() };
    Instance::read(&form, answers.to_string().as_bytes(), &surroundings).map(|accepted| accepted.attachments)
}

fn digest(number: usize) -> String {
    format!("{number:064x}")
}

#[test]
fn what_is_relevant_is_listed_with_its_place_and_its_limit() {
    let attached = read(FORM, &json!({ "face": digest(1), "findings": [{}, { "photo": digest(2) }] })).unwrap();
    let expected = [
        Attached { path: "face".to_owned(), sha256: digest(1), max_pixels: Some(640) },
        Attached { path: "findings[2]/photo".to_owned(), sha256: digest(2), max_pixels: None },
    ];
    assert_eq!(attached, expected);
    assert_eq!(read(FORM, &json!({ "face": digest(1), "many": "yes" })).unwrap(), []);
}

#[test]
fn more_than_there_is_room_for_are_refused_at_the_first_that_is_too_many() {
    let with = |count: usize| {
        let findings: Vec<Value> = (0..count).map(|number| json!({ "photo": digest(number) })).collect();
        read(FORM, &json!({ "findings": findings }))
    };
    assert_eq!(with(100).unwrap().len(), 100);
    let refused = with(101).unwrap_err();
    assert_eq!((refused[0].path.as_str(), refused[0].code), ("findings[101]/photo", ViolationCode::TooMany));
    assert_eq!(refused[0].message, "There is only room for 100 pictures in one answer.");
}

#[test]
fn a_form_knows_the_largest_picture_it_wants() {
    let limits = |form: &str| {
        let form = Form::from_yaml(form).unwrap().0;
        (form.takes_pictures(), form.max_pixels())
    };
    assert_eq!(limits(FORM), (true, None), "one question sets no limit");
    assert_eq!(
        limits(&FORM.replace("label: Photo", "label: Photo, parameters: { max-pixels: 800 }")),
        (true, Some(800))
    );
    assert_eq!(
        limits(&FORM.replace("type: image", "type: text").replace(", parameters: { max-pixels: 640 }", "")),
        (false, None)
    );
}
