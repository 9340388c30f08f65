//! By which way somebody is written to: by one, so that nobody hears the same twice. Mail costs nothing and so comes first.

use crate::mail::{Address, Phone, PostReference, Way};
use crate::service::Services;
use crate::service::invitations::{Contact, Invitation};

/// Where a message to somebody goes.
pub(super) enum Reach {
    Mail(Address),
    Sms(Phone),
    DigitalPost(PostReference),
}

/// Where a message to somebody goes who has not stopped them and whose first one has not been refused.
pub(super) fn reach(services: &Services, invited: &Invitation) -> Option<Reach> {
    is_welcome(invited).then(|| way_to(services, &invited.contact)).flatten()
}

/// Whether somebody may be written to at all.
pub(super) fn is_welcome(invited: &Invitation) -> bool {
    invited.stopped_on.is_none() && invited.refusal.is_none()
}

/// The first way that is set up here and leads to somebody.
pub(super) fn way_to(services: &Services, contact: &Contact) -> Option<Reach> {
    Way::ALL.into_iter().filter(|way| is_set_up(services, *way)).find_map(|way| match way {
        Way::Mail => contact.email.as_deref()?.parse().ok().map(Reach::Mail),
        Way::Sms => contact.phone.as_deref()?.parse().ok().map(Reach::Sms),
        Way::DigitalPost => contact.post_reference.as_deref()?.parse().ok().map(Reach::DigitalPost),
    })
}

/// Whether somebody carries messages by any way.
pub(super) fn is_any_set_up(services: &Services) -> bool {
    Way::ALL.into_iter().any(|way| is_set_up(services, way))
}

impl Reach {
    pub(super) fn way(&self) -> Way {
        match self {
            Self::Mail(_) => Way::Mail,
            Self::Sms(_) => Way::Sms,
            Self::DigitalPost(_) => Way::DigitalPost,
        }
    }
}

fn is_set_up(services: &Services, way: Way) -> bool {
    match way {
        Way::Mail => services.mail.is_some(),
        Way::Sms => services.sms.is_some(),
        Way::DigitalPost => services.digital_post.is_some(),
    }
}
