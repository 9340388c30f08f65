//! Answers that a machine may have given are taken like any other, and marked.

use jiff::ToSpan;
use nabosvar::access::{Place, Role};
use nabosvar::service::waves::{Identity, Terms, Wave};
use nabosvar::store::response::{self, Marks};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::invented;
use crate::pages::{fill, location, response_of, root, send};

/// What a machine fills that fills everything.
const FIELD: &str = "contact:website";

/// Sends what was filled in, and gives its identity.
async fn sent(app: &TestApp, wave: &Wave, review: &str, trap: &str) -> Uuid {
    let id = response_of(review);
    let fields = [("response", id), (FIELD, trap)];
    let thanks = send(app, &format!("{}/da/review", root(wave)), &fields).await;
    assert!(location(&thanks).contains("thanks"), "nobody is told, and nobody refused");
    id.parse().unwrap()
}

async fn marks(app: &TestApp, answer: Uuid) -> Marks {
    response::find(&app.services.db, answer).await.unwrap().expect("it is stored").marks
}

async fn several(app: &TestApp, identity: Identity) -> Wave {
    invented::wave_on(&app.services, identity, Terms { several_a_browser: true, ..Terms::default() }).await
}

#[tokio::test]
async fn who_is_faster_than_reading_or_fills_what_nobody_sees_is_marked_and_taken() {
    let app = TestApp::start().await;
    app.wave().await;
    let wave = several(&app, Identity::Identified).await;
    // The clock of the test stands still: nobody has taken any time.
    let review = fill(&app, &root(&wave)).await;
    assert!(review.contains(&format!("name=\"{FIELD}\"")) && review.contains("Lad dette felt stå tomt."), "{review}");
    let fast = sent(&app, &wave, &review, "").await;
    assert_eq!(marks(&app, fast).await, Marks { trapped: false, too_fast: true });

    let review = fill(&app, &root(&wave)).await;
    app.services.clock.set(&invented::noon().checked_add(5.minutes()).unwrap());
    let slow = sent(&app, &wave, &review, "").await;
    assert_eq!(marks(&app, slow).await, Marks::default());

    // On a page of the form, and long before the end.
    fill(&app, &root(&wave)).await;
    let page = format!("{}/da/q/age", root(&wave));
    send(&app, &page, &[("age", "41"), (FIELD, "https://invented.example")]).await;
    let review = app.get(&format!("{}/da/review", root(&wave))).await.text().await.unwrap();
    app.services.clock.set(&invented::noon().checked_add(15.minutes()).unwrap());
    let trapped = sent(&app, &wave, &review, "").await;
    assert_eq!(marks(&app, trapped).await, Marks { trapped: true, too_fast: false });

    let review = fill(&app, &root(&wave)).await;
    let both = sent(&app, &wave, &review, "https://invented.example").await;
    assert_eq!(marks(&app, both).await, Marks { trapped: true, too_fast: true });

    let staff = app.staff(Role::Administrator, Place::Installation).await;
    let said = async |answer: Uuid| {
        let page = app.page(&staff, &format!("/staff/answers/{answer}")).await;
        (page.contains("hurtigere, end"), page.contains("Et felt, som mennesker"))
    };
    assert_eq!((said(fast).await, said(slow).await), ((true, false), (false, false)));
    assert_eq!((said(trapped).await, said(both).await), ((false, true), (true, true)));
    app.stop().await;
}

#[tokio::test]
async fn an_anonymous_answer_has_a_mark_and_what_it_was_taken_from_is_gone() {
    let app = TestApp::start().await;
    app.wave().await;
    let wave = several(&app, Identity::Anonymous).await;
    let review = fill(&app, &root(&wave)).await;
    let id = sent(&app, &wave, &review, "").await;
    assert!(marks(&app, id).await.too_fast);
    let stored = response::find(&app.services.db, id).await.unwrap().unwrap();
    assert!(!stored.answers.contains("begun") && !stored.answers.contains(FIELD), "{}", stored.answers);
    app.stop().await;
}
