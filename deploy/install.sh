#!/usr/bin/env bash
# Installs the unpacked bundle without a network: checks every file, makes .venv, builds the board. Run it again after
# an upgrade; data/ stays.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[ -d wheels ] || { echo "这里没有 wheels 文件夹。请先用 make bundle 打包，在解开的文件夹里运行。" >&2; exit 1; }
sha256sum --quiet --check SHA256SUMS || { echo "文件与清单不符，没有安装。请重新拷贝安装包。" >&2; exit 1; }
export PIP_NO_INDEX=1 PIP_FIND_LINKS=$PWD/wheels
make build
echo "已装好。打开看板：make run；对其他机器提供服务见 deploy/README.md。"
