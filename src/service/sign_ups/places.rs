//! Who has a place and who waits: one rule for everything that happens. Whoever signed up first is first; who needs more places
//! than are free is passed over, so that no place stays empty, and keeps their turn.

use uuid::Uuid;

use super::letters;
use super::{Activity, Session, SignUp, Standing, State};
use crate::service::Services;
use crate::store::{self, Tx, sign_up};

/// How many places are free; `None` if there is room for everybody.
pub(super) fn free<'a>(places: Option<i32>, sign_ups: impl IntoIterator<Item = &'a SignUp>) -> Option<i32> {
    let coming = sign_ups.into_iter().filter(|sign_up| sign_up.state == Standing::Placed);
    let taken = coming.fold(0, |taken: i32, sign_up| taken.saturating_add(sign_up.party.people()));
    // Fewer places were left than had been given: those who have one keep it.
    places.map(|places| places.saturating_sub(taken).max(0))
}

/// The number of somebody who waits, counted from 1; `None` if they have their places.
pub(super) fn turn(of: &SignUp, sign_ups: &[SignUp]) -> Option<usize> {
    let waiting = sign_ups.iter().filter(|sign_up| sign_up.state == Standing::Waiting);
    (of.state == Standing::Waiting).then(|| waiting.filter(|sign_up| sign_up.number <= of.number).count())
}

/// Gives free places to those who wait, and tells them, but for the one who is here and sees it. Gives all sign-ups as they are
/// then. The caller holds the lock on the activity.
pub(in crate::service) async fn fill(
    services: &Services,
    tx: &Tx,
    activity: &Activity,
    session: &Session,
    here: Option<Uuid>,
) -> Result<Vec<SignUp>, store::Error> {
    let mut sign_ups = sign_up::of_sessions(tx, &[session.id]).await?;
    // Who waited for what is over or called off waits no longer.
    if session.state == State::Cancelled || session.on < services.clock.today() {
        return Ok(sign_ups);
    }
    for at in moving_up(activity.plan.places, &sign_ups) {
        sign_ups[at].state = Standing::Placed;
        sign_up::update(tx, &sign_ups[at]).await?;
        if here != Some(sign_ups[at].id) {
            letters::moved_up(services, tx, activity, session, &sign_ups[at]).await?;
        }
    }
    Ok(sign_ups)
}

/// Which of the sign-ups, which are in their order, get places now.
fn moving_up(places: Option<i32>, sign_ups: &[SignUp]) -> Vec<usize> {
    let mut free = free(places, sign_ups);
    let mut moving = Vec::new();
    for (at, waiting) in sign_ups.iter().enumerate().filter(|(_, sign_up)| sign_up.state == Standing::Waiting) {
        let people = waiting.party.people();
        if free.is_none_or(|free| people <= free) {
            free = free.map(|free| free - people);
            moving.push(at);
        }
    }
    moving
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use proptest::prelude::*;

    use super::super::Party;
    use super::*;

    fn sign_up(number: i32, people: i32, state: Standing) -> SignUp {
        SignUp {
            id: Uuid::from_u128(u128::try_from(number).unwrap()),
            session_id: Uuid::nil(),
            number,
            name: "Opdigtet".to_owned(),
            email: Some("opdigtet@invented.example".to_owned()),
            phone: None,
            party: Party { adults: people, children: 0, guardian: None },
            language: "da".to_owned(),
            state,
            confirmed_on: None,
            attended: false,
            untold: None,
            created_on: Date::constant(2026, 11, 21),
        }
    }

    #[test]
    fn a_family_is_passed_over_but_keeps_its_turn() {
        let mut all = vec![
            sign_up(1, 3, Standing::Placed),
            sign_up(2, 3, Standing::Waiting),
            sign_up(3, 1, Standing::Waiting),
            sign_up(4, 1, Standing::Waiting),
        ];
        assert_eq!(moving_up(Some(4), &all), [2]);
        all[2].state = Standing::Placed;
        assert_eq!((turn(&all[1], &all), turn(&all[2], &all), turn(&all[3], &all)), (Some(1), None, Some(2)));
        all[0].party.adults = 0;
        assert_eq!(moving_up(Some(4), &all), [1]);
        assert_eq!(moving_up(None, &all), [1, 3]);
        assert_eq!(free(Some(0), &all), Some(0), "there are fewer places now than people who have one");
    }

    fn anybody() -> impl Strategy<Value = Vec<SignUp>> {
        let state = prop_oneof![Just(Standing::Waiting), Just(Standing::Placed)];
        prop::collection::vec((1..6, state), 0..12).prop_map(|people| {
            (1..).zip(people).map(|(number, (people, state))| sign_up(number, people, state)).collect()
        })
    }

    proptest! {
        #[test]
        fn no_place_is_given_twice_and_none_stays_empty_that_somebody_waits_for(places in 0..30, mut all in anybody()) {
            let before = free(Some(places), &all).unwrap();
            let moving = moving_up(Some(places), &all);
            let given: i32 = moving.iter().map(|at| all[*at].party.people()).sum();
            prop_assert!(given <= before);
            for at in moving {
                all[at].state = Standing::Placed;
            }
            let left = free(Some(places), &all).unwrap();
            prop_assert_eq!(left, before - given);
            let mut waiting = all.iter().filter(|sign_up| sign_up.state == Standing::Waiting);
            prop_assert!(waiting.all(|waiting| waiting.party.people() > left));
        }
    }
}
