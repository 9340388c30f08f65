//! YAML, for people and for our own reader.

use forms::Form;

use super::{forms, list};

#[test]
fn every_form_survives_its_yaml() {
    for (name, form) in forms() {
        let written = form.to_yaml();
        let again = Form::from_yaml(&written);
        let (again, _) = again.unwrap_or_else(|faults| panic!("{name}: {}\n\n{written}", list(&faults)));
        assert_eq!(again.to_json().to_string(), form.to_json().to_string(), "{name}:\n{written}");
        assert_eq!(again.to_yaml(), written, "{name}");
    }
}

/// Another reader, which takes `no` for a truth value and `1.10` for a number, reads the same.
#[test]
fn other_readers_understand_what_is_written() {
    for (name, form) in forms() {
        let read: serde_json::Value = serde_saphyr::from_str(&form.to_yaml()).expect("it is YAML");
        let read = Form::from_yaml(&read.to_string()).unwrap_or_else(|faults| panic!("{name}: {}", list(&faults)));
        assert_eq!(read.0.to_json(), form.to_json(), "{name}");
    }
}

#[test]
fn it_is_written_as_people_write_it() {
    let (_, form) = forms().pop().expect("the invented form");
    insta::assert_snapshot!(form.to_yaml());
}
