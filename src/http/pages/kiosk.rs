//! A tablet that stands somewhere and that one person uses after the other: it starts at the choice of language, and goes back
//! there by itself when somebody is done or has gone away. Nothing of the last answer is left then, whatever button is pressed.
//!
//! The way back is a header (`Refresh`), so that it needs no script: every page begins to wait anew.

use poem::Response;
use poem::http::HeaderValue;

use super::failure::Failure;
use super::visit::Visit;
use crate::service::answers::draft;

/// Nobody thinks about one page for longer without touching it.
const IDLE_SECONDS: u32 = 5 * 60;
/// Time to read the thanks, and to write a code down.
const THANKS_SECONDS: u32 = 60;

/// Which page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// Any on the way.
    Idle,
    /// The thanks.
    Thanks,
}

/// Lets a page of a kiosk go back to the beginning by itself. Other pages are left as they are.
pub(super) fn go_back(visit: &Visit, response: &mut Response, wait: Wait) {
    if !visit.link.is_kiosk() || response.headers().contains_key("refresh") {
        return;
    }
    let seconds = match wait {
        Wait::Idle => IDLE_SECONDS,
        Wait::Thanks => THANKS_SECONDS,
    };
    if let Ok(value) = HeaderValue::from_str(&format!("{seconds}; url={}", visit.root())) {
        response.headers_mut().insert("refresh", value);
    }
}

/// At the beginning, what the last person left behind goes.
pub(super) async fn begin_anew(visit: &Visit) -> Result<(), Failure> {
    if let Some(cookie) = &visit.cookie {
        draft::clear(visit.services(), cookie).await?;
    }
    Ok(())
}
