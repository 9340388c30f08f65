//! The log of administration: who did what, when, to which object. Never what somebody answered, no code of a wave and nothing
//! to reach a person by: what an entry can hold is fixed by the types below.
//!
//! Each entry holds a digest of the one before. Whoever can write to the database could write a whole chain anew, so number
//! and digest of every entry also go to the server's log, and `verify` can be told an entry that was noted elsewhere.

use std::fmt::{self, Display, Formatter};

use uuid::Uuid;

use super::Services;
use super::audit_chain::PAGE;
use crate::access::{Actor, Denied, Permission, Place, Role, Who};
use crate::store::audit::{self, Deed, Done};
use crate::store::{self, Reads, Tx};

pub use super::audit_chain::{Fault, Noted, Verified, verify};
pub use crate::store::audit::Entry;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Set up or made.
    Created,
    /// Not to take place.
    CalledOff,
    /// Brought to its end.
    Ended,
    /// Opened, for answers.
    Opened,
    /// Closed for good.
    Closed,
    /// Open for answers, because its time had come.
    Began,
    /// Closed, because its time was over.
    RanOut,
    /// To end on another day.
    EndMoved,
    /// Done with.
    Archived,
    /// Its answers deleted, because their time was over.
    Forgotten,
    /// Made known, unchangeable from then on.
    Published,
    /// No longer offered.
    Retired,
    /// Offered again.
    Reinstated,
    /// Worth nothing from then on.
    Revoked,
    /// Changed.
    Changed,
    /// Shown to everybody.
    Approved,
    /// Not shown any more, or no longer agreed to.
    Withdrawn,
    /// Sent, or handed, a link that counts once.
    Invited,
    /// Shown or given out, with what is secret of it.
    HandedOut,
    /// Given to somebody.
    Given,
    /// Taken from somebody.
    Taken,
    /// Looked at and found right as it is.
    Reviewed,
    /// Decided, once and for all.
    Settled,
    /// Sent to everybody whom it concerns.
    Mailed,
    /// Asked once more.
    Reminded,
    /// Removed with all that was known of somebody, because they wanted it.
    Erased,
}

/// What it was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object<'a> {
    /// A programme.
    Programme(Uuid),
    /// A wave.
    Wave(Uuid),
    /// An activity.
    Activity(Uuid),
    /// A token of a program.
    Token(Uuid),
    /// The account of a person.
    Account(Uuid),
    /// What the account of a person may do.
    Role(Uuid, Role),
    /// The password of an account.
    Password(Uuid),
    /// What somebody has beside their password.
    SecondFactor(Uuid),
    /// Whose account is whose at the provider of logins.
    ProviderLink(Uuid),
    /// A safety walk.
    Walk(Uuid),
    /// A version of a form.
    FormVersion(&'a str, &'a str),
    /// A finding of a walk.
    Finding(Uuid),
    /// An area.
    Area(Uuid),
    /// A session of an activity.
    Session(Uuid),
    /// Somebody's place at a session: what is named is the session, for whoever knows the sign-up sees whose it is.
    SignUp(Uuid),
    /// The consent of somebody who signed up for a session, which is named in their place.
    Consent(Uuid),
    /// The plan of an area.
    Plan(Uuid),
    /// An answer that is not anonymous.
    Response(Uuid),
    /// Other content that came under the identity of an answer.
    Case(Uuid),
    /// A release of a wave.
    Release(Uuid),
    /// That somebody wants a release of a wave.
    ReleaseRequest(Uuid),
    /// That somebody has a coarser plan of a release proposed.
    ReleaseProposal(Uuid),
    /// That somebody has a plan of a release tried.
    ReleaseTrial(Uuid),
    /// Somebody's invitation to a wave.
    Invitation(Uuid),
    /// Somebody who signed up, by the sign-up itself: only when it is handed out or erased.
    Registrant(Uuid),
    /// Somebody who was asked along on a walk.
    Guest(Uuid),
    /// A mail that was not sent.
    Mail(Uuid),
    /// What the indicators of a programme are held against.
    RegisterFigures(Uuid),
    /// That somebody is sent what indicators are observed to be.
    Subscription(Uuid),
    /// Rows of a wave: the wave, what is in them, and the export by which a file is known again.
    Microdata(Uuid, &'a str, Uuid),
}

