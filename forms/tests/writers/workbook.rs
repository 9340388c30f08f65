//! Workbooks: everything of a form is in them, and nothing in them is more than text.

use forms::Form;

use super::{forms, list};

/// What is told of a form, without the places, which differ.
fn told(faults: &[forms::Fault]) -> Vec<&str> {
    let mut told: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    told.sort_unstable();
    told
}

#[test]
fn every_form_survives_its_workbook_without_a_warning_of_its_own() {
    for (name, form) in forms() {
        let (_, warnings) = Form::from_yaml(&form.to_yaml()).expect("it is a form");
        let workbook = form.to_workbook().expect("a workbook");
        let csv = form.to_csv().expect("a text");
        for (kind, bytes) in [("xlsx", workbook.as_slice()), ("csv", csv.as_bytes())] {
            let again = Form::from_file(bytes, &format!("other.{kind}"));
            let (again, told_of) = again.unwrap_or_else(|faults| panic!("{name}.{kind}: {}\n{csv}", list(&faults)));
            same(&again, &form, &format!("{name}.{kind}"));
            assert_eq!(told(&told_of), told(&warnings), "{name}.{kind}");
        }
    }
}

fn same(again: &Form, form: &Form, name: &str) {
    let (again, form) = (again.to_yaml(), form.to_yaml());
    for (found, expected) in again.lines().zip(form.lines()) {
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(again, form, "{name}");
}

#[test]
fn the_same_form_is_the_same_file() {
    for (name, form) in forms() {
        let write = || form.to_workbook().expect("a workbook");
        assert!(write() == write(), "{name}");
    }
}

#[test]
fn the_sheets_are_those_that_staff_know() {
    let (_, form) = forms().pop().expect("the invented form");
    insta::assert_snapshot!(form.to_csv().expect("a text"));
}
