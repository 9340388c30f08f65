//! Writing to a person or to a program that reads along. `println!` panics where nobody reads or the disk is full; these
//! say so.

use std::env;
use std::error::Error;
use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write, stderr, stdout};

/// What a shell says of a program that was ended because nobody reads what it writes.
pub(super) const UNREAD: u8 = 141;

/// Writes a line to standard output: what the command was asked for.
pub(super) fn say(line: impl Display) -> io::Result<()> {
    writeln!(stdout(), "{line}")
}

/// Writes a line to standard error. If that fails, there is nobody to tell.
pub(super) fn tell(line: impl Display) {
    // In one piece, as standard error is not gathered and others may write there, too.
    drop(stderr().write_all(format!("{line}\n").as_bytes()));
}

/// Whether a command failed because whoever read along has stopped reading, as `head` does: no mistake, and nothing to say.
pub(super) fn is_unread(failure: &(dyn Error + 'static)) -> bool {
    failure.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// Whether to write in colour: on a terminal whose owner has not asked for none (<https://no-color.org>).
pub(super) fn is_colourful(to: &impl IsTerminal) -> bool {
    let is_refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    to.is_terminal() && !is_refused
}
