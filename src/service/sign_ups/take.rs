//! Signing up. The place is taken, or the waiting list joined, in the same moment: whoever comes at the same time waits for it.

use forms::locale::Locale;
use uuid::Uuid;

use super::{Activity, Consent, Party, Session, SignUp, Standing, is_open, letters, places};
use crate::mail::{Address, NotAnAddress};
use crate::service::{Name, NotAName, Services, post};
use crate::store::{self, LinkCode, Tx, activity, activity_session, sign_up};

/// As it was typed, field by field.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// What to call them.
    pub name: String,
    /// Where they read mail.
    pub email: String,
    /// How else to reach them: asked by staff, of who reads no mail.
    pub phone: String,
    /// How many adults come.
    pub adults: String,
    /// How many children come.
    pub children: String,
    /// Who answers for children that come alone, with a number to call.
    pub guardian: String,
    /// Whether they agree to what the activity asks.
    pub agrees: bool,
}

/// A sign-up as it may be taken.
#[derive(Clone, Debug)]
pub struct Application {
    name: Name,
    email: Option<Address>,
    phone: Option<Name>,
    party: Party,
    agrees: bool,
    language: &'static str,
}

/// What is wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no name, or no short one.
    Name,
    /// This is no address of mail.
    Email,
    /// This is no number, nor anything else short to reach somebody by.
    Phone,
    /// Nobody comes, or more than one can sign up.
    People,
    /// Children come alone, and nobody answers for them.
    Guardian,
}

/// What somebody got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The number on the waiting list; `None` for who has their places.
    pub turn: Option<usize>,
}

/// Why nobody was signed up.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such session.
    #[error("there is no such session behind this link")]
    NotFound,
    /// It takes no sign-ups any more.
    #[error("the session takes no sign-ups")]
    Closed,
    /// So many have signed up with this address for this session that it may be a mistake, or somebody else's.
    #[error("this address has signed up too often")]
    TooOften,
    /// The waiting list is so long that it would be no promise.
    #[error("the waiting list is full")]
    Full,
    /// Nobody sends mails here.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

const MOST_ADULTS: i32 = 10;
const MOST_CHILDREN: i32 = 15;
/// Two families may share an address; nobody shall fill all places, or somebody's letter box, with one.
const MOST_OF_ADDRESS: usize = 3;
const MOST_WAITING: usize = 200;

impl Application {
    /// Reads what was written in a language, or says everything that is wrong with it.
    pub fn parse(written: &Written, language: &'static str) -> Result<Self, Vec<Fault>> {
        let email = written.email.parse().map_err(|NotAnAddress| Fault::Email);
        Self::reached(written, language, email.map(|email| (Some(email), None)))
    }

    /// The same of what staff wrote for somebody, who may read no mail. A number is kept of those alone.
    pub fn parse_for_other(written: &Written, language: &'static str) -> Result<Self, Vec<Fault>> {
        let reached = match (written.email.trim(), written.phone.trim()) {
            ("", "") => Ok((None, None)),
            ("", phone) => phone.parse().map(|phone| (None, Some(phone))).map_err(|NotAName| Fault::Phone),
            (email, _) => email.parse().map(|email| (Some(email), None)).map_err(|NotAnAddress| Fault::Email),
        };
        Self::reached(written, language, reached)
    }

    fn reached(
        written: &Written,
        language: &'static str,
        reached: Result<(Option<Address>, Option<Name>), Fault>,
    ) -> Result<Self, Vec<Fault>> {
        let name = written.name.parse().map_err(|NotAName| Fault::Name);
        let party = party(&written.adults, &written.children, &written.guardian, language);
        let faults = [name.as_ref().err().copied(), reached.as_ref().err().copied(), party.as_ref().err().copied()];
        match (name, reached, party) {
            (Ok(name), Ok((email, phone)), Ok(party)) => {
                Ok(Self { name, email, phone, party, agrees: written.agrees, language })
            }
            _ => Err(faults.into_iter().flatten().collect()),
        }
    }
}

