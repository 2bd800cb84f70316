//! Whether a signature is that of a round of drand's quicknet, for a browser.
//!
//! A module of its own: the pairing is as large as all the rest of the verifier, does not change when that changes, and is not needed where a
//! draw takes its value from elsewhere. The page fetches both at once.

use wasm_bindgen::prelude::wasm_bindgen;

/// The allocator of the widget: smaller than the default one.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Whether a signature (48 bytes, a point of G1) is that of a round of drand's quicknet.
#[wasm_bindgen]
#[must_use]
pub fn quicknet(round: u64, signature: &[u8]) -> bool {
    fairdraw::beacon::Chain::QUICKNET.verify(round, signature)
}
