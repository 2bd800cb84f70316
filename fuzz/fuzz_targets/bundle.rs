//! A whole bundle.

#![no_main]

#[expect(dead_code, reason = "the other target uses the rest")]
mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    reading::bundle(input);
});
