//! Subscriptions to indicators: made, looked at, given another secret, replayed and ended.

use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;
use poem_openapi::types::{Example, ToJSON};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

use super::body::Body;
use super::content::{Content, Keep};
use super::refusal::{Declares, Refusal};
use super::{Chapter, conditions, examples};
use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::Services;
use crate::service::indicators::feed::subscribe::{self, Begin, Command, Kind, Subscription};
use crate::store::delivery::{DeadLetter, Standing};

/// The operations on subscriptions.
pub(crate) struct Subscriptions {
    pub(super) services: Services,
}

/// A subscription that is to be made.
#[derive(Debug, Object, Deserialize)]
#[oai(rename = "NewSubscription", example)]
#[serde(deny_unknown_fields)]
struct NewDocument {
    /// What people call it: 1 to 120 letters.
    name: String,
    /// `webhook`, `folder` for Parquet files, or `nats` for a stream, if the installation has a NATS server.
    kind: String,
    /// Where a webhook leads to (`https:`, in the world), or what the subjects of messages for a stream begin with.
    target: Option<String>,
    /// Of this programme alone.
    programme: Option<Uuid>,
    /// Whether it begins with what will be observed, and not with what was; `false`, if nothing is said.
    only_new: Option<bool>,
}

/// A subscription with its secret.
#[derive(Debug, Object)]
#[oai(rename = "SubscriptionSecret", example)]
struct SecretDocument {
    /// The subscription.
    id: Uuid,
    /// By which its messages are known to come from here. Keep it: it is not told again.
    secret: String,
}

/// All subscriptions.
#[derive(Debug, Object)]
#[oai(rename = "Subscriptions", example)]
struct ListDocument {
    /// Those that have not ended, by name.
    subscriptions: Vec<SubscriptionDocument>,
}

/// A subscription.
#[derive(Debug, Object)]
#[oai(rename = "Subscription", example)]
struct SubscriptionDocument {
    /// Identity.
    id: Uuid,
    /// What people call it.
    name: String,
    /// `webhook`, `folder` or `nats`.
    kind: String,
    /// Where it leads to, or what subjects begin with; empty for files.
    target: String,
    /// Of this programme alone; null for all.
    programme: Option<Uuid>,
    /// Day on which it was made.
    created_on: String,
    /// How many observations wait, also behind one that was given up.
    waiting: u64,
    /// How many observations were given up.
    dead: u64,
}

/// A subscription with what was given up.
#[derive(Debug, Object)]
#[oai(rename = "SubscriptionWithDeadLetters", example)]
struct FullDocument {
    /// The subscription.
    subscription: SubscriptionDocument,
    /// Why the last try failed of the first that waits to be tried again; null, if none did.
    failure: Option<String>,
    /// The first hundred observations that were given up, by their numbers.
    dead_letters: Vec<DeadLetterDocument>,
}

/// An observation that was given up. Its series waits for it.
#[derive(Debug, Object)]
#[oai(rename = "DeadLetter")]
struct DeadLetterDocument {
    /// The number of the observation.
    number: i64,
    /// The observation.
    observation: Uuid,
    /// How often it was tried.
    tries: u32,
    /// Why the last try failed.
    failure: String,
}

/// How many observations are sent again.
#[derive(Debug, Object)]
#[oai(rename = "Replayed", example)]
struct ReplayedDocument {
    /// So many.
    replayed: u64,
}

#[derive(ApiResponse)]
enum SecretReply {
    /// It is so. The same request again is told the same.
    #[oai(status = 200)]
    Secret(Json<SecretDocument>),
}

#[derive(ApiResponse)]
enum ReplayReply {
    /// They are sent again.
    #[oai(status = 200)]
    Replayed(Json<ReplayedDocument>),
}

#[derive(ApiResponse)]
enum EndReply {
    /// It has ended. Again it is not found.
    #[oai(status = 204)]
    Ended,
}

/// Errors of listing.
struct Listing;
/// Errors of making.
struct Making;
/// Errors of one.
struct One;
/// Errors of a new secret.
struct Changing;

