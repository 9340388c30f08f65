#!/usr/bin/env bash
# Runs a command with a mail server of its own, which is gone when the command ends:
#   tests/with-smtp.sh cargo test -p nabosvar --test service -- mail
# The tests find it by NABOSVAR_TEST_SMTP, and what it took in the folder NABOSVAR_TEST_MAILS. It listens on 127.0.0.1 alone,
# on two ports that were free: one for plain text, one that asks for STARTTLS and a password. The certificate is made anew
# each time; SSL_CERT_FILE says to trust it. The server is aiosmtpd, a Python package that is installed into a folder beside
# what Cargo builds when it is not there.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
python=${CARGO_TARGET_DIR:-target}/aiosmtpd
if [ ! -x "$python/bin/aiosmtpd" ]; then
    python3 -m venv "$python"
    "$python/bin/pip" install --quiet --disable-pip-version-check 'aiosmtpd==1.4.6'
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/nabosvar-smtp.XXXXXX")
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
    -addext basicConstraints=critical,CA:FALSE -addext subjectAltName=DNS:localhost -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null
mkfifo "$folder/ready"
"$python/bin/python" "$here/smtp/server.py" "$folder" >"$folder/ready" &
server=$!
stop() {
    kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap stop EXIT

read -r plain encrypted <"$folder/ready"
export NABOSVAR_TEST_SMTP="smtp://127.0.0.1:$plain" NABOSVAR_TEST_MAILS="$folder/mails"
export NABOSVAR_TEST_SMTPS="smtp://invented:secret@localhost:$encrypted?tls=required"
SSL_CERT_FILE="$folder/certificate.pem" "$@"
