//! How a finding comes from "seen" to "done": which deed leads where, and what it changes. Pure rules.

use jiff::civil::Date;

use super::told::Outcome;
use super::{PublicTexts, Words};
use crate::access::Permission;
use crate::mail::Address;
use crate::service::Name;
use crate::store::Digest;
use crate::store::finding::{Finding, Kind, Published, Status};
use crate::store::finding_event::{Change, Deed, Field};

/// A deed with what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Somebody is to see to it.
    Assign(Assignment),
    /// They have begun.
    Begin,
    /// It is done; perhaps with a word about how.
    Finish(Option<Words>),
    /// Nothing will be done. The reason is for the residents, too.
    Refuse(Words),
    /// Somebody went there again and saw that it is done.
    Verify(Option<Words>),
    /// It is open again.
    Reopen(Words),
    /// Another deadline, or none.
    Postpone(Option<Date>),
    /// A word among those who work on it.
    Comment(Words),
    /// A photo of how it looks now.
    AddPhoto(Digest),
    /// The residents may see it, in these words and with these of its photos.
    Approve(PublicTexts, Vec<Digest>),
    /// They may not any more.
    Withdraw,
}

/// Who is to see to a finding, and until when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The responsible party, by its code in the form.
    pub party: String,
    /// Who in particular.
    pub assignee: Option<Name>,
    /// Where to send a reminder.
    pub address: Option<Address>,
    /// Until when.
    pub deadline: Option<Date>,
}

/// Why a deed does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// A good place has nothing to be done about.
    #[error("a good place has no status")]
    GoodPlace,
    /// From where the finding stands, this leads nowhere.
    #[error("this is not what comes next")]
    NotNow,
}

/// Where a deed leads. This is the whole table; what is not in it is not what comes next.
fn target(deed: Deed, from: Status) -> Option<Status> {
    use Status::{Assigned, Done, InProgress, Open, Refused, Verified};
    match (deed, from) {
        (Deed::Assign, Open | Assigned | InProgress) => Some(Assigned),
        (Deed::Begin, Assigned) => Some(InProgress),
        // What was put right on the spot needs nobody to be asked first.
        (Deed::Finish, Open | Assigned | InProgress) => Some(Done),
        (Deed::Refuse, Open | Assigned | InProgress) => Some(Refused),
        (Deed::Verify, Done) => Some(Verified),
        (Deed::Reopen, Done | Refused | Verified) => Some(Open),
        (Deed::Postpone, Assigned | InProgress)
        | (Deed::Comment | Deed::AddPhoto | Deed::Approve | Deed::Withdraw, _) => Some(from),
        _ => None,
    }
}

/// Whether a deed is what may come next for a finding, and why not.
pub fn fits(finding: &Finding, deed: Deed) -> Result<(), Misfit> {
    next(finding, deed).map(|_| ())
}

/// The finding as the action leaves it. Who saw an older version than this one is refused elsewhere.
pub fn carry_out(finding: &Finding, action: &Action) -> Result<Finding, Misfit> {
    let mut after = finding.clone();
    after.status = next(finding, action.deed())?;
    after.version += 1;
    match action {
        Action::Assign(assignment) => {
            after.party = Some(assignment.party.clone());
            after.assignee = assignment.assignee.as_ref().map(Name::to_string);
            after.assignee_address = assignment.address.as_ref().map(Address::to_string);
            after.deadline = assignment.deadline;
        }
        Action::Refuse(reason) => after.refusal_reason = Some(reason.as_str().to_owned()),
        Action::Reopen(_) => {
            // Somebody has to be asked anew, and for another day.
            (after.assignee, after.assignee_address, after.deadline, after.refusal_reason) = Default::default();
        }
        Action::Postpone(deadline) => after.deadline = *deadline,
        Action::Approve(texts, _) => {
            after.published = Published::Approved;
            after.public_text = Some(texts.to_column());
        }
        Action::Withdraw => after.published = Published::None,
        Action::Begin | Action::Finish(_) | Action::Verify(_) | Action::Comment(_) | Action::AddPhoto(_) => {}
    }
    // The words for the residents were approved with what had come of it then.
    if Outcome::of(after.status) != Outcome::of(finding.status) {
        after.published = Published::None;
    }
    Ok(after)
}

