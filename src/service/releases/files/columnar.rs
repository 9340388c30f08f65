//! The rows of a release as Parquet, with the columns of the text tables and their types.

use super::columns::{Column, Kind, Value};
use super::{Content, Fault};
use crate::service::parquet::{self, Values};
use crate::service::releases::meaning::DANISH;

/// The file.
pub(super) fn columnar(content: &Content<'_>) -> Result<Vec<u8>, Fault> {
    let columns: Vec<parquet::Column> = content.columns.iter().map(|column| written(content, column)).collect();
    let told = [("release", content.release.id.to_string()), ("made_on", content.release.made_on.to_string())];
    Ok(parquet::write(&columns, &told.each_ref().map(|(name, value)| (*name, value.as_str())))?)
}

fn written(content: &Content<'_>, column: &Column) -> parquet::Column {
    let values = content.rows.iter().map(|row| column.value(row, content.meaning(), DANISH));
    let values = match column.kind {
        Kind::Whom | Kind::Text | Kind::Label | Kind::OneOf(_) => Values::Text(values.map(Value::text).collect()),
        // More people than fit there have never lived.
        Kind::Whole => {
            Values::Whole(values.map(|value| value.whole().and_then(|number| i64::try_from(number).ok())).collect())
        }
        Kind::Part => Values::Number(values.map(Value::part).collect()),
        Kind::Number => Values::Number(values.map(Value::number).collect()),
    };
    parquet::Column { name: column.name.clone(), values }
}
