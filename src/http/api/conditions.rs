//! Headers that make a request safe: what it stands on, and by which name it is known when it is repeated.

use uuid::Uuid;

use crate::http::caller::Program;
use crate::http::code::Code;
use crate::http::error::Problem;
use crate::service::idempotency::Key;

/// What `If-Match` names: one strong tag. Whoever changes an answer has seen one, so a list and `*` are mistakes.
pub(super) fn base(if_match: &str) -> Result<String, Problem> {
    let tag = if_match.trim().strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
    let tag = tag.filter(|tag| !tag.contains('"'));
    tag.map(str::to_lowercase).ok_or_else(|| {
        Problem::with_detail(Code::ParameterInvalid, "`If-Match` is the `ETag` of the answer: its `sha256` in quotes.")
    })
}

/// The identity of what a request creates, by its `Idempotency-Key`.
pub(super) fn identity(key: Option<&str>, program: &Program, operation: &str) -> Result<Uuid, Problem> {
    let key = key.ok_or_else(|| Problem::new(Code::IdempotencyKeyMissing))?;
    let key = Key::parse(key).ok_or_else(|| {
        Problem::with_detail(Code::ParameterInvalid, "`Idempotency-Key` is 1 to 255 visible characters of ASCII.")
    })?;
    Ok(key.identity(program.token, operation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_stands_on_one_tag() {
        assert_eq!(base("\"AB\"").ok().as_deref(), Some("ab"));
        for wrong in ["", "ab", "*", "\"", "\"a\", \"b\"", "W/\"ab\"", "\"ab"] {
            assert!(base(wrong).is_err(), "{wrong}");
        }
    }
}
