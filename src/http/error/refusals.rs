//! What the failures of the use cases mean for a caller: each has its code.

use super::Problem;
use crate::http::code::Code;
use crate::http::particulars::Particulars;
use crate::service::answers::{revise, settle, submit};
use crate::service::catalogue::{compare_forms, form_drafts, publish_form, retire_form};
use crate::service::places::create_programme;
use crate::service::waves::life;
use crate::service::{answers, invited, open_wave};

impl From<submit::Error> for Problem {
    fn from(error: submit::Error) -> Self {
        match error {
            submit::Error::NoForm => Self::new(Code::VersionNotFound),
            submit::Error::NoWave => Self::new(Code::WaveNotFound),
            submit::Error::CodeMistyped => Self::new(Code::InvitationMistyped),
            submit::Error::CodeSpent => Self::new(Code::InvitationSpent),
            submit::Error::TooMany(wait) => Self { retry_after: Some(wait.seconds), ..Self::new(Code::LinkBusy) },
            submit::Error::WaveClosed => Self::new(Code::WaveClosed),
            submit::Error::WaveAmbiguous => Self::new(Code::WaveAmbiguous),
            submit::Error::NotRandom => Self::new(Code::IdNotRandom),
            submit::Error::Violations(violations) => Self::answers_invalid(violations),
            submit::Error::Conflict => Self::new(Code::ResponseConflict),
            submit::Error::Withdrawn => Self::new(Code::ResponseWithdrawn),
            submit::Error::Store(error) => error.into(),
        }
    }
}

impl From<revise::Error> for Problem {
    fn from(error: revise::Error) -> Self {
        match error {
            revise::Error::Stale => Self::new(Code::BaseNotCurrent),
            revise::Error::Anonymous => Self::new(Code::ResponseAnonymous),
            revise::Error::Refused(error) => error.into(),
        }
    }
}

impl From<answers::Error> for Problem {
    fn from(error: answers::Error) -> Self {
        match error {
            answers::Error::NotFound => Self::new(Code::ResponseNotFound),
            answers::Error::Anonymous => Self::new(Code::ResponseAnonymous),
            answers::Error::Withdrawn => Self::new(Code::ResponseWithdrawn),
            answers::Error::Store(error) => error.into(),
        }
    }
}

impl From<settle::Error> for Problem {
    fn from(error: settle::Error) -> Self {
        match error {
            settle::Error::NoCase => Self::new(Code::CaseNotFound),
            settle::Error::Settled(how) => Self::with_detail(Code::CaseSettled, format!("By `{}`.", how.as_str())),
            settle::Error::Anonymous => Self::new(Code::ResponseAnonymous),
            settle::Error::Elsewhere => Self::new(Code::ResolutionImpossible),
            settle::Error::Stale => Self::new(Code::BaseNotCurrent),
            settle::Error::Store(error) => error.into(),
        }
    }
}

impl From<open_wave::Error> for Problem {
    fn from(error: open_wave::Error) -> Self {
        match error {
            open_wave::Error::NoProgramme => Self::new(Code::ProgrammeNotFound),
            open_wave::Error::NoForm => Self::new(Code::VersionNotFound),
            open_wave::Error::Retired => Self::new(Code::VersionRetired),
            open_wave::Error::RecordsTime
            | open_wave::Error::EndsBeforeStart
            | open_wave::Error::NoArea
            | open_wave::Error::NoLanguage(_)
            | open_wave::Error::NoRetention
            | open_wave::Error::NoTarget => Self::with_detail(Code::WaveInvalid, format!("{error}.")),
            open_wave::Error::Denied(_) => Self::new(Code::NotPermitted),
            open_wave::Error::KeyReused => Self::new(Code::IdempotencyKeyReused),
            open_wave::Error::Store(error) => error.into(),
        }
    }
}

impl From<life::Error> for Problem {
    fn from(error: life::Error) -> Self {
        match error {
            life::Error::NotFound => Self::new(Code::WaveNotFound),
            life::Error::Conflict(_) => Self::new(Code::BaseNotCurrent),
            life::Error::EndIsOver | life::Error::KeptTooLong => {
                Self::with_detail(Code::WaveInvalid, format!("{error}."))
            }
            life::Error::NotDraft | life::Error::StillDraft | life::Error::Closed | life::Error::StillAsks => {
                Self::with_detail(Code::WaveStateWrong, format!("{error}."))
            }
            life::Error::Refused(error) => error.into(),
            life::Error::Store(error) => error.into(),
        }
    }
}

