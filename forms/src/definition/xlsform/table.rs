//! A sheet as rows of named columns, and what is wrong with its headings.

use super::{
    super::{
        fault::{At, Column, Faults, Position, Sheet},
        raw::{RawMedia, RawText, RawTranslation},
    },
    cleaning::Cleaning,
    header::{Header, Names},
    languages::Languages,
    workbook::{Cell, SheetOfRows},
};
use crate::suggest;

/// What we know of the columns of a sheet.
pub(super) struct Columns {
    pub(super) sheet: Sheet,
    pub(super) names: Names,
    /// Columns that come with a language.
    pub(super) translated: &'static [&'static str],
    /// Columns that are known, and mean nothing to this engine.
    pub(super) ignored: &'static [&'static str],
}

/// A sheet.
pub(super) struct Table {
    pub(super) columns: Vec<NamedColumn>,
    rows: Vec<Row>,
    /// The first heading.
    pub(super) start: Position,
}

/// A column.
pub(super) struct NamedColumn {
    pub(super) name: String,
    pub(super) language: Option<String>,
    pub(super) position: Position,
    pub(super) is_translated: bool,
    is_known: bool,
    index: Column,
}

/// The cells of a row under a heading.
pub(super) struct Row {
    /// Counted from 1, as spreadsheet programs do.
    pub(super) number: u32,
    pub(super) position: Position,
    /// Which column, and what stands there.
    cells: Vec<(usize, At<String>)>,
}

impl Columns {
    /// Names the columns of `sheet`. The first row that holds anything has the headings.
    pub(super) fn read(&self, sheet: &SheetOfRows, faults: &mut Faults) -> Table {
        let at = |row, column| Position::Cell { sheet: self.sheet, row, column };
        let mut table = Table { columns: Vec::new(), rows: Vec::new(), start: at(1, Column(0)) };
        let Some((headings, rows)) = sheet.rows.split_first() else { return table };
        table.start = headings.position(self.sheet);
        let is_double = headings.cells.iter().any(|cell| cell.text.contains("::"));
        for cell in &headings.cells {
            let position = at(headings.number, cell.column);
            let header = self.names.parse(&Cleaning::QuotesAndBlanks.code(&cell.text), is_double);
            let column = self.column(header, cell, position, faults);
            table.add_column(column, &cell.text, faults);
        }
        let mut unnamed = Vec::new();
        for row in rows {
            let mut cells = Vec::new();
            for cell in &row.cells {
                let position = at(row.number, cell.column);
                let Some(index) = table.columns.iter().position(|column| column.index == cell.column) else {
                    if !unnamed.contains(&cell.column) {
                        unnamed.push(cell.column);
                        faults.warning(position, "this column has no heading, so that nothing in it is read");
                    }
                    continue;
                };
                if cell.is_error {
                    faults.error(position, format!("the formula in this cell gives `{}`", cell.text));
                }
                cells.push((index, At { value: cell.text.clone(), position }));
            }
            table.rows.push(Row { number: row.number, position: row.position(self.sheet), cells });
        }
        table
    }

    fn column(&self, header: Header, cell: &Cell, position: Position, faults: &mut Faults) -> NamedColumn {
        let is_known = self.names.known.contains(&header.name.as_str());
        let is_translated = self.translated.contains(&header.name.as_str());
        if is_known && header.language.is_some() && !is_translated {
            let message = format!("`{}` is the same in every language: write `{}`", cell.text, header.name);
            faults.error(position, message);
        }
        NamedColumn {
            name: header.name,
            language: header.language,
            position,
            is_translated,
            is_known,
            index: cell.column,
        }
    }

    /// Warns of columns that are right, and that nothing comes of.
    pub(super) fn report_unused(&self, table: &Table, faults: &mut Faults) {
        for column in table.columns.iter().filter(|column| column.is_known && self.is_ignored(&column.name)) {
            faults.warning(column.position, format!("`{}` is read by other programs, and not used here", column.name));
        }
    }

    /// Warns of columns that are none of ours.
    pub(super) fn report_unknown(&self, table: &Table, faults: &mut Faults) {
        for column in table.unknown_columns() {
            let name = &column.name;
            if self.is_ignored(name) {
                faults.warning(column.position, format!("`{name}` is read by other programs, and not used here"));
            } else {
                let message = format!("unknown column `{name}`, which is not read");
                faults.warning_with_help(column.position, message, self.suggestion(name));
            }
        }
    }

    /// The column that `name` may have been meant to be.
    pub(super) fn suggestion(&self, name: &str) -> Option<String> {
        let close = suggest::closest(&first_word(name), self.names.known.iter().copied())?;
        let help = match name.split_once(':') {
            Some((_, rest)) => format!("{close}::{}", rest.trim_matches([':', ' '])),
            None => close.to_owned(),
        };
        Some(format!("did you mean `{help}`?"))
    }

    fn is_ignored(&self, name: &str) -> bool {
        self.ignored.contains(&first_word(name).as_str())
    }
}

impl Table {
    /// A sheet that is not there.
    pub(super) fn absent(sheet: Sheet) -> Self {
        let start = Position::Cell { sheet, row: 1, column: Column(0) };
        Self { columns: Vec::new(), rows: Vec::new(), start }
    }

