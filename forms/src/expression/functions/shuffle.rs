//! Shuffling choices so that the same seed gives the same order in every client.

use sha2::Digest;

use super::{Arguments, secrets::unit};
use crate::expression::{context::EvaluationError, value::Value};

/// The generator of Park and Miller ("minimal standard", multiplier 16807), as the ODK specification names it.
struct ParkMiller(i64);

const MODULUS: i64 = 2_147_483_647;

impl ParkMiller {
    fn new(seed: i64) -> Self {
        let seed = seed % MODULUS;
        Self(if seed <= 0 { seed + MODULUS - 1 } else { seed })
    }

    /// From 0 up to, not including, 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0 * 16_807 % MODULUS;
        #[expect(clippy::cast_precision_loss, reason = "31 bits fit")]
        let fraction = (self.0 - 1) as f64 / (MODULUS - 1) as f64;
        fraction
    }
}

/// The nodes in random order: by the inside-out variant of Fisher and Yates, with a seed by [`ParkMiller`].
pub(super) fn randomize<'t>(call: &Arguments<'_, '_, 't>) -> Result<Value<'t>, EvaluationError> {
    let nodes = call.nodes(0)?;
    let host = call.context().host;
    Ok(Value::NodeSet(match call.len() {
        1 => shuffled(nodes, || unit(host.random())),
        _ => shuffled_by(nodes, seed(call)?),
    }))
}

/// Things in the order that follows from a seed.
pub(crate) fn shuffled_by<T: Copy>(things: Vec<T>, seed: i64) -> Vec<T> {
    let mut generator = ParkMiller::new(seed);
    shuffled(things, || generator.next())
}

/// The seed that a value is: a number without its fraction; text that is no number by the first 64 bits of its SHA-256, as in
/// `JavaRosa`.
pub(crate) fn seed_of(text: &str, number: f64) -> i64 {
    if number.is_nan() && !text.is_empty() {
        let digest = sha2::Sha256::digest(text.as_bytes());
        return digest.iter().take(8).fold(0, |bits, byte| bits << 8 | i64::from(*byte));
    }
    #[expect(clippy::cast_possible_truncation, reason = "Java's conversion, which is also that of Rust")]
    let seed = number as i64;
    seed
}

/// Each random number is from 0 up to, not including, 1.
fn shuffled<T: Copy>(things: Vec<T>, mut random: impl FnMut() -> f64) -> Vec<T> {
    let mut shuffled = Vec::with_capacity(things.len());
    for (place, thing) in things.into_iter().enumerate() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place among the nodes so far"
        )]
        let other = (random() * (place + 1) as f64) as usize;
        match shuffled.get(other).copied() {
            Some(displaced) => {
                shuffled.push(displaced);
                shuffled[other] = thing;
            }
            None => shuffled.push(thing),
        }
    }
    shuffled
}

fn seed(call: &Arguments<'_, '_, '_>) -> Result<i64, EvaluationError> {
    let value = call.value(1)?;
    let number = value.to_number(call.context().zone());
    let text = call.evaluator.text(value, call.span)?;
    Ok(seed_of(&text, number))
}
