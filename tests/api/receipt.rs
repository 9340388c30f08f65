//! The receipt on the page of thanks, and the page where it takes the answer back.

use nabosvar::service::waves::{self, Wave};
use reqwest::StatusCode;
use reqwest::header::{RETRY_AFTER, SET_COOKIE};

use crate::harness::TestApp;
use crate::pages::{fill, location, response_of, root, send};

/// Answers by the pages, and gives the address of the thanks.
pub(crate) async fn answer(app: &TestApp, wave: &Wave) -> String {
    let review = fill(app, &root(wave)).await;
    let sent = send(app, &format!("{}/da/review", root(wave)), &[("response", response_of(&review))]).await;
    let cookies: Vec<_> = sent.headers().get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect();
    assert!(cookies.iter().any(|cookie| cookie.starts_with("nabosvar=;") && cookie.contains("Max-Age=0")));
    let thanks = location(&sent).to_owned();
    assert!(!thanks.contains("receipt"), "it does not go into logs: {thanks}");
    thanks
}

/// The receipt that a page shows.
pub(crate) fn shown(page: &str) -> Option<String> {
    let after = page.split("<p class=\"receipt\"").nth(1)?;
    Some(after.split('>').nth(1)?.split('<').next()?.to_owned())
}

async fn answers(app: &TestApp, wave: &Wave) -> u64 {
    waves::progress(&app.services, wave.id).await.unwrap().unwrap().answers
}

#[tokio::test]
async fn the_thanks_show_a_receipt_once_and_it_takes_the_answer_back() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let thanks = answer(&app, &wave).await;
    let receipt = shown(&app.get(&thanks).await.text().await.unwrap()).unwrap();
    assert_eq!(receipt.len(), "0123 4567 89ABC".len());
    assert_eq!(shown(&app.get(&thanks).await.text().await.unwrap()), None, "who gets the phone next does not see it");
    assert_eq!(answers(&app, &wave).await, 1);
    for typed in [receipt.to_lowercase().replace(' ', ""), receipt] {
        let sent = send(&app, "/receipt/da", &[("receipt", &typed)]).await;
        assert_eq!(location(&sent), "/receipt/da/gone");
        assert_eq!(answers(&app, &wave).await, 0);
    }
    assert!(app.get("/receipt/da/gone").await.text().await.unwrap().contains("Dit svar er slettet"));
    app.stop().await;
}

#[tokio::test]
async fn what_leads_nowhere_is_told_and_guessing_ends() {
    let app = TestApp::start().await;
    assert_eq!(location(&app.get("/receipt").await), "/receipt/da");
    let mistyped = send(&app, "/receipt/ar", &[("receipt", "0123 <b>")]).await;
    assert_eq!(mistyped.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = mistyped.text().await.unwrap();
    assert!(page.contains("dir=\"rtl\"") && page.contains("aria-invalid") && !page.contains("0123 &lt;b"), "{page}");
    assert_eq!(send(&app, "/receipt/da", &[("other", "1")]).await.status(), StatusCode::BAD_REQUEST);
    for _ in 0..60 {
        let unknown = send(&app, "/receipt/da", &[("receipt", "0123456789abc")]).await;
        assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    }
    let flood = send(&app, "/receipt/da", &[("receipt", "0123456789abc")]).await;
    assert_eq!(flood.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(flood.headers()[RETRY_AFTER], "600");
    let elsewhere = app.request(reqwest::Method::POST, "/receipt/da").header("origin", "https://elsewhere.example");
    let elsewhere = elsewhere.form(&[("receipt", "0123456789abc")]).send().await.unwrap();
    assert_eq!(elsewhere.status(), StatusCode::BAD_REQUEST);
    app.stop().await;
}
