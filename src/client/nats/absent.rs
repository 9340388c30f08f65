//! What a program without the feature `nats` has in place of a publisher: nothing, as the compiler knows.

use std::future::Ready;

use super::{BadSetting, Failure, Letter, Settings};

/// There is none.
#[derive(Clone, Copy, Debug)]
pub enum Publisher {}

impl Publisher {
    /// Nobody can be one.
    pub fn new(_: Settings) -> Result<Self, BadSetting> {
        Err(BadSetting::Absent)
    }

    /// Never called.
    pub fn publish(&self, _: Letter) -> Ready<Result<(), Failure>> {
        match *self {}
    }
}
