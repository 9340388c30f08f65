//! What is noted, what waits, who is left out, and what staff decide.

use nabosvar::mail::Parcel;
use nabosvar::service::invitations::mails::reminders::Standing;
use nabosvar::service::waves::life;
use nabosvar::store::{Digest, audit, unspent_code};

use super::*;

#[tokio::test]
async fn nothing_that_waits_or_was_noted_says_who_has_answered() {
    let (stage, sent) = small().await;
    let invited: Vec<_> = stage.invited().await.into_values().collect();
    stage.send(5).await.unwrap();
    stage.deliver_all().await;
    stage.remind_on(date(2026, 11, 24)).await.unwrap();
    stage.answer(&invited[1]).await;
    stage.answer(&invited[3]).await;
    stage.at("2026-11-24T12:00:00");
    assert_eq!(stage.remind().await, 1);
    assert_eq!(sent.take().len(), 5);
    // An event for everybody, and none names anybody.
    let waiting = stage.texts("SELECT event FROM outbox").await;
    assert_eq!(waiting.len(), 5);
    let key = &stage.services.secret_key;
    for one in &invited {
        let code = invitations::code(&stage.services, one);
        let names = [
            one.id.to_string(),
            one.id.simple().to_string(),
            one.contact.name.clone(),
            one.contact.email.clone().unwrap(),
            code.as_str().to_owned(),
            code.on_paper(),
            key.hash(&code).to_string(),
            key.mail(one.id, 1).to_string(),
        ];
        for name in names {
            assert!(!waiting.iter().any(|event| event.contains(&name)), "{name}");
        }
    }
    // The mail server is away: what is tried again is of those who have not answered, and no row says whose it is.
    let away = Transport::smtp("smtp://127.0.0.1:1").unwrap();
    let without = mailing(stage.services.clone(), away);
    stage.wait(Duration::from_mins(1));
    assert_eq!(work(&without).await, 5);
    let again = stage.texts("SELECT event FROM outbox WHERE failure IS NOT NULL").await;
    assert_eq!(again.len(), 3);
    assert!(again.iter().all(|event| waiting.contains(event)));
    stage.deliver_all().await;
    let expected: Vec<_> = [0, 2, 4].map(|at| format!("resident.00{at}.small@invented.example")).into();
    assert_eq!(recipients(&sent), expected);
    // What is noted is the same of everybody.
    let noted =
        stage.texts("SELECT DISTINCT CAST(number AS text) || ' ' || CAST(sent_on AS text) FROM invitation_mail").await;
    assert_eq!(noted.len(), 2, "{noted:?}");
    assert_eq!(stage.texts("SELECT CAST(count(*) AS text) FROM invitation_mail").await, ["10"]);
    let left = "SELECT event FROM outbox UNION ALL SELECT CAST(id AS text) FROM mail_attempt UNION ALL \
                SELECT refusal FROM invitation WHERE refusal IS NOT NULL";
    assert_eq!(stage.texts(left).await, [""; 0]);
    stage.strike().await;
}

#[tokio::test]
async fn a_closed_wave_writes_to_nobody_and_of_late_reminders_the_last_is_sent() {
    let (stage, sent) = small().await;
    stage.send(5).await.unwrap();
    stage.deliver_all().await;
    assert_eq!(recipients(&sent).len(), 5);
    for day in [23, 24, 29] {
        stage.remind_on(date(2026, 11, day)).await.unwrap();
    }
    let more = "Navn;E-mail\nLate;late@invented.example\n";
    stage.at("2026-11-24T10:00:00");
    import::import(&stage.services, &Actor::operator(), stage.wave.id, more.as_bytes()).await.unwrap();
    assert_eq!(stage.send(1).await.unwrap(), 1);
    assert_eq!(stage.remind().await, 1);
    stage.deliver_all().await;
    let got = recipients(&sent);
    assert_eq!(got.len(), 6, "five reminders, and a first mail to who came late: {got:?}");
    let at = stage.overview().await;
    let standings: Vec<_> = at.reminders.iter().map(|reminder| reminder.standing).collect();
    assert_eq!(standings, [Standing::Missed, Standing::Sent, Standing::Coming]);

    stage.at("2026-11-29T19:59:00");
    assert_eq!(stage.remind().await, 1);
    life::close(&stage.services, &Actor::operator(), stage.wave.id).await.unwrap();
    stage.deliver_all().await;
    assert_eq!(recipients(&sent), [""; 0]);
    assert!(matches!(stage.send(0).await, Err(Error::NotOpen)));
    stage.strike().await;
}

