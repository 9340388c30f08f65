//! What is counted in a month: observed once, ten days after it is over, and protected where it is of people.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use nabosvar::access::Actor;
use nabosvar::service::Services;
use nabosvar::service::activities::offer::Written;
use nabosvar::service::findings::life::Action;
use nabosvar::service::indicators::observation::{self, Figure, Observation, Status};
use nabosvar::service::indicators::observe;
use uuid::Uuid;

use crate::activities::Setting;
use crate::findings::{Scene, assignment};
use crate::invented_activities as made;

async fn all(services: &Services) -> Vec<Observation> {
    observation::since(services, &Actor::operator(), 0, 10_000).await.unwrap()
}

/// The observation of a month.
fn of<'a>(
    all: &'a [Observation],
    indicator: &str,
    month: Date,
    area: Option<Uuid>,
    whom: &[(&str, &str)],
) -> Option<&'a Observation> {
    let whom: BTreeMap<String, String> =
        whom.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())).collect();
    all.iter().find(|one| {
        let series = &one.observed.series;
        series.indicator == indicator
            && one.observed.period == (month, month.last_of_month())
            && (series.area_id, &series.whom) == (area, &whom)
    })
}

fn value(observation: Option<&Observation>) -> Option<f64> {
    observation.unwrap().observed.figure.map(|figure| figure.value)
}

fn go_to(services: &Services, day: Date) {
    let noon = day.at(12, 0, 0, 0).to_zoned(services.clock.now().time_zone().clone()).unwrap();
    services.clock.set(&noon);
}

#[tokio::test]
async fn a_month_of_activities_is_observed_once_and_tells_on_nobody() {
    // Nobody who works in one area plans for two.
    let mut setting = Setting::set().await;
    setting.coordinator = Actor::operator();
    let services = &setting.services;
    let north = setting.activity(&made::written(&[setting.north.id])).await;
    let both = Written { focus_area: "employment".to_owned(), ..made::written(&[setting.north.id, setting.south.id]) };
    let both = setting.activity(&both).await;
    for (activity, day, people) in [(&north, 3, 12), (&north, 10, 9), (&both, 10, 30), (&both, 17, 3)] {
        let session = setting.session(activity, date(2026, 11, day)).await;
        setting.register(&session, None, people).await.unwrap();
    }
    assert_eq!(observe::months(services).await.unwrap(), 0, "the month is not over");
    go_to(services, date(2026, 12, 9));
    assert_eq!(observe::months(services).await.unwrap(), 0, "much is registered in the days after a month");
    let session = setting.session(&north, date(2026, 11, 24)).await;
    setting.register(&session, None, 20).await.unwrap();
    go_to(services, date(2026, 12, 10));
    let observed = observe::months(services).await.unwrap();
    let all_of = all(services).await;
    assert_eq!(observed, all_of.len() as u64);

    let (november, cohesion) = (date(2026, 11, 1), [("focus_area", "cohesion")]);
    let area = Some(setting.north.id);
    assert_eq!(value(of(&all_of, "sessions", november, None, &[])), Some(8.0));
    assert_eq!(value(of(&all_of, "sessions", november, area, &[])), Some(4.0), "what is for several areas is of none");
    assert_eq!(value(of(&all_of, "participants", november, area, &cohesion)), Some(41.0));
    assert_eq!(value(of(&all_of, "participants", november, None, &[])), Some(74.0));
    let whole = of(&all_of, "participants", november, None, &[]).unwrap();
    let figure = Figure { value: 74.0, interval: None, respondents: Some(5) };
    assert_eq!((whole.observed.status, whole.observed.figure), (Status::Unreliable, Some(figure)), "some are missing");
    assert_eq!(value(of(&all_of, "participants", november, Some(setting.south.id), &[])), Some(0.0));
    // Three came for the first time to what was about cohesion, two to what was about employment.
    for focus_area in ["cohesion", "employment"] {
        let few = of(&all_of, "first_timers", november, None, &[("focus_area", focus_area)]).unwrap();
        assert_eq!((few.observed.status, few.observed.figure), (Status::Hidden, None), "{focus_area}");
    }

    // What is registered late changes nothing that was told.
    let late = setting.session(&north, date(2026, 11, 17)).await;
    setting.register(&late, None, 4).await.unwrap();
    assert_eq!(observe::months(services).await.unwrap(), 0);
    assert_eq!(all(services).await, all_of);
    go_to(services, date(2027, 1, 10));
    assert!(observe::months(services).await.unwrap() > 0, "the next month");
    assert_eq!(observe::months(services).await.unwrap(), 0, "once");
    let (all_of, december) = (self::all(services).await, date(2026, 12, 1));
    assert_eq!(value(of(&all_of, "sessions", december, area, &[])), Some(3.0));
    assert!(of(&all_of, "participants", december, area, &[]).is_none(), "nobody registered who came");
    let south = of(&all_of, "participants", december, Some(setting.south.id), &[]).unwrap();
    assert_eq!((south.observed.status, value(Some(south))), (Status::Free, Some(0.0)), "there was no session");
    setting.strike().await;
}

#[tokio::test]
async fn findings_are_opened_and_closed_in_a_month_by_who_is_to_act() {
    let scene = Scene::set().await;
    let services = &scene.stage.services;
    scene.does(Action::Assign(assignment())).await;
    scene.does(Action::Begin).await;
    go_to(services, date(2026, 12, 5));
    scene.does(Action::Finish(None)).await;
    go_to(services, date(2027, 1, 2));
    scene.verified(Action::Verify(None)).await;
    go_to(services, date(2027, 2, 10));
    observe::months(services).await.unwrap();
    assert_eq!(observe::months(services).await.unwrap(), 0, "not even the days of what was not closed");

    let all = all(services).await;
    let (november, december, january) = (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1));
    let (area, police) = (Some(scene.area.id), [("party", "police")]);
    assert_eq!(value(of(&all, "findings_opened", november, None, &[])), Some(1.0));
    assert_eq!(value(of(&all, "findings_opened", december, area, &police)), Some(0.0));
    assert_eq!(value(of(&all, "findings_closed", december, area, &police)), Some(1.0));
    assert_eq!(value(of(&all, "findings_closed", january, None, &[])), Some(0.0), "to look closes nothing");
    assert_eq!(value(of(&all, "days_to_close", december, area, &[])), Some(12.0));
    assert!(of(&all, "days_to_close", november, None, &[]).is_none(), "nothing was closed, so there is no median");
    assert!(of(&all, "findings_opened", date(2026, 10, 1), None, &[]).is_none(), "before anything was found");
    assert!(all.iter().all(|one| one.observed.series.indicator != "sessions"), "there are no activities");
    scene.stage.strike().await;
}
