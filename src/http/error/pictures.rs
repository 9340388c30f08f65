//! What goes wrong with pictures, for callers.

use std::sync::Arc;

use super::{Code, Problem};
use crate::blob;
use crate::blob::picture::Refusal;
use crate::service::attachments;
use crate::service::attachments::attach;

impl From<blob::Error> for Problem {
    fn from(error: blob::Error) -> Self {
        let code = if error.is_passing() { Code::Unavailable } else { Code::Internal };
        Self { cause: Some(Arc::new(error)), ..Self::new(code) }
    }
}

impl From<attachments::Error> for Problem {
    fn from(error: attachments::Error) -> Self {
        match error {
            attachments::Error::NoWave => Self::new(Code::WaveNotFound),
            attachments::Error::WaveClosed => Self::new(Code::WaveClosed),
            attachments::Error::NotAsked => Self::new(Code::PicturesNotAsked),
            attachments::Error::Blob(error) => error.into(),
            attachments::Error::Store(error) => error.into(),
        }
    }
}

impl From<attach::Error> for Problem {
    fn from(error: attach::Error) -> Self {
        match error {
            attach::Error::NotAllowed(error) => error.into(),
            attach::Error::TooLarge(limit) => {
                Self::with_detail(Code::BodyTooLarge, format!("The limit is {limit} bytes."))
            }
            attach::Error::NotNext(offset) => {
                Self::with_detail(Code::AttachmentOffset, format!("{offset} bytes are there."))
            }
            attach::Error::TooSmall(least) => {
                Self::with_detail(Code::ParameterInvalid, format!("A part but the last has at least {least} bytes."))
            }
            attach::Error::Broken(_) => Self::new(Code::RequestInvalid),
            attach::Error::Stalled => Self::new(Code::TimedOut),
            attach::Error::OtherDigest => Self::new(Code::AttachmentDigest),
            attach::Error::Picture(refusal) => refusal.into(),
            attach::Error::Busy => Self::with_detail(Code::Unavailable, "Too many pictures are on their way."),
            attach::Error::Full => Self::new(Code::AttachmentRoom),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::OtherType(Some(kind)) => Self::with_detail(Code::AttachmentType, format!("It is {kind}.")),
            Refusal::OtherType(None) => Self::with_detail(Code::AttachmentType, "It is of no type that is known."),
            Refusal::TooManyPixels => {
                Self::with_detail(Code::AttachmentDamaged, "It has more pixels than the 50 million that are taken.")
            }
            Refusal::Damaged => Self::with_detail(Code::AttachmentDamaged, "It is damaged."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    #[test]
    fn every_failure_has_its_code() {
        let row = || store::Error::bad_row("attachment", "blob", &"a");
        let file = || blob::Error::Temporary(std::io::ErrorKind::StorageFull.into());
        let folder = || blob::Error::Folder(std::io::ErrorKind::NotFound.into());
        let cases: [(Problem, &str); 17] = [
            (attachments::Error::NoWave.into(), "wave_not_found"),
            (attachments::Error::WaveClosed.into(), "wave_closed"),
            (attachments::Error::NotAsked.into(), "pictures_not_asked"),
            (attachments::Error::Store(row()).into(), "internal"),
            (file().into(), "unavailable"),
            (folder().into(), "internal"),
            (attach::Error::TooLarge(1).into(), "body_too_large"),
            (attach::Error::NotNext(1).into(), "attachment_offset"),
            (attach::Error::TooSmall(1).into(), "parameter_invalid"),
            (attach::Error::Broken(std::io::ErrorKind::UnexpectedEof.into()).into(), "request_invalid"),
            (attach::Error::Stalled.into(), "timed_out"),
            (attach::Error::OtherDigest.into(), "attachment_digest"),
            (attach::Error::Picture(Refusal::OtherType(None)).into(), "attachment_type"),
            (attach::Error::Picture(Refusal::TooManyPixels).into(), "attachment_damaged"),
            (attach::Error::Picture(Refusal::Damaged).into(), "attachment_damaged"),
            (attach::Error::Busy.into(), "unavailable"),
            (attach::Error::Full.into(), "attachment_room"),
        ];
        for (problem, code) in cases {
            assert_eq!(problem.code.about().name, code);
        }
    }
}