impl Declares for Listing {
    const CODES: &'static [Code] = &[];
}

impl Declares for Making {
    const CODES: &'static [Code] = &[
        Code::BodyTooLarge,
        Code::IdempotencyKeyMissing,
        Code::IdempotencyKeyReused,
        Code::MediaTypeUnsupported,
        Code::ProgrammeNotFound,
        Code::SubscriptionInvalid,
    ];
}

impl Declares for One {
    const CODES: &'static [Code] = &[Code::SubscriptionNotFound];
}

impl Declares for Changing {
    const CODES: &'static [Code] = &[Code::SubscriptionNotFound, Code::IdempotencyKeyMissing];
}

/// So many of those that were given up are told.
const TOLD: u64 = 100;

#[OpenApi(tag = "Chapter::Indicators")]
impl Subscriptions {
    /// List the subscriptions
    ///
    /// Those that have not ended, each with how things stand.
    #[oai(path = "/subscriptions", method = "get", operation_id = "list_subscriptions")]
    async fn list(&self, program: Program) -> Result<Content<ListDocument>, Refusal<Listing>> {
        let all = subscribe::list(&self.services, &program.actor).await?;
        let subscriptions = all.into_iter().map(|(one, standing)| SubscriptionDocument::of(one, standing)).collect();
        Ok(Content::of(&ListDocument { subscriptions }.to_json(), Keep::AskFirst)?)
    }

    /// Subscribe to indicators
    ///
    /// Each observation is sent as a signed message, to an address or into a stream, or written to a file. The secret is told here and nowhere else.
    #[oai(path = "/subscriptions", method = "post", operation_id = "subscribe")]
    async fn create(
        &self,
        program: Program,
        /// Names this request, so that it makes one subscription however often it is sent: a fresh random UUID. It never expires.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        new: Body<NewDocument>,
    ) -> Result<SecretReply, Refusal<Making>> {
        let id = conditions::identity(idempotency_key.0.as_deref(), &program, "subscribe")?;
        let invalid = |words: &'static str| Problem::with_detail(Code::SubscriptionInvalid, words);
        let NewDocument { name, kind, target, programme, only_new } = new.0;
        let command = Command {
            id,
            name: name.parse().map_err(|_| invalid("`name` is 1 to 120 letters on one line."))?,
            kind: Kind::named(&kind).ok_or_else(|| invalid("`kind` is `webhook`, `folder` or `nats`."))?,
            target: target.unwrap_or_default(),
            programme,
            begin: if only_new == Some(true) { Begin::Next } else { Begin::First },
        };
        let made = subscribe::create(&self.services, &program.actor, command).await?;
        Ok(self.secret(&made))
    }

    /// Look at a subscription
    ///
    /// How things stand, and what was given up: each holds back what comes after it in its series.
    #[oai(path = "/subscriptions/:subscription", method = "get", operation_id = "get_subscription")]
    async fn one(
        &self,
        program: Program,
        /// Identity of the subscription.
        subscription: Path<Uuid>,
    ) -> Result<Content<FullDocument>, Refusal<One>> {
        let (one, standing) = subscribe::find(&self.services, &program.actor, subscription.0).await?;
        let dead = subscribe::dead_letters(&self.services, &program.actor, one.id, TOLD).await?;
        let failure = subscribe::last_failure(&self.services, &program.actor, one.id).await?;
        let dead_letters = dead.into_iter().map(DeadLetterDocument::of).collect();
        let document = FullDocument { subscription: SubscriptionDocument::of(one, standing), failure, dead_letters };
        Ok(Content::of(&document.to_json(), Keep::AskFirst)?)
    }

