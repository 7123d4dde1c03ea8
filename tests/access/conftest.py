"""A board of the seeds in a folder of its own, with accounts."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.access.accounts import Accounts
from pipeline.access.credentials import Credentials
from pipeline.entries import Account
from pipeline.ledger import Ledger
from tests.conftest import ROOT

PASSWORD = "Ningbo-2024"
PEOPLE = (
    Account(name="安全员", role="安全管理员", entered_by="安全员"),
    Account(name="审计员", role="审计管理员", entered_by="安全员"),
    Account(name="运维员", role="系统管理员", entered_by="安全员"),
    Account(name="市长", role="领导", entered_by="安全员"),
    Account(name="广德填报", role="填报", cities=("广德市",), entered_by="安全员"),
    Account(name="填报甲", role="填报", entered_by="安全员"),
    Account(name="审核乙", role="审核", entered_by="安全员"),
    Account(name="督查丙", role="督查", entered_by="安全员"),
    Account(name="看客", role="查看", cities=("宜兴市",), entered_by="安全员"),
)


@dataclass
class Office:
    """A data folder with accounts, and the command line on it."""

    folder: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'ledger.db'}"

    def run(self, *arguments: object, by: str = "", password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"DATA_DIR": str(self.folder), "BOARD_USER": by, "BOARD_PASSWORD": password}
        env.pop("LEDGER_URL", None)
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *map(str, arguments)], cwd=ROOT, env=env,
            capture_output=True, text=True, encoding="utf-8", timeout=120,
        )  # fmt: skip


@pytest.fixture(scope="session")
def make_office(board_dir: Path) -> Callable[[Path], Office]:
    def make(folder: Path) -> Office:
        folder.mkdir(exist_ok=True)
        for file in board_dir.iterdir():
            if file.name == "CURRENT" or file.suffix == ".duckdb":
                (folder / file.name).write_bytes(file.read_bytes())
        office = Office(folder)
        ledger = Ledger(office.url)
        for person in PEOPLE:
            Accounts(ledger).add(person)
        ledger.close()
        desk = Credentials(office.url)
        for person in PEOPLE:
            desk.give(person.name, PASSWORD, must_change=False)
        desk.engine.dispose()
        return office

    return make


@pytest.fixture(scope="module")
def office(make_office: Callable[[Path], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    return make_office(tmp_path_factory.mktemp("office"))
