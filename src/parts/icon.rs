//! The few drawn signs, in the colour of the text.

use crate::parts::el;
use yew::Html;

/// A tick.
pub const TICK: &str = "M4 10.5l4 4 8-9";
/// An arrow out of a tray: to share.
pub const SHARE: &str = "M10 12.5V3m0 0L6.5 6.5M10 3l3.5 3.5M4 10v6.5h12V10";
/// A plus.
pub const PLUS: &str = "M10 4v12M4 10h12";
/// Two sheets: to copy.
pub const COPY: &str = "M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z";
/// Four corners: a QR code.
pub const CODE: &str =
    "M3.5 3.5h5v5h-5zM11.500 3.5h5v5h-5zM3.5 11.500h5v5h-5zM11.500 11.500h2v2h-2zM16.500 16.500h-2.500";

/// A sign of 20 × 20.
pub fn icon(path: &'static str) -> Html {
    let line = el("path", "").with("d", path).end();
    el("svg", "icon")
        .with("viewBox", "0 0 20 20")
        .with("aria-hidden", "true")
        .put(line)
        .end()
}
