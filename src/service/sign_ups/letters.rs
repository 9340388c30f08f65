//! What is written to those who signed up, and what is left for staff to tell who gets no mail. Each mail has a link of its own to
//! the sign-up, because no link is kept that could be written again.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use forms::locale::Locale;
use jiff::civil::Time;

use super::{Activity, KEPT_DAYS, Session, SignUp, Standing, Untold};
use crate::mail::{Appointment, AppointmentState, Letter, NotAnAddress, When};
use crate::service::{Services, post};
use crate::store::{self, Digest, Tx, sign_up};
use crate::words::{self, Value};

/// What there is to tell.
#[derive(Clone, Copy)]
enum News {
    Placed,
    /// With the number on the list.
    Waiting(usize),
    MovedUp,
    /// The activity is at another time or place now.
    Changed,
    CalledOff,
    /// They have left.
    Left,
}

/// As long as something takes of which nobody has said when it is over.
const MINUTES: u16 = 60;

/// Tells somebody who signed up what they have got: their places, or a number on the waiting list.
pub(super) async fn received(
    services: &Services,
    tx: &Tx,
    activity: &Activity,
    session: &Session,
    (of, turn): (&SignUp, Option<usize>),
) -> Result<(), store::Error> {
    write(services, tx, activity, session, (of, turn.map_or(News::Placed, News::Waiting))).await
}

/// Tells somebody who waited that there is room for them.
pub(super) async fn moved_up(
    services: &Services,
    tx: &Tx,
    activity: &Activity,
    session: &Session,
    of: &SignUp,
) -> Result<(), store::Error> {
    write(services, tx, activity, session, (of, News::MovedUp)).await
}

/// Tells everybody who signed up for a session that the activity has changed.
pub(in crate::service) async fn changed(
    services: &Services,
    tx: &Tx,
    activity: &Activity,
    session: &Session,
) -> Result<(), store::Error> {
    tell_all(services, tx, activity, session, News::Changed).await
}

/// Tells somebody who had places and has left that this was heard, so that it leaves their calendar, too. Who waited has
/// nothing in a calendar.
pub(super) async fn left(
    services: &Services,
    tx: &Tx,
    activity: &Activity,
    session: &Session,
    of: &SignUp,
) -> Result<(), store::Error> {
    if of.state == Standing::Waiting {
        return Ok(());
    }
    write(services, tx, activity, session, (of, News::Left)).await
}

/// Tells everybody who signed up for a session that it was called off.
pub(in crate::service) async fn call_off(
    services: &Services,
    tx: &Tx,
    activity: &Activity,
    session: &Session,
) -> Result<(), store::Error> {
    tell_all(services, tx, activity, session, News::CalledOff).await
}

async fn tell_all(
    services: &Services,
    tx: &Tx,
    activity: &Activity,
    session: &Session,
    news: News,
) -> Result<(), store::Error> {
    for of in sign_up::of_sessions(tx, &[session.id]).await? {
        write(services, tx, activity, session, (&of, news)).await?;
    }
    Ok(())
}

async fn write(
    services: &Services,
    tx: &Tx,
    activity: &Activity,
    session: &Session,
    (of, news): (&SignUp, News),
) -> Result<(), store::Error> {
    let Some(email) = &of.email else { return leave_to_staff(tx, of, news).await };
    let to = email.parse().map_err(|NotAnAddress| store::Error::bad_row("sign_up", "email", &of.id))?;
    // Each mail has a link, so their number says how often a calendar was told before.
    let number = sign_up::count_links(tx, of.id).await?;
    let link = match news {
        // Nothing is left that it could lead to.
        News::Left => None,
        _ => Some(link(services, tx, of).await?),
    };
    let mut letter = letter(activity, session, of, news, link);
    if of.state == Standing::Placed {
        letter = letter.calendar(calendar(services, activity, session, (of, news), number));
    }
    match post::post(tx, services, letter.to(services.clock.identity(), to)).await {
        Ok(()) => Ok(()),
        // Who leaves makes room all the same.
        Err(post::Error::NotSetUp) => {
            tracing::warn!(sign_up = %of.id, "nobody sends mails any more: somebody who signed up is not told");
            Ok(())
        }
        Err(post::Error::Store(error)) => Err(error),
    }
}

