//! The checks, on a whole draw that is honest, and on the same draw after everything that an organiser, or whoever hands on the files,
//! could do to it.

#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on has failed; clippy knows only the test functions themselves"
)]

mod bundle;
mod honest;
mod mine;
mod tampering;
