//! The pixels of a card.

use super::{
    Card, CardError,
    text::{Block, written},
};
use crate::compose::{encode, read};
use image::{RgbaImage, imageops, imageops::FilterType};
use resvg::{tiny_skia, usvg};
use std::fmt::Write as _;

/// The size that messengers and networks show best, in pixels.
pub const WIDTH: u32 = 1_200;
/// See [`WIDTH`].
pub const HEIGHT: u32 = 630;

/// The upper edge of the band.
const BAND: u32 = 462;
/// The same where there are no words on it.
const THIN: u32 = 566;
/// Radius of the notches at the band's ends, where the ticket would be torn.
const NOTCH: u32 = 26;
/// Quality of the file, from 1 to 100.
const QUALITY: u8 = 86;
/// Least contrast, as the widget's sheet has it: the luminance up to which white can be read on a colour, and up to which a little darkening helps.
const WHITE_UP_TO: f64 = 0.178;
/// See [`WHITE_UP_TO`].
const DARKEN_UP_TO: f64 = 0.28;

/// Draws it, as a JPEG file.
///
/// # Errors
/// When the pixels cannot be written down.
pub fn draw(card: &Card, picture: Option<&[u8]>) -> Result<Vec<u8>, CardError> {
    let (fill, on) = colours(&card.accent);
    let shown = picture.and_then(|file| read::read(file, WIDTH).ok());
    let mut canvas = tiny_skia::Pixmap::new(WIDTH, HEIGHT).ok_or(CardError::Drawing)?;
    let words = |top: u32, height: u32, sizes: &[f32]| {
        let block = Block {
            x: 72.0,
            y: top as f32,
            width: (WIDTH - 144) as f32,
            height: height as f32,
            sizes,
            colour: on,
        };
        written(&card.title, card.lang, &block, (WIDTH, HEIGHT))
    };
    let (top, under, title) = match &shown {
        Some(_) => {
            let title = words(
                BAND + 12,
                HEIGHT - BAND - 24,
                &[76.0, 68.0, 60.0, 52.0, 46.0, 40.0, 34.0, 28.0],
            );
            let top = if title.is_some() { BAND } else { THIN };
            (top, band(top, &fill, on), title)
        }
        None => (
            HEIGHT - NOTCH,
            covered(&fill, on),
            words(90, HEIGHT - 180, &[120.0, 104.0, 92.0, 80.0, 68.0, 56.0, 44.0, 36.0]),
        ),
    };
    for tree in [usvg::Tree::from_str(&under, &usvg::Options::default()).ok(), title]
        .into_iter()
        .flatten()
    {
        resvg::render(&tree, tiny_skia::Transform::identity(), &mut canvas.as_mut());
    }
    let over = pixels(&canvas).ok_or(CardError::Drawing)?;
    let mut whole = shown.map_or_else(|| RgbaImage::new(WIDTH, HEIGHT), |picture| cover(&picture, top + NOTCH));
    imageops::overlay(&mut whole, &over, 0, 0);
    encode::jpeg(&read::flatten(&whole), QUALITY).map_err(|_| CardError::Drawing)
}

/// A picture cut to what is seen of it above the band, the middle rather than its head.
fn cover(picture: &RgbaImage, seen: u32) -> RgbaImage {
    let (width, height) = picture.dimensions();
    let scale = (f64::from(WIDTH) / f64::from(width)).max(f64::from(seen) / f64::from(height));
    let grown = |side: u32, least: u32| ((f64::from(side) * scale).round() as u32).max(least);
    let size = (grown(width, WIDTH), grown(height, seen));
    let large = read::scale(picture, size, FilterType::CatmullRom);
    let (x, y) = ((size.0 - WIDTH) / 2, (size.1 - seen) * 2 / 5);
    let mut whole = RgbaImage::new(WIDTH, HEIGHT);
    imageops::replace(
        &mut whole,
        &imageops::crop_imm(&large, x, y, WIDTH, seen).to_image(),
        0,
        0,
    );
    whole
}

/// The band with its notches, and the perforation along its edge.
fn band(top: u32, fill: &str, on: &str) -> String {
    let (left, right) = (NOTCH, WIDTH - NOTCH);
    let mut dots = String::new();
    for x in (NOTCH + 22..WIDTH - NOTCH - 10).step_by(22) {
        let _ = write!(dots, "<circle cx=\"{x}\" cy=\"{}\" r=\"3\"/>", top + 1);
    }
    svg(&format!(
        "<path fill=\"{fill}\" d=\"M0 {HEIGHT}V{0}A{NOTCH} {NOTCH} 0 0 0 {left} {top}H{right}A{NOTCH} {NOTCH} 0 0 0 {WIDTH} {0}V{HEIGHT}z\"/>\
         <g fill=\"{on}\" fill-opacity=\".75\">{dots}</g>",
        top + NOTCH
    ))
}

