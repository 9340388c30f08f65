//! The commands.

use std::process::ExitCode;

/// Runs the command that was given.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
