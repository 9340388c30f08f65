//! What every code means and what to do about it.

use poem::http::StatusCode;

use super::{About, Code};

/// In the order of [`Code`].
pub(super) const TABLE: &[About] = &[
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
        code: Code::PicturesNotAsked,
        name: "pictures_not_asked",
        status: StatusCode::FORBIDDEN,
        title: "The wave asks for no pictures",
        meaning: "The form of the wave has no question that is answered with a picture, so its code is good for none.",
        remedy: "Check the code. A program with a token may send pictures for any form.",
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
        code: Code::AttachmentNotFound,
        name: "attachment_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such picture",
        meaning: "No picture with this digest is kept: it has not come to its end, or no answer referred to it for days.",
        remedy: "`HEAD` on the same address tells how much of it is there. Send it again, if you have it.",
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
        code: Code::AttachmentOffset,
        name: "attachment_offset",
        status: StatusCode::CONFLICT,
        title: "The part does not begin where the file ends so far",
        meaning: "Parts of a file come one after the other. `detail` says how many bytes are there.",
        remedy: "Go on from that byte: `HEAD` on the same address tells it, too.",
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
                 `body_limit`, for pictures `attachment_limit`.",
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
        code: Code::AttachmentType,
        name: "attachment_type",
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        title: "The file is no picture that is taken",
        meaning: "By its content, whatever it is called, the file is neither JPEG nor PNG nor WebP. `detail` says what it is.",
        remedy: "Send the picture as JPEG. An iPhone makes JPEG in place of HEIC after Settings, Camera, Formats, Most Compatible.",
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
        code: Code::AttachmentDigest,
        name: "attachment_digest",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "The file has another digest",
        meaning: "The SHA-256 of the bytes that came is not the one in the address. Nothing was kept, also not of parts before.",
        remedy: "Compute the digest of the file as it is sent, and send it from its start.",
    },
    About {
        code: Code::AttachmentDamaged,
        name: "attachment_damaged",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "The picture cannot be read",
        meaning: "The file begins as a picture and cannot be read as one, or it has too many pixels. Nothing was kept.",
        remedy: "Save the picture anew, smaller if `detail` says so. It has another digest then, which the answer has to name.",
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
    About {
        code: Code::AttachmentRoom,
        name: "attachment_room",
        status: StatusCode::INSUFFICIENT_STORAGE,
        title: "Too many pictures wait for their answers",
        meaning: "What comes with the code of a wave and no answer refers to has a limit, so that nobody can fill the disk.",
        remedy: "Send the answers first. Those who run the server can raise `attachment_backlog`.",
    },
];
