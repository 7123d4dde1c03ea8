"""Signing in at the command line: the name given with --by or BOARD_USER, the password of BOARD_PASSWORD or typed."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from getpass import getpass

from pipeline.access.acting import acting_as
from pipeline.access.credentials import Credentials
from pipeline.access.refusals import AccessRefused, account_of, is_on, standing
from pipeline.access.roles import WORDS, Right, may
from pipeline.access.scope import scope_of
from pipeline.entries import AccessEvent, Account
from pipeline.errors import PipelineError
from pipeline.ledger import Ledger, is_there, known_entries
from pipeline.settings import ledger_url

ORIGIN = "命令行"
_NEEDED: Mapping[str, tuple[Right, ...]] = {
    "build": ("publish",),
    "verify": ("audit", "system"),
    "backup": ("system",),
    "restore": ("system",),
    "account": ("accounts",),
    "audit": ("audit",),
}  # of which right one is needed; every other command reads the board
_FOR_ALL = ("build",)  # what it changes is in force for every city
_EXPORTS = ("sheet", "backup", "brief", "score")


@contextmanager
def signed_in(chosen: argparse.Namespace) -> Iterator[None]:
    """Run a command as the account it names; without accounts as nobody. Raises AccessRefused, SignInRefused."""
    accounts = standing(known_entries(ledger_url(), Account)) if is_there(ledger_url()) else {}
    if not is_on(accounts):
        yield
        return
    name = str(getattr(chosen, "by", "") or os.environ.get("BOARD_USER", ""))
    if not name:
        raise AccessRefused("看板已设账号。请用 --by 或环境变量 BOARD_USER 写明姓名，用 BOARD_PASSWORD 写明密码。")
    account = _checked(name, accounts)
    _check_right(account, chosen.called)
    if chosen.called in _EXPORTS:
        note(AccessEvent(entered_by=name, act="exported", what=chosen.called, origin=ORIGIN))
    with acting_as(account):
        yield


def note(event: AccessEvent) -> None:
    """Put what was done with an account on record."""
    with closing(Ledger(ledger_url())) as ledger:
        ledger.add(event)


def _checked(name: str, accounts: Mapping[str, Account]) -> Account:
    try:
        must_change = Credentials(ledger_url()).check(name, _password(name))
        account = account_of(name, accounts)
    except PipelineError:
        note(AccessEvent(entered_by=name, act="refused", origin=ORIGIN))
        raise
    if must_change:
        raise AccessRefused("密码是临时的或已到期，请先在看板的登录页改密码。")
    note(AccessEvent(entered_by=name, act="signed_in", origin=ORIGIN))
    return account


def _check_right(account: Account, called: str) -> None:
    needed = _NEEDED.get(called, ("read",))
    words = "或".join(WORDS[each] for each in needed)
    if needed and not any(may(account.role, right) for right in needed):
        note(AccessEvent(entered_by=account.name, act="denied", what=called, origin=ORIGIN))
        raise AccessRefused(f"{account.role}“{account.name}”不能{words}，没有执行。")
    if called in _FOR_ALL and scope_of(account):
        raise AccessRefused(f"这个命令对全部城市生效，“{account.name}”的范围只是其中一部分，没有执行。")


def _password(name: str) -> str:
    if "BOARD_PASSWORD" in os.environ:
        return os.environ["BOARD_PASSWORD"]
    if not sys.stdin.isatty():
        raise AccessRefused("看板已设账号。请用环境变量 BOARD_PASSWORD 写明密码，或在终端里运行后输入。")
    return getpass(f"{name}的密码：")
