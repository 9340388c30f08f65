//! A wave with an open link is answered once in each browser, unless it says otherwise; and that is no lock.

use nabosvar::access::Actor;
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::waves::{Identity, Terms};
use reqwest::redirect;

use crate::harness::TestApp;
use crate::invented;
use crate::pages::{location, root, send};
use crate::receipt::{answer, shown};

const ANSWERED: &str = "Der er allerede svaret herfra";

#[tokio::test]
async fn a_browser_answers_once_and_again_when_it_has_taken_its_answer_back() {
    let app = TestApp::start().await;
    let wave = app.wave().await;
    let start = format!("{}/da", root(&wave));
    let page = async || app.get(&start).await.text().await.unwrap();
    assert!(!page().await.contains(ANSWERED));
    let thanks = answer(&app, &wave).await;
    let thanks = app.get(&thanks).await.text().await.unwrap();
    assert!(!thanks.contains("Svar som en ny person"), "{thanks}");
    let refused = page().await;
    assert!(refused.contains(ANSWERED) && refused.contains("/receipt/da") && !refused.contains("<form"), "{refused}");
    assert_eq!(location(&send(&app, &start, &[]).await), start, "a form of before begins nothing");
    let english = app.get(&format!("{}/en", root(&wave))).await.text().await.unwrap();
    assert!(english.contains("has already answered") && !english.contains("<form"), "{english}");

    let another = reqwest::Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap();
    assert!(!app.page(&another, &start).await.contains(ANSWERED), "who lives there too has a browser of their own");
    let other_wave = invented::another_wave(&app.services, Identity::Anonymous).await;
    let other_start = app.get(&format!("{}/da", root(&other_wave))).await.text().await.unwrap();
    assert!(!other_start.contains(ANSWERED), "another wave is another question");

    send(&app, "/receipt/da", &[("receipt", &shown(&thanks).unwrap())]).await;
    assert!(!page().await.contains(ANSWERED));
    answer(&app, &wave).await;
    app.stop().await;
}

#[tokio::test]
async fn where_several_share_a_phone_they_all_answer() {
    let app = TestApp::start().await;
    publish_form::publish(&app.services, &Actor::operator(), invented::FORM).await.unwrap();
    let terms = Terms { several_a_browser: true, ..Terms::default() };
    let wave = invented::wave_on(&app.services, Identity::Anonymous, terms).await;
    for _ in 0..2 {
        let thanks = answer(&app, &wave).await;
        assert!(app.get(&thanks).await.text().await.unwrap().contains("Svar som en ny person"));
    }
    app.stop().await;
}
