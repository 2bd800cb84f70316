//! Pictures that fans send. Nothing of a file is kept: it is looked at from outside, decoded within limits, and written anew from its pixels.

mod look;
pub mod sweep;
#[cfg(test)]
mod tests;

use crate::compose::{
    encode::jpeg,
    read::{self, LONGEST_SIDE, MOST_PIXELS, flatten, is_too_large, limits, within},
};
use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageReader, RgbImage, imageops, imageops::FilterType,
    metadata::Orientation,
};
use look::Look;
use std::{io::Cursor, sync::Arc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes of a file, at most.
pub const MOST_BYTES: usize = 8_000_000;
/// Pixels of the longer side of what is kept.
pub const SIDE: u32 = 1_600;
/// Pixels of the longer side of the small picture.
pub const THUMBNAIL_SIDE: u32 = 320;
/// Pictures that are decoded at the same time.
const AT_ONCE: u32 = 2;
/// A picture of more pixels is decoded alone: it takes several times as many bytes of memory.
const LARGE: u64 = 12_000_000;
/// Files that may be on their way or wait, each with up to [`MOST_BYTES`] in memory.
const MOST_WAITING: usize = 16;

/// Why a picture was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UploadError {
    /// Too many bytes.
    #[error("the picture has more than {} MB: send a smaller one", MOST_BYTES / 1_000_000)]
    TooLarge,
    /// No format that is taken.
    #[error("this is not a picture that can be taken: send a JPEG, PNG or WebP file")]
    NotAPicture,
    /// Too many pixels.
    #[error(
        "the picture has more than {} million pixels, or more than {LONGEST_SIDE} on a side: send a smaller one",
        MOST_PIXELS / 1_000_000
    )]
    TooManyPixels,
    /// The file begins as a picture does, and cannot be read to its end.
    #[error("the picture cannot be read: the file is damaged or was cut off")]
    Broken,
    /// The file did not arrive in time.
    #[error("the picture took too long to arrive: try again with a better connection")]
    TooSlow,
    /// All pictures that a fan may send have been sent.
    #[error("all {0} pictures that one person may send have been sent")]
    UsedUp(u32),
    /// Too many pictures wait.
    #[error("too many pictures are being looked at: try again in a moment")]
    Busy,
}

impl UploadError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "upload_too_large",
            Self::NotAPicture => "upload_not_a_picture",
            Self::TooManyPixels => "upload_too_many_pixels",
            Self::Broken => "upload_broken",
            Self::TooSlow => "upload_too_slow",
            Self::UsedUp(_) => "uploads_used_up",
            Self::Busy => "upload_busy",
        }
    }
}

/// A picture as it is kept: two JPEG files that hold pixels and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Pixels of the large one.
    pub width: u32,
    /// Pixels of the large one.
    pub height: u32,
    /// At most [`SIDE`] pixels on a side.
    pub body: Vec<u8>,
    /// At most [`THUMBNAIL_SIDE`] pixels on a side.
    pub thumbnail: Vec<u8>,
}

/// Where pictures are made from files: a few at the same time, beside the threads that answer requests.
#[derive(Clone)]
pub struct Darkroom {
    waiting: Arc<Semaphore>,
    at_once: Arc<Semaphore>,
}

impl Default for Darkroom {
    fn default() -> Self {
        Self {
            waiting: Arc::new(Semaphore::new(MOST_WAITING)),
            at_once: Arc::new(Semaphore::new(AT_ONCE as usize)),
        }
    }
}

impl Darkroom {
    /// A place in the line, to be had before the file is read from the network.
    ///
    /// # Errors
    /// [`UploadError::Busy`]
    pub fn place(&self) -> Result<Place, UploadError> {
        let waiting = self
            .waiting
            .clone()
            .try_acquire_owned()
            .map_err(|_| UploadError::Busy)?;
        Ok(Place {
            _waiting: waiting,
            at_once: self.at_once.clone(),
        })
    }
}

/// A place in the line.
pub struct Place {
    _waiting: OwnedSemaphorePermit,
    at_once: Arc<Semaphore>,
}

impl Place {
    /// Makes the picture. Who hangs up meanwhile frees nothing: what has begun is finished first.
    ///
    /// # Errors
    /// Why it is not taken.
    pub async fn develop(self, file: Bytes) -> Result<Upload, UploadError> {
        let share = if look(&file)?.pixels > LARGE { AT_ONCE } else { 1 };
        let turn = self.at_once.clone().acquire_many_owned(share).await;
        let turn = turn.map_err(|_| UploadError::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = (turn, self);
            develop(&file)
        });
        // A decoder that panics has met a file that nobody can read.
        done.await.unwrap_or(Err(UploadError::Broken))
    }
}

/// Makes the picture and its small one from a file that somebody has sent.
///
/// # Errors
/// Why it is not taken.
pub fn develop(file: &[u8]) -> Result<Upload, UploadError> {
    let (decoder, orientation) = open(file)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(why)?;
    let mut picture = DynamicImage::ImageRgb8(smaller(opaque(picture)));
    picture.apply_orientation(orientation);
    let picture = picture.into_rgb8();
    let (wide, high) = within(picture.dimensions(), THUMBNAIL_SIDE);
    let thumbnail = imageops::resize(&picture, wide, high, FilterType::CatmullRom);
    let file_of = |picture: &RgbImage, quality| jpeg(picture, quality).map_err(|_| UploadError::Broken);
    Ok(Upload {
        width: picture.width(),
        height: picture.height(),
        body: file_of(&picture, 84)?,
        thumbnail: file_of(&thumbnail, 78)?,
    })
}

fn look(file: &[u8]) -> Result<Look, UploadError> {
    if file.len() > MOST_BYTES {
        return Err(UploadError::TooLarge);
    }
    look::at(file)
}

/// A decoder that has read the head, and how the camera was held.
fn open(file: &[u8]) -> Result<(impl ImageDecoder + '_, Orientation), UploadError> {
    let mut reader = ImageReader::with_format(Cursor::new(file), look(file)?.format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(why)?;
    let (width, height) = decoder.dimensions();
    if is_too_large(width, height) || decoder.total_bytes() > read::MOST_BYTES {
        return Err(UploadError::TooManyPixels);
    }
    if width == 0 || height == 0 {
        return Err(UploadError::Broken);
    }
    // What says nothing readable about how it was held was held upright.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((decoder, orientation))
}

fn why(error: ImageError) -> UploadError {
    match error {
        ImageError::Limits(_) => UploadError::TooManyPixels,
        _ => UploadError::Broken,
    }
}

/// Eight bits a colour, on white.
fn opaque(picture: DynamicImage) -> RgbImage {
    if picture.color().has_alpha() {
        flatten(&picture.into_rgba8())
    } else {
        picture.into_rgb8()
    }
}

/// Fits the picture into [`SIDE`]. The first step, from many pixels to twice as many as are wanted, is the cheap one.
fn smaller(picture: RgbImage) -> RgbImage {
    let (wide, high) = within(picture.dimensions(), SIDE);
    if (wide, high) == picture.dimensions() {
        return picture;
    }
    let picture = if picture.width() > 4 * wide || picture.height() > 4 * high {
        imageops::thumbnail(&picture, 2 * wide, 2 * high)
    } else {
        picture
    };
    imageops::resize(&picture, wide, high, FilterType::CatmullRom)
}
