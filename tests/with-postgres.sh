#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, which is gone when the command ends:
#   tests/with-postgres.sh cargo test -p nabosvar
# The tests find it by NABOSVAR_TEST_POSTGRES. It listens on 127.0.0.1 alone, on a port that was free, and never syncs to
# disk, because nothing in it is kept; with POSTGRES_FSYNC=on it does, for who measures.
set -euo pipefail

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$programs" ] || programs=$(dirname "$(command -v initdb)")
folder=$(mktemp -d "${TMPDIR:-/tmp}/nabosvar-postgres.XXXXXX")

# PostgreSQL refuses to run as root.
as_owner=()
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as_owner=(setpriv --reuid=postgres --regid=postgres --clear-groups env "HOME=$folder")
fi

stop() {
    (cd "$folder" && "${as_owner[@]}" "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1) || true
    rm -rf "$folder"
}
trap stop EXIT

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })' 2>/dev/null \
    || echo $((20000 + $$ % 20000)))

(
    cd "$folder"
    "${as_owner[@]}" "$programs/initdb" -D data -U nabosvar -A trust -E UTF8 --locale=C --no-sync >initdb.log
    "${as_owner[@]}" "$programs/pg_ctl" -D data -w -l server.log start >pg_ctl.log \
        -o "-c listen_addresses=127.0.0.1 -p $port -k $folder -c fsync=${POSTGRES_FSYNC:-off} -c max_connections=300"
) || {
    cat "$folder"/*.log >&2
    exit 1
}

export NABOSVAR_TEST_POSTGRES="postgres://nabosvar@127.0.0.1:$port/postgres"
"$@"
