//! Requests that are refused for what they bring, and failures that are not theirs.

use poem::http::StatusCode;

use crate::http::code::{About, Code};

/// In the order of [`Code`].
pub(super) const ABOUT: &[About] = &[
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
        code: Code::CaseSettled,
        name: "case_settled",
        status: StatusCode::CONFLICT,
        title: "The case is settled in another way",
        meaning: "Somebody has settled the case before, and differently. `detail` says how.",
        remedy: "Look at the case: `GET /api/v1/quarantine/{case}`. What was dropped is gone.",
    },
    About {
        code: Code::ResolutionImpossible,
        name: "resolution_impossible",
        status: StatusCode::CONFLICT,
        title: "The second content does not fit the first",
        meaning: "The second content answers another version of the form, or is of another wave, than the answer that \
                  has the identity. It cannot be a revision of it.",
        remedy: "Drop it (`keep_first`), or make it an answer of its own (`split`).",
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
        code: Code::PlaceTaken,
        name: "place_taken",
        status: StatusCode::CONFLICT,
        title: "Another place is called so",
        meaning: "Areas of a programme have names and codes of their own, and departments of a housing organisation numbers, so \
                  that nobody takes the answers about another place.",
        remedy: "Choose another name, number or code. `GET /api/v1/areas/{area}` says which codes an area has.",
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
        code: Code::VersionRetired,
        name: "version_retired",
        status: StatusCode::CONFLICT,
        title: "The version is retired",
        meaning: "No new answers start on this version of the form, so no wave can be opened on it.",
        remedy: "Open the wave on a newer version, or take the retirement back: `POST \
                 /api/v1/forms/{form}/versions/{version}/reinstate`.",
    },
    About {
        code: Code::WaveStateWrong,
        name: "wave_state_wrong",
        status: StatusCode::CONFLICT,
        title: "The wave is not where it would have to be for this",
        meaning: "A wave is changed while it is a draft, opened once, closed, and then archived. This one is at another \
                  point, which `detail` says. Nothing was done.",
        remedy: "Look at its `state`. Instead of changing a wave that people are answering, close it and set up another.",
    },
    About {
        code: Code::ReleasedOtherwise,
        name: "released_otherwise",
        status: StatusCode::CONFLICT,
        title: "The wave was released by another plan",
        meaning: "All releases of a wave are by one plan. Tables by another over the same people would have to be protected together with those that are out.",
        remedy: "Read the release that there is: `detail` names it.",
    },
    About {
        code: Code::TrialsSpent,
        name: "trials_spent",
        status: StatusCode::CONFLICT,
        title: "No more is tried, proposed or made of this wave",
        meaning: "From each trial of a plan, and from each proposal of a coarser one, a little can be learned of what is hidden. So twenty trials and five \
                  proposals are taken of a wave, and no more than twenty requests for its release.",
        remedy: "Choose one of the plans that were tried or proposed.",
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
        code: Code::InvitationSpent,
        name: "code_spent",
        status: StatusCode::GONE,
        title: "The code has given its answer",
        meaning: "The personal code was made here for this wave, and it gives no answer any more: an answer came by it, or the \
                  invitation has a newer code. Which of both it is, is not known. Nothing was stored.",
        remedy: "Do not send it again. An answer that you sent yourself and did not hear back from is told as stored when the \
                 same content comes under the same identity.",
    },
    About {
        code: Code::BaseNotCurrent,
        name: "base_not_current",
        status: StatusCode::PRECONDITION_FAILED,
        title: "It is not what was looked at",
        meaning: "The request names what the answer said when it was looked at, by its digest, or how the wave was, by its \
                  version. There is no such answer in this form version and wave, or it has been changed since. Nothing \
                  was stored.",
        remedy: "Read it as it is now, decide again, and name the `sha256` of the answer or the `version` of the wave.",
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
        code: Code::RangeUnsatisfiable,
        name: "range_unsatisfiable",
        status: StatusCode::RANGE_NOT_SATISFIABLE,
        title: "The file has no such part",
        meaning: "`Range` asks for bytes behind the end of the file. `Content-Range` says how long it is.",
        remedy: "Ask for the whole file, or for a part of it.",
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
        code: Code::InvitationMistyped,
        name: "code_mistyped",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "A letter of the code is wrong",
        meaning: "The text has the length of a personal code, and its last letter does not fit the others: one of them is \
                  wrong, or two have changed places.",
        remedy: "Let the person look at the letter again.",
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
        code: Code::WaveInvalid,
        name: "wave_invalid",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "The wave cannot be as it is asked for",
        meaning: "The wave would end before it starts, it is anonymous and its form keeps when an answer is given, or it names \
                  an area or a language that there is not. Or the end that an open wave is to get is over already, or would keep \
                  answers for longer than people were told. `detail` says which.",
        remedy: "Correct the wave. A form that keeps the time is asked in a `confidential` or `identified` wave.",
    },
    About {
        code: Code::IdempotencyKeyReused,
        name: "idempotency_key_reused",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "The key was used for something else",
        meaning: "Something else was created under this `Idempotency-Key`. Nothing was created now.",
        remedy: "Use a fresh key for every thing that is to be created; a key is only repeated with the same request.",
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
        code: Code::TableInvalid,
        name: "table_invalid",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "The table cannot be taken in",
        meaning: "It is no table, a column is missing, or lines are wrong: `lines` says which, by the number that a spreadsheet \
                  shows beside them, and what is wrong with each. Nothing of the table was taken in.",
        remedy: "Correct the lines and send the whole table again. What was known before is not added twice.",
    },
    About {
        code: Code::PlanInvalid,
        name: "plan_invalid",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "The plan of the release is not right",
        meaning: "The plan cannot be read, does not fit the form of the wave, or has more cells than can be protected. `detail` says what is wrong and, if it cannot be read, where.",
        remedy: "Correct the plan. How one is written stands in docs/disclosure.md.",
    },
    About {
        code: Code::ReleaseImpossible,
        name: "release_impossible",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "There is nothing safe to release",
        meaning: "Nobody who counts has answered, or a cell could be worked out whatever else is hidden, or the auditor found one that can be, or protecting the tables takes too \
                  long. `detail` names the table, where it is one. Nothing was released.",
        remedy: "Try a coarser plan: fewer tables, larger categories.",
    },
    About {
        code: Code::SubscriptionInvalid,
        name: "subscription_invalid",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        title: "The subscription cannot be made so",
        meaning: "`detail` says why: its name, its kind, its address or its subject is none, its address leads where nothing is sent to, the \
                  installation has no NATS server, or there are as many subscriptions as there may be. Nothing was made.",
        remedy: "Name an address that begins with `https:` and lies in the world, or ask the operator to let subscriptions lead further \
                 (`NABOSVAR_FEED_REACHES`).",
    },
    About {
        code: Code::LinkBusy,
        name: "link_busy",
        status: StatusCode::TOO_MANY_REQUESTS,
        title: "Too many answers come by this link",
        meaning: "So many answers come by the link of one wave that it is kept from drowning the server. It says nothing \
                  about this answer, and addresses are not counted.",
        remedy: "Send the same request again after the seconds in `Retry-After`. Those who run the server can raise \
                 `link_limit`; a program with a token that names the wave is not counted.",
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
