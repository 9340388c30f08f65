//! Looking somebody up, where whoever looks may read: each thing by the permission that the page about it needs.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};
use uuid::Uuid;

use super::sought::Sought;
use super::{Held, Item, MOST, Thing, answered, item};
use crate::access::{Actor, Permission, Place};
use crate::service::activities::{self, Activity, Session};
use crate::service::sign_ups::{Consent, KEPT_DAYS, SignUp};
use crate::service::waves::{self, Wave};
use crate::service::{Services, invitations};
use crate::store::invitation::{self, Invitation};
use crate::store::mail::Waiting;
use crate::store::walk::{self, Walk};
use crate::store::{self, activity, activity_session, mail, place, sign_up};

/// Sessions in one question to the database.
const AT_ONCE: usize = 500;

/// All that is known of somebody, where `actor` may read it.
pub async fn find(services: &Services, actor: &Actor, sought: &Sought) -> Result<Held, store::Error> {
    let mut items = invited(services, actor, sought).await?;
    items.extend(signed_up(services, actor, sought).await?);
    items.extend(asked_along(services, actor, sought).await?);
    items.extend(answered::find(services, actor, sought).await?);
    if actor.may(Permission::ReadContacts, &Place::Installation) {
        let waiting = mail::list(&services.db).await?.into_iter();
        items.extend(waiting.filter(|mail| sought.is_in(&mail.recipient)).map(|mail| of_mail(&mail)));
    }
    let has_more = items.len() > MOST;
    items.truncate(MOST);
    Ok(Held { items, has_more })
}

/// One thing, if it is there for somebody.
pub(super) async fn one(services: &Services, actor: &Actor, thing: Thing) -> Result<Option<Item>, store::Error> {
    match thing {
        Thing::Invitation(id) => {
            let Some(found) = invitation::find(&services.db, id).await? else { return Ok(None) };
            let wave = waves::find(services, found.wave_id).await?;
            let wave = wave.filter(|wave| waves::may_in_all(actor, Permission::ManageWaves, wave));
            Ok(wave.map(|wave| of_invitation(&wave, &found)))
        }
        Thing::SignUp(id) => {
            let Some(found) = sign_up::find(&services.db, id).await? else { return Ok(None) };
            let permission = Permission::ReadContacts;
            let session = activities::find_session(&services.db, actor, permission, found.session_id).await?;
            let Some((activity, session)) = session else { return Ok(None) };
            let consents = sign_up::consents(&services.db, &[id]).await?;
            Ok(Some(of_sign_up(&activity, &session, &found, &consents)))
        }
        Thing::Guest(id) => {
            let Some(found) = walk::invitation(&services.db, id).await? else { return Ok(None) };
            let Some(walk) = walk::find(&services.db, found.walk_id).await? else { return Ok(None) };
            let area = place::area(&services.db, walk.area_id).await?;
            let area = area.filter(|area| actor.may(Permission::HoldWalks, &area.place()));
            Ok(area.map(|_| of_guest(&walk, &found)))
        }
        Thing::Answer(id) => answered::one(services, actor, id).await,
        Thing::Mail(id) => {
            let is_permitted = actor.may(Permission::ReadContacts, &Place::Installation);
            let waiting = mail::list(&services.db).await?.into_iter().find(|mail| is_permitted && mail.id == id);
            Ok(waiting.map(|mail| of_mail(&mail)))
        }
    }
}

async fn invited(services: &Services, actor: &Actor, sought: &Sought) -> Result<Vec<Item>, store::Error> {
    let mut items = Vec::new();
    for id in invitation::waves(&services.db).await? {
        let Some(wave) = waves::find(services, id).await? else { continue };
        if !waves::may_in_all(actor, Permission::ManageWaves, &wave) {
            continue;
        }
        let code = sought.code.as_ref().filter(|code| services.secret_key.is_code_of(id, code));
        let is_theirs = |one: &Invitation| {
            let contact = &one.contact;
            let (email, phone) = (contact.email.as_deref(), contact.phone.as_deref());
            let is_named = sought.is_in_one_of(&[Some(&contact.name), Some(&contact.address), email, phone]);
            is_named || code.is_some_and(|code| *code == invitations::code(services, one))
        };
        let found = invitation::of_wave(&services.db, id).await?;
        items.extend(found.iter().filter(|one| is_theirs(one)).map(|one| of_invitation(&wave, one)));
    }
    Ok(items)
}

