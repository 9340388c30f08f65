#!/usr/bin/env bash
# How large the form engine is in a browser: read a form, take answers, show pages, judge. Fails above the budget.
#
# It needs a compiler that can build its own library for wasm32: Debian's `rustc-web` with `rust-web-src`, which lie beside any
# other compiler (`wasm-opt`, of `binaryen`, makes the result smaller). Where they are not there, this says so and passes;
# with INSTALL=yes it installs them first.
set -euo pipefail
cd "$(dirname "$0")/wasm"

# What it takes today and a little more. The goal is 150 KiB. What weighs most: reading and checking a definition, which the server
# has done before, and Fluent.
budget=$((300 * 1024))
target=wasm32-unknown-unknown
packages=(rustc-web rust-web-src binaryen)
if [ "${INSTALL:-no}" = yes ] && command -v apt-get >/dev/null && [ ! -x /usr/bin/rustc ]; then
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get install --yes --no-install-recommends "${packages[@]}" >/dev/null || true
fi
linker=$(command -v wasm-ld || ls "$(rustc --print sysroot)"/lib/rustlib/*/bin/rust-lld 2>/dev/null || true)
library=$(/usr/bin/rustc --print sysroot 2>/dev/null || true)/lib/rustlib/src/rust/library
if [ ! -d "$library" ] || [ -z "$linker" ]; then
    echo "not measured: the form engine for $target (it takes the packages ${packages[*]} and a linker; INSTALL=yes installs them)"
    exit 0
fi
# A phone has no use for the text of a panic, and for small code more than for quick one.
export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$linker
export RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none --cfg sha2_backend_soft=\"compact\""
# Beside what the workspace builds, so that one folder holds all of it.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/../../target}/wasm
cargo build --quiet --release --target "$target" -Z build-std=std,panic_abort -Z build-std-features=optimize_for_size
module=$CARGO_TARGET_DIR/$target/release/forms_wasm.wasm
if command -v wasm-opt >/dev/null; then
    wasm-opt -Oz --all-features "$module" -o "$module.small" && module=$module.small
fi
size=$(gzip -9 --stdout "$module" | wc -c)
echo "the form engine for $target: $((size / 1024)) KiB compressed, $(($(wc -c <"$module") / 1024)) KiB unpacked; at most $((budget / 1024)) KiB compressed"
[ "$size" -le "$budget" ]
