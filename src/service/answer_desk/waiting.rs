//! What waits for who answers for answers: some that break rules of their form, and other content that came under the identity
//! of one. Of the places where somebody may do something about it.

use super::cases;
use super::list::{self, Filter};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::store::Error;

/// So much of something, or at least so much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many there are.
    pub seen: usize,
    /// Whether there may be more.
    pub has_more: bool,
}

/// How many answers and cases wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Answers that a person has to look at.
    pub reviews: Count,
    /// Other content to decide about.
    pub cases: Count,
}

/// Counts it, no further than one page of each list goes.
pub async fn read(services: &Services, actor: &Actor) -> Result<Waiting, Error> {
    if !actor.may_somewhere(Permission::EditAnswers) {
        return Ok(Waiting::default());
    }
    let filter = Filter { only_review: true, ..Filter::default() };
    let page = list::list(services, actor, &filter, None).await?;
    let reviews = page.entries.iter().filter(|entry| actor.may(Permission::EditAnswers, &entry.place)).count();
    let (open, has_more) = cases::list(services, actor).await?;
    let cases = open.iter().filter(|open| actor.may(Permission::EditAnswers, &open.found.place)).count();
    Ok(Waiting {
        reviews: Count { seen: reviews, has_more: page.next.is_some() },
        cases: Count { seen: cases, has_more },
    })
}

impl Count {
    /// Whether there is nothing of it.
    pub fn is_none(self) -> bool {
        self.seen == 0 && !self.has_more
    }
}
