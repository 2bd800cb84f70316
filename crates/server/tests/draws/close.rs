//! After the draw.
