//! The official table to take along: a workbook that is one page on paper, and text for programs of tables.

use rust_xlsxwriter::{DocProperties, Format as Look, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::words::{self, COLUMNS};
use super::{Official, Row};
use crate::service::Services;
use crate::service::spreadsheet::{Cell, Dialect, Table, excel_day};
use crate::store::observation::Figure;
use crate::words::{say, say_with};

pub use crate::service::activities::export::{Error, Format};

/// A4.
const PAPER: u8 = 9;
const FIRST_WIDTH: f64 = 42.0;
const WIDTH: f64 = 17.0;

/// The table as a file in a language.
pub fn write(services: &Services, official: &Official, format: Format, language: &str) -> Result<Vec<u8>, Error> {
    Ok(match format {
        Format::Xlsx => workbook(services, official, language).map_err(crate::service::spreadsheet::Error::from)?,
        Format::Csv => plain(official, language).csv(Dialect::Plain)?,
        Format::DanishCsv => plain(official, language).csv(Dialect::Danish)?,
    })
}

/// A line for each figure, so that programs need not take cells apart.
fn plain(official: &Official, language: &str) -> Table<'static> {
    let names =
        ["row", "indicator", "title", "place", "kind", "value", "low", "high", "people", "status", "date", "source"];
    let (place, of_all) = (words::place(language, official), say(language, "figure-all-areas"));
    let line = |row: &Row, (kind, told): (&str, &super::Told)| {
        let number = |of: &dyn Fn(Figure) -> Option<f64>| told.figure.and_then(of).map_or(Cell::Nothing, Cell::Number);
        let municipality = official.municipality.as_ref().filter(|_| kind.starts_with("municipality"));
        vec![
            Cell::Number(f64::from(row.number)),
            Cell::Text(row.indicator.id.clone()),
            Cell::text(row.indicator.title.get(language).map(String::as_str)),
            Cell::Text(if told.is_of_all { of_all.clone() } else { municipality.unwrap_or(&place).clone() }),
            Cell::Text(kind.to_owned()),
            number(&|figure| Some(figure.value)),
            number(&|figure| Some(figure.interval?.0)),
            number(&|figure| Some(figure.interval?.1)),
            number(&|figure| figure.respondents.map(|count| f64::from(u32::try_from(count).unwrap_or(u32::MAX)))),
            Cell::Text(told.status.as_str().to_owned()),
            Cell::Day(told.on),
            Cell::text(told.source.as_deref()),
        ]
    };
    let of_row = |row: &Row| {
        let cells = [&row.baseline, &row.municipality_baseline, &row.latest, &row.municipality, &row.target];
        let told = COLUMNS.into_iter().zip(cells).filter_map(|(kind, told)| Some((kind, told.as_ref()?)));
        told.map(|told| line(row, told)).collect::<Vec<_>>()
    };
    Table { names: names.map(Into::into).to_vec(), rows: official.rows.iter().flat_map(of_row).collect() }
}

/// The table as it stands on the page, landscape on one page.
fn workbook(services: &Services, official: &Official, language: &str) -> Result<Vec<u8>, XlsxError> {
    let title = say_with(language, "figure-table-of", &[("place", words::place(language, official).into())]);
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(&title).set_author(&official.programme.name);
    workbook.set_properties(&properties.set_creation_datetime(&excel_day(services.clock.today())?));
    let sheet = workbook.add_worksheet();
    sheet.set_name(say(language, "figure-sheet"))?;
    sheet.set_paper_size(PAPER).set_landscape().set_print_fit_to_pages(1, 1);
    let head = Look::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
    let wrapped = Look::new().set_text_wrap().set_align(FormatAlign::Top);
    let large = Look::new().set_bold().set_font_size(16);
    sheet.write_string_with_format(0, 0, &official.programme.name, &large)?;
    sheet.write_string_with_format(1, 0, &title, &Look::new().set_bold())?;
    sheet.set_column_width(0, 5)?.set_column_width(1, FIRST_WIDTH)?;
    let names = ["number", "indicator"].into_iter().chain(COLUMNS).chain(["source"]);
    for (column, name) in (0..).zip(names) {
        if column > 1 {
            sheet.set_column_width(column, WIDTH)?;
        }
        sheet.write_string_with_format(3, column, say(language, &format!("figure-column-{name}")), &head)?;
    }
    let mut line = 4;
    for goal in &official.goals {
        let title = goal.title.get(language).map_or("", String::as_str);
        sheet.write_string_with_format(line, 0, title, &Look::new().set_bold())?;
        line += 1;
        for row in official.rows.iter().filter(|row| goal.rows.contains(&row.number)) {
            put(sheet, line, row, language, &wrapped)?;
            line += 1;
        }
    }
    workbook.save_to_buffer()
}

fn put(sheet: &mut Worksheet, line: u32, row: &Row, language: &str, look: &Look) -> Result<(), XlsxError> {
    sheet.write_number_with_format(line, 0, row.number, look)?;
    let title = row.indicator.title.get(language).map_or("", String::as_str);
    sheet.write_string_with_format(line, 1, title, look)?;
    for (column, cell) in (2..).zip(words::cells(language, row)) {
        let text = cell.map_or_else(|| "–".to_owned(), |cell| format!("{}\n{}", cell.value, cell.beside.join(" · ")));
        sheet.write_string_with_format(line, column, text, look)?;
    }
    sheet.write_string_with_format(line, 8, row.sources().join("; "), look)?;
    Ok(())
}
