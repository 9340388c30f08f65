//! Rows of one wave for who has signed for them: pseudonymised, coarse, and blanked until nobody stands alone. Each time a reason is
//! asked for and noted. It promises less than a release, so a release comes first, and its plan says what rows may tell.

mod codebook;
mod files;
mod layout;
mod margins;
mod people;
mod syntax;
mod weights;
mod weights_told;

use std::str::FromStr;

use stats::disclosure::Rules;
use stats::microdata::{TooFew, protect};
use uuid::Uuid;

pub use self::files::{File, Unwritable, zip};
use self::layout::Layout;
use self::weights::Weights;
use super::releases::plan::{ReleasePlan, Unreadable};
use super::releases::territory::Territory;
use super::releases::{Misfit, make};
use super::waves::{self, Standing, Wave, standing};
use super::{Services, catalogue};
use crate::access::{Actor, Permission};
use crate::service::audit::{self, Action, Object};
use crate::store::release::Release;
use crate::store::{self, release, wave};

/// What somebody wants.
#[derive(Clone, Debug)]
pub struct Request {
    /// The wave.
    pub wave: Uuid,
    /// What it is for.
    pub reason: Reason,
    /// What of the form is in the rows.
    pub extent: Extent,
    /// The language of labels and notes.
    pub language: String,
}

/// What of a form is in the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Also the questions that the plan of the release does not count.
    pub all_questions: bool,
    /// Also what people wrote in their own words, which may say who they are.
    pub free_text: bool,
}

/// What rows are for, as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

/// A text that is no reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a reason has {LEAST_LETTERS} to {MOST_LETTERS} letters")]
pub struct NoReason;

/// Rows, and what tells of them.
#[derive(Debug)]
pub struct Export {
    /// By which its files are known again, in them and in the log.
    pub id: Uuid,
    /// What its folder or archive is called.
    pub name: String,
    /// The files.
    pub files: Vec<File>,
}

/// A wave of which somebody may have rows.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The wave.
    pub wave: Wave,
    /// Whether it was released, so that a plan says what rows may tell.
    pub is_released: bool,
}

/// Why there are no rows.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such wave for the actor.
    #[error("there is no such wave")]
    NotFound,
    /// Answers can still come, or be taken back.
    #[error("the wave is not archived, so answers can still come or be taken back")]
    NotArchived,
    /// No plan says what may be told of people.
    #[error("the wave has not been released, so no plan says what rows may tell of people")]
    NotReleased,
    /// There are too many to be looked at together.
    #[error("the wave has more than {MOST_ROWS} answers")]
    TooMany,
    /// Nobody could be hidden among others.
    #[error(transparent)]
    TooFew(#[from] TooFew),
    /// The plan of the release cannot be read any more.
    #[error("the plan of the release cannot be read")]
    Unreadable(#[from] Unreadable),
    /// It does not fit the form any more.
    #[error("the plan of the release does not fit the form")]
    Misfit(#[from] Misfit),
    /// A file could not be written.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The shortest reason that can be one.
const LEAST_LETTERS: usize = 15;
/// The longest.
const MOST_LETTERS: usize = 500;
/// More answers are not held in memory.
const MOST_ROWS: usize = 100_000;

impl Reason {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Reason {
    type Err = NoReason;

    fn from_str(text: &str) -> Result<Self, NoReason> {
        // On one line, as the log shows it.
        let words: Vec<&str> = text.split_whitespace().collect();
        let reason = words.join(" ");
        let is_one = (LEAST_LETTERS..=MOST_LETTERS).contains(&reason.chars().count());
        if is_one && !reason.contains(char::is_control) { Ok(Self(reason)) } else { Err(NoReason) }
    }
}

impl Extent {
    /// As it stands in the log and in what tells of the files.
    pub fn as_str(self) -> &'static str {
        match (self.all_questions, self.free_text) {
            (false, false) => "plan",
            (true, false) => "all",
            (false, true) => "plan+text",
            (true, true) => "all+text",
        }
    }
}

/// The archived waves of which somebody may have rows, the newest first.
pub async fn offers(services: &Services, actor: &Actor) -> Result<Vec<Offer>, store::Error> {
    let now = services.clock.now();
    let mut offers = Vec::new();
    for wave in waves::list(services).await? {
        if may(actor, &wave) && standing(&wave, &now) == Standing::Archived {
            let is_released = release::of_wave(&services.db, wave.id).await?.is_some();
            offers.push(Offer { wave, is_released });
        }
    }
    Ok(offers)
}

/// Makes rows of a wave, which nobody keeps here, and notes who had them and what for. Each time they are others: in another order, under
/// other numbers.
pub async fn export(services: &Services, actor: &Actor, request: &Request) -> Result<Export, Error> {
    let found = wave::find(&services.db, request.wave).await?;
    let wave = found.filter(|wave| may(actor, wave)).ok_or(Error::NotFound)?;
    if standing(&wave, &services.clock.now()) != Standing::Archived {
        return Err(Error::NotArchived);
    }
    let release = release::of_wave(&services.db, wave.id).await?.ok_or(Error::NotReleased)?;
    let id = services.clock.identity();
    let files = made(services, &wave, &release, request, id).await?;
    let tx = services.db.begin().await?;
    let object = Object::Microdata(wave.id, request.extent.as_str(), id);
    audit::record_reason(services, &tx, actor, Action::HandedOut, object, request.reason.as_str()).await?;
    tx.commit().await?;
    let marked = if request.extent.free_text { "-with-free-text" } else { "" };
    Ok(Export { id, name: format!("microdata-{}-{}{marked}", wave.form_id, wave.ends_on), files })
}

fn may(actor: &Actor, wave: &Wave) -> bool {
    waves::may_in_all(actor, Permission::ReadMicrodata, wave)
}

async fn made(
    services: &Services,
    wave: &Wave,
    release: &Release,
    request: &Request,
    id: Uuid,
) -> Result<Vec<File>, Error> {
    let plan = ReleasePlan::parse(&release.plan)?;
    let form = catalogue::find(services, &wave.form_id, &wave.form_version).await?;
    // A foreign key sees to it that it is there.
    let form = form.ok_or_else(|| store::Error::bad_row("wave", "form_version", &wave.id))?;
    let territory = Territory::load(services, wave.programme_id, &wave.terms.areas, wave.ends_on).await?;
    let rules: Rules = plan.thresholds;
    let residents = make::residents(release).map_err(|_| store::Error::bad_row("release", "counted", &release.id))?;
    let mut layout = Layout::new(&plan, &form.form, &territory, request)?;
    let people = people::read(services, wave.id, &form.form, &layout).await?;
    let head = codebook::Head::of(services, wave, release, request, id);
    let work = move || {
        let people = people.coded(&mut layout);
        let protected = protect(&layout.key_order(), &layout.columns(), people.rows, rules)?;
        let weights = Weights::of(&layout.known(&plan, &residents), protected.rows());
        let beside = files::Beside { numbers: &people.numbers, texts: &people.texts, weights: &weights };
        Ok(files::write(&head, &layout, &protected, &beside)?)
    };
    services.compiling.run(work).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_sentence_on_one_line() {
        let reason: Reason = " Artikel om tryghed,\n aftale 12/2026 ".parse().unwrap();
        assert_eq!(reason.as_str(), "Artikel om tryghed, aftale 12/2026");
        for text in ["", "research", "                    ", "a long one with a \u{1b}[31m colour", &"a".repeat(501)] {
            assert_eq!(text.parse::<Reason>(), Err(NoReason), "{text:?}");
        }
    }
}
