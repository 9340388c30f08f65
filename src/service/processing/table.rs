//! The record of processing as a file, for an authority or for the controller's own record.

use super::{Entry, FIELDS, list};
use crate::access::Actor;
use crate::service::Services;
use crate::service::spreadsheet::{Cell, Dialect, Table};
use crate::store;
use crate::words;

pub use crate::service::activities::export::{Error, Format};

/// A cell of a workbook holds no more letters (Excel: 32,767).
const MOST_LETTERS: usize = 30_000;

/// What somebody may know of, as a file in their language.
pub async fn write(services: &Services, actor: &Actor, format: Format, language: &str) -> Result<Vec<u8>, Error> {
    let table = table(services, actor, language).await?;
    Ok(match format {
        Format::Xlsx => table.workbook("article 30", services.clock.today())?,
        Format::Csv => table.csv(Dialect::Plain)?,
        Format::DanishCsv => table.csv(Dialect::Danish)?,
    })
}

async fn table(services: &Services, actor: &Actor, language: &str) -> Result<Table<'static>, store::Error> {
    let entries = list(services, actor, language).await?;
    let row = |entry: Entry| entry.texts.map(|text| Cell::Text(text.chars().take(MOST_LETTERS).collect())).into();
    let names = FIELDS.map(|field| words::say(language, &format!("processing-{field}")).into());
    Ok(Table { names: names.into(), rows: entries.into_iter().map(row).collect() })
}
