"""What is entered on the page 指标: a wording decided by one button, an indicator changed, added, retired."""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from dashboard import indicator_view, ledger
from dashboard.indicator_view import Waiting
from dashboard.person import person
from dashboard.render import show
from pipeline import lexicon
from pipeline.entries import IndicatorChange
from pipeline.errors import PipelineError
from pipeline.filing.dictionary import (
    DIRECTIONS,
    FIELDS,
    GBT33356,
    GRADES,
    MEASURES,
    CanonicalIndicator,
    DictionaryError,
    definition_of,
    indicator_of,
)
from pipeline.indicator_record import (
    change_to,
    next_id,
    retired,
    retirement,
    reuse,
    with_other_thing,
    with_wording,
)

TOLD = "indicator_told"
_ONE_A_LINE = ("words", "other_things")
_BLANK: dict[str, Any] = {
    "name": "", "unit": "", "other_units": [], "measures": ["level"], "direction": "up", "domain": "产业经济",
    "definition": "", "words": [], "other_things": [], "gbt33356": "", "grade": "", "note": "",
}  # fmt: skip


def told() -> None:
    """What became of the last act; of a refused entry every problem."""
    problems = st.session_state.pop(TOLD, [])
    if len(problems) > 1:
        show("rule_problems", problems=problems)
    for text in problems if len(problems) == 1 else ():
        show("message", text=text)


def decide_wordings(indicator: CanonicalIndicator, names: list[Waiting]) -> None:
    """待归类: each name beside its sentence, with the two buttons."""
    with st.container(key="kb_steps"):
        show("review_head", title="待归类", text=f"{len(names)} 种叫法与这项指标相近；归类之前不计入")
        for each in names:
            left, right = st.columns([8, 4], gap="medium", vertical_alignment="center")
            with left:
                show("waiting_name", name=each, amount=indicator_view.amount(each.first))
            with right, st.container(horizontal=True, gap="small"):
                _buttons(indicator, each)


def _buttons(indicator: CanonicalIndicator, name: Waiting) -> None:
    for label, is_wording in (("是这项指标的叫法", True), ("不是", False)):
        st.button(
            label, key=f"{label}_{indicator.id}_{name.word}", disabled=not person(), on_click=_decide,
            args=(indicator, name.word), kwargs={"is_wording": is_wording},
        )  # fmt: skip


def _decide(indicator: CanonicalIndicator, word: str, *, is_wording: bool) -> None:
    change, verb = (with_wording, "是") if is_wording else (with_other_thing, "不是")
    reason = f"归类：“{word}”{verb}这项指标的叫法"
    _enter(
        lambda changes: change_to(change(indicator, word), indicator, changes, person(), reason),
        f"已记录：“{word}”{'归入' if is_wording else '不归入'}“{indicator.name}”。",
    )


def change_form(indicator: CanonicalIndicator) -> None:
    """Every field of an indicator, and the way to retire it."""
    changes = ledger.entries(IndicatorChange)
    stamp = f"{indicator.id}_{sum(change.indicator_id == indicator.id for change in changes)}"
    with st.expander("修改或停用这项指标"):
        _fields(definition_of(indicator), stamp)
        st.text_input("理由", key=f"reason_{stamp}", placeholder="如 统一叫法、文件依据", max_chars=200)
        with st.container(horizontal=True, gap="small"):
            st.button(
                "保存修改", type="primary", key=f"save_{stamp}", disabled=not person(), on_click=_save,
                args=(indicator, indicator.id, stamp),
            )  # fmt: skip
            st.button(
                "停用", key=f"retire_{stamp}", disabled=not person(), on_click=_retire, args=(indicator, stamp)
            )  # fmt: skip


def new_form() -> None:
    """An indicator of the office's own, its id proposed."""
    number = next_id(ledger.entries(IndicatorChange))
    with st.expander("新增规范指标"):
        st.text_input("编号", number, key=f"id_{number}", width=160, max_chars=5)
        _fields(_BLANK, number)
        st.text_input("理由", key=f"reason_{number}", placeholder="为什么要跟踪这项指标", max_chars=200)
        st.button(
            "新增", type="primary", key=f"save_{number}", disabled=not person(), on_click=_save,
            args=(None, number, number),
        )  # fmt: skip


