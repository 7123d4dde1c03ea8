"""Who sits at the screen: the account that is signed in, else the name given in this session. It is put on record
with whatever is entered.
"""

import streamlit as st

from dashboard import access

NO_NAME = "请先填写姓名：记录会写明是谁作的。"


def person() -> str:
    """The name, or '' while none was given."""
    if account := access.account():
        return account.name
    return str(st.session_state.get("person", "")).strip()


def ask_name() -> None:
    """The name is asked once; the widget forgets it on another page, the session does not. An account has its name."""
    if account := access.account():
        st.text(account.name)
        return
    st.session_state.setdefault("person_typed", person())
    st.text_input(
        "姓名", key="person_typed", placeholder="您的姓名", on_change=_name_given,
        label_visibility="collapsed", width=160, max_chars=40,
    )  # fmt: skip


def _name_given() -> None:
    st.session_state["person"] = st.session_state["person_typed"]
