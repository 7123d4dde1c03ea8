"""Empty ledgers of both kinds."""

from collections.abc import Callable, Iterator

import pytest

from pipeline.ledger import Ledger
from tests.postgres import BOTH, new_database


@pytest.fixture(scope="session")
def new_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Makes the URL of a ledger that is not there yet, for a kind of database."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.db'}"
        return new_database(request.getfixturevalue("postgres_server"))

    return make


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> str:
    """A ledger that is not there yet."""
    return new_url(request.param)


@pytest.fixture
def sqlite_url(new_url: Callable[[str], str]) -> str:
    return new_url("sqlite")


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    opened = Ledger(url)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=BOTH)
def lasting_ledger(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> Iterator[Ledger]:
    """One ledger for all examples of a property."""
    opened = Ledger(new_url(request.param))
    yield opened
    opened.close()
