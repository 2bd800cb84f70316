//! The few drawn signs, in the colour of the text, 20 × 20: see [`crate::ui::Ui::icon`].

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
/// A lock.
pub const LOCK: &str = "M5 9h10v7.500H5zM7 9V6.500a3 3 0 0 1 6 0V9";
/// A sheet with a picture: a poster.
pub const POSTER: &str = "M4.500 2.500h11v15h-11zM4.500 11h11M7 14.250h6";
