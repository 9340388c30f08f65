//! The settings sheet: one row of what holds for the whole form, and what is put where it says nothing.

use super::{
    super::{
        compile::{ATTRIBUTE, CLIENT_SETTINGS},
        fault::{At, Faults, Position, Sheet},
        raw::{RawForm, RawLanguage, RawText, RawTranslation},
    },
    header::Names,
    languages::Languages,
    table::{Columns, Table, TableRow},
};

pub(super) const COLUMNS: Columns = Columns {
    sheet: Sheet::Settings,
    names: Names {
        known: &[
            "title",
            "form_id",
            "id_string",
            "version",
            "default_language",
            "instance_name",
            "allow_choice_duplicates",
            "clean_text_values",
            "name",
            "omit_instanceid",
            "auto_delete",
            "auto_send",
            "client_editable",
            "delimiter",
            "instance_id",
            "instance_xmlns",
            "namespaces",
            "prefix",
            "public_key",
            "style",
            "submission_url",
            "purpose",
            "attribution",
            "minutes",
            "audience",
            "draft_languages",
        ],
        aliases: &[
            ("form_title", "title"),
            ("set_form_title", "title"),
            // The reference knows the title in one language.
            ("title_in", "title"),
            ("set_form_id", "form_id"),
        ],
    },
    translated: &["title", "purpose", "attribution"],
    ignored: &[
        "add_none_option",
        "attribute",
        "flat",
        "omit_instanceid",
        "sms_date_format",
        "sms_datetime_format",
        "sms_keyword",
        "sms_separator",
    ],
};

/// What the first version of a form is called that does not say.
const FIRST_VERSION: &str = "1";

/// The row that counts.
pub(super) fn row(table: &Table) -> Option<TableRow<'_>> {
    table.rows().find(|row| !row.is_empty())
}

/// Whether texts are cleaned, which is so unless the settings say no.
pub(super) fn cleans_texts(table: &Table) -> bool {
    let said = row(table).and_then(|row| row.text("clean_text_values"));
    !said.is_some_and(|said| matches!(said.to_lowercase().as_str(), "no" | "false" | "false()"))
}

/// Fills `form` with the settings. `in_survey`: settings that stand among the questions, as old forms have them.
pub(super) fn read(
    table: &Table,
    in_survey: Vec<(&'static str, At<String>)>,
    languages: &Languages,
    file_name: &str,
    form: &mut RawForm,
    faults: &mut Faults,
) {
    COLUMNS.report_unused(table, faults);
    COLUMNS.report_unknown(table, faults);
    form.default_language = Some(languages.default_cell());
    form.default_is_guessed = languages.is_guessed();
    let mut drafts = Vec::new();
    if let Some(row) = row(table) {
        form.form_id = form_id(row, faults);
        form.version = row.cell("version");
        form.title = row.translations("title", languages, faults);
        form.purpose = row.translations("purpose", languages, faults);
        form.attribution = row.translations("attribution", languages, faults);
        form.minutes = row.cell("minutes");
        form.audience = row.cell("audience");
        form.instance_name = row.cell("instance_name");
        form.name = row.cell("name");
        let client = CLIENT_SETTINGS.iter().filter_map(|name| Some(((*name).to_owned(), row.cell(name)?)));
        let attributes = row.others().filter_map(|(name, cell)| Some((attribute(name)?, cell.clone())));
        form.client_settings = client.chain(attributes).collect();
        form.allow_choice_duplicates = row.cell("allow_choice_duplicates");
        drafts = row.text("draft_languages").unwrap_or_default().split_whitespace().collect();
        report(table, row, faults);
    }
    form.languages = languages.list(&drafts);
    for (name, cell) in in_survey {
        match name {
            "form_id" => form.form_id = Some(cell),
            _ => form.title = text(cell),
        }
    }
    complete(form, file_name, table.start, faults);
}

fn form_id(row: TableRow<'_>, faults: &mut Faults) -> Option<At<String>> {
    let (id, older) = (row.cell("form_id"), row.cell("id_string"));
    if let (Some(_), Some(older)) = (&id, &older) {
        faults.warning(older.position, "`id_string` is an older name of `form_id`, which is there, too, and counts");
    }
    id.or(older)
}

fn report(table: &Table, row: TableRow<'_>, faults: &mut Faults) {
    if let Some(second) = table.rows().filter(|row| !row.is_empty()).nth(1) {
        faults.warning(second.position(), "only the first row of the settings counts");
    }
    let omits = row
        .text("omit_instanceid")
        .is_some_and(|said| said.eq_ignore_ascii_case("yes") || said.eq_ignore_ascii_case("true"));
    if omits && row.has("public_key") {
        faults.error(
            row.position(),
            "`omit_instanceID` cannot go with `public_key`: encrypted answers need the identity",
        );
    }
}

/// `attribute::x` however its parts are spaced.
fn attribute(heading: &str) -> Option<String> {
    let (group, name) = heading.split_once("::")?;
    group.trim().eq_ignore_ascii_case("attribute").then(|| format!("{ATTRIBUTE}{}", name.trim()))
}

/// Puts what has to be there and is not.
fn complete(form: &mut RawForm, file_name: &str, start: Position, faults: &mut Faults) {
    let id = form.form_id.get_or_insert_with(|| At { value: id_from(file_name), position: start }).clone();
    if form.title.0.is_empty() {
        // The same in every language, so that nobody is told to translate it.
        let title = |language: &RawLanguage| RawTranslation::new(Some(language.code.value.clone()), id.clone());
        form.title = RawText(form.languages.iter().map(title).collect());
    }
    if form.version.is_none() {
        let help = "write one as `version` on the sheet `settings`, and a new one with every change".to_owned();
        let message = format!("the form has no version, and becomes version `{FIRST_VERSION}`");
        faults.warning_with_help(start, message, Some(help));
        form.version = Some(At { value: FIRST_VERSION.to_owned(), position: start });
    }
}

fn text(cell: At<String>) -> RawText {
    RawText(vec![RawTranslation::new(None, cell)])
}

/// `Min_form_2` for `min/sti/Min form (2).xlsx`.
fn id_from(file_name: &str) -> String {
    let file = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = stem.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'));
    let id: String = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_").chars().take(32).collect();
    let starts = id.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    if starts { id } else { format!("form_{id}") }
}

#[cfg(test)]
mod tests {
    use super::id_from;

    #[test]
    fn a_file_name_becomes_a_name() {
        assert_eq!(id_from("min/sti/Min form (2).xlsx"), "Min_form_2");
        assert_eq!(id_from("tryghed.xlsx"), "tryghed");
        assert_eq!(id_from("2026.xlsx"), "form_2026");
        assert_eq!(id_from(""), "form_");
    }
}
