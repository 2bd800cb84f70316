//! Pictures of an assemble node: its parts, transparent where they are, and the scene that they belong into.

use super::read::{PictureError, flatten, read, read_within, scale};
use image::{RgbImage, RgbaImage, imageops::FilterType};

/// Pixels of a part's longer side, at most.
pub const PART_SIDE: u32 = 640;
/// Pixels across a scene.
pub const SCENE_WIDTH: u32 = 1_120;
/// A part, transparent around it.
///
/// # Errors
/// When the file is no picture, or too large a one.
pub fn part(file: &[u8]) -> Result<RgbaImage, PictureError> {
    read_within(file, PART_SIDE)
}

/// The scene, on white.
///
/// # Errors
/// When the file is no picture, or too large a one.
pub fn scene(file: &[u8]) -> Result<RgbImage, PictureError> {
    let picture = read(file, SCENE_WIDTH)?;
    let (width, height) = picture.dimensions();
    let size = if width > SCENE_WIDTH {
        (SCENE_WIDTH, (SCENE_WIDTH * height / width).max(1))
    } else {
        (width, height)
    };
    Ok(flatten(&scale(&picture, size, FilterType::CatmullRom)))
}

#[cfg(test)]
mod tests {
    use super::{super::encode::png, *};
    use image::Rgba;

    const ANTENNA: &[u8] =
        br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 80"><circle cx="5" cy="75" r="5" fill="#e8912d"/></svg>"##;

    #[test]
    fn a_part_is_drawn_large_enough_and_stays_transparent_around() {
        let drawn = part(ANTENNA).unwrap();
        assert_eq!(drawn.dimensions(), (80, 640));
        assert_eq!(drawn.get_pixel(40, 100).0[3], 0);
        assert_eq!(drawn.get_pixel(40, 600).0, [0xe8, 0x91, 0x2d, 255]);
    }

    #[test]
    fn a_large_part_is_made_smaller_and_a_small_one_is_left() {
        let file = |width, height| png(&RgbaImage::from_pixel(width, height, Rgba([9, 99, 199, 128]))).unwrap();
        let large = part(&file(2_000, 500)).unwrap();
        assert_eq!(large.dimensions(), (640, 160));
        assert_eq!(part(&file(20, 50)).unwrap().dimensions(), (20, 50));
        assert!(
            large
                .pixels()
                .all(|pixel| pixel.0[3] == 128 && pixel.0[2].abs_diff(199) < 3)
        );
    }

    #[test]
    fn a_scene_is_on_white() {
        let drawn = scene(br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>"#).unwrap();
        assert_eq!(drawn.dimensions(), (1_120, 840));
        assert!(drawn.pixels().all(|pixel| pixel.0 == [255; 3]));
        assert!(matches!(scene(b"<svg"), Err(PictureError::Svg(_))));
        assert!(matches!(part(b"hello"), Err(PictureError::Raster(_))));
    }
}
