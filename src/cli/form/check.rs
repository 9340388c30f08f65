//! `form check`: everything that is wrong with forms, where it stands and what would be right, for a person or as JSON.

use std::io::{self, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use forms::{Fault, Form};
use serde_json::{Value, json};

use super::super::{Failure, output};
use super::excerpt::Style;
use super::reading::{Reading, counted, is_error};

#[derive(Args)]
pub(in super::super) struct Arguments {
    /// YAML, JSON or workbooks (.xlsx, .csv)
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// End with 1 for warnings, too
    #[arg(long)]
    deny_warnings: bool,
    /// How to say it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON document: `files`, each with `file`, `form`, `unreadable` and `faults`; `errors` and `warnings` in all
    Json,
}

/// A file, and what came of it.
struct Checked {
    file: String,
    reading: io::Result<Reading>,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let checked =
        arguments.files.iter().map(|file| Checked { file: file.display().to_string(), reading: Reading::open(file) });
    let checked: Vec<Checked> = checked.collect();
    match arguments.format {
        Format::Text => say(&checked)?,
        Format::Json => output::say(format_args!("{:#}", document(&checked)))?,
    }
    let is_wrong = |fault: &Fault| arguments.deny_warnings || is_error(fault);
    Ok(if checked.iter().any(|checked| checked.reading.is_err()) {
        ExitCode::from(2)
    } else {
        ExitCode::from(u8::from(checked.iter().flat_map(Checked::faults).any(is_wrong)))
    })
}

fn say(checked: &[Checked]) -> io::Result<()> {
    let style = Style::of(&stdout());
    for Checked { file, reading } in checked {
        let reading = match reading {
            Ok(reading) => reading,
            Err(error) => {
                output::tell(format_args!("error: {file}: {error}"));
                continue;
            }
        };
        reading.shown(style).iter().try_for_each(output::say)?;
        let counts = counted(&reading.faults);
        match &reading.form {
            None => output::say(format_args!("{file}: {counts}"))?,
            Some(form) => {
                let but = if counts.is_empty() { String::new() } else { format!(", with {counts}") };
                output::say(format_args!("{file}: {} {} is right{but}", form.id(), form.version()))?;
            }
        }
    }
    if let [_, _, ..] = checked {
        let right = checked.iter().filter(|checked| checked.form().is_some()).count();
        output::say(format_args!("{right} of {} forms are right", checked.len()))?;
    }
    Ok(())
}

/// What programs read; `docs/forms.md` promises its members.
fn document(checked: &[Checked]) -> Value {
    let file = |checked: &Checked| {
        json!({
            "file": checked.file,
            "form": checked.form().map(|form| json!({"form_id": form.id(), "version": form.version()})),
            "unreadable": checked.reading.as_ref().err().map(ToString::to_string),
            "faults": checked.faults().iter().map(Fault::to_json).collect::<Vec<_>>(),
        })
    };
    let errors = checked.iter().flat_map(Checked::faults).filter(|fault| is_error(fault)).count();
    let all = checked.iter().flat_map(Checked::faults).count();
    json!({
        "files": checked.iter().map(file).collect::<Vec<_>>(),
        "errors": errors,
        "warnings": all - errors,
    })
}

impl Checked {
    fn form(&self) -> Option<&Form> {
        self.reading.as_ref().ok()?.form.as_ref()
    }

    fn faults(&self) -> &[Fault] {
        self.reading.as_ref().map_or(&[], |reading| &reading.faults)
    }
}
