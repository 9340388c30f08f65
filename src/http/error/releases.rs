//! What it means for a caller that there is no release.

use super::Problem;
use crate::http::code::Code;
use crate::service::releases::request;
use crate::service::releases::work::Failure;

impl From<request::Error> for Problem {
    fn from(error: request::Error) -> Self {
        let detail = format!("{error}.");
        let code = match error {
            request::Error::Store(error) => return error.into(),
            request::Error::NotFound => return Self::new(Code::WaveNotFound),
            request::Error::KeyReused => return Self::new(Code::IdempotencyKeyReused),
            request::Error::StillAsks | request::Error::NotArchived => Code::WaveStateWrong,
            request::Error::Released(_) => Code::ReleasedOtherwise,
            request::Error::TooMany(_) => Code::TrialsSpent,
            request::Error::NoPlan
            | request::Error::Unreadable(_)
            | request::Error::Misfit(_)
            | request::Error::TooLarge => Code::PlanInvalid,
        };
        Self::with_detail(code, detail)
    }
}

impl Problem {
    /// Why a request for a release came to nothing.
    pub(crate) fn of_release(failure: Failure, detail: Option<&str>) -> Self {
        let code = match failure {
            Failure::NotPermitted => Code::NotPermitted,
            Failure::NotArchived => Code::WaveStateWrong,
            Failure::Released => Code::ReleasedOtherwise,
            Failure::Plan => Code::PlanInvalid,
            Failure::Nobody
            | Failure::TooLittle
            | Failure::Gone
            | Failure::Unprotectable
            | Failure::Audit
            | Failure::TooLong => Code::ReleaseImpossible,
            Failure::Broken => Code::Internal,
        };
        let words = match (failure, detail) {
            (_, Some(detail)) => detail.to_owned(),
            (Failure::Nobody, None) => "Nobody who counts has answered.".to_owned(),
            (Failure::TooLittle, None) => "Too little has come since the last release, which stands.".to_owned(),
            (Failure::Gone, None) => {
                "Answers that the last release counted are gone, so that it stands as it is.".to_owned()
            }
            (Failure::TooLong, None) => "Protecting the tables takes too long.".to_owned(),
            (_, None) => return Self::new(code),
        };
        Self::with_detail(code, words)
    }
}