    /// Takes out of the cells what `cleaning` does, with more care where people read the text.
    pub(super) fn clean(mut self, cleaning: Cleaning) -> Self {
        for (column, cell) in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            let is_for_people = self.columns[*column].is_translated;
            cell.value = if is_for_people { cleaning.words(&cell.value) } else { cleaning.code(&cell.value) };
        }
        self
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        self.rows.iter().map(|row| TableRow { table: self, row })
    }

    /// Columns that are none of ours.
    pub(super) fn unknown_columns(&self) -> impl Iterator<Item = &NamedColumn> {
        self.columns.iter().filter(|column| !column.is_known)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    pub(super) fn has_rows(&self) -> bool {
        self.rows.iter().any(|row| !row.cells.is_empty())
    }

    /// Every name that a heading has, with the language.
    fn add_column(&mut self, column: NamedColumn, written: &str, faults: &mut Faults) {
        let same = |earlier: &&NamedColumn| earlier.name == column.name && earlier.language == column.language;
        if let Some(earlier) = self.columns.iter().find(same) {
            let message = format!("`{written}` is the column of {} again", earlier.position);
            let help = "two headings may not be names of the same column: keep one".to_owned();
            faults.error_with_help(column.position, message, Some(help));
        }
        self.columns.push(column);
    }
}

/// A row with its columns.
#[derive(Clone, Copy)]
pub(super) struct TableRow<'t> {
    table: &'t Table,
    row: &'t Row,
}

impl<'t> TableRow<'t> {
    pub(super) fn number(self) -> u32 {
        self.row.number
    }

    pub(super) fn position(self) -> Position {
        self.row.position
    }

    /// What stands under a heading that has no languages.
    pub(super) fn cell(self, name: &str) -> Option<At<String>> {
        self.cells(name).next().map(|(_, cell)| cell.clone())
    }

    pub(super) fn text(self, name: &str) -> Option<&'t str> {
        self.cells(name).next().map(|(_, cell)| cell.value.as_str())
    }

    /// Whether there is anything under a heading, in whatever language.
    pub(super) fn has(self, name: &str) -> bool {
        self.cells(name).next().is_some()
    }

    pub(super) fn is_empty(self) -> bool {
        self.row.cells.is_empty()
    }

    /// What stands under headings that are none of ours.
    pub(super) fn others(self) -> impl Iterator<Item = (&'t str, &'t At<String>)> {
        let named = self.row.cells.iter().map(move |(index, cell)| (&self.table.columns[*index], cell));
        named.filter(|(column, _)| !column.is_known).map(|(column, cell)| (column.name.as_str(), cell))
    }

    /// A text in the languages it is in. Where it is not in the default one, the first other stands in, with a warning.
    pub(super) fn translations(self, name: &str, languages: &Languages, faults: &mut Faults) -> RawText {
        let mut found: Vec<(RawTranslation, bool)> = Vec::new();
        for (column, cell) in self.cells(name) {
            let Some(code) = languages.code(column.language.as_deref()) else { continue };
            let is_suffixed = column.language.is_some();
            let language = Some(code.to_owned());
            let same = found.iter_mut().find(|(earlier, _)| earlier.language == language);
            let translation = RawTranslation::new(language, cell.clone());
            match same {
                // A heading that names the language says it more exactly than one that leaves it to the default.
                Some(earlier) if is_suffixed => *earlier = (translation, true),
                Some(_) => {}
                None => found.push((translation, is_suffixed)),
            }
        }
        if let [(RawTranslation { text, .. }, false)] = found.as_slice() {
            return RawText(vec![RawTranslation::new(None, text.clone())]);
        }
        let mut translations: Vec<RawTranslation> = found.into_iter().map(|(translation, _)| translation).collect();
        let default = languages.default_code();
        let has_default = translations.iter().any(|found| found.language.as_deref() == Some(default));
        if let Some(first) = translations.first().filter(|_| !has_default) {
            let stand_in = first.language.as_deref().unwrap_or_default();
            let message =
                format!("there is no `{name}` in the default language `{default}`: that in `{stand_in}` stands in");
            faults.warning(first.text.position, message);
            let text = first.text.clone();
            translations.insert(0, RawTranslation { language: Some(default.to_owned()), text, stands_in: true });
        }
        RawText(translations)
    }

    /// The files that a row names.
    pub(super) fn media(self, languages: &Languages, faults: &mut Faults) -> RawMedia {
        let mut file = |name| self.translations(name, languages, faults);
        RawMedia { image: file("image"), audio: file("audio"), video: file("video"), big_image: file("big-image") }
    }

    /// Everything under a heading, one for each language.
    fn cells(self, name: &str) -> impl Iterator<Item = (&'t NamedColumn, &'t At<String>)> {
        let named = self.row.cells.iter().map(move |(index, cell)| (&self.table.columns[*index], cell));
        let wanted: Vec<_> = named.filter(|(column, _)| column.name == name).collect();
        wanted.into_iter()
    }
}

/// `bind` for `bind::odk:length`, as our names are written.
fn first_word(name: &str) -> String {
    name.split(':').next().unwrap_or_default().trim().to_lowercase().replace(' ', "_")
}
