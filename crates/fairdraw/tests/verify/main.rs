//! The checks, on a whole draw that is honest, and on the same draw after everything that an organiser, or whoever hands on the files,
//! could do to it.

mod bundle;
mod honest;
mod mine;
mod tampering;
