"""What became of an act, told once on the page that follows it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.person import NO_NAME, person
from dashboard.render import show
from pipeline.errors import PipelineError


@contextmanager
def telling(done: str) -> Iterator[None]:
    """Say that it was done, or, where a PipelineError ends it, why it was not."""
    st.session_state["told"] = done
    try:
        yield
    except PipelineError as error:
        st.session_state["told"] = str(error)


def messages(*, name_needed: bool) -> None:
    """What became of the last act; and, where something can be entered, that a name is needed."""
    told = st.session_state.pop("told", "")
    for text in [told] * bool(told) + [NO_NAME] * (name_needed and not person()):
        show("message", text=text)
