//! Monthly reports: made once, on the first working day, of what was registered by then, held against what was promised.

use jiff::civil::date;
use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::clock::Clock;
use nabosvar::service::Services;
use nabosvar::service::indicators::observation;
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
    assert_eq!(report::make(&december).await.unwrap(), 1, "none of a programme that has not begun");
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
    let earlier = safety.earlier.unwrap();
    assert_eq!((earlier.until.0, earlier.respondents), (date(2025, 11, 30), Some(293)));
    assert!(earlier.interval.is_some_and(|(low, high)| (low - 0.57).abs() < 1e-9 && (high - 0.67).abs() < 1e-9));
    let trust = content.changed.iter().find(|one| one.indicator == "trust").unwrap();
    assert_eq!((trust.value, trust.before), (Some(0.5), None), "what was hidden is not told later");
    setting.strike().await;
}

#[tokio::test]
async fn what_is_new_is_what_the_report_before_did_not_know() {
    let setting = Setting::set().await;
    let (services, area) = (&setting.services, &setting.north);
    let leader = somebody(Role::Coordinator, area.programme_id);
    let december = on(services, "2026-12-01");
    observed::keep(&december, area).await;
    report::make(&december).await.unwrap();
    // On the same day, and too late for that report: a revised figure, and one that was asked in another way.
    let revised = observed::observed(area, true, "trust", 1, Some((0.55, 40)));
    let period = (date(2026, 11, 21), date(2026, 11, 30));
    let other = observed::observed(area, true, "basic_safety", 1, Some((0.9, 300)));
    let other = observation::Observed { definition: 2, period, ..other };
    let tx = services.db.begin().await.unwrap();
    for new in [revised, other] {
        observation::append(&december, &tx, &new).await.unwrap();
    }
    tx.commit().await.unwrap();
    // New Year 2027 is a Friday.
    assert_eq!(report::make(&on(services, "2027-01-04")).await.unwrap(), 1);
    let all = of(services, &leader, area.programme_id).await;
    let [(_, january), (_, first)] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((first.since, first.changed.len()), (None, 4));
    assert_eq!(january.since.map(|day| day.0), Some(date(2026, 12, 1)));
    let told = |one: &report::Changed| (one.indicator.clone(), one.value, one.before, one.is_broken);
    let told: Vec<_> = january.changed.iter().map(told).collect();
    let expected = [("basic_safety".to_owned(), Some(0.9), None, true), ("trust".to_owned(), Some(0.55), None, false)];
    assert_eq!(told, expected);
    // A survey of long ago, of which something is told only now, and nothing new of the last one.
    let late = observed::observed(area, true, "experienced_safety", 0, Some((0.6, 280)));
    let tx = services.db.begin().await.unwrap();
    observation::append(&december, &tx, &late).await.unwrap();
    tx.commit().await.unwrap();
    let (february, march) = (on(services, "2027-02-01"), on(services, "2027-03-01"));
    // A clock that stands still gives the same identities as another one.
    for clock in [&february.clock, &march.clock, &march.clock] {
        clock.identity();
    }
    assert_eq!(report::make(&february).await.unwrap(), 1);
    let [told] = &of(services, &leader, area.programme_id).await[0].1.changed[..] else { panic!("the late one alone") };
    assert_eq!((told.value, told.period.1.0, told.before), (Some(0.6), date(2025, 11, 30), None));
    // What neither tells is not new in the next one.
    assert_eq!(report::make(&march).await.unwrap(), 1);
    assert!(of(services, &leader, area.programme_id).await[0].1.changed.is_empty());
    setting.strike().await;
}

#[tokio::test]
async fn a_report_of_an_older_version_is_read_and_what_was_observed_since_is_told() {
    let setting = Setting::set().await;
    let (services, area) = (&setting.services, &setting.north);
    let leader = somebody(Role::Coordinator, area.programme_id);
    let changed = r#"{"indicator":"trust","area":null,"period":["2025-11-03","2025-11-30"],"value":0.5,"interval":null,
        "respondents":24,"before":0.4}"#;
    let findings = r#"{"found":0,"open":0,"overdue":0}"#;
    let content = format!(r#"{{"goals":[],"milestones":[],"findings":{findings},"changed":[{changed}]}}"#);
    let (month, made_on) = (date(2026, 10, 1), date(2026, 11, 2));
    let old = Report { id: services.clock.identity(), programme_id: area.programme_id, month, made_on, content };
    let tx = services.db.begin().await.unwrap();
    nabosvar::store::report::insert(&tx, &old).await.unwrap();
    tx.commit().await.unwrap();
    observed::keep(services, area).await;
    assert_eq!(report::make(&on(services, "2026-12-01")).await.unwrap(), 1);
    let all = of(services, &leader, area.programme_id).await;
    assert_eq!(all.iter().map(|(_, content)| content.changed.len()).collect::<Vec<_>>(), [4, 1]);
    let one = &all[1].1.changed[0];
    assert_eq!((one.before, one.earlier, one.is_broken), (Some(0.4), None, false));
    setting.strike().await;
}

