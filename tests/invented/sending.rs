//! An answer of the invented form, as it is handed to the use case.

use nabosvar::service::Services;
use nabosvar::service::answers::submit::{Command, Handling, Round};
use nabosvar::service::waves::Wave;
use serde_json::Value;
use uuid::Uuid;

/// Answers that say what `answers` says.
pub(crate) fn command(round: Round, id: Uuid, answers: &Value) -> Command {
    Command {
        form_id: "invented".to_owned(),
        version: "1".to_owned(),
        response_id: id,
        round,
        handling: Handling::Strict,
        language: "en".to_owned(),
        body: answers.to_string().into_bytes(),
    }
}

/// The same by the link of a wave, under an identity of its own.
pub(crate) fn by_link(services: &Services, wave: &Wave, answers: &Value) -> Command {
    command(Round::OfCode(wave.code.as_str().to_owned()), services.clock.identity(), answers)
}
