//! The ways on which mails leave: a server, a folder, or a list that a test reads.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::{BadSetting, Message};

/// A way. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Transport {
    /// A mail server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder, where each mail becomes a file that mail programs open.
    Folder(PathBuf),
    /// A list.
    Memory(Memory),
}

/// Mails that were sent nowhere.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<List>);

#[derive(Debug, Default)]
struct List {
    mails: Mutex<Vec<Message>>,
    added: Notify,
}

/// Why a message did not leave. It names no address and repeats no words of the server, which repeat them.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Never will it: the server does not take this one, or nobody there gets it.
    #[error("the server does not take it ({})", .0.as_deref().unwrap_or("it cannot be written to this address"))]
    Refused(Option<String>),
    /// Not now.
    #[error("the server said {said}")]
    NotNow {
        /// The number of its reply.
        said: String,
        /// How long it wants to be left alone, if it says.
        wait: Option<Duration>,
    },
    /// The mail was handed over, and nobody said that it was taken. It may have been.
    #[error("the server was given it and did not say that it took it")]
    Unknown,
    /// There is no server, or it does not let us in.
    #[error("the server cannot be used ({0})")]
    Unusable(String),
    /// The folder cannot be written to.
    #[error("the folder of mails cannot be used")]
    Folder(#[source] io::Error),
}

/// A server that is silent for longer is not waited for: what claims the event ends, too.
const PATIENCE: Duration = Duration::from_secs(20);

impl Transport {
    /// The server of an address, as `smtp://name:password@host:port?tls=required` says it. It is connected to when there is
    /// something to send.
    pub fn smtp(url: &str) -> Result<Self, BadSetting> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(BadSetting::Url)?;
        Ok(Self::Smtp(builder.timeout(Some(PATIENCE)).build()))
    }

    pub(super) async fn send(&self, message: &Message, mail: lettre::Message) -> Result<(), Failure> {
        match self {
            Self::Smtp(server) => hand_over(server, mail).await,
            Self::Folder(folder) => {
                let file = folder.join(format!("{}.eml", message.id));
                write(folder, &file, &mail.formatted()).await.map_err(Failure::Folder)
            }
            Self::Memory(list) => {
                list.0.mails.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
                list.0.added.notify_one();
                Ok(())
            }
        }
    }
}

impl Memory {
    /// Takes out what was sent, in its order.
    pub fn take(&self) -> Vec<Message> {
        std::mem::take(&mut self.0.mails.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until a mail was sent since the last wait.
    pub async fn added(&self) {
        self.0.added.notified().await;
    }
}

async fn hand_over(server: &AsyncSmtpTransport<Tokio1Executor>, mail: lettre::Message) -> Result<(), Failure> {
    // A server that refuses us (a wrong password, a blocked machine) refuses for ever in the same words as one that refuses
    // a mail. So we first ask to be let in: what is refused then is no mail.
    // The library's own limit is for connecting alone.
    match timeout(PATIENCE, server.test_connection()).await {
        Ok(Ok(true)) => {}
        Ok(Ok(false)) => return Err(Failure::Unusable("it hung up".to_owned())),
        Ok(Err(error)) => return Err(Failure::Unusable(in_words(&error))),
        Err(_) => return Err(Failure::Unusable("it is silent".to_owned())),
    }
    let Ok(handed_over) = timeout(PATIENCE, server.send(mail)).await else { return Err(Failure::Unknown) };
    match handed_over {
        Ok(_) => Ok(()),
        Err(error) if error.is_permanent() || error.is_client() => {
            Err(Failure::Refused(error.status().map(|code| code.to_string())))
        }
        Err(error) => Err(match error.status() {
            Some(code) => Failure::NotNow { said: code.to_string(), wait: None },
            None => Failure::Unusable(in_words(&error)),
        }),
    }
}

/// The number of a reply, or what happened to the connection.
fn in_words(error: &smtp::Error) -> String {
    let mut words = match error.status() {
        Some(code) => return code.to_string(),
        None => error.to_string(),
    };
    // Under a connection's failure lies the machine's or the encryption's.
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        let said = error.to_string();
        if !words.contains(&said) {
            words = format!("{words}: {said}");
        }
        cause = error.source();
    }
    words
}

/// Names and addresses stand in it: nobody else on this machine reads it.
async fn write(folder: &Path, file: &Path, content: &[u8]) -> io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(file).await?;
    tokio::io::AsyncWriteExt::write_all(&mut file, content).await?;
    file.sync_all().await
}