/// The fields in which two versions of a finding differ.
pub fn changes(before: &Finding, after: &Finding) -> Vec<Change> {
    let owned = |text: &str| Some(text.to_owned());
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let fields = [
        (Field::Status, owned(before.status.as_str()), owned(after.status.as_str())),
        (Field::Party, before.party.clone(), after.party.clone()),
        (Field::Assignee, before.assignee.clone(), after.assignee.clone()),
        (Field::Deadline, day(before.deadline), day(after.deadline)),
        (Field::RefusalReason, before.refusal_reason.clone(), after.refusal_reason.clone()),
        (Field::Published, owned(before.published.as_str()), owned(after.published.as_str())),
        (Field::PublicText, before.public_text.clone(), after.public_text.clone()),
    ];
    fields.into_iter().filter(|(_, from, to)| from != to).map(|(field, from, to)| Change { field, from, to }).collect()
}

/// Whether the deadline of something that is still to be done is over.
pub fn is_overdue(finding: &Finding, today: Date) -> bool {
    is_waiting(finding) && finding.deadline.is_some_and(|deadline| deadline < today)
}

/// Whether it is decided what becomes of it, and the residents have not heard of that.
pub fn is_untold(finding: &Finding) -> bool {
    finding.kind == Kind::Problem && !is_waiting(finding) && finding.published == Published::None
}

/// Whether somebody still has to do something about it.
pub fn is_waiting(finding: &Finding) -> bool {
    finding.kind == Kind::Problem && matches!(finding.status, Status::Open | Status::Assigned | Status::InProgress)
}

/// What somebody must be permitted to do this.
pub fn needed_for(deed: Deed) -> Permission {
    match deed {
        Deed::Approve | Deed::Withdraw => Permission::ApproveFindings,
        _ => Permission::HandleFindings,
    }
}

fn next(finding: &Finding, deed: Deed) -> Result<Status, Misfit> {
    let goes_for_good_places = matches!(deed, Deed::Comment | Deed::AddPhoto | Deed::Approve | Deed::Withdraw);
    if finding.kind == Kind::Good && !goes_for_good_places {
        return Err(Misfit::GoodPlace);
    }
    if deed == Deed::Withdraw && finding.published == Published::None {
        return Err(Misfit::NotNow);
    }
    target(deed, finding.status).ok_or(Misfit::NotNow)
}

impl Action {
    /// What kind of deed it is.
    pub fn deed(&self) -> Deed {
        match self {
            Self::Assign(_) => Deed::Assign,
            Self::Begin => Deed::Begin,
            Self::Finish(_) => Deed::Finish,
            Self::Refuse(_) => Deed::Refuse,
            Self::Verify(_) => Deed::Verify,
            Self::Reopen(_) => Deed::Reopen,
            Self::Postpone(_) => Deed::Postpone,
            Self::Comment(_) => Deed::Comment,
            Self::AddPhoto(_) => Deed::AddPhoto,
            Self::Approve(..) => Deed::Approve,
            Self::Withdraw => Deed::Withdraw,
        }
    }

    /// What was written with it. The reason of a refusal stands in the finding, too, as long as it is refused.
    pub fn words(&self) -> Option<&Words> {
        match self {
            Self::Finish(words) | Self::Verify(words) => words.as_ref(),
            Self::Refuse(words) | Self::Reopen(words) | Self::Comment(words) => Some(words),
            _ => None,
        }
    }

    /// The photo that comes with it.
    pub fn photo(&self) -> Option<Digest> {
        match self {
            Self::AddPhoto(photo) => Some(*photo),
            _ => None,
        }
    }
}

#[cfg(test)]
#[path = "life_tests.rs"]
mod tests;
