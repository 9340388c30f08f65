//! The `XForm` of a form: how it looks, and that a client which reads it comes to the same answers as the engine.

mod client;
mod equal;
mod wellformed;
#[path = "../conformance/xml.rs"]
mod xml;

use forms::Form;

/// One of everything that is written.
#[test]
fn a_form_is_written_as_an_xform() {
    let (form, _) = Form::from_yaml(include_str!("everything.yaml")).expect("the form is right");
    insta::assert_snapshot!(form.to_xform());
}
