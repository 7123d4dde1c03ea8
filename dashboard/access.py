"""Who is signed in on this page, and what they may see and do. Without accounts: one person, everything (单机模式)."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import known
from pipeline.access import EVERYTHING, Right, Scope, may, scope_of
from pipeline.access.acting import scope_in_force
from pipeline.access.credentials import Credentials
from pipeline.access.refusals import AccessRefused, is_on, standing
from pipeline.entries import AccessEvent, Account
from pipeline.ledger import LedgerError
from pipeline.settings import data_dir, ledger_url

COOKIE = "board_sign_in"
SIGNED_OUT = "登录已超时或已退出，没有执行。请重新登录后再试。"
_PAGES: Mapping[str, tuple[Right, ...]] = {
    "entry": ("report", "approve"),
    "answers": ("review",),
    "review": ("review",),
    "imports": ("publish",),
    "system": ("system", "read"),
    "accounts": ("accounts",),
    "audit": ("audit",),
}  # the rights of which one opens a page; every other page shows the board and is open to who reads it
NOTHING = Scope(cities=("",))
MARK = "ACCOUNTS"  # a file beside the board, once there are accounts
_OWN = "signed_in"  # the account of this session, looked up once a run


def accounts() -> dict[str, Account]:
    """Every account by name. Raises LedgerError."""
    return standing(known.entries(Account))


def look_up() -> None:
    """Find out who is here; once at the start of every run."""
    st.session_state[_OWN] = now_signed_in()


def now_signed_in() -> Account | None:
    """The open account of the sign-in that the browser brought along; None where there is none any more."""
    if not are_on():
        return None
    signed_in = credentials(ledger_url()).signed_in(st.context.cookies.get(COOKIE, ""))
    if signed_in is None or signed_in.must_change:
        return None
    found = accounts().get(signed_in.name)
    return found if found and found.is_active else None


def are_on() -> bool:
    """Whether there are accounts at all.

    Raises LedgerError where the ledger cannot be read and there were accounts when it last could be: the door stays
    shut then. One that never had accounts lets the board be shown.
    """
    mark = data_dir() / MARK
    try:
        found = is_on(accounts())
    except LedgerError:
        if mark.exists():
            raise
        return False
    if found and not mark.exists():
        mark.touch()
    return found


def account() -> Account | None:
    """The account of this run; None in 单机模式 and where nobody is signed in."""
    found = st.session_state.get(_OWN)
    return found if isinstance(found, Account) else None


def scope() -> Scope:
    """What of the board may be shown. Beside the pages (a route of the server) the door has said who asks."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return scope_in_force()
    found = account()
    return scope_of(found) if found else NOTHING if are_on() else EVERYTHING


def has(*rights: Right) -> bool:
    """Whether one of these rights is there."""
    if not are_on():
        return True
    found = account()
    return found is not None and any(may(found.role, right) for right in rights)


def may_open(page: str) -> bool:
    """Whether a page, by its address, is one of this person's."""
    return has(*_PAGES.get(page, ("read",))) if page not in ("accounts", "audit") or are_on() else False


def opened(menus: Mapping[str, Sequence[StreamlitPage]]) -> dict[str, list[StreamlitPage]]:
    """Those of the pages that are this person's, and no empty menu. Administrators have no first screen: it shows the
    board.
    """
    own = {word: [page for page in pages if may_open(page.url_path)] for word, pages in menus.items()}
    return {word: pages for word, pages in own.items() if pages}


def check_still_here(signed_by: str) -> None:
    """Raises AccessRefused where whoever signs an entry is not who is signed in at this moment."""
    if not are_on():
        return
    here = now_signed_in()
    if here is None:
        raise AccessRefused(SIGNED_OUT)
    if here.name != signed_by:
        raise AccessRefused(f"没有保存：登录的是“{here.name}”，不能以“{signed_by}”的名义填写。")


@st.cache_resource(show_spinner=False)
def credentials(url: str) -> Credentials:
    return Credentials(url)


def note(event: AccessEvent) -> None:
    """Put on record what was done with an account."""
    known.add([event])
