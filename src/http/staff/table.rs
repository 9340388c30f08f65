//! Every page for staff, with what it needs: the one table.

use std::pin::Pin;
use std::sync::Arc;

use poem::http::Method;
use poem::{Request, Response};

use super::failure::Failure;
use super::visit::Visit;
use super::{
    accounts, activities, answers, findings, forgotten, forms, indicators, invitations, log, log_in, log_in_code,
    microdata, own, password, places, plans, processing, provider, quarantine, records, releases, reports, rights,
    start, walk_again, walk_form, walk_guests, walk_plan, walks, waves,
};
use crate::access::Permission;

/// What somebody needs to have for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: these are the pages before one is logged in.
    Nobody,
    /// To be logged in, also with a second factor still to be set up.
    Person,
    /// To be logged in.
    Account,
    /// This permission, somewhere. Whether it counts for the object is looked at where the object is.
    Permission(Permission),
}

/// A page's line in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// `GET` or `POST`.
    pub method: Method,
    /// The address, with its parameters: `/staff/walks/:walk`.
    pub path: &'static str,
    /// What it needs.
    pub needs: Needs,
}

/// A page.
pub(super) struct Page {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) needs: Needs,
    pub(super) handle: Handler,
}

/// What answers.
pub(super) type Handler = Arc<dyn Fn(Arc<Visit>, Request) -> Answer + Send + Sync>;
type Answer = Pin<Box<dyn Future<Output = Result<Response, Failure>> + Send>>;

/// One line.
pub(super) fn page<F, Fut>(method: Method, path: &'static str, needs: Needs, handle: F) -> Page
where
    F: Fn(Arc<Visit>, Request) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Response, Failure>> + Send + 'static,
{
    Page { method, path, needs, handle: Arc::new(move |visit, request| Box::pin(handle(visit, request))) }
}

/// All of them, by topic.
pub(super) fn pages() -> Vec<Page> {
    [
        start::pages(),
        log_in::pages(),
        log_in_code::pages(),
        forgotten::pages(),
        provider::pages(),
        password::pages(),
        own::pages(),
        accounts::pages(),
        log::pages(),
        processing::pages(),
        walks::pages(),
        walk_plan::pages(),
        walk_guests::pages(),
        walk_again::pages(),
        walk_form::pages(),
        findings::pages(),
        places::pages(),
        plans::pages(),
        activities::pages(),
        waves::pages(),
        indicators::pages(),
        releases::pages(),
        reports::pages(),
        records::pages(),
        rights::pages(),
        microdata::pages(),
        forms::pages(),
        answers::pages(),
        quarantine::pages(),
        invitations::pages(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl From<Page> for Need {
    fn from(page: Page) -> Self {
        Self { method: page.method, path: page.path, needs: page.needs }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::http::staff::ROOT;

    #[test]
    fn every_page_is_there_once_and_in_its_place() {
        let mut known = HashSet::new();
        for Page { method, path, .. } in pages() {
            assert!(path == ROOT || path.starts_with("/staff/"), "{path}");
            assert!(method == Method::GET || method == Method::POST, "{method} {path}");
            assert!(known.insert((method, path)), "{path} is there twice");
        }
    }
}
