use super::*;
use crate::compose::{
    encode::{jpeg, png},
    samples::{SECRET, assert_bare, chunk, talkative_jpeg, talkative_png},
};
use flate2::{Compression, write::ZlibEncoder};
use image::{ImageEncoder as _, Rgb, Rgba, RgbaImage, codecs::webp::WebPEncoder};
use std::io::Write as _;

/// Red at the left, blue at the right, and a green corner above left.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 4 && y < height / 4 {
            Rgb([0, 255, 0])
        } else if x < width / 2 {
            Rgb([255, 0, 0])
        } else {
            Rgb([0, 0, 255])
        }
    })
}

fn webp(picture: &RgbaImage) -> Vec<u8> {
    let mut file = Vec::new();
    WebPEncoder::new_lossless(&mut file)
        .write_image(
            picture,
            picture.width(),
            picture.height(),
            image::ExtendedColorType::Rgba8,
        )
        .unwrap();
    file
}

fn colour(file: &[u8], x: f32, y: f32) -> [u8; 3] {
    let picture = image::load_from_memory(file).unwrap().to_rgb8();
    let place = |share: f32, length: u32| (share * (length - 1) as f32) as u32;
    picture
        .get_pixel(place(x, picture.width()), place(y, picture.height()))
        .0
}

fn is(found: [u8; 3], wanted: [u8; 3]) -> bool {
    found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 12)
}

fn header(width: u32, height: u32) -> Vec<u8> {
    let mut body = width.to_be_bytes().to_vec();
    body.extend_from_slice(&height.to_be_bytes());
    body.extend_from_slice(&[8, 2, 0, 0, 0]);
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IHDR", &body)].concat()
}

fn zeros(bytes: usize) -> Vec<u8> {
    let mut deflated = ZlibEncoder::new(Vec::new(), Compression::best());
    let block = vec![0; 1 << 20];
    for _ in 0..bytes >> 20 {
        deflated.write_all(&block).unwrap();
    }
    deflated.finish().unwrap()
}

fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, chunk) in chunks {
        body.extend_from_slice(*kind);
        body.extend_from_slice(&(chunk.len() as u32).to_le_bytes());
        body.extend_from_slice(chunk);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [b"RIFF", &(body.len() as u32).to_le_bytes()[..], &body].concat()
}

/// The head of an extended WebP file: flags and the size of its canvas.
fn extended(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let side = |length: u32| (length - 1).to_le_bytes()[..3].to_vec();
    [vec![flags, 0, 0, 0], side(width), side(height)].concat()
}

#[test]
fn each_format_is_taken_by_its_content_and_written_anew() {
    let picture = flag(400, 200);
    let alpha = DynamicImage::ImageRgb8(picture.clone()).into_rgba8();
    for file in [jpeg(&picture, 95).unwrap(), png(&alpha).unwrap(), webp(&alpha)] {
        let taken = develop(&file).unwrap();
        assert_eq!((taken.width, taken.height), (400, 200));
        assert!(is(colour(&taken.body, 0.1, 0.1), [0, 255, 0]) && is(colour(&taken.body, 0.9, 0.5), [0, 0, 255]));
        assert_bare(&taken.body);
        assert_bare(&taken.thumbnail);
        let small = image::load_from_memory(&taken.thumbnail).unwrap();
        assert_eq!((small.width(), small.height()), (320, 160));
    }
}

#[test]
fn what_is_large_becomes_smaller_and_what_is_transparent_becomes_white() {
    let taken = develop(&jpeg(&flag(7_000, 700), 60).unwrap()).unwrap();
    assert_eq!((taken.width, taken.height), (1_600, 160));
    assert!(is(colour(&taken.body, 0.1, 0.1), [0, 255, 0]) && is(colour(&taken.body, 0.3, 0.9), [255, 0, 0]));
    let clear = RgbaImage::from_pixel(1_601, 4, Rgba([9, 9, 9, 0]));
    let taken = develop(&png(&clear).unwrap()).unwrap();
    assert_eq!((taken.width, taken.height), (1_600, 4));
    assert!(is(colour(&taken.body, 0.5, 0.5), [255; 3]));
}

