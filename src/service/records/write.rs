//! Writing a record: begun once, kept after every step, finished as a response, corrected as a revision of it. Several may write
//! on one; who writes on what somebody else has changed since is told so.

use std::sync::Arc;

use forms::{Form, Instance, Violation};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{About, Kind, Located, Record, Subject, happened_on, is_for, locate, said, subject};
use crate::access::{Actor, Permission, Who};
use crate::service::answers::submit::{self, Command, Handling, Round};
use crate::service::answers::{known, revise};
use crate::service::{PublishedForm, Services, catalogue};
use crate::store::response::{self, Kept};
use crate::store::response_event::Deed;
use crate::store::walk::Sheet;
use crate::store::{self, Reads, Tx, record};

/// A record that is being written.
#[derive(Clone, Debug)]
pub struct Running {
    /// The record as it was read.
    pub record: Record,
    /// The form that is filled.
    pub form: Arc<PublishedForm>,
    /// What is written so far.
    pub sheet: Sheet,
}

/// Why nothing can be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No version of the form can be filled.
    #[error("no version of the form is published")]
    NoForm,
    /// It is finished, and nobody corrects it.
    #[error("the record is not being written")]
    NotOpen,
    /// Somebody else has written on it since it was read.
    #[error("the record was changed meanwhile")]
    Changed,
    /// What was finished was corrected elsewhere, or something else has its identity.
    #[error("what was finished is not what this is a correction of")]
    Overtaken,
    /// What is written breaks rules of the form: all of them are here.
    #[error("what is written breaks rules of the form")]
    Violations(Vec<Violation>),
    /// The record is not there for this person, or the database failed.
    #[error(transparent)]
    Record(#[from] super::Error),
}

/// Begins a record under an identity, and gives the identity of the one that there is: of a year there is one, and a second
/// click begins nothing more.
pub async fn begin(services: &Services, actor: &Actor, id: Uuid, about: About, language: &str) -> Result<Uuid, Error> {
    let subject = subject(&services.db, about).await?.filter(|subject| super::may_write(actor, subject));
    let subject = subject.filter(|_| has_begun(services, about)).ok_or(super::Error::NotFound)?;
    let form = catalogue::newest_asked(services, Kind::of(&about).form()).await?.ok_or(Error::NoForm)?;
    let answers = first_answers(services, &form.form, id, &subject, language).to_string();
    let sheet = Sheet { form_version: form.form.version().to_owned(), language: language.to_owned(), answers };
    let author = match actor.who {
        Who::Person(person) => Some(person),
        Who::Program(_) | Who::Operator => None,
    };
    let on = services.clock.today();
    let tx = services.db.begin().await?;
    let new = Record { id, about, author, on, sheet: Some(sheet), revision: None, version: 1 };
    if record::insert(&tx, &new).await? {
        tx.commit().await?;
        return Ok(id);
    }
    drop(tx);
    let there = match about {
        About::Area(_) => record::find(&services.db, id).await?,
        About::Year(activity, year) => record::of_year(&services.db, &[activity], year).await?.pop(),
    };
    Ok(located(&services.db, actor, there).await?.record.id)
}

/// A record that somebody may write on.
pub async fn open(services: &Services, actor: &Actor, id: Uuid) -> Result<Running, Error> {
    let Located { record, .. } = located(&services.db, actor, record::find(&services.db, id).await?).await?;
    let sheet = record.sheet.clone().ok_or(Error::NotOpen)?;
    let form = catalogue::find(services, Kind::of(&record.about).form(), &sheet.form_version).await?;
    Ok(Running { record, form: form.ok_or(Error::NoForm)?, sheet })
}

/// Keeps what is written by now, in the place of what was read.
pub async fn save(services: &Services, read: &Running, language: &str, answers: &Value) -> Result<(), Error> {
    let sheet = Sheet { language: language.to_owned(), answers: answers.to_string(), ..read.sheet.clone() };
    change(services, &Record { sheet: Some(sheet), ..read.record.clone() }).await
}

/// Finishes a record of which the version was looked at: what is written is a response, or its next revision.
pub async fn finish(services: &Services, actor: &Actor, id: Uuid, version: i32) -> Result<(), Error> {
    let Running { record, form, sheet } = open(services, actor, id).await?;
    if record.version != version {
        return Err(Error::Changed);
    }
    let command = Command {
        form_id: form.form.id().to_owned(),
        version: sheet.form_version,
        response_id: id,
        round: Round::OnlyOpen,
        handling: Handling::Strict,
        language: sheet.language,
        body: sheet.answers.into_bytes(),
    };
    let checked = submit::check(services, &form.form, None, &command)?;
    let on = happened_on(&checked).unwrap_or(record.on);
    let tx = services.db.begin().await?;
    let revision = keep(services, &tx, actor, record.revision, checked).await?;
    if !record::update(&tx, &Record { on, sheet: None, revision: Some(revision), ..record }).await? {
        return Err(Error::Changed);
    }
    Ok(tx.commit().await?)
}

