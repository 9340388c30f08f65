//! Any bytes as a workbook, as the sheet in a workbook, or as its CSV text.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../forms/tests/corpus/targets.rs"]
#[expect(dead_code, reason = "each target is one of several")]
mod targets;

fuzz_target!(|data: &[u8]| targets::workbook(data));
