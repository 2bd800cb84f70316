//! A QR code, dark on white whatever the page's colours, with the quiet zone that readers need.

use crate::parts::el;
use crate::platform::digits;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use yew::Html;

/// Modules of white on each side.
const QUIET: i32 = 4;

/// The code of a text; nothing for a text that is too long for one.
pub fn qr(text: &str, alt: String) -> Html {
    let Some(code) = encode(text) else {
        return Html::default();
    };
    let size = whole(code.size() + 2 * QUIET);
    let frame = ["0 0 ", &size, " ", &size].concat();
    let ground = el("rect", "")
        .text("width", size.clone())
        .text("height", size)
        .with("fill", "#fff")
        .end();
    let dark = el("path", "").text("d", path(&code)).with("fill", "#111").end();
    let svg = el("svg", "qr")
        .with("part", "qr")
        .text("viewBox", frame)
        .with("role", "img")
        .text("aria-label", alt);
    svg.with("shape-rendering", "crispEdges").put(ground).put(dark).end()
}

/// Addresses mix capitals and small letters, so they are bytes; and with one mask for all, the search for the best need not be shipped.
fn encode(text: &str) -> Option<QrCode> {
    let bytes = [QrSegment::make_bytes(text.as_bytes())];
    let mask = Some(Mask::new(3));
    QrCode::encode_segments_advanced(&bytes, QrCodeEcc::Medium, Version::MIN, Version::MAX, mask, false).ok()
}

fn whole(number: i32) -> String {
    digits(number.unsigned_abs().into())
}

/// One rectangle for each run of dark modules in a row.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let (left, top, run) = (whole(start + QUIET), whole(y + QUIET), whole(x - start));
                for piece in ["M", &left, " ", &top, "h", &run, "v1h-", &run, "z"] {
                    path.push_str(piece);
                }
            }
            x += 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_starts_with_its_finder_pattern_behind_the_quiet_zone() {
        let code = encode("https://canyu.example/").unwrap();
        assert!(path(&code).starts_with("M4 4h7v1h-7z"));
    }
}
