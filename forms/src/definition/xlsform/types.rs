//! The `type` column of a survey sheet: the types that we have under every name they have gone by, and those that we lack.

/// What a row of the survey is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowType {
    Begin(Block),
    End(Block),
    Question(QuestionType),
    /// A setting that stands in the survey; its name in the settings.
    Setting(&'static str),
    /// A file that expressions look things up in.
    ExternalCsv,
    /// The reference has it, we do not.
    Refused,
    Unknown,
}

/// What holds other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Group,
    Repeat,
    /// A group for each choice of a list; we do not have it.
    Loop,
}

/// A type of question by the one name we know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QuestionType {
    pub(super) name: &'static str,
    /// The list of a select.
    pub(super) list: Option<String>,
    pub(super) or_other: bool,
    /// A constraint that belongs to the type.
    pub(super) constraint: Option<&'static str>,
}

const BLOCKS: [(&str, Block); 5] = [
    ("group", Block::Group),
    ("repeat", Block::Repeat),
    ("lgroup", Block::Repeat),
    ("looped group", Block::Repeat),
    ("loop", Block::Loop),
];

const SELECTS: [(&str, &str); 15] = [
    ("select_one", "select_one"),
    ("select one", "select_one"),
    ("select1", "select_one"),
    ("select one from", "select_one"),
    ("add select one prompt using", "select_one"),
    ("select_multiple", "select_multiple"),
    ("select multiple", "select_multiple"),
    ("select all that apply", "select_multiple"),
    ("select all that apply from", "select_multiple"),
    ("add select multiple prompt using", "select_multiple"),
    ("rank", "rank"),
    ("select_one_from_file", "select_one_from_file"),
    ("select one from file", "select_one_from_file"),
    ("select_multiple_from_file", "select_multiple_from_file"),
    ("select multiple from file", "select_multiple_from_file"),
];

/// A select with choices in a sheet of its own, as the oldest clients have it.
const REFUSED_SELECT: &str = "select_one_external";

const OTHER: [&str; 3] = ["or_other", "or other", "or specify other"];

/// Endings of the files that the choices of a select can be in.
const FILES: [&str; 3] = [".csv", ".xml", ".geojson"];
/// The one among them that is not read here.
const REFUSED_FILE: &str = ".xml";

const QUESTIONS: [(&str, &str); 55] = [
    ("text", "text"),
    ("string", "text"),
    ("q string", "text"),
    ("add text prompt", "text"),
    ("integer", "integer"),
    ("int", "integer"),
    ("q int", "integer"),
    ("add integer prompt", "integer"),
    ("decimal", "decimal"),
    ("q decimal", "decimal"),
    ("add decimal prompt", "decimal"),
    ("range", "range"),
    ("date", "date"),
    ("q date", "date"),
    ("add date prompt", "date"),
    ("time", "time"),
    ("dateTime", "dateTime"),
    ("datetime", "dateTime"),
    ("date time", "dateTime"),
    ("q dateTime", "dateTime"),
    ("q date time", "dateTime"),
    ("add dateTime prompt", "dateTime"),
    ("add date time prompt", "dateTime"),
    ("note", "note"),
    ("q note", "note"),
    ("add note prompt", "note"),
    ("acknowledge", "acknowledge"),
    ("trigger", "acknowledge"),
    ("q acknowledge", "acknowledge"),
    ("add acknowledge prompt", "acknowledge"),
    ("calculate", "calculate"),
    ("q calculate", "calculate"),
    ("add calculate prompt", "calculate"),
    ("hidden", "hidden"),
    ("image", "image"),
    ("photo", "image"),
    ("q image", "image"),
    ("q picture", "image"),
    ("add image prompt", "image"),
    ("add photo prompt", "image"),
    ("geopoint", "geopoint"),
    ("gps", "geopoint"),
    ("location", "geopoint"),
    ("q geopoint", "geopoint"),
    ("q location", "geopoint"),
    ("add location prompt", "geopoint"),
    ("add geopoint prompt", "geopoint"),
    ("start", "start"),
    ("start time", "start"),
    ("get start time", "start"),
    ("end", "end"),
    ("end time", "end"),
    ("get end time", "end"),
    ("today", "today"),
    ("get today", "today"),
];

