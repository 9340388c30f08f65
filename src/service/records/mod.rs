//! Records: forms that staff fill about their work. A note in the log book is about an area and written in a minute; a
//! self-evaluation is about a year of an activity and grows over weeks. Both are kept after every step, finished once, and
//! corrected later by a new revision of what they said.

use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

use super::Services;
use super::activities::{self, Activity};
use crate::access::{Actor, Permission, Who};
use crate::store::place::Area;
use crate::store::{self, Reads, place, record, response};

pub mod list;
pub mod write;

pub use crate::store::record::{About, Record};
pub use crate::store::response::Response;

/// Which form a record is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A note in the log book.
    Note,
    /// A yearly self-evaluation.
    Evaluation,
}

/// What a record is about, as people know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An area.
    Area(Area),
    /// A year of an activity.
    Year(Box<Activity>, i32),
}

/// A record, and what it is about.
#[derive(Clone, Debug)]
pub struct Located {
    /// The record.
    pub record: Record,
    /// What it is about.
    pub subject: Subject,
}

/// Why a record is not there for somebody.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none of this identity, or it is none of this person's business.
    #[error("there is no such record")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Kind {
    /// The kind of what is about something.
    pub fn of(about: &About) -> Self {
        match about {
            About::Area(_) => Self::Note,
            About::Year(..) => Self::Evaluation,
        }
    }

    /// The form that is filled.
    pub fn form(self) -> &'static str {
        match self {
            Self::Note => "logbog",
            Self::Evaluation => "selvevaluering",
        }
    }

    /// What somebody needs to read one. Notes tell of residents; an evaluation is for those who follow the work.
    pub fn reading(self) -> Permission {
        match self {
            Self::Note => Permission::ReadAnswers,
            Self::Evaluation => Permission::ReadActivities,
        }
    }
}

/// A record that somebody may read, and what it said when it was last finished.
pub async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<(Located, Option<Response>), Error> {
    let found = record::find(&services.db, id).await?.ok_or(Error::NotFound)?;
    let located = locate(&services.db, actor, Kind::of(&found.about).reading(), found).await?;
    let said = said(&services.db, &located.record).await?;
    if is_for(actor, &located.record, said.as_ref()) { Ok((located, said)) } else { Err(Error::NotFound) }
}

/// Whether somebody may write about what a record is about.
pub fn may_write(actor: &Actor, subject: &Subject) -> bool {
    may(actor, Permission::RegisterActivities, subject)
}

/// Locates a record, for who is permitted something about what it is about.
async fn locate(from: &impl Reads, actor: &Actor, permission: Permission, found: Record) -> Result<Located, Error> {
    let subject = subject(from, found.about).await?.filter(|subject| may(actor, permission, subject));
    Ok(Located { record: found, subject: subject.ok_or(Error::NotFound)? })
}

async fn subject(from: &impl Reads, about: About) -> Result<Option<Subject>, store::Error> {
    Ok(match about {
        About::Area(area) => place::area(from, area).await?.map(Subject::Area),
        About::Year(activity, year) => {
            let found = store::activity::find(from, activity).await?;
            found.map(|activity| Subject::Year(Box::new(activity), year))
        }
    })
}

fn may(actor: &Actor, permission: Permission, subject: &Subject) -> bool {
    match subject {
        Subject::Area(area) => actor.may(permission, &area.place()),
        Subject::Year(activity, _) => activities::may(actor, permission, activity),
    }
}

async fn said(from: &impl Reads, of: &Record) -> Result<Option<Response>, store::Error> {
    if of.revision.is_some() { response::find(from, of.id).await } else { Ok(None) }
}

/// Whether what a record says is for somebody who may read others of its kind. A note that is not finished is its author's
/// own; so is one that nobody else may read, or that tells of a resident who did not agree to it.
fn is_for(actor: &Actor, record: &Record, said: Option<&Response>) -> bool {
    let is_own = match actor.who {
        Who::Person(person) => record.author == Some(person),
        Who::Program(_) => false,
        Who::Operator => true,
    };
    let is_shared = || {
        let answers: Value = said.and_then(|said| serde_json::from_str(&said.answers).ok()).unwrap_or_default();
        let readers = answers["readers"].as_array().into_iter().flatten();
        !answers.is_null() && answers["consent"] != "no" && readers.into_iter().all(|reader| reader != "nobody")
    };
    is_own || Kind::of(&record.about) == Kind::Evaluation || is_shared()
}

/// The day that a note is about.
fn happened_on(said: &Response) -> Option<Date> {
    let answers: Value = serde_json::from_str(&said.answers).ok()?;
    answers["when_and_where"]["happened_on"].as_str()?.parse().ok()
}
