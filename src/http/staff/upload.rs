//! A picture or a table that comes with a form of staff: read, kept before anything says so, or refused in words.

use std::io;

use poem::web::Multipart;
use poem::{FromRequest, Request};

use super::failure::Failure;
use super::fields::{Fields, Problem};
use super::visit::Visit;
use crate::blob::picture::Refusal;
use crate::service::attachments::attach;
use crate::service::attachments::{self, Sender};
use crate::service::sheet::Unreadable;
use crate::store::Digest;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// None was chosen.
    Missing,
    Type,
    Damaged,
    Large,
    /// Too many come at once.
    Busy,
}

/// What a field for a table takes.
pub(super) const TABLES: &str = ".csv,text/csv,.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// More fields than any such form has.
const MOST_FIELDS: usize = 10;

/// The fields of a form, and the file in the one of this name.
pub(super) async fn received(request: Request, name: &str) -> Result<(Fields, Vec<u8>), Failure> {
    let (request, mut body) = request.split();
    let mut form = Multipart::from_request(&request, &mut body).await.map_err(|_| Failure::NoForm)?;
    let (mut fields, mut file) = (Fields::default(), Vec::new());
    for _ in 0..MOST_FIELDS {
        let Some(field) = form.next_field().await.map_err(|_| Failure::NoForm)? else { return Ok((fields, file)) };
        let own = field.name().ok_or(Failure::NoForm)?.to_owned();
        if own == name {
            file = field.bytes().await.map_err(|_| Failure::NoForm)?;
        } else {
            fields.0.push((own, field.text().await.map_err(|_| Failure::NoForm)?));
        }
    }
    Err(Failure::NoForm)
}

/// What is said beside the field of a file that is no table.
pub(super) fn no_table(visit: &Visit, field: &str, why: &Unreadable) -> Problem {
    let words = match why {
        Unreadable::Empty => visit.say("place-sheet-empty"),
        Unreadable::TooLong => visit.say("place-sheet-long"),
        Unreadable::Workbook(_) => visit.say("place-sheet-workbook"),
        Unreadable::NoColumn(column) => {
            let column = visit.say(&format!("place-column-{column}"));
            visit.say_with("place-sheet-column", &[("column", column.into())])
        }
    };
    Problem { name: field.to_owned(), words }
}

/// Keeps a file as a picture of a size, written anew.
pub(super) async fn keep(
    visit: &Visit,
    file: Vec<u8>,
    longest_side: Option<u32>,
) -> Result<Result<Digest, Wrong>, Failure> {
    // Browsers send an empty file where none was chosen.
    if file.is_empty() {
        return Ok(Err(Wrong::Missing));
    }
    let file = futures_util::stream::iter([Ok::<_, io::Error>(file)]);
    Ok(match attach::attach_new(visit.services(), &Sender::Staff, longest_side, file).await {
        Ok(sha256) => Ok(sha256),
        Err(attach::Error::NotAllowed(attachments::Error::Store(error))) => return Err(error.into()),
        Err(attach::Error::NotAllowed(attachments::Error::Blob(error))) => return Err(error.into()),
        Err(attach::Error::Picture(Refusal::OtherType(_))) => Err(Wrong::Type),
        Err(attach::Error::Picture(Refusal::Damaged)) => Err(Wrong::Damaged),
        Err(attach::Error::TooLarge(_) | attach::Error::Picture(Refusal::TooManyPixels)) => Err(Wrong::Large),
        Err(_) => Err(Wrong::Busy),
    })
}

impl Wrong {
    /// What is said beside the field; the messages are those of a topic.
    pub(super) fn problem(self, visit: &Visit, field: &str, topic: &str) -> Problem {
        let end = match self {
            Self::Missing => "missing",
            Self::Type => "type",
            Self::Damaged => "damaged",
            Self::Large => "large",
            Self::Busy => "busy",
        };
        let megabytes = visit.services().attachments.limit / (1024 * 1024);
        let words = visit.say_with(&format!("{topic}-{end}"), &[("limit", megabytes.into())]);
        Problem { name: field.to_owned(), words }
    }
}
