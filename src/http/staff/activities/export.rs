//! The sessions of a year as a file.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::header;
use poem::{Request, Response};

use super::EXPORT;
use crate::http::staff::failure::Failure;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::activities::export::{self, Error, Format};

/// What the address says.
#[derive(serde::Deserialize)]
struct Asked {
    year: i16,
}

pub(super) async fn give(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let ending: String = parameter(&request, "ending")?;
    let format = Format::of_ending(&ending).ok_or(Failure::NotFound)?;
    let Asked { year } = request.params().map_err(|_| Failure::NotFound)?;
    let file = export::write(visit.services(), visit.actor()?, format, year).await?;
    let name = format!("attachment; filename=\"{}-{year}.{ending}\"", visit.say("activity-file"));
    Ok(Response::builder().content_type(format.media_type()).header(header::CONTENT_DISPOSITION, name).body(file))
}

/// The ways to the files of a year.
pub(super) fn ways(visit: &Visit, year: i16) -> Markup {
    let path = EXPORT.trim_end_matches(":ending");
    // As a text: a year is no number with a mark between its digits.
    let shown = year.to_string();
    html! {
        section.after {
            h2 { (visit.say_with("activity-export", &[("year", shown.as_str().into())])) }
            ul.ways {
                @for format in Format::ALL {
                    @let ending = format.ending();
                    li {
                        a href={ (path) (ending) "?year=" (year) } download {
                            (visit.say(&format!("activity-export-{}", ending.replace('.', "-"))))
                        }
                    }
                }
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Store(error) => error.into(),
            Error::Table(error) => error.into(),
        }
    }
}
