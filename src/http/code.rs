//! Every error code of the API with what it means and what to do: the errors, the OpenAPI document and the error pages all
//! read this one table, so they cannot say different things.

use poem::http::StatusCode;

mod table;

use table::TABLE;

/// What went wrong, as a name that stays the same in every later version. The list is closed: clients can rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Code {
    ParameterInvalid,
    RequestInvalid,
    IdempotencyKeyMissing,
    TokenMissing,
    TokenInvalid,
    NotPermitted,
    WaveClosed,
    PicturesNotAsked,
    ResponseAnonymous,
    RouteNotFound,
    FormNotFound,
    VersionNotFound,
    WaveNotFound,
    ProgrammeNotFound,
    AreaNotFound,
    ResponseNotFound,
    CaseNotFound,
    DraftNotFound,
    AttachmentNotFound,
    ReleaseNotFound,
    SubscriptionNotFound,
    MethodNotAllowed,
    ResponseConflict,
    CaseSettled,
    ResolutionImpossible,
    VersionTaken,
    PlaceTaken,
    MeaningChanged,
    DraftChanged,
    AttachmentOffset,
    VersionRetired,
    WaveStateWrong,
    ReleasedOtherwise,
    TrialsSpent,
    ResponseWithdrawn,
    InvitationSpent,
    BaseNotCurrent,
    BodyTooLarge,
    MediaTypeUnsupported,
    AttachmentType,
    RangeUnsatisfiable,
    AnswersInvalid,
    AttachmentDigest,
    AttachmentDamaged,
    IdNotRandom,
    InvitationMistyped,
    WaveAmbiguous,
    WaveInvalid,
    IdempotencyKeyReused,
    FormInvalid,
    MappingInvalid,
    TableInvalid,
    PlanInvalid,
    ReleaseImpossible,
    SubscriptionInvalid,
    LinkBusy,
    Internal,
    NotReady,
    TimedOut,
    Unavailable,
    AttachmentRoom,
}

/// What the pages and the document say about a code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About {
    code: Code,
    /// How the code stands in `code` and in the address of its page.
    pub(crate) name: &'static str,
    /// The status it always has.
    pub(crate) status: StatusCode,
    /// The same for every occurrence.
    pub(crate) title: &'static str,
    /// When it happens.
    pub(crate) meaning: &'static str,
    /// What the caller can do.
    pub(crate) remedy: &'static str,
}

impl Code {
    /// Every code with what there is to say about it, in the order of the status.
    pub(crate) fn all() -> &'static [About] {
        &TABLE
    }

    /// What there is to say about it.
    pub(crate) fn about(self) -> &'static About {
        &TABLE[self as usize]
    }

    /// The code with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|about| about.name == name).map(|about| about.code)
    }
}

impl About {
    /// The code.
    pub(crate) fn code(&self) -> Code {
        self.code
    }

    /// The address of the page that explains the code, which is also the `type` of its problems.
    pub(crate) fn page(&self) -> String {
        format!("/api/docs/errors/{}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What callers rely on.
    const PINNED: [&str; 61] = [
        "400 parameter_invalid",
        "400 request_invalid",
        "400 idempotency_key_missing",
        "401 token_missing",
        "401 token_invalid",
        "403 not_permitted",
        "403 wave_closed",
        "403 pictures_not_asked",
        "403 response_anonymous",
        "404 route_not_found",
        "404 form_not_found",
        "404 version_not_found",
        "404 wave_not_found",
        "404 programme_not_found",
        "404 area_not_found",
        "404 response_not_found",
        "404 case_not_found",
        "404 draft_not_found",
        "404 attachment_not_found",
        "404 release_not_found",
        "404 subscription_not_found",
        "405 method_not_allowed",
        "409 response_conflict",
        "409 case_settled",
        "409 resolution_impossible",
        "409 version_taken",
        "409 place_taken",
        "409 meaning_changed",
        "409 draft_changed",
        "409 attachment_offset",
        "409 version_retired",
        "409 wave_state_wrong",
        "409 released_otherwise",
        "409 trials_spent",
        "410 response_withdrawn",
        "410 code_spent",
        "412 base_not_current",
        "413 body_too_large",
        "415 media_type_unsupported",
        "415 attachment_type",
        "416 range_unsatisfiable",
        "422 answers_invalid",
        "422 attachment_digest",
        "422 attachment_damaged",
        "422 id_not_random",
        "422 code_mistyped",
        "422 wave_ambiguous",
        "422 wave_invalid",
        "422 idempotency_key_reused",
        "422 form_invalid",
        "422 mapping_invalid",
        "422 table_invalid",
        "422 plan_invalid",
        "422 release_impossible",
        "422 subscription_invalid",
        "429 link_busy",
        "500 internal",
        "503 not_ready",
        "503 timed_out",
        "503 unavailable",
        "507 attachment_room",
    ];

    #[test]
    fn every_code_finds_itself() {
        for (place, about) in TABLE.iter().enumerate() {
            assert_eq!(about.code as usize, place, "{}", about.name);
            assert_eq!(Code::named(about.name), Some(about.code));
        }
    }

    #[test]
    fn every_status_is_pinned() {
        let pinned: Vec<String> =
            TABLE.iter().map(|about| format!("{} {}", about.status.as_u16(), about.name)).collect();
        assert_eq!(pinned, PINNED);
    }
}
