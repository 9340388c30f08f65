//! Fields in which somebody proves who they are, and what is said when that fails.

use jiff::SignedDuration;
use maud::{Markup, html};

use super::failure::Failure;
use super::fields::{Field, Problem};
use super::visit::Visit;
use crate::service::accounts::proof::Error;

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

/// Asks for the password that somebody has. `form` is the form's name, where there are several on the page.
pub(super) fn present_password(visit: &Visit, form: &str, refused: Option<&Refused>) -> Markup {
    let wrong = refused.map(|refused| words(visit, refused, "own-password-wrong"));
    let problems = problems("present", wrong);
    let field = Field::new("present", visit.say("own-password-present")).of(form).among(&problems);
    field.around(|voice| {
        html! {
            input.field id={ (form) "-present" } type="password" name="present" autocomplete="current-password"
                maxlength="512" required autofocus[refused.is_some()] aria-invalid=[voice.invalid]
                aria-describedby=[voice.described_by];
        }
    })
}

/// Asks for the six digits on somebody's phone.
pub(super) fn code(visit: &Visit, wrong: Option<String>) -> Markup {
    let problems = problems("code", wrong);
    let field = Field::new("code", visit.say("second-code")).hint(visit.say("second-code-hint")).among(&problems);
    field.around(|voice| {
        html! {
            input.field.short #code name="code" autocomplete="one-time-code" inputmode="numeric" pattern="[0-9 ]*"
                maxlength="10" required autofocus aria-invalid=[voice.invalid] aria-describedby=[voice.described_by];
        }
    })
}

fn problems(name: &str, wrong: Option<String>) -> Vec<Problem> {
    wrong.into_iter().map(|words| Problem { name: name.to_owned(), words }).collect()
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
