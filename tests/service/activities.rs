//! Activities: a series makes its sessions, a session is registered once, and nobody reaches what is not theirs.

use jiff::civil::{Date, date};
use nabosvar::access::{Actor, Grant, Permission, Role, Who};
use nabosvar::mail::{Memory, Transport};
use nabosvar::service::activities::month::{Standing, month};
use nabosvar::service::activities::offer::Written;
use nabosvar::service::activities::register::{self, Command, Sheet};
use nabosvar::service::activities::{self, Activity, AgeBand, Count, FocusArea, Gender, Session, find, plan};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::{Services, catalogue};
use nabosvar::store::place::{self, Area};
use nabosvar::store::{activity_session, audit, registration};
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::{invented, invented_activities as made, mail};

/// Two neighbouring areas and one of another programme, and who works in the first.
pub(crate) struct Setting {
    database: TestDatabase,
    pub(crate) services: Services,
    pub(crate) sent: Memory,
    pub(crate) north: Area,
    pub(crate) south: Area,
    pub(crate) elsewhere: Area,
    pub(crate) coordinator: Actor,
}

/// Somebody with a role in an area.
pub(crate) fn somebody(role: Role, area: &Area) -> Actor {
    let grants = vec![Grant { role, place: area.place() }];
    Actor { who: Who::Person(Uuid::nil()), name: "Opdigtet".to_owned(), grants }
}

/// Areas of a programme, made with these names.
async fn areas<const N: usize>(services: &Services, programme_id: Uuid, names: [&str; N]) -> [Area; N] {
    let areas = names.map(|name| Area {
        id: services.clock.identity(),
        programme_id,
        name: name.to_owned(),
        municipality: "Opdigtet".to_owned(),
    });
    let tx = services.db.begin().await.unwrap();
    for area in &areas {
        place::insert_area(&tx, area).await.unwrap();
    }
    tx.commit().await.unwrap();
    areas
}

impl Setting {
    pub(crate) async fn set() -> Self {
        let sent = Memory::default();
        Self::set_with(Transport::Memory(sent.clone()), sent).await
    }

    pub(crate) async fn set_with(way: Transport, sent: Memory) -> Self {
        let database = TestDatabase::create().await;
        let services = mail::mailing(invented::services(&database).await, way);
        let programme = invented::programme(&services).await;
        let [north, south] = areas(&services, programme, ["Opdigtet Nord", "Opdigtet Syd"]).await;
        let other = invented::programme(&services).await;
        let [elsewhere] = areas(&services, other, ["Opdigtet andetsteds"]).await;
        let coordinator = somebody(Role::Coordinator, &north);
        Self { database, services, sent, north, south, elsewhere, coordinator }
    }

    /// The same database, as another machine has it.
    pub(crate) async fn another_machine(&self) -> Services {
        let db = self.database.open().await;
        Services { db, ..self.services.clone() }
    }

    pub(crate) async fn activity(&self, written: &Written) -> Activity {
        let id = self.services.clock.identity();
        plan::create(&self.services, &self.coordinator, id, &made::offer(written)).await.unwrap()
    }

    pub(crate) async fn session(&self, activity: &Activity, on: Date) -> Session {
        activity_session::on_day(&self.services.db, activity.id, on).await.unwrap().unwrap()
    }

    /// What stands in the log, in its order.
    async fn log(&self) -> Vec<String> {
        let entries = audit::from(&self.services.db, 1, 100).await.unwrap();
        entries.into_iter().map(|entry| format!("{} {}", entry.deed.action, entry.deed.object_kind)).collect()
    }

    async fn days(&self, activity: &Activity) -> Vec<String> {
        let all =
            activity_session::between(&self.services.db, &[activity.id], date(2026, 1, 1), Date::MAX).await.unwrap();
        all.into_iter().map(|session| session.on.strftime("%m-%d").to_string()).collect()
    }

