//! A form that asks for pictures, and pictures that are visibly invented: one colour from edge to edge.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use jiff::civil::Date;
use nabosvar::access::Actor;
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::waves::{Identity, Terms, Wave};
use nabosvar::service::{Services, open_wave};
use nabosvar::store::Digest;

use crate::invented::programme;

/// Two questions for pictures; `photo` wants them no larger than 64 pixels.
pub(crate) const FORM: &str = r#"
form_id: pictures
version: "1"
default_language: da
title: { da: "Opdigtede billeder" }
survey:
  - { type: image, name: photo, label: { da: "Billede" }, parameters: { max-pixels: 64 } }
  - { type: image, name: other, label: { da: "Et til" }, parameters: { max-pixels: 100 } }
"#;

/// A file as a phone has it.
#[derive(Clone)]
pub(crate) struct Photo {
    /// Its bytes.
    pub(crate) file: Vec<u8>,
    /// Its name.
    pub(crate) sha256: Digest,
}

/// A picture of one shade.
pub(crate) fn photo(width: u32, height: u32, shade: u8) -> Photo {
    written(&RgbImage::from_pixel(width, height, Rgb([shade, 40, 200])).into(), ImageFormat::Jpeg)
}

/// A picture that no program can make smaller: `side` by `side` pixels by chance.
pub(crate) fn noise(side: u32, seed: u32) -> Photo {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    written(&RgbImage::from_fn(side, side, |_, _| Rgb([next(), next(), next()])).into(), ImageFormat::Png)
}

/// Publishes [`FORM`] and opens a wave of it, from November 2026, far into the future: some tests take the day from the machine.
pub(crate) async fn wave(services: &Services) -> Wave {
    wave_until(services, Date::constant(2999, 12, 31)).await
}

/// The same with a last day.
pub(crate) async fn wave_until(services: &Services, ends_on: Date) -> Wave {
    publish_form::publish(services, &Actor::operator(), FORM).await.expect("the form is right");
    let command = open_wave::Command {
        programme_id: programme(services).await,
        form_id: "pictures".to_owned(),
        version: "1".to_owned(),
        name: "Invented wave".parse().expect("a name"),
        identity: Identity::Anonymous,
        starts_on: Date::constant(2026, 11, 1),
        ends_on,
        terms: Terms::default(),
    };
    open_wave::open(services, &Actor::operator(), command).await.expect("the wave opens")
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Photo {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).expect("the picture is written");
    let file = file.into_inner();
    Photo { sha256: Digest::of(&file), file }
}
