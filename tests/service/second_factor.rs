//! A second factor: what counts, how often, for whom it is a duty, and who takes it away.

use nabosvar::access::{Actor, Duty, Grant, Place, Role, Who};
use nabosvar::service::accounts::log_in::{self, Step};
use nabosvar::service::accounts::second_factor::{self, Error, SetUp};
use nabosvar::service::accounts::sessions::{self, SignedIn};
use nabosvar::service::accounts::{own_account, proof, roles};
use nabosvar::service::{Key, accounts};
use nabosvar::store;
use uuid::Uuid;

use crate::accounts::{EMAIL, PASSWORD, Stage};

/// The code of an account's phone, some seconds from now.
async fn code(stage: &Stage, seconds: i64) -> String {
    let found = store::second_factor::find(&stage.services.db, stage.account).await.unwrap().unwrap();
    let phone = totp_rs::Builder::new().with_secret(found.secret).build().unwrap();
    let at = stage.services.clock.now().timestamp().as_second() + seconds;
    phone.generate(at.try_into().unwrap()).to_string()
}

async fn signed_in(stage: &Stage) -> SignedIn {
    let key = stage.try_in(EMAIL, PASSWORD, None).await.unwrap().session;
    sessions::find(&stage.services, &key).await.unwrap().unwrap()
}

/// Turns it on, and gives the codes on paper.
async fn turn_on(stage: &Stage, signed_in: &SignedIn) -> Vec<String> {
    second_factor::begin(&stage.services, signed_in, PASSWORD).await.unwrap();
    let seed = second_factor::seed(&stage.services);
    let codes = second_factor::confirm(&stage.services, signed_in, &code(stage, 0).await, &seed).await.unwrap();
    stage.wait(30);
    codes
}

/// The key that somebody gets who knows the password.
async fn first_step(stage: &Stage, device: Option<&Key>) -> Key {
    match stage.try_first_step(EMAIL, PASSWORD, device).await.unwrap() {
        Step::Code(key) => key,
        Step::In(_) => panic!("a code has to be asked for"),
    }
}

async fn show(stage: &Stage, key: &Key, code: &str) -> Result<Option<log_in::Outcome>, log_in::Error> {
    log_in::second_step(&stage.services, key, code, None, "Firefox, Linux").await
}

#[tokio::test]
async fn it_counts_from_the_first_right_code_and_every_code_counts_once() {
    let stage = Stage::set().await;
    let owner = signed_in(&stage).await;
    let wrong = second_factor::begin(&stage.services, &owner, "gættet forkert").await;
    assert!(matches!(wrong, Err(Error::Proof(proof::Error::Wrong))));
    let SetUp { secret, .. } = second_factor::begin(&stage.services, &owner, PASSWORD).await.unwrap();
    assert_eq!(second_factor::begun(&stage.services, &owner).await.unwrap().unwrap().secret, secret);
    stage.try_in(EMAIL, PASSWORD, None).await.expect("what is only begun asks for nothing");
    let seed = second_factor::seed(&stage.services);
    let confirm = async |code: &str| second_factor::confirm(&stage.services, &owner, code, &seed).await;
    for wrong in ["", "000000x", "12345", "１２３４５６", &code(&stage, 61).await] {
        assert!(matches!(confirm(wrong).await, Err(Error::Proof(proof::Error::Wrong))), "{wrong}");
    }
    let first = code(&stage, 0).await;
    let codes = confirm(&first).await.unwrap();
    assert_eq!(codes.len(), 10);
    // The same form sent twice shows the same codes, another one none.
    assert_eq!(confirm(&first).await.unwrap(), codes);
    let other = second_factor::seed(&stage.services);
    let again = second_factor::confirm(&stage.services, &owner, &first, &other).await;
    assert!(matches!(again, Err(Error::OutOfTurn)));
    assert!(matches!(second_factor::begin(&stage.services, &owner, PASSWORD).await, Err(Error::OutOfTurn)));
    assert!(second_factor::begun(&stage.services, &owner).await.unwrap().is_none());

    // The code that turned it on lets nobody in.
    let key = first_step(&stage, None).await;
    assert!(matches!(show(&stage, &key, &first).await, Err(log_in::Error::Wrong)));
    stage.wait(30);
    let second = code(&stage, 0).await;
    let outcome = show(&stage, &key, &format!(" {} {} ", &second[..3], &second[3..])).await.unwrap().unwrap();
    assert!(stage.is_in(&outcome.session).await);
    assert!(show(&stage, &key, &second).await.unwrap().is_none(), "the key is used up");
    let key = first_step(&stage, None).await;
    assert!(matches!(show(&stage, &key, &second).await, Err(log_in::Error::Wrong)), "and so is the code");
    assert!(matches!(show(&stage, &key, &code(&stage, -30).await).await, Err(log_in::Error::Wrong)));
    assert!(show(&stage, &key, &code(&stage, 30).await).await.unwrap().is_some(), "a phone may be half a minute early");
    stage.clear().await;
}