impl From<create_programme::Error> for Problem {
    fn from(error: create_programme::Error) -> Self {
        match error {
            create_programme::Error::KeyReused => Self::new(Code::IdempotencyKeyReused),
            create_programme::Error::Store(error) => error.into(),
        }
    }
}

impl From<invited::Error> for Problem {
    fn from(error: invited::Error) -> Self {
        match error {
            invited::Error::NoWave => Self::new(Code::WaveNotFound),
            invited::Error::WaveClosed => Self::new(Code::WaveClosed),
            invited::Error::Store(error) => error.into(),
        }
    }
}

impl From<form_drafts::Error> for Problem {
    fn from(error: form_drafts::Error) -> Self {
        match error {
            form_drafts::Error::Invalid(faults) => Self::form_invalid(faults),
            form_drafts::Error::VersionTaken => Self::new(Code::VersionTaken),
            form_drafts::Error::NoDraft => Self::new(Code::DraftNotFound),
            form_drafts::Error::Store(error) => error.into(),
        }
    }
}

impl From<publish_form::Error> for Problem {
    fn from(error: publish_form::Error) -> Self {
        match error {
            publish_form::Error::Invalid(faults) => Self::form_invalid(faults),
            publish_form::Error::VersionTaken { .. } => Self::new(Code::VersionTaken),
            publish_form::Error::MeaningChanged { from, changes } => Self {
                particulars: Particulars::Changes(changes),
                ..Self::with_detail(Code::MeaningChanged, format!("Compared with version `{from}`."))
            },
            publish_form::Error::MappingInvalid(mistakes) => {
                Self::with_detail(Code::MappingInvalid, mistakes.join(" "))
            }
            publish_form::Error::NoDraft => Self::new(Code::DraftNotFound),
            publish_form::Error::DraftChanged => Self::new(Code::DraftChanged),
            publish_form::Error::Denied(_) => Self::new(Code::NotPermitted),
            publish_form::Error::Store(error) => error.into(),
        }
    }
}

impl From<retire_form::Error> for Problem {
    fn from(error: retire_form::Error) -> Self {
        match error {
            retire_form::Error::Denied(_) => Self::new(Code::NotPermitted),
            retire_form::Error::Store(error) => error.into(),
        }
    }
}

