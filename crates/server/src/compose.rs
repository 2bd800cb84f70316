//! Pictures of teasers as fans may see them: one for each stage, made when a campaign is published. What a stage does not show
//! is not in its picture, so it cannot be found in it.

pub mod encode;
pub mod mask;
pub mod parts;
pub mod read;
#[cfg(test)]
pub(crate) mod samples;
mod silhouette;
#[cfg(test)]
mod tests;
mod tiles;

pub use read::PictureError;

use crate::store::Picture;
use canyu_core::campaign::{Node, Teaser};
use fairdraw::{hash::sha256, text::hex};
use image::{RgbImage, RgbaImage, imageops, imageops::FilterType};
use mask::Mask;
use read::flatten;
use std::collections::HashMap;
use tiles::Grid;

/// Width of the picture, in pixels: sharp on a phone, and on half a wide page.
const WIDTH: u32 = 1_120;
/// Width of the first glance, which comes before the widget and is shown enlarged: 2 to 3 KB.
const PREVIEW_WIDTH: u32 = 160;

/// What a stage lays over what was there.
#[derive(Clone, Debug)]
struct Layer<'a> {
    /// The file, by the name that the campaign file gives it.
    path: &'a str,
    /// From 0.
    tiles: Vec<u32>,
    mask: Option<Mask>,
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
    let layers = teaser.stages.iter().map(|stage| {
        let path = stage.picture.as_deref()?;
        Some(Layer {
            path,
            tiles: teaser.laid(stage),
            mask: None,
        })
    });
    let grid = Grid {
        columns: teaser.columns,
        rows: teaser.rows,
    };
    compose(&node.id, grid, layers, files)
}

fn compose<'a>(
    node: &str,
    grid: Grid,
    layers: impl Iterator<Item = Option<Layer<'a>>>,
    files: &HashMap<String, Vec<u8>>,
) -> Result<Vec<Picture>, (String, PictureError)> {
    let mut shown: Option<RgbImage> = None;
    // Stages often lay more tiles of one file: it is read once.
    let mut kept: Option<(&str, RgbaImage)> = None;
    let mut pictures = Vec::new();
    for (number, layer) in layers.enumerate() {
        if let Some((layer, file)) = layer.and_then(|layer| files.get(layer.path).map(|file| (layer, file))) {
            let wrong = |error| (layer.path.to_owned(), error);
            let source = match kept.take() {
                Some((path, source)) if path == layer.path => source,
                _ => read::read(file, WIDTH).map_err(wrong)?,
            };
            shown = Some(lay(shown, &source, &layer, grid).map_err(wrong)?);
            kept = Some((layer.path, source));
        }
        if let Some(canvas) = &shown {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            for preview in [false, true] {
                pictures.push(encode(node, number, preview, canvas).map_err(|error| (node.to_owned(), error))?);
            }
        }
    }
    Ok(pictures)
}

/// The picture after a stage. What its tiles do not show of the source is left behind at the first step, so that nothing that follows can
/// mix it in.
fn lay(shown: Option<RgbImage>, source: &RgbaImage, layer: &Layer<'_>, grid: Grid) -> Result<RgbImage, PictureError> {
    let mut canvas = shown.unwrap_or_else(|| {
        let (width, height) = source.dimensions();
        RgbImage::new(WIDTH, (WIDTH * height / width).max(1))
    });
    let size = canvas.dimensions();
    let visible = grid.let_through(source, &layer.tiles, size)?;
    let next = match layer.mask {
        None => flatten(&visible),
        Some(mask) => mask::mask(&visible, mask, &grid.seen(&layer.tiles, size))?,
    };
    grid.lay(&mut canvas, &next, &layer.tiles);
    Ok(canvas)
}

fn encode(node: &str, stage: u32, preview: bool, canvas: &RgbImage) -> Result<Picture, PictureError> {
    let (width, height) = canvas.dimensions();
    let small = preview.then(|| {
        let high = (PREVIEW_WIDTH * height / width).max(1);
        imageops::resize(canvas, PREVIEW_WIDTH, high, FilterType::Lanczos3)
    });
    let picture = small.as_ref().unwrap_or(canvas);
    let body = encode::jpeg(picture, if preview { 30 } else { 84 })?;
    let hash: String = hex(&sha256(&body)).chars().take(16).collect();
    let size = if preview { "preview" } else { "full" };
    Ok(Picture {
        name: format!("{stage}-{size}-{hash}.jpg"),
        node: node.to_owned(),
        stage,
        preview,
        width: picture.width(),
        height: picture.height(),
        body,
    })
}

/// The name of a picture in addresses: nobody without the secret can tell it, not even who has the very picture, and the same picture keeps
/// it through all versions of a campaign.
#[must_use]
pub fn secret_name(secret: &[u8; 32], campaign: &str, picture: &Picture) -> String {
    let (stage, preview) = (picture.stage, picture.preview);
    // No name has a line break, so this can be read in one way only.
    let about = format!("canyu/picture/v1\n{campaign}\n{}\n{stage}\n{preview}\n", picture.node);
    let mut bytes = secret.to_vec();
    bytes.extend_from_slice(about.as_bytes());
    bytes.extend_from_slice(&sha256(&picture.body));
    let hash: String = hex(&sha256(&bytes)).chars().take(32).collect();
    format!("{hash}.jpg")
}
