//! What indicators are held against: figures of registers that others publish, baselines of area and municipality, targets. They come
//! from a sheet or a form, each with its source and its day; what is put right later stays in the history, with the reason.

pub mod agreement;
pub(in crate::service) mod demo;
mod entry;
pub mod import;
mod keep;
mod number;

use std::collections::BTreeMap;

use uuid::Uuid;

use super::observation;
use crate::access::{Actor, Permission, Place};
use crate::service::Services;
use crate::store::{self, register_figure};

pub use self::agreement::{Indicator, Unit, all};
pub use self::entry::{Typed, Wrong};
pub use self::keep::{Report, keep_one, take_back};
pub use crate::store::register_figure::{About, Kind, RegisterFigure, Said, Whose};

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Its number in the file.
    pub line: u64,
    /// What is wrong.
    pub what: Wrong,
}

/// Why nothing was taken in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such programme for the actor.
    #[error("there is no such programme")]
    NoProgramme,
    /// The actor may look at it, and not change it.
    #[error("this is not permitted there")]
    Denied,
    /// This is no table.
    #[error(transparent)]
    Unreadable(#[from] crate::service::sheet::Unreadable),
    /// Lines are wrong: the first ones of them.
    #[error("lines of the table are wrong")]
    Wrong(Vec<Fault>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// All that was ever said of one thing, the first word first.
pub type History = BTreeMap<About, Vec<RegisterFigure>>;

/// What a programme is held against, for who may read it; nothing, if they may not.
pub async fn history(services: &Services, actor: &Actor, programme: Uuid) -> Result<Option<History>, store::Error> {
    if !may_read(actor, programme) {
        return Ok(None);
    }
    let mut history = History::new();
    for figure in register_figure::of_programme(&services.db, programme).await? {
        history.entry(figure.about.clone()).or_default().push(figure);
    }
    Ok(Some(history))
}

/// What counts now: the last revisions, but for those that were taken back.
pub fn current(history: &History) -> impl Iterator<Item = &RegisterFigure> {
    history.values().filter_map(|all| all.last()).filter(|last| last.said.value.is_some())
}

/// The name of a municipality without the word for it: people write both `Aarhus` and `Aarhus Kommune`.
pub fn municipality(name: &str) -> &str {
    const WORD: &str = " kommune";
    let name = name.trim();
    match name.len().checked_sub(WORD.len()).and_then(|at| name.split_at_checked(at)) {
        Some((plain, word)) if word.eq_ignore_ascii_case(WORD) && !plain.trim().is_empty() => plain.trim_end(),
        _ => name,
    }
}

/// Whether two names are of the same municipality.
pub fn is_same_municipality(one: &str, other: &str) -> bool {
    municipality(one).to_lowercase() == municipality(other).to_lowercase()
}

/// Whether somebody may read what a programme is held against. Whoever reads indicators of one of its areas reads the figures of all:
/// the official table is of the programme as a whole, and what stands in it others have counted and given out, of ten people or more.
/// It holds nothing that was answered here. Not all of it is published; so who types a figure in is told who will read it.
pub fn may_read(actor: &Actor, programme: Uuid) -> bool {
    observation::may_read(actor, programme)
}

/// Whether somebody may bring figures of a programme in.
pub fn may_change(actor: &Actor, programme: Uuid) -> bool {
    actor.may(Permission::ChangeFigures, &Place::Programme(programme))
}
