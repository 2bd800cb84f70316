//! Pictures of teasers as fans may see them: one for each stage, made when a campaign is published. What a stage does not show
//! is not in its picture, so it cannot be found in it.

use crate::store::Picture;
use canyu_core::campaign::{Node, Teaser};
use image::{
    DynamicImage, GenericImage as _, GenericImageView as _, ImageEncoder as _, ImageReader, RgbImage,
    codecs::jpeg::JpegEncoder, imageops::FilterType,
};
use resvg::{tiny_skia, usvg};
use sha2::{Digest as _, Sha256};
use std::{collections::HashMap, io::Cursor};

/// Width of the picture, in pixels: sharp on a phone, and on half a wide page.
const WIDTH: u32 = 1_120;
/// Width of the first glance, which comes before the widget and is shown enlarged: 2 to 3 KB.
const PREVIEW_WIDTH: u32 = 160;
/// Height over width, at most.
const TALLEST: u32 = 3;

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
}

/// Composes the pictures of a teaser's stages from the files it names, which all have been read into `files`. A file that is
/// missing there is skipped.
///
/// # Errors
/// The path of the file that cannot be used, and why.
pub fn stages(
    node: &Node,
    teaser: &Teaser,
    files: &HashMap<String, Vec<u8>>,
) -> Result<Vec<Picture>, (String, PictureError)> {
    let mut shown: Option<RgbImage> = None;
    // Stages often lay more tiles of one file: it is drawn once.
    let mut drawn: HashMap<&str, RgbImage> = HashMap::new();
    let mut pictures = Vec::new();
    for (number, stage) in teaser.stages.iter().enumerate() {
        if let Some((path, file)) = stage.picture.as_ref().and_then(|path| files.get_key_value(path)) {
            let wrong = |error| (path.clone(), error);
            if !drawn.contains_key(path.as_str()) {
                let size = shown.as_ref().map(RgbImage::dimensions);
                drawn.insert(path, read(file, size).map_err(wrong)?);
            }
            if let Some(next) = drawn.get(path.as_str()) {
                let canvas = shown.get_or_insert_with(|| RgbImage::new(next.width(), next.height()));
                for tile in teaser.laid(stage) {
                    lay(canvas, next, teaser, tile).map_err(wrong)?;
                }
            }
        }
        if let Some(canvas) = &shown {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            pictures.push(encode(node, number, false, canvas).map_err(|error| (node.id.clone(), error))?);
            pictures.push(encode(node, number, true, canvas).map_err(|error| (node.id.clone(), error))?);
        }
    }
    Ok(pictures)
}

fn read(file: &[u8], size: Option<(u32, u32)>) -> Result<RgbImage, PictureError> {
    let picture = if looks_like_svg(file) {
        draw(file)?
    } else {
        decode(file)?
    };
    let (width, height) = picture.dimensions();
    if width == 0 || height == 0 || height > width.saturating_mul(TALLEST) {
        return Err(PictureError::Size(width, height));
    }
    let (wide, high) = size.unwrap_or((WIDTH, (WIDTH * height / width).max(1)));
    let fits = (width, height) == (wide, high);
    Ok(flatten(&if fits {
        picture
    } else {
        picture.resize_exact(wide, high, FilterType::CatmullRom)
    }))
}

fn looks_like_svg(file: &[u8]) -> bool {
    let head: String = String::from_utf8_lossy(file.get(..512).unwrap_or(file)).into_owned();
    head.contains("<svg") || head.trim_start_matches('\u{FEFF}').trim_start().starts_with("<?xml")
}

fn draw(file: &[u8]) -> Result<DynamicImage, PictureError> {
    let options = usvg::Options {
        // A picture is one file: nothing else is read from the disk on its behalf.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_data(file, &options)?;
    let scale = WIDTH as f32 / tree.size().width();
    let height = (tree.size().height() * scale).round() as u32;
    let size = PictureError::Size(tree.size().width() as u32, tree.size().height() as u32);
    if height > WIDTH * TALLEST {
        return Err(size);
    }
    let Some(mut pixmap) = tiny_skia::Pixmap::new(WIDTH, height) else {
        return Err(size);
    };
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    let pixels = pixmap.pixels().iter().flat_map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    image::RgbaImage::from_raw(WIDTH, height, pixels.collect())
        .map(DynamicImage::ImageRgba8)
        .ok_or(size)
}

/// `image`'s own limits keep a small file from becoming a huge picture.
fn decode(file: &[u8]) -> Result<DynamicImage, PictureError> {
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(image::ImageError::IoError)?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(12_000);
    limits.max_image_height = Some(12_000);
    reader.limits(limits);
    Ok(reader.decode()?)
}

/// Transparent parts become white: a JPEG has none.
fn flatten(picture: &DynamicImage) -> RgbImage {
    let over_white = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u32::from(colour), u32::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255)
    };
    let source = picture.to_rgba8();
    RgbImage::from_fn(source.width(), source.height(), |x, y| {
        let image::Rgba([red, green, blue, alpha]) = *source.get_pixel(x, y);
        image::Rgb([
            over_white(red, alpha),
            over_white(green, alpha),
            over_white(blue, alpha),
        ])
    })
}

