//! Drafts of forms: uploaded, replaced under the same link, looked at, published with what is said of older answers.

use forms::Mapping;
use nabosvar::access::Actor;
use nabosvar::service::answers::{draft, forget_drafts};
use nabosvar::service::catalogue::form_drafts::{self, Error, Uploaded};
use nabosvar::service::catalogue::publish_form::{self, Error as Refused};
use nabosvar::service::catalogue::{compare_forms, preview_form};
use nabosvar::service::{Services, catalogue};
use serde_json::json;

use crate::database::TestDatabase;
use crate::invented::{self, FORM};

/// The invented form as the version that comes next, with its two colours changed.
fn next(red: &str, blue: &str) -> String {
    let next = FORM.replace("version: \"1\"", "version: \"2\"");
    next.replace("{ name: red,", &format!("{{ name: {red} ,")).replace("{ name: blue,", &format!("{{ name: {blue} ,"))
}

async fn upload(services: &Services, source: &str) -> Result<Uploaded, Error> {
    form_drafts::upload(services, source.as_bytes().to_vec(), "invented.yaml".to_owned()).await
}

async fn publish(services: &Services, mapping: &Mapping) -> Result<publish_form::Published, Refused> {
    publish_form::publish_draft(services, &Actor::operator(), ["invented", "2"], None, mapping).await
}

