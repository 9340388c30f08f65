//! Requests that are refused for how they ask, or for what they ask about.

use poem::http::StatusCode;

use crate::http::code::{About, Code};

/// In the order of [`Code`].
pub(super) const ABOUT: &[About] = &[
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
        code: Code::IdempotencyKeyMissing,
        name: "idempotency_key_missing",
        status: StatusCode::BAD_REQUEST,
        title: "The request needs a key",
        meaning: "The request creates something, and it does not carry the `Idempotency-Key` by which a repetition is \
                  known.",
        remedy: "Send `Idempotency-Key: KEY` with a fresh random UUID for every thing that is to be created, and the \
                 same key when the request is sent again.",
    },
    About {
        code: Code::TokenMissing,
        name: "token_missing",
        status: StatusCode::UNAUTHORIZED,
        title: "A token is needed",
        meaning: "The request carries no API token. What residents need to read a form and to answer it can be had with the \
                  code of an open wave (`?wave=`) instead; everything else needs a token.",
        remedy: "Send `Authorization: Bearer TOKEN`. Make a token with `nabosvar token create NAME --role ROLE`.",
    },
    About {
        code: Code::TokenInvalid,
        name: "token_invalid",
        status: StatusCode::UNAUTHORIZED,
        title: "The token does not count",
        meaning: "The `Authorization` header holds something that is not a token of this installation, or a token that was \
                  revoked or whose last day is over.",
        remedy: "Check that the whole token was copied. If it was revoked, make a new one with `nabosvar token create NAME --role ROLE`.",
    },
    About {
        code: Code::NotPermitted,
        name: "not_permitted",
        status: StatusCode::FORBIDDEN,
        title: "The token may not do this",
        meaning: "The token counts, but its role does not permit this operation. Nothing was done.",
        remedy: "Use a token with another role, or make one: `nabosvar token create NAME --role ROLE`.",
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
        code: Code::ResponseAnonymous,
        name: "response_anonymous",
        status: StatusCode::FORBIDDEN,
        title: "The answer is anonymous",
        meaning: "The answer is of an anonymous wave. Nobody can show whose it is, so it is not read one by one, not \
                  changed and not taken back.",
        remedy: "Do not ask again. Other content under its identity can be dropped (`keep_first`) or made an answer \
                 of its own (`split`).",
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
        code: Code::ProgrammeNotFound,
        name: "programme_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such programme",
        meaning: "No programme has this identity.",
        remedy: "`GET /api/v1/programmes` lists the programmes.",
    },
    About {
        code: Code::AreaNotFound,
        name: "area_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such place",
        meaning: "No area or programme that the token may look at has this identity.",
        remedy: "`GET /api/v1/programmes` lists the programmes with their areas.",
    },
    About {
        code: Code::ResponseNotFound,
        name: "response_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such answer",
        meaning: "No answer to this version of the form has this identity, or it has no such revision.",
        remedy: "Check form, version and identity: they are those that the answer was sent with.",
    },
    About {
        code: Code::CaseNotFound,
        name: "case_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such case",
        meaning: "No case of quarantine has this identity. It is also gone when its answer was taken back.",
        remedy: "`GET /api/v1/quarantine` lists the cases.",
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
        code: Code::ReleaseNotFound,
        name: "release_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such release",
        meaning: "No release, no file of one, and no request for one that the token may look at has this name.",
        remedy: "`GET /api/v1/releases` lists the releases, `GET /api/v1/releases/{release}` the files of one.",
    },
    About {
        code: Code::SubscriptionNotFound,
        name: "subscription_not_found",
        status: StatusCode::NOT_FOUND,
        title: "There is no such subscription",
        meaning: "Nobody subscribed to indicators under this identity, or the subscription has ended.",
        remedy: "`GET /api/v1/subscriptions` lists those that there are.",
    },
    About {
        code: Code::MethodNotAllowed,
        name: "method_not_allowed",
        status: StatusCode::METHOD_NOT_ALLOWED,
        title: "This address does not take this method",
        meaning: "The address exists, but not for this method.",
        remedy: "Use one of the methods in the `Allow` header.",
    },
];
