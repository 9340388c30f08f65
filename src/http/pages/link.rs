//! What stands behind a link: a wave that asks, an activity that was held, a form that is only looked at, a form that
//! staff fill. The pages are the same.

use forms::{Form, Language};

use super::failure::Failure;
use super::held::Held;
use super::interview::Interview;
use super::visit::Begun;
use crate::access::Actor;
use crate::service::activities::satisfaction::{self, AtDoor};
use crate::service::answers::draft::Occasion;
use crate::service::attachments::Sender;
use crate::service::catalogue::preview_form::{self, Look};
use crate::service::invitations::enter::{Entered, enter};
use crate::service::plans::Plan;
use crate::service::waves::{self, Access, Invitation, Programme, Wave};
use crate::service::{Services, catalogue};
use crate::store::{Digest, PersonalCode};

/// Which links there are, by how their paths begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    /// To a wave.
    Wave,
    /// To a wave, for who has a code of their own.
    Personal,
    /// To what those are asked who were at an activity.
    Activity,
    /// To a look at a form.
    Preview,
}

/// What stands behind a link.
pub(super) enum Link {
    Wave(Box<Invitation>),
    Personal(Box<Personal>),
    Activity(Box<AtDoor>),
    Preview(Look),
    /// To a form that staff fill, by who may write on it. It has no door: they come by their own pages.
    Held(Box<(Actor, Held)>),
    /// To a wave that is for staff only. It has no door either.
    Interview(Box<Interview>),
}

/// What a personal code opens.
pub(super) struct Personal {
    pub(super) invitation: Invitation,
    code: PersonalCode,
    hash: Digest,
    is_spent: bool,
}

impl Door {
    pub(super) const ALL: [Self; 4] = [Self::Wave, Self::Personal, Self::Activity, Self::Preview];

    /// How the paths begin.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Wave => "/s",
            Self::Personal => "/i",
            Self::Activity => "/t",
            Self::Preview => "/preview",
        }
    }

    /// What stands behind a code.
    pub(super) async fn open(self, services: &Services, code: &str) -> Result<Link, Failure> {
        let link = match self {
            Self::Wave => waves::invitation(services, code).await?.map(|found| Link::Wave(Box::new(found))),
            Self::Personal => Some(Link::Personal(Box::new(Personal::of(services, code).await?))),
            Self::Activity => satisfaction::at_door(services, code).await?.map(|found| Link::Activity(Box::new(found))),
            Self::Preview => preview_form::look(services, code).await?.map(Link::Preview),
        };
        link.ok_or(Failure::UnknownWave)
    }
}

impl Link {
    /// The address of the link itself.
    pub(super) fn root(&self) -> String {
        match self {
            Self::Wave(invitation) => root_of(&invitation.wave),
            Self::Personal(personal) => format!("{}/{}", Door::Personal.path(), personal.code.as_str()),
            Self::Activity(door) => format!("{}/{}", Door::Activity.path(), door.activity.code.as_str()),
            Self::Preview(look) => format!("{}/{}", Door::Preview.path(), look.code.as_str()),
            Self::Held(held) => format!("{}/form", held.1.of().address()),
            Self::Interview(interview) => interview.root(),
        }
    }

    pub(super) fn form(&self) -> &Form {
        match self {
            Self::Wave(invitation) => &invitation.form.form,
            Self::Personal(personal) => &personal.invitation.form.form,
            Self::Activity(door) => &door.invitation.form.form,
            Self::Preview(look) => look.form(),
            Self::Held(held) => held.1.form(),
            Self::Interview(interview) => &interview.invitation.form.form,
        }
    }

    /// The wave that asks, with all that belongs to it, if one does.
    pub(super) fn invitation(&self) -> Option<&Invitation> {
        match self {
            Self::Wave(invitation) => Some(invitation),
            Self::Personal(personal) => Some(&personal.invitation),
            Self::Activity(door) => Some(&door.invitation),
            Self::Interview(interview) => Some(&interview.invitation),
            Self::Preview(_) | Self::Held(_) => None,
        }
    }

    /// What is answered here by somebody whom a cookie tells from others.
    pub(super) fn occasion(&self) -> Option<Occasion> {
        self.rehearsal().or_else(|| self.wave().map(Occasion::from))
    }

    /// What is only tried here, if it is: looked at as an answer would be, and forgotten.
    pub(super) fn rehearsal(&self) -> Option<Occasion> {
        if let Self::Preview(look) = self {
            return Some(Occasion::Preview(look.code.clone()));
        }
        let tested = self.invitation().filter(|invitation| invitation.is_tested);
        tested.map(|invitation| Occasion::Preview(invitation.wave.code.clone()))
    }

