//! Indicators: what a release tells of them, and what it does not.

use nabosvar::service::indicators::{self, Misfit};

use crate::releases::{PLAN, Survey};

#[tokio::test]
async fn indicators_follow_from_what_was_released() {
    let survey = Survey::answered(260).await;
    survey.archive().await;
    let made = survey.make(PLAN).await.unwrap();
    let told = indicators::of_release(&survey.services, &made).await.unwrap();
    let of = |id: &str| told.iter().find(|(definition, _)| definition.id == id).map(|(_, told)| told.clone()).unwrap();

    let safety = of("basic_safety").unwrap();
    let scale = survey.said.iter().filter_map(|said| said["safety"]["basic_safety"].as_str());
    let scale: Vec<u32> = scale.map(|code| code.parse().unwrap()).collect();
    let safe = u32::try_from(scale.iter().filter(|code| **code <= 3).count()).unwrap();
    let asked = u32::try_from(scale.len()).unwrap();
    assert!(safety[0].whom.is_empty(), "everybody first");
    let value = safety[0].value.unwrap();
    assert!((value.share - f64::from(safe) / f64::from(asked)).abs() < 1e-9, "{value:?}");
    assert_eq!(value.respondents, u64::from(asked));
    assert!(safety.iter().any(|one| one.value.is_none()), "what is hidden is told as hidden");
    let of_some: Vec<_> = safety[1..].iter().filter_map(|one| one.value).collect();
    assert!(!of_some.is_empty() && of_some.iter().all(|one| one.respondents < value.respondents), "{safety:?}");

    // The plan does not count the other questions.
    assert_eq!(of("trust"), Err(Misfit::NotReleased("trust/trust_residents".to_owned())));
    survey.strike().await;
}
