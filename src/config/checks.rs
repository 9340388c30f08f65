//! What settings have to be beyond their kind, so that nothing starts that cannot work or gives a secret away.

use validator::{ValidateUrl, ValidationError};

use super::Config;
use super::settings::Settings;

impl Settings {
    pub(super) fn check_bucket(&mut self, config: &Config) {
        if cfg!(not(feature = "s3")) {
            self.fault("s3_bucket", "needs a program that was built with `--features s3`");
        }
        for (name, key) in [("s3_access_key", &config.s3_access_key), ("s3_secret_key", &config.s3_secret_key)] {
            if key.is_none() {
                self.fault(name, "has to be set for the bucket");
            }
        }
        if config.s3_endpoint.as_deref().is_some_and(|endpoint| is_base_address(endpoint).is_err()) {
            self.fault("s3_endpoint", "must be an address like https://s3.example.dk");
        }
    }

    pub(super) fn check_streams(&mut self, config: &Config) {
        let Some(url) = &config.nats else {
            if config.nats_credentials.is_some() {
                self.fault("nats", "has to be set for its credentials");
            }
            return;
        };
        if cfg!(not(feature = "nats")) {
            self.fault("nats", "needs a program that was built with `--features nats`");
        }
        let host = url.strip_prefix("nats://").or_else(|| url.strip_prefix("tls://")).unwrap_or_default();
        // A password would be printed with the settings; it belongs into the file.
        if host.is_empty() || host.starts_with(':') || host.contains(['/', '?', '#', '@', ',', ' ']) {
            self.fault("nats", "must be an address like tls://nats.example.dk:4222");
        }
    }

    pub(super) fn check_provider(&mut self, issuer: &str, config: &Config) {
        if !is_hidden_on_its_way(issuer) || is_base_address(issuer).is_err() {
            self.fault("oidc_issuer", "must be an address like https://login.example.dk");
        }
        for (name, is_there) in [
            ("oidc_client_id", config.oidc_client_id.is_some()),
            ("oidc_client_secret", config.oidc_client_secret.is_some()),
        ] {
            if !is_there {
                self.fault(name, "has to be set for the provider");
            }
        }
    }

    pub(super) fn check_webhooks(&mut self, config: &Config) {
        for (name, url, secret) in [
            ("sms_webhook", &config.sms_webhook, &config.sms_webhook_secret),
            ("digital_post_webhook", &config.digital_post_webhook, &config.digital_post_webhook_secret),
        ] {
            let Some(url) = url else { continue };
            if !is_hidden_on_its_way(url.expose()) || url.expose().contains(['#', '@']) || !url.expose().validate_url()
            {
                self.fault(name, "must be an address like https://sms.example.dk/messages");
            }
            if secret.is_none() {
                self.fault(&format!("{name}_secret"), "has to be set for the webhook");
            }
        }
    }

    pub(super) fn check_mail(&mut self, url: &str, from: Option<&str>) {
        if from.is_none() {
            self.fault("mail_from", "has to be set for mails: an address like post@example.dk");
        }
        let wrapped = url.starts_with("smtps://");
        let Some(rest) = url.strip_prefix("smtps://").or_else(|| url.strip_prefix("smtp://")) else {
            return self.fault("mail_url", "must look like smtp://name:password@host?tls=required, or smtps://…");
        };
        let (authority, query) = rest.split_once(['/', '?', '#']).unwrap_or((rest, ""));
        let (key, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        // `opportunistic` is no encryption either, for who stands in between.
        if !key.is_empty() && !wrapped && !is_near(host) && !query.contains("tls=required") {
            self.fault("mail_url", "would send a password that everyone on the way can read; add ?tls=required");
        }
    }
}

/// Links are made by putting a path behind it, so it is a web address with a host, and nothing behind that but a path.
pub(super) fn is_base_address(url: &str) -> Result<(), ValidationError> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_base = |rest: &str| !rest.starts_with('/') && !rest.contains(['?', '#', '@']) && url.validate_url();
    if rest.is_some_and(is_base) { Ok(()) } else { Err(ValidationError::new("base_address")) }
}

/// Whether nobody else reads what is said to an address.
fn is_hidden_on_its_way(url: &str) -> bool {
    let is_near = |rest: &str| is_near(rest.split(['/', '?']).next().unwrap_or(rest));
    url.starts_with("https://") || url.strip_prefix("http://").is_some_and(is_near)
}

/// Whether host and port are of this machine, where nobody listens in between.
fn is_near(authority: &str) -> bool {
    let is_host =
        |host: &&str| authority.strip_prefix(*host).is_some_and(|port| port.is_empty() || port.starts_with(':'));
    ["localhost", "127.0.0.1", "[::1]"].iter().any(is_host)
}
