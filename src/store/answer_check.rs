//! Every stored answer, read once more to see whether it is still what was acknowledged.

use std::collections::HashMap;

use entity::{attachment, quarantine, response, response_revision};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Digest, Error, Reads};

/// What was looked at, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many were looked at.
    pub count: u64,
    /// Table and key of what does not fit to its digest.
    pub faults: Vec<String>,
}

/// A file as its row describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its key in the store of files.
    pub blob: Uuid,
    /// Its bytes.
    pub size: u64,
    /// The digest of what is kept.
    pub sha256: Digest,
}

/// An answer: key, wave, form, version, text, digest.
type Row = (Uuid, Option<Uuid>, String, String, String, Vec<u8>);

/// So many rows are held at once.
const PAGE: u64 = 500;

/// Computes the digest of every answer, of what it was before it was changed, and of what is in quarantine.
pub async fn check(from: &impl Reads) -> Result<Checked, Error> {
    let mut checked = Checked::default();
    let mut last = Uuid::nil();
    loop {
        let rows = responses(from, last).await?;
        let Some(end) = rows.last() else { break };
        last = end.0;
        for row in &rows {
            checked.look("response", row);
        }
        check_revisions(from, &rows, &mut checked).await?;
    }
    last = Uuid::nil();
    loop {
        let rows = quarantined(from, last).await?;
        let Some(end) = rows.last() else { break };
        last = end.0;
        for row in &rows {
            checked.look("quarantine", row);
        }
    }
    Ok(checked)
}

/// All files that the rows describe.
pub async fn files(from: &impl Reads) -> Result<Vec<Described>, Error> {
    let rows = attachment::Entity::find().all(from.connection()).await.map_err(Error::reading("attachment"))?;
    let read = |row: attachment::Model| {
        let size = u64::try_from(row.size).map_err(|_| Error::bad_row("attachment", "size", &row.blob))?;
        let sha256 = Digest::from_column(&row.kept_sha256, "attachment", "kept_sha256", &row.blob)?;
        Ok(Described { blob: row.blob, size, sha256 })
    };
    rows.into_iter().map(read).collect()
}

impl Checked {
    fn look(&mut self, table: &str, (id, wave, form, version, answers, sha256): &Row) {
        self.count += 1;
        // Of an answer that was taken back nothing is left but its key.
        let expected =
            if answers.is_empty() { Digest::of("") } else { Digest::of_answers(form, version, *wave, answers) };
        if expected.as_bytes()[..] != sha256[..] {
            self.faults.push(format!("{table} {id} is not what its digest says"));
        }
    }
}

async fn responses(from: &impl Reads, after: Uuid) -> Result<Vec<Row>, Error> {
    use response::Column::{Answers, FormId, FormVersion, Id, Sha256, WaveId};
    let query = response::Entity::find().select_only().columns([Id, WaveId, FormId, FormVersion, Answers, Sha256]);
    let query = query.filter(Id.gt(after)).order_by_asc(Id).limit(PAGE);
    query.into_tuple().all(from.connection()).await.map_err(Error::reading("response"))
}

async fn quarantined(from: &impl Reads, after: Uuid) -> Result<Vec<Row>, Error> {
    use quarantine::Column::{Answers, FormId, FormVersion, Id, Sha256, WaveId};
    let query = quarantine::Entity::find().select_only().columns([Id, WaveId, FormId, FormVersion, Answers, Sha256]);
    let query = query.filter(Id.gt(after)).order_by_asc(Id).limit(PAGE);
    query.into_tuple().all(from.connection()).await.map_err(Error::reading("quarantine"))
}

async fn check_revisions(from: &impl Reads, of: &[Row], checked: &mut Checked) -> Result<(), Error> {
    let of: HashMap<Uuid, &Row> = of.iter().map(|row| (row.0, row)).collect();
    let query =
        response_revision::Entity::find().filter(response_revision::Column::ResponseId.is_in(of.keys().copied()));
    for past in query.all(from.connection()).await.map_err(Error::reading("response_revision"))? {
        if let Some((id, wave, form, version, ..)) = of.get(&past.response_id) {
            checked.look("response_revision", &(*id, *wave, form.clone(), version.clone(), past.answers, past.sha256));
        }
    }
    Ok(())
}
