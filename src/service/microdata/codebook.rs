//! What the columns of the rows mean, for people and for programs: codes with their labels, what stands for no answer, what was
//! withheld, what is not there and why.

use jiff::civil::Date;
use serde_json::{Value, json};
use stats::microdata::Protected;
use uuid::Uuid;

use super::Request;
use super::layout::{Code, Layout, Variable};
use super::weights_told::Told;
use crate::service::Services;
use crate::service::spreadsheet::{Cell, Table};
use crate::store::release::Release;
use crate::store::wave::Wave;
use crate::words::{say, say_with};

/// What is known of an export before its rows.
pub(super) struct Head {
    pub(super) about: Value,
    pub(super) language: String,
    pub(super) has_text: bool,
    /// The last day of which the release knows figures of residents.
    pub(super) residents_until: Date,
}

/// A column as it stands in the file.
pub(super) struct Described<'l> {
    pub(super) variable: &'l Variable,
    pub(super) role: Role,
    /// What can stand in it, beside what was withheld.
    pub(super) codes: Vec<Code>,
    /// For each category of the variable, which of the codes.
    at: Vec<usize>,
    /// In how many rows it was withheld.
    pub(super) withheld: usize,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Key,
    Answer,
    FreeText,
}

/// What stands where something was withheld to protect people.
pub(super) const WITHHELD: &str = "withheld";

impl Head {
    pub(super) fn of(services: &Services, wave: &Wave, release: &Release, request: &Request, export: Uuid) -> Self {
        let about = json!({
            "export": export,
            "wave": wave.id,
            "form": wave.form_id,
            "form_version": wave.form_version,
            "release": release.id,
            "made_on": services.clock.today().to_string(),
            "software": format!("nabosvar {}", env!("CARGO_PKG_VERSION")),
            "content": request.extent.as_str(),
            "purpose": request.reason.as_str(),
        });
        Self {
            about,
            language: request.language.clone(),
            has_text: request.extent.free_text,
            residents_until: wave.ends_on,
        }
    }
}

impl Role {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Answer => "answer",
            Self::FreeText => "free_text",
        }
    }
}

impl<'l> Described<'l> {
    /// All columns, in the order of the file.
    pub(super) fn all(layout: &'l Layout, protected: &Protected) -> Vec<Self> {
        let report = protected.report();
        let keys = layout.keys.iter().enumerate().map(|(at, variable)| {
            // Where a place was too small, it was left out before anything else.
            let withheld = protected.rows().iter().filter(|row| row.keys[at].is_none()).count();
            Self::new(variable, Role::Key, withheld, None)
        });
        let answers = layout.answers.iter().enumerate().map(|(at, variable)| {
            let bands = variable.is_number.then(|| protected.bands(at));
            Self::new(variable, Role::Answer, report.blanked_answers[at], bands)
        });
        let texts = layout.texts.iter().map(|variable| Self::new(variable, Role::FreeText, 0, None));
        keys.chain(answers).chain(texts).collect()
    }

    fn new(variable: &'l Variable, role: Role, withheld: usize, bands: Option<&[usize]>) -> Self {
        let Some(bands) = bands else {
            let at = (0..variable.codes.len()).collect();
            return Self { variable, role, codes: variable.codes.clone(), at, withheld };
        };
        let (mut codes, mut at): (Vec<Code>, Vec<usize>) = (Vec::new(), Vec::new());
        for (category, first) in bands.iter().enumerate() {
            let here = &variable.codes[category];
            if *first == category {
                codes.push(here.clone());
            } else if let Some(band) = codes.last_mut() {
                band.code = format!("{}-{}", variable.codes[*first].code, here.code);
                band.label.clone_from(&band.code);
            }
            at.push(codes.len() - 1);
        }
        Self { variable, role, codes, at, withheld }
    }

    /// What stands in a row.
    pub(super) fn text(&self, category: Option<usize>) -> &str {
        category.and_then(|category| self.codes.get(*self.at.get(category)?)).map_or(WITHHELD, |code| &code.code)
    }
}

