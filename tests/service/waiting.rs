//! What waits for whom: only what they can do, where they may, and no longer than until it is done.

use jiff::ToSpan;
use nabosvar::access::{Actor, Role};
use nabosvar::service::activities::register::{self, Command, Sheet};
use nabosvar::service::activities::{AgeBand, Count, Gender, plan};
use nabosvar::service::findings::Filter;
use nabosvar::service::findings::read;
use nabosvar::service::waiting::{self, Step, Waiting};
use nabosvar::store::finding::{self, Finding, Kind, Published, Status};
use nabosvar::store::place::Area;
use nabosvar::store::walk::{self, Plan, State, Walk};

use crate::activities::{Setting, somebody};
use crate::{invented_activities, invented_walks};

/// Walks of every kind through an area: begun, of tomorrow, of far ahead, over.
async fn walks(setting: &Setting, area: &Area) -> [Walk; 4] {
    let services = &setting.services;
    let today = services.clock.today();
    let kinds = [(State::Running, -1), (State::Planned, 1), (State::Planned, 40), (State::Ended, -2)];
    let walks = kinds.map(|(state, days)| {
        let walk = invented_walks::walk(services, area.id);
        let on = today.saturating_add(i64::from(days).days());
        Walk { state, plan: Plan { on, ..walk.plan.clone() }, ..walk }
    });
    let tx = services.db.begin().await.unwrap();
    for walk in &walks {
        walk::insert(&tx, walk).await.unwrap();
    }
    tx.commit().await.unwrap();
    walks
}

/// Findings of every step, one of them late, and a good place, of which nothing is to be done.
async fn findings(setting: &Setting, of: &Walk) {
    let services = &setting.services;
    let yesterday = services.clock.today().saturating_sub(1.days());
    let new = || Finding { deadline: None, ..invented_walks::finding(services, of) };
    let found = [
        Finding { status: Status::InProgress, deadline: Some(yesterday), ..new() },
        new(),
        Finding { status: Status::Done, ..new() },
        Finding { status: Status::Refused, ..new() },
        Finding { status: Status::Verified, published: Published::Approved, ..new() },
        Finding { kind: Kind::Good, ..new() },
    ];
    let tx = services.db.begin().await.unwrap();
    for finding in &found {
        finding::insert(&tx, finding, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn of(setting: &Setting, actor: &Actor) -> Waiting {
    waiting::read(&setting.services, actor).await.unwrap()
}

fn counts(waiting: &Waiting) -> Vec<(Step, usize)> {
    waiting.findings.iter().map(|(step, _, count)| (*step, *count)).collect()
}

#[tokio::test]
async fn what_waits_is_what_somebody_can_do_and_the_list_behind_it_is_as_long() {
    let setting = Setting::set().await;
    let [begun, tomorrow, ..] = walks(&setting, &setting.north).await;
    findings(&setting, &begun).await;
    let waiting = of(&setting, &setting.coordinator).await;
    assert_eq!(waiting.running.iter().map(|located| located.walk.id).collect::<Vec<_>>(), [begun.id]);
    assert_eq!(waiting.walks.iter().map(|located| located.walk.id).collect::<Vec<_>>(), [tomorrow.id]);
    assert_eq!(counts(&waiting), [(Step::Overdue, 1), (Step::Open, 1), (Step::Done, 1), (Step::Untold, 2)]);
    for (step, filter, count) in &waiting.findings {
        let pairs = filter.pairs();
        let asked = Filter::read(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        let listed = read::list(&setting.services, &setting.coordinator, &asked).await.unwrap();
        assert_eq!(listed.findings.len(), *count, "{step:?}");
    }
    assert_eq!(waiting.standing.iter().map(|(_, count)| count).sum::<usize>(), 5, "a good place stands nowhere");
}

#[tokio::test]
async fn a_session_waits_until_it_is_registered() {
    let setting = Setting::set().await;
    let (services, coordinator) = (&setting.services, &setting.coordinator);
    let offer = invented_activities::offer(&invented_activities::written(&[setting.north.id]));
    plan::create(services, coordinator, services.clock.identity(), &offer).await.unwrap();
    let before = of(&setting, coordinator).await;
    let [first, ..] = before.unregistered.as_slice() else { panic!("a session was held") };
    assert!(before.unregistered.iter().all(|line| line.session.on <= first.session.on), "the latest comes first");
    let today = services.clock.today();
    assert!(!before.sessions.is_empty() && before.sessions.iter().all(|line| line.session.on > today));
    let count = Count { age_band: AgeBand::ALL[0], gender: Gender::ALL[0], people: 3 };
    let sheet = Sheet::new(vec![count], None, None, "").unwrap();
    let command = Command { id: services.clock.identity(), session: first.session.id, seen: None, sheet };
    register::register(services, coordinator, command).await.unwrap();
    let after = of(&setting, coordinator).await;
    assert_eq!(after.unregistered.len(), before.unregistered.len() - 1);
    assert!(after.unregistered.iter().all(|line| line.session.id != first.session.id));
}

#[tokio::test]
async fn nothing_waits_for_who_only_reads_and_nothing_is_seen_of_other_places() {
    let setting = Setting::set().await;
    let services = &setting.services;
    let [begun, ..] = walks(&setting, &setting.north).await;
    findings(&setting, &begun).await;
    let offer = invented_activities::offer(&invented_activities::written(&[setting.north.id]));
    plan::create(services, &setting.coordinator, services.clock.identity(), &offer).await.unwrap();
    let reader = of(&setting, &somebody(Role::Reader, &setting.north)).await;
    assert!(reader.is_empty(), "{reader:?}");
    assert!(!reader.walks.is_empty() && !reader.sessions.is_empty() && !reader.standing.is_empty());
    let neighbour = of(&setting, &somebody(Role::Coordinator, &setting.south)).await;
    assert!(neighbour.is_empty() && neighbour.walks.is_empty(), "{neighbour:?}");
    assert!(neighbour.sessions.is_empty() && neighbour.standing.is_empty(), "{neighbour:?}");
}
