#!/usr/bin/env bash
# Installs what the tests need beside Rust and is not there, on Debian and its relatives: a C compiler (for SQLite), a
# PostgreSQL server, a NATS server, a clock that can be set for one program, Node.js, a browser, and Python for servers that speak S3 and SMTP
# and for programs that read and judge tables, which come into a folder beside what Cargo builds. Elsewhere it says what is missing.
set -euo pipefail
# Where Debian puts servers; not everybody has it.
PATH=$PATH:/usr/sbin

missing=()
command -v cc >/dev/null || missing+=(gcc libc6-dev)
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v nats-server >/dev/null || missing+=(nats-server)
# Without it the clocks of the fault tests do not jump.
ls /usr/lib/*/faketime/libfaketime.so.1 >/dev/null 2>&1 || ! command -v apt-get >/dev/null || missing+=(libfaketime)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
command -v curl >/dev/null || missing+=(curl)
command -v openssl >/dev/null || missing+=(openssl)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
command -v chromium >/dev/null || missing+=(chromium)
if [ ${#missing[@]} -gt 0 ]; then
    if ! command -v apt-get >/dev/null; then
        echo "The tests need: ${missing[*]}" >&2
        exit 1
    fi
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install --yes --no-install-recommends "${missing[@]}"
fi

# What reads the files of a release and judges them. The lists lie there once all of it is installed, so nothing is fetched a second time.
here=$(cd "$(dirname "$0")" && pwd)
tables=${CARGO_TARGET_DIR:-$here/../target}/tables
if ! cmp --quiet "$here/tables/requirements.txt" "$tables/requirements.txt" || ! cmp --quiet "$here/tables/schemas.txt" "$tables/schemas.txt"; then
    python3 -m venv --clear "$tables"
    install=("$tables/bin/pip" install --quiet --disable-pip-version-check --no-deps)
    "${install[@]}" --requirement "$here/tables/requirements.txt"
    # Nothing of these is run, so it does not matter which Python they want.
    "${install[@]}" --ignore-requires-python --no-compile --target "$tables/schemas" --requirement "$here/tables/schemas.txt"
    cp "$here/tables/requirements.txt" "$here/tables/schemas.txt" "$tables/"
fi
