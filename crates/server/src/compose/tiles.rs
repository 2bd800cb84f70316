//! The tiles of a teaser: where they lie, and what of a picture they let through.

use super::read::{PictureError, scale};
use image::{GrayImage, Luma, RgbImage, RgbaImage, imageops, imageops::FilterType};

/// Columns and rows of tiles.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    /// At least 1.
    pub columns: u32,
    /// At least 1.
    pub rows: u32,
}

/// Left, top, width and height in pixels.
type Place = (u32, u32, u32, u32);

impl Grid {
    /// Where a tile lies in a picture of that size. Every pixel belongs to one tile.
    fn place(self, tile: u32, (width, height): (u32, u32)) -> Place {
        let (column, row) = (tile % self.columns, tile / self.columns);
        let edge = |place: u32, of: u32, length: u32| place * length / of;
        let (left, top) = (edge(column, self.columns, width), edge(row, self.rows, height));
        let (right, bottom) = (edge(column + 1, self.columns, width), edge(row + 1, self.rows, height));
        (left, top, right - left, bottom - top)
    }

    fn are_all(self, tiles: &[u32]) -> bool {
        (0..self.columns * self.rows).all(|tile| tiles.contains(&tile))
    }

    /// The tiles of a picture in another size, and nothing of what lies beside them: where only some are let through each is made
    /// larger or smaller by itself, so that no pixel at an edge is mixed with a neighbour that nobody may see.
    ///
    /// # Errors
    /// When there are fewer pixels than tiles.
    pub fn let_through(self, picture: &RgbaImage, tiles: &[u32], size: (u32, u32)) -> Result<RgbaImage, PictureError> {
        let (width, height) = picture.dimensions();
        if width < self.columns || height < self.rows {
            return Err(PictureError::Tiles(width, height));
        }
        if self.are_all(tiles) {
            return Ok(scale(picture, size, FilterType::CatmullRom));
        }
        let mut canvas = RgbaImage::new(size.0, size.1);
        for &tile in tiles {
            let (left, top, wide, high) = self.place(tile, (width, height));
            let piece = imageops::crop_imm(picture, left, top, wide, high).to_image();
            let (left, top, wide, high) = self.place(tile, size);
            let piece = scale(&piece, (wide, high), FilterType::CatmullRom);
            imageops::replace(&mut canvas, &piece, i64::from(left), i64::from(top));
        }
        Ok(canvas)
    }

    /// Lays tiles of a picture over a canvas of the same size.
    pub fn lay(self, canvas: &mut RgbImage, picture: &RgbImage, tiles: &[u32]) {
        for &tile in tiles {
            let (left, top, wide, high) = self.place(tile, canvas.dimensions());
            let piece = imageops::crop_imm(picture, left, top, wide, high).to_image();
            imageops::replace(canvas, &piece, i64::from(left), i64::from(top));
        }
    }

    /// Which pixels of a canvas these tiles cover.
    #[must_use]
    pub fn seen(self, tiles: &[u32], (width, height): (u32, u32)) -> Seen {
        let mut map = GrayImage::new(width, height);
        for &tile in tiles {
            let (left, top, wide, high) = self.place(tile, (width, height));
            for y in top..top + high {
                for x in left..left + wide {
                    map.put_pixel(x, y, Luma([1]));
                }
            }
        }
        Seen {
            is_whole: self.are_all(tiles),
            map,
        }
    }
}

/// Which pixels may be looked at.
pub struct Seen {
    /// Whether all of them may.
    pub is_whole: bool,
    map: GrayImage,
}

impl Seen {
    /// Whether this one may. Outside the picture there is nothing to look at.
    #[must_use]
    pub fn has(&self, x: u32, y: u32) -> bool {
        self.map.get_pixel_checked(x, y).is_some_and(|pixel| pixel.0 == [1])
    }

    /// All that may be looked at, row by row.
    pub fn pixels(&self) -> impl Iterator<Item = (u32, u32)> {
        self.map
            .enumerate_pixels()
            .filter(|(.., pixel)| pixel.0 == [1])
            .map(|(x, y, _)| (x, y))
    }

    /// Whether the pixel lies at the border of the whole picture.
    #[must_use]
    pub fn is_border(&self, x: u32, y: u32) -> bool {
        x == 0 || y == 0 || x + 1 == self.map.width() || y + 1 == self.map.height()
    }

    /// Whether one of the four beside the pixel may not be looked at, or lies outside.
    #[must_use]
    pub fn is_edge(&self, x: u32, y: u32) -> bool {
        self.is_border(x, y)
            || [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
                .iter()
                .any(|&(x, y)| !self.has(x, y))
    }
}
