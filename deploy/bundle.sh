#!/usr/bin/env bash
# make bundle: everything that an office without a network needs, in one file: the program and the packages it asks for.
# Made on a machine with the same system and Python as the office's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

python=${PYTHON:-.venv/bin/python}
version=$(git describe --always --dirty 2>/dev/null || date +%Y%m%d)
name=plan-target-tracker-$version
out=${1:-dist}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$out" "$work/$name"
echo "== 程序"
git archive HEAD | tar -x -C "$work/$name"
echo "== 软件包"
"$python" -m pip download --quiet --disable-pip-version-check --requirement requirements.txt --dest "$work/$name/wheels"
(cd "$work/$name" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
echo "== 打包"
tar -czf "$out/$name.tar.gz.part" -C "$work" "$name"
mv "$out/$name.tar.gz.part" "$out/$name.tar.gz"
echo "$out/$name.tar.gz"
echo "在内网机器上：tar -xzf $name.tar.gz && cd $name && deploy/install.sh"
