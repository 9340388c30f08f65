//! Looking at a form on the pages that residents get: the same way from the link to the end, and nothing is left of it.

use nabosvar::config::Config;
use nabosvar::service::catalogue::{form_drafts, preview_form};
use reqwest::StatusCode;

use crate::harness::TestApp;
use crate::invented::FORM;
use crate::pages::{fill, location, response_of, send};

/// The link to a look at a draft of this form.
async fn link(app: &TestApp, form: &str) -> String {
    let file = form.as_bytes().to_vec();
    let uploaded = form_drafts::upload(&app.services, file, "invented.yaml".to_owned()).await.expect("a draft");
    preview_form::link(&uploaded.entry.code, "")
}

#[tokio::test]
async fn a_draft_is_tried_to_the_end_and_nothing_is_left() {
    let app = TestApp::start_with(Config { open_metrics: true, ..Config::default() }).await;
    let link = link(&app, FORM).await;
    let mark = "Forhåndsvisning. Dine svar bliver ikke gemt";
    for path in [link.clone(), format!("{link}/da"), format!("{link}/da/clear")] {
        let page = app.get(&path).await;
        let page = if page.status() == StatusCode::SEE_OTHER { continue } else { page.text().await.unwrap() };
        assert!(page.contains(mark), "{path}: {page}");
    }
    let english = app.get(&format!("{link}/en")).await.text().await.unwrap();
    assert!(english.contains("Preview. Your answers are not kept"), "{english}");

    let review = fill(&app, &link).await;
    assert!(review.contains(mark));
    let fields = [("response", response_of(&review))];
    for _ in 0..2 {
        let sent = send(&app, &format!("{link}/da/review"), &fields).await;
        assert_eq!(location(&sent), format!("{link}/da/thanks"));
    }
    let end = app.get(&format!("{link}/da/thanks")).await.text().await.unwrap();
    assert!(end.contains("Intet er gemt") && !end.contains("Vi har modtaget"), "{end}");
    let past = crate::past::connect(app.location()).await;
    for table in ["response", "quarantine", "draft"] {
        let rows = sea_orm::ConnectionTrait::query_all_raw(
            &past,
            sea_orm::Statement::from_string(past.get_database_backend(), format!("SELECT 1 FROM {table}")),
        );
        assert!(rows.await.unwrap().is_empty(), "{table}");
    }
    past.close().await.unwrap();
    let metrics = app.get("/metrics").await.text().await.unwrap();
    assert!(!metrics.contains("outcome=\"accepted\"} 1"), "what is tried is no answer: {metrics}");
    app.stop().await;
}

#[tokio::test]
async fn mistakes_are_told_as_in_a_survey() {
    let app = TestApp::start().await;
    let link = format!("{}/en", link(&app, FORM).await);
    send(&app, &link, &[]).await;
    let wrong = send(&app, &format!("{link}/q/name"), &[("name", "")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().await.unwrap().contains("must be answered"));
    let review = app.get(&format!("{link}/review")).await.text().await.unwrap();
    let sent = send(&app, &format!("{link}/review"), &[("response", response_of(&review))]).await;
    assert_eq!(sent.status(), StatusCode::UNPROCESSABLE_ENTITY);
    app.stop().await;
}

#[tokio::test]
async fn a_link_shows_what_the_draft_holds_now_and_nothing_when_it_is_gone() {
    let app = TestApp::start().await;
    let first = link(&app, FORM).await;
    send(&app, &format!("{first}/en"), &[]).await;
    let again = link(&app, &FORM.replace("\"Name\"", "\"Your name\"")).await;
    assert_eq!(again, first);
    let page = app.get(&format!("{first}/en/q/name")).await.text().await.unwrap();
    assert!(page.contains("Your name"), "{page}");
    form_drafts::delete(&app.services, "invented", "1").await.unwrap();
    for path in
        [first.clone(), format!("{first}/en"), format!("{first}/en/q/name"), "/preview/01z0zhjkmnpqr".to_owned()]
    {
        assert_eq!(app.get(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_look_is_no_wave_and_a_wave_no_look() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    assert_eq!(app.get(&format!("/preview/{}", wave.code.as_str())).await.status(), StatusCode::NOT_FOUND);
    let code = preview_form::code_of(&app.services, "invented", "1").await.unwrap().unwrap();
    assert_eq!(app.get(&format!("/s/{}", code.as_str())).await.status(), StatusCode::NOT_FOUND);
    let page = app.get(&format!("/preview/{}/da", code.as_str())).await;
    let header = |name: &str| page.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("cache-control"), "no-store");
    assert!(header("content-security-policy").contains("default-src 'none'"));
    let page = page.text().await.unwrap();
    assert!(page.contains("Opdigtet spørgeskema") && !page.contains("Invented programme"), "{page}");
    assert!(!page.contains("nabosvar-reload"), "{page}");
    let digest = app.get(&format!("/preview/{}/digest", code.as_str())).await;
    assert_eq!(digest.status(), StatusCode::NOT_FOUND, "only the command that tries a file says it");
    app.stop().await;
}

#[tokio::test]
async fn a_page_can_know_that_the_form_has_changed() {
    let app = TestApp::start_with(Config { reloads_previews: true, ..Config::default() }).await;
    let link = link(&app, FORM).await;
    let digest = async || app.get(&format!("{link}/digest")).await.text().await.unwrap();
    let before = digest().await;
    let page = app.get(&format!("{link}/da")).await.text().await.unwrap();
    let script = format!("data-address=\"{link}/digest\" data-digest=\"{before}\"");
    assert!(page.contains("/assets/nabosvar-reload.") && page.contains(&script), "{page}");
    let code = preview_form::look(&app.services, link.rsplit('/').next().unwrap()).await.unwrap().unwrap().code;
    let changed = forms::Form::from_yaml(&FORM.replace("120", "99")).unwrap().0;
    form_drafts::replace(&app.services, &code, changed).await.unwrap();
    assert_ne!(digest().await, before);
    app.stop().await;
}