/// Where there is no picture: a light behind a grid, as behind a cloth.
fn covered(fill: &str, on: &str) -> String {
    let mut body =
        format!("<path fill=\"{fill}\" d=\"M0 0H{WIDTH}V{HEIGHT}H0z\"/><g fill=\"{on}\" fill-opacity=\".05\">");
    for ring in 1..6 {
        let _ = write!(
            body,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            WIDTH - 180,
            HEIGHT / 2,
            ring * 92
        );
    }
    body.push_str("</g>");
    svg(&body)
}

fn svg(body: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">{body}</svg>")
}

fn pixels(canvas: &tiny_skia::Pixmap) -> Option<RgbaImage> {
    let bytes = canvas.pixels().iter().flat_map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    RgbaImage::from_raw(canvas.width(), canvas.height(), bytes.collect())
}

/// The accent as it can be written on, and what is written in: white on the accent where that can be read, on a little darker accent where
/// that is enough, else black. The same rule as in `style/widget.css`.
fn colours(accent: &str) -> (String, &'static str) {
    let digits = accent.trim_start_matches('#');
    let number = u32::from_str_radix(digits, 16).unwrap_or(0x00D0_402B);
    let [_, red, green, blue] = number.to_be_bytes();
    let linear = [red, green, blue].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    let [red, green, blue] = linear;
    let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    if luminance >= DARKEN_UP_TO {
        return (format!("#{digits}"), "#111111");
    }
    let factor = (WHITE_UP_TO / luminance.max(0.001)).min(1.0);
    let back = linear.map(|part| {
        let part = part * factor;
        let part = if part <= 0.003_130_8 {
            part * 12.92
        } else {
            1.055 * part.powf(1.0 / 2.4) - 0.055
        };
        (part * 255.0).round() as u8
    });
    let [red, green, blue] = back;
    (format!("#{red:02x}{green:02x}{blue:02x}"), "#ffffff")
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::lang::Lang;

    fn card(title: &str, lang: Lang) -> Card {
        Card {
            title: title.to_owned(),
            lang,
            accent: "#0f766e".to_owned(),
            picture: None,
        }
    }

    fn pixel(file: &[u8], x: u32, y: u32) -> [u8; 3] {
        image::load_from_memory(file).unwrap().into_rgb8().get_pixel(x, y).0
    }

    fn is_near(left: [u8; 3], right: [u8; 3]) -> bool {
        left.iter().zip(right).all(|(left, right)| left.abs_diff(right) < 24)
    }

    #[test]
    fn a_card_has_the_size_that_networks_show_the_picture_above_and_the_band_below() {
        let mut picture = RgbaImage::new(1_120, 700);
        picture
            .pixels_mut()
            .for_each(|pixel| *pixel = image::Rgba([250, 200, 10, 255]));
        let picture = encode::png(&picture).unwrap();
        let file = draw(&card("A", Lang::En), Some(&picture)).unwrap();
        let drawn = image::load_from_memory(&file).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (WIDTH, HEIGHT));
        assert!(is_near(pixel(&file, 600, 100), [250, 200, 10]));
        assert!(is_near(pixel(&file, 20, HEIGHT - 10), [0x0f, 0x76, 0x6e]));
        assert!(
            is_near(pixel(&file, 4, BAND + 4), [250, 200, 10]),
            "the notch lets the picture through"
        );
    }

    #[test]
    fn a_title_that_cannot_be_written_leaves_the_picture_without_words() {
        let picture = encode::png(&RgbaImage::from_pixel(1_120, 700, image::Rgba([250, 200, 10, 255]))).unwrap();
        let file = draw(&card("\u{10FFFD}", Lang::En), Some(&picture)).unwrap();
        assert!(
            is_near(pixel(&file, 600, BAND + 40), [250, 200, 10]),
            "no band without words"
        );
    }

    #[test]
    fn a_picture_that_cannot_be_read_is_left_out() {
        assert!(draw(&card("A", Lang::ZhHans), Some(b"no picture")).is_ok());
    }

    #[test]
    fn what_is_written_can_be_read_on_the_accent() {
        assert_eq!(colours("#0f766e"), ("#0f766e".to_owned(), "#ffffff"));
        assert_eq!(colours("#ffd400").1, "#111111");
        let (darker, on) = colours("#f97316");
        assert!(on == "#111111" || darker != "#f97316");
    }

    #[test]
    fn every_state_and_language_has_a_mark_of_its_own() {
        let first = card("A", Lang::En);
        let mut other = first.clone();
        other.picture = Some(("toy".to_owned(), "1.jpg".to_owned()));
        let marks = [
            first.mark(),
            other.mark(),
            card("A", Lang::ZhHans).mark(),
            card("B", Lang::En).mark(),
        ];
        let distinct: std::collections::HashSet<_> = marks.iter().collect();
        assert_eq!(distinct.len(), marks.len());
    }
}
