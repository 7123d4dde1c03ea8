"""What is done on the page 账号, and what it says. Every act goes through ``pipeline.access.accounts``."""

from collections.abc import Callable, Mapping
from typing import cast

import streamlit as st

from dashboard import access
from dashboard.data import current_board
from dashboard.person import person
from dashboard.render import show
from dashboard.rows import Row
from pipeline.access.accounts import Accounts, opened
from pipeline.access.roles import ADMINISTRATORS, RIGHTS
from pipeline.entries import Account, Role
from pipeline.errors import PipelineError
from pipeline.settings import ledger_url

_TOLD = "account_told"
ORIGIN = "看板"


def sentence(known: Mapping[str, Account]) -> str:
    """4 个账号在用，1 个已停用。"""
    active = sum(account.is_active for account in known.values())
    closed = len(known) - active
    return f"{active} 个账号在用{f'，{closed} 个已停用' if closed else ''}。"


def listed(known: Mapping[str, Account]) -> list[Row]:
    """One row an account, those in use first."""
    ordered = sorted(known.values(), key=lambda account: (not account.is_active, account.name))
    return [
        {
            "account": account,
            "scope": "、".join((*account.cities, *account.agencies)) or _everything(account),
            "state": "在用" if account.is_active else "已停用",
        }
        for account in ordered
    ]


def _everything(account: Account) -> str:
    return "不看业务数据" if account.role in ADMINISTRATORS else "全部"


def told() -> None:
    """What the last act came to; a password is shown once."""
    if text := st.session_state.pop(_TOLD, ""):
        show("message", text=text)


def lay_out_form(known: Mapping[str, Account]) -> None:
    """One account: a new one, or one that there is."""
    names = ["新账号", *sorted(known)]
    chosen = st.selectbox("账号", names, key="account_chosen")
    before = known.get(chosen)
    if before is None:
        st.text_input("姓名", key="account_name", max_chars=40)
    roles = list(RIGHTS)
    role = st.selectbox("角色", roles, index=roles.index(before.role) if before else 1, key=f"account_role_{chosen}")
    if role not in ADMINISTRATORS:
        _ask_scope(chosen, before)
    st.text_input("理由", key=f"account_reason_{chosen}", placeholder="为什么开通或更改")
    if before is None:
        st.button("开通", type="primary", on_click=_act, args=(_open, chosen))
        return
    with st.container(horizontal=True, gap="small"):
        st.button("更改", type="primary", on_click=_act, args=(_change, chosen))
        st.button("重设密码", on_click=_act, args=(_give_password, chosen))
        st.button("停用", on_click=_act, args=(_close, chosen), disabled=not before.is_active)


def _ask_scope(chosen: str, before: Account | None) -> None:
    """Cities and agencies as the board names them; an administrator sees their names and nothing else of it."""
    cities, agencies = _names()
    given = before or Account(name="", role="查看", entered_by="")
    st.multiselect(
        "城市范围", _with(cities, given.cities), default=list(given.cities), key=f"account_cities_{chosen}",
        placeholder="全部",
    )  # fmt: skip
    st.multiselect(
        "单位范围", _with(agencies, given.agencies), default=list(given.agencies), key=f"account_agencies_{chosen}",
        placeholder="全部",
    )  # fmt: skip


def _names() -> tuple[list[str], list[str]]:
    try:
        board = current_board()
    except PipelineError:
        return [], []
    targets = board.table("target")
    agencies = {agency for named in targets["lead_agencies"] for agency in named}
    return sorted(set(board.table("plan")["city"])), sorted(agencies)


def _with(names: list[str], given: tuple[str, ...]) -> list[str]:
    return sorted({*names, *given})


def _act(act: Callable[[Accounts, str], str], chosen: str) -> None:
    try:
        access.check_still_here(person())
        with opened(ledger_url()) as accounts:
            st.session_state[_TOLD] = act(accounts, chosen)
    except PipelineError as error:
        st.session_state[_TOLD] = str(error)


def _open(accounts: Accounts, chosen: str) -> str:
    account = _typed(chosen, str(st.session_state.get("account_name") or "").strip())
    password = accounts.add(account)
    return f"已开通：{account.name}（{account.role}）。临时密码 {password}，只显示这一次，首次登录须更改。"


def _change(accounts: Accounts, chosen: str) -> str:
    account = _typed(chosen, chosen)
    accounts.change(account)
    return f"已更改：{account.name}（{account.role}）。他须重新登录。"


def _close(accounts: Accounts, chosen: str) -> str:
    accounts.close(chosen, person(), _said(chosen, "reason"))
    return f"已停用：{chosen}。"


def _give_password(accounts: Accounts, chosen: str) -> str:
    return f"{chosen}的临时密码 {accounts.give_password(chosen, person(), ORIGIN)}，只显示这一次，下次登录须更改。"


def _typed(chosen: str, name: str) -> Account:
    state = st.session_state
    return Account(
        name=name, role=cast(Role, state[f"account_role_{chosen}"]), entered_by=person(),
        reason=_said(chosen, "reason"),
        cities=tuple(state.get(f"account_cities_{chosen}", ())),
        agencies=tuple(state.get(f"account_agencies_{chosen}", ())),
    )  # fmt: skip


def _said(chosen: str, field: str) -> str:
    return str(st.session_state.get(f"account_{field}_{chosen}") or "").strip()
