//! The form that is filled on a walk: its pages are the residents', and these lines say who may see them.

use std::sync::Arc;

use poem::http::Method;
use poem::{Request, Response};
use uuid::Uuid;

use super::failure::Failure;
use super::table::{Needs, Page, page};
use super::visit::{self, Visit};
use super::walks;
use crate::access::Permission;
use crate::http::pages::{Step, Which, Writer};

const FORM: &str = "/staff/walks/:walk/form";
const QUESTION: &str = "/staff/walks/:walk/form/q/*page";
const PHOTO: &str = "/staff/walks/:walk/form/photo/:photo";
const REVIEW: &str = "/staff/walks/:walk/form/review";

pub(super) fn pages() -> Vec<Page> {
    let steps = [
        (Method::GET, FORM, Step::Resume),
        (Method::GET, QUESTION, Step::Show),
        (Method::POST, QUESTION, Step::Take),
        (Method::GET, PHOTO, Step::Photo),
        (Method::GET, REVIEW, Step::Review),
        (Method::POST, REVIEW, Step::End),
    ];
    let hold = Needs::Permission(Permission::HoldWalks);
    let steps = steps.into_iter();
    steps.map(|(method, path, step)| page(method, path, hold, move |visit, request| go(visit, request, step))).collect()
}

/// The address of the form of a walk: where one left off.
pub(super) fn address(walk: Uuid) -> String {
    format!("{}/form", walks::address(walk))
}

async fn go(visit: Arc<Visit>, request: Request, step: Step) -> Result<Response, Failure> {
    let walk = visit::parameter(&request, "walk")?;
    fill(&visit, Which::Walk(walk), step, request).await
}

/// Answers with a page of a form that somebody fills.
pub(super) async fn fill(visit: &Visit, of: Which, step: Step, request: Request) -> Result<Response, Failure> {
    let writer =
        Writer { actor: visit.actor()?.clone(), of, language: visit.language, request_id: visit.request_id.clone() };
    Ok(writer.answer(visit.forms(), step, request).await)
}
