//! Reads a form from an XLSForm workbook, by the rules that the reference (pyxform) documents: what staff who know the ODK
//! tools write in a spreadsheet means here what it means there.
//!
//! It takes more than the YAML reader does, as a workbook may leave out what a definition says: languages, version, texts
//! in the default language. What is left out is put here, each time with a warning, so that all forms are compiled alike
//! and a form from a workbook can be kept as JSON.

mod choices;
mod cleaning;
mod csv;
mod files;
mod header;
mod languages;
mod parameters;
mod question;
mod range;
mod rows;
mod settings;
mod survey;
mod table;
mod types;
mod workbook;
mod write;
mod xlsx;

use super::{
    fault::{Column, Fault, Faults, Position, Sheet},
    form::Form,
    raw::{RawChoiceList, RawForm},
};
use crate::suggest;
use cleaning::Cleaning;
use languages::Languages;
use question::Context;
use table::{Columns, Table};
pub(super) use types::{refused_types, spellings as type_spellings};
use workbook::SheetOfRows;
pub(super) use workbook::Workbook;

pub use rows::{NoWorkbook, Row, workbook_rows};
pub use write::WorkbookError;

/// How a word may be written, and the one name that we know it by.
pub(super) type Spelling = (&'static str, &'static str);

/// The sheets of XLSForm.
const SHEETS: [&str; 6] = ["survey", "choices", "settings", "entities", "external_choices", "osm"];

impl Form {
    /// Reads a form from an XLSForm workbook, an `.xlsx` file or the CSV text of one, and gives it with the warnings about
    /// it. `file_name` gives a form its identifier that has none.
    ///
    /// # Errors
    /// Everything that is wrong with the workbook, errors and warnings, each with its cell.
    pub fn from_xlsform(bytes: &[u8], file_name: &str) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let raw = read(bytes, file_name, &mut faults);
        Self::from_raw(raw, &[], faults)
    }
}

/// Reads the workbook in `bytes`; what cannot be read is left out and said in `faults`. `file_name` names a form that has
/// no `form_id`.
pub(super) fn read(bytes: &[u8], file_name: &str, faults: &mut Faults) -> RawForm {
    match Workbook::read(bytes) {
        Ok(workbook) => form(&workbook, file_name, faults),
        Err(error) => {
            faults.error(Position::Workbook, error.to_string());
            RawForm::default()
        }
    }
}

fn form(workbook: &Workbook, file_name: &str, faults: &mut Faults) -> RawForm {
    report_sheets(workbook, faults);
    let settings = table(workbook, &settings::COLUMNS, faults);
    let is_cleaned = settings::cleans_texts(&settings);
    let cleaning = |usual| if is_cleaned { usual } else { Cleaning::Nothing };
    let settings = settings.clean(cleaning(Cleaning::Quotes));
    let Some(survey) = survey_sheet(workbook) else {
        faults.error_with_help(
            Position::Workbook,
            "the workbook has no sheet `survey`",
            resembling(workbook, "survey"),
        );
        return RawForm::default();
    };
    let survey = survey::COLUMNS.read(survey, faults).clean(cleaning(Cleaning::QuotesAndBlanks));
    let choices = table(workbook, &choices::COLUMNS, faults).clean(cleaning(Cleaning::Quotes));
    let default = settings::row(&settings).and_then(|row| row.cell("default_language"));
    let languages = Languages::find(default, [&survey, &choices, &settings], faults);
    let lists = choices::read(&choices, &languages, faults);
    let context = Context {
        languages: &languages,
        lists: &lists,
        repeats: survey::repeats(&survey),
        files: survey::files(&survey),
    };
    let survey = survey::read(&survey, &context, faults);
    let files = files::read(workbook);
    let is_held = |list: &RawChoiceList| files.iter().any(|held| held.name.value == list.name.value);
    let named: Vec<RawChoiceList> = survey.files.into_iter().filter(|list| !is_held(list)).collect();
    let choices = lists.into_iter().chain(files).chain(named).collect();
    let mut form = RawForm { start: settings.start, choices, survey: survey.items, ..RawForm::default() };
    settings::read(&settings, survey.settings, &languages, file_name, &mut form, faults);
    form
}

