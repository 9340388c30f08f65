//! The pages about forms, as a browser without scripts uses them: a file is checked, tried, published and taken out of use.

use nabosvar::access::{Actor, Place, Role};
use nabosvar::service::catalogue;
use nabosvar::service::catalogue::publish_form;
use nabosvar::store::place::{self, Programme};
use reqwest::{Client, Response, StatusCode};

use crate::drafts::{exchanged, workbook};
use crate::harness::TestApp;
use crate::invented::FORM;
use crate::pages::{hidden, location};
use crate::{invented, walks_photos};

const NEW: &str = "/staff/forms/new";

/// Somebody with a role in the only programme.
async fn staff(app: &TestApp, role: Role) -> Client {
    let programme = invented::programme(&app.services).await;
    app.staff(role, Place::Programme(programme)).await
}

async fn send(app: &TestApp, browser: &Client, file: &[u8]) -> Response {
    let request = browser.post(app.url(NEW)).header("content-type", walks_photos::kind());
    request.body(walks_photos::body(&[], "file", file)).send().await.expect("the server replies")
}

/// What a hidden field of a page holds.
#[tokio::test]
async fn what_is_wrong_with_a_file_is_shown_by_cell_and_nothing_of_it_is_kept() {
    let app = TestApp::start().await;
    let browser = staff(&app, Role::Coordinator).await;
    let wrong = workbook(&[["txt", "a", "A"], ["text", "b", ""], ["integer", "b", "B<script>"]]).save_to_buffer();
    let reply = send(&app, &browser, &wrong.unwrap()).await;
    assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = reply.text().await.unwrap();
    for shown in ["survey!A2", "survey!B4", "<code dir=\"auto\">txt</code>", "did you mean `text`?", "Arket survey"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let yaml = FORM.replace("type: text", "type: txt");
    let page = send(&app, &browser, yaml.as_bytes()).await.text().await.unwrap();
    assert!(page.contains("txt") && page.contains("lang=\"en\""), "{page}");
    let empty = send(&app, &browser, b"").await;
    assert!(empty.text().await.unwrap().contains("Vælg en fil."));
    let large = send(&app, &browser, &vec![b' '; 4 * 1024 * 1024 + 1]).await;
    assert_eq!(large.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(large.text().await.unwrap().contains("højst fylde 4 MB"));
    assert!(!app.page(&browser, "/staff/forms").await.contains("Kladder"));
    app.stop().await;
}

#[tokio::test]
async fn a_form_is_uploaded_tried_published_once_and_taken_out_of_use() {
    let app = TestApp::start().await;
    let browser = staff(&app, Role::Coordinator).await;
    let draft = location(&send(&app, &browser, FORM.as_bytes()).await).to_owned();
    let page = app.page(&browser, &draft).await;
    assert!(page.contains("gemt som kladde") && page.contains("første version"), "{page}");
    let preview = page.split("href=\"/preview/").nth(1).expect("a link").split('"').next().unwrap();
    assert!(app.page(&browser, &format!("/preview/{preview}/da")).await.contains("Opdigtet spørgeskema"));
    assert!(app.page(&browser, "/staff/forms").await.contains("/staff/forms/drafts/invented/1"));

    let sha256 = hidden(&page, "sha256").to_owned();
    let draft = "/staff/forms/drafts/invented/1";
    let changed = app.send(&browser, draft, &[("sha256", "ab")]).await;
    assert_eq!(changed.status(), StatusCode::UNPROCESSABLE_ENTITY);
    // The button was pressed twice.
    for _ in 0..2 {
        let done = app.send(&browser, draft, &[("sha256", &sha256)]).await;
        assert_eq!(location(&done), "/staff/forms/one/invented?published");
    }
    let again = location(&send(&app, &browser, FORM.as_bytes()).await).to_owned();
    let known = browser.get(app.url(&again)).send().await.unwrap();
    assert_eq!(location(&known), "/staff/forms/one/invented?known");
    assert!(!app.page(&browser, "/staff/forms").await.contains("Kladder"));
    let other = send(&app, &browser, FORM.replace("120", "99").as_bytes()).await;
    assert!(other.text().await.unwrap().contains("aldrig ændret"));

    for (ending, beginning) in [("yaml", "form_id"), ("xml", "<?xml"), ("xlsx", "PK")] {
        let file = browser.get(app.url(&format!("/staff/forms/one/invented/1/file/{ending}"))).send().await.unwrap();
        let name = format!("attachment; filename=\"invented-1.{ending}\"");
        assert_eq!(file.headers()["content-disposition"], name);
        assert!(file.bytes().await.unwrap().starts_with(beginning.as_bytes()), "{ending}");
    }
    let tried = app.send(&browser, "/staff/forms/one/invented/1/preview", &[]).await;
    assert!(location(&tried).starts_with("/preview/"));
    for (state, done) in [("retired", true), ("retired", true), ("published", false)] {
        app.send(&browser, "/staff/forms/one/invented/1/use", &[("state", state)]).await;
        let about = catalogue::about(&app.services, "invented", "1").await.unwrap().unwrap();
        assert_eq!(about.retired_on.is_some(), done);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_version_that_changes_meaning_is_told_and_published_only_with_what_becomes_of_older_answers() {
    let app = TestApp::start().await;
    publish_form::publish(&app.services, &Actor::operator(), FORM).await.unwrap();
    let browser = staff(&app, Role::Administrator).await;
    let draft = location(&send(&app, &browser, exchanged().as_bytes()).await).to_owned();
    let page = app.page(&browser, &draft).await;
    assert!(page.contains("Kode med anden betydning") && page.contains("Kan ikke tælles sammen med før"), "{page}");
    let (path, sha256) = ("/staff/forms/drafts/invented/2", hidden(&page, "sha256"));
    let silent = app.send(&browser, path, &[("sha256", sha256)]).await;
    assert_eq!(silent.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text().await.unwrap().contains("hvad der bliver af de gamle svar"));
    let told = app.send(&browser, path, &[("sha256", sha256), ("means-colours", "same")]).await;
    assert_eq!(location(&told), "/staff/forms/one/invented?published");
    assert!(app.page(&browser, "/staff/forms/one/invented/2/changes").await.contains("Fra version 1 til 2"));
    app.stop().await;
}

#[tokio::test]
async fn forms_are_of_all_programmes_and_only_who_may_in_each_publishes_or_retires() {
    let app = TestApp::start().await;
    let browser = staff(&app, Role::Coordinator).await;
    let draft = location(&send(&app, &browser, FORM.as_bytes()).await).to_owned();
    let sha256 = hidden(&app.page(&browser, &draft).await, "sha256").to_owned();
    let other = Programme { id: app.services.clock.identity(), name: "Another one".to_owned(), is_demo: true };
    let tx = app.services.db.begin().await.unwrap();
    place::insert_programme(&tx, &other).await.unwrap();
    tx.commit().await.unwrap();
    let page = app.page(&browser, "/staff/forms/drafts/invented/1").await;
    assert!(page.contains("fælles for alle indsatser") && !page.contains("sha256"), "{page}");
    let refused = app.send(&browser, "/staff/forms/drafts/invented/1", &[("sha256", &sha256)]).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    publish_form::publish(&app.services, &Actor::operator(), FORM).await.unwrap();
    let refused = app.send(&browser, "/staff/forms/one/invented/1/use", &[("state", "retired")]).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let reader = app.staff(Role::Analyst, Place::Programme(other.id)).await;
    let page = app.page(&reader, "/staff/forms/one/invented").await;
    assert!(
        page.contains("I brug") && !page.contains("<form class=\"in-line\" method=\"post\" action=\"/staff/forms"),
        "{page}"
    );
    app.stop().await;
}