    /// Give a subscription another secret
    ///
    /// For 24 hours its messages are signed with both. Of more changes the last two secrets count.
    #[oai(path = "/subscriptions/:subscription/secret", method = "post", operation_id = "change_subscription_secret")]
    async fn change_secret(
        &self,
        program: Program,
        /// Identity of the subscription.
        subscription: Path<Uuid>,
        /// Names this request: a fresh random UUID. However often it is sent, it makes one secret, until the secret is changed by another
        /// request. Sent after that, it makes a fresh one.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
    ) -> Result<SecretReply, Refusal<Changing>> {
        let request = conditions::identity(idempotency_key.0.as_deref(), &program, "change_subscription_secret")?;
        let changed = subscribe::change_secret(&self.services, &program.actor, subscription.0, request).await?;
        Ok(self.secret(&changed))
    }

    /// Send again what was given up
    ///
    /// All of it, as if it were new.
    #[oai(path = "/subscriptions/:subscription/replay", method = "post", operation_id = "replay_subscription")]
    async fn replay(
        &self,
        program: Program,
        /// Identity of the subscription.
        subscription: Path<Uuid>,
    ) -> Result<ReplayReply, Refusal<One>> {
        let replayed = subscribe::replay(&self.services, &program.actor, subscription.0, None).await?;
        Ok(ReplayReply::Replayed(Json(ReplayedDocument { replayed })))
    }

    /// End a subscription
    ///
    /// Nothing more is sent. Files that were written stay.
    #[oai(path = "/subscriptions/:subscription", method = "delete", operation_id = "end_subscription")]
    async fn end(
        &self,
        program: Program,
        /// Identity of the subscription.
        subscription: Path<Uuid>,
    ) -> Result<EndReply, Refusal<One>> {
        subscribe::end(&self.services, &program.actor, subscription.0).await?;
        Ok(EndReply::Ended)
    }
}

impl Subscriptions {
    fn secret(&self, of: &Subscription) -> SecretReply {
        let secret = subscribe::secret(&self.services, of).expose();
        SecretReply::Secret(Json(SecretDocument { id: of.id, secret }))
    }
}

impl SubscriptionDocument {
    fn of(one: Subscription, standing: Standing) -> Self {
        Self {
            id: one.id,
            name: one.name,
            kind: one.kind.as_str().to_owned(),
            target: one.target,
            programme: one.programme_id,
            created_on: one.created_on.to_string(),
            waiting: standing.waiting,
            dead: standing.dead,
        }
    }
}

impl DeadLetterDocument {
    fn of(letter: DeadLetter) -> Self {
        let DeadLetter { number, observation_id, tries, failure } = letter;
        Self { number, observation: observation_id, tries, failure }
    }
}

impl Example for NewDocument {
    fn example() -> Self {
        Self {
            name: "Kommunens datalager".to_owned(),
            kind: "webhook".to_owned(),
            target: Some("https://lager.example.dk/observations".to_owned()),
            programme: None,
            only_new: None,
        }
    }
}

impl Example for SecretDocument {
    fn example() -> Self {
        Self {
            id: examples::RESPONSE.parse().unwrap_or_default(),
            secret: "whsec_bmFib3N2YXIgaW52ZW50ZWQgc2VjcmV0IQ==".to_owned(),
        }
    }
}

impl Example for SubscriptionDocument {
    fn example() -> Self {
        Self {
            id: examples::RESPONSE.parse().unwrap_or_default(),
            name: "Kommunens datalager".to_owned(),
            kind: "webhook".to_owned(),
            target: "https://lager.example.dk/observations".to_owned(),
            programme: None,
            created_on: examples::DAY.to_owned(),
            waiting: 2,
            dead: 1,
        }
    }
}

impl Example for ListDocument {
    fn example() -> Self {
        Self { subscriptions: vec![SubscriptionDocument::example()] }
    }
}

impl Example for FullDocument {
    fn example() -> Self {
        let letter = DeadLetterDocument {
            number: 17,
            observation: examples::RELEASE.parse().unwrap_or_default(),
            tries: 10,
            failure: "the answer was 422".to_owned(),
        };
        let failure = Some("the answer was 503".to_owned());
        Self { subscription: SubscriptionDocument::example(), failure, dead_letters: vec![letter] }
    }
}

impl Example for ReplayedDocument {
    fn example() -> Self {
        Self { replayed: 1 }
    }
}
