//! Takes the forms about a finding: reads what was typed, has it done, and says beside the field what does not fit.

use std::sync::Arc;

use jiff::civil::Date;
use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::address;
use super::show::{Sent, respond};
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Fields, Problem};
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form, parameter};
use crate::service::findings::life::{Action, Assignment};
use crate::service::findings::{BadText, Command, NoWords, PublicTexts, Words, change};
use crate::store::Digest;
use crate::store::finding_event::Deed;

pub(super) async fn act(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let visit = visit.as_ref();
    let finding = parameter(&request, "finding")?;
    let fields: Fields = form(request).await?;
    let deed = Deed::named(fields.get("deed")).ok_or(Failure::NoForm)?;
    let id = identity(&fields)?;
    let seen = fields.get("seen").parse().map_err(|_| Failure::NoForm)?;
    match read(visit, deed, &fields) {
        Ok(action) => carry_out(visit, fields, Command { id, finding, seen, action }).await,
        Err(problems) => {
            let sent = Sent { deed: Some(deed), fields, problems, meanwhile: None };
            respond(visit, finding, StatusCode::UNPROCESSABLE_ENTITY, &sent, false).await
        }
    }
}

/// The identity of a form that was sent.
pub(super) fn identity(fields: &Fields) -> Result<Uuid, Failure> {
    fields.get("id").parse().map_err(|_| Failure::NoForm)
}

/// Has it done and goes back to the finding, or says why it was not.
pub(super) async fn carry_out(visit: &Visit, fields: Fields, command: Command) -> Result<Response, Failure> {
    let finding = command.finding;
    let sent = Sent { deed: Some(command.action.deed()), fields, ..Sent::default() };
    let Err(wrong) = change(visit.services(), visit.actor()?, command).await else {
        return Ok(see_other(&format!("{}?saved", address(finding))));
    };
    let (name, key) = match wrong {
        change::Error::NoFinding => return Err(Failure::NotFound),
        change::Error::Denied => return Err(Failure::Forbidden),
        change::Error::NotItsPhoto => return Err(Failure::NoForm),
        change::Error::Store(error) => return Err(error.into()),
        change::Error::Conflict(meanwhile) => {
            let sent = Sent { meanwhile: Some(meanwhile), ..sent };
            return respond(visit, finding, StatusCode::CONFLICT, &sent, false).await;
        }
        change::Error::Misfit(_) | change::Error::NotOnAWalk => ("", "finding-not-now"),
        change::Error::TooManyPhotos => ("", "finding-too-many-photos"),
        change::Error::UnknownParty => ("party", "finding-choose-party"),
        change::Error::DeadlineOver => ("deadline", "finding-deadline-over"),
    };
    let sent = Sent { problems: vec![Problem::new(visit, name, key)], ..sent };
    respond(visit, finding, StatusCode::UNPROCESSABLE_ENTITY, &sent, false).await
}

/// What was typed as what is to be done, or everything that is wrong with it.
fn read(visit: &Visit, deed: Deed, fields: &Fields) -> Result<Action, Vec<Problem>> {
    let wrong = |name: &str, key: &str| vec![Problem::new(visit, name, key)];
    let words = || Words::parse(fields.get("words")).map_err(|why| wrong("words", key(why)));
    let perhaps = || Words::parse_optional(fields.get("words")).map_err(|why| wrong("words", key(why)));
    let deadline = || match fields.get("deadline").trim() {
        "" => Ok(None),
        typed => typed.parse::<Date>().map(Some).map_err(|_| wrong("deadline", "finding-no-date")),
    };
    Ok(match deed {
        Deed::Assign => Action::Assign(assignment(visit, fields, deadline())?),
        Deed::Begin => Action::Begin,
        Deed::Finish => Action::Finish(perhaps()?),
        Deed::Refuse => Action::Refuse(words()?),
        Deed::Reopen => Action::Reopen(words()?),
        Deed::Postpone => Action::Postpone(deadline()?),
        Deed::Comment => Action::Comment(words()?),
        Deed::Approve => {
            let texts = PublicTexts::parse(|part, language| fields.get(&format!("{}-{language}", part.as_str())));
            let shown = fields.all("photo").map(Digest::parse).collect::<Option<Vec<_>>>();
            let texts = texts.map_err(|bad| bad.iter().map(|bad| public_problem(visit, bad)).collect::<Vec<_>>())?;
            Action::Approve(texts, shown.ok_or_else(|| wrong("", "finding-not-now"))?)
        }
        Deed::Withdraw => Action::Withdraw,
        // A photo comes as a file, and not as a digest of one that somebody else may have sent; what is done is looked at on
        // a walk.
        Deed::AddPhoto | Deed::Verify => return Err(wrong("", "finding-not-now")),
    })
}

fn assignment(
    visit: &Visit,
    fields: &Fields,
    deadline: Result<Option<Date>, Vec<Problem>>,
) -> Result<Assignment, Vec<Problem>> {
    let mut problems = Vec::new();
    let party = fields.get("party").to_owned();
    if party.is_empty() {
        problems.push(Problem::new(visit, "party", "finding-choose-party"));
    }
    let mut optional = |name: &str, key: &str, is_wrong: bool| {
        if is_wrong {
            problems.push(Problem::new(visit, name, key));
        }
    };
    let assignee = typed(fields.get("assignee")).map(str::parse).transpose();
    optional("assignee", "finding-no-name", assignee.is_err());
    let email = typed(fields.get("address")).map(str::parse).transpose();
    optional("address", "finding-no-address", email.is_err());
    let deadline = deadline.map_err(|wrong| problems.extend(wrong));
    match (assignee, email, deadline) {
        (Ok(assignee), Ok(address), Ok(deadline)) if problems.is_empty() => {
            Ok(Assignment { party, assignee, address, deadline })
        }
        _ => Err(problems),
    }
}

fn typed(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn public_problem(visit: &Visit, bad: &BadText) -> Problem {
    Problem::new(visit, &format!("{}-{}", bad.part.as_str(), bad.language), key(bad.why))
}

fn key(why: NoWords) -> &'static str {
    match why {
        NoWords::Empty => "finding-no-words",
        NoWords::TooLong => "finding-too-many-words",
    }
}
