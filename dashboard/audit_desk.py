"""What the page 审计 shows: the rows of the chain, and whether it is whole."""

import json
from collections.abc import Iterable

import streamlit as st

from dashboard.labels import moment as time_words
from dashboard.render import show
from dashboard.rows import Row
from pipeline.ledger import Ledger, is_there, known_audit
from pipeline.ledger.audit import Chain
from pipeline.lexicon import load
from pipeline.settings import ledger_folders, ledger_url

SHOWN = 200
EVERYBODY, EVERYTHING = "所有人", "全部"
_ACTS = {
    "signed_in": "登录", "refused": "登录被拒", "locked": "账号锁定", "signed_out": "退出",
    "password_changed": "改密码", "password_given": "重设密码", "exported": "导出", "denied": "越权被拒",
}  # fmt: skip
_NOT_SHOWN = {"seq", "entered_by", "entered_at", "decided_by", "decided_at"}  # stand in columns of their own


def chain() -> Chain:
    """The last row of the chain and how many there are; nothing is checked yet."""
    rows = known_audit(ledger_url())
    return Chain(len(rows), str(rows[-1]["hash"]) if rows else "", "")


def sentence(found: Chain) -> str:
    return f"审计记录 {found.rows} 条，每条与前一条相连。"


def lay_out_check() -> None:
    """The button that computes the whole chain anew."""
    if st.button("核对整条链") and is_there(ledger_url()):
        ledger = Ledger(ledger_url())
        try:
            found = ledger.verify(ledger_folders())
        finally:
            ledger.close()
        show("message", text=found.problem or f"{found.rows} 条记录核对无误。")


def ask() -> tuple[str, str]:
    """Whose rows of which kind."""
    rows = known_audit(ledger_url())
    kinds = load("entries")["kind"]
    with st.container(horizontal=True, gap="small"):
        who = st.selectbox("谁", [EVERYBODY, *sorted({row["entered_by"] for row in rows})], width=220)
        what = st.selectbox(
            "哪类", [EVERYTHING, *sorted({row["table_name"] for row in rows})],
            format_func=lambda name: kinds.get(name, name), width=220,
        )  # fmt: skip
    return str(who), str(what)


def listed(asked: tuple[str, str]) -> list[Row]:
    """The latest rows, newest first, at most SHOWN: when, who, kind and content in words."""
    who, what = asked
    found = [
        row
        for row in reversed(known_audit(ledger_url()))
        if who in (EVERYBODY, row["entered_by"]) and what in (EVERYTHING, row["table_name"])
    ]
    return [_row(row) for row in found[:SHOWN]]


def _row(row: Row) -> Row:
    kinds = load("entries")["kind"]
    content = json.loads(str(row["content"]))
    return {
        "seq": row["seq"],
        "at": time_words(str(row["entered_at"])),
        "by": row["entered_by"],
        "kind": _ACTS.get(str(content.get("act")), str(kinds.get(row["table_name"], row["table_name"]))),
        "words": "；".join(_words(content)),
    }


def _words(content: Row) -> Iterable[str]:
    fields = load("entries")["field"]
    for name, value in content.items():
        if name not in _NOT_SHOWN | {"act"} and value not in ("", None, [], {}):
            said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield f"{fields.get(name, name)} {said}"