#[test]
fn a_picture_stands_upright_and_says_nothing_of_its_maker_or_place() {
    let corners = [(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)];
    // Where the green corner is after each orientation of EXIF, clockwise from above left, and whether the sides change places.
    for (orientation, corner, turned) in [
        (1, 0, false),
        (2, 1, false),
        (3, 2, false),
        (4, 3, false),
        (5, 0, true),
        (6, 1, true),
        (7, 2, true),
        (8, 3, true),
    ] {
        let picture = flag(120, 80);
        let alpha = DynamicImage::ImageRgb8(picture.clone()).into_rgba8();
        for file in [
            talkative_jpeg(&picture, orientation),
            talkative_png(&alpha, orientation),
        ] {
            assert!(file.windows(SECRET.len()).any(|window| window == SECRET.as_bytes()));
            let taken = develop(&file).unwrap();
            assert_eq!((taken.width, taken.height), if turned { (80, 120) } else { (120, 80) });
            let (x, y) = corners[corner];
            assert!(is(colour(&taken.body, x, y), [0, 255, 0]), "{orientation}");
            assert_bare(&taken.body);
            assert_bare(&taken.thumbnail);
        }
    }
}

#[test]
fn what_is_no_picture_is_refused_whatever_it_is_called() {
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><script>alert(1)</script></svg>"#;
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    for file in [
        &svg[..],
        b"<?xml version=\"1.0\"?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        gif,
        b"%PDF-1.7",
        b"",
        b"\xFF",
    ] {
        assert_eq!(
            develop(file),
            Err(UploadError::NotAPicture),
            "{:?}",
            String::from_utf8_lossy(file)
        );
    }
    assert_eq!(develop(&vec![0; MOST_BYTES + 1]), Err(UploadError::TooLarge));
}

#[test]
fn a_file_that_is_something_else_too_is_a_picture_only_from_then_on() {
    let script = b"<script>alert(1)</script>PK\x03\x04";
    let alpha = RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 255]));
    for mut file in [jpeg(&flag(8, 8), 90).unwrap(), png(&alpha).unwrap(), webp(&alpha)] {
        file.extend_from_slice(script);
        let taken = develop(&file).unwrap();
        assert!(!taken.body.windows(8).any(|window| window == &script[..8]));
        assert_bare(&taken.body);
    }
}

#[test]
fn a_file_that_was_cut_off_is_broken() {
    let picture = RgbImage::from_fn(90, 90, |x, y| {
        Rgb([(x * y % 251) as u8, (x * 3 % 256) as u8, (y * x * 7 % 256) as u8])
    });
    let alpha = DynamicImage::ImageRgb8(picture.clone()).into_rgba8();
    for file in [jpeg(&picture, 90).unwrap(), png(&alpha).unwrap(), webp(&alpha)] {
        for share in [0.4, 0.6, 0.8, 0.97] {
            let length = (file.len() as f32 * share) as usize;
            assert_eq!(
                develop(&file[..length]),
                Err(UploadError::Broken),
                "{share} of {}",
                file.len()
            );
        }
    }
}

