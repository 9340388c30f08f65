//! Digests, encodings and what must not be guessed.

use super::{
    Arguments, Function,
    Type::{Number, Text},
    between, exactly, function,
};
use crate::expression::{
    context::{EvaluationError, EvaluationErrorKind},
    value::Value,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::Digest;

type Result<'t> = std::result::Result<Value<'t>, EvaluationError>;

pub(super) const FUNCTIONS: &[Function] = &[
    function("base64-decode", exactly(1), &[Text], Text, |call| {
        let bytes = STANDARD.decode(call.text(0)?.trim()).unwrap_or_default();
        Ok(Value::String(String::from_utf8_lossy(&bytes).into_owned()))
    }),
    function("digest", between(2, 3), &[Text], Text, digest),
    function("random", exactly(0), &[], Number, |call| Ok(Value::Number(unit(call.context().host.random())))),
    function("uuid", between(0, 1), &[Number], Text, uuid),
];

/// How long an id may be made.
const LONGEST_ID: f64 = 1000.0;

/// 53 random bits as a number from 0 up to, not including, 1.
pub(super) fn unit(random: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    let numerator = (random >> 11) as f64;
    numerator / 9_007_199_254_740_992.0
}

fn digest<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let (text, algorithm) = (call.text(0)?, call.text(1)?);
    call.spend_text(text.len())?;
    let bytes = match algorithm.as_str() {
        "MD5" => md5::Md5::digest(&text).to_vec(),
        "SHA-1" => sha1::Sha1::digest(&text).to_vec(),
        "SHA-256" => sha2::Sha256::digest(&text).to_vec(),
        "SHA-384" => sha2::Sha384::digest(&text).to_vec(),
        "SHA-512" => sha2::Sha512::digest(&text).to_vec(),
        _ => return Err(illegal(call, format!("there is no digest `{algorithm}`"))),
    };
    let encoding = if call.len() > 2 { call.text(2)? } else { "base64".to_owned() };
    match encoding.as_str() {
        "base64" => Ok(Value::String(STANDARD.encode(bytes))),
        "hex" => Ok(Value::String(hexadecimal(&bytes))),
        _ => Err(illegal(call, format!("there is no encoding `{encoding}`"))),
    }
}

/// A random UUID (version 4), or so many random hexadecimal digits.
fn uuid<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let host = call.context().host;
    if call.len() == 0 {
        let high = (host.random() & 0xffff_ffff_ffff_0fff) | 0x4000;
        let low = (host.random() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000;
        let digits = format!("{high:016x}{low:016x}");
        let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
        return Ok(Value::String(parts.join("-")));
    }
    let length = call.number(0)?;
    if length.is_nan() || length > LONGEST_ID {
        return Err(illegal(call, format!("an id has at most {LONGEST_ID} characters")));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the limit")]
    let length = length.max(0.0) as usize;
    let mut digits = String::new();
    while digits.len() < length {
        digits.push_str(&hexadecimal(&host.random().to_be_bytes()));
    }
    digits.truncate(length);
    Ok(Value::String(digits))
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn illegal(call: &Arguments<'_, '_, '_>, message: String) -> EvaluationError {
    call.error(EvaluationErrorKind::IllegalArgument(message))
}
