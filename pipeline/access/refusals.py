"""Whether an account may enter something. Asked by the ledger itself, in the transaction that would keep it."""

from collections.abc import Iterable, Mapping

from pipeline.access.roles import WORDS, may, rights_for
from pipeline.access.scope import scope_of
from pipeline.decisions import Decision
from pipeline.entries import (
    AccessEvent,
    Account,
    Entry,
    Figure,
    FrozenScore,
    IndicatorChange,
    RuleChange,
    SchemeChange,
    Snapshot,
)
from pipeline.errors import PipelineError

WHOLE_BOARD = (RuleChange, SchemeChange, Snapshot, FrozenScore, IndicatorChange)  # in force for all, so not of a part


class AccessRefused(PipelineError):  # noqa: N818  a refusal, told to the person who asked
    """Something that the account may not see or do; nothing was kept."""


def standing(accounts: Iterable[Account]) -> dict[str, Account]:
    """The accounts by name as they are now, those that were closed too; ``accounts`` in the order of entering."""
    return {account.name: account for account in accounts}


def is_on(accounts: Mapping[str, Account]) -> bool:
    """Whether there is anybody to tell apart; without accounts the board is one person's on one machine (单机模式)."""
    return bool(accounts)


def account_of(name: str, accounts: Mapping[str, Account]) -> Account:
    """The open account of a name. Raises AccessRefused."""
    account = accounts.get(name)
    if account is None or not account.is_active:
        raise AccessRefused(f"没有名为“{name}”的在用账号。请用自己的账号登录，或请安全管理员开通。")
    return account


def check_access(entry: Entry | Decision, accounts: Mapping[str, Account]) -> None:
    """Raises AccessRefused where whoever signs ``entry`` may not enter it; ``accounts`` as in ``standing``."""
    if isinstance(entry, AccessEvent):
        return
    if isinstance(entry, Account):
        _check_account(entry, accounts)
    if not is_on(accounts):
        return
    account = account_of(entry.decided_by if isinstance(entry, Decision) else entry.entered_by, accounts)
    needed = rights_for(entry)
    if not any(may(account.role, right) for right in needed):
        words = "或".join(WORDS[each] for each in needed)
        raise AccessRefused(f"没有保存：{account.role}“{account.name}”不能{words}。")
    if isinstance(entry, WHOLE_BOARD) and scope_of(account):
        raise AccessRefused(f"没有保存：这一项对全部城市生效，“{account.name}”的范围只是其中一部分。")
    if isinstance(entry, Figure) and not scope_of(account).covers(entry.city, entry.agency):
        whose = f"{entry.city}，{entry.agency or '未写单位'}"
        raise AccessRefused(f"没有保存：{entry.indicator}（{whose}）不在您的范围内。")


def _check_account(new: Account, accounts: Mapping[str, Account]) -> None:
    """Somebody must always be able to manage accounts, and nobody gives himself another role."""
    after = [*{**accounts, new.name: new}.values()]
    if not any(account.is_active and may(account.role, "accounts") for account in after):
        first = "第一个账号须是安全管理员，由他开通其他账号" if not accounts else "至少要留一个在用的安全管理员"
        raise AccessRefused(f"账号没有保存：{first}。")
    before = accounts.get(new.name)
    if before and before.role != new.role and new.entered_by == new.name:
        raise AccessRefused("账号没有保存：不能更改自己的角色，请另一位安全管理员办理。")
