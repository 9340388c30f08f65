#!/usr/bin/env bash
# Runs a command with a server of its own that speaks S3, which is gone when the command ends:
#   tests/with-s3.sh cargo test -p nabosvar --features s3
# The tests find it by NABOSVAR_TEST_S3. It listens on 127.0.0.1 alone, on a port that was free, and keeps everything in
# memory. It is moto, a Python package that is installed into a folder beside what Cargo builds when it is not there.
set -euo pipefail

python=${CARGO_TARGET_DIR:-target}/moto
if [ ! -x "$python/bin/moto_server" ]; then
    python3 -m venv "$python"
    "$python/bin/pip" install --quiet --disable-pip-version-check 'moto[server]==5.2.5'
fi
log=$(mktemp "${TMPDIR:-/tmp}/nabosvar-s3.XXXXXX")
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$python/bin/moto_server" -H 127.0.0.1 -p "$port" >"$log" 2>&1 &
server=$!
stop() {
    kill "$server" 2>/dev/null || true
    rm -f "$log"
}
trap stop EXIT

export NABOSVAR_TEST_S3="http://127.0.0.1:$port"
# It answers once its first bucket is made.
curl --silent --show-error --fail --retry 60 --retry-delay 1 --retry-connrefused -X PUT "$NABOSVAR_TEST_S3/nabosvar-blobs" >/dev/null || {
    cat "$log" >&2
    exit 1
}
"$@"
