"""HTML from templates. Everything from the data is escaped by the template engine, never by hand."""

from functools import cache
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard import labels, moment
from dashboard.icons import BY_NAME, STATES, icon, level_icon

FOLDER = Path(__file__).parent


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(labels=labels, icon=icon, level_icon=level_icon, STATES=STATES, STATE=BY_NAME)
    return environment


def render(template: str, **values: object) -> str:
    """The HTML of ``templates/<template>.html``; a name the template does not get is an error."""
    return _environment().get_template(f"{template}.html").render(**values)


def show(template: str, **values: object) -> None:
    """Put a template on the page, its links keeping the day that the reader asked for; nothing where it is empty."""
    if html := render(template, **values).strip():
        st.html(moment.carried(html, moment.query()))


def show_style() -> None:
    """The one style sheet; call once per run, before anything else is drawn."""
    st.html(FOLDER / "style.css")
