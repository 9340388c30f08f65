//! What stands behind a link: a wave that asks, or a form that is only looked at. The pages are the same.

use forms::Form;

use super::failure::Failure;
use crate::service::draft::{Draft, Occasion};
use crate::service::preview_form::{self, Look};
use crate::service::waves::{self, Invitation, Programme, Wave};
use crate::service::{Services, form_catalogue};

/// Which links there are, by how their paths begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    /// To a wave.
    Wave,
    /// To a look at a form.
    Preview,
}

/// What stands behind a link.
pub(super) enum Link {
    Wave(Box<Invitation>),
    Preview(Look),
}

impl Door {
    pub(super) const ALL: [Self; 2] = [Self::Wave, Self::Preview];

    /// How the paths begin.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Wave => "/s",
            Self::Preview => "/preview",
        }
    }

    /// What stands behind a code.
    pub(super) async fn open(self, services: &Services, code: &str) -> Result<Link, Failure> {
        let link = match self {
            Self::Wave => waves::invitation(services, code).await?.map(|found| Link::Wave(Box::new(found))),
            Self::Preview => preview_form::look(services, code).await?.map(Link::Preview),
        };
        link.ok_or(Failure::UnknownWave)
    }
}

impl Link {
    /// The address of the link itself.
    pub(super) fn root(&self) -> String {
        match self {
            Self::Wave(invitation) => format!("{}/{}", Door::Wave.path(), invitation.wave.code.as_str()),
            Self::Preview(look) => format!("{}/{}", Door::Preview.path(), look.code.as_str()),
        }
    }

    pub(super) fn form(&self) -> &Form {
        match self {
            Self::Wave(invitation) => &invitation.form.form,
            Self::Preview(look) => look.form(),
        }
    }

    /// What is answered here.
    pub(super) fn occasion(&self) -> Occasion {
        match self {
            Self::Wave(invitation) => Occasion::from(&invitation.wave),
            Self::Preview(look) => Occasion::Preview(look.code.clone()),
        }
    }

    pub(super) fn wave(&self) -> Option<&Wave> {
        match self {
            Self::Wave(invitation) => Some(&invitation.wave),
            Self::Preview(_) => None,
        }
    }

    pub(super) fn look(&self) -> Option<&Look> {
        match self {
            Self::Wave(_) => None,
            Self::Preview(look) => Some(look),
        }
    }

    /// Who asks.
    pub(super) fn programme(&self) -> Option<&Programme> {
        match self {
            Self::Wave(invitation) => Some(&invitation.programme),
            Self::Preview(_) => None,
        }
    }

    /// The message that says on every page that this is no survey, if it is none.
    pub(super) fn mark(&self) -> Option<&'static str> {
        match self {
            Self::Wave(invitation) => invitation.programme.is_demo.then_some("demo-mark"),
            Self::Preview(_) => Some("preview-mark"),
        }
    }

    /// Whether it takes answers today.
    pub(super) fn check_open(&self) -> Result<(), Failure> {
        match self {
            Self::Wave(invitation) if !invitation.is_open => Err(Failure::Closed),
            Self::Wave(_) | Self::Preview(_) => Ok(()),
        }
    }

    /// Whether somebody who has `begun` this may go on, or somebody may begin: not when the version is retired.
    pub(super) async fn check_asked(&self, services: &Services, begun: Option<&Draft>) -> Result<(), Failure> {
        let (Self::Wave(invitation), None) = (self, begun) else { return Ok(()) };
        let wave = &invitation.wave;
        let about = form_catalogue::about(services, &wave.form_id, &wave.form_version).await?;
        if about.is_some_and(|version| version.retired_on.is_some()) { Err(Failure::Ended) } else { Ok(()) }
    }
}
