//! What there is to go to, in the order of the day's work; everybody sees what they may.

use super::visit::Visit;
use super::{
    accounts, activities, answers, findings, forms, indicators, log, microdata, places, records, releases, rights,
    walks, waves,
};
use crate::access::Permission;

/// One thing to go to.
pub(super) struct Entry {
    pub(super) address: &'static str,
    /// The message that names it.
    pub(super) key: &'static str,
    /// The message that says what one finds there.
    pub(super) hint: &'static str,
    needs: Permission,
}

const ENTRIES: [Entry; 15] = [
    Entry { address: walks::LIST, key: "walk-list-title", hint: "start-hint-walks", needs: Permission::ReadFindings },
    Entry {
        address: activities::ROOT,
        key: "activity-title",
        hint: "start-hint-activities",
        needs: Permission::ReadActivities,
    },
    Entry {
        address: findings::LIST,
        key: "finding-title",
        hint: "start-hint-findings",
        needs: Permission::ReadFindings,
    },
    Entry { address: records::LOGBOOK, key: "logbook-title", hint: "logbook-hint", needs: Permission::ReadAnswers },
    Entry {
        address: records::EVALUATIONS,
        key: "evaluation-title",
        hint: "evaluation-hint",
        needs: Permission::ReadActivities,
    },
    Entry {
        address: indicators::LIST,
        key: "indicator-title",
        hint: "indicator-hint",
        needs: Permission::ReadIndicators,
    },
    Entry { address: waves::LIST, key: "wave-title", hint: "wave-hint", needs: Permission::ReadForms },
    Entry { address: releases::LIST, key: "release-title", hint: "release-hint", needs: Permission::ReadReleases },
    Entry { address: answers::LIST, key: "answer-title", hint: "answer-hint", needs: Permission::ReadAnswers },
    Entry { address: places::LIST, key: "place-title", hint: "place-hint", needs: Permission::ReadForms },
    Entry { address: forms::LIST, key: "form-title", hint: "form-hint", needs: Permission::ReadForms },
    Entry { address: rights::LOOK_UP, key: "rights-title", hint: "rights-hint", needs: Permission::ReadContacts },
    Entry {
        address: microdata::FETCH,
        key: "microdata-title",
        hint: "microdata-hint",
        needs: Permission::ReadMicrodata,
    },
    Entry {
        address: accounts::LIST,
        key: "account-title",
        hint: "start-hint-accounts",
        needs: Permission::ManageAccounts,
    },
    Entry { address: log::LOG, key: "log-title", hint: "start-hint-log", needs: Permission::ReadAudit },
];

/// What there is for somebody.
pub(super) fn entries(visit: &Visit) -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(|entry| visit.may_somewhere(entry.needs))
}
