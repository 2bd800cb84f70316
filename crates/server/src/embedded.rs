//! The files that are inside the binary. `build.rs` makes the tables from `dist/embed` and `dist/console`, which `cargo xtask build`
//! makes from the widget and the console.

/// A file with its compressed forms.
pub struct Embedded {
    path: &'static str,
    plain: &'static [u8],
    brotli: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The file of that path, relative to `/embed/`.
#[must_use]
pub fn file(path: &str) -> Option<&'static Embedded> {
    FILES.iter().find(|file| file.path == path)
}

/// The file of the console of that path, relative to `/console/`.
#[must_use]
pub fn console(path: &str) -> Option<&'static Embedded> {
    CONSOLE.iter().find(|file| file.path == path)
}

/// Whether the widget is inside this binary.
#[must_use]
pub fn has_widget() -> bool {
    file("v1/canyu.js").is_some()
}

impl Embedded {
    /// The smallest form that a client takes, and its encoding.
    #[must_use]
    pub fn best(&self, accept_encoding: &str) -> (&'static [u8], Option<&'static str>) {
        let takes = |name: &str| {
            accept_encoding.split(',').any(|part| {
                let mut part = part.split(';').map(str::trim);
                part.next() == Some(name) && part.next() != Some("q=0")
            })
        };
        if takes("br") {
            (self.brotli, Some("br"))
        } else if takes("gzip") {
            (self.gzip, Some("gzip"))
        } else {
            (self.plain, None)
        }
    }

    /// Its media type.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match self.path.rsplit('.').next() {
            Some("js") => "text/javascript; charset=utf-8",
            Some("wasm") => "application/wasm",
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("json") => "application/json",
            _ => "application/octet-stream",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_gets_the_smallest_form_it_takes() {
        let file = Embedded {
            path: "a.wasm",
            plain: b"plain",
            brotli: b"br",
            gzip: b"gzip",
        };
        assert_eq!(file.best("gzip, deflate, br"), (&b"br"[..], Some("br")));
        assert_eq!(file.best("gzip;q=0.5, br;q=0"), (&b"gzip"[..], Some("gzip")));
        assert_eq!(file.best("identity"), (&b"plain"[..], None));
        assert_eq!(file.content_type(), "application/wasm");
    }
}
