//! Files that never change, given out whole or in a part (RFC 9110, 14): who lost the connection goes on where it broke.

use std::ops::Range;

use poem::http::{HeaderMap, HeaderValue, StatusCode, header};
use poem::{Body, Response};

/// A file that never changes.
pub(crate) struct Fixed {
    /// Its name, of letters that need no quoting.
    pub(crate) name: String,
    pub(crate) media_type: String,
    /// What names its content, without quotes.
    pub(crate) tag: String,
    pub(crate) content: Vec<u8>,
}

/// A part was asked for that the file does not have. It is this long.
pub(crate) struct Unsatisfiable(pub(crate) usize);

impl Fixed {
    /// The whole file, or the part that the request asks for.
    pub(crate) fn respond(self, request: &HeaderMap) -> Result<Response, Unsatisfiable> {
        let length = self.content.len();
        let tag = format!("\"{}\"", self.tag);
        let wanted = wanted(request, &tag, length)?;
        let response = Response::builder()
            .content_type(&self.media_type)
            .header(header::ETAG, tag)
            // Nobody between us and the caller keeps what needs a token.
            .header(header::CACHE_CONTROL, "private, max-age=31536000, immutable")
            .header(header::ACCEPT_RANGES, "bytes")
            .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", self.name))
            .header(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        Ok(match wanted {
            None => response.body(self.content),
            Some(Range { start, end }) => response
                .status(StatusCode::PARTIAL_CONTENT)
                .header(header::CONTENT_RANGE, format!("bytes {start}-{}/{length}", end - 1))
                .body(Body::from_vec(self.content[start..end].to_vec())),
        })
    }
}

/// The part that is asked for; nothing, if it is all, or asked in a way that we need not know: then all is given.
fn wanted(request: &HeaderMap, tag: &str, length: usize) -> Result<Option<Range<usize>>, Unsatisfiable> {
    let text = |name| request.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    // Of another file than the one that the caller has a part of, a part is of no use. A weak tag never matches.
    if text(header::IF_RANGE).is_some_and(|known| known.trim() != tag) {
        return Ok(None);
    }
    let Some(range) = text(header::RANGE).and_then(|range| range.trim().strip_prefix("bytes=")) else {
        return Ok(None);
    };
    let Some((first, last)) = range.split_once('-').map(|(first, last)| (first.trim(), last.trim())) else {
        return Ok(None);
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(first) || !is_number(last) || (first.is_empty() && last.is_empty()) {
        return Ok(None);
    }
    // What is too long for a number lies behind every end.
    let number = |text: &str| text.parse().unwrap_or(usize::MAX);
    let range = match (first, last) {
        ("", last) => length.saturating_sub(number(last))..length,
        (first, "") => number(first)..length,
        (first, last) if number(last) < number(first) => return Ok(None),
        (first, last) => number(first)..number(last).saturating_add(1).min(length),
    };
    if range.is_empty() { Err(Unsatisfiable(length)) } else { Ok(Some(range)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(range: &'static str, if_range: Option<&'static str>) -> Result<Option<Range<usize>>, usize> {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static(range));
        if let Some(known) = if_range {
            headers.insert(header::IF_RANGE, HeaderValue::from_static(known));
        }
        wanted(&headers, "\"a\"", 10).map_err(|Unsatisfiable(length)| length)
    }

    #[test]
    fn a_part_is_given_as_it_is_asked_for() {
        for (asked, given) in [
            ("bytes=0-4", 0..5),
            ("bytes=5-", 5..10),
            ("bytes=-3", 7..10),
            ("bytes=-30", 0..10),
            ("bytes=9-99", 9..10),
            ("bytes=3-3", 3..4),
            ("bytes=0-99999999999999999999999", 0..10),
        ] {
            assert_eq!(part(asked, None), Ok(Some(given)), "{asked}");
        }
        for behind in ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999999-"] {
            assert_eq!(part(behind, None), Err(10), "{behind}");
        }
        // Several parts, other units and what is no range at all: the whole file does no harm.
        for other in ["bytes=0-1,3-4", "lines=0-4", "bytes=4-2", "bytes=a-b", "bytes=-", "bytes=5", "", "bytes=+1-2"] {
            assert_eq!(part(other, None), Ok(None), "{other}");
        }
    }

    #[test]
    fn of_another_file_no_part_is_given() {
        assert_eq!(part("bytes=0-4", Some("\"a\"")), Ok(Some(0..5)));
        for other in ["\"b\"", "W/\"a\"", "Sat, 21 Nov 2026 12:00:00 GMT"] {
            assert_eq!(part("bytes=0-4", Some(other)), Ok(None), "{other}");
        }
    }
}
