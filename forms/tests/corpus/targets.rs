//! What has to hold of any bytes at all: nothing panics, and what is understood can be written and understood again. The fuzzers in
//! `fuzz/` look for bytes of which it does not; `main.rs` holds what they found against it.

use std::{io::Write, sync::LazyLock};

use forms::{
    Form, Instance, Surroundings,
    expression::{AnswerType, Context, Host, Lookup, Node, parse},
    library,
    page::{Addresses, pages, review},
    tree::Tree,
};
use jiff::{civil::date, tz::TimeZone};
use serde_json::Value as Json;

/// An expression, in a form's answers and in a list of choices.
pub(crate) fn expression(data: &[u8]) {
    let Ok(source) = std::str::from_utf8(data) else { return };
    let expression = match parse(source) {
        Ok(expression) => expression,
        Err(error) => {
            assert!(error.span.start <= error.span.end && error.span.end <= source.len());
            return;
        }
    };
    assert_eq!(parse(&expression.to_string()).as_ref(), Ok(&expression));
    for mistake in expression.check(AnswerType::Number, |_| Lookup::Known(AnswerType::Text)) {
        assert!(source.get(mistake.span.start..mistake.span.end).is_some());
    }
    let _ = (expression.references(), expression.paths());
    let now = surroundings().now;
    let context = Context { limit: 50_000, ..Context::new(Node::root_of(&DOCUMENT), &now, &World) };
    let of_question = DOCUMENT.descendants(DOCUMENT.root()).nth(3).map_or(context.node, |id| Node::new(&DOCUMENT, id));
    for node in [context.node, of_question] {
        if let Ok(value) = expression.evaluate(&Context { current: node, ..context.looking_at(node) }) {
            let _ = (value.to_text().len(), value.to_number(now.time_zone()), value.to_boolean());
        }
    }
}

/// A definition in YAML or JSON.
pub(crate) fn definition(data: &[u8]) {
    let Ok(source) = std::str::from_utf8(data) else { return };
    if let Ok((form, _)) = Form::from_yaml(source) {
        written_and_read_again(&form);
        filled(&form, &Json::Null);
    }
}

/// A workbook; text that begins with `<` is the XML of its only sheet.
pub(crate) fn workbook(data: &[u8]) {
    let packed = data.starts_with(b"<").then(|| packed(data));
    if let Ok((form, _)) = Form::from_xlsform(packed.as_deref().unwrap_or(data), "fuzz.xlsx") {
        written_and_read_again(&form);
        filled(&form, &Json::Null);
    }
}

/// Answers to the shipped form that the first byte names.
pub(crate) fn answers(data: &[u8]) {
    let Some((first, body)) = data.split_first() else { return };
    let form = &FORMS[usize::from(*first) % FORMS.len()];
    if let Ok(accepted) = Instance::read(form, body, &surroundings()) {
        let again = Instance::read(form, accepted.answers.as_bytes(), &surroundings());
        assert_eq!(again.map(|again| again.answers), Ok(accepted.answers));
    }
    if let Some(document) = Instance::document(body) {
        filled(form, &document);
    }
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    library::all().iter().filter_map(|shipped| Form::from_yaml(shipped.source).ok()).map(|(form, _)| form).collect()
});

/// Answers with a repeat, and a list of choices.
static DOCUMENT: LazyLock<Tree> = LazyLock::new(|| {
    let mut tree = Tree::new();
    let data = tree.add_element(tree.root(), "data");
    for (name, text) in [("a", "42"), ("b", "2026-11-21"), ("c", "one two"), ("d", "")] {
        let question = tree.add_element(data, name);
        tree.set_text(question, text);
    }
    for number in ["1", "2.5", "x"] {
        let instance = tree.add_element(data, "r");
        let question = tree.add_element(instance, "a");
        tree.set_text(question, number);
        tree.add_attribute(instance, "id", number);
    }
    tree
});

struct World;

impl<'t> Host<'t> for World {
    fn instance(&self, name: &str) -> Option<Node<'t>> {
        (name == "l").then(|| Node::root_of(&DOCUMENT))
    }

    fn choice_name(&self, _: Node<'t>, code: &str) -> Option<String> {
        Some(code.to_owned())
    }

    fn itext(&self, id: &str) -> Option<String> {
        Some(id.to_owned())
    }
}

/// A form is the same in whatever way it is kept.
fn written_and_read_again(form: &Form) {
    let json = form.to_json();
    for (written, again) in [
        (json.to_string(), Form::from_json(&json.to_string())),
        (json.to_string(), Form::from_yaml(&json.to_string())),
        (form.to_yaml(), Form::from_yaml(&form.to_yaml())),
    ] {
        match again {
            Ok((again, _)) => assert_eq!(again.to_json(), json, "{written}"),
            Err(faults) => panic!("{faults:?}\n{written}"),
        }
    }
    let _ = (form.to_xform(), form.json_schema(), form.codebook(form.default_language()));
}

/// Takes answers up, changes some, and shows every page.
fn filled(form: &Form, document: &Json) {
    let (mut instance, _) = match document {
        Json::Null => (Instance::new(form, &surroundings()), Vec::new()),
        document => Instance::resume(form, document, &surroundings()),
    };
    for (name, answer) in document.as_object().into_iter().flatten().take(20) {
        let _ = instance.set(name, &Json::Null);
        let _ = instance.set(name, answer);
    }
    let addresses = Addresses { pages: "p/", media: "m/", photos: Some("p/"), plan: None };
    let pages = pages(&instance);
    for page in pages.iter().take(40) {
        let violations = page.violations(&instance);
        let shown = page.questions(&instance, addresses, None, &violations).into_string() + &page.title(&instance);
        assert!(!shown.contains('\0'));
    }
    if pages.len() < 100 {
        let _ = review(&instance);
    }
    if let Some(page) = pages.iter().find(|page| page.asks_for_turns()) {
        let _ = page.add_turn(&mut instance);
        page.remove_turn(&mut instance, 1);
    }
    let _ = instance.state();
    // What is kept of a draft is taken up as it was.
    let kept = instance.all_answers();
    let (again, refused) = Instance::resume(form, &kept, &surroundings());
    assert!(refused.is_empty() || instance.accept().is_err(), "{refused:?}");
    let _ = again.accept();
}

fn surroundings() -> Surroundings {
    let now = date(2026, 11, 21).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    Surroundings { now, seed: 1, language: "da".to_owned() }
}

/// A workbook around a sheet.
fn packed(sheet: &[u8]) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="survey" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let to_sheet = format!(
        r#"<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
    );
    let to_workbook = format!(
        r#"<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let files: [(&str, &[u8]); 4] = [
        ("_rels/.rels", to_workbook.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", to_sheet.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in files {
        archive.start_file(name, options).expect("memory takes everything");
        archive.write_all(content).expect("memory takes everything");
    }
    archive.finish().expect("memory takes everything").into_inner()
}
