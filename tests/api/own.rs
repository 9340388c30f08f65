//! One's own account on its pages.

use nabosvar::access::{Place, Role};
use reqwest::StatusCode;
use reqwest::header::LOCATION;

use crate::harness::TestApp;
use crate::people::{PASSWORD, browser};

#[tokio::test]
async fn one_sees_where_one_is_logged_in_and_logs_out_there() {
    let app = TestApp::start().await;
    let email = app.account(Role::Reader, Place::Installation).await;
    let (here, there) = (browser(), browser());
    for client in [&here, &there] {
        assert_eq!(app.log_in(client, &email, PASSWORD, "").await.status(), StatusCode::SEE_OTHER);
    }
    let show = async || here.get(app.url("/staff/account")).send().await.unwrap().text().await.unwrap();
    let page = show().await;
    assert!(page.contains(&email) && page.matches("Logget ind ").count() == 2, "{page}");
    assert_eq!(page.matches(r#"<span class="status">Her</span>"#).count(), 1);
    let ends: Vec<&str> =
        page.split(r#"action=""#).filter_map(|rest| rest.split_once("/end\"").map(|(at, _)| at)).collect();
    let [end] = ends[..] else { panic!("{ends:?}") };
    // Somebody else ends nothing with it.
    let stranger = app.staff(Role::Administrator, Place::Installation).await;
    stranger.post(app.url(&format!("{end}/end"))).send().await.unwrap();
    assert_eq!(there.get(app.url("/staff")).send().await.unwrap().status(), StatusCode::OK);
    here.post(app.url(&format!("{end}/end"))).send().await.unwrap();
    assert_eq!(there.get(app.url("/staff")).send().await.unwrap().status(), StatusCode::SEE_OTHER);
    assert_eq!(show().await.matches("Logget ind ").count(), 1);
    app.log_in(&there, &email, PASSWORD, "").await;
    let ended = here.post(app.url("/staff/account/sessions/end-others")).send().await.unwrap();
    assert_eq!(ended.headers()[LOCATION], "/staff/account?done=sessions");
    assert_eq!(there.get(app.url("/staff")).send().await.unwrap().status(), StatusCode::SEE_OTHER);
    app.stop().await;
}

#[tokio::test]
async fn one_changes_ones_password_and_stays_in() {
    let app = TestApp::start().await;
    let email = app.account(Role::Reader, Place::Installation).await;
    let browser = browser();
    app.log_in(&browser, &email, PASSWORD, "").await;
    let change = async |present: &str, password: &str| {
        let form = [("present", present), ("password", password)];
        browser.post(app.url("/staff/account/password")).form(&form).send().await.unwrap()
    };
    let wrong = change("gul cykel under broen", "blå bænk bag skuret").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().await.unwrap().contains("ikke din nuværende adgangskode"));
    let short = change(PASSWORD, "kort").await.text().await.unwrap();
    assert!(short.contains("mindst 12 tegn"), "{short}");
    let done = change(PASSWORD, "blå bænk bag skuret").await;
    assert_eq!(done.headers()[LOCATION], "/staff/account?done=password");
    let page = browser.get(app.url("/staff/account?done=password")).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.text().await.unwrap().contains("Din nye adgangskode er gemt"));
    app.stop().await;
}
