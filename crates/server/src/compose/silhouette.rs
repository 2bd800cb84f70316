//! Silhouettes: the outline of a thing, filled. The thing is what is not transparent, or else what is not of the colour at the picture's
//! border.

use super::{read::PictureError, tiles::Seen};
use image::{GrayImage, Luma, Rgb, RgbImage, Rgba, RgbaImage};

/// How far a colour may be from that of the border and still be ground; black is 441 from white.
const NEAR: u32 = 48;
/// Regions smaller than such a part of the largest one are specks.
const SPECK: usize = 50;
/// Holes in a drawn outline smaller than such a part of the thing are filled: they would show what is inside.
const HOLE: usize = 200;

/// What a pixel is part of.
const GROUND: Luma<u8> = Luma([0]);
const THING: Luma<u8> = Luma([1]);

/// The silhouette of what may be seen of a picture.
///
/// # Errors
/// [`PictureError::NoSubject`] where nothing stands out, or nothing is left around it.
pub fn silhouette(picture: &RgbaImage, ink: [u8; 3], seen: &Seen) -> Result<RgbImage, PictureError> {
    let by_alpha = seen.pixels().any(|(x, y)| alpha(picture, x, y) < 128);
    let mut map = if by_alpha {
        marked(picture, seen, |x, y| alpha(picture, x, y) >= 128)
    } else {
        let ground = border_colour(picture, seen)?;
        marked(picture, seen, |x, y| {
            distance(picture.get_pixel(x, y), ground) > NEAR * NEAR
        })
    };
    fill_holes(&mut map, seen, by_alpha);
    drop_specks(&mut map, seen);
    let (thing, all) = seen.pixels().fold((0_u64, 0_u64), |(thing, all), (x, y)| {
        (thing + u64::from(*map.get_pixel(x, y) == THING), all + 1)
    });
    if seen.is_whole && (thing * 200 < all || thing * 100 > all * 98) {
        return Err(PictureError::NoSubject);
    }
    Ok(paint(&map, ink, seen))
}

fn alpha(picture: &RgbaImage, x: u32, y: u32) -> u8 {
    let Rgba([.., alpha]) = *picture.get_pixel(x, y);
    alpha
}

fn marked(picture: &RgbaImage, seen: &Seen, is_thing: impl Fn(u32, u32) -> bool) -> GrayImage {
    let mut map = GrayImage::new(picture.width(), picture.height());
    for (x, y) in seen.pixels() {
        if is_thing(x, y) {
            map.put_pixel(x, y, THING);
        }
    }
    map
}

/// The middle value of each channel along what may be seen of the border. Most of the border has to be near it, or the picture is a scene
/// and its ground cannot be told.
fn border_colour(picture: &RgbaImage, seen: &Seen) -> Result<[u8; 3], PictureError> {
    let border: Vec<&Rgba<u8>> = seen
        .pixels()
        .filter(|&(x, y)| seen.is_border(x, y))
        .map(|(x, y)| picture.get_pixel(x, y))
        .collect();
    let mut channels: [Vec<u8>; 3] = Default::default();
    for Rgba([red, green, blue, _]) in &border {
        let values = [*red, *green, *blue];
        channels.iter_mut().zip(values).for_each(|(all, one)| all.push(one));
    }
    let middle = |mut all: Vec<u8>| {
        all.sort_unstable();
        all.get(all.len() / 2).copied()
    };
    let [Some(red), Some(green), Some(blue)] = channels.map(middle) else {
        return Err(PictureError::NoSubject);
    };
    let ground = [red, green, blue];
    let near = border
        .iter()
        .filter(|pixel| distance(pixel, ground) <= NEAR * NEAR)
        .count();
    if near * 4 < border.len() * 3 {
        return Err(PictureError::NoSubject);
    }
    Ok(ground)
}

fn distance(pixel: &Rgba<u8>, ground: [u8; 3]) -> u32 {
    pixel
        .0
        .iter()
        .zip(ground)
        .map(|(&a, b)| u32::from(a.abs_diff(b)).pow(2))
        .sum()
}

/// In a picture without transparency ground is what reaches the picture's border: everything else of its colour lies within the thing, as a
/// label does. Where somebody has drawn what is transparent it is ground, but for small holes.
fn fill_holes(map: &mut GrayImage, seen: &Seen, by_alpha: bool) {
    let thing = seen.pixels().filter(|&(x, y)| *map.get_pixel(x, y) == THING).count();
    for region in regions(map, seen, GROUND) {
        let is_small = region.pixels.len() * HOLE < thing;
        let is_ground = if by_alpha {
            region.is_at_edge || !is_small
        } else {
            region.is_at_border
        };
        if !is_ground {
            region.paint(map, THING);
        }
    }
}

