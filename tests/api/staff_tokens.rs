//! Tokens of programs on the administrator's page: shown once, usable at once, and at an end when they are revoked.

use nabosvar::access::{Place, Role};
use reqwest::{Method, StatusCode};

use crate::harness::TestApp;
use crate::invented;
use crate::pages::location;

const PAGE: &str = "/staff/accounts/tokens";

#[tokio::test]
async fn a_token_is_made_shown_once_used_and_revoked() {
    let app = TestApp::start().await;
    let administrator = app.staff(Role::Administrator, Place::Installation).await;
    assert!(app.page(&administrator, "/staff/accounts").await.contains(PAGE));
    assert!(app.page(&administrator, PAGE).await.contains("Der er ingen nøgler endnu."));
    let wrong = [("name", " "), ("role", "analyst"), ("expires_on", "2026-01-01")];
    let refused = app.send(&administrator, PAGE, &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(page.contains("href=\"#name\"") && page.contains("href=\"#expires_on\""), "{page}");
    let right = [("name", "Opdigtet <b>lager"), ("role", "analyst"), ("expires_on", "2026-12-24")];
    let made = app.send(&administrator, PAGE, &right).await;
    assert_eq!(made.headers()["cache-control"], "no-store");
    let made = made.text().await.unwrap();
    let token = made.split("nabosvar_").nth(1).and_then(|rest| rest.split('<').next()).expect("the token");
    let token = format!("nabosvar_{token}");
    let ask = || app.request(Method::GET, "/api/v1/waves").bearer_auth(&token).send();
    assert_eq!(ask().await.unwrap().status(), StatusCode::OK);
    let list = app.page(&administrator, PAGE).await;
    assert!(list.contains("Opdigtet &lt;b&gt;lager") && list.contains("24. december 2026"), "{list}");
    assert!(!list.contains(&token), "it is shown once");
    let action = list.split("action=\"").find_map(|rest| rest.split('"').next().filter(|at| at.ends_with("/revoke")));
    let revoke = action.expect("a way to revoke it").to_owned();
    for _ in 0..2 {
        assert_eq!(location(&app.send(&administrator, &revoke, &[]).await), PAGE);
    }
    assert_eq!(ask().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert!(app.page(&administrator, PAGE).await.contains("Tilbagekaldt"));
    app.stop().await;
}

#[tokio::test]
async fn who_looks_after_one_programme_makes_no_token_that_counts_everywhere() {
    let app = TestApp::start().await;
    let programme = invented::programme(&app.services).await;
    let local = app.staff(Role::Administrator, Place::Programme(programme)).await;
    assert!(!app.page(&local, "/staff/accounts").await.contains(PAGE));
    let fields = [("name", "Opdigtet"), ("role", "reader"), ("expires_on", "")];
    assert_eq!(local.get(app.url(PAGE)).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(app.send(&local, PAGE, &fields).await.status(), StatusCode::NOT_FOUND);
    let revoke = format!("{PAGE}/{programme}/revoke");
    assert_eq!(app.send(&local, &revoke, &[]).await.status(), StatusCode::NOT_FOUND);
    let coordinator = app.staff(Role::Coordinator, Place::Installation).await;
    assert_eq!(app.send(&coordinator, PAGE, &fields).await.status(), StatusCode::FORBIDDEN);
    app.stop().await;
}
