//! Whether everything is as it was acknowledged: in an installation, also while it runs, or in a backup.

use std::path::Path;

use super::{Error, Installation, Kind, Manifest, files};
use crate::blob::Key;
use crate::store::answer_check::{self, Described};
use crate::store::{Db, copy};

/// What was looked at, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Answers whose digest was computed: current ones, earlier ones, and those in quarantine.
    pub answers: u64,
    /// Files whose digest was computed.
    pub files: u64,
    /// What could not be looked at, and why.
    pub notes: Vec<String>,
    /// What is wrong.
    pub faults: Vec<String>,
}

/// Looks at an installation.
pub async fn installation(of: &Installation, db: &Db) -> Result<Report, Error> {
    let mut report = Report::default();
    let schema = copy::contents(db).await?.schema;
    report.look_at_database(db, &schema).await?;
    match &of.attachments {
        Some(folder) => report.look_at_files(db, folder).await?,
        None => report.notes.push("attachments lie in a service of their own, which was not asked".to_owned()),
    }
    Ok(report)
}

/// Looks at a backup.
pub async fn backup(backup: &Path) -> Result<Report, Error> {
    let manifest = Manifest::read(backup)?;
    let mut report = Report { faults: manifest.faults(backup), ..Report::default() };
    if !report.faults.is_empty() {
        return Ok(report);
    }
    if manifest.database == Kind::Postgres {
        report.files = manifest.attachments().count() as u64;
        let note = "the answers in a dump of PostgreSQL can be looked at only once it has been restored";
        report.notes.push(note.to_owned());
        return Ok(report);
    }
    let db = copy::look(&backup.join(manifest.database.file_name())).await?;
    let looked = report.look_at_copy(&db, &manifest, backup).await;
    db.close().await?;
    looked.map(|()| report)
}

impl Report {
    async fn look_at_copy(&mut self, db: &Db, manifest: &Manifest, backup: &Path) -> Result<(), Error> {
        let contents = copy::contents(db).await?;
        if contents.rows != manifest.rows || contents.schema != manifest.schema {
            self.faults.push("the database has other rows than the manifest says".to_owned());
        }
        self.look_at_database(db, &contents.schema).await?;
        if manifest.has_attachments { self.look_at_files(db, backup).await } else { Ok(()) }
    }

    async fn look_at_database(&mut self, db: &Db, schema: &str) -> Result<(), Error> {
        self.faults.extend(copy::damages(db).await?);
        if !copy::is_current(schema) {
            let note =
                format!("the answers were not looked at: the schema is that of {schema}, and not this program's");
            self.notes.push(note);
            return Ok(());
        }
        let checked = answer_check::check(db).await?;
        self.answers = checked.count;
        self.faults.extend(checked.faults);
        Ok(())
    }

    async fn look_at_files(&mut self, db: &Db, folder: &Path) -> Result<(), Error> {
        let mut missed = Vec::new();
        for described in copy::contents(db).await?.files {
            self.files += 1;
            missed.extend(fault(folder, &described).map(|fault| (described.blob, fault)));
        }
        if !missed.is_empty() {
            // What was removed while we looked is missed by nobody.
            let now = copy::contents(db).await?.files;
            missed.retain(|(blob, _)| now.iter().any(|described| described.blob == *blob));
        }
        self.faults.extend(missed.into_iter().map(|(_, fault)| fault));
        Ok(())
    }
}

fn fault(folder: &Path, described: &Described) -> Option<String> {
    let blob = described.blob;
    match files::digest(&folder.join(Key::kept(blob).to_string())) {
        Ok((digest, bytes)) if digest == described.sha256 && bytes == described.size => None,
        Ok(_) => Some(format!("the file of attachment {blob} is not what its row says")),
        Err(error) => Some(format!("the file of attachment {blob} cannot be read: {}", error.in_words())),
    }
}
