#!/usr/bin/env bash
# How large the form engine is in a browser: read a form, take answers, show pages, judge. Fails above the budget.
#
# It needs a compiler that can build for wasm32: one with the target, or Debian's `rustc-web` with the library's source
# (`rust-web-src`), which lie beside any other compiler. Where there is neither, this says so and passes.
set -euo pipefail
cd "$(dirname "$0")/wasm"

budget=$((BUDGET * 1024))
target=wasm32-unknown-unknown
options=()
if [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ]; then
    :
elif [ -x /usr/bin/rustc ] && [ -d /usr/lib/rustlib/src/rust/library ]; then
    export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
    options=(-Z build-std=std,panic_abort)
else
    echo "not measured: the form engine for $target (neither the target nor the packages rustc-web and rust-web-src are there)"
    exit 0
fi
cargo build --quiet --release --target "$target" "${options[@]}"
module=${CARGO_TARGET_DIR:-target}/$target/release/forms_wasm.wasm
if command -v wasm-opt >/dev/null; then
    wasm-opt -Oz --all-features "$module" -o "$module.small" && module=$module.small
fi
size=$(gzip -9 --stdout "$module" | wc -c)
echo "the form engine for $target: $((size / 1024)) KiB compressed, $(($(wc -c <"$module") / 1024)) KiB unpacked; at most $((budget / 1024)) KiB compressed"
[ "$size" -le "$budget" ]