/// Reads who comes, with the digits of any keyboard. A number that is left out is nobody.
pub fn party(adults: &str, children: &str, guardian: &str, language: &str) -> Result<Party, Fault> {
    let read = |text: &str, most: i32| match text.trim() {
        "" => Ok(0),
        text => {
            let number = Locale::of(language).read_number(text).and_then(|number| number.parse().ok());
            number.filter(|number| (0..=most).contains(number)).ok_or(Fault::People)
        }
    };
    let (adults, children) = (read(adults, MOST_ADULTS)?, read(children, MOST_CHILDREN)?);
    match (adults, children) {
        (0, 0) => Err(Fault::People),
        (0, _) => match guardian.parse::<Name>() {
            Ok(guardian) => Ok(Party { adults, children, guardian: Some(guardian.as_str().to_owned()) }),
            Err(_) => Err(Fault::Guardian),
        },
        // Who comes along answers for them; more is not kept than is needed.
        _ => Ok(Party { adults, children, guardian: None }),
    }
}

/// Signs somebody up for a session behind the link of an activity, under an identity. The same again gives what they have.
pub async fn sign_up(
    services: &Services,
    code: &str,
    session: Uuid,
    id: Uuid,
    application: Application,
) -> Result<Receipt, Error> {
    let code = LinkCode::parse(code).ok_or(Error::NotFound)?;
    let activity = activity::find_by_code(&services.db, &code).await?.ok_or(Error::NotFound)?;
    let tx = services.db.begin().await?;
    let activity = activity::lock(&tx, activity.id).await?.ok_or(Error::NotFound)?;
    let session = activity_session::find(&tx, session).await?;
    let session = session.filter(|session| session.activity_id == activity.id).ok_or(Error::NotFound)?;
    let all = sign_up::of_sessions(&tx, &[session.id]).await?;
    if let Some(receipt) = had(&all, id) {
        return Ok(receipt);
    }
    if !is_open(&activity, &session, &services.clock.now()) {
        return Err(Error::Closed);
    }
    let receipt = enter(services, &tx, (&activity, &session), &all, id, application).await?;
    tx.commit().await?;
    Ok(receipt)
}

/// What somebody has who is signed up under an identity already.
pub(super) fn had(all: &[SignUp], id: Uuid) -> Option<Receipt> {
    let first = all.iter().find(|sign_up| sign_up.id == id)?;
    Some(Receipt { turn: places::turn(first, all) })
}

/// Signs somebody up beside all who are, and writes to them what they have got. The caller holds the lock on the activity.
pub(super) async fn enter(
    services: &Services,
    tx: &Tx,
    (activity, session): (&Activity, &Session),
    all: &[SignUp],
    id: Uuid,
    application: Application,
) -> Result<Receipt, Error> {
    if sign_up::find(tx, id).await?.is_some() {
        // It is somebody's at another session: who sends it again here has changed what they sent.
        return Err(Error::NotFound);
    }
    check(services, all, application.email.as_ref())?;
    let new = insert(services, tx, (activity, session), all, id, application).await?;
    let all = places::fill(services, tx, activity, session, Some(id)).await?;
    let new = all.iter().find(|sign_up| sign_up.id == id).unwrap_or(&new);
    let turn = places::turn(new, &all);
    letters::received(services, tx, activity, session, (new, turn)).await?;
    Ok(Receipt { turn })
}

/// What somebody got who signed up under an identity before; `None` if nobody did, or they have left.
pub async fn receipt(services: &Services, id: Uuid) -> Result<Option<(SignUp, Receipt)>, store::Error> {
    let Some(found) = sign_up::find(&services.db, id).await? else { return Ok(None) };
    let all = sign_up::of_sessions(&services.db, &[found.session_id]).await?;
    let turn = places::turn(&found, &all);
    Ok(Some((found, Receipt { turn })))
}

fn check(services: &Services, all: &[SignUp], email: Option<&Address>) -> Result<(), Error> {
    if let Some(email) = email {
        post::check(services)?;
        let email = email.to_string();
        let is_same = |known: &String| known.eq_ignore_ascii_case(&email);
        if all.iter().filter_map(|sign_up| sign_up.email.as_ref()).filter(|known| is_same(known)).count()
            >= MOST_OF_ADDRESS
        {
            return Err(Error::TooOften);
        }
    }
    if all.iter().filter(|sign_up| sign_up.state == Standing::Waiting).count() >= MOST_WAITING {
        return Err(Error::Full);
    }
    Ok(())
}

