//! What somebody has a right to whose data is here: they are looked up, and have it erased.

use poem_openapi::payload::Json;
use poem_openapi::types::{Any, Example};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::body::Body;
use super::refusal::{Declares, Refusal};
use super::{Chapter, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::rights::{Item, MOST, Sought, Thing, erase, look_up};

/// The operations on what is known of somebody.
pub(crate) struct Rights {
    pub(super) services: Services,
}

/// By what somebody is looked for.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "Sought", example)]
#[serde(deny_unknown_fields)]
struct SoughtDocument {
    /// An e-mail address, a postal address, a name as it was written, a personal code, or the receipt or identity of an answer: 3
    /// to 200 letters. It is found in whole words, whatever the case of its letters.
    text: String,
}

/// What is known of somebody, where it can be known.
#[derive(Debug, Object)]
#[oai(rename = "Held", example)]
struct HeldDocument {
    /// At most 200. Others may have the same name: a person has to look which are meant.
    things: Vec<ThingDocument>,
    /// Whether there is more: then `text` says too little.
    has_more: bool,
}

/// Something that is known of somebody.
#[derive(Debug, Object)]
#[oai(rename = "Thing")]
struct ThingDocument {
    /// Names it, to have it erased: its kind and its identity.
    thing: String,
    /// `invitation`, `sign_up`, `guest`, `answer` or `mail`.
    kind: String,
    /// Its identity.
    id: Uuid,
    /// All that it says.
    says: Any<Map<String, Value>>,
}

/// What is to be erased.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "Erasure", example)]
#[serde(deny_unknown_fields)]
struct ErasureDocument {
    /// The `thing` of each, at most 200.
    things: Vec<String>,
}

/// What became of it.
#[derive(Debug, Object)]
#[oai(rename = "Erased", example)]
struct ErasedDocument {
    /// How many were there and are gone now.
    erased: usize,
}

/// Errors of both.
struct Asking;

impl Declares for Asking {
    const CODES: &'static [Code] = &[Code::BodyTooLarge, Code::MediaTypeUnsupported];
}

#[OpenApi(tag = "Chapter::Rights")]
impl Rights {
    /// Look somebody up
    ///
    /// Invitations, sign-ups with guardians and consents, answers that are not anonymous, guests of walks, and mails that wait. What
    /// is looked for travels in the body, so that no log keeps it. Anonymous answers are found by nothing.
    #[oai(path = "/people/find", method = "post", operation_id = "find_person")]
    async fn find(
        &self,
        program: Program,
        sought: Body<SoughtDocument>,
    ) -> Result<Json<HeldDocument>, Refusal<Asking>> {
        let sought = Sought::parse(&sought.0.text);
        let sought =
            sought.map_err(|unclear| Problem::with_detail(Code::RequestInvalid, format!("`text`: {unclear}.")))?;
        let held = look_up::find(&self.services, &program.actor, &sought).await?;
        Ok(Json(HeldDocument { things: held.items.into_iter().map(Into::into).collect(), has_more: held.has_more }))
    }

    /// Erase what is known of somebody
    ///
    /// What is gone, or is not there for the caller, is passed over: the same request again changes nothing, and after a backup was
    /// put back it does it once more. The log of administration keeps the identities, and nothing else.
    #[oai(path = "/people/erasure", method = "post", operation_id = "erase_person")]
    async fn erase(
        &self,
        program: Program,
        erasure: Body<ErasureDocument>,
    ) -> Result<Json<ErasedDocument>, Refusal<Asking>> {
        let things = erasure.0.things.iter().map(|thing| thing.parse()).collect::<Result<Vec<Thing>, _>>();
        let things = things.ok().filter(|things| things.len() <= MOST).ok_or_else(|| {
            let detail = "`things` are at most 200, each a kind and an identity, as `find_person` names them.";
            Problem::with_detail(Code::RequestInvalid, detail)
        })?;
        Ok(Json(ErasedDocument { erased: erase::erase(&self.services, &program.actor, &things).await? }))
    }
}

impl From<Item> for ThingDocument {
    fn from(item: Item) -> Self {
        let Item { thing, says } = item;
        Self { thing: thing.to_string(), kind: thing.kind().to_owned(), id: thing.id(), says: Any(says) }
    }
}

impl Example for SoughtDocument {
    fn example() -> Self {
        Self { text: "invented@example.dk".to_owned() }
    }
}

impl Example for HeldDocument {
    fn example() -> Self {
        let says = json!({ "wave": "An invented wave", "name": "An invented family", "email": "invented@example.dk" });
        let thing = Thing::Invitation(examples::RESPONSE.parse().unwrap_or_default());
        let says = says.as_object().cloned().unwrap_or_default();
        Self { things: vec![Item { thing, says }.into()], has_more: false }
    }
}

impl Example for ErasureDocument {
    fn example() -> Self {
        Self { things: vec![format!("invitation:{}", examples::RESPONSE)] }
    }
}

impl Example for ErasedDocument {
    fn example() -> Self {
        Self { erased: 1 }
    }
}
