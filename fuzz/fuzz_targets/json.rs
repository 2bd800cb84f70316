//! The JSON reader.

#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    reading::json(input);
});
