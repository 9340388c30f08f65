//! The sheets with figures: a table for each question, and all rows.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::as_float;
use super::super::columns::{Kind, Value};
use super::super::cross::{Cross, Group};
use super::{Book, SIGN, put, set_up};
use crate::service::releases::tidy::{Row, breakdowns};

/// Rows of one sheet; a program of tables takes 1,048,576.
pub(super) const ROWS_OF_SHEET: usize = 1_000_000;
/// Where the names of the columns stand, below the question and the source.
const HEAD: u32 = 3;
/// Width of a column of words and of one of figures, in letters.
const WORDS_WIDTH: f64 = 28.0;
const FIGURES_WIDTH: f64 = 14.0;

impl Book<'_> {
    pub(super) fn name_of_rows(&self, number: usize) -> String {
        let name = self.say("tables-sheet-rows");
        if number == 1 { name } else { format!("{name} {number}") }
    }

    /// A line for each group; for each answer its share, and then for each its count.
    pub(super) fn question(&self, sheet: &mut Worksheet, number: usize, cross: &Cross<'_>) -> Result<(), XlsxError> {
        set_up(sheet, &self.name_of_question(number))?;
        put(sheet, 0, 0, self.content.meaning().variable(cross.question, self.language), &self.looks.name)?;
        put(sheet, 1, 0, &self.source(), &self.looks.quiet)?;
        let names = self.names(cross);
        for (column, name) in (0..).zip(&names) {
            put(sheet, HEAD, column, name, &self.looks.head)?;
        }
        let words = short(cross.by.len().max(1));
        for (row, group) in (HEAD + 1..).zip(&cross.groups) {
            self.whom(sheet, row, cross, group)?;
            self.figures(sheet, row, words, group)?;
        }
        let (last_row, last) = (HEAD + long(cross.groups.len()), short(names.len() - 1));
        sheet.set_column_range_width(0, words - 1, WORDS_WIDTH)?.set_column_range_width(words, last, FIGURES_WIDTH)?;
        sheet.set_freeze_panes(HEAD + 1, words)?.set_repeat_rows(HEAD, HEAD)?.set_landscape();
        sheet.autofilter(HEAD, 0, last_row, last)?;
        Ok(())
    }

    fn names(&self, cross: &Cross<'_>) -> Vec<String> {
        let meaning = self.content.meaning();
        let by = breakdowns(self.content.published.plan());
        let mut names: Vec<String> =
            cross.by.iter().map(|at| meaning.variable(by[*at], self.language).to_owned()).collect();
        if names.is_empty() {
            names.push(self.say("tables-sheet-group"));
        }
        names.extend(["tables-column-base", "tables-column-answered"].map(|key| self.say(key)));
        let keys: &[&str] = if self.content.has_counts() {
            &["tables-sheet-share-of", "tables-sheet-count-of"]
        } else {
            &["tables-sheet-share-of"]
        };
        for key in keys {
            let answers = cross.groups.first().into_iter().flat_map(|group| &group.rows);
            let answers = answers.map(|row| row.in_words(meaning, self.language));
            names.extend(answers.map(|answer| self.say_with(key, &[("answer", &answer)])));
        }
        names
    }

    fn whom(&self, sheet: &mut Worksheet, row: u32, cross: &Cross<'_>, group: &Group<'_>) -> Result<(), XlsxError> {
        let by = breakdowns(self.content.published.plan());
        let everybody = self.say("tables-everybody");
        if cross.by.is_empty() {
            return put(sheet, row, 0, &everybody, &self.looks.wrapped);
        }
        for (column, at) in (0..).zip(&cross.by) {
            let code = group.whom[*at].as_deref();
            let text =
                code.map_or(everybody.as_str(), |code| self.content.meaning().code(by[*at], code, self.language));
            put(sheet, row, column, text, &self.looks.wrapped)?;
        }
        Ok(())
    }

    fn figures(&self, sheet: &mut Worksheet, row: u32, first: u16, group: &Group<'_>) -> Result<(), XlsxError> {
        let [base, answered] = group.rows.first().map_or([None; 2], |row| [row.base, row.answered]);
        self.count(sheet, row, first, base)?;
        self.count(sheet, row, first + 1, answered)?;
        for (column, figure) in (first + 2..).zip(&group.rows) {
            let look = if figure.observation() == "U" { &self.looks.unsure } else { &self.looks.share };
            match figure.share {
                Some(share) => drop(sheet.write_number_with_format(row, column, share.value, look)?),
                None if is_of_nobody(figure) => {}
                None => put(sheet, row, column, SIGN, &self.looks.hidden)?,
            }
        }
        let counts = if self.content.has_counts() { group.rows.as_slice() } else { &[] };
        for (column, figure) in (first + 2 + short(group.rows.len())..).zip(counts) {
            self.count(sheet, row, column, figure.count)?;
        }
        Ok(())
    }

    fn count(&self, sheet: &mut Worksheet, row: u32, column: u16, count: Option<u64>) -> Result<(), XlsxError> {
        match count {
            Some(count) => drop(sheet.write_number_with_format(row, column, as_float(count), &self.looks.whole)?),
            None => put(sheet, row, column, SIGN, &self.looks.hidden)?,
        }
        Ok(())
    }

    /// All rows, as programs get them, with names for people above the columns.
    pub(super) fn rows(&self, sheet: &mut Worksheet, number: usize, rows: &[Row]) -> Result<(), XlsxError> {
        set_up(sheet, &self.name_of_rows(number))?;
        let columns = &self.content.columns;
        for (at, column) in (0..).zip(columns) {
            put(sheet, 0, at, column.title.get(self.language).unwrap_or(&column.name), &self.looks.head)?;
            let width = if matches!(column.kind, Kind::Label) { WORDS_WIDTH } else { FIGURES_WIDTH };
            sheet.set_column_width(at, width)?;
        }
        for (line, row) in (1..).zip(rows) {
            for (at, column) in (0..).zip(columns) {
                match column.value(row, self.content.meaning(), self.language) {
                    Value::Nothing if !column.kind.is_figure() || is_of_nobody(row) => {}
                    Value::Nothing => put(sheet, line, at, SIGN, &self.looks.hidden)?,
                    Value::Text(text) => put(sheet, line, at, &text, &rust_xlsxwriter::Format::default())?,
                    Value::Whole(whole) => {
                        sheet.write_number_with_format(line, at, as_float(whole), &self.looks.whole)?;
                    }
                    Value::Part(part) => drop(sheet.write_number_with_format(line, at, part, &self.looks.precise)?),
                }
            }
        }
        let (last_row, last) = (long(rows.len()), short(columns.len() - 1));
        sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?.set_landscape().autofilter(0, 0, last_row, last)?;
        Ok(())
    }
}

/// Whether a share says nothing because there is nobody, and not because it is hidden.
fn is_of_nobody(row: &Row) -> bool {
    row.count.is_some() && (row.answered == Some(0) || row.base == Some(0))
}

/// No release has so many columns that this cuts; a workbook would not take them.
fn short(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn long(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
