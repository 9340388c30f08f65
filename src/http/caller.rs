//! Who calls: a program with a token, or somebody with the code of a wave.

use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use uuid::Uuid;

use super::code::Code;
use super::error::Problem;
use crate::access::{Actor, Grant, Place, Role, Who};
use crate::service::Services;
use crate::service::tokens::{self, ApiToken};

/// A program that showed a token that counts. An operation that takes this cannot be called without one.
pub(crate) struct Program {
    /// Identity of the token.
    pub(crate) token: Uuid,
    /// Who it is, with what it was given.
    pub(crate) actor: Actor,
}

/// A program with a token, or anybody, who then has to know the code of a wave: the service sees to that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Showed a token that counts.
    Program,
    /// Showed none.
    Anybody,
}

const TOKEN: &str = "token";
const WAVE_CODE: &str = "wave_code";

/// Looks at the token of a request. One that is shown and does not count is an error even where none is needed: whoever
/// sends one means it.
pub(crate) async fn identify(services: &Services, request: &Request) -> Result<Caller, Problem> {
    Ok(if token_of(services, request).await?.is_some() { Caller::Program } else { Caller::Anybody })
}

async fn token_of(services: &Services, request: &Request) -> Result<Option<ApiToken>, Problem> {
    let Some(shown) = request.headers().get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let invalid = || Problem::new(Code::TokenInvalid);
    let (scheme, token) = shown.to_str().ok().and_then(|shown| shown.split_once(' ')).ok_or_else(invalid)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(invalid());
    }
    tokens::authenticate(services, token.trim()).await?.map(Some).ok_or_else(invalid)
}

/// Lets only programs through.
pub(crate) async fn only_programs(services: &Services, request: &Request) -> Result<Program, Problem> {
    let token = token_of(services, request).await?.ok_or_else(|| Problem::new(Code::TokenMissing))?;
    // Every token may do everything: none is limited to a place yet.
    let grants = vec![Grant { role: Role::Administrator, place: Place::Installation }];
    let actor = Actor { who: Who::Program(token.id), name: token.name, grants };
    Ok(Program { token: token.id, actor })
}

impl<'a> ApiExtractor<'a> for Program {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        registry.create_security_scheme(TOKEN, token_scheme());
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![TOKEN]
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(only_programs(services(request)?, request).await?)
    }
}

impl<'a> ApiExtractor<'a> for Caller {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        registry.create_security_scheme(TOKEN, token_scheme());
        registry.create_security_scheme(WAVE_CODE, wave_code_scheme());
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![TOKEN, WAVE_CODE]
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(identify(services(request)?, request).await?)
    }
}

fn services(request: &Request) -> Result<&Services, Problem> {
    request.data::<Services>().ok_or_else(|| Problem::new(Code::Internal))
}

fn token_scheme() -> MetaSecurityScheme {
    MetaSecurityScheme {
        ty: "http",
        description: Some(
            "A token of a program, made with `nabosvar token create NAME`. It is shown once and can be revoked.",
        ),
        name: None,
        key_in: None,
        scheme: Some("bearer"),
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    }
}

fn wave_code_scheme() -> MetaSecurityScheme {
    MetaSecurityScheme {
        ty: "apiKey",
        description: Some(
            "The code of a wave's open link: whoever has it may read the form that the wave asks, and answer it, while the \
             wave is open.",
        ),
        name: Some("wave"),
        key_in: Some("query"),
        scheme: None,
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    }
}
