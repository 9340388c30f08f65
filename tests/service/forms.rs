//! Publishing: what is published never changes, and can be read back as it was.

use forms::Form;
use nabosvar::access::Actor;
use nabosvar::service::catalogue;
use nabosvar::service::catalogue::publish_form;
use nabosvar::store::Digest;

use crate::database::TestDatabase;
use crate::invented::{self, FORM};

#[tokio::test]
async fn a_form_is_published_once_and_again_changes_nothing() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let first = publish_form::publish(&services, &Actor::operator(), FORM).await.unwrap();
    assert!(first.new);
    services.clock.set(&invented::noon().tomorrow().unwrap());
    assert!(!publish_form::publish(&services, &Actor::operator(), FORM).await.unwrap().new);
    let as_json = Form::from_yaml(FORM).unwrap().0.to_json().to_string();
    assert!(!publish_form::publish(&services, &Actor::operator(), &as_json).await.unwrap().new);
    let found = catalogue::find(&services, "invented", "1").await.unwrap().unwrap();
    assert_eq!(found.published_on.to_string(), "2026-11-21");
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn other_content_needs_another_version() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    publish_form::publish(&services, &Actor::operator(), FORM).await.unwrap();
    let changed = FORM.replace("120", "99");
    let refused = publish_form::publish(&services, &Actor::operator(), &changed).await.unwrap_err();
    assert!(
        matches!(refused, publish_form::Error::VersionTaken { form_id, version } if form_id == "invented" && version == "1")
    );
    services.clock.set(&invented::noon().tomorrow().unwrap());
    assert!(
        publish_form::publish(&services, &Actor::operator(), &changed.replace("version: \"1\"", "version: \"2\""))
            .await
            .unwrap()
            .new
    );
    let entry = catalogue::versions(&services, "invented").await.unwrap().unwrap();
    let versions: Vec<_> = entry.versions.iter().map(|published| published.version.as_str()).collect();
    assert_eq!(versions, ["2", "1"]);
    assert_eq!(entry.newest.form.version(), "2");
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_was_published_is_read_back_as_it_was() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    publish_form::publish_shipped(&services).await.unwrap();
    let entries = catalogue::list(&services).await.unwrap();
    let mut names: Vec<_> = forms::library::all().iter().map(|shipped| shipped.name).collect();
    names.sort_unstable();
    assert_eq!(entries.iter().map(|entry| entry.newest.form.id()).collect::<Vec<_>>(), names);
    for shipped in forms::library::all() {
        let definition = Form::from_yaml(shipped.source).unwrap().0.to_json().to_string();
        let entry = entries.iter().find(|entry| entry.newest.form.id() == shipped.name).unwrap();
        assert_eq!(entry.newest.form.to_json().to_string(), definition, "{}", shipped.name);
        assert_eq!(entry.newest.sha256, Digest::of(&definition), "{}", shipped.name);
    }
    services.db.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_form_with_faults_is_refused_with_all_of_them() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    let wrong = FORM.replace("type: text", "type: txet").replace("colours, name", "colors, name");
    match publish_form::publish(&services, &Actor::operator(), &wrong).await {
        Err(publish_form::Error::Invalid(faults)) => assert!(faults.len() >= 2, "{faults:?}"),
        other => panic!("expected faults, got {other:?}"),
    }
    assert!(catalogue::versions(&services, "invented").await.unwrap().is_none());
    services.db.close().await.unwrap();
    database.drop().await;
}