/// Opens a record that was finished, to correct it. What it said counts until the correction is finished, too.
pub async fn correct(services: &Services, actor: &Actor, id: Uuid) -> Result<(), Error> {
    let Located { record, .. } = located(&services.db, actor, record::find(&services.db, id).await?).await?;
    if record.sheet.is_some() {
        return Ok(());
    }
    let said = said(&services.db, &record).await?.ok_or(super::Error::NotFound)?;
    let sheet = Sheet { form_version: said.form_version, language: said.language, answers: said.answers };
    change(services, &Record { sheet: Some(sheet), revision: Some(said.revision), ..record }).await
}

/// Throws away what was written since a record was last finished; all of it, if it never was.
pub async fn discard(services: &Services, actor: &Actor, id: Uuid, version: i32) -> Result<(), Error> {
    let Located { record, .. } = located(&services.db, actor, record::find(&services.db, id).await?).await?;
    if record.sheet.is_none() {
        return Err(Error::NotOpen);
    }
    if record.revision.is_some() {
        return change(services, &Record { sheet: None, version, ..record }).await;
    }
    let tx = services.db.begin().await?;
    if !record::remove(&tx, id, version).await? {
        return Err(Error::Changed);
    }
    Ok(tx.commit().await?)
}

/// Nobody looks back on a year that has not begun.
fn has_begun(services: &Services, about: About) -> bool {
    match about {
        About::Area(_) => true,
        About::Year(_, year) => year <= i32::from(services.clock.today().year()),
    }
}

/// A record that somebody may write on, as far as they may read it.
async fn located(from: &impl Reads, actor: &Actor, found: Option<Record>) -> Result<Located, Error> {
    let found = found.ok_or(super::Error::NotFound)?;
    let located = locate(from, actor, Permission::RegisterActivities, found).await?;
    let said = said(from, &located.record).await?;
    let is_theirs = is_for(actor, &located.record, said.as_ref());
    is_theirs.then_some(located).ok_or(Error::Record(super::Error::NotFound))
}

async fn change(services: &Services, changed: &Record) -> Result<(), Error> {
    let tx = services.db.begin().await?;
    if !record::update(&tx, changed).await? {
        return Err(Error::Changed);
    }
    Ok(tx.commit().await?)
}

/// Stores what a record says now, and gives the revision that says so. `base` is the one that it is a correction of.
async fn keep(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    base: Option<i32>,
    checked: response::Response,
) -> Result<i32, Error> {
    let Some(base) = base else {
        return if response::insert(tx, &checked).await? { Ok(checked.revision) } else { Err(Error::Overtaken) };
    };
    match response::lock(tx, checked.id).await? {
        Some(Kept::Response(old)) if old.revision == base && old.sha256 == checked.sha256 => Ok(base),
        Some(Kept::Response(old)) if old.revision == base => {
            Ok(revise::replace(services, tx, actor, (&old, checked), Deed::Revise).await?.revision)
        }
        _ => Err(Error::Overtaken),
    }
}

/// What is known before anything is written. What the form does not take stays unanswered, and is asked.
fn first_answers(services: &Services, form: &Form, id: Uuid, subject: &Subject, language: &str) -> Value {
    let mut instance = Instance::new(form, &known::surroundings(services, id, language));
    let known = match subject {
        Subject::Area(area) => vec![("when_and_where/area", area.name.to_lowercase().replace(' ', "_"))],
        Subject::Year(activity, year) => {
            let plan = &activity.plan;
            let goal = plan.sub_goal.as_ref().map(|goal| format!("{}: {goal}", plan.name));
            vec![
                ("sheet/year", year.to_string()),
                ("sheet/focus_area", plan.focus_area.as_str().to_owned()),
                ("sheet/goal", goal.unwrap_or_else(|| plan.name.clone())),
            ]
        }
    };
    for (path, answer) in known {
        let _ = instance.set(path, &json!(answer));
    }
    instance.all_answers()
}

impl From<submit::Error> for Error {
    fn from(error: submit::Error) -> Self {
        match error {
            submit::Error::Violations(violations) => Self::Violations(violations),
            submit::Error::Store(error) => error.into(),
            // A response without a wave is refused for no other reason.
            _ => Self::Overtaken,
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Record(error.into())
    }
}
