//! Whatever stands in the cells, reading a workbook ends, and what it gives can be kept.

use forms::Form;
use proptest::prelude::*;

/// Headings, types and other words that mean something, among texts that do not.
fn cell() -> impl Strategy<Value = String> {
    let known = proptest::sample::select(vec![
        "type",
        "name",
        "label",
        "label::da",
        "label::English (en)",
        "calculation",
        "relevant",
        "parameters",
        "trigger",
        "repeat_count",
        "list_name",
        "default_language",
        "form_id",
        "version",
        "choice_filter",
        "appearance",
        "text",
        "integer",
        "range",
        "note",
        "begin group",
        "end group",
        "begin_repeat",
        "end_repeat",
        "select_one l",
        "audio",
        "select_multiple l or_other",
        "calculate",
        "a",
        "b",
        "l",
        "yes",
        "${a}",
        "${b} + 1",
        "start=1 end=3",
        "da",
        "1",
    ]);
    prop_oneof![6 => known.prop_map(str::to_owned), 1 => Just(String::new()), 1 => "\\PC{0,8}"]
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    proptest::collection::vec(proptest::collection::vec(cell(), 0..7), 0..8)
}

fn csv(sheets: &[(&str, &[Vec<String>])]) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for (name, rows) in sheets {
        csv.write_record([*name]).expect("memory takes everything");
        for row in *rows {
            let cells = std::iter::once("").chain(row.iter().map(String::as_str));
            csv.write_record(cells).expect("memory takes everything");
        }
    }
    csv.into_inner().expect("memory takes everything")
}

fn read_and_keep(bytes: &[u8]) {
    let Ok((form, _)) = Form::from_xlsform(bytes, "opdigtet.csv") else { return };
    let kept = form.to_json().to_string();
    let (again, _) = Form::from_yaml(&kept).expect("what is kept of a form is a form");
    assert_eq!(again.to_json().to_string(), kept);
}

proptest! {
    #[test]
    fn any_cells_can_be_read(survey in rows(), choices in rows(), settings in rows()) {
        read_and_keep(&csv(&[("survey", &survey), ("choices", &choices), ("settings", &settings)]));
    }

    #[test]
    fn rows_below_headings_can_be_read(survey in rows(), choices in rows()) {
        let heading = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let mut questions = vec![heading(&["type", "name", "label", "calculation", "repeat_count", "parameters", "trigger"])];
        questions.extend(survey);
        let mut lists = vec![heading(&["list_name", "name", "label", "label::en", "image", "missing", "x"])];
        lists.extend(choices);
        read_and_keep(&csv(&[("survey", &questions), ("choices", &lists)]));
    }

    #[test]
    fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..200), is_archive in any::<bool>()) {
        let start: &[u8] = if is_archive { b"PK\x03\x04" } else { b"" };
        read_and_keep(&[start, &bytes].concat());
    }
}