def retired_list() -> None:
    """What is no longer used, with the way back."""
    gone = retired(ledger.entries(IndicatorChange))
    if not gone:
        return
    with st.expander(f"已停用的指标（{len(gone)} 项）"):
        for each in gone:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.button("恢复使用", key=f"reuse_{each.id}", disabled=not person(), on_click=_reuse, args=(each,))
                show("message", text=f"{each.id} {each.name}")


def _fields(definition: dict[str, Any], stamp: str) -> None:
    left, middle, right = st.columns(3, gap="medium")

    def key(name: str) -> str:
        return f"{name}_{stamp}"

    with left:
        st.text_input(FIELDS["name"], definition["name"], key=key("name"), max_chars=60)
        st.text_input(FIELDS["unit"], definition["unit"], key=key("unit"), max_chars=12, help="金额写万元或万美元")
        st.text_input(
            f"{FIELDS['other_units']}（以、分开）", "、".join(definition["other_units"]), key=key("other_units")
        )
    with middle:
        st.multiselect(
            FIELDS["measures"], list(MEASURES), definition["measures"], format_func=MEASURES.__getitem__,
            key=key("measures"), placeholder="至少一种",
        )  # fmt: skip
        _choose("direction", DIRECTIONS, definition, key("direction"))
        _choose("domain", {word: word for word in lexicon.load("domains")["words"]}, definition, key("domain"))
    with right:
        _choose("grade", {each: f"{each} {word}".strip() for each, word in GRADES.items()}, definition, key("grade"))
        _choose("gbt33356", {"": "没有对应的分类", **{each: each for each in GBT33356}}, definition, key("gbt33356"))
        st.text_input(FIELDS["note"], definition["note"], key=key("note"), max_chars=300, help="B、C 等级必须写明")
    st.text_input(FIELDS["definition"], definition["definition"], key=key("definition"), max_chars=300)
    left, right = st.columns(2, gap="medium")
    for column, name in ((left, "words"), (right, "other_things")):
        with column:
            st.text_area(f"{FIELDS[name]}（一行一个）", "\n".join(definition[name]), key=key(name), height=140)


def _choose(name: str, words: dict[str, str], definition: dict[str, Any], key: str) -> None:
    options = list(words)
    st.selectbox(FIELDS[name], options, options.index(definition[name]), format_func=words.__getitem__, key=key)


def _typed(stamp: str) -> dict[str, Any]:
    """What stands in the fields, as a definition without its id."""
    said = {name: st.session_state[f"{name}_{stamp}"] for name in _BLANK}
    lists = {name: _parts(said[name].splitlines()) for name in _ONE_A_LINE}
    lists["other_units"] = _parts(said["other_units"].split("、"))
    lists["measures"] = list(said["measures"])
    return {name: lists[name] if name in lists else value.strip() for name, value in said.items()}


def _parts(texts: Iterable[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]


def _save(seen: CanonicalIndicator | None, number: str, stamp: str) -> None:
    number = number if seen else st.session_state[f"id_{stamp}"].strip()
    definition = {"id": number, **_typed(stamp)}
    reason = st.session_state[f"reason_{stamp}"]
    done = "已保存修改" if seen else f"已新增 {number}"
    _enter(
        lambda changes: change_to(indicator_of(definition), seen, changes, person(), reason),
        f"{done}：“{definition['name']}”。归类已按新的词典重做。",
    )


def _retire(indicator: CanonicalIndicator, stamp: str) -> None:
    reason = st.session_state[f"reason_{stamp}"]
    if _enter(
        lambda changes: retirement(indicator, changes, person(), reason), f"已停用 {indicator.id} “{indicator.name}”。"
    ):
        st.query_params.pop("indicator", None)


def _reuse(indicator: CanonicalIndicator) -> None:
    _enter(
        lambda changes: reuse(indicator, changes, person(), "恢复使用"),
        f"已恢复使用 {indicator.id} “{indicator.name}”。",
    )


def _enter(make: Callable[[tuple[IndicatorChange, ...]], IndicatorChange], done: str) -> bool:
    """Put the change on record that ``make`` gives for those known, or say why it could not be kept."""
    try:
        ledger.enter(make(ledger.entries(IndicatorChange)))
    except DictionaryError as error:
        st.session_state[TOLD] = [*error.problems, "没有保存，请改正后再保存。"]
    except PipelineError as error:
        st.session_state[TOLD] = [str(error)]
    else:
        st.session_state[TOLD] = [done]
        return True
    return False
