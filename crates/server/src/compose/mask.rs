//! Masks: a picture of which only so much is left as staff want to be guessed from. What a mask takes away is nowhere in what it gives, and
//! it looks at nothing but the tiles that are shown.

use super::{
    read::{PictureError, flatten},
    silhouette::silhouette,
    tiles::Seen,
};
use image::{Rgb, RgbImage, RgbaImage};

/// Patches of colour across a blurred picture: what is in one of them is gone.
const PATCHES: u32 = 12;

/// What a mask leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// Twelve soft patches of colour from left to right.
    Blur,
    /// The outline of the thing, filled with one colour.
    Silhouette {
        /// Red, green, blue.
        ink: [u8; 3],
    },
}

/// Masks what may be seen of a picture. The other pixels of what it returns mean nothing.
///
/// # Errors
/// When a picture has no silhouette.
pub fn mask(picture: &RgbaImage, mask: Mask, seen: &Seen) -> Result<RgbImage, PictureError> {
    match mask {
        Mask::Blur => Ok(blur(&flatten(picture), seen)),
        Mask::Silhouette { ink } => silhouette(picture, ink, seen),
    }
}

/// The sum of a patch's colours, and of how many pixels.
type Patch = [f32; 4];

fn blur(picture: &RgbImage, seen: &Seen) -> RgbImage {
    let (width, height) = picture.dimensions();
    let across = PATCHES.min(width);
    let down = ((across * height + width / 2) / width).clamp(1, height);
    let mut patches: Vec<Patch> = vec![[0.0; 4]; (across * down) as usize];
    for (x, y) in seen.pixels() {
        let place = (y * down / height) * across + x * across / width;
        let Rgb([red, green, blue]) = *picture.get_pixel(x, y);
        if let Some(patch) = patches.get_mut(place as usize) {
            let one = [f32::from(red), f32::from(green), f32::from(blue), 1.0];
            patch.iter_mut().zip(one).for_each(|(sum, value)| *sum += value);
        }
    }
    let (columns, rows) = (taps(across, width), taps(down, height));
    let mut blurred = RgbImage::new(width, height);
    for (x, y) in seen.pixels() {
        let (Some(column), Some(row)) = (columns.get(x as usize), rows.get(y as usize)) else {
            continue;
        };
        let mut mixed: Patch = [0.0; 4];
        for &(top, high) in row {
            for &(left, wide) in column {
                if let Some(patch) = patches.get((top * across + left) as usize) {
                    mixed
                        .iter_mut()
                        .zip(patch)
                        .for_each(|(sum, value)| *sum += value * wide * high);
                }
            }
        }
        let [red, green, blue, weight] = mixed;
        // The pixel's own patch has at least this pixel.
        let colour = [red, green, blue].map(|sum| (sum / weight).round().clamp(0.0, 255.0) as u8);
        blurred.put_pixel(x, y, Rgb(colour));
    }
    blurred
}

/// For each pixel of a side the patches that its colour is mixed of, and how much of each: a cubic B-spline, which has neither edges nor
/// overshoots.
fn taps(patches: u32, pixels: u32) -> Vec<Vec<(u32, f32)>> {
    let scale = patches as f32 / pixels as f32;
    (0..pixels)
        .map(|pixel| {
            let at = (pixel as f32 + 0.5) * scale - 0.5;
            let t = at - at.floor();
            let weights = [
                (1.0 - t).powi(3) / 6.0,
                (3.0 * t.powi(3) - 6.0 * t * t + 4.0) / 6.0,
                (-3.0 * t.powi(3) + 3.0 * t * t + 3.0 * t + 1.0) / 6.0,
                t.powi(3) / 6.0,
            ];
            let first = at.floor() as i64 - 1;
            (first..)
                .zip(weights)
                .filter_map(|(patch, weight)| Some((u32::try_from(patch).ok().filter(|&p| p < patches)?, weight)))
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::tiles::Grid, *};
    use image::Rgba;

    const ONE: Grid = Grid { columns: 1, rows: 1 };

    fn whole(picture: &RgbaImage) -> Seen {
        ONE.seen(&[0], picture.dimensions())
    }

    #[test]
    fn a_blurred_picture_is_the_same_whatever_its_patches_are_made_of() {
        let patches = |inner: fn(u32, u32) -> u8| {
            RgbaImage::from_fn(240, 120, |x, y| {
                let colour = if (x / 20 + y / 20) % 2 == 0 { 60 } else { 160 };
                let turned = inner(x, y);
                Rgba([colour + turned, colour, 200 - turned, 255])
            })
        };
        let stripes = patches(|x, _| if x % 2 == 0 { 40 } else { 0 });
        let chequers = patches(|x, y| if (x / 5 + y / 5) % 2 == 0 { 40 } else { 0 });
        assert_ne!(stripes, chequers);
        let blurred = mask(&stripes, Mask::Blur, &whole(&stripes)).unwrap();
        assert!(blurred == mask(&chequers, Mask::Blur, &whole(&chequers)).unwrap());
    }

    #[test]
    fn a_blurred_picture_has_no_edges_and_keeps_its_light() {
        let picture = RgbaImage::from_fn(480, 240, |x, _| {
            if x < 240 {
                Rgba([0, 0, 0, 255])
            } else {
                Rgba([255, 255, 255, 255])
            }
        });
        let blurred = mask(&picture, Mask::Blur, &whole(&picture)).unwrap();
        assert!(blurred.get_pixel(0, 100).0[0] < 3 && blurred.get_pixel(479, 100).0[0] > 252);
        let steepest = (1..480)
            .map(|x| blurred.get_pixel(x, 100).0[0].abs_diff(blurred.get_pixel(x - 1, 100).0[0]))
            .max();
        assert!(steepest < Some(6), "{steepest:?}");
    }

    #[test]
    fn what_is_transparent_is_blurred_as_white() {
        let picture = RgbaImage::new(60, 30);
        let blurred = mask(&picture, Mask::Blur, &whole(&picture)).unwrap();
        assert!(blurred.pixels().all(|pixel| pixel.0 == [255; 3]));
    }
}
