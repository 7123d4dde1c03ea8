"""What stands on a page that AppTest ran."""

import html
import re

from streamlit.testing.v1 import AppTest

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def html_of(app: AppTest) -> str:
    """All our HTML on the page, without the style sheet."""
    return STYLE.sub("", "\n".join(element.proto.body for element in app.get("html")))


def words_of(app: AppTest) -> str:
    """The words of the page, as they are read."""
    return html.unescape(TAG.sub("", html_of(app)))


def numbers_in(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]
