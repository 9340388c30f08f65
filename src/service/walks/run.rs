//! Holding a walk: a form is filled on the way and kept after every step. Several may write on one walk; who writes on what
//! somebody else has changed since is told so.

use std::sync::Arc;

use forms::page::{self, Page};
use forms::{Form, Instance, Surroundings};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{FORM, Located, State, Walk, located};
use crate::access::{Actor, Permission};
use crate::service::answers::known;
use crate::service::plans::{self, Plan};
use crate::service::{PublishedForm, Services, catalogue};
use crate::store::place::Area;
use crate::store::walk::Sheet;
use crate::store::{self, walk};

/// A walk that is being held.
#[derive(Clone, Debug)]
pub struct Running {
    /// The walk as it was read.
    pub walk: Walk,
    /// The area that it goes through.
    pub area: Area,
    /// The form that is filled.
    pub form: Arc<PublishedForm>,
    /// What is written down so far.
    pub sheet: Sheet,
    /// The plan of the area, to show on it where something is.
    pub plan: Option<Plan>,
}

/// Why nothing can be written down.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No version of the form can be filled.
    #[error("no version of the form for walks is published")]
    NoForm,
    /// The walk is not being held: it ended, was called off, or has not begun.
    #[error("the walk is not being held")]
    NotRunning,
    /// Somebody else has written on the walk since it was read.
    #[error("the walk was changed meanwhile")]
    Changed,
    /// The walk is not there for this person, or the database failed.
    #[error(transparent)]
    Walk(#[from] super::Error),
}

/// Starts a walk, or goes on with one that was started.
pub async fn start(services: &Services, actor: &Actor, id: Uuid, language: &str) -> Result<Running, Error> {
    let Located { walk, area } = located(&services.db, actor, Permission::HoldWalks, id).await?;
    if walk.state != State::Planned {
        return open(services, actor, id).await;
    }
    let form = catalogue::newest_asked(services, FORM).await?.ok_or(Error::NoForm)?;
    let answers = first_answers(services, &form.form, &walk, &area, language).to_string();
    let sheet = Sheet { form_version: form.form.version().to_owned(), language: language.to_owned(), answers };
    let started = Walk { state: State::Running, sheet: Some(sheet), ..walk };
    let tx = services.db.begin().await?;
    // Of two clicks at once, one starts it.
    if walk::update(&tx, &started).await? {
        tx.commit().await?;
    } else {
        drop(tx);
    }
    open(services, actor, id).await
}

/// A walk that somebody may write on.
pub async fn open(services: &Services, actor: &Actor, id: Uuid) -> Result<Running, Error> {
    let Located { walk, area } = located(&services.db, actor, Permission::HoldWalks, id).await?;
    let sheet = walk.sheet.clone().filter(|_| walk.state == State::Running).ok_or(Error::NotRunning)?;
    let form = catalogue::find(services, FORM, &sheet.form_version).await?.ok_or(Error::NoForm)?;
    let plan = plans::of(services, area.id).await?;
    Ok(Running { walk, area, form, sheet, plan })
}

/// Keeps what is written down by now, in the place of what was read.
pub async fn save(services: &Services, read: &Running, language: &str, answers: &Value) -> Result<(), Error> {
    let sheet = Sheet { language: language.to_owned(), answers: answers.to_string(), ..read.sheet.clone() };
    let tx = services.db.begin().await?;
    if !walk::update(&tx, &Walk { sheet: Some(sheet), ..read.walk.clone() }).await? {
        return Err(Error::Changed);
    }
    Ok(tx.commit().await?)
}

/// What the plan has said already.
fn first_answers(services: &Services, form: &Form, walk: &Walk, area: &Area, language: &str) -> Value {
    let mut instance = Instance::new(form, &surroundings(services, walk.id, language));
    // What is refused stays unanswered, and is asked.
    let _ = instance.set("walk/area_name", &json!(area.name));
    // Who goes to look again may find nothing new.
    if walk.plan.is_reinspection {
        let turns: Vec<Page> = page::pages(&instance).into_iter().filter(Page::asks_for_turns).collect();
        for page in &turns {
            page.remove_turn(&mut instance, 1);
        }
    }
    instance.all_answers()
}

/// The response that a walk ends with has the identity of the walk, so everything that follows from chance stays as it was.
fn surroundings(services: &Services, walk: Uuid, language: &str) -> Surroundings {
    known::surroundings(services, walk, language)
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Walk(error.into())
    }
}
