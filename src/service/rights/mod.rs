//! What somebody has a right to whose data is here (GDPR, articles 15 and 17): to see it, to take it along, and to have it erased.
//! Found is what names them in tables that identify people. Answers of anonymous waves are not looked at: nobody can say whose
//! they are, and who has the receipt of one takes it back without anybody's help.

use std::fmt::{self, Debug, Display, Formatter};
use std::str::FromStr;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::Services;
use super::audit::{self, Action, Object};
use crate::access::Actor;
use crate::store;

mod answered;
pub mod erase;
pub mod look_up;
mod sought;

pub use sought::{Sought, Unclear};

/// Something that is known of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// An invitation to a wave.
    Invitation(Uuid),
    /// A sign-up for an activity, with what was agreed to.
    SignUp(Uuid),
    /// That somebody was asked along on a walk.
    Guest(Uuid),
    /// An answer that is not anonymous, with what it said before.
    Answer(Uuid),
    /// A mail that waits or was refused.
    Mail(Uuid),
}

/// A thing with all that it says. `Debug` does not show it.
#[derive(Clone, PartialEq)]
pub struct Item {
    /// Which.
    pub thing: Thing,
    /// What it says, by name.
    pub says: Map<String, Value>,
}

/// All that was found.
#[derive(Clone, Debug)]
pub struct Held {
    /// The things.
    pub items: Vec<Item>,
    /// Whether there is more than is shown: then what was looked for says too little.
    pub has_more: bool,
}

/// What is no thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this names nothing that is known of somebody")]
pub struct NoThing;

/// More belongs to no one person.
pub const MOST: usize = 200;

/// The things of these that are there for somebody who works here, with all that they say, to be handed to the person whose they
/// are. The log says that they were.
pub async fn take_along(services: &Services, actor: &Actor, things: &[Thing]) -> Result<Vec<Item>, store::Error> {
    let mut items = Vec::new();
    for thing in things.iter().take(MOST) {
        items.extend(look_up::one(services, actor, *thing).await?);
    }
    let tx = services.db.begin().await?;
    for item in &items {
        audit::record(services, &tx, actor, Action::HandedOut, item.thing.object()).await?;
    }
    tx.commit().await?;
    Ok(items)
}

impl Thing {
    /// What kind of thing, as programs know it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Invitation(_) => "invitation",
            Self::SignUp(_) => "sign_up",
            Self::Guest(_) => "guest",
            Self::Answer(_) => "answer",
            Self::Mail(_) => "mail",
        }
    }

    /// Its identity.
    pub fn id(self) -> Uuid {
        let (Self::Invitation(id) | Self::SignUp(id) | Self::Guest(id) | Self::Answer(id) | Self::Mail(id)) = self;
        id
    }

    fn object(self) -> Object<'static> {
        match self {
            Self::Invitation(id) => Object::Invitation(id),
            Self::SignUp(id) => Object::Registrant(id),
            Self::Guest(id) => Object::Guest(id),
            Self::Answer(id) => Object::Response(id),
            Self::Mail(id) => Object::Mail(id),
        }
    }
}

impl Display for Thing {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind(), self.id())
    }
}

impl FromStr for Thing {
    type Err = NoThing;

    fn from_str(text: &str) -> Result<Self, NoThing> {
        let (kind, id) = text.split_once(':').ok_or(NoThing)?;
        let id = Uuid::try_parse(id).map_err(|_| NoThing)?;
        [Self::Invitation(id), Self::SignUp(id), Self::Guest(id), Self::Answer(id), Self::Mail(id)]
            .into_iter()
            .find(|thing| thing.kind() == kind)
            .ok_or(NoThing)
    }
}

impl Debug for Item {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item").field("thing", &self.thing).finish_non_exhaustive()
    }
}

/// A thing that says something, without what it says nothing about.
fn item<const N: usize>(thing: Thing, says: [(&str, Value); N]) -> Item {
    let says = says.into_iter().filter(|(_, value)| !value.is_null() && value != "");
    Item { thing, says: says.map(|(name, value)| (name.to_owned(), value)).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_known_by_its_name() {
        let id = Uuid::from_u128(7);
        for thing in [Thing::Invitation(id), Thing::SignUp(id), Thing::Guest(id), Thing::Answer(id), Thing::Mail(id)] {
            assert_eq!(thing.to_string().parse(), Ok(thing));
        }
        for other in ["", "answer", "answer:7", "account:00000000-0000-0000-0000-000000000007"] {
            assert_eq!(other.parse::<Thing>(), Err(NoThing), "{other}");
        }
    }
}
