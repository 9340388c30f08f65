//! Programmes with their places.

use reqwest::Method;
use serde_json::Value;

use crate::harness::TestApp;

#[tokio::test]
async fn the_demonstration_has_three_areas_and_says_that_its_figures_are_invented() {
    let app = TestApp::start().await;
    nabosvar::service::demo::seed(&app.services).await.unwrap();
    let reply = app.authorised(Method::GET, "/api/v1/programmes").await.send().await.unwrap();
    let list: Value = reply.json().await.unwrap();
    let owner = &list["programmes"][0]["areas"][0]["departments"][0]["housing_organisation_id"];
    let organisations = list["housing_organisations"].as_array().unwrap();
    assert!(organisations.iter().any(|organisation| organisation["id"] == *owner && organisation["name"].is_string()));
    let programme = &list["programmes"][0];
    assert_eq!(programme["is_demo"], true);
    let areas = programme["areas"].as_array().unwrap();
    assert_eq!(areas.len(), 3);
    for area in areas {
        let departments = area["departments"].as_array().unwrap();
        assert!(!departments.is_empty());
        for department in departments {
            assert_eq!(department["population"]["source"], "demo");
            assert!(department["population"]["count"].as_i64().unwrap() > 0);
        }
    }
    app.stop().await;
}
