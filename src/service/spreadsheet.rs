//! Text for programs of tables, which take what begins like a formula for one (OWASP: CSV injection).

use std::borrow::Cow;

/// The text as no such program calculates with it: what begins like a formula gets an apostrophe before it.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}