#[tokio::test]
async fn codes_on_paper_count_once_each_until_there_are_new_ones() {
    let stage = Stage::set().await;
    let owner = signed_in(&stage).await;
    let old = turn_on(&stage, &owner).await;
    let enter = async |code: &str| show(&stage, &first_step(&stage, None).await, code).await;
    assert!(enter(&old[3].to_uppercase().replace('-', " ")).await.unwrap().is_some());
    assert!(matches!(enter(&old[3]).await, Err(log_in::Error::Wrong)));
    let standing = second_factor::state(&stage.services, stage.account).await.unwrap();
    assert_eq!((standing.since, standing.codes), (Some(stage.services.clock.today()), 9));
    let seed = second_factor::seed(&stage.services);
    let new = second_factor::renew(&stage.services, &owner, PASSWORD, &seed).await.unwrap();
    assert!(matches!(enter(&old[4]).await, Err(log_in::Error::Wrong)));
    assert!(enter(&new[0]).await.unwrap().is_some());
    assert_eq!(second_factor::state(&stage.services, stage.account).await.unwrap().codes, 9);
    // Two browsers with the same code at once: one is in.
    let (one, other) = (first_step(&stage, None).await, first_step(&stage, None).await);
    let (one, other) = tokio::join!(show(&stage, &one, &new[1]), show(&stage, &other, &new[1]));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    stage.clear().await;
}

#[tokio::test]
async fn a_login_half_done_opens_nothing_and_is_soon_over() {
    let stage = Stage::set().await;
    let owner = signed_in(&stage).await;
    turn_on(&stage, &owner).await;
    let key = first_step(&stage, None).await;
    assert!(!stage.is_in(&key).await);
    assert!(log_in::is_waiting(&stage.services, &key).await.unwrap());
    assert!(show(&stage, &Key::received("guessed"), &code(&stage, 0).await).await.unwrap().is_none());
    stage.wait(300);
    assert!(!log_in::is_waiting(&stage.services, &key).await.unwrap());
    assert!(show(&stage, &key, &code(&stage, 0).await).await.unwrap().is_none());
    accounts::forget(&stage.services).await.unwrap();
    // Who is blocked, or has a new password, begins anew.
    let key = first_step(&stage, None).await;
    accounts::set_blocked(&stage.services, &Actor::operator(), stage.account, true).await.unwrap();
    accounts::set_blocked(&stage.services, &Actor::operator(), stage.account, false).await.unwrap();
    assert!(!log_in::is_waiting(&stage.services, &key).await.unwrap());
    let key = first_step(&stage, None).await;
    let link = accounts::invite(&stage.services, &Actor::operator(), stage.account).await.unwrap();
    accounts::set_password(&stage.services, &link, PASSWORD).await.unwrap();
    assert!(!log_in::is_waiting(&stage.services, &key).await.unwrap());
    first_step(&stage, None).await;
    stage.clear().await;
}