    /// Whether it is answered on a tablet that one person uses after the other.
    pub(super) fn is_kiosk(&self) -> bool {
        self.wave().is_some_and(|wave| wave.terms.access == Access::Kiosk)
    }

    /// Whether it is answered once in each browser.
    pub(super) fn takes_one_a_browser(&self) -> bool {
        let Self::Wave(invitation) = self else { return false };
        takes_one_a_browser(&invitation.wave) && self.rehearsal().is_none()
    }

    /// The languages that are offered.
    pub(super) fn languages(&self) -> Vec<&Language> {
        match self.invitation() {
            Some(invitation) => waves::languages(invitation).collect(),
            None => self.form().languages().iter().collect(),
        }
    }

    pub(super) fn wave(&self) -> Option<&Wave> {
        self.invitation().map(|invitation| &invitation.wave)
    }

    /// The activity that one was at.
    pub(super) fn activity(&self) -> Option<&AtDoor> {
        match self {
            Self::Activity(door) => Some(door),
            _ => None,
        }
    }

    pub(super) fn look(&self) -> Option<&Look> {
        match self {
            Self::Preview(look) => Some(look),
            _ => None,
        }
    }

    /// The form that staff fill.
    pub(super) fn held(&self) -> Option<&Held> {
        match self {
            Self::Held(held) => Some(&held.1),
            _ => None,
        }
    }

    /// The wave to which staff write down answers.
    pub(super) fn interview(&self) -> Option<&Interview> {
        match self {
            Self::Interview(interview) => Some(interview),
            _ => None,
        }
    }

    /// The plan of where it is asked, and where its picture is.
    pub(super) fn plan(&self) -> Option<(&Plan, String)> {
        self.held()?.plan()
    }

    /// As whom one sends photos here; nothing where nothing is kept.
    pub(super) fn sender(&self) -> Option<Sender> {
        match self {
            Self::Held(held) => held.1.takes_photos().then_some(Sender::Staff),
            _ if self.rehearsal().is_some() => None,
            Self::Interview(_) => Some(Sender::Staff),
            Self::Personal(personal) => Some(Sender::OfCode(personal.code.as_str().to_owned())),
            _ => self.wave().map(|wave| Sender::OfCode(wave.code.as_str().to_owned())),
        }
    }

    /// The hash of the personal code by which one came, if one did.
    pub(super) fn code(&self) -> Option<Digest> {
        match self {
            Self::Personal(personal) => Some(personal.hash),
            _ => None,
        }
    }

    /// Who asks.
    pub(super) fn programme(&self) -> Option<&Programme> {
        self.invitation().map(|invitation| &invitation.programme)
    }

    /// The message that says on every page that this is no survey, if it is none.
    pub(super) fn mark(&self) -> Option<&'static str> {
        match self {
            _ if self.rehearsal().is_some() => Some("preview-mark"),
            _ => self.programme().filter(|programme| programme.is_demo).map(|_| "demo-mark"),
        }
    }

    /// Whether it takes answers today, and this one.
    pub(super) fn check_open(&self) -> Result<(), Failure> {
        match (self, self.invitation()) {
            (_, Some(invitation)) if !invitation.is_open && !invitation.is_tested => Err(Failure::Closed),
            (Self::Personal(personal), _) if personal.is_spent => Err(Failure::Spent),
            _ => Ok(()),
        }
    }

    /// Whether somebody who has `begun` this may go on, or somebody may begin: not when the version is retired.
    pub(super) async fn check_asked(&self, services: &Services, begun: Option<&Begun>) -> Result<(), Failure> {
        let (Some(wave), None) = (self.wave(), begun) else { return Ok(()) };
        let about = catalogue::about(services, &wave.form_id, &wave.form_version).await?;
        if about.is_some_and(|version| version.retired_on.is_some()) { Err(Failure::Ended) } else { Ok(()) }
    }
}

/// The address of the link of a wave.
pub(super) fn root_of(wave: &Wave) -> String {
    format!("{}/{}", Door::Wave.path(), wave.code.as_str())
}

/// Whether a wave is answered once in each browser.
pub(super) fn takes_one_a_browser(wave: &Wave) -> bool {
    wave.terms.access == Access::OpenLink && !wave.terms.several_a_browser
}

impl Personal {
    async fn of(services: &Services, code: &str) -> Result<Self, Failure> {
        let Entered { wave, code, hash, is_spent } = enter(services, code).await?;
        Ok(Self { invitation: waves::invite(services, wave).await?, code, hash, is_spent })
    }
}
