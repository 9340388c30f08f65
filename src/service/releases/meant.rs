//! What the groups of a release are called, for who tells of them elsewhere.

use super::Release;
use super::make::Counted;
use super::meaning::Meaning;

/// What the codes of a release mean.
pub struct Meant(Meaning);

impl Meant {
    /// As it is kept; nothing, if this version cannot read it.
    pub fn of(release: &Release) -> Option<Self> {
        let counted: Counted = serde_json::from_str(&release.counted).ok()?;
        Some(Self(counted.background.meaning))
    }

    /// What a breakdown and one of its codes are called in a language; what has no words stands for itself.
    pub fn group(&self, name: &str, code: &str, language: &str) -> (String, String) {
        (self.0.variable(name, language).to_owned(), self.0.code(name, code, language).to_owned())
    }
}