impl From<compare_forms::Error> for Problem {
    fn from(error: compare_forms::Error) -> Self {
        match error {
            compare_forms::Error::NoForm => Self::new(Code::VersionNotFound),
            compare_forms::Error::NoDraft => Self::new(Code::DraftNotFound),
            compare_forms::Error::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Denied;
    use crate::service::pace::Wait;
    use crate::store;

    fn row() -> store::Error {
        store::Error::BadRow { table: "wave", column: "state".to_owned(), row: "a secret".to_owned() }
    }

    /// The code of every failure of a use case; the status of every code is pinned in `code.rs`.
    fn check(cases: &[(Problem, &str)]) {
        for (problem, code) in cases {
            assert_eq!(problem.code.about().name, *code);
        }
    }

    #[test]
    fn every_failure_with_a_form_has_its_code() {
        let version = || publish_form::Error::VersionTaken { form_id: "a".to_owned(), version: "1".to_owned() };
        let meaning = || publish_form::Error::MeaningChanged { from: "1".to_owned(), changes: Vec::new() };
        check(&[
            (form_drafts::Error::Invalid(Vec::new()).into(), "form_invalid"),
            (form_drafts::Error::VersionTaken.into(), "version_taken"),
            (form_drafts::Error::NoDraft.into(), "draft_not_found"),
            (form_drafts::Error::Store(row()).into(), "internal"),
            (publish_form::Error::Invalid(Vec::new()).into(), "form_invalid"),
            (version().into(), "version_taken"),
            (meaning().into(), "meaning_changed"),
            (publish_form::Error::MappingInvalid(Vec::new()).into(), "mapping_invalid"),
            (publish_form::Error::NoDraft.into(), "draft_not_found"),
            (publish_form::Error::DraftChanged.into(), "draft_changed"),
            (publish_form::Error::Store(row()).into(), "internal"),
            (compare_forms::Error::NoForm.into(), "version_not_found"),
            (compare_forms::Error::NoDraft.into(), "draft_not_found"),
            (compare_forms::Error::Store(row()).into(), "internal"),
            (row().into(), "internal"),
        ]);
    }

    #[test]
    fn every_failure_with_an_answer_or_a_wave_has_its_code() {
        check(&[
            (submit::Error::NoForm.into(), "version_not_found"),
            (submit::Error::NoWave.into(), "wave_not_found"),
            (submit::Error::CodeMistyped.into(), "code_mistyped"),
            (submit::Error::CodeSpent.into(), "code_spent"),
            (submit::Error::TooMany(Wait { seconds: 7 }).into(), "link_busy"),
            (submit::Error::WaveClosed.into(), "wave_closed"),
            (submit::Error::WaveAmbiguous.into(), "wave_ambiguous"),
            (submit::Error::NotRandom.into(), "id_not_random"),
            (submit::Error::Violations(Vec::new()).into(), "answers_invalid"),
            (submit::Error::Conflict.into(), "response_conflict"),
            (submit::Error::Withdrawn.into(), "response_withdrawn"),
            (submit::Error::Store(row()).into(), "internal"),
            (revise::Error::Stale.into(), "base_not_current"),
            (revise::Error::Anonymous.into(), "response_anonymous"),
            (revise::Error::Refused(submit::Error::NoForm).into(), "version_not_found"),
            (answers::Error::NotFound.into(), "response_not_found"),
            (answers::Error::Anonymous.into(), "response_anonymous"),
            (answers::Error::Withdrawn.into(), "response_withdrawn"),
            (answers::Error::Store(row()).into(), "internal"),
            (settle::Error::NoCase.into(), "case_not_found"),
            (settle::Error::Settled(settle::Resolution::Split).into(), "case_settled"),
            (settle::Error::Anonymous.into(), "response_anonymous"),
            (settle::Error::Elsewhere.into(), "resolution_impossible"),
            (settle::Error::Stale.into(), "base_not_current"),
            (settle::Error::Store(row()).into(), "internal"),
            (open_wave::Error::NoProgramme.into(), "programme_not_found"),
            (open_wave::Error::NoForm.into(), "version_not_found"),
            (open_wave::Error::Retired.into(), "version_retired"),
            (open_wave::Error::RecordsTime.into(), "wave_invalid"),
            (open_wave::Error::EndsBeforeStart.into(), "wave_invalid"),
            (open_wave::Error::KeyReused.into(), "idempotency_key_reused"),
            (open_wave::Error::Store(row()).into(), "internal"),
            (create_programme::Error::KeyReused.into(), "idempotency_key_reused"),
            (create_programme::Error::Store(row()).into(), "internal"),
            (invited::Error::NoWave.into(), "wave_not_found"),
            (invited::Error::WaveClosed.into(), "wave_closed"),
            (invited::Error::Store(row()).into(), "internal"),
        ]);
    }

    #[test]
    fn what_a_wave_cannot_be_or_become_has_its_code() {
        for (error, code) in [
            (life::Error::NotFound, "wave_not_found"),
            (life::Error::NotDraft, "wave_state_wrong"),
            (life::Error::Closed, "wave_state_wrong"),
            (life::Error::StillAsks, "wave_state_wrong"),
            (life::Error::StillDraft, "wave_state_wrong"),
            (life::Error::EndIsOver, "wave_invalid"),
            (life::Error::KeptTooLong, "wave_invalid"),
            (open_wave::Error::NoArea.into(), "wave_invalid"),
            (open_wave::Error::NoLanguage("xx".to_owned()).into(), "wave_invalid"),
            (open_wave::Error::NoTarget.into(), "wave_invalid"),
            (open_wave::Error::NoRetention.into(), "wave_invalid"),
            (open_wave::Error::Denied(Denied).into(), "not_permitted"),
        ] {
            assert_eq!(Problem::from(error).code.about().name, code);
        }
    }
}
