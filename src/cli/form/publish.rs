//! `form publish`: a version that from then on never changes.

use std::path::Path;

use super::super::{Failure, output};
use crate::service::{Services, publish_form};

pub(super) async fn run(services: &Services, file: &Path) -> Result<(), Failure> {
    let form = super::read(file)?;
    match publish_form::publish(services, &form.to_json().to_string()).await {
        Ok(published) => {
            let how = if published.new { "published" } else { "was published before, with the same content" };
            Ok(output::say(format_args!("{} {} {how}", published.form_id, published.version))?)
        }
        Err(publish_form::Error::Invalid(faults)) => {
            super::tell_faults(file, &faults);
            Err(super::is_no_form(file))
        }
        Err(error) => Err(error.into()),
    }
}
