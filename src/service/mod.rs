//! What the program does for people: one use case a file. Nothing here knows HTTP, and nothing here writes SQL.

use std::sync::Arc;

use self::pace::Pace;
use crate::access::Duty;
use crate::client::Client;
use crate::client::nats::Publisher;
use crate::clock::Clock;
use crate::mail::{Sender, Webhook};
use crate::oidc::Provider;
use crate::store::change::Topic;
use crate::store::{Db, Digest, LinkCode};

pub mod accounts;
pub mod activities;
pub mod answer_desk;
pub mod answers;
pub mod attachments;
pub mod audit;
mod audit_chain;
pub mod audit_table;
pub mod backup;
pub mod catalogue;
pub mod compiling;
pub mod demo;
pub mod demo_staff;
pub mod email;
pub mod findings;
pub mod idempotency;
pub mod indicators;
pub mod invitations;
pub mod invited;
pub mod key;
pub mod microdata;
pub mod name;
pub mod open_wave;
pub mod pace;
pub mod parquet;
pub mod places;
pub mod plans;
pub mod post;
pub mod processing;
pub mod records;
pub mod releases;
pub mod remembered;
pub mod rights;
pub mod secret_key;
pub mod send_mail;
pub mod sheet;
pub mod sign_ups;
mod spreadsheet;
pub mod waiting;
pub mod walks;
pub mod waves;

pub use accounts::passwords::Passwords;
pub use attachments::Attachments;
pub use catalogue::form_cache::{DraftedForm, FormCache, PublishedForm};
pub use catalogue::trial::Trial;
pub use compiling::Compiling;
pub use email::Email;
pub use key::Key;
pub use name::{Name, NotAName};
pub use remembered::Remembered;
pub use secret_key::SecretKey;

/// What every use case may need. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Services {
    /// The database.
    pub db: Db,
    /// Files that answers refer to.
    pub attachments: Attachments,
    /// Forms, compiled.
    pub forms: FormCache,
    /// Waves that are in use.
    pub waves: Remembered<LinkCode, waves::Wave>,
    /// Tokens that are in use.
    pub tokens: Remembered<Digest, accounts::tokens::ApiToken>,
    /// Those who answer by the link of a wave.
    pub links: Arc<Pace>,
    /// Passwords, made and checked.
    pub passwords: Passwords,
    /// Places for long work.
    pub compiling: Compiling,
    /// Places to compile a published form that somebody wants to answer: no author's work takes them.
    pub loading: Compiling,
    /// What personal codes follow from.
    pub secret_key: SecretKey,
    /// Time and chance.
    pub clock: Clock,
    /// Days for which a half-filled answer is kept after its last change.
    pub draft_days: u16,
    /// What is wrong with a form that is tried while it is written.
    pub trial: Trial,
    /// Who has to have a second factor.
    pub second_factor: Duty,
    /// Who says who somebody is, if not only passwords do.
    pub provider: Option<Provider>,
    /// Who sends mails, if somebody does.
    pub mail: Option<Sender>,
    /// Who carries SMS, if somebody does.
    pub sms: Option<Webhook>,
    /// Who carries Digital Post, if somebody does.
    pub digital_post: Option<Webhook>,
    /// What asks those who subscribed to indicators; without it, nobody is sent any.
    pub feeds: Option<Client>,
    /// Who hands messages to streams, if there is a server of them.
    pub streams: Option<Publisher>,
    /// The base of every link that is given to people, without a slash at the end.
    pub base: Arc<str>,
}

impl Services {
    /// Over a database, with an empty cache, without mails.
    pub fn new(db: Db, attachments: Attachments, clock: Clock, draft_days: u16) -> Self {
        let (forms, passwords, compiling, loading, trial) = Default::default();
        let (waves, tokens) = (Remembered::of(Topic::Waves), Remembered::of(Topic::Tokens));
        let base = "http://localhost:8080".into();
        let links = Arc::new(Pace::of(u32::MAX));
        let (mail, sms, digital_post, provider, feeds, streams) = (None, None, None, None, None, None);
        let second_factor = Duty::Nobody;
        let secret_key = SecretKey::of_this_process();
        Self {
            db,
            attachments,
            forms,
            waves,
            tokens,
            links,
            passwords,
            compiling,
            loading,
            secret_key,
            clock,
            draft_days,
            trial,
            second_factor,
            provider,
            mail,
            sms,
            digital_post,
            feeds,
            streams,
            base,
        }
    }

    /// The same, where people reach it.
    #[must_use]
    pub fn reached_at(self, base: &str) -> Self {
        Self { base: base.into(), ..self }
    }

    /// The same, where so many may answer by one link within ten minutes.
    #[must_use]
    pub fn letting_in(self, most: u32) -> Self {
        Self { links: Arc::new(Pace::of(most)), ..self }
    }

    /// The same, with the key of the installation.
    #[must_use]
    pub fn keyed(self, secret_key: SecretKey) -> Self {
        Self { secret_key, ..self }
    }

    /// The same, where these people have to have a second factor.
    #[must_use]
    pub fn demanding(self, second_factor: Duty) -> Self {
        Self { second_factor, ..self }
    }

    /// The same, with a provider of logins.
    #[must_use]
    pub fn asking(self, provider: Provider) -> Self {
        Self { provider: Some(provider), ..self }
    }

    /// The same, which sends mails.
    #[must_use]
    pub fn mailing(self, sender: Sender) -> Self {
        Self { mail: Some(sender), ..self }
    }

    /// The same, which sends SMS.
    #[must_use]
    pub fn texting(self, webhook: Webhook) -> Self {
        Self { sms: Some(webhook), ..self }
    }

    /// The same, which sends Digital Post.
    #[must_use]
    pub fn posting(self, webhook: Webhook) -> Self {
        Self { digital_post: Some(webhook), ..self }
    }

    /// The same, which sends those who subscribed what indicators were observed to be.
    #[must_use]
    pub fn feeding(self, client: Client) -> Self {
        Self { feeds: Some(client), ..self }
    }

    /// The same, which also hands that to streams.
    #[must_use]
    pub fn streaming(self, publisher: Publisher) -> Self {
        Self { streams: Some(publisher), ..self }
    }
}
