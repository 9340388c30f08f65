//! One page of what was observed, for who may read it.

use uuid::Uuid;

use super::told::Names;
use crate::access::Actor;
use crate::service::Services;
use crate::service::indicators::observation::{self, Observation};
use crate::store;
use crate::store::observation as kept;

/// Which observations are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Those after the one of this number; 0 for all.
    pub after: i64,
    /// So many, and no more.
    pub most: u64,
    /// Of this programme alone.
    pub programme: Option<Uuid>,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// In the order of their numbers.
    pub observations: Vec<Observation>,
    /// What to ask for next: the number of the last one.
    pub next: i64,
    /// Whether there are more already.
    pub is_more: bool,
    /// What the places in them are called.
    pub names: Names,
}

/// The page that somebody wants, of what they may read.
pub async fn page(services: &Services, actor: &Actor, wanted: Wanted) -> Result<Page, store::Error> {
    let mut programmes = observation::programmes(services, actor).await?;
    programmes.retain(|id| wanted.programme.is_none_or(|programme| programme == *id));
    // One more than is wanted tells whether there are more.
    let mut observations = kept::after(&services.db, &programmes, wanted.after, wanted.most.saturating_add(1)).await?;
    let most = usize::try_from(wanted.most).unwrap_or(usize::MAX);
    let is_more = observations.len() > most;
    observations.truncate(most);
    let next = observations.last().map_or(wanted.after, |last| last.number);
    Ok(Page { observations, next, is_more, names: Names::all(services).await? })
}
