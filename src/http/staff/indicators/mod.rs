//! Indicators: what a board, a follow-up group and an analyst read of a programme.

mod area;
mod list;
mod series;

use poem::http::Method;

use super::table::{Needs, Page, page};
use crate::access::Permission::ReadIndicators;

/// Where the programmes are.
pub(super) const LIST: &str = "/staff/indicators";

pub(super) fn pages() -> Vec<Page> {
    let reading = Needs::Permission(ReadIndicators);
    vec![
        page(Method::GET, LIST, reading, list::show),
        page(Method::GET, area::ONE, reading, area::show),
        page(Method::GET, series::ALL, reading, series::list),
        page(Method::GET, series::ONE, reading, series::show),
        page(Method::GET, series::FILE, reading, series::file),
    ]
}
