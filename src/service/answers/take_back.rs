//! Who has a receipt takes the answer back, without a name and without anybody's help.

use super::receipt::ReceiptCode;
use super::remove;
use crate::service::Services;
use crate::service::waves::{self, Wave};
use crate::store;
use crate::store::response::{self, Kept};

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The answer is gone; with the wave that it was of, if it went just now.
    Gone(Option<Box<Wave>>),
    /// No answer has this receipt.
    Unknown,
    /// It is in figures that are out. Taking it out of them would show what it said.
    Released,
}

/// Takes the answer of a receipt back. The log of administration says nothing of it: nobody of the administration did it, and a
/// line would tell when.
pub async fn take_back(services: &Services, receipt: &ReceiptCode) -> Result<Outcome, store::Error> {
    let id = receipt.response_id();
    let tx = services.db.begin().await?;
    let stored = match response::lock(&tx, id).await? {
        Some(Kept::Response(stored)) => *stored,
        Some(Kept::Withdrawn) => return Ok(Outcome::Gone(None)),
        None => return Ok(Outcome::Unknown),
    };
    let wave = waves::of(&tx, &stored).await?;
    if wave.as_ref().is_some_and(waves::is_released) {
        return Ok(Outcome::Released);
    }
    // The day of an anonymous answer is nobody's business, and that of taking it back is not either.
    let on = if waves::is_anonymous(wave.as_ref()) { stored.period_starts_on } else { services.clock.today() };
    remove(&tx, id, on).await?;
    tx.commit().await?;
    Ok(Outcome::Gone(wave.map(Box::new)))
}
