//! Where staff write down what somebody says, in a wave that is for staff only: the pages are the residents', and these lines
//! say who may see them.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::Method;
use poem::{Request, Response};

use super::address;
use crate::access::Permission;
use crate::http::pages::{Interview, Turn};
use crate::http::staff::failure::Failure;
use crate::http::staff::table::{Needs, Page, page};
use crate::http::staff::visit::{Visit, parameter};
use crate::service::answers::interview;
use crate::service::waves::{Standing, Wave};

const ROOT: &str = "/staff/waves/:wave/answer";
const START: &str = "/staff/waves/:wave/answer/:language";
const RESUME: &str = "/staff/waves/:wave/answer/:language/resume";
const QUESTION: &str = "/staff/waves/:wave/answer/:language/q/*page";
const PHOTO: &str = "/staff/waves/:wave/answer/:language/photo/:photo";
const REVIEW: &str = "/staff/waves/:wave/answer/:language/review";
const THANKS: &str = "/staff/waves/:wave/answer/:language/thanks";
const CLEAR: &str = "/staff/waves/:wave/answer/:language/clear";
const CLEARED: &str = "/staff/waves/:wave/answer/:language/cleared";

pub(super) fn pages() -> Vec<Page> {
    let turns = [
        (Method::GET, ROOT, Turn::Language),
        (Method::GET, START, Turn::Start),
        (Method::POST, START, Turn::Begin),
        (Method::GET, RESUME, Turn::Resume),
        (Method::GET, QUESTION, Turn::Show),
        (Method::POST, QUESTION, Turn::Take),
        (Method::GET, PHOTO, Turn::Photo),
        (Method::GET, REVIEW, Turn::Review),
        (Method::POST, REVIEW, Turn::Send),
        (Method::GET, THANKS, Turn::Thank),
        (Method::GET, CLEAR, Turn::AskToClear),
        (Method::POST, CLEAR, Turn::Clear),
        (Method::GET, CLEARED, Turn::Cleared),
    ];
    let asking = Needs::Permission(Permission::SubmitAnswers);
    let turns = turns.into_iter();
    turns
        .map(|(method, path, turn)| page(method, path, asking, move |visit, request| go(visit, request, turn)))
        .collect()
}

/// The way there, for who may go it now.
pub(super) fn way(visit: &Visit, wave: &Wave, standing: Standing) -> Result<Markup, Failure> {
    let may = standing == Standing::Open && interview::may(visit.actor()?, wave);
    Ok(html! { @if may { p.actions { a.button href=(of(wave)) { (visit.say("interview-begin")) } } } })
}

/// Where the answers to a wave are written down.
pub(in crate::http::staff) fn of(wave: &Wave) -> String {
    format!("{}/answer", address(wave.id))
}

async fn go(visit: Arc<Visit>, request: Request, turn: Turn) -> Result<Response, Failure> {
    let actor = visit.actor()?.clone();
    let invitation = interview::open(visit.services(), &actor, parameter(&request, "wave")?).await?;
    let invitation = invitation.ok_or(Failure::NotFound)?;
    let interview = Interview { actor, invitation, language: visit.language };
    Ok(interview.answer(visit.forms(), turn, request).await)
}
