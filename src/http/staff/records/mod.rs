//! Forms that staff fill about their work: the log book by month, the self-evaluations by year, one record of either, and the
//! pages on which it is written.

mod evaluations;
mod logbook;
mod one;

use std::sync::Arc;

use poem::http::Method;
use poem::{Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::table::{Needs, Page, page};
use super::visit::{Visit, parameter};
use super::{see_other, walk_form};
use crate::access::Permission::{ReadActivities, ReadAnswers, RegisterActivities};
use crate::http::pages::{Step, Which};
use crate::service::records::write::{self, Error};
use crate::service::records::{self, About};

/// Where the log book is.
pub(super) const LOGBOOK: &str = "/staff/logbook";
/// Where the self-evaluations are.
pub(super) const EVALUATIONS: &str = "/staff/self-evaluation";

const ONE: &str = "/staff/records/:record";
const CORRECT: &str = "/staff/records/:record/correct";
const DISCARD: &str = "/staff/records/:record/discard";
const FORM: &str = "/staff/records/:record/form";
const QUESTION: &str = "/staff/records/:record/form/q/*page";
const REVIEW: &str = "/staff/records/:record/form/review";

pub(super) fn pages() -> Vec<Page> {
    let writing = Needs::Permission(RegisterActivities);
    // Notes need more to be read than evaluations do; which one it is shows when it is found.
    let reading = Needs::Permission(ReadActivities);
    let steps = [
        (Method::GET, FORM, Step::Resume),
        (Method::GET, QUESTION, Step::Show),
        (Method::POST, QUESTION, Step::Take),
        (Method::GET, REVIEW, Step::Review),
        (Method::POST, REVIEW, Step::End),
    ];
    let steps = steps.map(|(method, path, step)| {
        page(method, path, writing, move |visit, request| async move { fill(&visit, step, request).await })
    });
    let mut pages = vec![
        page(Method::GET, LOGBOOK, Needs::Permission(ReadAnswers), logbook::show),
        page(Method::POST, LOGBOOK, writing, logbook::begin),
        page(Method::GET, EVALUATIONS, reading, evaluations::show),
        page(Method::POST, EVALUATIONS, writing, evaluations::begin),
        page(Method::GET, ONE, reading, one::show),
        page(Method::POST, CORRECT, writing, one::correct),
        page(Method::POST, DISCARD, writing, one::discard),
    ];
    pages.extend(steps);
    pages
}

fn address(record: Uuid) -> String {
    format!("/staff/records/{record}")
}

async fn fill(visit: &Arc<Visit>, step: Step, request: Request) -> Result<Response, Failure> {
    let record = parameter(&request, "record")?;
    walk_form::fill(visit, Which::Record(record), step, request).await
}

/// Begins a record and goes on with it, or with the one that there is.
async fn begin(visit: &Visit, id: Uuid, about: About) -> Result<Response, Failure> {
    match write::begin(visit.services(), visit.actor()?, id, about, visit.language).await {
        Ok(record) => Ok(see_other(&format!("{}/form", address(record)))),
        Err(error) => refused(visit, error),
    }
}

fn refused(visit: &Visit, error: Error) -> Result<Response, Failure> {
    match error {
        Error::NoForm => Ok(one::no_form(visit)),
        Error::Record(error) => Err(error.into()),
        // Nothing of these can come of it; the page shows how it is now.
        _ => Err(Failure::NotFound),
    }
}

impl From<records::Error> for Failure {
    fn from(error: records::Error) -> Self {
        match error {
            records::Error::NotFound => Self::NotFound,
            records::Error::Store(error) => error.into(),
        }
    }
}
