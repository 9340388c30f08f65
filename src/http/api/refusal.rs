//! Errors of operations: each operation declares the codes it can give, the OpenAPI document lists exactly those, and a test
//! build fails on one that is not declared.

use std::marker::PhantomData;

use poem_openapi::ApiResponse;
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::Type;

use super::super::code::{About, Code};
use super::super::error::{Document, MEDIA_TYPE, Problem};

/// The codes of an operation, beside those that every operation can give.
pub(crate) trait Declares: Send + Sync + 'static {
    /// In any order.
    const CODES: &'static [Code];
}

/// A problem of an operation.
pub(crate) struct Refusal<D> {
    problem: Problem,
    declared: PhantomData<fn() -> D>,
}

/// What every operation can give.
const EVERYWHERE: [Code; 8] = [
    Code::ParameterInvalid,
    Code::RequestInvalid,
    Code::TokenInvalid,
    Code::TokenMissing,
    Code::NotPermitted,
    Code::Internal,
    Code::TimedOut,
    Code::Unavailable,
];

/// Whether a code can come from every operation, and so from what stands before all of them.
pub(crate) fn is_declared_everywhere(code: Code) -> bool {
    EVERYWHERE.contains(&code)
}

impl<D: Declares, E: Into<Problem>> From<E> for Refusal<D> {
    fn from(error: E) -> Self {
        let problem = error.into();
        let code = problem.code;
        debug_assert!(is_declared_everywhere(code) || D::CODES.contains(&code), "{code:?} is not declared");
        Self { problem, declared: PhantomData }
    }
}

impl<D: Declares> From<Refusal<D>> for poem::Error {
    fn from(refusal: Refusal<D>) -> Self {
        refusal.problem.into()
    }
}

impl<D: Declares> ApiResponse for Refusal<D> {
    fn meta() -> MetaResponses {
        let declared = |about: &&About| is_declared_everywhere(about.code()) || D::CODES.contains(&about.code());
        let codes: Vec<&About> = Code::all().iter().filter(declared).collect();
        let responses = codes.chunk_by(|one, other| one.status == other.status).map(response);
        MetaResponses { responses: responses.collect() }
    }

    fn register(registry: &mut Registry) {
        Document::register(registry);
    }
}

/// One status with all its codes. The document gets a sentence and an example for each code when it is written.
fn response(codes: &[&About]) -> MetaResponse {
    let status = codes[0].status;
    let only_these = MetaSchema {
        properties: vec![(
            "code",
            MetaSchemaRef::Inline(Box::new(MetaSchema {
                enum_items: codes.iter().map(|about| about.name.into()).collect(),
                ..MetaSchema::new("string")
            })),
        )],
        ..MetaSchema::new("object")
    };
    let schema = MetaSchema {
        all_of: vec![Document::schema_ref(), MetaSchemaRef::Inline(Box::new(only_these))],
        ..MetaSchema::ANY
    };
    let headers = codes[0].code().header().map(|(name, _)| MetaHeader {
        name: name.as_str().to_uppercase(),
        description: None,
        required: true,
        deprecated: false,
        schema: String::schema_ref(),
    });
    MetaResponse {
        description: status.canonical_reason().unwrap_or_default(),
        status: Some(status.as_u16()),
        status_range: None,
        content: vec![MetaMediaType { content_type: MEDIA_TYPE, schema: MetaSchemaRef::Inline(Box::new(schema)) }],
        headers: headers.into_iter().collect(),
    }
}