/// Types that are another with a constraint.
const CONSTRAINED: [(&str, &str, &str); 5] = [
    ("percentage", "integer", "0 <= . and . <= 100"),
    ("number of days in last month", "integer", "0 <= . and . <= 31"),
    ("number of days in last six months", "integer", "0 <= . and . <= 183"),
    ("number of days in last year", "integer", "0 <= . and . <= 365"),
    ("phone number", "text", "regex(., '^[0-9]*$')"),
];

const SETTINGS: [(&str, &str); 4] =
    [("form_title", "title"), ("set_form_title", "title"), ("form_id", "form_id"), ("set_form_id", "form_id")];

const REFUSED: [&str; 44] = [
    "audio",
    "q audio",
    "add audio prompt",
    "video",
    "q video",
    "add video prompt",
    "file",
    "add file prompt",
    "barcode",
    "q barcode",
    "add barcode prompt",
    "geotrace",
    "q geotrace",
    "geoshape",
    "q geoshape",
    "osm",
    "xml-external",
    "audit",
    "background-audio",
    "background-geopoint",
    "start-geopoint",
    "deviceid",
    "device id",
    "get device id",
    "imei",
    "subscriberid",
    "subscriber id",
    "get subscriber id",
    "simserial",
    "sim id",
    "get sim id",
    "phonenumber",
    "get phone number",
    "username",
    "email",
    "uri:deviceid",
    "uri:subscriberid",
    "uri:simserial",
    "uri:phonenumber",
    "uri:username",
    "uri:email",
    "q select",
    "q select1",
    "cascading_select",
];

/// Reads a cell.
pub(super) fn read(text: &str) -> RowType {
    if let Some(block) = block(text, "begin") {
        return RowType::Begin(block);
    }
    if let Some(block) = block(text, "end") {
        return RowType::End(block);
    }
    if text == "csv-external" {
        return RowType::ExternalCsv;
    }
    if let Some((_, setting)) = SETTINGS.iter().find(|(name, _)| *name == text) {
        return RowType::Setting(setting);
    }
    if let Some((_, name)) = QUESTIONS.iter().find(|(alias, _)| *alias == text) {
        return RowType::Question(QuestionType::plain(name));
    }
    if let Some((_, name, constraint)) = CONSTRAINED.iter().find(|(alias, ..)| *alias == text) {
        return RowType::Question(QuestionType { constraint: Some(constraint), ..QuestionType::plain(name) });
    }
    let is_refused = REFUSED.contains(&text) || text.starts_with("osm ");
    if is_refused || list_of(text, REFUSED_SELECT).is_some() {
        return RowType::Refused;
    }
    select(text).unwrap_or(RowType::Unknown)
}

/// The names that are used today, for suggestions.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let blocks = ["begin_group", "end_group", "begin_repeat", "end_repeat", "select_one", "select_multiple"];
    let own = QUESTIONS.iter().filter(|(alias, name)| alias == name).map(|(_, name)| *name);
    own.chain(blocks)
}

/// Every way to write a type that we have.
pub(in super::super) fn spellings() -> impl Iterator<Item = (&'static str, &'static str)> {
    let constrained = CONSTRAINED.iter().map(|(alias, name, _)| (*alias, *name));
    let blocks = BLOCKS.iter().filter(|(_, block)| *block != Block::Loop).map(|(alias, block)| (*alias, block.name()));
    QUESTIONS.iter().chain(&SELECTS).copied().chain(constrained).chain(blocks)
}

/// Every way to write a type that the reference has and we lack.
pub(in super::super) fn refused_types() -> impl Iterator<Item = &'static str> {
    let loops = BLOCKS.iter().filter(|(_, block)| *block == Block::Loop).map(|(alias, _)| *alias);
    REFUSED.into_iter().chain([REFUSED_SELECT]).chain(loops)
}

