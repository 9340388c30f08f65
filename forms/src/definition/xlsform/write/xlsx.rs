//! Sheets as an `.xlsx` file that is pleasant to work in: headings that stay in sight, columns as wide as what is in them,
//! long texts over several lines. Every cell is text, now and when somebody types into it: no answer becomes a date, no code a
//! number, nothing a formula.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError,
};

use super::{
    WorkbookError,
    sheets::{Column, Look, Row, Sheet},
};
use crate::locale::{Direction, Locale};

/// What spreadsheet programs allow.
const MAX_NAME: usize = 31;
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

const HEADING: Color = Color::RGB(0x00D9_E2EC);
const BLOCK: Color = Color::RGB(0x00EE_F1F4);
const LINE: Color = Color::RGB(0x009A_A5B1);

/// How wide columns are, in characters, by what stands in them.
const WIDE: [(&str, f64); 14] = [
    ("type", 26.0),
    ("name", 22.0),
    ("list_name", 22.0),
    ("relevant", 32.0),
    ("constraint", 32.0),
    ("calculation", 32.0),
    ("choice_filter", 26.0),
    ("instance_name", 32.0),
    ("default_language", 18.0),
    ("draft_languages", 16.0),
    ("form_title", 32.0),
    ("purpose", 44.0),
    ("attribution", 44.0),
    ("label", 44.0),
];
const TRANSLATED: f64 = 34.0;
const NARROW: f64 = 16.0;

/// Says so if a sheet cannot be called what it is called.
pub(super) fn check_name(sheet: &Sheet) -> Result<(), WorkbookError> {
    let name = &sheet.name;
    let is_legal = name.encode_utf16().count() <= MAX_NAME
        && !name.contains(NOT_IN_NAMES)
        && !name.starts_with('\'')
        && !name.ends_with('\'');
    if is_legal { Ok(()) } else { Err(WorkbookError::FileName(name.clone())) }
}

pub(super) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same form is the same file: the clock has no part in it.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet)?;
    }
    workbook.save_to_buffer()
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    worksheet.set_name(&sheet.name)?;
    let heading = Format::new().set_bold().set_background_color(HEADING).set_border_bottom(FormatBorder::Thin);
    let heading = heading.set_num_format("@").set_align(FormatAlign::Top);
    for (place, column) in (0..).zip(&sheet.columns) {
        worksheet.set_column_width(place, width(column))?;
        worksheet.set_column_format(place, &format(column, Look::Plain))?;
        worksheet.write_string_with_format(0, place, &column.heading, &heading)?;
    }
    for (number, row) in (1..).zip(&sheet.rows) {
        write_row(worksheet, number, row, &sheet.columns)?;
    }
    let named = sheet.columns.iter().position(|column| column.key == "name").filter(|place| *place < 2);
    let kept = named.and_then(|place| u16::try_from(place + 1).ok()).unwrap_or(0);
    worksheet.set_freeze_panes(1, kept)?;
    let rows = u32::try_from(sheet.rows.len()).unwrap_or(0);
    let last = u16::try_from(sheet.columns.len()).unwrap_or(1).saturating_sub(1);
    worksheet.ignore_error_range(0, 0, rows, last, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn write_row(worksheet: &mut Worksheet, number: u32, row: &Row, columns: &[Column]) -> Result<(), XlsxError> {
    for ((place, cell), column) in (0..).zip(&row.cells).zip(columns) {
        let format = format(column, row.look);
        if cell.is_empty() {
            if row.look != Look::Plain {
                worksheet.write_blank(number, place, &format)?;
            }
        } else {
            worksheet.write_string_with_format(number, place, cell, &format)?;
        }
    }
    Ok(())
}

fn width(column: &Column) -> f64 {
    let known = WIDE.iter().find(|(key, _)| *key == column.key).map(|(_, width)| *width);
    known.unwrap_or(if column.language.is_some() { TRANSLATED } else { NARROW })
}

fn format(column: &Column, look: Look) -> Format {
    let format = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
    let format = match look {
        Look::Plain => format,
        Look::Block => format.set_bold().set_background_color(BLOCK),
        Look::First => format.set_border_top(FormatBorder::Thin).set_border_color(LINE),
    };
    let locale = column.language.as_deref().map(|code| (code, Locale::of(code)));
    let is_rtl =
        locale.is_some_and(|(code, locale)| locale.code() == code && locale.direction() == Direction::RightToLeft);
    if is_rtl { format.set_reading_direction(2).set_align(FormatAlign::Right) } else { format }
}
