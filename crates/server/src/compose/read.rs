//! Picture files of staff, read: SVG drawn, PNG, JPEG and WebP decoded within limits.

use image::{DynamicImage, ImageDecoder as _, ImageReader, RgbImage, RgbaImage, imageops, imageops::FilterType};
use resvg::{tiny_skia, usvg};
use std::io::Cursor;

/// Pixels of a side, at most: read from the file's head, before anything is decoded.
pub const LONGEST_SIDE: u32 = 12_000;
/// Pixels in all, at most.
pub const MOST_PIXELS: u64 = 40_000_000;
/// Bytes that decoding may take, at most: 40 million pixels of four bytes, and some more.
pub const MOST_BYTES: u64 = 192 << 20;
/// Height over width, at most.
pub const TALLEST: u32 = 3;

/// Why a picture cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file is no SVG that can be drawn.
    #[error("it is not an SVG file that can be drawn: {0}")]
    Svg(#[from] usvg::Error),
    /// The file is no PNG or JPEG.
    #[error("it is not a PNG, JPEG or WebP file: {0}")]
    Raster(#[from] image::ImageError),
    /// The picture has no size that can be shown.
    #[error("it is {0} × {1}: give it a width, and at most three times as much height")]
    Size(u32, u32),
    /// The picture is too large to be decoded.
    #[error("it is {0} × {1}: give one of at most {MOST_PIXELS} pixels, and {LONGEST_SIDE} on a side")]
    Pixels(u32, u32),
    /// It has fewer pixels than tiles.
    #[error("it is {0} × {1}: that is less than a pixel for each tile")]
    Tiles(u32, u32),
    /// Nothing in the picture stands out from its ground, so it has no silhouette.
    #[error(
        "no silhouette can be told from its ground: give a picture whose ground is transparent, or of one colour up to its border"
    )]
    NoSubject,
}

/// Reads a picture as large as it is; an SVG is drawn so wide.
///
/// # Errors
/// When it is no picture, or too large a one.
pub fn read(file: &[u8], width: u32) -> Result<RgbaImage, PictureError> {
    let picture = if looks_like_svg(file) {
        let is_fine = |size: usvg::Size| size.height() <= size.width() * TALLEST as f32;
        draw(file, |size| is_fine(size).then(|| width as f32 / size.width()))?
    } else {
        decode(file)?
    };
    let (width, height) = picture.dimensions();
    if width == 0 || height == 0 || height > width.saturating_mul(TALLEST) {
        return Err(PictureError::Size(width, height));
    }
    Ok(picture)
}

/// Reads a picture that fits into a square: an SVG is drawn to fill it, anything else is made smaller where it has to be.
///
/// # Errors
/// When it is no picture, or too large a one.
pub fn read_within(file: &[u8], side: u32) -> Result<RgbaImage, PictureError> {
    if looks_like_svg(file) {
        return draw(file, |size| Some(side as f32 / size.width().max(size.height())));
    }
    let picture = decode(file)?;
    let (width, height) = picture.dimensions();
    if width == 0 || height == 0 {
        return Err(PictureError::Size(width, height));
    }
    Ok(scale(&picture, within((width, height), side), FilterType::CatmullRom))
}

/// The size of a picture that is made to fit into a square, and never larger than it is.
#[must_use]
pub fn within((width, height): (u32, u32), side: u32) -> (u32, u32) {
    let longest = u64::from(width.max(height)).max(1);
    let shorter = |length: u32| {
        let length = (u64::from(length) * u64::from(side) + longest / 2) / longest;
        u32::try_from(length).unwrap_or(side).max(1)
    };
    if longest <= u64::from(side) {
        (width, height)
    } else {
        (shorter(width), shorter(height))
    }
}

fn looks_like_svg(file: &[u8]) -> bool {
    let head: String = String::from_utf8_lossy(file.get(..512).unwrap_or(file)).into_owned();
    head.contains("<svg") || head.trim_start_matches('\u{FEFF}').trim_start().starts_with("<?xml")
}

