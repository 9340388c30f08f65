//! Forms in workbooks: what is read of them, and what an author is told.

mod markdown;
mod properties;
mod spreadsheet;

use forms::Form;

#[test]
fn a_workbook_is_read_and_everything_about_it_told_with_its_cell() {
    insta::glob!("data/*.md", |path| {
        let source = std::fs::read_to_string(path).expect("a readable file");
        let name = path.file_name().expect("a file").to_string_lossy();
        let (told, form) = match Form::from_xlsform(&markdown::to_csv(&source), &name) {
            Ok((form, warnings)) => {
                (warnings, serde_json::to_string_pretty(&form.to_json()).expect("a form can be written"))
            }
            Err(faults) => (faults, "no form".to_owned()),
        };
        let told: Vec<String> = told.iter().map(ToString::to_string).collect();
        let read = format!("{}\n\n{form}", told.join("\n"));
        insta::assert_snapshot!(read);
    });
}
