//! Any bytes as answers to a shipped form: judged, taken up, changed, shown.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../forms/tests/corpus/targets.rs"]
#[expect(dead_code, reason = "each target is one of several")]
mod targets;

fuzz_target!(|data: &[u8]| targets::answers(data));
