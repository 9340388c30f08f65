#!/usr/bin/env bash
# Runs a command with a NATS server of its own, with streams (JetStream), which is gone when the command ends:
#   tests/with-nats.sh cargo test -p nabosvar --features nats
# The tests find it by NABOSVAR_TEST_NATS. It listens on 127.0.0.1 alone, on a port that was free, and keeps its streams in a
# folder of its own. Who publishes is `invented` and may do no more than docs/feed.md asks for; who reads is `owner`; both have the
# password `invented`.
set -euo pipefail
# Where Debian puts it; not everybody has that folder.
PATH=$PATH:/usr/sbin

folder=$(mktemp --directory "${TMPDIR:-/tmp}/nabosvar-nats.XXXXXX")
cat >"$folder/conf" <<END
listen: "127.0.0.1:-1"
ports_file_dir: "$folder"
jetstream { store_dir: "$folder" }
authorization { users = [
    { user: owner, password: invented }
    { user: invented, password: invented, permissions { publish: "invented.>", subscribe: "_INBOX.>" } }
] }
END
nats-server --config "$folder/conf" >"$folder/log" 2>&1 &
server=$!
stop() {
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap stop EXIT

# It writes down its port once it listens.
ports="$folder/nats-server_$server.ports"
for _ in $(seq 100); do
    [ -s "$ports" ] && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
url=$(grep --only-matching 'nats://[^"]*' "$ports" | head -1) || {
    cat "$folder/log" >&2
    exit 1
}
export NABOSVAR_TEST_NATS="$url"
"$@"
