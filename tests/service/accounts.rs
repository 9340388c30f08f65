//! Accounts: who gets in, who does not, for how long, and that nobody can keep another out.

use futures_util::future::join_all;
use jiff::ToSpan;
use nabosvar::access::{Actor, Grant, Permission, Place, Role, Who};
use nabosvar::service::accounts::log_in::{self, Attempt, Outcome, Step};
use nabosvar::service::accounts::passwords::Unfit;
use nabosvar::service::accounts::{self, Command, Error};
use nabosvar::service::accounts::{roles, sessions};
use nabosvar::service::{Key, Services, places};
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::invented;

pub(crate) const EMAIL: &str = "opdigtet@example.dk";
pub(crate) const PASSWORD: &str = "grøn cykel under broen";

/// A database with one account, whose password is set.
pub(crate) struct Stage {
    database: TestDatabase,
    pub(crate) services: Services,
    pub(crate) programme: Uuid,
    pub(crate) account: Uuid,
}

impl Stage {
    pub(crate) async fn set() -> Self {
        let database = TestDatabase::create().await;
        let services = invented::services(&database).await;
        let programme = invented::programme(&services).await;
        let grant = Grant { role: Role::Coordinator, place: Place::Programme(programme) };
        let command = command(&services, EMAIL, vec![grant]);
        let (account, key) = accounts::create(&services, &Actor::operator(), command).await.unwrap();
        accounts::set_password(&services, &key, PASSWORD).await.unwrap();
        Self { database, services, programme, account: account.id }
    }

    pub(crate) async fn try_in(
        &self,
        email: &str,
        password: &str,
        device: Option<&Key>,
    ) -> Result<Outcome, log_in::Error> {
        match self.try_first_step(email, password, device).await? {
            Step::In(outcome) => Ok(outcome),
            Step::Code(_) => panic!("no code was asked for"),
        }
    }

    pub(crate) async fn try_first_step(
        &self,
        email: &str,
        password: &str,
        device: Option<&Key>,
    ) -> Result<Step, log_in::Error> {
        log_in::log_in(&self.services, Attempt { email, password, device, browser: "Firefox, Linux" }).await
    }

    pub(crate) async fn is_in(&self, key: &Key) -> bool {
        sessions::find(&self.services, key).await.unwrap().is_some()
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.services.clock.set(&self.services.clock.now().checked_add(seconds.seconds()).unwrap());
    }