async fn signed_up(services: &Services, actor: &Actor, sought: &Sought) -> Result<Vec<Item>, store::Error> {
    let areas = activities::areas(services, actor, Permission::ReadContacts).await?;
    let of_areas = activity::list(&services.db, &areas.iter().map(|area| area.id).collect::<Vec<_>>()).await?;
    let ids: Vec<Uuid> = of_areas.iter().map(|activity| activity.id).collect();
    // Earlier ones were forgotten, or will be within the day.
    let first = services.clock.today().saturating_sub((KEPT_DAYS + 1).days());
    let sessions = activity_session::between(&services.db, &ids, first, Date::MAX).await?;
    let mut items = Vec::new();
    for some in sessions.chunks(AT_ONCE) {
        let ids: Vec<Uuid> = some.iter().map(|session| session.id).collect();
        let is_theirs = |one: &SignUp| {
            sought.is_in_one_of(&[
                Some(&one.name),
                one.email.as_deref(),
                one.phone.as_deref(),
                one.party.guardian.as_deref(),
            ])
        };
        let mut found = sign_up::of_sessions(&services.db, &ids).await?;
        found.retain(is_theirs);
        let consents = sign_up::consents(&services.db, &found.iter().map(|one| one.id).collect::<Vec<_>>()).await?;
        items.extend(found.iter().filter_map(|one| {
            let session = some.iter().find(|session| session.id == one.session_id)?;
            let activity = of_areas.iter().find(|activity| activity.id == session.activity_id)?;
            let own: Vec<Consent> = consents.iter().filter(|consent| consent.sign_up_id == one.id).cloned().collect();
            Some(of_sign_up(activity, session, one, &own))
        }));
    }
    Ok(items)
}

async fn asked_along(services: &Services, actor: &Actor, sought: &Sought) -> Result<Vec<Item>, store::Error> {
    let areas = activities::areas(services, actor, Permission::HoldWalks).await?;
    let mut items = Vec::new();
    for walk in walk::list(&services.db, &areas.iter().map(|area| area.id).collect::<Vec<_>>()).await? {
        let guests = walk::invitations(&services.db, walk.id).await?.into_iter();
        let is_theirs = |guest: &walk::Invitation| sought.is_in_one_of(&[Some(&guest.name), guest.email.as_deref()]);
        items.extend(guests.filter(is_theirs).map(|guest| of_guest(&walk, &guest)));
    }
    Ok(items)
}

fn of_invitation(wave: &Wave, one: &Invitation) -> Item {
    let contact = &one.contact;
    let says = [
        ("wave", json!(wave.name)),
        ("name", json!(contact.name)),
        ("address", json!(contact.address)),
        ("department", json!(contact.department)),
        ("email", json!(contact.email)),
        ("phone", json!(contact.phone)),
        ("post_reference", json!(contact.post_reference)),
        ("language", json!(contact.language)),
        ("stopped_on", day(one.stopped_on)),
        ("refusal", json!(one.refusal)),
    ];
    item(Thing::Invitation(one.id), says)
}

fn of_sign_up(activity: &Activity, session: &Session, one: &SignUp, consents: &[Consent]) -> Item {
    let agreed = consents.iter().map(|consent| {
        json!({
            "party": consent.party,
            "purpose": consent.purpose,
            "given_on": consent.given_on.to_string(),
            "withdrawn_on": day(consent.withdrawn_on),
        })
    });
    let says = [
        ("activity", json!(activity.plan.name)),
        ("on", day(Some(session.on))),
        ("name", json!(one.name)),
        ("email", json!(one.email)),
        ("phone", json!(one.phone)),
        ("adults", json!(one.party.adults)),
        ("children", json!(one.party.children)),
        ("guardian", json!(one.party.guardian)),
        ("language", json!(one.language)),
        ("state", json!(one.state.as_str())),
        ("confirmed_on", day(one.confirmed_on)),
        ("attended", json!(one.attended)),
        ("created_on", day(Some(one.created_on))),
        ("consents", agreed.collect()),
    ];
    item(Thing::SignUp(one.id), says)
}

fn of_guest(walk: &Walk, guest: &walk::Invitation) -> Item {
    let says = [
        ("on", day(Some(walk.plan.on))),
        ("name", json!(guest.name)),
        ("email", json!(guest.email)),
        ("language", json!(guest.language)),
    ];
    item(Thing::Guest(guest.id), says)
}

/// Without its text: a mail to somebody who works here may hold a link that sets a password.
fn of_mail(mail: &Waiting) -> Item {
    item(Thing::Mail(mail.id), [("email", json!(mail.recipient)), ("subject", json!(mail.subject))])
}

fn day(on: Option<Date>) -> Value {
    on.map_or(Value::Null, |on| json!(on.to_string()))
}
