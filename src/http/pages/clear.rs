//! The way out: forgets the half-filled answers, on the server and on the phone.

use std::sync::Arc;

use maud::html;
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::{Frame, WayOut};
use super::see_other;
use super::visit::Visit;
use crate::service::answers::draft;

/// Asks first: what is cleared is gone. The page shows no answers, so going there already hides them.
pub(super) async fn ask(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    if visit.draft().await?.is_none() {
        return Ok(see_other(&request, &visit.address("cleared")));
    }
    let words = |key| visit.words(key);
    let title = words("clear-title");
    Ok(Frame { way_out: WayOut::Left, ..Frame::of(&visit, &title) }.around(&html! {
        h1 { (title) }
        p.lead { (words("clear-text")) }
        form.actions method="post" action=(visit.address("clear"))
            data-offline=(words("offline")) data-sending=(words("sending"))
        {
            button.button { (words("clear-yes")) }
            a.button.other href=(visit.address("resume")) { (words("clear-no")) }
        }
    }))
}

/// Forgets them. Also when the wave is closed: nobody has to leave anything behind.
pub(super) async fn clear(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    if let Some(cookie) = &visit.cookie {
        draft::clear(visit.services(), cookie).await?;
    }
    let mut response = see_other(&request, &visit.address("cleared"));
    visit.take_back(&mut response);
    Ok(response)
}

/// Says that nothing is left.
pub(super) async fn cleared(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let words = |key| visit.words(key);
    let title = words("cleared-title");
    Ok(Frame { way_out: WayOut::Left, ..Frame::of(&visit, &title) }.around(&html! {
        h1 { (title) }
        p.lead { (words("cleared-text")) }
        p.actions { a.button.other href=(visit.root()) { (words("start-over")) } }
    }))
}