#[tokio::test]
async fn a_draft_is_replaced_under_its_link_and_forgotten_in_the_end() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let first = upload(&services, FORM).await.unwrap();
    let code = first.entry.code.clone();
    let seen = preview_form::look(&services, code.as_str()).await.unwrap().unwrap();
    assert_eq!((first.new, seen.sha256()), (true, first.entry.sha256));
    services.clock.set(&invented::noon().tomorrow().unwrap());
    let second = upload(&services, &FORM.replace("120", "99")).await.unwrap();
    assert_eq!((second.new, &second.entry.code), (false, &code));
    let seen = preview_form::look(&services, code.as_str()).await.unwrap().unwrap();
    assert_eq!(seen.sha256(), second.entry.sha256);
    assert_ne!(seen.sha256(), first.entry.sha256);
    assert_eq!(form_drafts::list(&services).await.unwrap(), [second.entry]);

    services.clock.set(&invented::noon().checked_add(jiff::Span::new().days(91)).unwrap());
    assert!(preview_form::look(&services, code.as_str()).await.unwrap().is_none());
    assert!(form_drafts::list(&services).await.unwrap().is_empty());
    assert_eq!(forget_drafts::forget(&services).await.unwrap(), 1);
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_file_that_is_tried_while_it_is_written_keeps_its_link_under_any_name() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let code = upload(&services, FORM).await.unwrap().entry.code;
    let renamed = forms::Form::from_yaml(&FORM.replace("form_id: invented", "form_id: renamed")).unwrap().0;
    form_drafts::replace(&services, &code, renamed).await.unwrap();
    assert_eq!(preview_form::look(&services, code.as_str()).await.unwrap().unwrap().form().id(), "renamed");
    assert!(form_drafts::find(&services, "invented", "1").await.unwrap().is_none());
    assert!(form_drafts::delete(&services, "renamed", "1").await.unwrap());
    assert!(!form_drafts::delete(&services, "renamed", "1").await.unwrap());
    let form = forms::Form::from_yaml(FORM).unwrap().0;
    assert!(matches!(form_drafts::replace(&services, &code, form).await, Err(Error::NoDraft)));
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_is_published_is_no_draft_and_its_link_goes_on() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    publish_form::publish(&services, &Actor::operator(), FORM).await.unwrap();
    assert!(matches!(upload(&services, &FORM.replace("120", "99")).await, Err(Error::VersionTaken)));
    let code = upload(&services, &next("red", "blue")).await.unwrap().entry.code;
    assert!(compare_forms::draft(&services, "invented", "2").await.unwrap().changes.is_empty());
    let wrong =
        publish_form::publish_draft(&services, &Actor::operator(), ["invented", "2"], Some("0"), &Mapping::default())
            .await;
    assert!(matches!(wrong, Err(Refused::DraftChanged)));
    assert!(publish(&services, &Mapping::default()).await.unwrap().new);
    // Who did not hear the reply asks again, and nothing changes.
    assert!(!publish(&services, &Mapping::default()).await.unwrap().new);
    let other =
        publish_form::publish_draft(&services, &Actor::operator(), ["invented", "2"], Some("0"), &Mapping::default())
            .await;
    assert!(matches!(other, Err(Refused::NoDraft)));
    assert!(form_drafts::list(&services).await.unwrap().is_empty());
    let seen = preview_form::look(&services, code.as_str()).await.unwrap().unwrap();
    assert_eq!(seen.form().version(), "2");
    assert_eq!(preview_form::code_of(&services, "invented", "2").await.unwrap(), Some(code));
    let made = preview_form::code_of(&services, "invented", "1").await.unwrap().unwrap();
    assert_eq!(preview_form::code_of(&services, "invented", "1").await.unwrap(), Some(made));
    assert_eq!(preview_form::code_of(&services, "invented", "3").await.unwrap(), None);
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_change_of_meaning_has_to_be_spoken_of() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    publish_form::publish(&services, &Actor::operator(), FORM).await.unwrap();
    upload(&services, &next("blue", "red")).await.unwrap();
    let Err(Refused::MeaningChanged { from, changes }) = publish(&services, &Mapping::default()).await else {
        panic!("red has become blue");
    };
    assert_eq!((from.as_str(), changes.len()), ("1", 2));
    let mapping = |value: serde_json::Value| Mapping::from_json(&value).unwrap();
    let half = mapping(json!({ "variables": { "colours": { "codes": { "red": "blue" } } } }));
    let Err(Refused::MeaningChanged { changes, .. }) = publish(&services, &half).await else {
        panic!("blue has become red");
    };
    assert_eq!(changes.len(), 1);
    let wrong = mapping(json!({ "from": "0", "variables": { "colours": "same" } }));
    assert!(matches!(publish(&services, &wrong).await, Err(Refused::MappingInvalid(_))));
    assert_eq!(form_drafts::list(&services).await.unwrap().len(), 1, "what is refused stays a draft");

    let whole = mapping(json!({ "variables": { "colours": { "codes": { "red": "blue", "blue": "red" } } } }));
    assert!(publish(&services, &whole).await.unwrap().new);
    let about = catalogue::about(&services, "invented", "2").await.unwrap().unwrap();
    assert_eq!(
        about.mapping.unwrap(),
        json!({ "from": "1", "variables": { "colours": { "codes": { "blue": "red", "red": "blue" } } } })
    );
    let again = publish_form::publish(&services, &Actor::operator(), &next("blue", "red")).await.unwrap();
    assert!(!again.new, "what is published follows nothing anew");
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_is_typed_to_try_a_form_never_becomes_an_answer() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let code = upload(&services, FORM).await.unwrap().entry.code;
    let look = preview_form::look(&services, code.as_str()).await.unwrap().unwrap();
    let occasion = || draft::Occasion::Preview(code.clone());
    let (cookie, mut tried) = draft::start(&services, occasion(), "da").await.unwrap();
    let refused = draft::rehearse(&services, occasion(), look.form(), &cookie).await;
    assert!(matches!(refused, Err(draft::Error::Refused(draft::Refusal::Violations(_)))));
    tried.answers = json!({ "name": "Nobody" });
    assert!(draft::save(&services, occasion(), &cookie, &tried).await.unwrap());
    draft::rehearse(&services, occasion(), look.form(), &cookie).await.unwrap();
    assert!(draft::resume(&services, occasion(), &cookie).await.unwrap().is_none());
    assert!(nabosvar::store::response::find(&services.db, tried.response_id).await.unwrap().is_none());

    let (cookie, _) = draft::start(&services, occasion(), "da").await.unwrap();
    form_drafts::delete(&services, "invented", "1").await.unwrap();
    assert!(draft::resume(&services, occasion(), &cookie).await.unwrap().is_none());

    let (cookie, _) = draft::start(&services, occasion(), "da").await.unwrap();
    services.clock.set(&invented::noon().tomorrow().unwrap());
    assert!(draft::resume(&services, occasion(), &cookie).await.unwrap().is_none(), "a visit does not last");
    assert_eq!(forget_drafts::forget(&services).await.unwrap(), 1);
    services.db.close().await.unwrap();
    database.drop().await;
}