/// What a code means that no form has.
pub(super) fn words_of(language: &str, code: &str) -> String {
    say(language, &format!("microdata-code-{code}"))
}

/// The codebook for programs.
pub(super) fn document(
    head: &Head,
    layout: &Layout,
    columns: &[Described<'_>],
    names: &[String],
    weights: &Told<'_>,
) -> Value {
    let language = &head.language;
    let variables = columns.iter().zip(names).map(|(column, name)| {
        let codes = column
            .codes
            .iter()
            .map(|code| json!({ "code": code.code, "label": code.label, "missing": code.is_missing }));
        json!({
            "name": column.variable.name,
            "spss_name": name,
            "label": column.variable.label,
            "role": column.role.as_str(),
            "sensitive": column.variable.is_sensitive,
            "in_release_plan": column.variable.is_declared,
            "codes": codes.collect::<Vec<_>>(),
            "rows_withheld": column.withheld,
            "warning": (column.role == Role::FreeText).then(|| say(language, "microdata-note-text")),
        })
    });
    let left_out = layout.left_out.iter().map(|(question, why)| {
        json!({ "question": question, "why": why, "note": say(language, &format!("microdata-left-out-{why}")) })
    });
    json!({
        "notes": notes(head, weights),
        "row": say(language, "microdata-note-row"),
        "withheld": { "code": WITHHELD, "label": words_of(language, WITHHELD) },
        "weight": weights.document(),
        "variables": variables.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
    })
}

/// The codebook as a table: one line a code, some of weights, and one for each question that is not there.
pub(super) fn table(head: &Head, layout: &Layout, columns: &[Described<'_>], weights: &Told<'_>) -> Table<'static> {
    let language = &head.language;
    let names = ["variable", "label", "role", "code", "code_label", "missing", "rows_withheld"];
    let mut rows: Vec<[String; 7]> = Vec::new();
    for column in columns {
        let line = |code: &str, label: &str, missing: &str| {
            let withheld = column.withheld.to_string();
            let told =
                [&column.variable.name, &column.variable.label, column.role.as_str(), code, label, missing, &withheld];
            told.map(str::to_owned)
        };
        let of_codes = |code: &Code| line(&code.code, &code.label, if code.is_missing { "yes" } else { "no" });
        match column.role {
            Role::FreeText => rows.push(line("", &say(language, "microdata-note-text"), "")),
            Role::Key | Role::Answer => {
                rows.extend(column.codes.iter().map(of_codes));
                rows.push(line(WITHHELD, &words_of(language, WITHHELD), "yes"));
            }
        }
    }
    for (code, meaning) in weights.lines() {
        // Where there are none there is no column, which is a sentence of the codebook and no variable.
        let column = if weights.weights.is_ok() { weights.column.as_str() } else { "" };
        rows.push([column, &weights.label(), "weight", &code, &meaning, "", ""].map(str::to_owned));
    }
    for (question, why) in &layout.left_out {
        let note = say(language, &format!("microdata-left-out-{why}"));
        rows.push([question, "", "left_out", "", &note, "", ""].map(str::to_owned));
    }
    let cell = |text: String| if text.is_empty() { Cell::Nothing } else { Cell::Text(text) };
    let rows = rows.into_iter().map(|row| row.map(cell).into()).collect();
    Table { names: names.map(Into::into).into(), rows }
}

/// What one has to know before one uses the rows.
pub(super) fn notes(head: &Head, weights: &Told<'_>) -> Vec<String> {
    let keys = ["contract", "keys", "withheld", "numbers", "repeats", "again"];
    let mut notes: Vec<String> = keys.iter().map(|key| say(&head.language, &format!("microdata-note-{key}"))).collect();
    notes.extend(weights.notes());
    if head.has_text {
        notes.push(say(&head.language, "microdata-note-text"));
    }
    let id = head.about["export"].as_str().unwrap_or_default();
    notes.push(say_with(&head.language, "microdata-note-logged", &[("id", id.into())]));
    notes
}
