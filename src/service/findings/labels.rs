//! What the codes of findings mean: the words are those of the form by which walks are written down.

use std::collections::HashMap;

use forms::Form;

use crate::service::{Services, catalogue};
use crate::store;

/// The form of safety walks.
pub const FORM: &str = "tryghedsvandring";

/// The words for the codes of findings, in one language.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    lists: HashMap<&'static str, Vec<(String, String)>>,
}

/// Names of the questions whose codes findings have, which are the names of columns in what is exported, too.
pub const PLACE: &str = "place";
/// What it is about.
pub const THEME: &str = "theme";
/// How large the problem is.
pub const SEVERITY: &str = "severity";
/// Who is to act.
pub const RESPONSIBLE: &str = "responsible";

/// Reads them from the newest version of the form; no words if it is not published, and codes stand for themselves.
pub async fn read(services: &Services, language: &str) -> Result<Labels, store::Error> {
    let entry = catalogue::versions(services, FORM).await?;
    Ok(entry.map(|entry| Labels::of(&entry.newest.form, language)).unwrap_or_default())
}

impl Labels {
    fn of(form: &Form, language: &str) -> Self {
        let variables = form.codebook(language).variables;
        let list = |name: &'static str| {
            let end = format!("/{name}");
            let variable = variables.iter().find(|variable| variable.repeat.is_some() && variable.path.ends_with(&end));
            let codes = variable.map(|variable| variable.codes.as_slice()).unwrap_or_default();
            (name, codes.iter().map(|code| (code.code.clone(), code.label.clone())).collect())
        };
        Self { lists: [PLACE, THEME, SEVERITY, RESPONSIBLE].map(list).into() }
    }

    /// The codes of a question with their words, in the order of the form.
    pub fn all(&self, question: &str) -> &[(String, String)] {
        self.lists.get(question).map(Vec::as_slice).unwrap_or_default()
    }

    /// The word for a responsible party; `None` if the form does not know it.
    pub fn party(&self, code: &str) -> Option<&str> {
        self.known(RESPONSIBLE, code)
    }

    /// The word for a code, or the code itself where the form has none: it may be of an older version.
    pub fn word<'w>(&'w self, question: &str, code: &'w str) -> &'w str {
        self.known(question, code).unwrap_or(code)
    }

    fn known(&self, question: &str, code: &str) -> Option<&str> {
        self.all(question).iter().find(|(known, _)| known == code).map(|(_, label)| label.as_str())
    }
}
