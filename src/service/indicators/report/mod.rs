//! The monthly report of a programme: made by itself on the first working day, once, and told to those who want to know. Who reads it may
//! read what is registered in all of the programme.

mod content;
mod file;
mod gather;
pub mod promise;
mod working_day;

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use crate::access::{Actor, Denied, Permission, Place, Who};
use crate::mail::{Address, Letter};
use crate::service::{Services, post};
use crate::store::place::Programme;
use crate::store::report as kept;
use crate::store::{self, account, grant, place};
use crate::words::{say, say_with};

pub use self::content::{Changed, Content, Due, Earlier, Findings, Goal, Standing};
pub use self::file::workbook;
pub use self::working_day::first_of;
pub use crate::store::report::Report;

/// Why no report was made, or nobody told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What is kept cannot be read by this version.
    #[error("the report is kept in a way that this version cannot read")]
    Unreadable,
    /// Somebody may not do this here.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The mail was not taken.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Makes the reports of last month that are due and not there, and says how many it made.
pub async fn make(services: &Services) -> Result<u64, Error> {
    let today = services.clock.today();
    if today < first_of(today) {
        return Ok(0);
    }
    let month = today.first_of_month().saturating_sub(1.month());
    let mut count = 0;
    for programme in place::programmes(&services.db).await? {
        if !kept::is_made(&services.db, programme.id, month).await? {
            count += u64::from(make_one(services, &programme, month).await?);
        }
    }
    Ok(count)
}

/// Makes one, and tells of it in the same transaction. `false` if somebody else was faster, or the programme had not begun.
async fn make_one(services: &Services, programme: &Programme, month: Date) -> Result<bool, Error> {
    let earlier = kept::list(&services.db, programme.id).await?.into_iter().find(|report| report.month < month);
    let before = earlier.map(|report| gather::Before {
        made_on: report.made_on,
        seen: serde_json::from_str(&report.content).ok().and_then(|content: Content| content.seen),
    });
    let content = gather::gather(services, programme.id, month, before.as_ref()).await?;
    let Some(content) = content else { return Ok(false) };
    // A report can always be written.
    let content = serde_json::to_string(&content).unwrap_or_default();
    let (id, made_on) = (services.clock.identity(), services.clock.today());
    let report = Report { id, programme_id: programme.id, month, made_on, content };
    let tx = services.db.begin().await?;
    if !kept::insert(&tx, &report).await? {
        return Ok(false);
    }
    if services.mail.is_some() {
        for reader in kept::readers(&tx, programme.id).await? {
            if let Some(letter) = letter(services, &tx, programme, &report, reader).await? {
                post::post(&tx, services, letter).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// The mail to a reader, who may have been blocked or lost their role meanwhile. It holds no figure: whoever reads those logs in.
async fn letter(
    services: &Services,
    tx: &store::Tx,
    programme: &Programme,
    report: &Report,
    reader: Uuid,
) -> Result<Option<crate::mail::Message>, store::Error> {
    let Some(account) = account::find(tx, reader).await?.filter(|account| account.blocked_on.is_none()) else {
        return Ok(None);
    };
    let grants = grant::list(tx, reader).await?;
    let actor = Actor { who: Who::Person(reader), name: account.name, grants };
    let Ok(to) = account.email.parse::<Address>() else { return Ok(None) };
    if !may_read(&actor, programme.id) {
        return Ok(None);
    }
    let language = account.language.as_str();
    let month = crate::chart::name_of(language, (report.month, report.month.last_of_month()));
    let told = [("programme", programme.name.as_str().into()), ("month", month.into())];
    let letter = Letter::new(language, &say_with(language, "report-mail-subject", &told))
        .words(say_with(language, "report-mail-text", &told))
        .link(say(language, "report-mail-link"), format!("{}/staff/reports/{}", services.base, report.id))
        .words(say(language, "report-mail-why"));
    Ok(Some(letter.to(services.clock.identity(), to)))
}

/// A report that somebody may read, and what it says.
pub async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<(Report, Content)>, Error> {
    let found = kept::find(&services.db, id).await?.filter(|report| may_read(actor, report.programme_id));
    let read = |report: Report| {
        let content = serde_json::from_str(&report.content).map_err(|_| Error::Unreadable)?;
        Ok((report, content))
    };
    found.map(read).transpose()
}

/// The programmes whose reports somebody may read, each with its reports, the latest first.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<(Programme, Vec<Report>)>, store::Error> {
    let mut all = Vec::new();
    for programme in place::programmes(&services.db).await? {
        if may_read(actor, programme.id) {
            let reports = kept::list(&services.db, programme.id).await?;
            all.push((programme, reports));
        }
    }
    Ok(all)
}

/// Whether a person is told of new reports.
pub async fn is_told(services: &Services, programme: Uuid, account: Uuid) -> Result<bool, store::Error> {
    Ok(kept::readers(&services.db, programme).await?.contains(&account))
}

/// From now on a person is told of new reports, or is not.
pub async fn tell(services: &Services, actor: &Actor, programme: Uuid, is_wanted: bool) -> Result<(), Error> {
    let Who::Person(account) = actor.who else { return Err(Denied.into()) };
    actor.need(Permission::ReadActivities, &Place::Programme(programme))?;
    let tx = services.db.begin().await?;
    if is_wanted {
        kept::add_reader(&tx, programme, account).await?;
    } else {
        kept::remove_reader(&tx, programme, account).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whether somebody may read the reports of a programme.
pub fn may_read(actor: &Actor, programme: Uuid) -> bool {
    actor.may(Permission::ReadActivities, &Place::Programme(programme))
}
