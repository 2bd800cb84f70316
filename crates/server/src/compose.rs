//! Pictures of teasers as fans may see them: one for each stage, made when a campaign is published. What a stage does not show
//! is not in its picture, so it cannot be found in it. And those of assemblies.

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
use canyu_core::campaign::{self, Assemble, Campaign, Kind, Node, Teaser};
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
/// The colour of silhouettes where staff name none.
const INK: [u8; 3] = [0x1f, 0x29, 0x37];

/// What a stage lays over what was there.
#[derive(Clone, Debug)]
struct Layer<'a> {
    /// The file, by the name that the campaign file gives it.
    path: &'a str,
    /// From 0.
    tiles: Vec<u32>,
    mask: Option<Mask>,
}

/// The file that cannot be used, by the name that the campaign file gives it, and why.
pub type Wrong = (String, PictureError);

/// Composes all pictures of a campaign from the files it names, which have been read into `files`; one that is missing there is skipped. They
/// have no names yet, see [`secret_name`].
///
/// # Errors
/// The file that cannot be used.
pub fn pictures(campaign: &Campaign, files: &HashMap<String, Vec<u8>>) -> Result<Vec<Picture>, Wrong> {
    let mut pictures = Vec::new();
    for node in &campaign.nodes {
        match &node.kind {
            Kind::Teaser(teaser) => pictures.extend(stages(node, teaser, files)?),
            Kind::Assemble(rules) => pictures.extend(assembly(node, rules, files)?),
            _ => {}
        }
    }
    Ok(pictures)
}

fn stages(node: &Node, teaser: &Teaser, files: &HashMap<String, Vec<u8>>) -> Result<Vec<Picture>, Wrong> {
    let ink = teaser.ink.as_deref().and_then(colour).unwrap_or(INK);
    let layers = teaser.stages.iter().map(|stage| {
        let path = stage.picture.as_deref()?;
        Some(Layer {
            path,
            tiles: teaser.laid(stage),
            mask: match stage.mask {
                campaign::Mask::None => None,
                campaign::Mask::Blur => Some(Mask::Blur),
                campaign::Mask::Silhouette => Some(Mask::Silhouette { ink }),
            },
        })
    });
    let grid = Grid {
        columns: teaser.columns,
        rows: teaser.rows,
    };
    compose(&node.id, grid, layers, files)
}

/// The scene, small and large, is the first picture; the parts follow.
fn assembly(node: &Node, rules: &Assemble, files: &HashMap<String, Vec<u8>>) -> Result<Vec<Picture>, Wrong> {
    let mut pictures = Vec::new();
    if let Some(file) = files.get(&rules.picture) {
        let scene = parts::scene(file).map_err(|error| (rules.picture.clone(), error))?;
        for preview in [false, true] {
            pictures.push(encode(&node.id, 0, preview, &scene).map_err(|error| (node.id.clone(), error))?);
        }
    }
    for (stage, part) in (1..).zip(&rules.parts) {
        if let Some(file) = files.get(&part.picture) {
            let drawn = parts::part(file).map_err(|error| (part.picture.clone(), error))?;
            pictures.push(Picture {
                name: String::new(),
                node: node.id.clone(),
                stage,
                preview: false,
                width: drawn.width(),
                height: drawn.height(),
                body: encode::png(&drawn).map_err(|error| (part.picture.clone(), error))?,
            });
        }
    }
    Ok(pictures)
}

/// `#1f2937` as red, green, blue.
fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

fn compose<'a>(
    node: &str,
    grid: Grid,
    layers: impl Iterator<Item = Option<Layer<'a>>>,
    files: &HashMap<String, Vec<u8>>,
) -> Result<Vec<Picture>, Wrong> {
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
    Ok(Picture {
        name: String::new(),
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
    let is_png = image::guess_format(&picture.body).is_ok_and(|format| format == image::ImageFormat::Png);
    format!("{hash}.{}", if is_png { "png" } else { "jpg" })
}
