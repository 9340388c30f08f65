//! Mails: what may be said to whom, how it is written down, and how it leaves this machine. When, and that it happens once,
//! is decided elsewhere.

mod calendar;
mod letter;
mod message;
mod sender;
mod transport;

pub use calendar::{Appointment, State as AppointmentState, When};
pub use letter::Letter;
pub use message::{Address, Message, NotAnAddress, Subject};
pub use sender::{BadSetting, Sender};
pub use transport::{Failure, Memory, Transport};

#[cfg(test)]
mod tests;
