//! That this browser has answered already, where one answer of each is enough. Only the browser knows: the mark says nothing but
//! that, and whoever deletes it or takes another browser can answer again.

use maud::html;
use poem::{Request, Response};

use super::frame::{Frame, WayOut};
use super::visit::Visit;
use super::{link, receipt};
use crate::http::browser;
use crate::service::waves::Wave;

const COOKIE: &str = "nabosvar-answered";

/// Whether nobody else is to begin in this browser.
pub(super) fn is_enough(visit: &Visit, request: &Request) -> bool {
    visit.link.takes_one_a_browser() && browser::cookie(request.headers(), COOKIE).is_some_and(|mark| !mark.is_empty())
}

/// Marks the browser as one that has answered, for as long as the wave asks.
pub(super) fn mark(visit: &Visit, response: &mut Response) {
    let Some(wave) = visit.link.wave().filter(|_| visit.link.takes_one_a_browser()) else { return };
    let days = (wave.ends_on - visit.services().clock.today()).get_days().unsigned_abs() + 1;
    visit.set_cookie(response, (COOKIE, "yes"), &visit.root(), u64::from(days) * 24 * 60 * 60);
}

/// Takes the mark away from a browser whose answer to a wave was taken back.
pub(super) fn unmark(wave: &Wave) -> Option<String> {
    let root = link::takes_one_a_browser(wave).then(|| link::root_of(wave))?;
    Some(format!("{COOKIE}=; Path={root}; Max-Age=0; HttpOnly; SameSite=Lax"))
}

/// In the place of the start.
pub(super) fn page(visit: &Visit) -> Response {
    let title = visit.say("answered-title");
    Frame { way_out: WayOut::Left, ..Frame::of(visit, &title) }.around(&html! {
        nav.way { a.back href=(visit.root()) { (visit.words("change-language")) } }
        h1 { (title) }
        p.lead { (visit.say("answered-text")) }
        p { (visit.say("answered-others")) }
        p.actions { a.button.plain href=(receipt::address(&visit.language)) { (visit.say("receipt-where")) } }
    })
}