fn drop_specks(map: &mut GrayImage, seen: &Seen) {
    let regions = regions(map, seen, THING);
    let largest = regions.iter().map(|region| region.pixels.len()).max().unwrap_or(0);
    for region in regions.iter().filter(|region| region.pixels.len() * SPECK < largest) {
        region.paint(map, GROUND);
    }
}

/// Pixels of one sort that lie together.
struct Region {
    pixels: Vec<(u32, u32)>,
    /// Beside what may not be seen, or at the border.
    is_at_edge: bool,
    is_at_border: bool,
}

impl Region {
    fn paint(&self, map: &mut GrayImage, sort: Luma<u8>) {
        for &(x, y) in &self.pixels {
            map.put_pixel(x, y, sort);
        }
    }
}

fn regions(map: &GrayImage, seen: &Seen, sort: Luma<u8>) -> Vec<Region> {
    let mut found = GrayImage::new(map.width(), map.height());
    let mut take = |x: u32, y: u32| {
        let is_new = seen.has(x, y) && *map.get_pixel(x, y) == sort && *found.get_pixel(x, y) == GROUND;
        if is_new {
            found.put_pixel(x, y, THING);
        }
        is_new
    };
    let mut regions = Vec::new();
    for start in seen.pixels() {
        if !take(start.0, start.1) {
            continue;
        }
        let mut pixels = vec![start];
        let mut next = 0;
        while let Some(&(x, y)) = pixels.get(next) {
            next += 1;
            // Left of the first column there is nothing that may be seen.
            let around = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
            pixels.extend(around.into_iter().filter(|&(x, y)| take(x, y)));
        }
        regions.push(Region {
            is_at_edge: pixels.iter().any(|&(x, y)| seen.is_edge(x, y)),
            is_at_border: pixels.iter().any(|&(x, y)| seen.is_border(x, y)),
            pixels,
        });
    }
    regions
}

/// Ink on a plain ground, with an edge a few pixels wide.
fn paint(map: &GrayImage, ink: [u8; 3], seen: &Seen) -> RgbImage {
    let ground = ground(ink);
    let reach = (map.width() / 560).max(1);
    let mut painted = RgbImage::from_pixel(map.width(), map.height(), Rgb(ground));
    for (x, y) in seen.pixels() {
        let share = share(map, seen, (x, y), reach);
        // Twice as steep as the mean of the neighbours is.
        let ink_of_255 = ((share * 2.0 - 0.5).clamp(0.0, 1.0) * 255.0).round() as u32;
        let mut colour = [0; 3];
        for ((mixed, ink), ground) in colour.iter_mut().zip(ink).zip(ground) {
            let sum = u32::from(ink) * ink_of_255 + u32::from(ground) * (255 - ink_of_255);
            *mixed = u8::try_from((sum + 127) / 255).unwrap_or(255);
        }
        painted.put_pixel(x, y, Rgb(colour));
    }
    painted
}

/// How much of a pixel's neighbourhood is the thing, from 0 to 1.
fn share(map: &GrayImage, seen: &Seen, (x, y): (u32, u32), reach: u32) -> f32 {
    let (mut thing, mut all) = (0_u32, 0_u32);
    for y in y.saturating_sub(reach)..=y + reach {
        for x in x.saturating_sub(reach)..=x + reach {
            if seen.has(x, y) {
                all += 1;
                thing += u32::from(*map.get_pixel(x, y) == THING);
            }
        }
    }
    thing as f32 / all.max(1) as f32
}

/// A ground on which the ink stands out, with a breath of the ink in it.
#[must_use]
pub fn ground(ink: [u8; 3]) -> [u8; 3] {
    let light: u32 = ink
        .iter()
        .zip([299, 587, 114])
        .map(|(&c, weight)| u32::from(c) * weight)
        .sum();
    let far = if light < 140_000 { 255_u32 } else { 16 };
    ink.map(|c| u8::try_from((u32::from(c) * 8 + far * 92) / 100).unwrap_or(255))
}

#[cfg(test)]
mod tests {
    use super::{super::tiles::Grid, *};
    use std::collections::HashSet;

    const ONE: Grid = Grid { columns: 1, rows: 1 };
    const INK: [u8; 3] = [0x1f, 0x29, 0x37];

    fn whole(picture: &RgbaImage) -> Seen {
        ONE.seen(&[0], picture.dimensions())
    }

    /// A round thing in the middle.
    fn is_in(x: u32, y: u32) -> bool {
        x.abs_diff(100).pow(2) + y.abs_diff(60).pow(2) < 1_600
    }

    /// A label, as white as the ground, in the middle of the thing.
    fn is_label(x: u32, y: u32) -> bool {
        x.abs_diff(100) < 15 && y.abs_diff(60) < 8
    }