#[tokio::test]
async fn a_workbook_tells_of_each_figure_what_it_rests_on_and_how_sure_it_is() {
    let setting = Setting::set().await;
    let (services, area) = (&setting.services, &setting.north);
    observed::keep(services, area).await;
    report::make(&on(services, "2026-12-01")).await.unwrap();
    let leader = somebody(Role::Coordinator, area.programme_id);
    let (report, content) = of(services, &leader, area.programme_id).await.remove(0);
    let areas = [(area.id, area.name.clone())].into();
    let book = report::workbook(&report, &content, "da", &areas).unwrap();
    let rows = forms::workbook_rows(&book).unwrap();
    let row = |name: &str| {
        let row = rows.iter().find(|(_, cells)| cells.iter().any(|(_, text)| text == name));
        row.unwrap_or_else(|| panic!("{name}: {rows:?}")).1.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>()
    };
    let safety = row("Oplevet tryghed, Opdigtet Nord");
    for told in ["0.7", "310 svar", "0.62", "293 svar"] {
        assert!(safety.contains(&told), "{told}: {safety:?}");
    }
    assert!(row("Navn").contains(&"Øvre ende (95 %)"));
    setting.strike().await;
}

#[tokio::test]
async fn a_report_is_for_those_who_work_in_all_of_the_programme() {
    let setting = Setting::set().await;
    let (services, programme) = (&setting.services, setting.north.programme_id);
    assert_eq!(report::make(services).await.unwrap(), 0, "nothing was registered by October");
    observed::keep(services, &setting.north).await;
    assert_eq!(report::make(services).await.unwrap(), 1, "a survey was, a year ago");
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
    let later = (id, FocusArea::Education, &name, date(2026, 12, 2));
    let reused = promise::add_milestone(services, &leader, programme, later).await;
    assert!(matches!(reused, Err(promise::Error::KeyReused)), "{reused:?}");
    promise::reach(services, &leader, programme, id, true).await.unwrap();
    promise::reach(&on(services, "2026-11-22"), &leader, programme, id, true).await.unwrap();
    assert_eq!(reached().await, [Some(date(2026, 11, 21))], "the first one's day counts");
    let again = (id, FocusArea::Education, &name, date(2026, 12, 1));
    promise::add_milestone(services, &leader, programme, again).await.unwrap();
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

#[tokio::test]
async fn a_focus_area_has_no_two_sub_goals_of_a_name() {
    let setting = Setting::set().await;
    let (services, programme) = (&setting.services, setting.north.programme_id);
    let leader = somebody(Role::Coordinator, programme);
    let id = services.clock.identity();
    let add = async |id, focus, name: &str, wanted: &str| {
        let (name, wanted) = (name.parse().unwrap(), wanted.parse().unwrap());
        promise::add_sub_goal(services, &leader, programme, (id, focus, &name, wanted)).await
    };
    for _ in 0..2 {
        add(id, FocusArea::Cohesion, "Opdigtet delmål", "40").await.unwrap();
    }
    let reused = add(id, FocusArea::Cohesion, "Opdigtet delmål", "50").await;
    assert!(matches!(reused, Err(promise::Error::KeyReused)), "{reused:?}");
    let twice = add(services.clock.identity(), FocusArea::Cohesion, "opdigtet DELMÅL", "50").await;
    assert!(matches!(twice, Err(promise::Error::Twice)), "{twice:?}");
    add(services.clock.identity(), FocusArea::Education, "Opdigtet delmål", "50").await.unwrap();
    let goals = promise::list(services, programme).await.unwrap().1;
    assert_eq!(goals.iter().map(|goal| goal.participants).collect::<Vec<_>>().len(), 2);
    // What another programme has promised is none of this one's.
    let (other, name) = (setting.elsewhere.programme_id, "Opdigtet andet".parse().unwrap());
    let new = (id, FocusArea::Cohesion, &name, "40".parse().unwrap());
    let taken = promise::add_sub_goal(services, &somebody(Role::Coordinator, other), other, new).await;
    assert!(matches!(taken, Err(promise::Error::KeyReused)), "{taken:?}");
    setting.strike().await;
}
