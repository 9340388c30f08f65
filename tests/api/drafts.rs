//! Drafts of forms: uploaded as files, refused with every fault in its place, compared and published.

use std::io::{Cursor, Write};

use reqwest::{Method, Response, StatusCode};
use rust_xlsxwriter::{Formula, Workbook};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::invented::FORM;
use crate::problem;

const DRAFT: &str = "/api/v1/drafts/invented/2";

async fn upload(app: &TestApp, file_name: &str, file: impl Into<Vec<u8>>) -> Response {
    let path = format!("/api/v1/drafts?file_name={file_name}");
    app.authorised(Method::POST, &path).await.body(file.into()).send().await.expect("the server replies")
}

async fn call(app: &TestApp, method: Method, path: &str) -> Response {
    app.authorised(method, path).await.send().await.expect("the server replies")
}

async fn read(app: &TestApp, path: &str) -> Value {
    call(app, Method::GET, path).await.json().await.expect("JSON")
}

async fn publish(app: &TestApp, body: &Value) -> Response {
    let request = app.authorised(Method::POST, &format!("{DRAFT}/publish")).await;
    request.json(body).send().await.expect("the server replies")
}

/// The invented form as its next version, with its colours exchanged.
pub(crate) fn exchanged() -> String {
    let next = FORM.replace("version: \"1\"", "version: \"2\"");
    next.replace("Rød", "-").replace("Blå", "Rød").replace("da: \"-\"", "da: \"Blå\"")
}

/// A workbook of these rows of a survey, which each have a type, a name and a label.
pub(crate) fn workbook(rows: &[[&str; 3]]) -> Workbook {
    let mut workbook = Workbook::new();
    let survey = workbook.add_worksheet().set_name("survey").expect("a name");
    for (row, cells) in (0..).zip([["type", "name", "label"]].iter().chain(rows)) {
        survey.write_row(row, 0, *cells).expect("cells");
    }
    let settings = workbook.add_worksheet().set_name("settings").expect("a name");
    settings.write_row(0, 0, ["form_id", "version"]).expect("cells");
    settings.write_row(1, 0, ["invented", "2"]).expect("cells");
    workbook
}

#[tokio::test]
async fn a_form_is_uploaded_tried_uploaded_again_and_thrown_away() {
    let app = TestApp::start().await;
    let next = FORM.replace("version: \"1\"", "version: \"2\"");
    let reply = upload(&app, "form.yaml", next.clone()).await;
    assert_eq!(reply.status(), StatusCode::CREATED);
    let uploaded: Value = reply.json().await.unwrap();
    let (draft, warnings) = (&uploaded["draft"], &uploaded["warnings"]);
    assert_eq!((draft["form_id"].as_str(), draft["version"].as_str()), (Some("invented"), Some("2")));
    assert_eq!((draft["uploaded_on"].as_str(), draft["expires_on"].as_str()), (Some("2026-11-21"), Some("2027-02-19")));
    assert_eq!(*warnings, json!([]));
    let link = draft["preview_url"].as_str().unwrap();
    let page = app.client.get(link).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("Opdigtet spørgeskema"));
    assert_eq!(read(&app, "/api/v1/drafts").await, json!({ "drafts": [draft] }));
    assert_eq!(read(&app, DRAFT).await["title"]["en"], "Invented form");
    assert_eq!(
        problem::code(call(&app, Method::GET, &format!("{DRAFT}/compare")).await).await,
        "404 version_not_found"
    );

    let again = upload(&app, "form.json", next.replace("Invented form", "Another title")).await;
    assert_eq!(again.status(), StatusCode::OK);
    let again: Value = again.json().await.unwrap();
    assert_eq!(again["draft"]["preview_url"], link);
    assert_ne!(again["draft"]["sha256"], draft["sha256"]);
    assert_eq!(read(&app, DRAFT).await["title"]["en"], "Another title");

    assert_eq!(call(&app, Method::DELETE, DRAFT).await.status(), StatusCode::NO_CONTENT);
    for method in [Method::GET, Method::DELETE] {
        assert_eq!(problem::code(call(&app, method, DRAFT).await).await, "404 draft_not_found");
    }
    assert_eq!(app.client.get(link).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    app.stop().await;
}

