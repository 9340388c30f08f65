//! Logging in through a provider, where none is or none answers. The whole way is walked in a browser, against a real one.

use nabosvar::oidc::{Provider, Settings};
use nabosvar::service::accounts::provider_log_in;
use reqwest::StatusCode;
use tokio::net::TcpListener;

use crate::harness::TestApp;

const DOOR: &str = "/staff/log-in/provider";

fn provider(issuer: String) -> Provider {
    let (client_id, client_secret, name) = ("a".to_owned(), "b".to_owned(), "Opdigtet Kommune".to_owned());
    Provider::new(Settings { issuer, client_id, client_secret, name }).unwrap()
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_way() {
    let app = TestApp::start().await;
    assert_eq!(app.get(DOOR).await.status(), StatusCode::NOT_FOUND);
    assert!(!app.get("/staff/log-in").await.text().await.unwrap().contains(DOOR));
    app.stop().await;
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_said_not_to_and_passwords_still_count() {
    // Nobody listens there any more.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let app = TestApp::start_asking(provider(issuer)).await;
    let page = app.get("/staff/log-in?to=%2Fstaff%2Fwalks").await.text().await.unwrap();
    assert!(page.contains("Log ind med Opdigtet Kommune") && page.contains("provider?to=%2Fstaff%2Fwalks"), "{page}");
    let gone = app.get(DOOR).await;
    assert_eq!(gone.status(), StatusCode::BAD_GATEWAY);
    assert!(gone.headers().get("set-cookie").is_none());
    assert!(gone.text().await.unwrap().contains("kan ikke få svar"));
    assert_eq!(app.get("/staff/log-in").await.status(), StatusCode::OK);
    app.stop().await;
}

#[tokio::test]
async fn who_did_not_go_does_not_come_back() {
    let app = TestApp::start_asking(provider("https://provider.invented.example".to_owned())).await;
    for query in ["", "?code=a", "?code=a&state=b", "?error=access_denied"] {
        let back = app.get(&format!("{}{query}", provider_log_in::BACK)).await;
        assert_eq!(back.status(), StatusCode::GONE, "{query}");
    }
    app.stop().await;
}
