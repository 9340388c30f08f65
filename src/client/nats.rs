//! Hands messages to streams of a NATS server (`JetStream`), which says when it has one. Only a program that was built with the feature
//! `nats` does; in any other there is nobody who could be asked to.

use std::fmt::{self, Debug, Formatter};
use std::path::PathBuf;
use std::time::Duration;

#[cfg(not(feature = "nats"))]
mod absent;
#[cfg(feature = "nats")]
mod live;

#[cfg(not(feature = "nats"))]
pub use self::absent::Publisher;
#[cfg(feature = "nats")]
pub use self::live::Publisher;

/// So long a server may take: to be reached, and to say that it has a message.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Where the server is, and by what it knows this program.
#[derive(Clone)]
pub struct Settings {
    /// Its address, with a name and password if it wants them: `nats://127.0.0.1:4222`, or `tls://…`.
    pub url: String,
    /// A file of credentials, read anew whenever it is connected to.
    pub credentials: Option<PathBuf>,
    /// How long it may take.
    pub patience: Duration,
}

/// A message for a stream.
#[derive(Clone, Debug)]
pub struct Letter {
    /// What it is about, which says whose stream takes it.
    pub subject: String,
    /// By which the server knows that it has it already.
    pub id: String,
    /// What stands beside it, by names.
    pub headers: Vec<(&'static str, String)>,
    /// The message.
    pub body: String,
}

/// Why nobody can be asked with the settings.
#[derive(Debug, thiserror::Error)]
pub enum BadSetting {
    /// This program cannot.
    #[error("NABOSVAR_NATS needs a program that was built with `--features nats`")]
    Absent,
    /// The address is none.
    #[error("NABOSVAR_NATS is no address of a NATS server")]
    Address,
    /// There are no credentials where they should be.
    #[error("NABOSVAR_NATS_CREDENTIALS: {} holds no credentials that can be read", .0.display())]
    Credentials(PathBuf, #[source] std::io::Error),
    /// A password would be read by everybody on the way.
    #[error("NABOSVAR_NATS_CREDENTIALS holds a password, which nats:// would send in plain text; use tls://")]
    Plain,
    /// No encrypted connection can be made.
    #[error(transparent)]
    Tls(#[from] rustls::Error),
}

/// Why no stream has the message, as far as is known.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Failure {
    /// Nobody listens.
    #[error("no stream of the server takes this subject")]
    NoStream,
    /// It took too long.
    #[error("no stream said within {0:?} that it has it")]
    Slow(Duration),
    /// There is no connection, or the server refuses this program.
    #[error("the server cannot be used: {0}")]
    Connection(String),
    /// A stream did not take it, or the server did not let it through.
    #[error("the server refused it: {0}")]
    Refused(String),
}

impl Debug for Settings {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}
