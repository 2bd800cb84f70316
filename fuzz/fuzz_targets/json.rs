//! The JSON reader.

#![no_main]

#[expect(dead_code, reason = "the other target uses the rest")]
mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    reading::json(input);
});