    pub(crate) async fn register(
        &self,
        session: &Session,
        seen: Option<Uuid>,
        women: i32,
    ) -> Result<Uuid, register::Error> {
        let id = self.services.clock.identity();
        let counts = vec![Count { age_band: AgeBand::To59, gender: Gender::Women, people: women }];
        let sheet = Sheet::new(counts, Some(2), Some(women.min(1)), "en opdigtet note").unwrap();
        let command = Command { id, session: session.id, seen, sheet };
        register::register(&self.services, &self.coordinator, command).await.map(|()| id)
    }

    /// What the sheet of a session says before anything is typed.
    async fn sheet(&self, session: &Session) -> Sheet {
        register::page(&self.services, &self.coordinator, session.id).await.unwrap().sheet
    }

    async fn counted(&self, session: &Session) -> Option<i32> {
        let session = activity_session::find(&self.services.db, session.id).await.unwrap().unwrap();
        let id = session.registration_id?;
        Some(registration::totals(&self.services.db, &[id]).await.unwrap().get(&id).copied().unwrap_or_default())
    }

    pub(crate) async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

#[tokio::test]
async fn a_series_makes_its_sessions_and_a_changed_one_keeps_what_was_held() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let written = made::written(&[setting.north.id]);
    let activity = setting.activity(&written).await;
    assert_eq!(setting.days(&activity).await, ["11-03", "11-10", "11-17", "11-24", "12-01", "12-08", "12-15"]);
    let again = plan::create(services, actor, activity.id, &made::offer(&written)).await.unwrap();
    assert_eq!(again, activity, "a second click");
    assert_eq!(
        find(&services.db, actor, Permission::ReadActivities, activity.id).await.unwrap(),
        Some(activity.clone())
    );

    let moved = Written { every: "fortnight".to_owned(), first_on: "2026-11-04".to_owned(), ..written.clone() };
    let changed = plan::change(services, actor, activity.id, 1, &made::offer(&moved)).await.unwrap();
    assert_eq!(changed.version, 2);
    // The Tuesdays that are over stay; no Wednesday is made up for the past.
    assert_eq!(setting.days(&activity).await, ["11-03", "11-10", "11-17", "12-02"]);
    let late = plan::change(services, actor, activity.id, 1, &made::offer(&written)).await;
    assert!(matches!(late, Err(plan::Error::Conflict(now)) if *now == changed));

    plan::add_session(services, actor, activity.id, date(2026, 11, 21)).await.unwrap();
    plan::add_session(services, actor, activity.id, date(2026, 11, 21)).await.unwrap();
    let ended = plan::end(services, actor, activity.id, 2).await.unwrap();
    assert_eq!(ended.ended_on, Some(services.clock.today()));
    assert_eq!(setting.days(&activity).await, ["11-03", "11-10", "11-17"]);
    assert_eq!(plan::end(services, actor, activity.id, 2).await.unwrap().ended_on, ended.ended_on, "a second click");
    assert_eq!(setting.log().await, ["created activity", "changed activity", "created session", "closed activity"]);
    setting.strike().await;
}

#[tokio::test]
async fn a_registration_counts_until_it_is_taken_back() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let activity = setting.activity(&made::written(&[setting.north.id])).await;
    let session = setting.session(&activity, date(2026, 11, 10)).await;
    assert_eq!(setting.counted(&session).await, None);
    let first = setting.register(&session, None, 5).await.unwrap();
    assert_eq!(setting.counted(&session).await, Some(5));
    assert!(matches!(setting.register(&session, None, 6).await, Err(register::Error::Conflict)));
    let second = setting.register(&session, Some(first), 7).await.unwrap();
    assert_eq!(setting.counted(&session).await, Some(7));
    assert!(matches!(register::undo(services, actor, session.id, first).await, Err(register::Error::Conflict)));
    for expected in [(second, Some(5)), (second, Some(5)), (first, None)] {
        register::undo(services, actor, session.id, expected.0).await.unwrap();
        assert_eq!(setting.counted(&session).await, expected.1);
    }
    setting.strike().await;
}