/// Why somebody does not read the log.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It tells of all places, so who reads it may read of all.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The table could not be written.
    #[error("the log could not be written as a table")]
    Table(#[from] csv::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Notes what `actor` does in the transaction that does it. Everybody else who notes something waits for this transaction, so
/// it comes last in it.
pub async fn record(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    action: Action,
    object: Object<'_>,
) -> Result<(), store::Error> {
    append(services, tx, named(actor), action, object, "").await
}

/// The same with the reason that the actor gave for it, which says nothing of what somebody answered.
pub async fn record_reason(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    action: Action,
    object: Object<'_>,
    reason: &str,
) -> Result<(), store::Error> {
    append(services, tx, named(actor), action, object, reason).await
}

/// The same for what the installation does by itself, because its time has come.
pub async fn record_own(services: &Services, tx: &Tx, action: Action, object: Object<'_>) -> Result<(), store::Error> {
    append(services, tx, ("itself", None, "nabosvar"), action, object, "").await
}

/// What was done to some waves.
pub async fn of_waves(from: &impl Reads, waves: &[Uuid]) -> Result<Vec<(Uuid, Done)>, store::Error> {
    let kind = Object::Wave(Uuid::nil()).kind();
    let names: Vec<String> = waves.iter().map(|id| Object::Wave(*id).to_string()).collect();
    let done = audit::of(from, kind, &names).await?;
    Ok(done.into_iter().filter_map(|(name, done)| Some((name.parse().ok()?, done))).collect())
}

fn named(actor: &Actor) -> (&'static str, Option<Uuid>, &str) {
    let (kind, id) = match actor.who {
        Who::Person(id) => ("person", Some(id)),
        Who::Program(id) => ("program", Some(id)),
        Who::Operator => ("operator", None),
    };
    (kind, id, &actor.name)
}

async fn append(
    services: &Services,
    tx: &Tx,
    (kind, id, name): (&str, Option<Uuid>, &str),
    action: Action,
    object: Object<'_>,
    detail: &str,
) -> Result<(), store::Error> {
    let deed = Deed {
        actor_kind: kind.to_owned(),
        actor_id: id,
        actor_name: name.to_owned(),
        action: action.as_str().to_owned(),
        object_kind: object.kind().to_owned(),
        object_id: object.to_string(),
        detail: detail.to_owned(),
    };
    audit::append(tx, &services.clock, deed).await
}

/// Up to `most` entries below a number, the last one first, for who may read the log.
pub async fn before(services: &Services, actor: &Actor, number: i64, most: u64) -> Result<Vec<Entry>, ReadError> {
    actor.need(Permission::ReadAudit, &Place::Installation)?;
    Ok(audit::before(&services.db, number, most).await?)
}

/// Hands every entry to `each`, in their order.
pub async fn all<F>(services: &Services, mut each: impl FnMut(Entry) -> Result<(), F>) -> Result<(), F>
where
    F: From<store::Error>,
{
    let mut next = 1;
    loop {
        let entries = audit::from(&services.db, next, PAGE).await?;
        let Some(last) = entries.last() else { return Ok(()) };
        next = last.number + 1;
        entries.into_iter().try_for_each(&mut each)?;
    }
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 26] = [
        Self::Created,
        Self::CalledOff,
        Self::Ended,
        Self::Opened,
        Self::Closed,
        Self::Began,
        Self::RanOut,
        Self::EndMoved,
        Self::Archived,
        Self::Forgotten,
        Self::Published,
        Self::Retired,
        Self::Reinstated,
        Self::Revoked,
        Self::Changed,
        Self::Approved,
        Self::Withdrawn,
        Self::Invited,
        Self::HandedOut,
        Self::Given,
        Self::Taken,
        Self::Reviewed,
        Self::Settled,
        Self::Mailed,
        Self::Reminded,
        Self::Erased,
    ];

    /// As it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::CalledOff => "called_off",
            Self::Ended => "ended",
            Self::Opened => "opened",
            Self::Closed => "closed",
            Self::Began => "began",
            Self::RanOut => "ran_out",
            Self::EndMoved => "end_moved",
            Self::Archived => "archived",
            Self::Forgotten => "forgotten",
            Self::Published => "published",
            Self::Retired => "retired",
            Self::Reinstated => "reinstated",
            Self::Revoked => "revoked",
            Self::Changed => "changed",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
            Self::Invited => "invited",
            Self::HandedOut => "handed_out",
            Self::Given => "given",
            Self::Taken => "taken",
            Self::Reviewed => "reviewed",
            Self::Settled => "settled",
            Self::Mailed => "mailed",
            Self::Reminded => "reminded",
            Self::Erased => "erased",
        }
    }
}

impl Object<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Self::Programme(_) => "programme",
            Self::Wave(_) => "wave",
            Self::Activity(_) => "activity",
            Self::Session(_) => "session",
            Self::SignUp(_) => "sign_up",
            Self::Consent(_) => "consent",
            Self::Token(_) => "token",
            Self::Account(_) => "account",
            Self::Role(..) => "role",
            Self::Password(_) => "password",
            Self::SecondFactor(_) => "second_factor",
            Self::ProviderLink(_) => "provider_link",
            Self::Walk(_) => "walk",
            Self::FormVersion(..) => "form_version",
            Self::Finding(_) => "finding",
            Self::Area(_) => "area",
            Self::Plan(_) => "plan",
            Self::Response(_) => "response",
            Self::Case(_) => "case",
            Self::Release(_) => "release",
            Self::ReleaseRequest(_) => "release_request",
            Self::ReleaseProposal(_) => "release_proposal",
            Self::ReleaseTrial(_) => "release_trial",
            Self::Invitation(_) => "invitation",
            Self::Registrant(_) => "registrant",
            Self::Guest(_) => "guest",
            Self::Mail(_) => "mail",
            Self::RegisterFigures(_) => "register_figures",
            Self::Subscription(_) => "subscription",
            Self::Microdata(..) => "microdata",
        }
    }
}

impl Display for Object<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Programme(id)
            | Self::Wave(id)
            | Self::Activity(id)
            | Self::Session(id)
            | Self::SignUp(id)
            | Self::Consent(id)
            | Self::Token(id)
            | Self::Account(id)
            | Self::Password(id)
            | Self::SecondFactor(id)
            | Self::ProviderLink(id)
            | Self::Walk(id)
            | Self::Finding(id)
            | Self::Area(id)
            | Self::Plan(id)
            | Self::Response(id)
            | Self::Case(id)
            | Self::Release(id)
            | Self::ReleaseRequest(id)
            | Self::ReleaseProposal(id)
            | Self::ReleaseTrial(id)
            | Self::Invitation(id)
            | Self::Registrant(id)
            | Self::Guest(id)
            | Self::Mail(id)
            | Self::RegisterFigures(id)
            | Self::Subscription(id) => id.fmt(f),
            Self::Role(account, role) => write!(f, "{account} {}", role.as_str()),
            Self::FormVersion(form, version) => write!(f, "{form} {version}"),
            Self::Microdata(wave, content, export) => write!(f, "{wave} {content} {export}"),
        }
    }
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
