//! The settings: the only reader of files and environment. A value comes from the command line, else from the environment
//! (`NABOSVAR_…`), else from the file, else from the defaults below. Every mistake is reported, each with its variable.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt::{self, Debug, Formatter};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use config::{ConfigError, Environment, File, FileFormat};
use serde::Deserialize;
use validator::Validate;

use crate::access::Duty;
use crate::client::Reach;
use crate::telemetry::Format;
use checks::is_base_address;
use names::NOT_SETTINGS;
use settings::Settings;

mod checks;
pub mod key_file;
mod names;
mod settings;

/// Settings of one process.
#[derive(Clone, Debug, Validate)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Folder of the embedded database and of what `demo` keeps.
    pub data: PathBuf,
    /// A PostgreSQL database to use instead of the embedded one.
    pub database_url: Option<Secret>,
    /// Most connections of clients at a time. Who comes then takes the place of the one that has been silent for longest.
    #[validate(range(min = 16, max = 1_000_000))]
    pub connections: u32,
    /// Most connections to the database at a time.
    #[validate(range(min = 1, max = 100))]
    pub database_connections: u32,
    /// Where people reach this server, if not at `listen`: `https://svar.example.dk`.
    #[validate(custom(function = "is_base_address"))]
    pub public_url: Option<String>,
    /// Time zone that decides what "today" is.
    pub time_zone: String,
    /// What to log: `info`, or `info,nabosvar=debug`.
    pub log: String,
    /// How log lines look.
    pub log_format: Format,
    /// Largest body of a request, in bytes.
    #[validate(range(min = 1_024, max = 67_108_864))]
    pub body_limit: u32,
    /// Folder of the files that answers refer to, if not `attachments` in `data`.
    pub attachments: Option<PathBuf>,
    /// Bucket of a service that speaks S3, for the files in place of a folder.
    pub s3_bucket: Option<String>,
    /// The address of the service, if it is not Amazon's.
    pub s3_endpoint: Option<String>,
    /// The region of the bucket.
    pub s3_region: String,
    /// The name of the key to the bucket.
    pub s3_access_key: Option<Secret>,
    /// The key to the bucket.
    pub s3_secret_key: Option<Secret>,
    /// Largest such file, in bytes.
    #[validate(range(min = 65_536, max = 104_857_600))]
    pub attachment_limit: u32,
    /// Bytes of such files that may wait for an answer, of all who have only the code of a wave.
    #[validate(range(min = 65_536_u64, max = 1_099_511_627_776_u64))]
    pub attachment_backlog: u64,
    /// How many may begin or send answers by the link of one wave within ten minutes.
    #[validate(range(min = 1))]
    pub link_limit: u32,
    /// The server that takes mails: `smtp://name:password@host?tls=required`. Without one, none are sent.
    pub mail_url: Option<Secret>,
    /// Whom mails come from: `post@example.dk`, or `Our programme <post@example.dk>`.
    pub mail_from: Option<String>,
    /// Who gets what is answered to them, if somebody else.
    pub mail_reply_to: Option<String>,
    /// Who carries SMS: an address that takes one a request. Without one, none are sent.
    pub sms_webhook: Option<Secret>,
    /// By what they know this program.
    pub sms_webhook_secret: Option<Secret>,
    /// Who carries Digital Post, in the same way.
    pub digital_post_webhook: Option<Secret>,
    /// By what they know this program.
    pub digital_post_webhook_secret: Option<Secret>,
    /// The provider of logins (OpenID Connect): `https://login.example.dk`. Without one, people log in with passwords.
    pub oidc_issuer: Option<String>,
    /// What the provider calls this program.
    pub oidc_client_id: Option<String>,
    /// By what the provider knows this program.
    pub oidc_client_secret: Option<Secret>,
    /// What people call the provider.
    pub oidc_name: Option<String>,
    /// What personal codes are made of, if not of what the file `secret.key` in `data` holds: 64 hexadecimal digits.
    pub secret_key: Option<Secret>,
    /// Who has to have a second factor: `nobody`, `administrators` or `everybody`.
    pub second_factor: Duty,
    /// How far subscriptions to indicators may lead: into the `world` alone, or `everywhere`, also into this machine's network.
    pub feed_reaches: Reach,
    /// The NATS server whose streams take indicators: `nats://127.0.0.1:4222`, or `tls://nats.example.dk:4222`.
    pub nats: Option<String>,
    /// File of what that server knows this program by: credentials, the seed of a key, or `name:password`.
    pub nats_credentials: Option<PathBuf>,
    /// Whether everyone who reaches the server may read `/metrics`, and not only who shows a token.
    pub open_metrics: bool,
    /// Days for which a half-filled answer is kept after its last change.
    #[validate(range(min = 1, max = 365))]
    pub draft_days: u16,
    /// Whether pages of a look at a form load themselves again when it has changed. No setting: `form preview` wants it.
    pub reloads_previews: bool,
    /// Seconds that requests in flight get to finish when the server stops.
    #[validate(range(min = 1, max = 300))]
    pub shutdown_seconds: u16,
}

/// What the command line says, which goes before everything else.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// The settings file. Without one, `nabosvar.toml` in the current folder is read if it is there.
    pub file: Option<PathBuf>,
    /// See [`Config::listen`].
    pub listen: Option<SocketAddr>,
    /// See [`Config::data`].
    pub data: Option<PathBuf>,
}

/// Text that is never printed.
#[derive(Clone, Deserialize, PartialEq, Eq)]
#[serde(transparent)]
pub struct Secret(String);

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read as TOML.
    #[error("the settings file cannot be read: {0}")]
    File(#[source] ConfigError),
    /// Settings that are wrong, all of them.
    #[error("{}", .0.join("\n"))]
    Settings(Vec<String>),
}

