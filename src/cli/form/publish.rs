//! `form publish`: a version that from then on never changes.

use std::fs;
use std::path::Path;

use forms::Mapping;

use super::super::{Failure, output};
use super::reading::Reading;
use crate::access::Actor;
use crate::service::Services;
use crate::service::catalogue::publish_form;

pub(super) async fn run(services: &Services, file: &Path, mapping: Option<&Path>) -> Result<(), Failure> {
    let form = Reading::form(file)?;
    let mapping = mapping.map_or_else(|| Ok(Mapping::default()), read_mapping)?;
    match publish_form::publish_with(services, &Actor::operator(), &form.to_json().to_string(), &mapping).await {
        Ok(published) => {
            let how = if published.new { "published" } else { "was published before, with the same content" };
            Ok(output::say(format_args!("{} {} {how}", published.form_id, published.version))?)
        }
        Err(publish_form::Error::Invalid(faults)) => {
            // The form is right, and grows beyond the limits when it is written as it is kept.
            for fault in &faults {
                output::tell(format_args!("{}: {fault}", file.display()));
            }
            Err(format!("{} cannot be kept", file.display()).into())
        }
        Err(publish_form::Error::MeaningChanged { from, changes }) => {
            for change in &changes {
                output::tell(format_args!("{}: error: {change}", file.display()));
            }
            let what = format!("{} gives names or codes of version {from} another meaning", file.display());
            Err(format!("{what}: say with --mapping FILE what becomes of the older answers").into())
        }
        Err(error) => Err(error.into()),
    }
}

fn read_mapping(file: &Path) -> Result<Mapping, Failure> {
    let text = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let value = serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    Mapping::from_json(&value).map_err(|mistakes| format!("{}: {}", file.display(), mistakes.join(" ")).into())
}
