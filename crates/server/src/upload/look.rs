//! A look at a file from outside, before a decoder is let near it: what it is by its content (names and types are only claims), and whether
//! it would make a decoder do more than its head says.

use super::UploadError;
use crate::compose::read::is_too_large;
use image::ImageFormat;

/// Scans of a JPEG file, at most: each makes a decoder go through all pixels, and one fits into a few bytes.
const MOST_SCANS: u32 = 100;

/// What can be told of a file without decoding anything.
pub(super) struct Look {
    /// By its first bytes.
    pub format: ImageFormat,
    /// As its head says, or the largest of its frames.
    pub pixels: u64,
}

/// Looks at a file.
///
/// # Errors
/// When it is nothing that is taken, is too large, is cut off, or is made to harm.
pub(super) fn at(file: &[u8]) -> Result<Look, UploadError> {
    let format = image::guess_format(file).map_err(|_| UploadError::NotAPicture)?;
    let pixels = match format {
        ImageFormat::Png => png(file),
        ImageFormat::Jpeg => jpeg(file),
        ImageFormat::WebP => webp(file),
        _ => Err(UploadError::NotAPicture),
    }?;
    Ok(Look { format, pixels })
}

fn pixels(width: u32, height: u32) -> Result<u64, UploadError> {
    if is_too_large(width, height) {
        Err(UploadError::TooManyPixels)
    } else {
        Ok(u64::from(width) * u64::from(height))
    }
}

fn png(file: &[u8]) -> Result<u64, UploadError> {
    let side = |at: usize| {
        file.get(at..)
            .and_then(|rest| rest.first_chunk())
            .copied()
            .map(u32::from_be_bytes)
    };
    match (side(16), side(20)) {
        (Some(width), Some(height)) => pixels(width, height),
        _ => Err(UploadError::Broken),
    }
}

/// Goes from marker to marker. A decoder fills what is missing at the end with grey; here it has to be there.
fn jpeg(file: &[u8]) -> Result<u64, UploadError> {
    let (mut at, mut size, mut scans) = (2, None, 0);
    loop {
        // Past the scan that was just met, or what somebody has left between segments.
        let next = file.get(at..).and_then(next_marker).ok_or(UploadError::Broken)?;
        at += next.skipped;
        match next.marker {
            0xD9 if scans > 0 => return size.ok_or(UploadError::Broken),
            0xC0..=0xCF if !matches!(next.marker, 0xC4 | 0xC8 | 0xCC) => {
                let Some(&[_, _, _, a, b, c, d]) = file.get(at..).and_then(|rest| rest.first_chunk()) else {
                    return Err(UploadError::Broken);
                };
                let side = |high, low| u32::from(u16::from_be_bytes([high, low]));
                // One frame: a second one could be of another size.
                if size.replace(pixels(side(c, d), side(a, b))?).is_some() {
                    return Err(UploadError::Broken);
                }
            }
            0xDA => scans += 1,
            _ => {}
        }
        if next.marker == 0xD9 || scans > MOST_SCANS {
            return Err(UploadError::Broken);
        }
        let length = file
            .get(at..)
            .and_then(|rest| rest.first_chunk())
            .ok_or(UploadError::Broken)?;
        at += usize::from(u16::from_be_bytes(*length)).max(2);
    }
}

struct Marker {
    marker: u8,
    /// Bytes up to what follows the marker.
    skipped: usize,
}

/// The next marker that begins a segment, or ends the file. Within a scan 0xFF is followed by zero or is a restart.
fn next_marker(file: &[u8]) -> Option<Marker> {
    let place = file
        .windows(2)
        .position(|pair| matches!(pair, [0xFF, second] if !matches!(second, 0 | 1 | 0xD0..=0xD8 | 0xFF)))?;
    let marker = *file.get(place + 1)?;
    Some(Marker {
        marker,
        skipped: place + 2,
    })
}

/// A WebP file says its size at its head, and once more in each frame: a decoder makes room for the latter before it compares.
fn webp(file: &[u8]) -> Result<u64, UploadError> {
    let mut most = 0;
    for (kind, body) in chunks(file.get(12..).unwrap_or_default()) {
        most = most.max(frame(kind, body)?);
        if &kind == b"ANMF" {
            for (kind, body) in chunks(body.get(16..).unwrap_or_default()) {
                most = most.max(frame(kind, body)?);
            }
        }
    }
    Ok(most)
}

fn frame(kind: [u8; 4], body: &[u8]) -> Result<u64, UploadError> {
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .fold(0, |number, &byte| number << 8 | u32::from(byte))
    };
    let part = |at: usize, length: usize| body.get(at..at + length).map(number);
    match &kind {
        b"VP8 " => match (part(6, 2), part(8, 2)) {
            (Some(width), Some(height)) => pixels(width & 0x3FFF, height & 0x3FFF),
            _ => Err(UploadError::Broken),
        },
        b"VP8L" => match part(1, 4) {
            Some(sides) => pixels(1 + (sides & 0x3FFF), 1 + (sides >> 14 & 0x3FFF)),
            None => Err(UploadError::Broken),
        },
        b"VP8X" => match (part(4, 3), part(7, 3)) {
            (Some(width), Some(height)) => pixels(1 + width, 1 + height),
            _ => Err(UploadError::Broken),
        },
        _ => Ok(0),
    }
}

/// The chunks of a RIFF file, as far as they go.
fn chunks(mut rest: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (kind, after) = rest.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let body = after.get(..length).unwrap_or(after);
        rest = after.get(length + length % 2..).unwrap_or_default();
        Some((*kind, body))
    })
}
