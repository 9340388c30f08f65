#!/usr/bin/env bash
# The form engine must build for a browser, without workbooks, and with it the module whose size is looked at. Where the
# compiler has no such target, this says so, and checks what it can.
set -euo pipefail

target=wasm32-unknown-unknown
if [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ]; then
    cargo check --package forms --lib --no-default-features --target "$target" --locked
else
    cargo clippy --package forms --lib --no-default-features --locked -- --deny warnings
    echo "not checked: the form engine for $target (the compiler lacks the target)"
fi
# A workspace of its own, which nothing else builds before its size is taken.
cargo clippy --manifest-path tests/wasm/Cargo.toml --target-dir target --locked -- --deny warnings