fn draw(file: &[u8], scale: impl Fn(usvg::Size) -> Option<f32>) -> Result<RgbaImage, PictureError> {
    let options = usvg::Options {
        // A picture is one file: nothing else is read from the disk on its behalf.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_data(file, &options)?;
    let size = tree.size();
    let wrong = || PictureError::Size(size.width() as u32, size.height() as u32);
    let scale = scale(size).ok_or_else(wrong)?;
    let (width, height) = (
        (size.width() * scale).round() as u32,
        (size.height() * scale).round() as u32,
    );
    let mut pixmap = tiny_skia::Pixmap::new(width, height).ok_or_else(wrong)?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    let pixels = pixmap.pixels().iter().flat_map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    RgbaImage::from_raw(width, height, pixels.collect()).ok_or_else(wrong)
}

/// The size is looked at first: a small file can be a huge picture.
fn decode(file: &[u8]) -> Result<RgbaImage, PictureError> {
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(image::ImageError::IoError)?;
    reader.limits(limits());
    let decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if is_too_large(width, height) {
        return Err(PictureError::Pixels(width, height));
    }
    Ok(DynamicImage::from_decoder(decoder)?.into_rgba8())
}

/// What a decoder may take.
#[must_use]
pub fn limits() -> image::Limits {
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

/// Whether a picture of that size is not decoded.
#[must_use]
pub fn is_too_large(width: u32, height: u32) -> bool {
    width > LONGEST_SIDE || height > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS
}

/// A picture in another size. What is transparent lends no colour to what is beside it.
#[must_use]
pub fn scale(picture: &RgbaImage, size: (u32, u32), filter: FilterType) -> RgbaImage {
    if picture.dimensions() == size {
        return picture.clone();
    }
    let mut weighted = picture.clone();
    for image::Rgba([red, green, blue, alpha]) in weighted.pixels_mut() {
        for colour in [red, green, blue] {
            *colour = times(*colour, *alpha);
        }
    }
    let mut scaled = imageops::resize(&weighted, size.0, size.1, filter);
    for image::Rgba([red, green, blue, alpha]) in scaled.pixels_mut() {
        for colour in [red, green, blue] {
            let full = (u32::from(*colour) * 255 + u32::from(*alpha) / 2).checked_div(u32::from(*alpha));
            *colour = u8::try_from(full.unwrap_or(0)).unwrap_or(255);
        }
    }
    scaled
}

fn times(colour: u8, alpha: u8) -> u8 {
    u8::try_from((u32::from(colour) * u32::from(alpha) + 127) / 255).unwrap_or(255)
}

/// Transparent parts become white: a JPEG has none.
#[must_use]
pub fn flatten(picture: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let image::Rgba([red, green, blue, alpha]) = *picture.get_pixel(x, y);
        let over_white = |colour: u8| {
            let sum = u32::from(colour) * u32::from(alpha) + 255 * u32::from(255 - alpha) + 127;
            u8::try_from(sum / 255).unwrap_or(255)
        };
        image::Rgb([red, green, blue].map(over_white))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_transparent_lends_no_colour_to_its_neighbours() {
        let picture = RgbaImage::from_fn(8, 8, |x, _| {
            if x < 4 {
                image::Rgba([200, 100, 50, 255])
            } else {
                image::Rgba([0, 0, 0, 0])
            }
        });
        let small = scale(&picture, (3, 3), FilterType::Triangle);
        let image::Rgba([red, green, blue, alpha]) = *small.get_pixel(1, 1);
        assert!((100..=155).contains(&alpha), "half of it: {alpha}");
        assert!(
            red.abs_diff(200) < 4 && green.abs_diff(100) < 4 && blue.abs_diff(50) < 4,
            "{:?}",
            small.get_pixel(1, 1)
        );
    }

    #[test]
    fn a_picture_is_made_to_fit_and_never_larger() {
        assert_eq!(within((1_280, 640), 640), (640, 320));
        assert_eq!(within((12_000, 1), 320), (320, 1));
        assert_eq!(within((30, 40), 640), (30, 40));
    }
}
