//! What there is to go to, in the order of the day's work; everybody sees what they may.

use super::visit::Visit;
use super::{accounts, activities, findings, log, walks};
use crate::access::Permission;

/// One thing to go to.
pub(super) struct Entry {
    pub(super) address: &'static str,
    /// The message that names it.
    pub(super) key: &'static str,
    needs: Permission,
}

const ENTRIES: [Entry; 5] = [
    Entry { address: walks::LIST, key: "walk-list-title", needs: Permission::ReadFindings },
    Entry { address: activities::ROOT, key: "activity-title", needs: Permission::ReadActivities },
    Entry { address: findings::LIST, key: "finding-title", needs: Permission::ReadFindings },
    Entry { address: accounts::LIST, key: "account-title", needs: Permission::ManageAccounts },
    Entry { address: log::LOG, key: "log-title", needs: Permission::ReadAudit },
];

/// What there is for somebody.
pub(super) fn entries(visit: &Visit) -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(|entry| visit.may_somewhere(entry.needs))
}
