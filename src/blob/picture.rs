//! Pictures as they come from phones, and as they are kept: upright, no larger than wanted, and written anew, so that nothing
//! is left of where, when and with what they were taken.

use std::io::{BufReader, Cursor, Read, Seek};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

/// A picture as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub content: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

/// Why a file is not taken as a picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is something else. By its name, if that is known.
    #[error("the file is {}", .0.unwrap_or("nothing that is known"))]
    OtherType(Option<&'static str>),
    /// It has more pixels than can be taken.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// It looks like a picture and cannot be read.
    #[error("the picture cannot be read")]
    Damaged,
}

/// The files that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// What cameras write.
    Jpeg,
    /// What screens write.
    Png,
    /// What other programs pass on.
    WebP,
}

/// More is no photo of any phone; in memory it is 150 MB.
pub const MOST_PIXELS: u64 = 50_000_000;
/// The longer side of what is kept where the form does not say: enough to print a page.
pub const LONGEST_SIDE: u32 = 4_096;
/// As many bytes as tell what a file is.
const HEAD: usize = 512;
/// What a photo with so many pixels needs, and room to work.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
const JPEG_QUALITY: u8 = 85;

/// Reads a picture and makes of it what is kept. Takes up to a second and much memory.
pub fn keep(mut file: impl Read + Seek, longest_side: Option<u32>) -> Result<Picture, Refusal> {
    let format = format(&mut file)?;
    let (mut picture, orientation) = decode(file, format)?;
    let most = longest_side.map_or(LONGEST_SIDE, |side| side.min(LONGEST_SIDE));
    if picture.width().max(picture.height()) > most {
        picture = picture.resize(most, most, FilterType::CatmullRom);
    }
    // Turning makes a copy, and it is small by now.
    picture.apply_orientation(orientation);
    encode(&picture, format)
}

/// A picture of which the colour of every dot is said.
pub fn drawn(width: u32, height: u32, colour: impl Fn(u32, u32) -> [u8; 3]) -> Result<Picture, Refusal> {
    let dots = RgbImage::from_fn(width, height, |x, y| Rgb(colour(x, y)));
    encode(&dots.into(), Format::Png)
}

/// What a file is by its content. Leaves it at its start.
fn format(file: &mut (impl Read + Seek)) -> Result<Format, Refusal> {
    let mut head = Vec::with_capacity(HEAD);
    let read = file.by_ref().take(HEAD as u64).read_to_end(&mut head).and_then(|_| file.rewind());
    read.map_err(|_| Refusal::Damaged)?;
    let found = infer::get(&head).map(|found| found.mime_type());
    match found {
        Some("image/jpeg") => Ok(Format::Jpeg),
        Some("image/png") => Ok(Format::Png),
        Some("image/webp") => Ok(Format::WebP),
        other => Err(Refusal::OtherType(other)),
    }
}

fn decode(file: impl Read + Seek, format: Format) -> Result<(DynamicImage, Orientation), Refusal> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(BufReader::new(file), format.of_library());
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refusal::TooManyPixels);
    }
    // What is said of a picture may be damaged where the picture is not.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    Ok((picture, orientation))
}

/// Photos stay photos. What came without loss stays so, and so does what can be seen through, which JPEG cannot hold.
fn encode(picture: &DynamicImage, format: Format) -> Result<Picture, Refusal> {
    let mut content = Cursor::new(Vec::new());
    let is_photo = format == Format::Jpeg || (format == Format::WebP && !picture.color().has_alpha());
    let (written, media_type) = if is_photo {
        let encoder = JpegEncoder::new_with_quality(&mut content, JPEG_QUALITY);
        (picture.to_rgb8().write_with_encoder(encoder), "image/jpeg")
    } else {
        (narrow(picture).write_to(&mut content, ImageFormat::Png), "image/png")
    };
    written.map_err(|error| refusal(&error))?;
    Ok(Picture { content: content.into_inner(), media_type, width: picture.width(), height: picture.height() })
}

/// One byte for each colour: no screen shows more.
fn narrow(picture: &DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() { picture.to_rgba8().into() } else { picture.to_rgb8().into() }
}

fn refusal(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooManyPixels,
        _ => Refusal::Damaged,
    }
}

impl Format {
    fn of_library(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::WebP => ImageFormat::WebP,
        }
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture")
            .field("media_type", &self.media_type)
            .field("width", &self.width)
            .field("height", &self.height)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