/// Opens a workbook to look into its cells.
pub(super) fn open(bytes: &[u8]) -> Option<Workbook> {
    Workbook::read(bytes).ok()
}

/// The columns of a sheet, their other names, and the columns that mean nothing to this engine.
pub(super) fn headings(sheet: Sheet) -> [Vec<Spelling>; 2] {
    let columns = match sheet {
        Sheet::Survey => &survey::COLUMNS,
        Sheet::Choices => &choices::COLUMNS,
        Sheet::Settings => &settings::COLUMNS,
        Sheet::Entities => return [Vec::new(), Vec::new()],
    };
    let as_itself = columns.names.known.iter().map(|name| (*name, *name));
    let known = as_itself.chain(columns.names.aliases.iter().copied());
    [known.collect(), columns.ignored.iter().map(|name| (*name, *name)).collect()]
}

/// What stands in a cell.
pub(super) fn cell(workbook: &Workbook, sheet: Sheet, row: u32, column: Column) -> Option<&str> {
    let rows = match sheet {
        Sheet::Survey => survey_sheet(workbook),
        _ => self::sheet(workbook, sheet.name()),
    };
    let row = rows?.rows.iter().find(|found| found.number == row)?;
    row.cells.iter().find(|cell| cell.column == column).map(|cell| cell.text.as_str())
}

fn table(workbook: &Workbook, columns: &Columns, faults: &mut Faults) -> Table {
    match sheet(workbook, columns.sheet.name()) {
        Some(sheet) => columns.read(sheet, faults),
        None => Table::absent(columns.sheet),
    }
}

/// A sheet by its name, in whatever letters.
fn sheet<'w>(workbook: &'w Workbook, name: &str) -> Option<&'w SheetOfRows> {
    workbook.sheets.iter().find(|sheet| sheet.name.eq_ignore_ascii_case(name))
}

/// The only sheet of a workbook is its survey, whatever it is called.
fn survey_sheet(workbook: &Workbook) -> Option<&SheetOfRows> {
    let is_known = |name: &str| SHEETS.iter().any(|known| known.eq_ignore_ascii_case(name));
    let only = || workbook.sheets.first().filter(|sheet| workbook.sheets.len() == 1 && !is_known(&sheet.name));
    sheet(workbook, "survey").or_else(only)
}

/// Sheets that this engine has no use for, and sheets whose name may be a slip. A name that begins with `_` is no slip.
fn report_sheets(workbook: &Workbook, faults: &mut Faults) {
    if let Some(entities) = sheet(workbook, "entities").filter(|sheet| sheet.rows.len() > 1) {
        let row = entities.rows.get(1).map_or(1, |row| row.number);
        let position = Position::Cell { sheet: Sheet::Entities, row, column: Column(0) };
        let help = "take the sheet away, or put `_` before its name".to_owned();
        faults.error_with_help(position, "this server keeps no entities", Some(help));
    }
    for name in ["external_choices", "osm"] {
        if sheet(workbook, name).is_some() {
            faults.warning(Position::Workbook, format!("the sheet `{name}` is not read: no type that we have uses it"));
        }
    }
    for name in ["choices", "settings", "entities"] {
        if let (None, Some(help)) = (sheet(workbook, name), resembling(workbook, name)) {
            faults.warning_with_help(Position::Workbook, format!("the workbook has no sheet `{name}`"), Some(help));
        }
    }
}

/// The sheets that may have been meant to be called `name`.
fn resembling(workbook: &Workbook, name: &str) -> Option<String> {
    let is_slip = |found: &str| {
        let is_known = SHEETS.iter().any(|known| known.eq_ignore_ascii_case(found));
        !is_known && !found.starts_with('_') && suggest::closest(&found.to_lowercase(), [name]).is_some()
    };
    let slips: Vec<String> =
        workbook.sheets.iter().filter(|sheet| is_slip(&sheet.name)).map(|sheet| format!("`{}`", sheet.name)).collect();
    (!slips.is_empty()).then(|| format!("is it {}? If not, put `_` before that name", slips.join(" or ")))
}
