//! A QR code, dark on white whatever the page's colours, with the quiet zone that readers need.

use qrcodegen::{QrCode, QrCodeEcc};
use yew::{Html, html};

/// Modules of white on each side.
const QUIET: i32 = 4;

/// The code of a text; nothing for a text that is too long for one.
#[must_use]
pub fn qr(text: &str, alt: String) -> Html {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
        return Html::default();
    };
    let size = (code.size() + 2 * QUIET).to_string();
    let frame = ["0 0 ", &size, " ", &size].concat();
    html! {
        <svg class="qr" part="qr" viewBox={frame} role="img" aria-label={alt} shape-rendering="crispEdges">
            <rect width={size.clone()} height={size} fill="#fff" />
            <path d={path(&code)} fill="#111" />
        </svg>
    }
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
                let (left, top, run) = (
                    (start + QUIET).to_string(),
                    (y + QUIET).to_string(),
                    (x - start).to_string(),
                );
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
        let code = QrCode::encode_text("https://canyu.example/", QrCodeEcc::Medium).unwrap();
        assert!(path(&code).starts_with("M4 4h7v1h-7z"));
    }
}
