//! Monthly reports: made once, on the first working day, of what was registered by then, held against what was promised.

use jiff::civil::date;
use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::clock::Clock;
use nabosvar::service::Services;
use nabosvar::service::indicators::report::{self, Content, Report, Standing, promise};
use nabosvar::store::activity::FocusArea;
use uuid::Uuid;

use crate::activities::Setting;
use crate::invented_activities as made;
use crate::invented_observations as observed;

/// The same services on another day.
fn on(services: &Services, day: &str) -> Services {
    let clock = Clock::fixed(&format!("{day}T07:00:00+01:00[Europe/Copenhagen]").parse().unwrap());
    Services { clock, ..services.clone() }
}

fn somebody(role: Role, programme: Uuid) -> Actor {
    let grants = vec![Grant { role, place: Place::Programme(programme) }];
    Actor { who: Who::Person(Uuid::nil()), name: "Opdigtet".to_owned(), grants }
}

async fn of(services: &Services, actor: &Actor, programme: Uuid) -> Vec<(Report, Content)> {
    let mut all = Vec::new();
    for (_, reports) in report::list(services, actor).await.unwrap().into_iter().filter(|(one, _)| one.id == programme)
    {
        for one in reports {
            all.push(report::find(services, actor, one.id).await.unwrap().unwrap());
        }
    }
    all
}

#[tokio::test]
async fn a_month_is_summed_up_once_on_its_first_working_day() {
    let setting = Setting::set().await;
    let (services, programme) = (&setting.services, setting.north.programme_id);
    let leader = somebody(Role::Coordinator, programme);
    let activity = setting.activity(&made::written(&[setting.north.id])).await;
    let held = setting.session(&activity, date(2026, 11, 10)).await;
    setting.register(&held, None, 5).await.unwrap();
    observed::keep(services, &setting.north).await;
    let id = || services.clock.identity();
    let (goal, due) = ("flere opdigtede FÆLLESSKABER".parse().unwrap(), "Opdigtet milepæl".parse().unwrap());
    let wanted = "40".parse().unwrap();
    promise::add_sub_goal(services, &leader, programme, (id(), FocusArea::Cohesion, &goal, wanted)).await.unwrap();
    let milestone = (id(), FocusArea::Employment, &due, date(2026, 11, 20));
    promise::add_milestone(services, &leader, programme, milestone).await.unwrap();

    // 1 November 2026 is a Sunday, 1 December a Tuesday.
    assert_eq!(report::make(&on(services, "2026-11-01")).await.unwrap(), 0);
    let december = on(services, "2026-12-01");
    assert_eq!(report::make(&december).await.unwrap(), 2, "one a programme");
    assert_eq!(report::make(&december).await.unwrap(), 0, "and once");
    let late = setting.session(&activity, date(2026, 11, 17)).await;
    setting.register(&late, None, 9).await.unwrap();

    let all = of(services, &leader, programme).await;
    let [(report, content)] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((report.month, report.made_on), (date(2026, 11, 1), date(2026, 12, 1)));
    let [goal] = content.goals.as_slice() else { panic!("one line, however it is written: {content:?}") };
    assert_eq!((goal.sessions, goal.unregistered, goal.participants), (4, 3, 5), "{goal:?}");
    assert_eq!((goal.volunteers, goal.first_timers, goal.before, goal.wanted), (2, 1, 0, Some(40)), "{goal:?}");
    assert_eq!(content.milestones[0].standing(report.made_on), Standing::Overdue);
    let safety =
        content.changed.iter().find(|one| one.indicator == "experienced_safety" && one.area.is_some()).unwrap();
    assert_eq!((safety.value, safety.before, safety.respondents), (Some(0.7), Some(0.62), Some(310)));
    let trust = content.changed.iter().find(|one| one.indicator == "trust").unwrap();
    assert_eq!((trust.value, trust.before), (Some(0.5), None), "what was hidden is not told later");
    setting.strike().await;
}

#[tokio::test]
async fn a_report_is_for_those_who_work_in_all_of_the_programme() {
    let setting = Setting::set().await;
    let (services, programme) = (&setting.services, setting.north.programme_id);
    report::make(services).await.unwrap();
    let leader = somebody(Role::Coordinator, programme);
    let (report, _) = of(services, &leader, programme).await.remove(0);
    assert_eq!(report.month, date(2026, 10, 1));
    // Who works in one area does not read what is registered in the others.
    for other in [&setting.coordinator, &somebody(Role::Coordinator, services.clock.identity())] {
        assert!(report::find(services, other, report.id).await.unwrap().is_none());
        assert!(report::list(services, other).await.unwrap().is_empty());
        assert!(report::tell(services, other, programme, true).await.is_err());
        let name = "Opdigtet".parse().unwrap();
        let new = (services.clock.identity(), FocusArea::Cohesion, &name, date(2026, 12, 1));
        assert!(promise::add_milestone(services, other, programme, new).await.is_err());
    }
    setting.strike().await;
}

#[tokio::test]
async fn a_milestone_is_reached_taken_back_and_removed_by_its_own_programme() {
    let setting = Setting::set().await;
    let (services, programme) = (&setting.services, setting.north.programme_id);
    let leader = somebody(Role::Coordinator, programme);
    let name = "Opdigtet milepæl".parse().unwrap();
    let id = services.clock.identity();
    for _ in 0..2 {
        let new = (id, FocusArea::Education, &name, date(2026, 12, 1));
        promise::add_milestone(services, &leader, programme, new).await.unwrap();
    }
    let reached = async || {
        promise::list(services, programme).await.unwrap().0.iter().map(|one| one.reached_on).collect::<Vec<_>>()
    };
    assert_eq!(reached().await, [None], "sent twice, there once");
    promise::reach(services, &leader, programme, id, true).await.unwrap();
    assert_eq!(reached().await, [Some(date(2026, 11, 21))]);
    promise::reach(services, &leader, programme, id, false).await.unwrap();
    let elsewhere = services.clock.identity();
    let stranger = somebody(Role::Coordinator, elsewhere);
    assert!(promise::remove(services, &stranger, elsewhere, id).await.is_err());
    assert_eq!(reached().await, [None]);
    promise::remove(services, &leader, programme, id).await.unwrap();
    assert!(reached().await.is_empty());
    for wrong in ["0", "-1", "100001", "mange", ""] {
        assert!(wrong.parse::<promise::Wanted>().is_err(), "{wrong}");
    }
    setting.strike().await;
}
