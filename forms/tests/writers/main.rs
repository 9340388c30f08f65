//! What is written of a form is read back as the same form, whatever it was written as.

mod properties;
mod workbook;
mod yaml;

use forms::{Fault, Form, library};

/// The shipped forms, and invented ones with one of everything, each with its name.
fn forms() -> Vec<(String, Form)> {
    let invented = [include_str!("../page/everything.yaml"), include_str!("data/awkward.yaml")];
    let shipped = library::all().iter().map(|shipped| shipped.source);
    shipped.chain(invented).map(read).map(|form| (form.id().to_owned(), form)).collect()
}

fn read(source: &str) -> Form {
    Form::from_yaml(source).unwrap_or_else(|faults| panic!("{}\n\n{source}", list(&faults))).0
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
