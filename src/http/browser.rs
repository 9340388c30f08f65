//! What a browser tells of itself: its cookies, its languages, and from where it sends a form.

use poem::http::{HeaderMap, header};

/// The value of a cookie, if there is one and it is not empty.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    let sent = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = sent.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(name, value)| (name == wanted && !value.is_empty()).then_some(value))
}

/// The languages that the browser asks for, as it lists them: the one it likes best comes first.
pub(super) fn languages(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let listed = headers.get(header::ACCEPT_LANGUAGE).and_then(|accepted| accepted.to_str().ok()).unwrap_or_default();
    listed.split(',').filter_map(|entry| entry.trim().split([';', '-']).next())
}

/// Whether a form was sent from a page of ours. Browsers say it in `Sec-Fetch-Site`; older ones name the page's origin. One
/// that says neither is too old to be tricked into much: it does not get the cookie into a foreign form.
pub(super) fn is_from_here(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = text("origin") else { return true };
    let is_public = public_url.is_some_and(|url| url.trim_end_matches('/') == origin);
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    is_public || (authority.is_some() && authority == text("host"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().expect("a header"));
        }
        headers
    }

    #[test]
    fn a_form_counts_only_if_it_was_sent_from_here() {
        let public = Some("https://svar.example.dk");
        for (sent, expected) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "https://svar.example.dk")], false),
            (&[("origin", "https://svar.example.dk"), ("host", "inside:8080")], true),
            (&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], true),
            (&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8081")], false),
            (&[("origin", "https://evil.example"), ("host", "127.0.0.1:8080")], false),
            (&[("origin", "null"), ("host", "127.0.0.1:8080")], false),
            (&[("host", "127.0.0.1:8080")], true),
        ] {
            assert_eq!(is_from_here(&headers(sent), public), expected, "{sent:?}");
        }
    }

    #[test]
    fn our_cookie_is_found_among_others() {
        let found = |value| cookie(&headers(&[("cookie", value)]), "nabosvar").map(ToOwned::to_owned);
        assert_eq!(found("a=1; nabosvar=abc; b=2").as_deref(), Some("abc"));
        assert_eq!(found("nabosvar="), None);
        assert_eq!(found("xnabosvar=abc"), None);
    }

    #[test]
    fn languages_are_asked_for_in_order() {
        let asked = headers(&[("accept-language", "so-DK, ar;q=0.8,en;q=0.5")]);
        assert_eq!(languages(&asked).collect::<Vec<_>>(), ["so", "ar", "en"]);
    }
}
