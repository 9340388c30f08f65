//! Everything that was observed of a programme as a file, each revision a row, in the columns in which other systems are told of it: a table
//! for programs (CSV), one for people (XLSX).

use jiff::civil::Date;
use uuid::Uuid;

use super::feed::files::{columns, table};
use super::feed::told::Names;
use super::observation::Observation;
use crate::access::Actor;
use crate::service::Services;
use crate::service::spreadsheet::Dialect;
use crate::store::{self, observation};

pub use crate::service::spreadsheet::Error as Unwritable;

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180), UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
}

/// What was observed, with the names of the places that it was observed in.
#[derive(Debug)]
pub struct Everything {
    /// In the order in which it was.
    observed: Vec<Observation>,
    names: Names,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::Csv];

    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// What it is called on the way.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Everything that somebody may read of a programme; nothing of another.
pub async fn everything(services: &Services, actor: &Actor, programme: Uuid) -> Result<Everything, store::Error> {
    let may_read = super::observation::may_read(actor, programme);
    let observed = if may_read { observation::of_programme(&services.db, programme).await? } else { Vec::new() };
    Ok(Everything { observed, names: Names::all(services).await? })
}

impl Everything {
    /// The file, as it is made on a day.
    pub fn written(&self, format: Format, today: Date) -> Result<Vec<u8>, Unwritable> {
        let columns = columns(&self.observed, &self.names);
        let table = table(&columns);
        match format {
            Format::Csv => table.csv(Dialect::Plain),
            Format::Xlsx => table.workbook("Observationer", today),
        }
    }
}