    pub(crate) async fn clear(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

fn command(services: &Services, email: &str, grants: Vec<Grant>) -> Command {
    let name = "Opdigtet Person".parse().unwrap();
    let id = services.clock.identity();
    Command { id, email: email.parse().unwrap(), name, language: "da".to_owned(), grants }
}

#[tokio::test]
async fn who_knows_the_password_is_in_with_what_was_given() {
    let stage = Stage::set().await;
    let outcome = stage.try_in(" Opdigtet@Example.dk", PASSWORD, None).await.unwrap();
    let signed_in = sessions::find(&stage.services, &outcome.session).await.unwrap().unwrap();
    assert_eq!(
        (signed_in.actor.who, signed_in.session.browser.as_str()),
        (Who::Person(stage.account), "Firefox, Linux")
    );
    assert!(signed_in.actor.may(Permission::HoldWalks, &Place::Programme(stage.programme)));
    assert!(!signed_in.actor.may_somewhere(Permission::ManageAccounts));
    assert!(!stage.is_in(&Key::received("guessed")).await);
    sessions::end(&stage.services, &outcome.session).await.unwrap();
    assert!(!stage.is_in(&outcome.session).await);
    stage.clear().await;
}

#[tokio::test]
async fn whoever_does_not_get_in_learns_nothing_and_costs_one_hash() {
    let stage = Stage::set().await;
    let command = command(&stage.services, "uden@example.dk", Vec::new());
    accounts::create(&stage.services, &Actor::operator(), command).await.unwrap();
    let before = stage.services.passwords.made();
    let tried = [
        (EMAIL, "gul cykel under broen"),
        ("ingen@example.dk", PASSWORD),
        ("uden@example.dk", ""),
        ("nonsense", PASSWORD),
    ];
    for (done, (email, password)) in (1..).zip(tried) {
        assert!(matches!(stage.try_in(email, password, None).await, Err(log_in::Error::Wrong)), "{email}");
        assert_eq!(stage.services.passwords.made() - before, done);
    }
    accounts::set_blocked(&stage.services, &Actor::operator(), stage.account, true).await.unwrap();
    assert!(matches!(stage.try_in(EMAIL, PASSWORD, None).await, Err(log_in::Error::Wrong)));
    stage.clear().await;
}

#[tokio::test]
async fn guessing_is_slowed_down_and_keeps_no_owner_out() {
    let stage = Stage::set().await;
    let own = stage.try_in(EMAIL, PASSWORD, None).await.unwrap().device;
    for _ in 0..5 {
        assert!(matches!(stage.try_in(EMAIL, "gættet forkert", None).await, Err(log_in::Error::Wrong)));
    }
    // The right one does not count then either: guessing on would tell.
    let hashes = stage.services.passwords.made();
    for device in [None, Some(&Key::received("guessed"))] {
        assert!(matches!(stage.try_in(EMAIL, PASSWORD, device).await, Err(log_in::Error::Wait(_))));
    }
    assert_eq!(stage.services.passwords.made(), hashes, "what has to wait costs nothing");
    let own = stage.try_in(EMAIL, PASSWORD, Some(&own)).await.unwrap().device;
    stage.wait(15);
    assert!(matches!(stage.try_in(EMAIL, "gættet igen", None).await, Err(log_in::Error::Wrong)));
    stage.wait(29);
    assert!(matches!(stage.try_in(EMAIL, PASSWORD, None).await, Err(log_in::Error::Wait(_))));
    stage.wait(1);
    stage.try_in(EMAIL, PASSWORD, None).await.unwrap();
    // Also the known browser is slowed down when somebody guesses with it.
    for _ in 0..5 {
        assert!(matches!(stage.try_in(EMAIL, "gættet forkert", Some(&own)).await, Err(log_in::Error::Wrong)));
    }
    assert!(matches!(stage.try_in(EMAIL, PASSWORD, Some(&own)).await, Err(log_in::Error::Wait(_))));
    stage.clear().await;
}

#[tokio::test]
async fn many_guesses_at_once_are_no_way_around_waiting() {
    let stage = Stage::set().await;
    assert!(stage.try_in(EMAIL, "den første", None).await.is_err());
    let before = stage.services.passwords.made();
    let guesses = join_all((0..20).map(|guess| {
        let password = format!("gæt nummer {guess}");
        let stage = &stage;
        async move { stage.try_in(EMAIL, &password, None).await }
    }));
    let looked_at = guesses.await.into_iter().filter(|outcome| matches!(outcome, Err(log_in::Error::Wrong))).count();
    assert_eq!(looked_at, 4);
    assert_eq!(stage.services.passwords.made() - before, 4);
    stage.clear().await;
}

#[tokio::test]
async fn a_link_sets_one_password_once_and_whoever_was_in_is_out() {
    let stage = Stage::set().await;
    let session = stage.try_in(EMAIL, PASSWORD, None).await.unwrap().session;
    let key = accounts::invite(&stage.services, &Actor::operator(), stage.account).await.unwrap();
    let other = accounts::invite(&stage.services, &Actor::operator(), stage.account).await.unwrap();
    assert!(stage.is_in(&session).await);
    let unfit = accounts::set_password(&stage.services, &key, "password123456").await;
    assert!(matches!(unfit, Err(Error::Unfit(Unfit::TooEasy))));
    accounts::set_password(&stage.services, &key, "blå bænk bag skuret").await.unwrap();
    assert!(!stage.is_in(&session).await);
    for used in [&key, &other] {
        assert!(accounts::look(&stage.services, used).await.unwrap().is_none());
        let again = accounts::set_password(&stage.services, used, "rød bænk bag skuret").await;
        assert!(matches!(again, Err(Error::LinkOver)));
    }
    assert!(stage.try_in(EMAIL, PASSWORD, None).await.is_err());
    for _ in 0..4 {
        assert!(stage.try_in(EMAIL, "gættet forkert", None).await.is_err());
    }
    assert!(matches!(stage.try_in(EMAIL, "gættet forkert", None).await, Err(log_in::Error::Wait(_))));
    let key = accounts::invite(&stage.services, &Actor::operator(), stage.account).await.unwrap();
    accounts::set_password(&stage.services, &key, "blå bænk bag skuret").await.unwrap();
    assert!(stage.try_in(EMAIL, "blå bænk bag skuret", None).await.is_ok(), "a new password ends all waiting");
    let late = accounts::invite(&stage.services, &Actor::operator(), stage.account).await.unwrap();
    stage.wait(7 * 24 * 60 * 60);
    assert!(accounts::look(&stage.services, &late).await.unwrap().is_none());
    stage.clear().await;
}

#[tokio::test]
async fn a_session_ends_when_it_rests_and_when_it_is_old() {
    let stage = Stage::set().await;
    let resting = stage.try_in(EMAIL, PASSWORD, None).await.unwrap().session;
    let used = stage.try_in(EMAIL, PASSWORD, None).await.unwrap().session;
    stage.wait(7 * 60 * 60);
    assert!(stage.is_in(&used).await);
    stage.wait(60 * 60);
    assert!(!stage.is_in(&resting).await);
    for _ in 0..22 {
        assert!(stage.is_in(&used).await);
        stage.wait(7 * 60 * 60);
    }
    // 162 of the 168 hours have passed.
    assert!(stage.is_in(&used).await);
    stage.wait(6 * 60 * 60);
    assert!(!stage.is_in(&used).await);
    assert!(accounts::forget(&stage.services).await.unwrap() >= 2);
    assert_eq!(sessions::list(&stage.services, stage.account).await.unwrap(), []);
    stage.clear().await;
}

#[tokio::test]
async fn an_account_that_is_blocked_is_out_at_once() {
    let stage = Stage::set().await;
    let session = stage.try_in(EMAIL, PASSWORD, None).await.unwrap().session;
    let key = accounts::invite(&stage.services, &Actor::operator(), stage.account).await.unwrap();
    assert!(accounts::set_blocked(&stage.services, &Actor::operator(), stage.account, true).await.unwrap());
    assert!(!accounts::set_blocked(&stage.services, &Actor::operator(), stage.account, true).await.unwrap());
    assert!(!stage.is_in(&session).await);
    assert!(accounts::look(&stage.services, &key).await.unwrap().is_none());
    assert!(accounts::set_blocked(&stage.services, &Actor::operator(), stage.account, false).await.unwrap());
    assert!(stage.try_in(EMAIL, PASSWORD, None).await.is_ok());
    stage.clear().await;
}

#[tokio::test]
async fn roles_are_given_and_taken_and_somebody_always_looks_after_everything() {
    let stage = Stage::set().await;
    let operator = Actor::operator();
    let of_all = Grant { role: Role::Administrator, place: Place::Installation };
    let reader = Grant { role: Role::Reader, place: Place::Programme(stage.programme) };
    roles::give(&stage.services, &operator, stage.account, of_all).await.unwrap();
    roles::give(&stage.services, &operator, stage.account, reader).await.unwrap();
    roles::give(&stage.services, &operator, stage.account, reader).await.unwrap();
    let held = accounts::find(&stage.services, &operator, stage.account).await.unwrap().unwrap();
    assert_eq!(held.grants.len(), 3);
    let last = roles::take(&stage.services, &operator, stage.account, of_all).await;
    assert!(matches!(last, Err(roles::Error::LastAdministrator)));
    let last = accounts::set_blocked(&stage.services, &operator, stage.account, true).await;
    assert!(matches!(last, Err(Error::Roles(roles::Error::LastAdministrator))));
    let other = command(&stage.services, "anden@example.dk", vec![of_all]);
    let (other, _) = accounts::create(&stage.services, &operator, other).await.unwrap();
    // Two who take each other's role at once: one of them keeps it.
    let (one, two) = tokio::join!(
        roles::take(&stage.services, &operator, stage.account, of_all),
        roles::take(&stage.services, &operator, other.id, of_all)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    stage.clear().await;
}

#[tokio::test]
async fn who_looks_after_one_programme_reaches_nobody_who_has_more() {
    let stage = Stage::set().await;
    let other = invented::programme(&stage.services).await;
    let grant = |role, place| Grant { role, place };
    let local = grant(Role::Administrator, Place::Programme(stage.programme));
    let actor = Actor { who: Who::Person(Uuid::from_u128(7)), name: "Opdigtet".to_owned(), grants: vec![local] };
    let make = async |email: &str, grants| {
        let command = command(&stage.services, email, grants);
        accounts::create(&stage.services, &Actor::operator(), command).await.unwrap().0.id
    };
    let elsewhere = make("anden@example.dk", vec![grant(Role::Reader, Place::Programme(other))]).await;
    let of_all = make("alt@example.dk", vec![local, grant(Role::Administrator, Place::Installation)]).await;
    let seen = accounts::list(&stage.services, &actor).await.unwrap();
    let seen: Vec<Uuid> = seen.iter().map(|held| held.account.id).collect();
    assert!(seen.contains(&stage.account) && seen.contains(&of_all) && !seen.contains(&elsewhere));
    for id in [elsewhere, of_all] {
        let link = accounts::invite(&stage.services, &actor, id).await;
        assert!(matches!(link, Err(Error::Denied(_))), "{link:?}");
        let blocked = accounts::set_blocked(&stage.services, &actor, id, true).await;
        assert!(matches!(blocked, Err(Error::Denied(_))), "{blocked:?}");
    }
    assert!(accounts::invite(&stage.services, &actor, stage.account).await.is_ok());
    let everything = grant(Role::Reader, Place::Installation);
    for id in [stage.account, of_all] {
        assert!(matches!(roles::give(&stage.services, &actor, id, everything).await, Err(roles::Error::Denied(_))));
    }
    stage.clear().await;
}

#[tokio::test]
async fn nobody_gives_what_they_do_not_have() {
    let stage = Stage::set().await;
    let area = places::list(&stage.services).await.unwrap();
    assert_eq!(area[0].programme.id, stage.programme);
    let here = Place::Programme(stage.programme);
    let actor = |role, place| {
        let grants = vec![Grant { role, place }];
        Actor { who: Who::Person(stage.account), name: "Opdigtet".to_owned(), grants }
    };
    let give = |actor: Actor, role, place| {
        let email = format!("{}@example.dk", stage.services.clock.identity());
        let command = command(&stage.services, &email, vec![Grant { role, place }]);
        let services = stage.services.clone();
        async move { accounts::create(&services, &actor, command).await.map(|_| ()) }
    };
    assert!(give(actor(Role::Administrator, here), Role::Coordinator, here).await.is_ok());
    // Rows are of a role of its own: who gives it does not have it, and gives it to themselves like to others.
    assert!(give(actor(Role::Administrator, here), Role::Researcher, here).await.is_ok());
    for refused in [
        give(actor(Role::Coordinator, here), Role::Reader, here).await,
        give(actor(Role::Researcher, here), Role::Researcher, here).await,
        give(actor(Role::Administrator, here), Role::Reader, Place::Installation).await,
        give(actor(Role::Administrator, here), Role::Reader, Place::Programme(Uuid::from_u128(7))).await,
    ] {
        assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
    }
    let nowhere = Place::Area { programme: stage.programme, area: Uuid::from_u128(7) };
    assert!(matches!(give(Actor::operator(), Role::Reader, nowhere).await, Err(Error::NoPlace)));
    let again = command(&stage.services, EMAIL, Vec::new());
    assert!(matches!(accounts::create(&stage.services, &Actor::operator(), again).await, Err(Error::EmailTaken)));
    stage.clear().await;
}
