//! Every error code of the API with what it means and what to do: the errors, the OpenAPI document and the error pages all
//! read this one table, so they cannot say different things.

use poem::http::StatusCode;

/// What went wrong, as a name that stays the same in every later version. The list is closed: clients can rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Code {
    ParameterInvalid,
    RequestInvalid,
    TokenMissing,
    TokenInvalid,
    WaveClosed,
    RouteNotFound,
    FormNotFound,
    VersionNotFound,
    WaveNotFound,
    DraftNotFound,
    MethodNotAllowed,
    ResponseConflict,
    VersionTaken,
    MeaningChanged,
    DraftChanged,
    ResponseWithdrawn,
    BodyTooLarge,
    MediaTypeUnsupported,
    AnswersInvalid,
    IdNotRandom,
    WaveAmbiguous,
    FormInvalid,
    MappingInvalid,
    Internal,
    NotReady,
    TimedOut,
    Unavailable,
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

/// In the order of [`Code`].
const TABLE: &[About] = &[
    About {
        code: Code::ParameterInvalid,
        name: "parameter_invalid",
        status: StatusCode::BAD_REQUEST,
        title: "A parameter cannot be read",
        meaning: "A part of the address or of the query is not of the kind it has to be: an identity that is no UUID, or a \
                  language that the form does not have.",
        remedy: "Correct the parameter that `detail` names. The same request will fail again.",
    },
    About {
        code: Code::RequestInvalid,
        name: "request_invalid",
        status: StatusCode::BAD_REQUEST,
        title: "The request cannot be read",
        meaning: "The request breaks the rules of HTTP, or its body ended before it was complete.",
        remedy: "If the connection broke, send the request again. Otherwise correct the client.",
    },
    About {
        code: Code::TokenMissing,
        name: "token_missing",
        status: StatusCode::UNAUTHORIZED,
        title: "A token is needed",
        meaning: "The request carries no API token. What residents need to read a form and to answer it can be had with the \
                  code of an open wave (`?wave=`) instead; everything else needs a token.",
        remedy: "Send `Authorization: Bearer TOKEN`. Make a token with `nabosvar token create NAME`.",
    },
    About {
        code: Code::TokenInvalid,
        name: "token_invalid",
        status: StatusCode::UNAUTHORIZED,
        title: "The token does not count",
        meaning: "The `Authorization` header holds something that is not a token of this installation, or a token that was \
                  revoked.",
        remedy: "Check that the whole token was copied. If it was revoked, make a new one with `nabosvar token create NAME`.",
    },
    About {
        code: Code::WaveClosed,
        name: "wave_closed",
        status: StatusCode::FORBIDDEN,
        title: "The wave takes no answers",
        meaning: "The wave was closed, has ended, or has not started yet. The answer was not stored. An answer that had been \
                  stored in time is still confirmed with 200 when it is sent again.",
        remedy: "Do not send the answer again. `GET /api/v1/waves` says when a wave starts and ends.",
    },
    About {
        code: Code::RouteNotFound,
        name: "route_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is nothing at this address",
        meaning: "No operation of the API has this path.",
        remedy: "Compare the path with the API's documentation at `/api/docs`.",
    },
    About {
        code: Code::FormNotFound,
        name: "form_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such form",
        meaning: "No form with this identifier has been published here.",
        remedy: "`GET /api/v1/forms` lists the forms. Publish one with `nabosvar form publish FILE`, or upload it: \
                 `POST /api/v1/drafts`.",
    },
    About {
        code: Code::VersionNotFound,
        name: "version_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such version of the form",
        meaning: "This version of the form has not been published here. Versions are never removed, so it never was.",
        remedy: "`GET /api/v1/forms/{form}` lists the versions of a form.",
    },
    About {
        code: Code::WaveNotFound,
        name: "wave_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such wave",
        meaning: "No wave has this identity or this code, or the wave with this code asks another form or another version.",
        remedy: "Check the code, and that form and version are those of the wave: `GET /api/v1/waves` lists them.",
    },
    About {
        code: Code::DraftNotFound,
        name: "draft_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such draft",
        meaning: "No draft of this version of the form was uploaded, or it was published, deleted, or not touched for so long \
                  that it was forgotten.",
        remedy: "`GET /api/v1/drafts` lists the drafts, `GET /api/v1/forms/{form}` the published versions.",
    },
    About {
        code: Code::MethodNotAllowed,
        name: "method_not_allowed",
        status: StatusCode::METHOD_NOT_ALLOWED,
        title: "This address does not take this method",
        meaning: "The address exists, but not for this method.",
        remedy: "Use one of the methods in the `Allow` header.",
    },
    About {
        code: Code::ResponseConflict,
        name: "response_conflict",
        status: StatusCode::CONFLICT,
        title: "Another answer has this identity",
        meaning: "Other content is stored under the same identity and stays as it is. The content that came now is kept in \
                  quarantine for a person to look at: nothing is lost, and nothing is counted twice.",
        remedy: "Do not send it again. A client that reuses an identity for another answer has a mistake: every answer \
                 needs a new random UUID.",
    },
    About {
        code: Code::VersionTaken,
        name: "version_taken",
        status: StatusCode::CONFLICT,
        title: "The version is published with other content",
        meaning: "A published version never changes: answers to it may be out there.",
        remedy: "Give the form another `version`, and send it again.",
    },
    About {
        code: Code::MeaningChanged,
        name: "meaning_changed",
        status: StatusCode::CONFLICT,
        title: "Names or codes mean something else than before",
        meaning: "Compared with the newest published version, variables keep their name and change their type, their repeat or \
                  the meaning of a code. Each such change stands in `changes`. Whoever counts both versions together would \
                  count things that are not the same. Nothing was published.",
        remedy: "Give the variable another name, or say in `mapping` what becomes of the older answers: `same`, \
                 `not_comparable`, or which newer code each older one is: \
                 `{\"variables\": {\"trust\": {\"codes\": {\"1\": \"5\", \"5\": \"1\"}}}}`.",
    },
    About {
        code: Code::DraftChanged,
        name: "draft_changed",
        status: StatusCode::CONFLICT,
        title: "The draft holds other content",
        meaning: "The draft was uploaded again meanwhile: its content has another digest than the request says.",
        remedy: "Look at the draft as it is now, and ask again with the `sha256` that `GET /api/v1/drafts` tells.",
    },
    About {
        code: Code::ResponseWithdrawn,
        name: "response_withdrawn",
        status: StatusCode::GONE,
        title: "The answer was taken back",
        meaning: "There was an answer under this identity, and it was taken back with everything that belonged to it. What \
                  came now was not stored: a late repetition must not bring it back.",
        remedy: "Do not send it again. A new answer needs a new random UUID.",
    },
    About {
        code: Code::BodyTooLarge,
        name: "body_too_large",
        status: StatusCode::PAYLOAD_TOO_LARGE,
        title: "The body is too large",
        meaning: "The body is larger than this installation takes. It was not read to its end.",
        remedy: "Send less. Pictures do not belong into the answers. `detail` says the limit: for answers it is the setting \
                 `body_limit`.",
    },
    About {
        code: Code::MediaTypeUnsupported,
        name: "media_type_unsupported",
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        title: "The body is of the wrong type",
        meaning: "Answers are JSON in UTF-8, sent as they are. The request says that its body is something else, is \
                  compressed, or does not say what it is. A form is the bytes of its file, and no part of another body.",
        remedy: "Send `Content-Type: application/json` and no `Content-Encoding`. A form may be called what it likes, but not \
                 `multipart/form-data`: send the file itself (`curl --data-binary @form.xlsx`).",
    },
    About {
        code: Code::AnswersInvalid,
        name: "answers_invalid",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "The answers break rules of the form",
        meaning: "The answers were read, and each one that breaks a rule of the form stands in `violations`: where it is \
                  (`path`), which rule (`code`) and what to tell the person (`message`, in the language of the request). \
                  Nothing was stored.",
        remedy: "Show the messages beside their questions, let the person correct the answers, and send them again under the \
                 same identity.",
    },
    About {
        code: Code::IdNotRandom,
        name: "id_not_random",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "The identity has to be random",
        meaning: "The wave is anonymous. An identity that is made from a time, a machine or a name (every UUID but version 4) \
                  could tell who answered or when, so it is refused.",
        remedy: "Make the identity with a random generator: a UUID of version 4.",
    },
    About {
        code: Code::WaveAmbiguous,
        name: "wave_ambiguous",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "It is not clear which wave is answered",
        meaning: "Several open waves ask this version of the form, and the request does not say which one it answers.",
        remedy: "Name the wave: `?wave=CODE`. `GET /api/v1/waves` lists the waves with their codes.",
    },
    About {
        code: Code::FormInvalid,
        name: "form_invalid",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "The form has faults",
        meaning: "The file was read as a form, and everything that is wrong with it stands in `faults`: how bad it is \
                  (`severity`), where it is (`where`: sheet, row and column of a workbook, or line and column), what is wrong \
                  (`message`) and what would be right (`help`). Nothing was stored.",
        remedy: "Correct the file and send it again. `nabosvar form check FILE` says the same without a server.",
    },
    About {
        code: Code::MappingInvalid,
        name: "mapping_invalid",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "What is said of the older answers cannot be",
        meaning: "The `mapping` cannot be read, or it names variables, codes or a version that are not there. `detail` says \
                  everything that is wrong with it. Nothing was published.",
        remedy: "Correct the mapping. `GET /api/v1/drafts/{form}/{version}/compare` lists what it has to speak of.",
    },
    About {
        code: Code::Internal,
        name: "internal",
        status: StatusCode::INTERNAL_SERVER_ERROR,
        title: "Something went wrong on the server",
        meaning: "The server has a mistake, or finds something in its database that it never wrote.",
        remedy: "Tell those who run the server the `request_id`: it leads them to the line in the log. An answer can be sent \
                 again under the same identity without harm.",
    },
    About {
        code: Code::NotReady,
        name: "not_ready",
        status: StatusCode::SERVICE_UNAVAILABLE,
        title: "The server is not ready yet",
        meaning: "The database lacks tables that this version of the program needs.",
        remedy: "Run `nabosvar migrate`, or start the program with `serve`, which does it.",
    },
    About {
        code: Code::TimedOut,
        name: "timed_out",
        status: StatusCode::SERVICE_UNAVAILABLE,
        title: "It took too long",
        meaning: "The request was given up because it took too long, on the network or in the server. It is not known whether \
                  an answer was stored.",
        remedy: "Send the same request again after the seconds in `Retry-After`. An answer is stored once, however often it \
                 is sent under its identity.",
    },
    About {
        code: Code::Unavailable,
        name: "unavailable",
        status: StatusCode::SERVICE_UNAVAILABLE,
        title: "The database cannot take it now",
        meaning: "The database does not answer, or more is waiting for it than can be held. Whether the request was carried \
                  out is not certain.",
        remedy: "Send the same request again after the seconds in `Retry-After`: an answer is never stored twice.",
    },
];

impl Code {
    /// Every code with what there is to say about it, in the order of the status.
    pub(crate) fn all() -> &'static [About] {
        TABLE
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
        let expected = [
            "400 parameter_invalid",
            "400 request_invalid",
            "401 token_missing",
            "401 token_invalid",
            "403 wave_closed",
            "404 route_not_found",
            "404 form_not_found",
            "404 version_not_found",
            "404 wave_not_found",
            "404 draft_not_found",
            "405 method_not_allowed",
            "409 response_conflict",
            "409 version_taken",
            "409 meaning_changed",
            "409 draft_changed",
            "410 response_withdrawn",
            "413 body_too_large",
            "415 media_type_unsupported",
            "422 answers_invalid",
            "422 id_not_random",
            "422 wave_ambiguous",
            "422 form_invalid",
            "422 mapping_invalid",
            "500 internal",
            "503 not_ready",
            "503 timed_out",
            "503 unavailable",
        ];
        assert_eq!(pinned, expected);
    }
}
