//! The QR codes that `embed/gadgets/qrcode.js` has to draw, by another hand: `tests/e2e/gadgets.test.mjs` compares.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail in any way")]

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use sha2::{Digest as _, Sha256};

/// An address of so many bytes.
fn text(length: usize) -> String {
    "https://canyu.example/c/Toy?canyu="
        .chars()
        .cycle()
        .take(length)
        .collect()
}

/// Rows of 0 and 1, each with a line end.
fn rows(text: &str) -> String {
    let bytes = [QrSegment::make_bytes(text.as_bytes())];
    let (least, most) = (Version::MIN, Version::MAX);
    let mask = Some(Mask::new(3));
    let code = QrCode::encode_segments_advanced(&bytes, QrCodeEcc::Medium, least, most, mask, false).unwrap();
    let size = code.size();
    let sign = |x, y| if code.get_module(x, y) { '1' } else { '0' };
    (0..size)
        .map(|y| (0..size).map(|x| sign(x, y)).chain(['\n']).collect::<String>())
        .collect()
}

#[test]
fn the_codes_that_are_compared_with_are_those_of_another_implementation() {
    let known: serde_json::Value = serde_json::from_str(include_str!("e2e/support/qr.json")).unwrap();
    let mut made = serde_json::Map::new();
    for length in [1, 14, 15, 40, 78, 122, 180, 181, 213, 300, 666, 1_000, 1_500, 2_331] {
        let hash = Sha256::digest(rows(&text(length)));
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        made.insert(length.to_string(), hash.into());
    }
    let made = serde_json::Value::from(made);
    assert_eq!(made, known, "{made:#}");
}
