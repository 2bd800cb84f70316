//! Pictures as files. Only pixels are written: nothing that a source said about itself comes along.

use super::read::PictureError;
use image::{
    ExtendedColorType, ImageEncoder as _, RgbImage, RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};

/// A JPEG file; quality from 1 to 100.
///
/// # Errors
/// When the picture has no pixels, or more than 65,535 on a side.
pub fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PictureError> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality).write_image(
        picture.as_raw(),
        picture.width(),
        picture.height(),
        ExtendedColorType::Rgb8,
    )?;
    Ok(file)
}

/// A PNG file, for what has to stay transparent.
///
/// # Errors
/// When the picture has no pixels.
pub fn png(picture: &RgbaImage) -> Result<Vec<u8>, PictureError> {
    let mut file = Vec::new();
    PngEncoder::new(&mut file).write_image(
        picture.as_raw(),
        picture.width(),
        picture.height(),
        ExtendedColorType::Rgba8,
    )?;
    Ok(file)
}