#[tokio::test]
async fn guessing_codes_is_slowed_down_with_the_passwords_and_keeps_no_owner_out() {
    let stage = Stage::set().await;
    let first = stage.try_in(EMAIL, PASSWORD, None).await.unwrap();
    let owner = sessions::find(&stage.services, &first.session).await.unwrap().unwrap();
    turn_on(&stage, &owner).await;
    // Somebody knows the password. Showing it again and again gives no new guesses.
    let mut looked_at = 0;
    for _ in 0..9 {
        let Ok(Step::Code(key)) = stage.try_first_step(EMAIL, PASSWORD, None).await else { break };
        match show(&stage, &key, "000000").await {
            Err(log_in::Error::Wrong) => looked_at += 1,
            Err(log_in::Error::Wait(_)) => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(looked_at, 5);
    assert!(matches!(stage.try_first_step(EMAIL, PASSWORD, None).await, Err(log_in::Error::Wait(_))));
    let key = first_step(&stage, Some(&first.device)).await;
    let own = log_in::second_step(&stage.services, &key, &code(&stage, 0).await, Some(&first.device), "?").await;
    assert!(own.unwrap().is_some(), "the owner's browser is counted by itself");
    stage.clear().await;
}

#[tokio::test]
async fn it_is_given_up_with_the_password_and_taken_by_who_may_as_much() {
    let stage = Stage::set().await;
    let owner = signed_in(&stage).await;
    turn_on(&stage, &owner).await;
    let wrong = second_factor::turn_off(&stage.services, &owner, "gættet forkert").await;
    assert!(matches!(wrong, Err(Error::Proof(proof::Error::Wrong))));
    second_factor::turn_off(&stage.services, &owner, PASSWORD).await.unwrap();
    assert!(stage.try_in(EMAIL, PASSWORD, None).await.is_ok());
    let seed = second_factor::seed(&stage.services);
    let renewed = second_factor::renew(&stage.services, &owner, PASSWORD, &seed).await;
    assert!(matches!(renewed, Err(Error::OutOfTurn)));

    turn_on(&stage, &owner).await;
    let local = Grant { role: Role::Administrator, place: Place::Programme(stage.programme) };
    let actor = |id| Actor { who: Who::Person(id), name: "Opdigtet".to_owned(), grants: vec![local] };
    let oneself = second_factor::reset(&stage.services, &actor(stage.account), stage.account).await;
    assert!(matches!(oneself, Err(Error::Denied(_))), "a stolen session is not enough");
    let key = first_step(&stage, None).await;
    second_factor::reset(&stage.services, &actor(Uuid::from_u128(7)), stage.account).await.unwrap();
    assert!(!log_in::is_waiting(&stage.services, &key).await.unwrap());
    assert!(stage.try_in(EMAIL, PASSWORD, None).await.is_ok());
    let log = nabosvar::service::audit::before(&stage.services, &Actor::operator(), i64::MAX, 4).await.unwrap();
    let told: Vec<_> = log.iter().map(|entry| (entry.deed.action.as_str(), entry.deed.object_kind.as_str())).collect();
    assert_eq!(told, ["taken", "given", "taken", "given"].map(|action| (action, "second_factor")));

    turn_on(&stage, &owner).await;
    let of_all = Grant { role: Role::Administrator, place: Place::Installation };
    roles::give(&stage.services, &Actor::operator(), stage.account, of_all).await.unwrap();
    let more = second_factor::reset(&stage.services, &actor(Uuid::from_u128(7)), stage.account).await;
    assert!(matches!(more, Err(Error::Denied(_))));
    first_step(&stage, None).await;
    stage.clear().await;
}

#[tokio::test]
async fn who_has_to_have_one_owes_it_until_it_counts_and_a_new_password_does_not_take_it() {
    let mut stage = Stage::set().await;
    assert!(!signed_in(&stage).await.owes_second_factor);
    stage.services.second_factor = Duty::Administrators;
    assert!(!signed_in(&stage).await.owes_second_factor, "a coordinator");
    stage.services.second_factor = Duty::Everybody;
    let key = stage.try_in(EMAIL, PASSWORD, None).await.unwrap().session;
    let owner = sessions::find(&stage.services, &key).await.unwrap().unwrap();
    assert!(owner.owes_second_factor);
    turn_on(&stage, &owner).await;
    let owner = sessions::find(&stage.services, &key).await.unwrap().unwrap();
    assert!(!owner.owes_second_factor);
    own_account::change_password(&stage.services, &owner, PASSWORD, "blå bænk bag skuret").await.unwrap();
    let step = stage.try_first_step(EMAIL, "blå bænk bag skuret", None).await.unwrap();
    assert!(matches!(step, Step::Code(_)));
    stage.clear().await;
}
