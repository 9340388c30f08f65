//! Reminding people of what they promised to see to: by one mail before the deadline and one after it.

use forms::locale::Locale;
use jiff::ToSpan;
use jiff::civil::Date;

use super::labels::{self, Labels, PLACE};
use crate::mail::{Address, Letter};
use crate::service::{Services, post};
use crate::store::finding::Finding;
use crate::store::finding_reminder::{self, Stage};
use crate::store::{self, finding_life, place};
use crate::words::{say, say_with};

/// Why somebody was not reminded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The mail was not taken.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// So long before a deadline something can still be done about it.
const DAYS_BEFORE: i32 = 3;

/// Nobody is asked which language they read, and those who mend things in a Danish town read Danish.
const LANGUAGE: &str = "da";

/// Puts the reminders that are due into the post, and says how many there are. Where nobody sends mails, nobody is reminded,
/// and nothing is noted: as soon as somebody does, they are.
pub async fn remind(services: &Services) -> Result<u64, Error> {
    if services.mail.is_none() {
        return Ok(0);
    }
    let today = services.clock.today();
    let due = finding_reminder::due(&services.db, today.saturating_add(DAYS_BEFORE.days())).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let labels = labels::read(services, LANGUAGE).await?;
    let mut count = 0;
    for finding in due {
        count += u64::from(remind_of(services, &labels, &finding, today).await?);
    }
    Ok(count)
}

/// Reminds of one finding, unless somebody was, or something was done about it meanwhile.
async fn remind_of(services: &Services, labels: &Labels, due: &Finding, today: Date) -> Result<bool, Error> {
    let tx = services.db.begin().await?;
    let finding = finding_life::lock(&tx, due.id).await?.filter(|finding| finding.version == due.version);
    let Some(finding) = finding else { return Ok(false) };
    let (Some(deadline), Some(address)) = (finding.deadline, &finding.assignee_address) else { return Ok(false) };
    let Ok(to) = address.parse::<Address>() else {
        // An older program may have taken what this one would not; the others are reminded all the same.
        tracing::warn!(finding = %finding.id, "nobody is reminded, because what stands there is no address");
        return Ok(false);
    };
    let stage = if deadline < today { Stage::Over } else { Stage::Near };
    if !finding_reminder::note(&tx, finding.id, deadline, stage, today).await? {
        return Ok(false);
    }
    let area = place::area(&tx, finding.area_id).await?.map(|area| area.name).unwrap_or_default();
    let letter = letter(&finding, &area, labels, stage, deadline, &services.base);
    post::post(&tx, services, letter.to(services.clock.identity(), to)).await?;
    tx.commit().await?;
    Ok(true)
}

fn letter(finding: &Finding, area: &str, labels: &Labels, stage: Stage, deadline: Date, base: &str) -> Letter {
    let date = Locale::of(LANGUAGE).date(deadline);
    let key = |end: &str| format!("finding-mail-{}-{end}", stage.as_str());
    let subject = say_with(LANGUAGE, &key("subject"), &[("area", area.into()), ("date", date.as_str().into())]);
    let kind = finding.place_code.as_deref().map(|code| labels.word(PLACE, code).to_owned());
    let place = [kind, finding.place_text.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let facts = [
        ("finding-area", area.to_owned()),
        ("finding-place", place),
        ("finding-observation", finding.observation.clone()),
        ("finding-proposal", finding.proposal.clone().unwrap_or_default()),
        ("finding-deadline", date),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    Letter::new(LANGUAGE, &subject)
        .words(say(LANGUAGE, &key("text")))
        .facts(facts.map(|(name, value)| (say(LANGUAGE, name), value)))
        .link(say(LANGUAGE, "finding-mail-link"), format!("{base}/staff/findings/{}", finding.id))
        .words(say(LANGUAGE, "finding-mail-why"))
}
