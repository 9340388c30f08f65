//! What it means for a caller that there is no subscription.

use super::Problem;
use crate::http::code::Code;
use crate::service::indicators::feed::subscribe::Error;

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let detail = format!("It cannot be made: {error}.");
        match error {
            Error::NotFound => Self::new(Code::SubscriptionNotFound),
            Error::NoProgramme => Self::new(Code::ProgrammeNotFound),
            Error::Address | Error::NoWay | Error::Subject | Error::TooMany => {
                Self::with_detail(Code::SubscriptionInvalid, detail)
            }
            Error::KeyReused => Self::new(Code::IdempotencyKeyReused),
            Error::Denied(_) => Self::new(Code::NotPermitted),
            Error::Store(error) => error.into(),
        }
    }
}
