//! Files of forms, as their authors have them: a published version to take along, and the places in an uploaded one where
//! something is wrong.

use std::sync::Arc;

use forms::{Fault, SourceFile, WorkbookError};

use crate::service::{PublishedForm, Services};

/// What a version is given out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A workbook with the sheets of XLSForm.
    Xlsx,
    /// As people write and compare forms.
    Yaml,
    /// What ODK clients load.
    XForm,
}

/// Something that is wrong with a file, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What is wrong.
    pub fault: Fault,
    /// The text of the cell or of the line, as far as it helps; nothing where the file as a whole is meant.
    pub text: Option<String>,
}

/// More letters of a cell or a line do not help to find it.
const MOST_LETTERS: usize = 160;

impl Format {
    /// All of them, the one that most have a program for first.
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Yaml, Self::XForm];

    /// How the name of the file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Yaml => "yaml",
            Self::XForm => "xml",
        }
    }

    /// The one whose files end so.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending() == ending)
    }

    /// What kind of file it is, for browsers.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Yaml => "application/yaml",
            Self::XForm => "application/xml",
        }
    }
}

/// Writes a version as a file.
pub async fn write(
    services: &Services,
    published: Arc<PublishedForm>,
    format: Format,
) -> Result<Vec<u8>, WorkbookError> {
    let form = published;
    let write = move || match format {
        Format::Xlsx => form.form.to_workbook(),
        Format::Yaml => Ok(form.form.to_yaml().into_bytes()),
        Format::XForm => Ok(form.form.to_xform().into_bytes()),
    };
    services.compiling.run(write).await
}

/// Finds what stands where something is wrong.
pub async fn place(services: &Services, file: Vec<u8>, file_name: String, faults: Vec<Fault>) -> Vec<Placed> {
    let find = move || {
        let source = SourceFile::read(&file, &file_name);
        let placed = |fault: Fault| Placed { text: source.at(fault.position).and_then(shortened), fault };
        faults.into_iter().map(placed).collect()
    };
    services.compiling.run(find).await
}

/// The beginning of a text; nothing of one in which nothing stands.
fn shortened(text: &str) -> Option<String> {
    let text = text.trim();
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(MOST_LETTERS).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    (!short.is_empty()).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_and_an_empty_cell_is_nothing() {
        assert_eq!(shortened("  a: b "), Some("a: b".to_owned()));
        assert_eq!(shortened(" \t"), None);
        let short = shortened(&"ø".repeat(2_000_000)).expect("a text");
        assert_eq!(short.chars().count(), MOST_LETTERS + 1);
        assert!(short.ends_with('…'));
    }

    #[test]
    fn each_format_is_known_by_its_ending() {
        for format in Format::ALL {
            assert_eq!(Format::of_ending(format.ending()), Some(format));
        }
        assert_eq!(Format::of_ending("exe"), None);
    }
}
