//! What the code of a wave opens: the form version that the wave asks, while it asks.

use std::sync::Arc;

use super::invitations::enter;
use super::{PublishedForm, Services, catalogue, waves};
use crate::store;

/// Why somebody with a code gets nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No wave has this code, or it asks another form version.
    #[error("no wave with this code asks this form version")]
    NoWave,
    /// The wave takes no answers today.
    #[error("the wave takes no answers today")]
    WaveClosed,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The form version that an open wave asks, if it is this one.
pub async fn form(services: &Services, code: &str, form_id: &str, version: &str) -> Result<Arc<PublishedForm>, Error> {
    let wave = enter::wave_of(services, code).await?.ok_or(Error::NoWave)?;
    if wave.form_id != form_id || wave.form_version != version {
        return Err(Error::NoWave);
    }
    if !waves::is_open(&wave, &services.clock.now()) {
        return Err(Error::WaveClosed);
    }
    catalogue::find(services, form_id, version).await?.ok_or(Error::NoWave)
}
