//! Registering who came to a session, and taking that back. A registration names the one that its writer saw, so of two who
//! write at the same time one is told.

use uuid::Uuid;

use super::{Activity, AgeBand, Count, Gender, Registration, Session, State, find_session};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::store::{self, activity_session, registration};

/// Who came, as it may be registered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    counts: Vec<Count>,
    volunteers: Option<i32>,
    first_timers: Option<i32>,
    note: Option<String>,
}

/// What is wrong with a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// More came than anybody counts.
    TooMany,
    /// More volunteers helped than anybody counts.
    Volunteers,
    /// More were there for the first time than were there.
    FirstTimers,
    /// The note is too long.
    Note,
}

/// To register a session.
#[derive(Clone, Debug)]
pub struct Command {
    /// Identity of the registration.
    pub id: Uuid,
    /// The session.
    pub session: Uuid,
    /// The registration that counted when the writer looked.
    pub seen: Option<Uuid>,
    /// Who came.
    pub sheet: Sheet,
}

/// Why a session was not registered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing for this person.
    #[error("there is no such session here")]
    NotFound,
    /// It is still to come.
    #[error("the session is still to come")]
    ToCome,
    /// It did not take place.
    #[error("the session was called off")]
    CalledOff,
    /// Somebody else has registered it since it was looked at.
    #[error("the session was registered meanwhile")]
    Conflict,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A session that is to be registered.
#[derive(Clone, Debug)]
pub struct Page {
    /// The activity.
    pub activity: Activity,
    /// The session.
    pub session: Session,
    /// What the sheet says before anything is typed.
    pub sheet: Sheet,
}

const MOST_PEOPLE: i32 = 1_000;
const MOST_VOLUNTEERS: i32 = 200;
const MOST_LETTERS: usize = 1_000;

impl Sheet {
    /// A sheet of counts, each kind once. None at all says that nobody came.
    pub fn new(
        mut counts: Vec<Count>,
        volunteers: Option<i32>,
        first_timers: Option<i32>,
        note: &str,
    ) -> Result<Self, Vec<Fault>> {
        counts.retain(|count| count.people != 0);
        counts.sort_unstable_by_key(|count| (count.age_band, count.gender));
        let is_twice =
            counts.windows(2).any(|pair| pair[0].age_band == pair[1].age_band && pair[0].gender == pair[1].gender);
        let is_wrong = is_twice || counts.iter().any(|count| !(1..=MOST_PEOPLE).contains(&count.people));
        let note = Some(note.trim().replace('\0', "")).filter(|note| !note.is_empty());
        let sheet = Self { counts, volunteers, first_timers, note };
        let total = sheet.total();
        let faults: Vec<_> = [
            (Fault::TooMany, is_wrong || total > MOST_PEOPLE),
            (Fault::Volunteers, volunteers.is_some_and(|volunteers| !(0..=MOST_VOLUNTEERS).contains(&volunteers))),
            (Fault::FirstTimers, !is_wrong && first_timers.is_some_and(|newcomers| !(0..=total).contains(&newcomers))),
            (Fault::Note, sheet.note.as_ref().is_some_and(|note| note.chars().count() > MOST_LETTERS)),
        ]
        .into_iter()
        .filter_map(|(fault, is_so)| is_so.then_some(fault))
        .collect();
        if faults.is_empty() { Ok(sheet) } else { Err(faults) }
    }

    /// How many came of a kind.
    pub fn people(&self, age_band: AgeBand, gender: Gender) -> i32 {
        let found = self.counts.iter().find(|count| count.age_band == age_band && count.gender == gender);
        found.map_or(0, |count| count.people)
    }

    /// How many came.
    pub fn total(&self) -> i32 {
        self.counts.iter().fold(0, |total, count| total.saturating_add(count.people))
    }

    /// How many volunteers helped, if that was counted.
    pub fn volunteers(&self) -> Option<i32> {
        self.volunteers
    }

    /// How many were there for the first time, if that was counted.
    pub fn first_timers(&self) -> Option<i32> {
        self.first_timers
    }

