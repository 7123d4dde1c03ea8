"""The filter row: widgets that show the address and change it. The address is the only truth."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import moment
from dashboard.filters import NAMES, Filters, Query
from dashboard.labels import DOMAINS, UNKNOWN, short_city
from dashboard.rows import rows

EVERY_CITY = "全部城市"
MOST_PILLS = 24  # cities that can be taken in at a glance; more are a list to search
_POPOVERS = ("domain", "year", "state", "programme", "agency")


def filters() -> Filters:
    """What the address asks for."""
    return Filters.from_query(_query())


def keep_between_pages(page: str) -> None:
    """Filter and day stay when the reader turns to another page, which Streamlit opens with an empty address."""
    turned = st.session_state.get("page", page) != page
    if turned and not _query() and (kept := st.session_state.get("kept")):
        st.query_params.from_dict(kept)
    st.session_state["page"], st.session_state["kept"] = page, {**filters().to_query(), **moment.query()}


def filter_row(goals: pd.DataFrame, cities: Sequence[str]) -> None:
    """Cities as pills, the rest in popovers that name the choice. ``goals`` are all goals, unfiltered."""
    chosen, choices = filters(), _choices(goals)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="kb_filters"):
        if len(cities) <= MOST_PILLS:
            _ask(st.pills, "city", [EVERY_CITY, *cities], chosen.city or (EVERY_CITY,), format_func=_city_word)
        else:
            with st.popover(_popover_label("city", chosen.city)):
                _ask(st.multiselect, "city", list(cities), chosen.city, format_func=_city_word)
        for name in _POPOVERS:
            with st.popover(_popover_label(name, getattr(chosen, name))):
                _ask(_widget(name), name, list(choices[name]), getattr(chosen, name), format_func=choices[name].get)
        st.session_state["filter_text"] = " ".join(chosen.text)
        st.text_input(
            "搜索", key="filter_text", on_change=_to_address, placeholder="搜索指标、原文、单位",
            label_visibility="collapsed", width=200,
        )  # fmt: skip
        if chosen:
            st.button("清除筛选", on_click=clear, type="tertiary")


def one_city(cities: Sequence[str], asked: str | None = None) -> str:
    """Pills for one city ('' where a document names none): the one ``asked`` for, else of the address, or the first."""
    named = (asked, *st.query_params.get_all("city"))
    current = next((city for city in named if city is not None and city in cities), cities[0])
    st.session_state["one_city"] = current
    st.pills(
        "城市", cities, key="one_city", format_func=_city_word, on_change=_city_to_address,
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    return current


def switch(name: str, word: str) -> bool:
    """A toggle that lives in the address as ``?name=是`` or 否."""
    st.session_state[f"switch_{name}"] = st.query_params.get(name) == "是"
    return st.toggle(word, key=f"switch_{name}", on_change=_switch_to_address, args=(name,))


def choice(name: str, word: str, options: Sequence[str], words: Callable[[str], str] = str) -> str:
    """One of ``options`` as a segmented control, the first by default, in the address as ``?name=option``."""
    asked = st.query_params.get(name, options[0])
    st.session_state[f"choice_{name}"] = asked if asked in options else options[0]
    st.segmented_control(
        word, options, key=f"choice_{name}", on_change=_choice_to_address, args=(name, options[0]),
        format_func=words, label_visibility="collapsed", required=True,
    )  # fmt: skip
    return str(st.session_state[f"choice_{name}"])


def pick(
    name: str, word: str, options: Sequence[str], words: Callable[[str], str] = str, width: int = 160, default: str = ""
) -> str:
    """One of many ``options`` from a list, the first or ``default``, in the address as ``?name=option``."""
    default = default or options[0]
    asked = st.query_params.get(name, default)
    st.session_state[f"choice_{name}"] = asked if asked in options else default
    st.selectbox(
        word, options, key=f"choice_{name}", on_change=_choice_to_address, args=(name, default), format_func=words,
        label_visibility="collapsed", width=width,
    )  # fmt: skip
    return str(st.session_state[f"choice_{name}"])


def clear() -> None:
    _go({})


def _query() -> Query:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _go(query: Query) -> None:
    """Replace the filter in the address; other parameters (grouping) stay."""
    others = {name: values for name, values in _query().items() if name not in NAMES}
    st.query_params.from_dict({**others, **query})


def _to_address() -> None:
    values: Query = {name: list(st.session_state[f"filter_{name}"] or ()) for name in ("city", *_POPOVERS)}
    had_city = bool(filters().city)
    everywhere = EVERY_CITY in values["city"] and had_city  # it was just pressed, or was on before another was
    values["city"] = [] if everywhere else [city for city in values["city"] if city != EVERY_CITY]
    values["text"] = [st.session_state["filter_text"]]
    _go(Filters.from_query(values).to_query())


def _city_to_address() -> None:
    """Another city: what the address says of a document (plan, place) is no longer meant."""
    st.query_params.from_dict({**filters().to_query(), **moment.query(), "city": [st.session_state["one_city"]]})


def _switch_to_address(name: str) -> None:
    st.query_params[name] = "是" if st.session_state[f"switch_{name}"] else "否"


def _choice_to_address(name: str, default: str) -> None:
    """The choice goes into the address; the default is what an address without it means."""
    chosen = st.session_state[f"choice_{name}"]
    if chosen != default:
        st.query_params[name] = chosen
    elif name in st.query_params:
        del st.query_params[name]


def _ask(widget: Callable[..., Any], name: str, options: Sequence[str], values: Iterable[str], **more: object) -> None:
    key = f"filter_{name}"
    st.session_state[key] = [value for value in values if value in options]
    if widget is st.pills:
        more["selection_mode"] = "multi"
    else:
        more["placeholder"] = f"选择{NAMES[name]}"
    widget(NAMES[name], options, key=key, on_change=_to_address, label_visibility="collapsed", **more)


def _widget(name: str) -> Callable[..., Any]:
    """What can be taken in at a glance are pills, the many agencies a list."""
    return st.multiselect if name == "agency" else st.pills


def _choices(goals: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Per filter, what can be chosen and how it is written."""
    words = {
        "domain": [domain for domain in DOMAINS if domain in set(goals["domain_group"])],
        "year": sorted(goals["due_text"].unique()),
        "state": list(goals["state"].value_counts().index),
    }
    agencies = goals["lead_agencies"].explode().dropna().value_counts()
    counted = {str(agency): f"{agency}（{count} 项）" for agency, count in agencies.items()}
    plain = {name: {word: word for word in every} for name, every in words.items()}
    return {**plain, "programme": _programmes(goals), "agency": counted}


def _programmes(goals: pd.DataFrame) -> dict[str, str]:
    """Titles as their city numbers them: 宜兴 21 智慧停车."""
    known = goals[goals["programme_title"] != ""].drop_duplicates("programme_title")
    return {
        goal["programme_title"]: f"{short_city(goal['city'])} {goal['programme_number']:.0f} {goal['programme_title']}"
        for goal in rows(known.sort_values(["plan_id", "programme_number"], kind="stable"))
    }


def _popover_label(name: str, values: Sequence[str]) -> str:
    if not values:
        return NAMES[name]
    more = f" 等 {len(values)} 项" if len(values) > 1 else ""
    return f"{NAMES[name]}：{values[0]}{more}"


def _city_word(city: str) -> str:
    return city if city == EVERY_CITY else short_city(city) or UNKNOWN
