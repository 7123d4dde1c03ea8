"""PDF by typst: a template of ours, and everything that is printed handed to it as data.

No text is ever part of the template, so a name in a document cannot be read as typst code; the template can reach
no file, package or font beyond its own.
"""

import datetime
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from dashboard.briefings.typesetting import AUTHOR, Printed, set_text
from dashboard.icons import STATES

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
MISSING = "〓"  # printers' mark for a character that there is no type of


def pdf(template: str, values: Mapping[str, Any], as_of: datetime.date, *, traditional: bool = False) -> bytes:
    """``<template>.typ`` filled with ``values`` (strings, numbers, lists, dicts), dated at the start of ``as_of``.

    The same values give the same bytes. Raises typst.TypstError where the template is wrong.
    """
    printed = {**_finished({**values, "author": AUTHOR}, traditional), "icons": _drawings(traditional)}
    created = datetime.datetime.combine(as_of, datetime.time(), tzinfo=datetime.UTC)
    content = typst.compile(
        FOLDER / f"{template}.typ", root=FOLDER, format="pdf", font_paths=[FONTS], ignore_system_fonts=True,
        sys_inputs={"values": json.dumps(printed, ensure_ascii=False)}, timestamp=created,
    )  # fmt: skip
    if not isinstance(content, bytes):
        raise TypeError(f"typst gave {type(content)}")
    return content


def _finished(value: Any, traditional: bool) -> Any:  # noqa: ANN401  as json has them
    """Every string as it is printed; keys as they are."""
    if isinstance(value, Mapping):
        return {key: _finished(each, traditional) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finished(each, traditional) for each in value]
    return _known(value, traditional) if isinstance(value, str) else value


def _known(text: str, traditional: bool) -> str:
    """The text in characters that our fonts hold: a Traditional one that they lack stays Simplified."""
    finished = set_text(text, traditional=traditional)
    if characters().issuperset(finished):
        return finished
    if traditional and not isinstance(text, Printed) and len(finished) == len(text):
        pairs = zip(finished, set_text(text), strict=True)
        finished = "".join(new if new in characters() else old for new, old in pairs)
    return "".join(each if each in characters() else MISSING for each in finished)


@cache
def characters() -> frozenset[str]:
    """What both weights of our font can print, and the line break."""
    weights = [TTFont(path, lazy=True).getBestCmap() for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset("\n") | frozenset.intersection(*(frozenset(map(chr, weight)) for weight in weights))


@cache
def _drawings(traditional: bool) -> dict[str, dict[str, str | bool]]:
    """The nine states as on screen, by their names as printed: shape, colours, and whether the frame is dashed."""
    return {
        set_text(state.name, traditional=traditional): {
            "shape": _svg(state.drawing), "area": state.area, "line": state.line, "family": state.family,
            "dashed": "dasharray" in state.drawing,
        }
        for state in STATES
    }  # fmt: skip


def _svg(drawing: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">{drawing}</svg>'