#[tokio::test]
async fn the_faults_of_a_workbook_stand_at_their_cells_and_those_of_a_text_at_their_lines() {
    let app = TestApp::start().await;
    let wrong = workbook(&[["txt", "a", "A"], ["text", "b", ""], ["integer", "b", "B"]]).save_to_buffer().unwrap();
    let (status, problem) = problem::read(upload(&app, "form.xlsx", wrong).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    insta::assert_json_snapshot!("form_invalid", problem);
    let (_, problem) = problem::read(upload(&app, "form.yaml", FORM.replace("type: text", "type: txet")).await).await;
    assert_eq!(problem["faults"][0]["where"], json!({ "line": 12, "column": 13 }));
    assert_eq!(problem["faults"][0]["severity"], "error");
    let warned = upload(&app, "form.yaml", FORM.replace(", en: \"Age\"", "")).await;
    assert_eq!(warned.status(), StatusCode::CREATED);
    let warned: Value = warned.json().await.unwrap();
    assert_eq!(warned["warnings"][0]["severity"], "warning");
    app.stop().await;
}

#[tokio::test]
async fn a_formula_counts_as_what_it_shows_and_its_error_is_a_fault() {
    let app = TestApp::start().await;
    let mut right = workbook(&[["text", "a", "-"]]);
    let cell = |formula: &str, shows: &str| Formula::new(formula).set_result(shows);
    let survey = right.worksheet_from_name("survey").unwrap();
    survey.write_formula(1, 2, cell("=\"How \"&\"old?\"", "How old?")).unwrap();
    let reply = upload(&app, "form.xlsx", right.save_to_buffer().unwrap()).await;
    assert_eq!(reply.status(), StatusCode::CREATED);
    let label = &read(&app, DRAFT).await["survey"][0]["label"];
    assert!(label.to_string().contains("How old?"), "{label}");

    let mut wrong = workbook(&[["text", "a", "-"]]);
    wrong.worksheet_from_name("survey").unwrap().write_formula(1, 2, cell("=A99/0", "#DIV/0!")).unwrap();
    let (_, problem) = problem::read(upload(&app, "form.xlsx", wrong.save_to_buffer().unwrap()).await).await;
    let errors = problem["faults"].as_array().unwrap().iter().filter(|fault| fault["severity"] == "error");
    let errors: Vec<&Value> = errors.collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["where"], json!({ "sheet": "survey", "row": 2, "column": "C" }));
    app.stop().await;
}

#[tokio::test]
async fn what_is_too_much_is_refused_early() {
    let app = TestApp::start().await;
    let too_large = upload(&app, "form.xlsx", vec![b'P'; 4 * 1024 * 1024 + 1]).await;
    let (status, problem) = problem::read(too_large).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(problem["detail"], "The limit is 4194304 bytes.");
    let just_in = upload(&app, "form.yaml", vec![b' '; 3 * 1024 * 1024]).await;
    assert_eq!(problem::code(just_in).await, "422 form_invalid", "more than answers may be, and no form");

    // Unpacked it is 66 MB: one of the size that may be sent would be 4 GB.
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let zeros = vec![0; 1024 * 1024];
    (0..66).for_each(|_| bomb.write_all(&zeros).unwrap());
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    let (_, problem) = problem::read(upload(&app, "form.xlsx", bomb).await).await;
    assert!(problem["faults"].to_string().contains("32 MiB"), "{problem}");

    let path = "/api/v1/drafts";
    for kind in ["multipart/form-data; boundary=x", "Multipart/Form-Data; boundary=x"] {
        let parts = app.authorised(Method::POST, path).await.header("content-type", kind).body(FORM);
        assert_eq!(problem::code(parts.send().await.unwrap()).await, "415 media_type_unsupported", "{kind}");
    }
    let packed = app.authorised(Method::POST, path).await.header("content-encoding", "gzip").body("x");
    assert_eq!(problem::code(packed.send().await.unwrap()).await, "415 media_type_unsupported");
    let anybody = app.request(Method::POST, path).body(FORM).send().await.unwrap();
    assert_eq!(problem::code(anybody).await, "401 token_missing");
    let answers = app.authorised(Method::POST, "/api/v1/forms/invented/versions/1/validate").await;
    let answers = answers.json(&vec![0; 600_000]).send().await.unwrap();
    assert_eq!(problem::code(answers).await, "413 body_too_large", "only forms may be larger");
    app.stop().await;
}

