"""The commands around accounts: who may sign in, and what was done with accounts."""

import argparse
from typing import TYPE_CHECKING

from pipeline.command_line import Parser

if TYPE_CHECKING:
    from pipeline.entries import Account

ROLES = ("领导", "查看", "填报", "审核", "督查", "系统管理员", "安全管理员", "审计管理员")


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    """The commands ``account`` and ``audit``."""
    account = commands.add_parser("account", help="账号：列出、开通、更改、停用、重设密码", description="管理账号。")
    acts = account.add_subparsers(title="操作", metavar="操作", required=True, parser_class=Parser)
    acts.add_parser("list", help="列出账号").set_defaults(command=list_accounts)
    for name, told, command in (("add", "开通", add), ("change", "更改角色和范围", change)):
        act = acts.add_parser(name, help=told)
        _add_account_options(act)
        act.set_defaults(command=command)
    for name, told, command in (("close", "停用", close), ("password", "重设密码", give_password)):
        act = acts.add_parser(name, help=told)
        act.add_argument("name", metavar="姓名")
        act.add_argument("--by", required=True, metavar="姓名", help="安全管理员")
        act.add_argument("--reason", default="", metavar="理由")
        act.set_defaults(command=command)
    audit = commands.add_parser("audit", help="列出审计记录", description="登录、导出和每次更改，按先后。")
    audit.add_argument("--by", default="", metavar="姓名", help="审计管理员")
    audit.add_argument("--of", default="", metavar="姓名", help="只列一个人的")
    audit.set_defaults(command=show_audit)


def _add_account_options(act: argparse.ArgumentParser) -> None:
    act.add_argument("name", metavar="姓名")
    act.add_argument("--role", required=True, choices=ROLES, metavar="角色", help="、".join(ROLES))
    act.add_argument("--city", nargs="+", default=[], metavar="城市", help="能看的城市，缺省为全部")
    act.add_argument("--agency", nargs="+", default=[], metavar="单位", help="能看的牵头单位，缺省为全部")
    act.add_argument("--by", required=True, metavar="姓名", help="安全管理员；第一个账号写他自己")
    act.add_argument("--reason", default="", metavar="理由")


def list_accounts(_: argparse.Namespace) -> None:
    """One account a line."""
    from pipeline.access.accounts import opened
    from pipeline.settings import ledger_url

    with opened(ledger_url()) as accounts:
        known = accounts.known()
    print("\n".join(map(_line, known.values())) or "没有账号：单机模式，任何能打开本机看板的人都可以查看和填报。")


def _line(account: "Account") -> str:
    scope = "、".join((*account.cities, *account.agencies)) or "全部"
    return "　".join((account.name, account.role, f"范围：{scope}", *["已停用"] * (not account.is_active)))


def add(chosen: argparse.Namespace) -> None:
    """A new account and its first password."""
    from pipeline.access.accounts import opened
    from pipeline.settings import ledger_url

    with opened(ledger_url()) as accounts:
        password = accounts.add(_account(chosen))
    print(f"已开通：{chosen.name}（{chosen.role}）。临时密码 {password}，首次登录须更改。")


def change(chosen: argparse.Namespace) -> None:
    """Role and scope as they are to be from here on."""
    from pipeline.access.accounts import opened
    from pipeline.settings import ledger_url

    with opened(ledger_url()) as accounts:
        accounts.change(_account(chosen))
    print(f"已更改：{chosen.name}（{chosen.role}）。")


def close(chosen: argparse.Namespace) -> None:
    """No sign-in from here on."""
    from pipeline.access.accounts import opened
    from pipeline.settings import ledger_url

    with opened(ledger_url()) as accounts:
        accounts.close(chosen.name, chosen.by, chosen.reason)
    print(f"已停用：{chosen.name}。他填报的内容仍在。")


def give_password(chosen: argparse.Namespace) -> None:
    """A password to be changed at the next sign-in."""
    from pipeline.access.accounts import opened
    from pipeline.access.keyboard import ORIGIN
    from pipeline.settings import ledger_url

    with opened(ledger_url()) as accounts:
        password = accounts.give_password(chosen.name, chosen.by, ORIGIN)
    print(f"{chosen.name}的临时密码 {password}，下次登录须更改。")


def _account(chosen: argparse.Namespace) -> "Account":
    from pipeline.entries import Account

    return Account(
        name=chosen.name, role=chosen.role, cities=tuple(chosen.city), agencies=tuple(chosen.agency),
        entered_by=chosen.by, reason=chosen.reason,
    )  # fmt: skip


def show_audit(chosen: argparse.Namespace) -> None:
    """The audit rows, one a line: number, time, who, what kind of entry, its content."""
    from pipeline.ledger import known_audit
    from pipeline.lexicon import load
    from pipeline.settings import ledger_url

    kinds = load("entries")["kind"]
    for row in known_audit(ledger_url()):
        if chosen.of in ("", row["entered_by"]):
            kind = kinds.get(row["table_name"], row["table_name"])
            print(f"{row['seq']}　{row['entered_at']}　{row['entered_by']}　{kind}　{row['content']}")
