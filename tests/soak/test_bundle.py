"""The bundle, installed and run where there is no network at all: a namespace of its own with nothing but loopback."""

import os
import re
import subprocess
import sys
import tarfile

import pytest

from tests.conftest import ROOT

MINUTES = 15
LOOK = """
set -e
ip link set lo up
if python3 -c "import socket; socket.create_connection(('1.1.1.1', 53), 2)" 2>/dev/null; then exit 9; fi
deploy/install.sh
.venv/bin/python -m dashboard.server >server.log 2>&1 &
server=$!
for _ in $(seq 60); do
  sleep 0.5
  .venv/bin/python -c "
from urllib.request import urlopen
print('answered', urlopen('http://127.0.0.1:8501/_stcore/health', timeout=2).status)" 2>/dev/null && break
done
.venv/bin/python -m pipeline show nothing || echo "a message, not a trace"
kill $server
"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    done = run(["bash", "deploy/bundle.sh", str(out)], ROOT, PYTHON=sys.executable)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = out.glob("*.tar.gz")
    return made


def run(command, folder, **environment):
    env = {name: value for name, value in os.environ.items() if name not in ("DATA_DIR", "LEDGER_URL")} | environment
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=MINUTES * 60)


def unpacked(bundle, folder):
    with tarfile.open(bundle) as archive:
        archive.extractall(folder, filter="data")
    (made,) = folder.iterdir()
    return made


def test_it_installs_and_serves_without_a_network(bundle, tmp_path):
    folder = unpacked(bundle, tmp_path)
    done = run(["unshare", "--net", "--map-root-user", "bash", "-c", LOOK], folder)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "已装好" in said
    assert "answered 200" in said
    assert "已发布" in said
    assert "a message, not a trace" in said
    assert "Traceback" not in said


def test_a_bundle_that_was_changed_on_the_way_is_not_installed(bundle, tmp_path):
    folder = unpacked(bundle, tmp_path)
    target = folder / "pipeline" / "board.py"
    target.write_text(target.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = run(["bash", "deploy/install.sh"], folder)
    assert done.returncode == 1
    assert "文件与清单不符" in done.stderr
    assert not (folder / ".venv").exists()


def test_it_holds_the_program_and_every_package_it_asks_for(bundle):
    with tarfile.open(bundle) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"Makefile", "README.zh.md", "deploy/install.sh", "seeds", "SHA256SUMS"} <= names
    pinned = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    wheels = {_plain(name.removeprefix("wheels/")) for name in names if name.startswith("wheels/")}
    missing = [f"{name}=={version}" for name, version in pinned if not _held(name, version, wheels)]
    assert missing == []


def _held(name, version, wheels):
    return any(wheel.startswith(f"{_plain(f'{name}-{version}')}-") for wheel in wheels)


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()
