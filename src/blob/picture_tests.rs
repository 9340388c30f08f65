//! Pictures of every kind, and files that only look like some.

use std::io::Cursor;

use image::codecs::png::PngEncoder;
use image::{ImageEncoder, Rgba, RgbaImage};

use super::*;

/// Left half red, right half blue.
fn two_halves(width: u32, height: u32) -> DynamicImage {
    let half = |x| if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) };
    RgbImage::from_fn(width, height, |x, _| half(x)).into()
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A segment that says how the picture is to be turned, with an invented maker.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend([1, 0x0f, 0, 2, 0, 0, 0, 4, b'H', b'u', b's', 0]);
    tiff.extend([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0; 4]);
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend(tiff);
    segment
}

fn jpeg_with_exif(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let file = written(picture, ImageFormat::Jpeg);
    let exif = exif(orientation);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&file[..2], &[0xff, 0xe1], &length, &exif, &file[2..]].concat()
}

fn kept(file: &[u8], longest_side: Option<u32>) -> Result<(Picture, RgbImage), Refusal> {
    let picture = keep(Cursor::new(file), longest_side)?;
    let seen = image::load_from_memory(&picture.content).unwrap().to_rgb8();
    assert_eq!((picture.width, picture.height), seen.dimensions());
    Ok((picture, seen))
}

fn is_red(pixel: Rgb<u8>) -> bool {
    pixel[0] > 200 && pixel[2] < 60
}

#[test]
fn a_photo_is_turned_upright_and_what_was_said_of_it_is_gone() {
    // 6: the right side of the file is the bottom of the picture.
    let file = jpeg_with_exif(&two_halves(40, 20), 6);
    assert!(file.windows(4).any(|word| word == b"Exif"));
    let (picture, seen) = kept(&file, None).unwrap();
    assert_eq!((picture.media_type, picture.width, picture.height), ("image/jpeg", 20, 40));
    assert!(is_red(*seen.get_pixel(10, 2)) && !is_red(*seen.get_pixel(10, 37)));
    assert!(!picture.content.windows(4).any(|word| word == b"Exif" || word == b"Hus\0"));
}

#[test]
fn each_format_is_kept_as_what_holds_it() {
    let see_through = DynamicImage::from(RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 0])));
    let deep = DynamicImage::from(two_halves(8, 8).to_rgb16());
    for (file, media_type) in [
        (written(&two_halves(8, 8), ImageFormat::Jpeg), "image/jpeg"),
        (written(&two_halves(8, 8), ImageFormat::Png), "image/png"),
        (written(&deep, ImageFormat::Png), "image/png"),
        (written(&two_halves(8, 8), ImageFormat::WebP), "image/jpeg"),
        (written(&see_through, ImageFormat::WebP), "image/png"),
    ] {
        assert_eq!(kept(&file, None).unwrap().0.media_type, media_type);
    }
}

#[test]
fn a_picture_is_no_larger_than_wanted_and_never_made_larger() {
    let file = written(&two_halves(400, 100), ImageFormat::Png);
    let (picture, _) = kept(&file, Some(200)).unwrap();
    assert_eq!((picture.width, picture.height), (200, 50));
    let (picture, _) = kept(&file, Some(4000)).unwrap();
    assert_eq!((picture.width, picture.height), (400, 100));
    let wide = written(&two_halves(LONGEST_SIDE + 100, 2), ImageFormat::Png);
    assert_eq!(kept(&wide, None).unwrap().0.width, LONGEST_SIDE);
}

#[test]
fn other_files_are_refused_by_what_they_are() {
    let heic = [&[0, 0, 0, 0x18], b"ftypheic".as_slice(), &[0; 4], b"mif1heic"].concat();
    for (file, name) in [
        (heic.as_slice(), Some("image/heif")),
        (b"GIF89a\x01\0\x01\0", Some("image/gif")),
        (b"%PDF-1.7 invented", Some("application/pdf")),
        (b"<html>", Some("text/html")),
        (b"words", None),
        (b"", None),
    ] {
        assert_eq!(kept(file, None).unwrap_err(), Refusal::OtherType(name));
    }
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    // 30,000 by 30,000 pixels in one line of a header.
    let mut file = Vec::new();
    PngEncoder::new(&mut file).write_image(&[0; 3], 1, 1, image::ExtendedColorType::Rgb8).unwrap();
    file[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let sum = crc(&file[12..29]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(kept(&file, None).unwrap_err(), Refusal::TooManyPixels);
}

#[test]
fn half_a_picture_is_damaged() {
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let file = written(&two_halves(200, 200), format);
        assert_eq!(kept(&file[..file.len() / 2], None).unwrap_err(), Refusal::Damaged, "{format:?}");
    }
    let file = written(&two_halves(200, 200), ImageFormat::Jpeg);
    assert_eq!(kept(&file[..100], None).unwrap_err(), Refusal::Damaged);
}

/// CRC-32 as PNG uses it.
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum: u32, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}
