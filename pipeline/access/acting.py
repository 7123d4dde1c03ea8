"""Who acts in this process: the account that the command line signed in with. Pages ask for the account themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from pipeline.access.scope import EVERYTHING, Scope, scope_of
from pipeline.entries import Account

_ACTING: ContextVar[Account | None] = ContextVar("acting", default=None)


@contextmanager
def acting_as(account: Account | None) -> Iterator[None]:
    """For as long as a command runs; None without accounts."""
    token = _ACTING.set(account)
    try:
        yield
    finally:
        _ACTING.reset(token)


def account_in_force() -> Account | None:
    """Who acts; None without accounts."""
    return _ACTING.get()


def scope_in_force() -> Scope:
    """What of the board this process may read."""
    account = _ACTING.get()
    return scope_of(account) if account else EVERYTHING