#[tokio::test]
async fn the_same_registration_again_changes_nothing_and_one_of_two_at_the_same_time_is_told() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let activity = setting.activity(&made::written(&[setting.north.id])).await;
    let session = setting.session(&activity, date(2026, 11, 3)).await;
    let command = |women| Command {
        id: services.clock.identity(),
        session: session.id,
        seen: None,
        sheet: Sheet::new(vec![Count { age_band: AgeBand::To5, gender: Gender::Women, people: women }], None, None, "")
            .unwrap(),
    };
    let (one, other) = (command(3), command(4));
    let (first, second) = tokio::join!(
        register::register(services, actor, one.clone()),
        register::register(services, actor, other.clone())
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let (kept, count) = if first.is_ok() { (one, 3) } else { (other, 4) };
    register::register(services, actor, kept.clone()).await.unwrap();
    assert_eq!(setting.counted(&session).await, Some(count));
    let elsewhere = setting.session(&activity, date(2026, 11, 10)).await;
    let stolen = Command { session: elsewhere.id, ..kept };
    assert!(matches!(register::register(services, actor, stolen).await, Err(register::Error::Conflict)));
    setting.strike().await;
}

#[tokio::test]
async fn the_sheet_begins_with_who_came_last_time() {
    let setting = Setting::set().await;
    let activity = setting.activity(&made::written(&[setting.north.id])).await;
    let mut days = Vec::new();
    for day in [3, 10, 17] {
        days.push(setting.session(&activity, date(2026, 11, day)).await);
    }
    assert_eq!(setting.sheet(&days[0]).await, Sheet::default());
    setting.register(&days[0], None, 5).await.unwrap();
    let next = setting.sheet(&days[2]).await;
    assert_eq!((next.people(AgeBand::To59, Gender::Women), next.volunteers()), (5, Some(2)));
    assert_eq!((next.first_timers(), next.note()), (None, None), "newcomers and a note are new each time");
    setting.register(&days[1], None, 8).await.unwrap();
    assert_eq!((setting.sheet(&days[2]).await.total(), setting.sheet(&days[0]).await.total()), (8, 5));
    assert_eq!(setting.sheet(&days[0]).await.note(), Some("en opdigtet note"), "what was registered is shown as it is");
    setting.strike().await;
}

#[tokio::test]
async fn a_month_shows_its_gaps() {
    let setting = Setting::set().await;
    let (services, actor) = (&setting.services, &setting.coordinator);
    let activity = setting.activity(&made::written(&[setting.north.id])).await;
    let session = setting.session(&activity, date(2026, 11, 3)).await;
    setting.register(&session, None, 0).await.unwrap();
    plan::cancel_session(services, actor, setting.session(&activity, date(2026, 11, 10)).await.id).await.unwrap();
    assert_eq!(setting.log().await, ["created activity", "called_off session"]);
    let found = month(services, actor, date(2026, 11, 30), None).await.unwrap();
    let standings: Vec<_> = found.lines.iter().map(|line| line.standing).collect();
    assert_eq!(standings, [Standing::Registered(0), Standing::CalledOff, Standing::Missing, Standing::ToCome]);
    assert_eq!((found.first, found.missing()), (date(2026, 11, 1), 1));
    assert!(month(services, actor, date(2027, 1, 1), None).await.unwrap().lines.is_empty());
    let to_come = setting.session(&activity, date(2026, 11, 24)).await;
    assert!(matches!(setting.register(&to_come, None, 1).await, Err(register::Error::ToCome)));
    let off = setting.session(&activity, date(2026, 11, 10)).await;
    assert!(matches!(setting.register(&off, None, 1).await, Err(register::Error::CalledOff)));
    setting.strike().await;
}

