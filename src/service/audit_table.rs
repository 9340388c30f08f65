//! The log of administration as a table, to be read elsewhere.

use super::Services;
use super::audit::{self, Entry, ReadError};
use super::spreadsheet::harmless;
use crate::access::{Actor, Permission, Place};

const COLUMNS: [&str; 10] =
    ["number", "at", "actor_kind", "actor_id", "actor", "action", "object_kind", "object", "detail", "sha256"];

/// The whole log as CSV (RFC 4180), for who may read it: one line an entry, the oldest first, moments in UTC.
pub async fn export(services: &Services, actor: &Actor) -> Result<Vec<u8>, ReadError> {
    actor.need(Permission::ReadAudit, &Place::Installation)?;
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    let each = |entry| Ok::<_, ReadError>(table.write_record(record(entry))?);
    audit::all(services, each).await?;
    Ok(table.into_inner().map_err(|failed| csv::Error::from(failed.into_error()))?)
}

fn record(Entry { number, at, deed, hash }: Entry) -> [String; COLUMNS.len()] {
    let actor_id = deed.actor_id.map(|id| id.to_string()).unwrap_or_default();
    let texts =
        [number.to_string(), at.to_string(), deed.actor_kind, actor_id, deed.actor_name, deed.action, deed.detail];
    let [number, at, kind, id, name, action, detail] = texts.map(|text| harmless(&text).into_owned());
    [
        number,
        at,
        kind,
        id,
        name,
        action,
        deed.object_kind,
        harmless(&deed.object_id).into_owned(),
        detail,
        hash.to_string(),
    ]
}
