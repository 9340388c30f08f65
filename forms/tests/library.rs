//! The shipped forms: each can be read, comes back from its JSON, and judges its own examples as they say.

use forms::{Form, library};

#[test]
fn every_shipped_form_is_without_fault_and_survives_its_json() {
    for shipped in library::all() {
        let (form, warnings) = Form::from_yaml(shipped.source).unwrap_or_else(|faults| panic!("{}", list(&faults)));
        assert_eq!(warnings, [], "{}", shipped.name);
        assert_eq!(form.id(), shipped.name);
        let json = form.to_json();
        let (again, _) = Form::from_yaml(&json.to_string()).unwrap_or_else(|faults| panic!("{}", list(&faults)));
        assert_eq!(again.to_json(), json);
    }
}

fn list(faults: &[forms::Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}
