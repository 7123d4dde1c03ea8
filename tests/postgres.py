"""A PostgreSQL of our own, from the binaries of the system: made, started and stopped by the tests."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

SECONDS = 60
_NUMBERS = count(1)
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]  # kinds of database, for parametrize
DEBIAN = "/usr/lib/postgresql"


def binary(name: str) -> str | None:
    """A program of PostgreSQL: on the path, or the newest of where Debian puts them."""
    found = sorted(Path(DEBIAN).glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return shutil.which(name) or (str(found[-1]) if found else None)


def _other_user() -> dict[str, object]:
    """Whom PostgreSQL runs as: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def url_in(folder: Path, database: str) -> str:
    return f"postgresql://ledger@/{database}?host={folder}"


def _wait(server: subprocess.Popen, folder: Path) -> None:
    engine = create_engine(url_in(folder, "postgres"))
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            return engine.connect().close()
        except OperationalError:
            assert server.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.05)
        finally:
            engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Path]:
    """The folder with the socket of a running server."""
    initdb, postgres = binary("initdb"), binary("postgres")
    if not initdb or not postgres:
        pytest.skip("needs PostgreSQL (Debian: apt-get install postgresql), which is not here")
    folder, user = Path(tempfile.mkdtemp(prefix="ledger-postgres-")), _other_user()
    if user:
        os.chown(folder, user["user"], user["group"])
    try:
        make = [initdb, "--no-sync", "--no-locale", "--encoding=UTF8", "--auth=trust", "--username=ledger", "data"]
        subprocess.run(make, cwd=folder, check=True, capture_output=True, timeout=SECONDS, **user)
        start = [postgres, "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(start, cwd=folder, stdout=log, stderr=log, **user)
        try:
            _wait(server, folder)
            yield folder
        finally:
            server.send_signal(signal.SIGINT)  # at once, whoever is connected
            server.wait(SECONDS)
    finally:
        shutil.rmtree(folder)


def new_database(folder: Path) -> str:
    """The URL of an empty database."""
    name = f"ledger_{next(_NUMBERS)}"
    engine = create_engine(url_in(folder, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url_in(folder, name)
