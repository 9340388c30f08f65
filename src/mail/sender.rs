//! Who sends: from which address, by which way.

use jiff::Zoned;
use lettre::message::header::{self, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

use super::Message;
use super::transport::{Failure, Transport};

/// A way for mails, and the name that is put on them.
#[derive(Clone, Debug)]
pub struct Sender {
    transport: Transport,
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

/// A setting that messages cannot be sent with. What it says is not repeated: it may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum BadSetting {
    /// `mail_url` leads nowhere.
    #[error("NABOSVAR_MAIL_URL is no address of a mail server; one looks like smtp://name:password@host?tls=required")]
    Url(#[source] lettre::transport::smtp::Error),
    /// `mail_from` or `mail_reply_to` is no address.
    #[error("{0} is no address of mail; one looks like post@example.dk or Our programme <post@example.dk>")]
    Address(&'static str, #[source] lettre::address::AddressError),
    /// A webhook leads nowhere.
    #[error("{0} is no address; one looks like https://sms.example.dk/messages")]
    Webhook(&'static str),
    /// The secret of a webhook is none.
    #[error("{0}_SECRET is none: it has 24 to 64 bytes as base64, as `openssl rand -base64 32` writes them")]
    Secret(&'static str),
    /// Nobody can be asked from here.
    #[error("this machine cannot make an encrypted connection")]
    Tls(#[source] rustls::Error),
}

impl Sender {
    /// Sends `from` an address, which may have a name before it, by a way.
    pub fn new(transport: Transport, from: &str, reply_to: Option<&str>) -> Result<Self, BadSetting> {
        let read = |name, text: &str| text.parse::<Mailbox>().map_err(|error| BadSetting::Address(name, error));
        let from = read("NABOSVAR_MAIL_FROM", from)?;
        let reply_to = reply_to.map(|text| read("NABOSVAR_MAIL_REPLY_TO", text)).transpose()?;
        Ok(Self { transport, from, reply_to })
    }

    /// Whom mails come from.
    pub fn from(&self) -> String {
        self.from.to_string()
    }

    /// Hands a mail over. `host` is who we are, and stands behind its identity: the same mail is the same for ever.
    pub async fn send(&self, message: &Message, host: &str, now: &Zoned) -> Result<(), Failure> {
        let id = format!("<{}@{host}>", message.id);
        let mut mail = lettre::Message::builder()
            .message_id(Some(id))
            .date(now.timestamp().into())
            .from(self.from.clone())
            .to(Mailbox::new(None, message.to.as_lettre().clone()))
            .subject(message.subject.as_str())
            // Nobody's absence shall be told to us.
            .header(AutoSubmitted);
        if let Some(stop) = &message.stop {
            mail = mail.header(Unsubscribe(stop.clone())).header(OneClick);
        }
        if let Some(reply_to) = &self.reply_to {
            mail = mail.reply_to(reply_to.clone());
        }
        let bodies = MultiPart::alternative_plain_html(message.text.clone(), message.html.clone());
        let content = match &message.calendar {
            Some(calendar) => MultiPart::mixed().multipart(bodies).singlepart(appointment(calendar)),
            None => bodies,
        };
        // An address that was parsed makes an envelope.
        let mail = mail.multipart(content).map_err(|_| Failure::Refused(None))?;
        self.transport.send(message, mail).await
    }
}

/// Programs that know appointments offer to keep it; all others show a file.
fn appointment(calendar: &str) -> SinglePart {
    let method = calendar.lines().find_map(|line| line.strip_prefix("METHOD:")).unwrap_or("PUBLISH");
    let content_type = format!("text/calendar; charset=utf-8; method={method}");
    // A method of our own making; should it ever be none, the appointment is still one.
    let content_type = ContentType::parse(&content_type).unwrap_or(ContentType::TEXT_PLAIN);
    SinglePart::builder()
        .header(content_type)
        .header(header::ContentDisposition::attachment("invite.ics"))
        .body(calendar.to_owned())
}

/// Says that no person wrote this (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

/// Where mail programs stop such mails (RFC 2369).
#[derive(Clone)]
struct Unsubscribe(String);

/// That they may do it with one request, without a page (RFC 8058).
#[derive(Clone)]
struct OneClick;

type NotRead = Box<dyn std::error::Error + Send + Sync>;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, NotRead> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Header for Unsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(value: &str) -> Result<Self, NotRead> {
        Ok(Self(value.trim_matches(['<', '>']).to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
    }
}

impl Header for OneClick {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, NotRead> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}
