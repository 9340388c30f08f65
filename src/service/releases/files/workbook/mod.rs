//! A release as a workbook for people: what it is and how to read it, all figures, and for each question a table.

mod first;
mod sheets;

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, Format as Look, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::cross::{Cross, crosses};
use super::{Content, Fault};
use crate::service::spreadsheet::excel_day;
use crate::words::{Value, say, say_with};

/// What stands where a figure is hidden, as in the tables of Statistics Denmark.
const SIGN: &str = "..";
/// More letters than this a cell does not take.
const MOST_LETTERS: usize = 32_000;
/// A4.
const PAPER: u8 = 9;

/// A workbook on its way, in one language.
struct Book<'c> {
    content: &'c Content<'c>,
    language: &'static str,
    crosses: Vec<Cross<'c>>,
    looks: Looks,
}

/// How cells look.
struct Looks {
    title: Look,
    head: Look,
    wrapped: Look,
    name: Look,
    quiet: Look,
    link: Look,
    whole: Look,
    share: Look,
    precise: Look,
    unsure: Look,
    hidden: Look,
}

/// The file.
pub(super) fn workbook(content: &Content<'_>, language: &'static str) -> Result<Vec<u8>, Fault> {
    let crosses = crosses(&content.published, &content.rows);
    let book = Book { content, language, crosses, looks: Looks::new() };
    let mut workbook = Workbook::new();
    workbook.set_properties(&book.properties(content.release.made_on)?);
    book.first(workbook.add_worksheet())?;
    for (number, cross) in (1..).zip(&book.crosses) {
        book.question(workbook.add_worksheet(), number, cross)?;
    }
    for (number, rows) in (1..).zip(content.rows.chunks(sheets::ROWS_OF_SHEET)) {
        book.rows(workbook.add_worksheet(), number, rows)?;
    }
    Ok(workbook.save_to_buffer()?)
}

impl Book<'_> {
    /// The moment at which a file was made would make each another one.
    fn properties(&self, day: Date) -> Result<DocProperties, XlsxError> {
        let title = self.content.title();
        let properties = DocProperties::new().set_title(title.get(self.language).unwrap_or_default());
        Ok(properties.set_author(&self.content.meaning().programme).set_creation_datetime(&excel_day(day)?))
    }

    fn say(&self, key: &str) -> String {
        say(self.language, key)
    }

    fn say_with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let arguments: Vec<(&str, Value<'_>)> = arguments.iter().map(|(name, text)| (*name, (*text).into())).collect();
        say_with(self.language, key, &arguments)
    }

    fn name_of_question(&self, number: usize) -> String {
        self.say_with("tables-sheet-question", &[("number", &number.to_string())])
    }

    fn source(&self) -> String {
        let meaning = self.content.meaning();
        let arguments = [("programme", meaning.programme.as_str()), ("wave", &meaning.wave), ("sign", SIGN)];
        self.say_with("tables-source", &arguments)
    }
}

impl Looks {
    fn new() -> Self {
        let grey = Color::RGB(0x59_59_59);
        let table = Look::new().set_align(FormatAlign::Top);
        Self {
            title: Look::new().set_bold().set_font_size(16).set_text_wrap(),
            head: Look::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Bottom)
                .set_background_color(Color::RGB(0xE7_EE_F4))
                .set_border_bottom(FormatBorder::Thin),
            wrapped: table.clone().set_text_wrap(),
            name: table.clone().set_bold(),
            quiet: Look::new().set_font_color(grey),
            link: Look::new()
                .set_font_color(Color::RGB(0x0B_4F_8A))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            whole: Look::new().set_num_format("#,##0"),
            share: Look::new().set_num_format("0%"),
            precise: Look::new().set_num_format("0.0%"),
            unsure: Look::new().set_num_format("0%").set_italic().set_background_color(Color::RGB(0xE6_E6_E6)),
            hidden: Look::new().set_align(FormatAlign::Right).set_font_color(grey),
        }
    }
}

/// A sheet's name, and how it is printed: on A4, as wide as the paper.
fn set_up(sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
    sheet.set_name(name)?.set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&A&R&P / &N");
    Ok(())
}

/// Text is written as text, whatever it begins with: nothing in it is a formula.
fn put(sheet: &mut Worksheet, row: u32, column: u16, text: &str, look: &Look) -> Result<(), XlsxError> {
    let text: String = text.chars().take(MOST_LETTERS).collect();
    sheet.write_string_with_format(row, column, text, look)?;
    Ok(())
}

#[cfg(test)]
mod tests;