const PREFIX: &str = "NABOSVAR_";

impl Config {
    /// Reads the settings of this process.
    pub fn load(overrides: Overrides) -> Result<Self, Error> {
        // A variable that is no text is none of ours, or one that the checks below would refuse anyway.
        let text = |(name, value): (OsString, OsString)| {
            Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
        };
        Self::from_variables(std::env::vars_os().filter_map(text).collect(), overrides)
    }

    /// The base of every link that is given to people, without a slash at the end. `bound` is where the server listens,
    /// which says the port where the setting left it to the machine.
    pub fn base_url(&self, bound: SocketAddr) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{bound}"),
        }
    }

    fn from_variables(mut variables: HashMap<String, String>, overrides: Overrides) -> Result<Self, Error> {
        let named = variables.get("NABOSVAR_CONFIG").map(PathBuf::from);
        let file = overrides.file.or(named);
        variables.retain(|name, _| name.starts_with(PREFIX) && !NOT_SETTINGS.contains(&name.as_str()));
        let path = file.as_deref().unwrap_or(Path::new("nabosvar.toml"));
        let source = config::Config::builder()
            .add_source(File::from(path).format(FileFormat::Toml).required(file.is_some()))
            .add_source(Environment::with_prefix("NABOSVAR").source(Some(variables)))
            .build()
            .map_err(Error::File)?;

        let mut settings = Settings { source, faults: Vec::new() };
        settings.refuse_unknown();
        let default = Self::default();
        let config = Self {
            listen: overrides.listen.unwrap_or_else(|| settings.get("listen", default.listen)),
            data: overrides.data.unwrap_or_else(|| settings.get("data", default.data)),
            connections: settings.get("connections", default.connections),
            database_url: settings.get("database_url", default.database_url),
            database_connections: settings.get("database_connections", default.database_connections),
            public_url: settings.get("public_url", default.public_url),
            time_zone: settings.get("time_zone", default.time_zone),
            log: settings.get("log", default.log),
            log_format: settings.get("log_format", default.log_format),
            body_limit: settings.get("body_limit", default.body_limit),
            attachments: settings.get("attachments", default.attachments),
            s3_bucket: settings.get("s3_bucket", default.s3_bucket),
            s3_endpoint: settings.get("s3_endpoint", default.s3_endpoint),
            s3_region: settings.get("s3_region", default.s3_region),
            s3_access_key: settings.get("s3_access_key", default.s3_access_key),
            s3_secret_key: settings.get("s3_secret_key", default.s3_secret_key),
            attachment_limit: settings.get("attachment_limit", default.attachment_limit),
            attachment_backlog: settings.get("attachment_backlog", default.attachment_backlog),
            link_limit: settings.get("link_limit", default.link_limit),
            mail_url: settings.get("mail_url", default.mail_url),
            mail_from: settings.get("mail_from", default.mail_from),
            mail_reply_to: settings.get("mail_reply_to", default.mail_reply_to),
            sms_webhook: settings.get("sms_webhook", default.sms_webhook),
            sms_webhook_secret: settings.get("sms_webhook_secret", default.sms_webhook_secret),
            digital_post_webhook: settings.get("digital_post_webhook", default.digital_post_webhook),
            digital_post_webhook_secret: settings.get("digital_post_webhook_secret", None),
            oidc_issuer: settings.get("oidc_issuer", default.oidc_issuer),
            oidc_client_id: settings.get("oidc_client_id", default.oidc_client_id),
            oidc_client_secret: settings.get("oidc_client_secret", default.oidc_client_secret),
            oidc_name: settings.get("oidc_name", default.oidc_name),
            secret_key: settings.get("secret_key", default.secret_key),
            second_factor: settings.get("second_factor", default.second_factor),
            feed_reaches: settings.get("feed_reaches", default.feed_reaches),
            nats: settings.get("nats", default.nats),
            nats_credentials: settings.get("nats_credentials", default.nats_credentials),
            open_metrics: settings.get("open_metrics", default.open_metrics),
            draft_days: settings.get("draft_days", default.draft_days),
            reloads_previews: default.reloads_previews,
            shutdown_seconds: settings.get("shutdown_seconds", default.shutdown_seconds),
        };
        settings.check(&config);
        if settings.faults.is_empty() { Ok(config) } else { Err(Error::Settings(settings.faults)) }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            data: PathBuf::from("data"),
            connections: 10_000,
            database_url: None,
            database_connections: 10,
            public_url: None,
            time_zone: "Europe/Copenhagen".to_owned(),
            log: "info".to_owned(),
            log_format: Format::Auto,
            body_limit: 1_048_576,
            attachments: None,
            s3_bucket: None,
            s3_endpoint: None,
            s3_region: "us-east-1".to_owned(),
            s3_access_key: None,
            s3_secret_key: None,
            attachment_limit: 10_485_760,
            attachment_backlog: 1_073_741_824,
            link_limit: 3_000,
            mail_url: None,
            mail_from: None,
            mail_reply_to: None,
            sms_webhook: None,
            sms_webhook_secret: None,
            digital_post_webhook: None,
            digital_post_webhook_secret: None,
            oidc_issuer: None,
            oidc_client_id: None,
            oidc_client_secret: None,
            oidc_name: None,
            secret_key: None,
            second_factor: Duty::Administrators,
            feed_reaches: Reach::World,
            nats: None,
            nats_credentials: None,
            open_metrics: false,
            draft_days: 14,
            reloads_previews: false,
            shutdown_seconds: 10,
        }
    }
}

impl Secret {
    /// The text. Hand it to what needs it, and to nothing that prints.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Debug for Secret {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
