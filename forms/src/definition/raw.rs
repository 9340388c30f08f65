//! A form as its author wrote it: every cell with its place, nothing believed yet. Readers make it, `compile` checks it.

use super::fault::{At, Position};

/// Everything a source says of one form.
#[derive(Debug, Default)]
pub(crate) struct RawForm {
    /// Where to point at what is not there.
    pub(crate) start: Position,
    pub(crate) form_id: Option<At<String>>,
    pub(crate) version: Option<At<String>>,
    pub(crate) default_language: Option<At<String>>,
    /// Nobody said which language is the default one.
    pub(crate) default_is_guessed: bool,
    pub(crate) languages: Vec<RawLanguage>,
    pub(crate) title: RawText,
    pub(crate) purpose: RawText,
    pub(crate) attribution: RawText,
    pub(crate) minutes: Option<At<String>>,
    pub(crate) audience: Option<At<String>>,
    pub(crate) instance_name: Option<At<String>>,
    /// What the form is called in its own answer document.
    pub(crate) name: Option<At<String>>,
    pub(crate) client_settings: Vec<(String, At<String>)>,
    pub(crate) allow_choice_duplicates: Option<At<String>>,
    pub(crate) choices: Vec<RawChoiceList>,
    pub(crate) survey: Vec<RawItem>,
}

/// A language the form is written in.
#[derive(Debug)]
pub(crate) struct RawLanguage {
    pub(crate) code: At<String>,
    pub(crate) name: Option<String>,
    pub(crate) is_draft: bool,
}

/// A text: an entry per language, or one entry without a language for the default one. No entries: no such text.
#[derive(Debug, Default)]
pub(crate) struct RawText(pub(crate) Vec<RawTranslation>);

/// A text in one language.
#[derive(Debug)]
pub(crate) struct RawTranslation {
    pub(crate) language: Option<String>,
    pub(crate) text: At<String>,
    /// Put there by a reader, where the author wrote nothing.
    pub(crate) stands_in: bool,
}

/// Files, each in one or more languages.
#[derive(Debug, Default)]
pub(crate) struct RawMedia {
    pub(crate) image: RawText,
    pub(crate) audio: RawText,
    pub(crate) video: RawText,
    pub(crate) big_image: RawText,
}

/// A list of choices.
#[derive(Debug)]
pub(crate) struct RawChoiceList {
    pub(crate) name: At<String>,
    pub(crate) choices: Vec<RawChoice>,
    /// The file that holds the list in place of choices.
    pub(crate) file: Option<At<String>>,
    /// What was in that file, in a definition that was kept.
    pub(crate) table: Option<RawTable>,
}

/// A table as it is kept with a definition.
#[derive(Debug, Default)]
pub(crate) struct RawTable {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// One choice of a list.
#[derive(Debug)]
pub(crate) struct RawChoice {
    pub(crate) position: Position,
    pub(crate) name: Option<At<String>>,
    pub(crate) label: RawText,
    pub(crate) missing: Option<At<String>>,
    pub(crate) media: RawMedia,
    pub(crate) columns: Vec<(String, At<String>)>,
}

/// A row of the survey: a question, a group or a repeat.
#[derive(Debug)]
pub(crate) struct RawItem {
    pub(crate) position: Position,
    pub(crate) kind: Option<At<String>>,
    pub(crate) name: Option<At<String>>,
    pub(crate) label: RawText,
    pub(crate) hint: RawText,
    pub(crate) guidance_hint: RawText,
    pub(crate) required: Option<At<String>>,
    pub(crate) required_message: RawText,
    pub(crate) relevant: Option<At<String>>,
    pub(crate) constraint: Option<At<String>>,
    pub(crate) constraint_message: RawText,
    pub(crate) calculation: Option<At<String>>,
    pub(crate) default: Option<At<String>>,
    pub(crate) choice_filter: Option<At<String>>,
    pub(crate) repeat_count: Option<At<String>>,
    pub(crate) read_only: Option<At<String>>,
    pub(crate) appearance: Option<At<String>>,
    pub(crate) parameters: Vec<(String, At<String>)>,
    pub(crate) trigger: Option<At<String>>,
    pub(crate) media: RawMedia,
    pub(crate) autoplay: Option<At<String>>,
    /// Columns such as `bind::odk:length`, which say where in an `XForm` a cell goes.
    pub(crate) client: Vec<(String, At<String>)>,
    pub(crate) no_app_error: RawText,
    pub(crate) sensitive: Option<At<String>>,
    pub(crate) children: Option<At<Vec<RawItem>>>,
}

impl RawTranslation {
    /// What the author wrote.
    pub(crate) fn new(language: Option<String>, text: At<String>) -> Self {
        Self { language, text, stands_in: false }
    }
}

impl RawMedia {
    /// Whether no file is named.
    pub(crate) fn is_empty(&self) -> bool {
        [&self.image, &self.audio, &self.video, &self.big_image].into_iter().all(|text| text.0.is_empty())
    }
}

impl RawItem {
    /// A row that says nothing yet.
    pub(crate) fn new(position: Position) -> Self {
        Self {
            position,
            kind: None,
            name: None,
            label: RawText::default(),
            hint: RawText::default(),
            guidance_hint: RawText::default(),
            required: None,
            required_message: RawText::default(),
            relevant: None,
            constraint: None,
            constraint_message: RawText::default(),
            calculation: None,
            default: None,
            choice_filter: None,
            repeat_count: None,
            read_only: None,
            appearance: None,
            parameters: Vec::new(),
            trigger: None,
            media: RawMedia::default(),
            autoplay: None,
            client: Vec::new(),
            no_app_error: RawText::default(),
            sensitive: None,
            children: None,
        }
    }
}