#[tokio::test]
async fn days_of_reminders_are_chosen_and_taken_back_until_they_begin() {
    let (stage, _) = small().await;
    let (services, actor, wave) = (&stage.services, Actor::operator(), stage.wave.id);
    reminders::add(services, &actor, wave, When::After(21)).await.unwrap();
    assert!(matches!(stage.remind_on(date(2026, 11, 22)).await, Err(reminders::Error::Twice)));
    assert!(matches!(stage.remind_on(date(2026, 11, 20)).await, Err(reminders::Error::Past)));
    assert!(matches!(stage.remind_on(date(2026, 12, 1)).await, Err(reminders::Error::Over)));
    for day in [21, 23, 24, 25] {
        stage.remind_on(date(2026, 11, day)).await.unwrap();
    }
    assert!(matches!(stage.remind_on(date(2026, 11, 26)).await, Err(reminders::Error::TooMany)));
    stage.send(5).await.unwrap();
    stage.at("2026-11-22T12:00:00");
    assert_eq!(stage.remind().await, 1);
    for day in [21, 22, 24, 24] {
        reminders::remove(services, &actor, wave, date(2026, 11, day)).await.unwrap();
    }
    let at = stage.overview().await;
    let days: Vec<_> = at.reminders.iter().map(|reminder| (reminder.on.day(), reminder.standing)).collect();
    let (missed, sent, coming) = (Standing::Missed, Standing::Sent, Standing::Coming);
    assert_eq!(days, [(21, missed), (22, sent), (23, coming), (25, coming)]);
    let deeds: Vec<_> =
        audit::from(&services.db, 1, 100).await.unwrap().into_iter().map(|entry| entry.deed.action).collect();
    for deed in ["mailed", "reminded", "changed"] {
        assert!(deeds.iter().any(|known| known == deed), "{deeds:?}");
    }
    stage.strike().await;
}

#[tokio::test]
async fn a_link_stops_mails_for_good_and_a_made_up_one_none() {
    let (stage, sent) = small().await;
    let invited: Vec<_> = stage.invited().await.into_values().collect();
    let (services, id) = (&stage.services, invited[0].id);
    stage.send(5).await.unwrap();
    for wrong in [services.secret_key.stop(invited[1].id), Digest::of("made up")] {
        assert!(stop_link::stop(services, id, Key::Whole(wrong)).await.unwrap().is_none());
    }
    let key = Key::Whole(services.secret_key.stop(id));
    assert!(!stop_link::find(services, id, key).await.unwrap().unwrap().is_stopped, "looking stops nothing");
    stage.stop(&invited[0]).await;
    stage.stop(&invited[0]).await;
    stage.deliver_all().await;
    assert_eq!(recipients(&sent).len(), 4);
    // The code goes on counting, the same list again changes nothing, and the link works when everything is forgotten.
    let hash = services.secret_key.hash(&invitations::code(services, &invited[0]));
    assert_eq!(unspent_code::wave_of(&services.db, hash).await.unwrap(), Some(stage.wave.id));
    let again = list(5, "small", |_| "resident");
    assert_eq!(import::import(services, &Actor::operator(), stage.wave.id, again.as_bytes()).await.unwrap().known, 5);
    assert_eq!(stage.send(0).await.unwrap(), 0);
    invitations::erase(services, &Actor::operator(), stage.wave.id, id).await.unwrap();
    assert!(stop_link::find(services, id, key).await.unwrap().unwrap().is_stopped);
    stage.strike().await;
}

#[tokio::test]
async fn a_mail_says_what_it_has_to_in_every_language() {
    let (stage, _) = small().await;
    let at = stage.overview().await;
    let text = |mail: &Parcel| format!("{}\n\n{}", mail.subject().unwrap(), mail.text());
    let texts: Vec<String> =
        at.samples.iter().map(|sample| format!("{}\n----\n{}", text(&sample.first), text(&sample.reminder))).collect();
    assert_eq!(texts.len(), 5);
    insta::assert_snapshot!(texts.join("\n====\n"));
    stage.strike().await;
}
