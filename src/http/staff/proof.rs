//! Fields in which somebody proves who they are, and what is said when that fails.

use jiff::SignedDuration;
use maud::{Markup, html};

use super::failure::Failure;
use super::visit::Visit;
use crate::service::proof::Error;

/// Why it was not taken.
pub(super) enum Refused {
    Wrong,
    Wait(SignedDuration),
}

impl TryFrom<Error> for Refused {
    type Error = Failure;

    fn try_from(error: Error) -> Result<Self, Failure> {
        match error {
            Error::Wrong => Ok(Self::Wrong),
            Error::Wait(left) => Ok(Self::Wait(left)),
            Error::Store(error) => Err(error.into()),
        }
    }
}

/// Asks for the password that somebody has.
pub(super) fn present_password(visit: &Visit, refused: Option<&Refused>) -> Markup {
    html! {
        div.question.has-problem[refused.is_some()] {
            label for="present" { (visit.say("own-password-present")) }
            @if let Some(refused) = refused {
                p.wrong #present-wrong role="alert" { (words(visit, refused, "own-password-wrong")) }
            }
            input.field #present type="password" name="present" autocomplete="current-password" maxlength="512" required
                aria-invalid=[refused.map(|_| "true")] aria-describedby=[refused.map(|_| "present-wrong")];
        }
    }
}

/// The words for it; `wrong` is the message if it is not what it should be.
pub(super) fn words(visit: &Visit, refused: &Refused, wrong: &str) -> String {
    match refused {
        Refused::Wrong => visit.say(wrong),
        Refused::Wait(left) => {
            let minutes = left.as_secs().div_euclid(60) + 1;
            visit.say_with("staff-log-in-wait", &[("minutes", minutes.into())])
        }
    }
}
