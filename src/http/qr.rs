//! A QR code as a picture in a page: nothing of it is inline style, and it needs no script.

use std::fmt::Write;

use fast_qr::QRBuilder;
use maud::{Markup, html};

/// White around the code, without which cameras do not find it.
const MARGIN: usize = 4;

/// The picture, called `name` by those who do not see it; none if there is too much to say.
pub(super) fn picture(text: &str, name: &str) -> Option<Markup> {
    let code = QRBuilder::new(text).build().ok()?;
    let mut dark = String::new();
    for row in 0..code.size {
        for (column, _) in code[row].iter().enumerate().take(code.size).filter(|(_, module)| module.value()) {
            write!(dark, "M{},{}h1v1h-1z", column + MARGIN, row + MARGIN).ok()?;
        }
    }
    let size = code.size + 2 * MARGIN;
    Some(html! {
        svg role="img" aria-label=(name) viewBox={ "0 0 " (size) " " (size) } xmlns="http://www.w3.org/2000/svg" {
            path d=(dark) {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_corners_are_where_cameras_look_for_them() {
        let picture = picture("https://svar.example.dk", "En \"kode\"").unwrap().into_string();
        assert!(picture.contains(r#"viewBox="0 0 37 37""#) && picture.contains("En &quot;kode&quot;"), "{picture}");
        for (column, row) in [(4, 4), (26, 4), (4, 26)] {
            let dark = |column: usize, row: usize| picture.contains(&format!("M{column},{row}h1"));
            assert!((0..7).all(|at| dark(column + at, row) && dark(column, row + at)), "the edge at {column}, {row}");
            assert!((1..6).all(|at| !dark(column + at, row + 1)) && dark(column + 3, row + 3), "the inside");
        }
    }

    #[test]
    fn what_is_too_long_has_no_picture() {
        assert!(super::picture(&"x".repeat(10_000), "").is_none());
    }
}
