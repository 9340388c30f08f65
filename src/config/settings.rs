//! What was read of the settings, before it is known whether they can be used: each value by its name, and every fault.

use std::collections::HashMap;

use config::ConfigError;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::names::NAMES;
use super::{Config, PREFIX, Secret};

/// The settings as read, and what is wrong with them.
pub(super) struct Settings {
    pub(super) source: config::Config,
    pub(super) faults: Vec<String>,
}

impl Settings {
    pub(super) fn get<T: DeserializeOwned>(&mut self, name: &str, default: T) -> T {
        match self.source.get(name) {
            Ok(value) => value,
            Err(ConfigError::NotFound(_)) => default,
            Err(error) => {
                self.fault(name, &expectation(&error));
                default
            }
        }
    }

    /// A misspelt setting would silently leave the default in force.
    pub(super) fn refuse_unknown(&mut self) {
        let Ok(table) = self.source.clone().try_deserialize::<HashMap<String, config::Value>>() else {
            return;
        };
        let mut unknown: Vec<String> = table.into_keys().filter(|name| !NAMES.contains(&name.as_str())).collect();
        unknown.sort();
        for name in unknown {
            self.fault(&name, &format!("there is no such setting; there are {}", NAMES.join(", ")));
        }
    }

    pub(super) fn check(&mut self, config: &Config) {
        if let Err(errors) = config.validate() {
            let mut fields: Vec<_> = errors.field_errors().into_iter().collect();
            fields.sort_by(|one, other| one.0.cmp(&other.0));
            for (name, errors) in fields {
                let bound = |key| errors.iter().find_map(|error| error.params.get(key));
                match (bound("min"), bound("max")) {
                    (Some(min), Some(max)) => self.fault(&name, &format!("must lie between {min} and {max}")),
                    _ => self.fault(&name, "must be an address like https://svar.example.dk"),
                }
            }
        }
        if jiff::tz::TimeZone::get(&config.time_zone).is_err() {
            self.fault("time_zone", "must be a time zone like Europe/Copenhagen");
        }
        if config.s3_bucket.is_some() {
            self.check_bucket(config);
        }
        self.check_streams(config);
        if let Some(url) = &config.mail_url {
            self.check_mail(url.expose(), config.mail_from.as_deref());
        }
        if let Some(issuer) = &config.oidc_issuer {
            self.check_provider(issuer, config);
        }
        self.check_webhooks(config);
        let postgres =
            |url: &Secret| url.expose().starts_with("postgres://") || url.expose().starts_with("postgresql://");
        if !config.database_url.as_ref().is_none_or(postgres) {
            self.fault("database_url", "must look like postgres://user:password@host/database");
        }
    }

    pub(super) fn fault(&mut self, name: &str, what: &str) {
        self.faults.push(format!("{PREFIX}{} ({name} in the settings file): {what}", name.to_uppercase()));
    }
}

/// What a value should have been. Never what it is: it may be a secret that was put under the wrong name.
fn expectation(error: &ConfigError) -> String {
    match error {
        ConfigError::Type { expected, .. } => format!("must be {expected}"),
        ConfigError::At { error, .. } => expectation(error),
        _ => "is not a value of the right kind".to_owned(),
    }
}
