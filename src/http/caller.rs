//! Who calls: a program with a token, or somebody with the code of a wave.

use poem::http::header;
use poem::{PathPattern, Request, RequestBody};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use uuid::Uuid;

use super::code::Code;
use super::error::Problem;
use super::{api, patterns};
use crate::access::{Actor, Grant, Permission, Place, Who};
use crate::service::Services;
use crate::service::accounts::tokens;

/// A program that showed a token that counts. An operation that takes this cannot be called without one.
pub(crate) struct Program {
    /// Identity of the token.
    pub(crate) token: Uuid,
    /// Who it is, with what it was given.
    pub(crate) actor: Actor,
}

/// A program with a token, or anybody, who then has to know the code of a wave: the service sees to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Showed a token that counts.
    Program(Actor),
    /// Showed none.
    Anybody,
}

const TOKEN: &str = "token";
const WAVE_CODE: &str = "wave_code";

impl Caller {
    /// Refuses who shows no token, and a program that may not do this.
    pub(crate) fn need(&self, permission: Permission) -> Result<(), Problem> {
        match self {
            Self::Program(actor) => check(actor, permission),
            Self::Anybody => Err(Problem::new(Code::TokenMissing)),
        }
    }
}

/// Looks at the token of a request. One that is shown and does not count is an error even where none is needed: whoever
/// sends one means it.
async fn identify(services: &Services, request: &Request) -> Result<Caller, Problem> {
    Ok(match program(services, request).await? {
        Some(program) => Caller::Program(permitted(program, request)?.actor),
        None => Caller::Anybody,
    })
}

/// Lets only programs through, and only to what they may.
async fn only_programs(services: &Services, request: &Request) -> Result<Program, Problem> {
    permitted(known(services, request).await?, request)
}

/// Lets only a program through that may do this, where the request is no operation of the API.
pub(crate) async fn only_who_may(
    permission: Permission,
    services: &Services,
    request: &Request,
) -> Result<(), Problem> {
    check(&known(services, request).await?.actor, permission)
}

async fn known(services: &Services, request: &Request) -> Result<Program, Problem> {
    program(services, request).await?.ok_or_else(|| Problem::new(Code::TokenMissing))
}

async fn program(services: &Services, request: &Request) -> Result<Option<Program>, Problem> {
    let Some(shown) = request.headers().get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let invalid = || Problem::new(Code::TokenInvalid);
    let (scheme, token) = shown.to_str().ok().and_then(|shown| shown.split_once(' ')).ok_or_else(invalid)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(invalid());
    }
    let token = tokens::authenticate(services, token.trim()).await?.ok_or_else(invalid)?;
    let grants = vec![Grant { role: token.role, place: Place::Installation }];
    Ok(Some(Program { token: token.id, actor: Actor { who: Who::Program(token.id), name: token.name, grants } }))
}

/// Refuses a program what its role does not permit. What an operation needs stands in one table, and nobody may what does
/// not stand there.
fn permitted(program: Program, request: &Request) -> Result<Program, Problem> {
    let pattern = request.data::<PathPattern>().map(|pattern| patterns::readable(&pattern.0));
    let path = pattern.as_deref().and_then(|pattern| pattern.strip_prefix(api::BASE));
    let needed = path.and_then(|path| api::needed(request.method(), path));
    check(&program.actor, needed.ok_or_else(|| Problem::new(Code::NotPermitted))?)?;
    Ok(program)
}

fn check(actor: &Actor, permission: Permission) -> Result<(), Problem> {
    let is_permitted = actor.may_somewhere(permission);
    if is_permitted { Ok(()) } else { Err(Problem::new(Code::NotPermitted)) }
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
            "A token of a program, made with `nabosvar token create NAME --role ROLE`. It is shown once and can be revoked.",
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