#[tokio::test]
async fn a_draft_is_published_once_and_gone() {
    let app = TestApp::start().await;
    let uploaded: Value =
        upload(&app, "form.yaml", FORM.replace("version: \"1\"", "version: \"2\"")).await.json().await.unwrap();
    let other = publish(&app, &json!({ "sha256": "00" })).await;
    assert_eq!(problem::code(other).await, "409 draft_changed");
    let unknown = publish(&app, &json!({ "mapping": { "variables": { "name": "same" } } })).await;
    assert_eq!(problem::code(unknown).await, "422 mapping_invalid", "there is nothing before it");
    let published = publish(&app, &json!({ "sha256": uploaded["draft"]["sha256"] })).await;
    assert_eq!(published.status(), StatusCode::CREATED);
    let again = call(&app, Method::POST, &format!("{DRAFT}/publish")).await;
    assert_eq!(again.status(), StatusCode::OK, "who did not hear the reply asks again");
    let other = publish(&app, &json!({ "sha256": "0" })).await;
    assert_eq!(problem::code(other).await, "404 draft_not_found");
    assert_eq!(read(&app, "/api/v1/drafts").await, json!({ "drafts": [] }));
    let same = upload(&app, "form.yaml", FORM.replace("version: \"1\"", "version: \"2\"")).await;
    assert_eq!(same.status(), StatusCode::CREATED, "what is published may be looked at again");
    assert_eq!(call(&app, Method::POST, &format!("{DRAFT}/publish")).await.status(), StatusCode::OK);
    let changed = upload(&app, "form.yaml", exchanged()).await;
    assert_eq!(problem::code(changed).await, "409 version_taken");
    app.stop().await;
}

#[tokio::test]
async fn a_change_of_meaning_is_refused_until_the_mapping_is_stated_and_that_is_kept() {
    let app = TestApp::start().await;
    app.wave().await;
    upload(&app, "form.yaml", exchanged()).await;
    let compared = read(&app, &format!("{DRAFT}/compare")).await;
    assert_eq!((&compared["effect"], &compared["needs_mapping"]), (&json!("breaks_series"), &json!(true)));
    assert_eq!(compared["changes"].as_array().map(Vec::len), Some(2));
    let (status, problem) = problem::read(publish(&app, &json!({})).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    insta::assert_json_snapshot!("meaning_changed", problem);
    let half =
        publish(&app, &json!({ "mapping": { "variables": { "colours": { "codes": { "red": "green" } } } } })).await;
    let (_, problem) = problem::read(half).await;
    assert_eq!(problem["detail"], "`colours` has no code `green` in the newer version.");
    let codes = json!({ "red": "blue", "blue": "red" });
    let whole = publish(&app, &json!({ "mapping": { "variables": { "colours": { "codes": codes } } } })).await;
    assert_eq!(whole.status(), StatusCode::CREATED);
    let form = read(&app, "/api/v1/forms/invented").await;
    assert_eq!(form["versions"][0]["mapping"], json!({ "from": "1", "variables": { "colours": { "codes": codes } } }));
    assert_eq!(form["versions"][1]["mapping"], Value::Null);
    let compared = read(&app, "/api/v1/forms/invented/versions/1/compare/2").await;
    assert_eq!((&compared["from"], &compared["to"]), (&json!("1"), &json!("2")));
    let back = read(&app, "/api/v1/forms/invented/versions/2/compare/2").await;
    assert_eq!((&back["effect"], &back["changes"]), (&json!("none"), &json!([])));
    let nowhere = call(&app, Method::GET, "/api/v1/forms/invented/versions/1/compare/3").await;
    assert_eq!(problem::code(nowhere).await, "404 version_not_found");
    app.stop().await;
}
