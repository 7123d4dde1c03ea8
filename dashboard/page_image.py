"""The page of a PDF on which a fact stands, as an image: what was read off a scan can be compared with it.

The file is the one that was read, or none: a page of another would show what the board does not say.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
import streamlit as st

from dashboard.rows import Row
from pipeline.errors import PipelineError
from pipeline.read.ocr import pdfium
from pipeline.settings import seeds_dir, uploads_dir

GONE = "原文件不在或已改动，无法显示原页。"
WIDTH = 1000  # pixels: the widest panel, with some to spare for a sharp screen
_HIGHEST = 3 * WIDTH  # of a page that is a long strip
_COLOURS = 64  # enough for print, paper and a red seal; a third of the bytes
_KEPT = 24  # pages: a reviewer goes on to the next fact on the same page, or back
_PAGE = re.compile(r"第(\d+)页")


@dataclass(frozen=True)
class PageImage:
    """A page by its number, from 1: its image for an ``img``, or why there is none (in Chinese)."""

    number: int
    source: str = ""
    problem: str = ""


def page_image(plan: Row, place: str) -> PageImage | None:
    """The page that ``place`` (第3页) of a plan names; None where the plan is no PDF or the place names no page."""
    found = _PAGE.search(place)
    if plan["encoding"] != "pdf" or not found:
        return None
    number = int(found[1])
    try:
        path = _stored(plan["file_name"])
        stamp = path.stat()
        png = _kept_png(path, stamp.st_mtime_ns, stamp.st_size, plan["sha256"], number)
    except (PipelineError, OSError) as error:
        return PageImage(number, problem=str(error) if isinstance(error, PipelineError) else GONE)
    return PageImage(number, source=f"data:image/png;base64,{base64.b64encode(png).decode()}")


def page_png(path: Path, number: int) -> bytes:
    """Page ``number`` (from 1) of a PDF as a PNG, ``WIDTH`` pixels wide. Raises PipelineError if it cannot be drawn."""
    try:
        with pdfium, pypdfium2.PdfDocument(path) as document:
            page = document[number - 1]
            scale = min(WIDTH / page.get_width(), _HIGHEST / page.get_height())
            image = page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ZeroDivisionError) as error:
        raise PipelineError(f"第{number}页无法显示。请打开原文件查看。") from error
    buffer = BytesIO()
    image.quantize(_COLOURS).save(buffer, "PNG")
    return buffer.getvalue()


def _stored(name: str) -> Path:
    """The file of that name among what was handed in, or the seeds. Raises PipelineError."""
    for folder in (uploads_dir(), seeds_dir()):
        if (folder / name).is_file():
            return folder / name
    raise PipelineError(GONE)


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _kept_png(path: Path, changed: int, size: int, sha256: str, number: int) -> bytes:
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise PipelineError(GONE)
    return page_png(path, number)