    /// What else there is to say.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

impl From<Registration> for Sheet {
    fn from(registration: Registration) -> Self {
        let Registration { counts, volunteers, first_timers, note, .. } = registration;
        Self { counts, volunteers, first_timers, note }
    }
}

/// What there is to register of a session. The sheet says what was registered, or what was last time: most who come to an
/// activity come again. What is new each time, newcomers and a note, is left open.
pub async fn page(services: &Services, actor: &Actor, session: Uuid) -> Result<Page, Error> {
    let (activity, session) = found(services, actor, session).await?;
    let sheet = match session.registration_id {
        Some(id) => sheet(services, id).await?,
        None => match activity_session::last_registered(&services.db, activity.id, session.on).await? {
            Some(Session { registration_id: Some(id), .. }) => {
                Sheet { first_timers: None, note: None, ..sheet(services, id).await? }
            }
            _ => Sheet::default(),
        },
    };
    Ok(Page { activity, session, sheet })
}

/// Registers who came. The same again changes nothing.
pub async fn register(services: &Services, actor: &Actor, command: Command) -> Result<(), Error> {
    let (_, session) = found(services, actor, command.session).await?;
    if session.on > services.clock.today() {
        return Err(Error::ToCome);
    }
    if session.state == State::Cancelled {
        return Err(Error::CalledOff);
    }
    let Sheet { counts, volunteers, first_timers, note } = command.sheet;
    let new = Registration {
        id: command.id,
        session_id: session.id,
        follows: command.seen,
        on: services.clock.today(),
        counts,
        volunteers,
        first_timers,
        note,
    };
    let tx = services.db.begin().await?;
    if !registration::insert(&tx, &new).await? {
        // A second click, unless the identity is another session's.
        let first = registration::find(&tx, new.id).await?;
        return if first.is_some_and(|first| first.session_id == session.id) { Ok(()) } else { Err(Error::Conflict) };
    }
    if !activity_session::register(&tx, session.id, new.follows, Some(new.id)).await? {
        return Err(Error::Conflict);
    }
    tx.commit().await?;
    Ok(())
}

/// Takes a registration back: what was registered before counts again. Once more changes nothing.
pub async fn undo(services: &Services, actor: &Actor, session: Uuid, registration: Uuid) -> Result<(), Error> {
    let (_, session) = found(services, actor, session).await?;
    let tx = services.db.begin().await?;
    let Some(last) = registration::find(&tx, registration).await? else { return Ok(()) };
    if !activity_session::register(&tx, session.id, Some(last.id), last.follows).await? {
        return Err(Error::Conflict);
    }
    registration::remove(&tx, last.id).await?;
    tx.commit().await?;
    Ok(())
}

async fn found(services: &Services, actor: &Actor, session: Uuid) -> Result<(Activity, Session), Error> {
    find_session(&services.db, actor, Permission::RegisterActivities, session).await?.ok_or(Error::NotFound)
}

async fn sheet(services: &Services, registration: Uuid) -> Result<Sheet, store::Error> {
    Ok(registration::find(&services.db, registration).await?.map(Sheet::from).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(age_band: AgeBand, gender: Gender, people: i32) -> Count {
        Count { age_band, gender, people }
    }

    #[test]
    fn a_sheet_says_how_many_came_of_each_kind() {
        let counts = vec![
            count(AgeBand::From60, Gender::Men, 2),
            count(AgeBand::To5, Gender::Women, 3),
            count(AgeBand::To17, Gender::Men, 0),
        ];
        let sheet = Sheet::new(counts, Some(1), Some(5), " en note ").unwrap();
        assert_eq!((sheet.total(), sheet.people(AgeBand::To5, Gender::Women)), (5, 3));
        assert_eq!(sheet.people(AgeBand::To17, Gender::Men), 0);
        assert_eq!(sheet.note(), Some("en note"));
        assert_eq!(
            Sheet::new(Vec::new(), None, Some(0), "").unwrap(),
            Sheet { first_timers: Some(0), ..Sheet::default() }
        );
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let of = |people| vec![count(AgeBand::To29, Gender::Women, people)];
        let faults = |counts, volunteers, first_timers, note: &str| {
            Sheet::new(counts, volunteers, first_timers, note).unwrap_err()
        };
        assert_eq!(faults(of(-1), None, None, ""), [Fault::TooMany]);
        assert_eq!(faults(of(i32::MAX), None, Some(3), ""), [Fault::TooMany]);
        assert_eq!(faults([of(1), of(2)].concat(), None, None, ""), [Fault::TooMany]);
        assert_eq!(
            faults(
                vec![count(AgeBand::To5, Gender::Men, 600), count(AgeBand::To5, Gender::Women, 600)],
                None,
                None,
                ""
            ),
            [Fault::TooMany]
        );
        assert_eq!(
            faults(of(5), Some(201), Some(6), &"a".repeat(1_001)),
            [Fault::Volunteers, Fault::FirstTimers, Fault::Note]
        );
    }
}
