//! Mails, and what reaches people without one: what may be said to whom, how it is written down, and how it leaves this machine.
//! When, and that it happens once, is decided elsewhere.

mod bounce;
mod calendar;
mod letter;
mod message;
mod parcel;
mod recipient;
mod sender;
mod sms;
mod transport;
mod webhook;

pub use bounce::{Bounce, MOST_BYTES as MOST_OF_BOUNCE};
pub use calendar::{Appointment, State as AppointmentState, When};
pub use letter::Letter;
pub use message::{Address, Message, NotAnAddress, Subject};
pub use parcel::{Parcel, PostLetter, Sms, Way};
pub use recipient::{NotAPhone, NotAReference, Phone, PostReference};
pub use sender::{BadSetting, Sender};
pub use sms::{Alphabet, SmsLength};
pub use transport::{Failure, Memory, Transport};
pub use webhook::Webhook;

#[cfg(test)]
mod tests;
