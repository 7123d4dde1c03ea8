"""What a 安全管理员 does with accounts: open, change, close, give out a password. One way for page and command."""

import secrets
import string
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from pipeline.access.credentials import Credentials, check_password
from pipeline.access.refusals import AccessRefused, standing
from pipeline.entries import AccessEvent, Account
from pipeline.errors import PipelineError
from pipeline.ledger import Ledger

_LETTERS = "".join(sorted({*string.ascii_letters, *string.digits} - set("0O1lI")))  # none that is taken for another
_GIVEN_LENGTH = 12


@dataclass(frozen=True)
class Accounts:
    """The accounts of one ledger."""

    ledger: Ledger

    def known(self) -> dict[str, Account]:
        """By name, those that were closed too."""
        return standing(self.ledger.entries(Account))

    def add(self, account: Account, password: str = "") -> str:
        """A new account; returns its password, which must be changed at the first sign-in. Raises PipelineError.

        Without ``password`` one is made up.
        """
        if account.name in self.known():
            raise AccessRefused(f"已有名为“{account.name}”的账号。重名的人请加单位，如“{account.name}（大数据局）”。")
        given = password or made_up()
        check_password(account.name, given)
        self.ledger.add(account)
        Credentials(self.ledger.url).give(account.name, given, must_change=True)
        return given

    def change(self, account: Account) -> None:
        """The account as it is to be from here on; its sign-ins end. Raises PipelineError."""
        if account.name not in self.known():
            raise AccessRefused(f"没有名为“{account.name}”的账号。")
        self.ledger.add(account)
        Credentials(self.ledger.url).close_all(account.name)

    def close(self, name: str, by: str, reason: str) -> None:
        """No sign-in from here on; what the person entered stays. Raises PipelineError."""
        if name not in (known := self.known()):
            raise AccessRefused(f"没有名为“{name}”的账号。")
        closed = replace(known[name], is_active=False, entered_by=by, reason=reason, entered_at="", seq=0)
        self.change(closed)

    def give_password(self, name: str, by: str, origin: str) -> str:
        """A made-up password that must be changed at the next sign-in. Raises AccessRefused."""
        if name not in self.known():
            raise AccessRefused(f"没有名为“{name}”的账号。")
        given = made_up()
        Credentials(self.ledger.url).give(name, given, must_change=True)
        self.ledger.add(AccessEvent(entered_by=by, act="password_given", what=name, origin=origin))
        return given


def made_up() -> str:
    """A password of letters and digits that keeps the rules."""
    while True:
        password = "".join(secrets.choice(_LETTERS) for _ in range(_GIVEN_LENGTH))
        try:
            check_password("", password)
        except PipelineError:
            continue
        return password


@contextmanager
def opened(url: str) -> Iterator[Accounts]:
    """The accounts of a ledger, for as long as they are needed."""
    with closing(Ledger(url)) as ledger:
        yield Accounts(ledger)
