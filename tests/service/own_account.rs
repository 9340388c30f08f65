//! What somebody changes about their own account, and what a stolen session is not enough for.

use nabosvar::service::accounts::own_account::{self, Error};
use nabosvar::service::accounts::passwords::Unfit;
use nabosvar::service::accounts::proof;
use nabosvar::service::accounts::sessions::{self, SignedIn};
use nabosvar::store::audit;

use crate::accounts::{EMAIL, PASSWORD, Stage};

const NEXT: &str = "blå bænk bag skuret";

async fn signed_in(stage: &Stage) -> SignedIn {
    let key = stage.try_in(EMAIL, PASSWORD, None).await.unwrap().session;
    sessions::find(&stage.services, &key).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_new_password_ends_what_the_old_one_began() {
    let stage = Stage::set().await;
    let before = stage.try_in(EMAIL, PASSWORD, None).await.unwrap();
    let this = sessions::find(&stage.services, &before.session).await.unwrap().unwrap();
    let elsewhere = stage.try_in(EMAIL, PASSWORD, None).await.unwrap().session;
    let unfit = own_account::change_password(&stage.services, &this, PASSWORD, "kort").await;
    assert!(matches!(unfit, Err(Error::Unfit(Unfit::TooShort))));
    let next = own_account::change_password(&stage.services, &this, PASSWORD, NEXT).await.unwrap();
    let newest = audit::before(&stage.services.db, i64::MAX, 2).await.unwrap();
    let account = stage.account.to_string();
    for entry in &newest {
        let deed = (entry.deed.action.as_str(), entry.deed.object_kind.as_str(), &entry.deed.object_id);
        assert_eq!(deed, ("changed", "password", &account), "by the link, and here");
    }
    assert_eq!(newest.len(), 2);
    assert!(stage.is_in(&next).await);
    assert!(!stage.is_in(&elsewhere).await && !stage.is_in(&before.session).await);
    assert!(stage.try_in(EMAIL, PASSWORD, Some(&before.device)).await.is_err());
    assert!(stage.try_in(EMAIL, NEXT, None).await.is_ok());
    stage.clear().await;
}

#[tokio::test]
async fn guessing_in_a_stolen_session_is_slowed_down_and_makes_nobody_else_wait() {
    let stage = Stage::set().await;
    let (stolen, own) = (signed_in(&stage).await, signed_in(&stage).await);
    let change =
        async |who: &SignedIn, present: &str| own_account::change_password(&stage.services, who, present, NEXT).await;
    for _ in 0..5 {
        assert!(matches!(change(&stolen, "gættet forkert").await, Err(Error::Proof(proof::Error::Wrong))));
    }
    assert!(matches!(change(&stolen, PASSWORD).await, Err(Error::Proof(proof::Error::Wait(_)))));
    assert!(stage.try_in(EMAIL, PASSWORD, None).await.is_ok());
    assert!(change(&own, PASSWORD).await.is_ok());
    stage.clear().await;
}

#[tokio::test]
async fn one_ends_ones_own_sessions_and_nobody_elses() {
    let stage = Stage::set().await;
    let (this, second, third) = (signed_in(&stage).await, signed_in(&stage).await, signed_in(&stage).await);
    let other = uuid::Uuid::from_u128(7);
    assert!(!sessions::revoke(&stage.services, other, second.session.id).await.unwrap());
    assert!(sessions::revoke(&stage.services, stage.account, second.session.id).await.unwrap());
    assert!(!sessions::revoke(&stage.services, stage.account, second.session.id).await.unwrap());
    sessions::revoke_others(&stage.services, stage.account, this.session.id).await.unwrap();
    let left = sessions::list(&stage.services, stage.account).await.unwrap();
    assert_eq!(left.iter().map(|session| session.id).collect::<Vec<_>>(), [this.session.id]);
    assert_ne!(third.session.id, this.session.id);
    stage.clear().await;
}