/// Everybody begins on the waiting list, as the last one.
async fn insert(
    services: &Services,
    tx: &Tx,
    (activity, session): (&Activity, &Session),
    all: &[SignUp],
    id: Uuid,
    application: Application,
) -> Result<SignUp, store::Error> {
    let new = SignUp {
        id,
        session_id: session.id,
        number: all.iter().map(|sign_up| sign_up.number).max().unwrap_or_default() + 1,
        name: application.name.as_str().to_owned(),
        email: application.email.map(|email| email.to_string()),
        phone: application.phone.map(|phone| phone.as_str().to_owned()),
        party: application.party,
        language: application.language.to_owned(),
        state: Standing::Waiting,
        confirmed_on: None,
        attended: false,
        untold: None,
        created_on: services.clock.today(),
    };
    sign_up::insert(tx, &new).await?;
    if application.agrees {
        agree(services, tx, activity, id).await?;
    }
    Ok(new)
}

/// Notes that somebody agrees to what an activity asks, in its words of today.
pub(super) async fn agree(services: &Services, tx: &Tx, to: &Activity, sign_up_id: Uuid) -> Result<(), store::Error> {
    let Some(request) = &to.plan.request else { return Ok(()) };
    let consent = Consent {
        id: services.clock.identity(),
        sign_up_id,
        party: request.party.clone(),
        purpose: request.purpose.clone(),
        given_on: services.clock.today(),
        withdrawn_on: None,
    };
    sign_up::insert_consent(tx, &consent).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Written {
        let text = str::to_owned;
        let (name, email, adults) = (text("Opdigtet"), text("opdigtet@invented.example"), text("1"));
        Written { name, email, adults, ..Written::default() }
    }

    #[test]
    fn who_comes_is_read_with_the_digits_of_any_keyboard() {
        let read = |adults, children, guardian| {
            party(adults, children, guardian, "ar")
                .map(|party| (party.adults, party.children, party.guardian.is_some()))
        };
        assert_eq!(read("٢", " 3 ", ""), Ok((2, 3, false)));
        assert_eq!(read("1", "", "not needed, and so not kept"), Ok((1, 0, false)));
        assert_eq!(read("", "2", "Opdigtet far, 00 00 00 00"), Ok((0, 2, true)));
        assert_eq!(read("", "2", " "), Err(Fault::Guardian));
        for (adults, children) in [("", ""), ("0", "0"), ("11", "0"), ("1", "16"), ("-1", "2"), ("1,5", ""), ("to", "")]
        {
            assert_eq!(read(adults, children, ""), Err(Fault::People), "{adults} {children}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        assert!(Application::parse(&written(), "da").is_ok());
        let faults = Application::parse(&Written::default(), "da").unwrap_err();
        assert_eq!(faults, [Fault::Name, Fault::Email, Fault::People]);
        let injected = Written { email: "a@invented.example\r\nBcc: b@invented.example".to_owned(), ..written() };
        assert_eq!(Application::parse(&injected, "da").unwrap_err(), [Fault::Email]);
    }

    #[test]
    fn staff_may_leave_the_address_out_and_a_number_is_kept_only_then() {
        let text = str::to_owned;
        let without = Written { email: text(" "), phone: text(" 00 00 00 00 "), ..written() };
        let read = Application::parse_for_other(&without, "da").unwrap();
        assert_eq!(read.phone.as_ref().map(Name::as_str), Some("00 00 00 00"));
        assert!(read.email.is_none());
        let both = Application::parse_for_other(&Written { phone: text("00 00 00 00"), ..written() }, "da").unwrap();
        assert!(both.email.is_some() && both.phone.is_none());
        let lines = Written { phone: text("00\n00"), ..without };
        assert_eq!(Application::parse_for_other(&lines, "da").unwrap_err(), [Fault::Phone]);
        assert_eq!(Application::parse_for_other(&Written::default(), "da").unwrap_err(), [Fault::Name, Fault::People]);
    }
}
