//! `audit`: the log of administration, to be read elsewhere and to be held against what was noted of it.

use clap::Subcommand;
use serde_json::json;

use super::Failure;
use super::output::{say, tell};
use crate::service::Services;
use crate::service::audit::{self, Entry, Noted};

#[derive(Subcommand)]
pub(super) enum Audit {
    /// Write every entry as a line of JSON, the oldest first
    Export,
    /// Calculate the chain anew and print NUMBER:DIGEST of its end, to be noted somewhere else; ends with 1 if it is broken
    Verify {
        /// An entry as it was noted before
        #[arg(long, value_name = "NUMBER:DIGEST", value_parser = noted)]
        noted: Option<Noted>,
    },
}

fn noted(text: &str) -> Result<Noted, &'static str> {
    Noted::parse(text).ok_or("it is a number, a colon and 64 hexadecimal digits")
}

impl Audit {
    pub(super) async fn run(self, services: &Services) -> Result<(), Failure> {
        match self {
            Self::Export => audit::all(services, |entry| Ok(say(line(entry))?)).await,
            Self::Verify { noted } => verify(services, noted).await,
        }
    }
}

async fn verify(services: &Services, noted: Option<Noted>) -> Result<(), Failure> {
    let verified = audit::verify(services, noted).await?;
    if verified.last.number > 0 {
        say(verified.last)?;
    }
    if let Some(fault) = verified.fault {
        return Err(fault.to_string().into());
    }
    tell(format_args!("{} entries, each as it was written", verified.last.number));
    Ok(())
}

fn line(Entry { number, at, deed, hash }: Entry) -> serde_json::Value {
    json!({
        "number": number,
        "at": at.to_string(),
        "actor": { "kind": deed.actor_kind, "id": deed.actor_id, "name": deed.actor_name },
        "action": deed.action,
        "object": { "kind": deed.object_kind, "id": deed.object_id },
        "detail": deed.detail,
        "sha256": hash.to_string(),
    })
}
