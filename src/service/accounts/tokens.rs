//! Tokens for programs that use the API: shown once, kept as a digest, revocable.

use std::fmt::{self, Debug, Formatter};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::civil::Date;
use uuid::Uuid;

use crate::access::{Actor, Role};
use crate::service::audit::{self, Action, Object};
use crate::service::{Name, Services};
use crate::store::{self, Digest, token};

pub use crate::store::token::ApiToken;

/// A token in full. It exists only in the moment of its creation, and is never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// A token to be made.
#[derive(Clone, Debug)]
pub struct Command {
    /// What it is for.
    pub name: Name,
    /// What it is given, for everything on this installation.
    pub role: Role,
    /// Last day on which it counts, if there is one.
    pub expires_on: Option<Date>,
}

/// What every token starts with, so that one that leaks into a text can be found.
const PREFIX: &str = "nabosvar_";

impl Token {
    /// The token, to be shown once to who asked for it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Debug for Token {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Token(secret)")
    }
}

/// Makes a token with 256 bits of chance.
pub async fn create(services: &Services, actor: &Actor, command: Command) -> Result<(Token, ApiToken), store::Error> {
    let token = Token(format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(services.clock.random::<32>())));
    let stored = ApiToken {
        id: services.clock.identity(),
        name: command.name.as_str().to_owned(),
        hash: Digest::of(&token.0),
        created_on: services.clock.today(),
        revoked_on: None,
        role: command.role,
        expires_on: command.expires_on,
    };
    let tx = services.db.begin().await?;
    token::insert(&tx, &stored).await?;
    audit::record(services, &tx, actor, Action::Created, Object::Token(stored.id)).await?;
    tx.commit().await?;
    Ok((token, stored))
}

/// All tokens that were made, by name, also the revoked.
pub async fn list(services: &Services) -> Result<Vec<ApiToken>, store::Error> {
    token::list(&services.db).await
}

/// Revokes a token at once. `false` if there is none of this identity that still counts.
pub async fn revoke(services: &Services, actor: &Actor, id: Uuid) -> Result<bool, store::Error> {
    let tx = services.db.begin().await?;
    let revoked = token::revoke(&tx, id, services.clock.today()).await?;
    if revoked {
        audit::record(services, &tx, actor, Action::Revoked, Object::Token(id)).await?;
    }
    tx.commit().await?;
    Ok(revoked)
}

/// Who holds a token; `None` if nobody does, it was revoked or its last day is over. The look-up is by digest, so its time tells nothing.
pub async fn authenticate(services: &Services, token: &str) -> Result<Option<ApiToken>, store::Error> {
    if !token.starts_with(PREFIX) {
        return Ok(None);
    }
    let hash = Digest::of(token);
    let found = services.tokens.find(&services.db, &hash, token::find_by_hash(&services.db, hash)).await?;
    let today = services.clock.today();
    let is_over = |token: &ApiToken| token.expires_on.is_some_and(|last| last < today);
    Ok(found.filter(|token| token.revoked_on.is_none() && !is_over(token)))
}
