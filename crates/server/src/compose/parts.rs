//! Pictures of an assemble node: its parts, transparent where they are, and the scene that they belong into.

use super::{
    encode::{jpeg, png},
    read::{PictureError, flatten, read, read_within, scale},
};
use image::imageops::FilterType;

/// Pixels of a part's longer side, at most.
pub const PART_SIDE: u32 = 640;
/// Pixels across a scene.
pub const SCENE_WIDTH: u32 = 1_120;
/// Quality of a scene, as of a teaser's picture.
const QUALITY: u8 = 84;

/// A picture as fans get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// A PNG or JPEG file.
    pub body: Vec<u8>,
}

/// A part as a PNG file that is transparent where the part is.
///
/// # Errors
/// When the file is no picture, or too large a one.
pub fn part(file: &[u8]) -> Result<Rendered, PictureError> {
    let picture = read_within(file, PART_SIDE)?;
    Ok(Rendered {
        width: picture.width(),
        height: picture.height(),
        body: png(&picture)?,
    })
}

/// The scene as a JPEG file.
///
/// # Errors
/// When the file is no picture, or too large a one.
pub fn scene(file: &[u8]) -> Result<Rendered, PictureError> {
    let picture = read(file, SCENE_WIDTH)?;
    let (width, height) = picture.dimensions();
    let size = if width > SCENE_WIDTH {
        (SCENE_WIDTH, (SCENE_WIDTH * height / width).max(1))
    } else {
        (width, height)
    };
    let picture = flatten(&scale(&picture, size, FilterType::CatmullRom));
    Ok(Rendered {
        width: size.0,
        height: size.1,
        body: jpeg(&picture, QUALITY)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    const ANTENNA: &[u8] =
        br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 80"><circle cx="5" cy="75" r="5" fill="#e8912d"/></svg>"##;

    #[test]
    fn a_part_is_drawn_large_enough_and_stays_transparent_around() {
        let drawn = part(ANTENNA).unwrap();
        assert_eq!((drawn.width, drawn.height), (80, 640));
        assert_eq!(image::guess_format(&drawn.body).unwrap(), ImageFormat::Png);
        let picture = image::load_from_memory(&drawn.body).unwrap().to_rgba8();
        assert_eq!(picture.get_pixel(40, 100).0[3], 0);
        assert_eq!(picture.get_pixel(40, 600).0, [0xe8, 0x91, 0x2d, 255]);
    }

    #[test]
    fn a_large_part_is_made_smaller_and_a_small_one_is_left() {
        let file = |width, height| png(&RgbaImage::from_pixel(width, height, Rgba([9, 99, 199, 128]))).unwrap();
        let large = part(&file(2_000, 500)).unwrap();
        assert_eq!((large.width, large.height), (640, 160));
        let small = part(&file(20, 50)).unwrap();
        assert_eq!((small.width, small.height), (20, 50));
        let picture = image::load_from_memory(&large.body).unwrap().to_rgba8();
        assert!(
            picture
                .pixels()
                .all(|pixel| pixel.0[3] == 128 && pixel.0[2].abs_diff(199) < 3)
        );
    }

    #[test]
    fn a_scene_is_a_jpeg_on_white() {
        let drawn = scene(br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>"#).unwrap();
        assert_eq!((drawn.width, drawn.height), (1_120, 840));
        assert_eq!(image::guess_format(&drawn.body).unwrap(), ImageFormat::Jpeg);
        let picture = image::load_from_memory(&drawn.body).unwrap().to_rgb8();
        assert!(picture.pixels().all(|pixel| pixel.0.iter().all(|&c| c > 250)));
        assert!(matches!(scene(b"<svg"), Err(PictureError::Svg(_))));
        assert!(matches!(part(b"hello"), Err(PictureError::Raster(_))));
    }
}