#[tokio::test]
async fn what_is_elsewhere_cannot_be_reached_and_looks_as_if_it_were_not_there() {
    let setting = Setting::set().await;
    let services = &setting.services;
    let written = made::written(&[setting.north.id]);
    let activity = setting.activity(&written).await;
    let session = setting.session(&activity, date(2026, 11, 3)).await;
    let neighbour = somebody(Role::Coordinator, &setting.south);
    let stranger = somebody(Role::Administrator, &setting.elsewhere);
    let reader = somebody(Role::Reader, &setting.north);
    for actor in [&neighbour, &stranger] {
        assert!(activities::list(services, actor).await.unwrap().is_empty());
        assert!(month(services, actor, date(2026, 11, 1), None).await.unwrap().lines.is_empty());
    }
    assert_eq!(activities::list(services, &reader).await.unwrap().len(), 1);
    for actor in [&neighbour, &stranger, &reader] {
        let (id, offer) = (activity.id, made::offer(&written));
        assert!(matches!(plan::create(services, actor, id, &offer).await, Err(plan::Error::NotFound)));
        assert!(matches!(plan::change(services, actor, id, 1, &offer).await, Err(plan::Error::NotFound)));
        assert!(matches!(plan::end(services, actor, id, 1).await, Err(plan::Error::NotFound)));
        assert!(matches!(plan::cancel_session(services, actor, session.id).await, Err(plan::Error::NotFound)));
        assert!(matches!(plan::add_session(services, actor, id, date(2026, 12, 24)).await, Err(plan::Error::NotFound)));
        assert!(matches!(register::page(services, actor, session.id).await, Err(register::Error::NotFound)));
    }
    let operator = Actor::operator();
    // One's own, put into an area that is not one's own, or under the identity of a stranger's.
    let both = Written { areas: vec![setting.north.id, setting.south.id], ..written.clone() };
    let of =
        |actor, id, written: Written| async move { plan::create(services, actor, id, &made::offer(&written)).await };
    let id = services.clock.identity();
    assert!(matches!(of(&setting.coordinator, id, both.clone()).await, Err(plan::Error::NotFound)));
    let theirs = Written { areas: vec![setting.south.id], ..written.clone() };
    assert!(matches!(of(&neighbour, activity.id, theirs).await, Err(plan::Error::NotFound)));
    let apart = Written { areas: vec![setting.north.id, setting.elsewhere.id], ..written };
    assert!(matches!(of(&operator, id, apart).await, Err(plan::Error::TwoProgrammes)));
    // What two areas hold together, each registers and neither changes alone.
    let shared = of(&operator, id, both.clone()).await.unwrap();
    let session = setting.session(&shared, date(2026, 11, 3)).await;
    assert!(register::page(services, &neighbour, session.id).await.is_ok());
    assert!(matches!(plan::change(services, &neighbour, id, 1, &made::offer(&both)).await, Err(plan::Error::NotFound)));
    setting.strike().await;
}

#[tokio::test]
async fn without_a_mail_server_an_activity_takes_no_sign_ups() {
    let setting = Setting::set().await;
    let services = Services { mail: None, ..setting.services.clone() };
    let written = made::written(&[setting.north.id]);
    let create = |written: Written| {
        let (services, actor) = (&services, &setting.coordinator);
        async move { plan::create(services, actor, services.clock.identity(), &made::offer(&written)).await }
    };
    assert!(matches!(create(written.clone()).await, Err(plan::Error::Post(_))));
    assert!(create(Written { takes_sign_ups: false, ..written }).await.is_ok());
    setting.strike().await;
}

#[tokio::test]
async fn ages_genders_and_focus_areas_are_called_as_in_the_form() {
    let setting = Setting::set().await;
    publish_form::publish_shipped(&setting.services).await.unwrap();
    let form = catalogue::find(&setting.services, "aktivitet", "2026-1").await.unwrap().unwrap();
    let definition = form.form.to_json().to_string();
    let names = AgeBand::ALL.map(AgeBand::as_str).into_iter().chain(FocusArea::ALL.map(FocusArea::as_str));
    for name in names.chain(["women", "men"]) {
        assert!(definition.contains(&format!("\"name\":\"{name}\"")), "{name}");
    }
    setting.strike().await;
}