    fn photo(inside: fn(u32, u32) -> [u8; 3]) -> RgbaImage {
        RgbaImage::from_fn(200, 120, |x, y| {
            let [red, green, blue] = match (is_in(x, y), is_label(x, y)) {
                (true, false) => inside(x, y),
                _ => [250, 251, (248 + (x + y) % 5) as u8],
            };
            Rgba([red, green, blue, 255])
        })
    }

    fn cut_out(inside: fn(u32, u32) -> [u8; 3]) -> RgbaImage {
        let mut picture = photo(inside);
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            if !is_in(x, y) {
                *pixel = Rgba([pixel.0[0], pixel.0[1], pixel.0[2], 0]);
            }
        }
        picture
    }

    fn plain(_: u32, _: u32) -> [u8; 3] {
        [40, 90, 160]
    }

    fn busy(x: u32, y: u32) -> [u8; 3] {
        [(x % 7 * 20) as u8, (y % 5 * 30) as u8, 90]
    }

    fn is_between(colour: [u8; 3]) -> bool {
        let ground = ground(INK);
        let share =
            |i: usize| (f64::from(ground[i]) - f64::from(colour[i])) / (f64::from(ground[i]) - f64::from(INK[i]));
        let first = share(0);
        (0..3).all(|i| (-0.01..=1.01).contains(&share(i)) && (share(i) - first).abs() < 0.02)
    }

    #[test]
    fn a_silhouette_has_two_colours_and_what_lies_between() {
        for picture in [photo(busy), cut_out(busy)] {
            let shown = silhouette(&picture, INK, &whole(&picture)).unwrap();
            let colours: HashSet<[u8; 3]> = shown.pixels().map(|pixel| pixel.0).collect();
            assert!(colours.iter().all(|&colour| is_between(colour)), "{colours:?}");
            for (x, y, pixel) in shown.enumerate_pixels() {
                let near_edge = is_in(x + 3, y) != is_in(x - x.min(3), y) || is_in(x, y + 3) != is_in(x, y - y.min(3));
                if !near_edge {
                    assert_eq!(pixel.0, if is_in(x, y) { INK } else { ground(INK) }, "{x} {y}");
                }
            }
        }
    }

    #[test]
    fn nothing_inside_survives() {
        for (one, other) in [(photo(plain), photo(busy)), (cut_out(plain), cut_out(busy))] {
            assert_ne!(one, other);
            let shown = silhouette(&one, INK, &whole(&one)).unwrap();
            assert!(shown == silhouette(&other, INK, &whole(&other)).unwrap());
        }
    }

    #[test]
    fn specks_and_pinholes_are_gone_and_an_open_handle_stays() {
        let mut picture = cut_out(plain);
        picture.put_pixel(3, 3, Rgba([0, 0, 0, 255]));
        picture.put_pixel(100, 60, Rgba([0, 0, 0, 0]));
        for y in 30..50 {
            for x in 95..115 {
                picture.put_pixel(x, y, Rgba([0, 0, 0, 0]));
            }
        }
        let shown = silhouette(&picture, INK, &whole(&picture)).unwrap();
        assert_eq!(shown.get_pixel(3, 3).0, ground(INK), "a speck");
        assert_eq!(shown.get_pixel(100, 60).0, INK, "a pinhole");
        assert_eq!(shown.get_pixel(105, 40).0, ground(INK), "a handle");
    }

    #[test]
    fn a_picture_without_a_thing_or_without_a_ground_is_refused() {
        for colour in [[10, 20, 30, 255], [0, 0, 0, 0]] {
            let picture = RgbaImage::from_pixel(60, 40, Rgba(colour));
            let refused = silhouette(&picture, INK, &whole(&picture));
            assert!(matches!(refused, Err(PictureError::NoSubject)));
        }
    }

    #[test]
    fn a_scene_is_refused_and_a_label_at_the_edge_of_a_tile_is_inside() {
        let scene = RgbaImage::from_fn(60, 40, |x, y| Rgba([(x * 4) as u8, (y * 6) as u8, 90, 255]));
        assert!(matches!(
            silhouette(&scene, INK, &whole(&scene)),
            Err(PictureError::NoSubject)
        ));
        let halves = Grid { columns: 1, rows: 2 };
        let picture = photo(plain);
        let seen = halves.seen(&[0], picture.dimensions());
        let shown = silhouette(&picture, INK, &seen).unwrap();
        assert_eq!(shown.get_pixel(100, 57).0, INK);
        assert_eq!(shown.get_pixel(10, 57).0, ground(INK));
    }

    #[test]
    fn the_ground_lets_any_ink_stand_out() {
        for ink in [[0, 0, 0], [255, 255, 255], INK, [0xe8, 0x91, 0x2d], [128, 128, 128]] {
            let far = ink.iter().zip(ground(ink)).map(|(&a, b)| a.abs_diff(b)).max();
            assert!(far > Some(90), "{ink:?} {far:?}");
        }
    }
}
