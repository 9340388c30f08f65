//! Wiring: opens the database, serves until it is told to stop, closes what it opened.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use jiff::tz::TimeZone;
use tokio::net::TcpListener;

use crate::blob::{self, Blobs};
use crate::client::{Client, nats};
use crate::clock::Clock;
use crate::config::{Config, Secret, key_file};
use crate::http;
use crate::mail::{self, Sender, Transport, Webhook};
use crate::oidc::{self, Provider};
use crate::service::backup::{self, Installation, restore};
use crate::service::{Attachments, SecretKey, Services, secret_key};
use crate::store::{self, Db, Location, change};
use crate::worker::Worker;

mod connections;
mod crowd;

/// Why the server cannot run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The time zone of the settings is not known.
    #[error("the time zone is not known")]
    TimeZone(#[from] jiff::Error),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The process would not hear that it is asked to stop.
    #[error("cannot listen for signals")]
    Signals(#[source] io::Error),
    /// What was restored is not whole.
    #[error(transparent)]
    Restore(#[from] backup::Error),
    /// The object store cannot be opened.
    #[error(transparent)]
    Blob(#[from] blob::Error),
    /// The file of the installation's key cannot be read or made.
    #[error("the file {} cannot be used", .0.display())]
    KeyFile(PathBuf, #[source] io::Error),
    /// The installation's key is not one, or not the right one.
    #[error(transparent)]
    Key(#[from] secret_key::Error),
    /// Mails cannot be sent with the settings.
    #[error(transparent)]
    Mail(#[from] mail::BadSetting),
    /// Nobody can be asked from here.
    #[error("this machine cannot make an encrypted connection")]
    Tls(#[from] rustls::Error),
    /// No stream can be handed anything with the settings.
    #[error(transparent)]
    Streams(#[from] nats::BadSetting),
    /// The provider of logins cannot be asked with the settings.
    #[error(transparent)]
    Provider(#[from] oidc::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A server that has its address but does not answer yet; who connects waits.
pub struct Bound {
    listener: TcpListener,
    address: SocketAddr,
}

/// How long what was deleted may stay readable in the files of the database.
const TIDY: Duration = Duration::from_mins(1);

/// Where the settings say that everything is.
pub fn installation(config: &Config) -> Installation {
    let database = match &config.database_url {
        Some(url) => Location::Postgres(url.expose().to_owned()),
        None => Location::Sqlite(config.data.join("nabosvar.sqlite")),
    };
    Installation { database, data: config.data.clone(), attachments: attachments_folder(config) }
}

/// The clock of the settings.
pub fn clock(config: &Config) -> Result<Clock, Error> {
    Ok(Clock::system(TimeZone::get(&config.time_zone)?))
}

/// Opens the database that the settings name, and brings its tables up to date.
pub async fn open(config: &Config) -> Result<Services, Error> {
    restore::must_be_finished(&config.data)?;
    let clock = clock(config)?;
    let db = Db::open(&installation(config).database, config.database_connections).await?;
    db.migrate().await?;
    let key = key(config, &db, &clock).await?;
    let attachments = Attachments::new(blobs(config)?, config.attachment_limit.into(), config.attachment_backlog);
    let services = Services::new(db, attachments, clock, config.draft_days)
        .reached_at(&config.base_url(config.listen))
        .keyed(key)
        .letting_in(config.link_limit)
        .demanding(config.second_factor)
        .feeding(Client::new(config.feed_reaches)?);
    let services = match streams(config)? {
        Some(publisher) => services.streaming(publisher),
        None => services,
    };
    let services = match provider(config)? {
        Some(provider) => services.asking(provider),
        None => services,
    };
    let services =
        match webhook("NABOSVAR_SMS_WEBHOOK", config.sms_webhook.as_ref(), config.sms_webhook_secret.as_ref())? {
            Some(webhook) => services.texting(webhook),
            None => services,
        };
    let (url, secret) = (config.digital_post_webhook.as_ref(), config.digital_post_webhook_secret.as_ref());
    let services = match webhook("NABOSVAR_DIGITAL_POST_WEBHOOK", url, secret)? {
        Some(webhook) => services.posting(webhook),
        None => services,
    };
    Ok(match &config.mail_url {
        Some(url) => services.mailing(sender(config, Transport::smtp(url.expose())?)?),
        None => services,
    })
}

/// The installation's key: of the settings, else of its file, which is made at the first start.
async fn key(config: &Config, db: &Db, clock: &Clock) -> Result<SecretKey, Error> {
    let failed = |error| Error::KeyFile(key_file::path(&config.data), error);
    let kept = match &config.secret_key {
        Some(key) => Some(key.clone()),
        None => key_file::read(&config.data).map_err(failed)?,
    };
    let key = if let Some(key) = kept {
        key
    } else {
        secret_key::may_be_made(db).await?;
        key_file::make(&config.data, &clock.random()).map_err(failed)?
    };
    let key = SecretKey::parse(key.expose())?;
    secret_key::hold(db, &key).await?;
    Ok(key)
}

/// The provider of logins that the settings name.
fn provider(config: &Config) -> Result<Option<Provider>, oidc::Error> {
    let (Some(issuer), Some(client_id), Some(secret)) =
        (config.oidc_issuer.clone(), config.oidc_client_id.clone(), &config.oidc_client_secret)
    else {
        return Ok(None);
    };
    let name = config.oidc_name.clone().unwrap_or_else(|| "OpenID Connect".to_owned());
    Provider::new(oidc::Settings { issuer, client_id, client_secret: secret.expose().to_owned(), name }).map(Some)
}

/// Who hands messages to the streams of the settings' server.
fn streams(config: &Config) -> Result<Option<nats::Publisher>, nats::BadSetting> {
    let Some(url) = config.nats.clone() else { return Ok(None) };
    let credentials = config.nats_credentials.clone();
    nats::Publisher::new(nats::Settings { url, credentials, patience: nats::PATIENCE }).map(Some)
}

/// Who carries messages, as the settings say.
fn webhook(
    name: &'static str,
    url: Option<&Secret>,
    secret: Option<&Secret>,
) -> Result<Option<Webhook>, mail::BadSetting> {
    url.zip(secret).map(|(url, secret)| Webhook::new(name, url.expose(), secret.expose())).transpose()
}

/// Who sends mails by a way, under the name of the settings.
pub fn sender(config: &Config, way: Transport) -> Result<Sender, mail::BadSetting> {
    let from = config.mail_from.as_deref().unwrap_or("nabosvar@demo.invalid");
    Sender::new(way, from, config.mail_reply_to.as_deref())
}

/// The folder of the files that answers refer to; `None` if they are in a bucket.
fn attachments_folder(config: &Config) -> Option<PathBuf> {
    let folder = || config.attachments.clone().unwrap_or_else(|| config.data.join("attachments"));
    config.s3_bucket.is_none().then(folder)
}

fn blobs(config: &Config) -> Result<Blobs, blob::Error> {
    match attachments_folder(config) {
        Some(folder) => Blobs::open(&blob::Location::Folder(folder)),
        #[cfg(feature = "s3")]
        None => Blobs::open(&blob::Location::Bucket(bucket(config))),
        // The settings refuse a bucket then.
        #[cfg(not(feature = "s3"))]
        None => Err(blob::Error::NoBuckets),
    }
}

#[cfg(feature = "s3")]
fn bucket(config: &Config) -> blob::Bucket {
    let secret = |secret: &Option<Secret>| secret.as_ref().map(|secret| secret.expose().to_owned()).unwrap_or_default();
    blob::Bucket {
        name: config.s3_bucket.clone().unwrap_or_default(),
        endpoint: config.s3_endpoint.clone(),
        region: config.s3_region.clone(),
        key: secret(&config.s3_access_key),
        secret: secret(&config.s3_secret_key),
    }
}

/// Takes the address of the settings.
pub async fn bind(config: &Config) -> Result<Bound, Error> {
    let failed = |error| Error::Listen(config.listen, error);
    let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok(Bound { listener, address })
}

impl Bound {
    /// The address, with the port that the machine chose if the settings left it open.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` is done: then nothing new is accepted, what is in flight gets the time of the settings to
    /// finish, and the database is closed.
    pub async fn serve(self, services: Services, config: &Config, stop: impl Future<Output = ()>) -> Result<(), Error> {
        let services = services.reached_at(&config.base_url(self.address));
        let worker = Worker::start(&services);
        let hearing = tokio::spawn(change::hear(services.db.clone()));
        let tidying = tokio::spawn(tidy(services.db.clone()));
        let routes = http::routes(&services, config, &services.base);
        let patience = Duration::from_secs(config.shutdown_seconds.into());
        let limits = connections::Limits { most: config.connections, patience, ..connections::Limits::default() };
        connections::serve(self.listener, routes, limits, stop).await;
        hearing.abort();
        tidying.abort();
        worker.stop(patience).await;
        Ok(services.db.close().await?)
    }
}

/// Listens from now on for the machine asking this process to stop, by `Ctrl-C` or as a service manager does; the future is
/// done when it has.
pub fn asked_to_stop() -> Result<impl Future<Output = ()>, Error> {
    #[cfg(unix)]
    let asked = {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::Signals)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(Error::Signals)?;
        async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
    };
    #[cfg(not(unix))]
    let asked = async { drop(tokio::signal::ctrl_c().await) };
    Ok(async {
        asked.await;
        tracing::info!("asked to stop");
    })
}

async fn tidy(db: Db) {
    let mut minutes = tokio::time::interval(TIDY);
    loop {
        minutes.tick().await;
        if let Err(error) = db.tidy().await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the database was not tidied");
        }
    }
}
