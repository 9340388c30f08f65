//! `bounce`: a mail that came back, as a mail server hands it to a program.

use std::io::{self, Read};
use std::process::ExitCode;

use super::{Failure, conclude, with_services};
use crate::config::Overrides;
use crate::mail::{Bounce, MOST_OF_BOUNCE};
use crate::service::invitations::mails::came_back;

/// "Try again later", as mail servers understand it (`EX_TEMPFAIL` of sysexits.h).
const LATER: u8 = 75;

/// Reads the mail. What is no report of a failure is left alone, without opening anything.
pub(super) fn run(overrides: Overrides) -> Result<ExitCode, Failure> {
    let mut report = Vec::new();
    let mut given = io::stdin().lock();
    given.by_ref().take(MOST_OF_BOUNCE as u64).read_to_end(&mut report)?;
    // Who is not listened to until the end takes that for a failure.
    io::copy(&mut given, &mut io::sink())?;
    let Some(bounce) = Bounce::read(&report) else { return Ok(ExitCode::SUCCESS) };
    let noted = with_services(overrides, async |services, _| Ok(came_back::note(services, &bounce).await?));
    if noted.is_ok() {
        return noted;
    }
    conclude(noted);
    Ok(ExitCode::from(LATER))
}
