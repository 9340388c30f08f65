//! Observations as SDMX-CSV 2.0 (SDMX 3.0, data message), by the codes that statistical offices use.

use super::codes::{TOTAL, period, status, whom};
use crate::service::indicators::observation::{Observation, Status};

/// Who maintains the structure, what it is called, and its version.
const STRUCTURE: &str = "NABOSVAR:INDICATORS(1.0)";
const HEAD: [&str; 19] = [
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "INDICATOR",
    "DEFINITION",
    "PROGRAMME",
    "AREA",
    "WHOM",
    "TIME_PERIOD",
    "OBS_VALUE",
    "LOWER",
    "UPPER",
    "RESPONDENTS",
    "OBS_STATUS",
    "CONF_STATUS",
    "REVISION",
    "NUMBER",
    "OBSERVATION",
    "MADE_ON",
];

/// The file.
pub(super) fn sdmx_csv(observations: &[Observation]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEAD)?;
    for one in observations {
        let (series, figure) = (&one.observed.series, one.observed.figure);
        let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let interval = figure.and_then(|figure| figure.interval);
        let respondents = figure.and_then(|figure| figure.respondents);
        let confidentiality = if one.observed.status == Status::Hidden { "C" } else { "F" };
        writer.write_record([
            "dataflow",
            STRUCTURE,
            "I",
            &series.indicator,
            &one.observed.definition.to_string(),
            &series.programme_id.to_string(),
            &series.area_id.map_or_else(|| TOTAL.to_owned(), |area| area.to_string()),
            &whom(one),
            &period(one.observed.period),
            &number(figure.map(|figure| figure.value)),
            &number(interval.map(|(low, _)| low)),
            &number(interval.map(|(_, high)| high)),
            &respondents.map(|count| count.to_string()).unwrap_or_default(),
            status(one.observed.status),
            confidentiality,
            &one.revision.to_string(),
            &one.number.to_string(),
            &one.id.to_string(),
            &one.made_on.to_string(),
        ])?;
    }
    writer.into_inner().map_err(|failed| csv::Error::from(failed.into_error()))
}
