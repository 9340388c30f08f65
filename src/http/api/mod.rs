//! The API under `/api/v1`: one file a resource. An operation reads its parameters, calls one use case and writes what came
//! of it; no rule lives here.

use poem_openapi::{ExtraHeader, LicenseObject, OpenApiService, Tags};

use super::metrics::Metrics;
use crate::service::Services;

mod answers;
mod areas;
mod attachments;
mod body;
mod comparison;
mod conditions;
mod content;
mod definitions;
mod detectable;
mod drafts;
mod examples;
mod figures;
mod file;
mod forms;
mod indicators;
mod invitations;
mod media_type;
mod microdata;
mod new_wave;
mod permissions;
mod piece;
mod processing;
mod programmes;
mod publication;
mod quarantine;
mod refusal;
mod register_figures;
mod release_file;
mod release_proposal;
mod release_requests;
mod releases;
mod responses;
mod revisions;
mod rights;
mod subscriptions;
mod upload;
mod versions;
mod waves;

/// Where the API is.
pub(crate) const BASE: &str = "/api/v1";

/// Every operation.
pub(crate) type Operations = (
    forms::Forms,
    versions::Versions,
    drafts::Drafts,
    responses::Responses,
    attachments::Attachments,
    revisions::Revisions,
    quarantine::Quarantine,
    waves::Waves,
    figures::WaveFigures,
    invitations::Invitations,
    programmes::Programmes,
    areas::Areas,
    processing::Processing,
    rights::Rights,
    // A tuple has sixteen at most.
    (
        release_requests::ReleaseRequests,
        releases::Releases,
        microdata::Microdata,
        register_figures::RegisterFigures,
        detectable::SmallestChanges,
        indicators::Indicators,
        subscriptions::Subscriptions,
    ),
);

pub(crate) use permissions::needed;
pub(crate) use piece::brings_file;
pub(crate) use upload::reads_itself;

/// The chapters of the documentation.
#[derive(Tags)]
enum Chapter {
    /// What is asked: published form versions, which never change.
    Forms,
    /// What is to be asked: forms that are uploaded, tried and compared before they are published.
    Drafts,
    /// Answer documents: checked while they are filled, and stored once.
    Responses,
    /// Pictures that answers refer to: they come by themselves, before or after their answer.
    Attachments,
    /// Other content that came under an identity that was taken, for a person to settle.
    Quarantine,
    /// Rounds of a survey, and how many have answered.
    Waves,
    /// Who asks, and where.
    Programmes,
    /// Protected tables of a wave, which are safe to publish: asked for, made, and given out as files.
    Releases,
    /// What a board reads: a few figures, each held against where it began, to follow and to be sent.
    Indicators,
    /// What people have a right to know of their data, and to have done with it.
    Rights,
}

const DESCRIPTION: &str = "\
Takes and gives the forms of an installation, takes answers to them and says how many there are.

**Who may call.** A program shows a token (`Authorization: Bearer …`), whose role says what it may do. Whoever has the code of an open wave may, without a \
token, read the form version that the wave asks, have a half-filled answer checked, and send an answer: `?wave=CODE`.

**Answers.** The client chooses a random UUID for an answer and sends it with `PUT`. It can send the same answer as often as it \
likes: it is stored once. A 2xx status means that it is on disk.

**Requests that may be repeated.** Every `PUT` and `DELETE` may be sent again, and so may every `POST`: those that create a \
programme, a wave, a subscription or its secret, or ask for a release, carry an `Idempotency-Key` by which a repetition is known, for ever and on every machine; of all others a \
repetition changes nothing but the log, which notes each time that rows are handed out.

**Errors** are `application/problem+json` (RFC 9457) with a `code` that never changes its meaning; \
[every code has a page](/api/docs/errors). Quote the `request_id` when you report one.

**Caching.** Everything that can be read has an `ETag`. A form version never changes and may be kept for ever.";

/// The API over the services.
///
/// `base` is what the links begin with that it gives to people.
pub(crate) fn service(services: &Services, metrics: &Metrics, base: &str) -> OpenApiService<Operations, ()> {
    let operations = (
        forms::Forms { services: services.clone() },
        versions::Versions { services: services.clone(), base: base.to_owned() },
        drafts::Drafts { services: services.clone(), base: base.to_owned() },
        responses::Responses { services: services.clone(), metrics: metrics.clone() },
        attachments::Attachments { services: services.clone() },
        revisions::Revisions { services: services.clone() },
        quarantine::Quarantine { services: services.clone() },
        waves::Waves { services: services.clone() },
        figures::WaveFigures { services: services.clone() },
        invitations::Invitations { services: services.clone() },
        programmes::Programmes { services: services.clone() },
        areas::Areas { services: services.clone() },
        processing::Processing { services: services.clone() },
        rights::Rights { services: services.clone() },
        (
            release_requests::ReleaseRequests { services: services.clone() },
            releases::Releases { services: services.clone() },
            microdata::Microdata { services: services.clone() },
            register_figures::RegisterFigures { services: services.clone() },
            detectable::SmallestChanges { services: services.clone() },
            indicators::Indicators { services: services.clone() },
            subscriptions::Subscriptions { services: services.clone() },
        ),
    );
    let request_id = ExtraHeader::new("X-Request-Id").description("The request in the server's log.");
    OpenApiService::new(operations, "Nabosvar", "1")
        .description(DESCRIPTION)
        .license(LicenseObject::new("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0"))
        .url_prefix(BASE)
        .extra_response_header::<String, _>(request_id)
}
