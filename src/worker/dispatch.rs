//! Which event has which consequence: one table.

use super::Failure;
use crate::event::Event;
use crate::service::accounts::forgotten;
use crate::service::attachments::sweep_attachments;
use crate::service::invitations::mails::deliver;
use crate::service::{Services, send_mail};
use crate::store::Tx;

/// Runs the use case of an event. Each may be run again with the same event, because a machine can die between the
/// consequence and the note that it happened. It gives the transaction that its effect is in, not yet committed, so that the
/// note goes with it; an effect outside of the database comes before the transaction begins.
pub(super) async fn dispatch(services: Services, event: Event) -> Result<Tx, Failure> {
    match event {
        Event::BlobUnused { key } => Ok(sweep_attachments::remove_unused(&services, &key).await?),
        Event::PasswordForgotten { email_digest } => Ok(forgotten::answer(&services, &email_digest).await?),
        Event::InvitationMail { sealed } => Ok(deliver::deliver(&services, &sealed).await?),
        Event::Mail { message } => Ok(send_mail::send(&services, message).await?),
    }
}
