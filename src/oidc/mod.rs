//! A provider that says who somebody is (OpenID Connect), for those whose staff have accounts there: authorization code with
//! PKCE, state and nonce. Signature, issuer, audience and expiry of what it says are looked at by the crate `openidconnect`.

use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreUserInfoClaims};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse, url,
};

use crate::client::{Client, Failure, Reach};
use crate::telemetry::in_one_line;

/// How this program is known to a provider.
#[derive(Clone)]
pub struct Settings {
    /// The provider's address.
    pub issuer: String,
    /// What it calls this program.
    pub client_id: String,
    /// By what it knows this program.
    pub client_secret: String,
    /// What people call it.
    pub name: String,
}

/// A provider. Clones share what they know of it.
#[derive(Clone)]
pub struct Provider {
    settings: Arc<Settings>,
    client: Client,
    known: Arc<Mutex<Option<(Timestamp, CoreProviderMetadata)>>>,
}

/// What this program makes up for one login. The provider sends the first back, signs the second, and gets the third from us.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    /// In the address, there and back.
    pub state: String,
    /// In what is signed.
    pub nonce: String,
    /// Shown when the code is turned in; only its digest goes there first.
    pub verifier: String,
}

/// Who somebody is, in the provider's words.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// What the provider calls them, for ever.
    pub subject: String,
    /// Their address, if the provider has made sure that it is theirs.
    pub email: Option<String>,
}

/// Why a provider does not say who somebody is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An address is none: of the provider, or of this installation.
    #[error("an address is none")]
    Address(#[from] url::ParseError),
    /// It cannot be asked from here.
    #[error("this machine cannot make an encrypted connection")]
    Tls(#[from] rustls::Error),
    /// It does not say how it is to be spoken to.
    #[error("the provider does not tell how it is to be asked: {0}")]
    Discovery(String),
    /// It does not take the code.
    #[error("the provider does not take the code: {0}")]
    Code(String),
    /// What it says is not signed, not for us, not for this login, or too old.
    #[error("what the provider says cannot be believed: {0}")]
    Untrue(String),
}

/// How long it is believed how a provider is to be asked, and which keys it has.
const KNOWN_FOR: SignedDuration = SignedDuration::from_mins(5);

impl Provider {
    /// One that was not asked yet.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        IssuerUrl::new(settings.issuer.clone())?;
        Ok(Self { settings: Arc::new(settings), client: Client::new(Reach::Everywhere)?, known: Arc::default() })
    }

    /// The provider's address, which is part of everybody's name there.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Where to send somebody, who is then sent back to `redirect`.
    pub async fn address(&self, now: Timestamp, redirect: &str, secrets: &Secrets) -> Result<String, Error> {
        let metadata = self.metadata(now).await?;
        let client = CoreClient::from_provider_metadata(metadata, self.client_id(), None)
            .set_redirect_uri(RedirectUrl::new(redirect.to_owned())?);
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(secrets.verifier.clone()));
        let (state, nonce) = (secrets.state.clone(), secrets.nonce.clone());
        let (address, ..) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        Ok(address.into())
    }

    /// Turns in the code with which somebody came back.
    pub async fn person(
        &self,
        now: Timestamp,
        redirect: &str,
        secrets: Secrets,
        code: String,
    ) -> Result<Person, Error> {
        let metadata = self.metadata(now).await?;
        let secret = ClientSecret::new(self.settings.client_secret.clone());
        let client = CoreClient::from_provider_metadata(metadata, self.client_id(), Some(secret))
            .set_redirect_uri(RedirectUrl::new(redirect.to_owned())?);
        let ask = self.asking();
        let question = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| Error::Discovery(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier));
        let said = question.request_async(&ask).boxed().await.map_err(|error| Error::Code(in_one_line(&error)))?;
        let untrue = |error: &dyn std::error::Error| Error::Untrue(in_one_line(error));
        let token = said.id_token().ok_or_else(|| Error::Untrue("there is no ID token".to_owned()))?;
        let moment = chrono::DateTime::from_timestamp(now.as_second(), 0).unwrap_or_default();
        let verifier = client.id_token_verifier().set_time_fn(move || moment);
        let claims = token.claims(&verifier, &Nonce::new(secrets.nonce)).map_err(|error| untrue(&error))?;
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(|error| untrue(&error))?;
            let key = token.signing_key(&verifier).map_err(|error| untrue(&error))?;
            let actual = AccessTokenHash::from_token(said.access_token(), algorithm, key);
            if actual.map_err(|error| untrue(&error))? != *expected {
                return Err(Error::Untrue("the access token is not the one that was signed".to_owned()));
            }
        }
        let subject = claims.subject().clone();
        let (mut email, mut is_verified) = (claims.email().cloned(), claims.email_verified());
        if email.is_none()
            && let Ok(question) = client.user_info(said.access_token().clone(), Some(subject.clone()))
        {
            // By the standard an address belongs here, and not into the token; most providers put it into both.
            let more: CoreUserInfoClaims =
                question.request_async(&ask).boxed().await.map_err(|error| untrue(&error))?;
            (email, is_verified) = (more.email().cloned(), more.email_verified());
        }
        let email = email.filter(|_| is_verified == Some(true)).map(|email| email.to_string());
        Ok(Person { subject: subject.to_string(), email })
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.settings.client_id.clone())
    }

    /// What asks, in the shape that `openidconnect` wants: it borrows nothing.
    fn asking(&self) -> impl Fn(HttpRequest) -> BoxFuture<'static, Result<HttpResponse, Failure>> + use<> {
        let client = self.client.clone();
        move |request| {
            let client = client.clone();
            async move { client.ask(request).await }.boxed()
        }
    }

    async fn metadata(&self, now: Timestamp) -> Result<CoreProviderMetadata, Error> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((since, metadata)) = known
            && now.duration_since(since).abs() < KNOWN_FOR
        {
            return Ok(metadata);
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone())?;
        let ask = self.asking();
        let found = CoreProviderMetadata::discover_async(issuer, &ask).boxed().await;
        let metadata = found.map_err(|error| Error::Discovery(in_one_line(&error)))?;
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, metadata.clone()));
        Ok(metadata)
    }
}

impl Debug for Provider {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("issuer", &self.settings.issuer).finish_non_exhaustive()
    }
}
