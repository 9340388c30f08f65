//! What a wave does with data about people, and what becomes of the addresses that its letters go to.

use forms::locale::Locale;

use super::{Asked, Entry, Kind, not_stated, say_with, standing};
use crate::access::{Actor, Permission};
use crate::service::activities::satisfaction;
use crate::service::invitations::forget::KEPT_DAYS;
use crate::service::invitations::is_by_code;
use crate::service::waves::{Identity, Wave, kept_until, may_in_some};
use crate::words;

/// Those that somebody sets up. The waves about activities are told of as one.
pub(super) fn shown<'w>(actor: &Actor, waves: &[&'w Wave]) -> Vec<&'w Wave> {
    let is_own =
        |wave: &&&Wave| may_in_some(actor, Permission::ManageWaves, wave) && wave.form_id != satisfaction::FORM;
    waves.iter().filter(is_own).copied().collect()
}

impl Asked<'_> {
    /// The wave, and its invitations if it has any.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let mut entries = vec![self.answers()];
        if is_by_code(self.wave) {
            entries.push(self.told(Kind::Invitations).with("deletion", self.addresses_go()));
        }
        entries
    }

    fn answers(&self) -> Entry {
        let identity = self.wave.identity.as_str();
        let entry = self
            .told(Kind::Wave)
            .with("data", words::say(self.language, &format!("processing-wave-data-{identity}")))
            .with("sensitive", self.sensitive())
            .with("deletion", self.answers_go());
        match self.form.form.purpose().in_language(self.language) {
            Some(purpose) => entry.with("purpose", purpose.to_owned()),
            None => entry,
        }
    }

    /// What a wave says of both.
    fn told(&self, kind: Kind) -> Entry {
        let notice = &self.wave.terms.notice;
        let stated = |text: &Option<String>| text.clone().unwrap_or_else(|| not_stated(self.language));
        let entry = standing(kind, self.language);
        let name = format!("{} ({})", self.wave.name, entry.get("name"));
        let basis = notice.legal_basis.map_or_else(
            || not_stated(self.language),
            |basis| words::say(self.language, &format!("processing-basis-{}", basis.as_str())),
        );
        let entry = Entry { wave: Some(self.wave.id), ..entry };
        let entry = entry.with("name", name).with("programme", self.programme.name.clone());
        let entry = entry.with("controller", stated(&notice.controller)).with("contact", stated(&notice.contact));
        entry.with("legal_basis", basis).with("where_and_when", self.where_and_when())
    }

    /// The questions of which the form says that nobody may be singled out by them.
    fn sensitive(&self) -> String {
        let codebook = self.form.form.codebook(self.language);
        let questions = codebook.variables.into_iter().filter(|variable| variable.sensitive);
        let named: Vec<String> = questions.map(|question| question.label.unwrap_or(question.path)).collect();
        if named.is_empty() { words::say(self.language, "processing-no-sensitive") } else { named.join("; ") }
    }

    fn where_and_when(&self) -> String {
        let asked = &self.wave.terms.areas;
        let names = self.areas.iter().filter(|area| asked.contains(&area.id)).map(|area| area.name.as_str());
        let places = if asked.is_empty() { self.programme.name.clone() } else { names.collect::<Vec<_>>().join(", ") };
        let day = |on| Locale::of(self.language).date(on);
        format!("{places}: {} – {}", day(self.wave.starts_on), day(self.wave.ends_on))
    }

    fn answers_go(&self) -> String {
        let answers = match (self.wave.identity, kept_until(self.wave)) {
            (Identity::Anonymous, _) => words::say(self.language, "processing-kept-anonymous"),
            (_, Some(last)) => {
                say_with(self.language, "processing-kept-until", "date", Locale::of(self.language).date(last).into())
            }
            (_, None) => words::say(self.language, "processing-kept-open"),
        };
        let days = u32::from(self.services.draft_days).into();
        format!("{answers} {}", say_with(self.language, "processing-kept-drafts", "days", days))
    }

    fn addresses_go(&self) -> String {
        say_with(self.language, "processing-kept-addresses", "days", KEPT_DAYS.into())
    }
}
