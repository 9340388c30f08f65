//! `form check`: everything that is wrong with a form, where it stands.

use std::path::Path;

use super::super::{Failure, output};

pub(super) fn run(file: &Path) -> Result<(), Failure> {
    let form = super::read(file)?;
    Ok(output::say(format_args!("{}: {} {} is right", file.display(), form.id(), form.version()))?)
}
