//! Mails that came back after a mail server had taken them. That the first one to somebody did is noted as if it had been refused
//! at once. Of a reminder nothing is noted, here or elsewhere: only who has not answered gets one.

use crate::mail::Bounce;
use crate::service::Services;
use crate::store::invitation_mail::FIRST;
use crate::store::{self, invitation};

/// Notes that a mail came back, if it is the first one to somebody who is invited. Its identity follows from the installation's
/// key, so who makes one up finds nobody: there is nothing to look it up by but to make those of all who are invited.
pub async fn note(services: &Services, bounce: &Bounce) -> Result<(), store::Error> {
    for wave in invitation::waves(&services.db).await? {
        let invited = invitation::of_wave(&services.db, wave).await?;
        let is_it = |id| services.secret_key.mail(id, FIRST) == bounce.mail;
        let Some(one) = invited.into_iter().find(|one| one.contact.email.is_some() && is_it(one.id)) else { continue };
        tracing::warn!(status = bounce.status, "a mail to somebody who is invited came back");
        let tx = services.db.begin().await?;
        invitation::refuse(&tx, one.id, bounce.status.clone()).await?;
        return tx.commit().await;
    }
    Ok(())
}
