//! Times of day, as activities and waves have them, and how they are stored: `HH:MM`.

use jiff::civil::Time;

use super::Error;

/// Times of day, to the minute. Both may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// When it begins.
    pub from: Option<Time>,
    /// When it is over.
    pub to: Option<Time>,
}

/// For a column.
pub(super) fn to_column(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// From a column.
pub(super) fn from_column(
    text: Option<&str>,
    table: &'static str,
    column: &str,
    row: &impl ToString,
) -> Result<Option<Time>, Error> {
    text.map(|text| Time::strptime("%H:%M", text).map_err(|_| Error::bad_row(table, column, row))).transpose()
}
