//! One connection for all messages, made when the first of them is there. One that broke, or on which the server complained or was
//! silent, is used no more: the next message makes another, and so learns by itself what is wrong with it.

use std::fmt::{self, Debug, Formatter};
use std::fs;
use std::io;
use std::sync::Arc;

use async_nats::connection::State;
use async_nats::jetstream::context::{Context, PublishError, PublishErrorKind};
use async_nats::jetstream::{self, message::PublishMessage};
use async_nats::{ConnectOptions, Event, HeaderMap, ServerAddr};
use rustls::ClientConfig;
use tokio::sync::{Mutex, watch};
use tokio::time::timeout;

use super::super::is_near;
use super::{BadSetting, Failure, Letter, Settings};

/// Who hands messages to streams.
#[derive(Clone)]
pub struct Publisher(Arc<Shared>);

struct Shared {
    settings: Settings,
    address: ServerAddr,
    tls: ClientConfig,
    line: Mutex<Option<Line>>,
}

/// A connection, and why it is used no more.
#[derive(Clone)]
struct Line {
    streams: Context,
    trouble: watch::Receiver<Option<Failure>>,
}

impl Publisher {
    /// One for a server, which is not connected to yet.
    pub fn new(settings: Settings) -> Result<Self, BadSetting> {
        let address: ServerAddr = settings.url.parse().map_err(|_| BadSetting::Address)?;
        if let Some(file) = &settings.credentials {
            let failed = |error| BadSetting::Credentials(file.clone(), error);
            let text = fs::read_to_string(file).map_err(failed)?;
            if is_told_in_plain(&address, &text) {
                return Err(BadSetting::Plain);
            }
            known_by(ConnectOptions::new(), &text).map_err(failed)?;
        }
        let tls = super::super::tls()?;
        Ok(Self(Arc::new(Shared { settings, address, tls, line: Mutex::default() })))
    }

    /// Hands over a message, and waits until a stream says that it has it, now or from before.
    pub async fn publish(&self, letter: Letter) -> Result<(), Failure> {
        let patience = self.0.settings.patience;
        // Boxed, or every future that publishes would be as large as a connection.
        if let Ok(said) = timeout(patience, Box::pin(self.0.hand_over(letter))).await {
            return said;
        }
        // Whoever holds it is about to make another.
        if let Ok(mut line) = self.0.line.try_lock() {
            *line = None;
        }
        Err(Failure::Slow(patience))
    }
}

impl Shared {
    async fn hand_over(&self, letter: Letter) -> Result<(), Failure> {
        let Line { streams, mut trouble } = self.line().await?;
        let mut headers = HeaderMap::new();
        for (name, value) in letter.headers {
            headers.insert(name, value);
        }
        let message = PublishMessage::build().headers(headers).message_id(letter.id).payload(letter.body.into());
        let taken = async {
            streams.send_publish(letter.subject, message).await?.await?;
            Ok(())
        };
        tokio::select! {
            biased;
            taken = taken => taken.map_err(|error| if is_whole(&streams) { self.refused(&error) } else { broken() }),
            Ok(trouble) = trouble.wait_for(Option::is_some) => match trouble.as_ref() {
                Some(failure) => Err(failure.clone()),
                None => Err(broken()),
            },
        }
    }

    /// The connection, or another one if something is wrong with it.
    async fn line(&self) -> Result<Line, Failure> {
        let mut held = self.line.lock().await;
        if let Some(line) = held.as_ref().filter(|line| is_whole(&line.streams) && line.trouble.borrow().is_none()) {
            return Ok(line.clone());
        }
        *held = None;
        Ok(held.insert(self.connect().await?).clone())
    }

    async fn connect(&self) -> Result<Line, Failure> {
        let failed = |error: &dyn std::error::Error| Failure::Connection(error.to_string());
        let (tell, trouble) = watch::channel(None);
        let hear = move |event| {
            let tell = tell.clone();
            async move {
                let failure = match event {
                    Event::Disconnected | Event::Closed => broken(),
                    Event::ServerError(error) => Failure::Refused(error.to_string()),
                    _ => return,
                };
                // What came first says most.
                tell.send_if_modified(|told| told.is_none() && told.replace(failure).is_none());
            }
        };
        let mut options = ConnectOptions::new()
            .name("nabosvar")
            .no_echo()
            .tls_client_config(self.tls.clone())
            // So that of several addresses of a name others are tried, too.
            .connection_timeout(self.settings.patience / 4)
            // Nobody is led anywhere but to where the settings say.
            .ignore_discovered_servers()
            // It is not for a connection to come back: what was on its way is sent again by who knows what it was.
            .max_reconnects(1)
            .event_callback(hear);
        if let Some(file) = &self.settings.credentials {
            let text = tokio::fs::read_to_string(file).await.map_err(|error| failed(&error))?;
            // The file may have changed since the program started.
            if is_told_in_plain(&self.address, &text) {
                return Err(failed(&BadSetting::Plain));
            }
            options = known_by(options, &text).map_err(|error| failed(&error))?;
        }
        let client = options.connect(self.address.clone()).await.map_err(|error| failed(&error))?;
        let mut streams = jetstream::new(client);
        streams.set_timeout(self.settings.patience);
        Ok(Line { streams, trouble })
    }

    fn refused(&self, error: &PublishError) -> Failure {
        match error.kind() {
            PublishErrorKind::StreamNotFound => Failure::NoStream,
            PublishErrorKind::TimedOut => Failure::Slow(self.settings.patience),
            PublishErrorKind::BrokenPipe => broken(),
            _ => Failure::Refused(error.to_string()),
        }
    }
}

/// What a file says that the server knows this program by: credentials as `nsc` writes them, the seed of a key, or name and password.
fn known_by(options: ConnectOptions, text: &str) -> io::Result<ConnectOptions> {
    if let Some((name, password)) = password(text) {
        return Ok(options.user_and_password(name.to_owned(), password.to_owned()));
    }
    let line = text.trim();
    if line.starts_with("SU") && !line.contains('\n') {
        return Ok(options.nkey(line.to_owned()));
    }
    options.credentials(text)
}

/// Whether a password would be read by everybody on the way.
fn is_told_in_plain(address: &ServerAddr, text: &str) -> bool {
    password(text).is_some() && !address.tls_required() && !is_near(address.host())
}

fn password(text: &str) -> Option<(&str, &str)> {
    text.trim().split_once(':').filter(|_| !text.trim().contains('\n'))
}

fn is_whole(streams: &Context) -> bool {
    streams.client().connection_state() == State::Connected
}

fn broken() -> Failure {
    Failure::Connection("the connection broke".to_owned())
}

impl Debug for Publisher {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Publisher").finish_non_exhaustive()
    }
}
