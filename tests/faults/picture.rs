//! Pictures, visibly invented: a few colours by chance.

use std::io::Cursor;

use fastrand::Rng;
use image::{ImageFormat, RgbImage};

/// A file of some kilobytes that nobody else has.
pub(crate) fn invented(rng: &mut Rng) -> Vec<u8> {
    let (width, height) = (rng.u32(8..64), rng.u32(8..64));
    let mut picture = RgbImage::new(width, height);
    for pixel in picture.pixels_mut() {
        pixel.0 = [rng.u8(..), rng.u8(..), rng.u8(..)];
    }
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).expect("a picture can be written");
    file.into_inner()
}