fn lay(canvas: &mut RgbImage, next: &RgbImage, teaser: &Teaser, tile: u32) -> Result<(), PictureError> {
    let (column, row) = (tile % teaser.columns, tile / teaser.columns);
    let (width, height) = canvas.dimensions();
    let edge = |place: u32, of: u32, length: u32| place * length / of;
    let (left, right) = (
        edge(column, teaser.columns, width),
        edge(column + 1, teaser.columns, width),
    );
    let (top, bottom) = (edge(row, teaser.rows, height), edge(row + 1, teaser.rows, height));
    let piece = next.view(left, top, right - left, bottom - top).to_image();
    Ok(canvas.copy_from(&piece, left, top)?)
}

fn encode(node: &Node, stage: u32, preview: bool, canvas: &RgbImage) -> Result<Picture, PictureError> {
    let (width, height) = canvas.dimensions();
    let small = preview.then(|| {
        image::imageops::resize(
            canvas,
            PREVIEW_WIDTH,
            (PREVIEW_WIDTH * height / width).max(1),
            FilterType::Lanczos3,
        )
    });
    let picture = small.as_ref().unwrap_or(canvas);
    let mut body = Vec::new();
    JpegEncoder::new_with_quality(&mut body, if preview { 30 } else { 84 }).write_image(
        picture.as_raw(),
        picture.width(),
        picture.height(),
        image::ExtendedColorType::Rgb8,
    )?;
    let hash: String = Sha256::digest(&body)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let size = if preview { "preview" } else { "full" };
    Ok(Picture {
        name: format!("{stage}-{size}-{hash}.jpg"),
        node: node.id.clone(),
        stage,
        preview,
        width: picture.width(),
        height: picture.height(),
        body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::{
        campaign::{Kind, Stage},
        lang::Text,
    };

    fn plain(colour: &str) -> Vec<u8> {
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="{colour}"/></svg>"#)
            .into_bytes()
    }

    fn stage(picture: &str, tiles: &[u32]) -> Stage {
        Stage {
            at: None,
            picture: Some(picture.to_owned()),
            tiles: tiles.to_vec(),
            alt: Text::default(),
            hint: Text::default(),
        }
    }

    fn teaser(stages: Vec<Stage>) -> (Node, Teaser) {
        let teaser = Teaser {
            columns: 2,
            rows: 1,
            stages,
        };
        let kind = Kind::Teaser(teaser.clone());
        let node = Node {
            id: "toy".to_owned(),
            title: Text::default(),
            lead: Text::default(),
            opens: None,
            closes: None,
            tickets: 0,
            kind,
        };
        (node, teaser)
    }

    fn mean(picture: &Picture, left: bool) -> [i32; 3] {
        let image = image::load_from_memory(&picture.body).unwrap().to_rgb8();
        let x = image.width() / 4 * if left { 1 } else { 3 };
        let pixel = image.get_pixel(x, image.height() / 2);
        pixel.0.map(i32::from)
    }

    #[test]
    fn a_stage_shows_its_tiles_and_nothing_of_later_pictures() {
        let files: HashMap<_, _> = [
            ("cloth".to_owned(), plain("#ff0000")),
            ("open".to_owned(), plain("#0000ff")),
        ]
        .into();
        let (node, teaser) = teaser(vec![stage("cloth", &[]), stage("open", &[2]), stage("open", &[])]);
        let pictures = stages(&node, &teaser, &files).unwrap();
        let full: Vec<_> = pictures.iter().filter(|picture| !picture.preview).collect();
        assert_eq!(full.len(), 3);
        assert_eq!((full[0].width, full[0].height), (WIDTH, WIDTH / 2));
        let is = |found: [i32; 3], colour: [i32; 3]| found.iter().zip(colour).all(|(a, b)| (a - b).abs() < 8);
        let (red, blue) = ([255, 0, 0], [0, 0, 255]);
        assert!(is(mean(full[0], true), red) && is(mean(full[0], false), red));
        assert!(is(mean(full[1], true), red) && is(mean(full[1], false), blue));
        assert!(is(mean(full[2], true), blue) && is(mean(full[2], false), blue));
        assert_ne!(full[1].name, full[2].name);
    }

    #[test]
    fn what_is_no_picture_is_named() {
        let files: HashMap<_, _> = [("a".to_owned(), b"hello".to_vec())].into();
        let (node, teaser) = teaser(vec![stage("a", &[])]);
        assert!(matches!(stages(&node, &teaser, &files), Err((path, PictureError::Raster(_))) if path == "a"));
        let files: HashMap<_, _> = [(
            "a".to_owned(),
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"9000\"/>".to_vec(),
        )]
        .into();
        assert!(matches!(
            stages(&node, &teaser, &files),
            Err((_, PictureError::Size(10, 9000)))
        ));
    }

    #[test]
    fn a_drawing_cannot_read_other_files() {
        let secret = br#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20"><image width="40" height="20" xlink:href="/etc/passwd"/></svg>"#;
        let files: HashMap<_, _> = [("a".to_owned(), secret.to_vec())].into();
        let (node, teaser) = teaser(vec![stage("a", &[])]);
        let pictures = stages(&node, &teaser, &files).unwrap();
        assert!(mean(&pictures[0], true).iter().all(|&channel| channel > 250));
    }
}
