//! What indicators are held against, over the API and on the pages of staff, and the official table that comes of it.

use nabosvar::access::{Place, Role};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, Response, StatusCode};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::{invented, problem};

const SHEET: &str = "række;art;kommune;værdi;dato;kilde\n7;basistal;;80 %;01-01-2021;Opdigtet måling\n\
                     7;mål;;85 %;31-12-2029;Opdigtet aftale\n";

async fn post(app: &TestApp, programme: Uuid, query: &str, body: Vec<u8>) -> Response {
    let path = format!("/api/v1/programmes/{programme}/register-figures{query}");
    app.authorised(Method::POST, &path).await.body(body).send().await.unwrap()
}

/// Sends a sheet with the form of the page.
async fn upload(app: &TestApp, who: &Client, programme: Uuid, sheet: &[u8], reason: &str) -> Response {
    let file = Part::bytes(sheet.to_vec()).file_name("opdigtet.csv");
    let form = Form::new().part("sheet", file).text("reason", reason.to_owned());
    let path = app.url(&format!("/staff/indicators/{programme}/figures/sheet"));
    who.post(path).multipart(form).send().await.unwrap()
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["row", "kind", "value", "unit", "date", "source"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    sheet.write_number(1, 0, 8).unwrap().write_string(1, 1, "baseline").unwrap();
    sheet.write_number(1, 2, 0.22).unwrap().write_string(1, 3, "share").unwrap();
    sheet.write_string(1, 4, "2021-01-01").unwrap().write_string(1, 5, "Opdigtet register").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_sheet_is_taken_by_api_and_what_changes_is_told_line_by_line() {
    let app = TestApp::start().await;
    let programme = invented::programme(&app.services).await;
    let taken = post(&app, programme, "", SHEET.into()).await;
    assert_eq!(taken.status(), StatusCode::OK);
    assert_eq!(taken.json::<Value>().await.unwrap(), json!({ "new": 2, "changed": 0, "same": 0 }));
    let taken = post(&app, programme, "", workbook()).await;
    assert_eq!(taken.json::<Value>().await.unwrap(), json!({ "new": 1, "changed": 0, "same": 0 }));
    let other = SHEET.replace("80 %", "78 %").replace("7;mål", "77;mål");
    let refused: Value = post(&app, programme, "", other.into()).await.json().await.unwrap();
    assert_eq!(
        (&refused["code"], &refused["lines"]),
        (&json!("table_invalid"), &json!([{ "line": 3, "code": "indicator" }]))
    );
    let other = SHEET.replace("80 %", "78 %");
    let refused: Value = post(&app, programme, "", other.clone().into()).await.json().await.unwrap();
    assert_eq!(refused["lines"], json!([{ "line": 2, "code": "changed", "value": "0.8" }]));
    let taken = post(&app, programme, "?reason=Opdigtet", other.into()).await;
    assert_eq!(taken.json::<Value>().await.unwrap(), json!({ "new": 0, "changed": 1, "same": 1 }));
    let path = format!("/api/v1/programmes/{programme}/register-figures");
    let told: Value = app.authorised(Method::GET, &path).await.send().await.unwrap().json().await.unwrap();
    let told: Vec<_> = told["figures"].as_array().unwrap().iter().map(|one| (&one["value"], &one["reason"])).collect();
    let is = |value: f64, reason: &str| (json!(value), json!(reason));
    let expected = [is(0.8, ""), is(0.78, "Opdigtet"), is(0.85, ""), is(0.22, "")];
    assert_eq!(told, expected.each_ref().map(|(value, reason)| (value, reason)));
    app.stop().await;
}

#[tokio::test]
async fn what_is_no_sheet_and_who_is_nobody_is_refused() {
    let app = TestApp::start().await;
    let programme = invented::programme(&app.services).await;
    for body in [Vec::new(), b"PK\x03\x04 opdigtet".to_vec(), b"a;b\n1;2\n".to_vec()] {
        assert_eq!(problem::code(post(&app, programme, "", body).await).await, "422 table_invalid");
    }
    let long = format!("?reason={}", "a".repeat(121));
    assert_eq!(problem::code(post(&app, programme, &long, SHEET.into()).await).await, "400 parameter_invalid");
    let large = post(&app, programme, "", vec![b'a'; 4 * 1024 * 1024 + 1]).await;
    assert_eq!(problem::code(large).await, "413 body_too_large");
    let nowhere = post(&app, app.services.clock.identity(), "", SHEET.into()).await;
    assert_eq!(problem::code(nowhere).await, "404 programme_not_found");
    let path = format!("/api/v1/programmes/{programme}/register-figures");
    let unknown = app.request(Method::POST, &path).body(SHEET).send().await.unwrap();
    assert_eq!(problem::code(unknown).await, "401 token_missing");
    app.stop().await;
}

#[tokio::test]
async fn staff_take_a_sheet_on_the_page_and_the_official_table_shows_it() {
    let app = TestApp::start().await;
    let programme = invented::programme(&app.services).await;
    let staff = app.staff(Role::Coordinator, Place::Programme(programme)).await;
    let table = format!("/staff/indicators/{programme}/table");
    assert!(app.page(&staff, "/staff/indicators").await.contains(&table));
    assert!(app.page(&staff, &table).await.contains("Der er ingen tal endnu"));
    let done = upload(&app, &staff, programme, SHEET.as_bytes(), "").await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    let next = done.headers()["location"].to_str().unwrap().to_owned();
    assert!(app.page(&staff, &next).await.contains("Tallene er hentet: 2 nye, 0 rettet, 0 som før."));
    let page = app.page(&staff, &table).await;
    for told in ["<b>80 %</b>", "<b>85 %</b>", "01-01-2021", "Opdigtet måling (række 7)"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let file = staff.get(app.url(&format!("{table}/xlsx"))).send().await.unwrap();
    assert_eq!(file.status(), StatusCode::OK);
    assert!(file.bytes().await.unwrap().starts_with(b"PK"));
    // A reader sees it, and is offered nothing to change.
    let reader = app.staff(Role::Reader, Place::Programme(programme)).await;
    let page = app.page(&reader, &format!("/staff/indicators/{programme}/figures")).await;
    assert!(page.contains("<b>80 %</b>") && !page.contains("type=\"file\""));
    assert_eq!(upload(&app, &reader, programme, SHEET.as_bytes(), "").await.status(), StatusCode::FORBIDDEN);
    let elsewhere = Place::Programme(invented::programme(&app.services).await);
    let stranger = app.staff(Role::Analyst, elsewhere).await;
    for path in [table.clone(), format!("{table}/csv"), format!("/staff/indicators/{programme}/figures")] {
        assert_eq!(stranger.get(app.url(&path)).send().await.unwrap().status(), StatusCode::NOT_FOUND, "{path}");
    }
    app.stop().await;
}

#[tokio::test]
async fn one_figure_is_typed_in_put_right_with_a_reason_and_taken_back() {
    let app = TestApp::start().await;
    let programme = invented::programme(&app.services).await;
    let staff = app.staff(Role::Coordinator, Place::Programme(programme)).await;
    let path = format!("/staff/indicators/{programme}/figures");
    let send = async |value: &str, reason: &str| {
        let fields = [
            ("indicator", "basic_safety"),
            ("kind", "baseline"),
            ("whose", "programme"),
            ("value", value),
            ("on", "2021-01-01"),
            ("source", "Opdigtet <måling>"),
            ("reason", reason),
        ];
        app.send(&staff, &path, &fields).await
    };
    let refused = send("0,8", "").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("href=\"#one-value\">Skriv 36 % med procenttegn."));
    assert_eq!(send("80 %", "").await.status(), StatusCode::SEE_OTHER);
    let refused = send("78 %", "").await.text().await.unwrap();
    assert!(refused.contains("Tallet var 80 % (Opdigtet &lt;måling&gt;)"), "{refused}");
    assert_eq!(send("78 %", "Opdigtet fejl").await.status(), StatusCode::SEE_OTHER);
    let page = app.page(&staff, &path).await;
    assert!(page.contains("<b>78 %</b>") && page.contains("<b>80 %</b>") && page.contains("Opdigtet fejl"));
    let action =
        page.split("action=\"").find(|rest| rest.starts_with(&format!("{path}/")) && !rest.contains("/sheet\""));
    let action = action.and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let silent = app.send(&staff, &action, &[("reason", " ")]).await;
    assert_eq!(silent.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.send(&staff, &action, &[("reason", "Opdigtet")]).await.status(), StatusCode::SEE_OTHER);
    assert!(app.page(&staff, &path).await.contains("<b>trukket tilbage</b>"));
    let again = app.send(&staff, &action, &[("reason", "Opdigtet")]).await;
    assert!(again.text().await.unwrap().contains("Nogen har ændret tallet imens"));
    app.stop().await;
}