impl QuestionType {
    fn plain(name: &'static str) -> Self {
        Self { name, list: None, or_other: false, constraint: None }
    }
}

impl Block {
    /// How a definition says it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Repeat => "repeat",
            Self::Loop => "loop",
        }
    }
}

/// `begin group`, `begin_repeat`, `end loop`; a `begin` may have `over LIST` after it.
fn block(text: &str, word: &str) -> Option<Block> {
    let rest = text.strip_prefix(word)?.strip_prefix([' ', '_'])?;
    let (_, block) = BLOCKS.iter().find(|(name, _)| {
        let after = rest.strip_prefix(name);
        after.is_some_and(|after| after.is_empty() || word == "begin" && is_list_clause(after))
    })?;
    Some(*block)
}

fn is_list_clause(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    text.starts_with(' ') && matches!(words.as_slice(), [_] | ["over", _])
}

/// The list after `command`, and what comes after the list.
fn list_of<'t>(text: &'t str, command: &str) -> Option<(&'t str, &'t str)> {
    let rest = text.strip_prefix(command)?.strip_prefix(' ')?.trim_start();
    let (list, other) = rest.split_once(' ').unwrap_or((rest, ""));
    let is_whole = other.is_empty() || OTHER.contains(&other);
    (is_whole && !list.is_empty()).then_some((list, other))
}

fn select(text: &str) -> Option<RowType> {
    let mut found = SELECTS.iter().filter_map(|(command, name)| Some((*name, list_of(text, command)?)));
    let (name, (list, other)) = found.next()?;
    let is_file = FILES.iter().any(|ending| list.ends_with(ending));
    let is_from_file = name.ends_with("_from_file");
    // What was answered before is no list here, and a file belongs to the types that say so.
    if list.ends_with(REFUSED_FILE) || list.contains("${") || is_file && !is_from_file {
        return Some(RowType::Refused);
    }
    let or_other = !other.is_empty();
    Some(RowType::Question(QuestionType { list: Some(list.to_owned()), or_other, ..QuestionType::plain(name) }))
}

#[cfg(test)]
mod tests {
    use super::{Block, RowType, read};

    #[test]
    fn types_go_by_many_names() {
        let name = |text: &str| match read(text) {
            RowType::Question(question) => (question.name, question.list.unwrap_or_default(), question.or_other),
            other => panic!("{text} is {other:?}"),
        };
        assert_eq!(name("int"), ("integer", String::new(), false));
        assert_eq!(name("percentage"), ("integer", String::new(), false));
        assert_eq!(name("select one from farver"), ("select_one", "farver".to_owned(), false));
        assert_eq!(name("select_multiple farver or_other"), ("select_multiple", "farver".to_owned(), true));
        assert_eq!(
            name("select all that apply from farver or specify other"),
            ("select_multiple", "farver".into(), true)
        );
        assert_eq!(read("begin_repeat"), RowType::Begin(Block::Repeat));
        assert_eq!(read("begin looped group"), RowType::Begin(Block::Repeat));
        assert_eq!(read("begin loop over farver"), RowType::Begin(Block::Loop));
        assert_eq!(read("end group"), RowType::End(Block::Group));
        assert_eq!(name("end"), ("end", String::new(), false));
        assert_eq!(name("select one from file veje.csv"), ("select_one_from_file", "veje.csv".to_owned(), false));
        assert_eq!(read("select_one_from_file veje.xml"), RowType::Refused);
        assert_eq!(read("select_one veje.csv"), RowType::Refused);
        assert_eq!(read("select_one ${navn}"), RowType::Refused);
        assert_eq!(read("begin dancing"), RowType::Unknown);
        assert_eq!(read("select_one"), RowType::Unknown);
        assert_eq!(read("Text"), RowType::Unknown);
    }
}
