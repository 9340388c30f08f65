//! Starts the program.

use std::process::ExitCode;

fn main() -> ExitCode {
    nabosvar::cli::main()
}