/// Notes that one of us has to tell somebody whom no mail reaches. What they got and that they left they heard from us at once.
async fn leave_to_staff(tx: &Tx, of: &SignUp, news: News) -> Result<(), store::Error> {
    let untold = match news {
        News::Placed | News::Waiting(_) | News::Left => return Ok(()),
        News::MovedUp => Untold::MovedUp,
        // Who is told of their place is told where and when it is.
        News::Changed if of.untold == Some(Untold::MovedUp) => return Ok(()),
        News::Changed => Untold::Changed,
        News::CalledOff => Untold::CalledOff,
    };
    sign_up::set_untold(tx, of.id, Some(untold)).await
}

fn letter(activity: &Activity, session: &Session, of: &SignUp, news: News, link: Option<String>) -> Letter {
    let say = |key: &str, arguments: &[(&str, Value<'_>)]| words::say_with(&of.language, key, arguments);
    let (name, number) = match news {
        News::Placed => ("placed", None),
        News::Waiting(number) => ("waiting", Some(number)),
        News::MovedUp => ("moved", None),
        News::Changed => ("changed", None),
        News::CalledOff => ("off", None),
        News::Left => ("left", None),
    };
    let number: Vec<_> = number.map(|number| ("number", number.into())).into_iter().collect();
    let subject = say(&format!("signup-mail-{name}-subject"), &[("activity", activity.plan.name.as_str().into())]);
    let letter = Letter::new(&of.language, &subject)
        .words(say("signup-mail-hello", &[("name", of.name.as_str().into())]))
        .words(say(&format!("signup-mail-{name}"), &number))
        .facts(facts(activity, session, of));
    match link {
        Some(link) => letter
            .link(say("signup-mail-link", &[]), link)
            .words(say("signup-mail-forget", &[("days", KEPT_DAYS.into())])),
        None => letter,
    }
}

/// What a calendar is told: of the same appointment each time, which is taken away again when they do not come.
fn calendar(
    services: &Services,
    activity: &Activity,
    session: &Session,
    (of, news): (&SignUp, News),
    number: i32,
) -> String {
    let appointment = Appointment {
        // Calendars are shared and sent on, and the identity of the sign-up opens a page with an address on it.
        id: Digest::of_all(&["sign-up", &of.id.to_string()]).identity(),
        number,
        written: services.clock.now().timestamp(),
        when: appointed(services, activity, session),
        title: &activity.plan.name,
        about: &activity.plan.place,
        state: match news {
            News::CalledOff | News::Left => AppointmentState::Cancelled,
            _ => AppointmentState::Confirmed,
        },
    };
    appointment.to_file()
}

fn appointed(services: &Services, activity: &Activity, session: &Session) -> When {
    let zone = services.clock.now().time_zone().clone();
    let at = |time: Time| session.on.to_datetime(time).to_zoned(zone.clone()).ok().map(|at| at.timestamp());
    let hours = activity.plan.hours;
    let Some(from) = hours.from.and_then(at) else { return When::Day(session.on) };
    let minutes = hours.to.and_then(at).map(|to| to.duration_since(from).as_mins());
    When::From(from, minutes.and_then(|minutes| minutes.try_into().ok()).unwrap_or(MINUTES))
}

/// What, when, where and how many.
fn facts(activity: &Activity, session: &Session, of: &SignUp) -> Vec<(String, String)> {
    let say = |key: &str| words::say(&of.language, key);
    let people = [("adults", of.party.adults.into()), ("children", of.party.children.into())];
    vec![
        (say("signup-what"), activity.plan.name.clone()),
        (say("signup-when"), when(&of.language, activity, session)),
        (say("signup-where"), activity.plan.place.clone()),
        (say("signup-who"), words::say_with(&of.language, "signup-people", &people)),
    ]
}

/// The day, and the time of day if that is known.
fn when(language: &str, activity: &Activity, session: &Session) -> String {
    let locale = Locale::of(language);
    match activity.plan.hours.from {
        Some(from) => locale.date_time(session.on, from),
        None => locale.date(session.on),
    }
}

/// A new link to a sign-up. Only its digest is kept.
async fn link(services: &Services, tx: &Tx, of: &SignUp) -> Result<String, store::Error> {
    let key = BASE64_URL_SAFE_NO_PAD.encode(services.clock.random::<16>());
    sign_up::insert_link(tx, Digest::of(&key), of.id).await?;
    Ok(format!("{}/p/{key}/{}", services.base, of.language))
}
