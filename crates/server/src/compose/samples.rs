//! Picture files for tests, with all that cameras and programs write beside the pixels.

use super::encode::{jpeg, png};
use image::{RgbImage, RgbaImage};

/// Stands in every text that a picture carries along: it must be in nothing that is published.
pub const SECRET: &str = "SECRET-launch-router";

/// EXIF with an orientation (1 to 8), a description and a place on the earth.
pub fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let mut entry = |tag: u16, kind: u16, count: u32, value: u32| {
        tiff.extend_from_slice(&tag.to_le_bytes());
        tiff.extend_from_slice(&kind.to_le_bytes());
        tiff.extend_from_slice(&count.to_le_bytes());
        tiff.extend_from_slice(&value.to_le_bytes());
    };
    // Three entries: description, orientation, and where the block about the place begins.
    let after = 8 + 2 + 3 * 12 + 4;
    let length = SECRET.len() as u32 + 1;
    let count = 3_u16.to_le_bytes();
    entry(0x010E, 2, length, after);
    entry(0x0112, 3, 1, u32::from(orientation));
    entry(0x8825, 4, 1, after + length);
    tiff.splice(8..8, count);
    tiff.extend_from_slice(&[0; 4]);
    tiff.extend_from_slice(SECRET.as_bytes());
    tiff.push(0);
    // The block: one entry, "N".
    tiff.extend_from_slice(&[1, 0, 1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0, 0, 0, 0, 0]);
    tiff
}

/// A JPEG file with EXIF, a colour profile, XMP and a comment.
pub fn talkative_jpeg(picture: &RgbImage, orientation: u16) -> Vec<u8> {
    let plain = jpeg(picture, 90).unwrap();
    let mut file = plain[..2].to_vec();
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{SECRET}</x:xmpmeta>");
    for (marker, head, body) in [
        (0xE1, &b"Exif\0\0"[..], exif(orientation)),
        (0xE1, b"", xmp.into_bytes()),
        (0xE2, b"ICC_PROFILE\0\x01\x01", SECRET.as_bytes().to_vec()),
        (0xED, b"Photoshop 3.0\0", SECRET.as_bytes().to_vec()),
        (0xFE, b"", SECRET.as_bytes().to_vec()),
    ] {
        file.extend_from_slice(&[0xFF, marker]);
        file.extend_from_slice(&((2 + head.len() + body.len()) as u16).to_be_bytes());
        file.extend_from_slice(head);
        file.extend_from_slice(&body);
    }
    file.extend_from_slice(&plain[2..]);
    file
}

/// A PNG file with EXIF and texts.
pub fn talkative_png(picture: &RgbaImage, orientation: u16) -> Vec<u8> {
    let plain = png(picture).unwrap();
    // After the signature and the header.
    let mut file = plain[..33].to_vec();
    file.extend(chunk(*b"eXIf", &exif(orientation)));
    file.extend(chunk(*b"tEXt", format!("Comment\0{SECRET}").as_bytes()));
    file.extend(chunk(
        *b"iTXt",
        format!("XML:com.adobe.xmp\0\0\0\0\0{SECRET}").as_bytes(),
    ));
    file.extend_from_slice(&plain[33..]);
    file
}

/// A chunk of a PNG file.
pub fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut chunk = (body.len() as u32).to_be_bytes().to_vec();
    chunk.extend_from_slice(&kind);
    chunk.extend_from_slice(body);
    let crc = !chunk[4..].iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    });
    chunk.extend_from_slice(&crc.to_be_bytes());
    chunk
}

/// The markers of a JPEG file up to its pixels, and that it ends where they do.
pub fn markers(file: &[u8]) -> Vec<u8> {
    assert_eq!(file[..2], [0xFF, 0xD8]);
    let (mut at, mut markers) = (2, Vec::new());
    while markers.last() != Some(&0xDA) {
        assert_eq!(file[at], 0xFF);
        markers.push(file[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
    }
    let end = (at..file.len())
        .find(|&i| file[i..].starts_with(&[0xFF, 0xD9]))
        .unwrap();
    assert_eq!(end + 2, file.len(), "nothing is appended");
    markers
}

/// Asserts that a JPEG file holds pixels and what is needed to read them, and nothing else.
pub fn assert_bare(file: &[u8]) {
    for marker in markers(file) {
        // JFIF's head, tables, the frame, the scan.
        assert!(matches!(marker, 0xE0 | 0xDB | 0xC0 | 0xC4 | 0xDA), "marker {marker:x}");
    }
    let needle = SECRET.as_bytes();
    assert!(!file.windows(needle.len()).any(|window| window == needle));
}
