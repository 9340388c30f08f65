//! Observations as files, one format a module: they tell what the messages tell, and nothing else.

mod codes;
mod columns;
mod json_stat;
mod sdmx;

pub(in crate::service::indicators) use self::columns::{columns, table};
use super::told::Names;
use crate::service::indicators::observation::Observation;
use crate::service::{parquet, spreadsheet};

/// How observations are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Values that are separated by commas (RFC 4180).
    Csv,
    /// JSON-stat 2.0.
    JsonStat,
    /// SDMX-CSV 2.0.
    SdmxCsv,
    /// Apache Parquet.
    Parquet,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text could not be written.
    #[error(transparent)]
    Spreadsheet(#[from] spreadsheet::Error),
    /// Neither could this.
    #[error("the table could not be written")]
    Csv(#[from] csv::Error),
    /// Nor this.
    #[error(transparent)]
    Parquet(#[from] parquet::Error),
}

impl Format {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonStat => "application/json",
            Self::SdmxCsv => "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// Observations in a format: the same of the same.
pub fn write(format: Format, observations: &[Observation], names: &Names) -> Result<Vec<u8>, Error> {
    match format {
        Format::Csv => Ok(table(&columns(observations, names)).csv(spreadsheet::Dialect::Plain)?),
        Format::JsonStat => Ok(json_stat::json_stat(observations, names)),
        Format::SdmxCsv => Ok(sdmx::sdmx_csv(observations)?),
        Format::Parquet => Ok(parquet::write(&columns(observations, names), &[("message", super::told::OBSERVATION)])?),
    }
}

#[cfg(test)]
mod tests;