#[test]
fn a_small_file_that_would_be_a_huge_picture_is_not_decoded() {
    let tiny = zeros(1 << 20);
    for (width, height) in [
        (50_000, 50_000),
        (12_001, 2),
        (2, 12_001),
        (8_000, 8_000),
        (u32::MAX, u32::MAX),
    ] {
        let file = [header(width, height), chunk(*b"IDAT", &tiny), chunk(*b"IEND", b"")].concat();
        assert_eq!(develop(&file), Err(UploadError::TooManyPixels), "{width} {height}");
    }
    let mut wide = jpeg(&flag(16, 16), 90).unwrap();
    let frame = wide.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    wide[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
    assert_eq!(develop(&wide), Err(UploadError::TooManyPixels));
    assert_eq!(
        develop(&riff(&[
            (b"VP8X", extended(0, 1 << 24, 1 << 24)),
            (b"VP8L", vec![0x2F, 0, 0, 0, 0])
        ])),
        Err(UploadError::TooManyPixels)
    );
}

#[test]
fn data_that_swells_is_not_followed() {
    // A gigabyte of nothing behind two pixels, and as a colour profile.
    let bomb = zeros(1 << 30);
    assert!(bomb.len() < 2 << 20);
    let behind = [header(2, 1), chunk(*b"IDAT", &bomb), chunk(*b"IEND", b"")].concat();
    assert!(matches!(
        develop(&behind),
        Ok(Upload { width: 2, .. }) | Err(UploadError::Broken)
    ));
    let profile = [b"a\0\0".to_vec(), bomb.clone()].concat();
    let text = [b"a\0\0".to_vec(), bomb].concat();
    let pixels = zeros(1 << 20);
    let file = [
        header(2, 1),
        chunk(*b"iCCP", &profile),
        chunk(*b"zTXt", &text),
        chunk(*b"IDAT", &pixels),
        chunk(*b"IEND", b""),
    ];
    assert!(develop(&file.concat()).is_ok_and(|taken| taken.body.len() < 2_000));
}

#[test]
fn a_frame_larger_than_its_file_says_is_not_decoded() {
    // A canvas of 10 × 10, and a frame of 16,383 × 16,383 within.
    let frame = [&[0x10, 0, 0, 0x9D, 0x01, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F][..], &[0; 64]].concat();
    let still = riff(&[(b"VP8X", extended(0, 10, 10)), (b"VP8 ", frame.clone())]);
    assert_eq!(develop(&still), Err(UploadError::TooManyPixels));
    let inner = riff(&[(b"VP8 ", frame)])[12..].to_vec();
    let moving = [vec![0; 16], inner].concat();
    let moving = riff(&[(b"VP8X", extended(2, 10, 10)), (b"ANIM", vec![0; 6]), (b"ANMF", moving)]);
    assert_eq!(develop(&moving), Err(UploadError::TooManyPixels));
    // A second frame of a JPEG file.
    let plain = jpeg(&flag(16, 16), 90).unwrap();
    let at = plain.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let twice = [&plain[..at], &plain[at..at + 19], &plain[at..]].concat();
    assert_eq!(develop(&twice), Err(UploadError::Broken));
    // A scan in a few bytes makes a decoder go through all pixels.
    let scan = plain.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    let many = [&plain[..scan], &plain[scan..scan + 14].repeat(101), &plain[scan..]].concat();
    assert_eq!(develop(&many), Err(UploadError::Broken));
}

#[test]
fn of_a_moving_picture_the_first_frame_is_kept() {
    let frame = |colour: [u8; 4]| {
        let file = webp(&RgbaImage::from_pixel(20, 10, Rgba(colour)));
        let size = |length: u32| (length - 1).to_le_bytes()[..3].to_vec();
        [vec![0; 6], size(20), size(10), vec![100, 0, 0, 0], file[12..].to_vec()].concat()
    };
    let moving = riff(&[
        (b"VP8X", extended(0x12, 20, 10)),
        (b"ANIM", vec![0; 6]),
        (b"ANMF", frame([255, 0, 0, 255])),
        (b"ANMF", frame([0, 0, 255, 255])),
    ]);
    let taken = develop(&moving).unwrap();
    assert!((taken.width, taken.height) == (20, 10) && is(colour(&taken.body, 0.5, 0.5), [255, 0, 0]));
    let still = png(&RgbaImage::from_pixel(20, 10, Rgba([255, 0, 0, 255]))).unwrap();
    let control = |sequence: u32| {
        let numbers = [sequence, 20, 10, 0, 0];
        let bytes = numbers.iter().flat_map(|number| number.to_be_bytes());
        chunk(*b"fcTL", &bytes.chain([0, 1, 0, 10, 0, 0]).collect::<Vec<u8>>())
    };
    let other = png(&RgbaImage::from_pixel(20, 10, Rgba([0, 0, 255, 255]))).unwrap();
    let data = &other[41..other.len() - 16];
    let second = chunk(*b"fdAT", &[&2_u32.to_be_bytes()[..], data].concat());
    let play = chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    let end = still.len() - 12;
    let moving = [
        &still[..33],
        &play,
        &control(0),
        &still[33..end],
        &control(1),
        &second,
        &still[end..],
    ]
    .concat();
    let taken = develop(&moving).unwrap();
    assert!(is(colour(&taken.body, 0.5, 0.5), [255, 0, 0]));
}

#[tokio::test]
async fn a_line_has_an_end_and_moves_on() {
    let darkroom = Darkroom::default();
    let file = Bytes::from(jpeg(&flag(40, 20), 90).unwrap());
    let places: Vec<Place> = (0..MOST_WAITING).map(|_| darkroom.place().unwrap()).collect();
    assert!(matches!(darkroom.place(), Err(UploadError::Busy)));
    let done = futures::future::join_all(places.into_iter().map(|place| place.develop(file.clone()))).await;
    assert!(
        done.iter()
            .all(|taken| taken.as_ref().is_ok_and(|taken| taken.width == 40))
    );
    assert_eq!(
        darkroom.place().unwrap().develop(Bytes::from_static(b"no")).await,
        Err(UploadError::NotAPicture)
    );
    assert_eq!(darkroom.at_once.available_permits(), AT_ONCE as usize);
}

#[test]
fn whatever_is_changed_in_a_file_nothing_panics() {
    let alpha = RgbaImage::from_fn(24, 16, |x, y| Rgba([(x * 9) as u8, (y * 15) as u8, 77, 255 - x as u8]));
    let files = [talkative_jpeg(&flag(24, 16), 6), png(&alpha).unwrap(), webp(&alpha)];
    let mut state = 0x9E37_79B9_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for round in 0..600 {
        let mut file = files[round % files.len()].clone();
        for _ in 0..=next(4) {
            let place = next(file.len());
            file[place] = next(256) as u8;
        }
        if let Ok(taken) = develop(&file) {
            assert_bare(&taken.body);
        }
    }
}
