"""The image of a page → its lines, by RapidOCR where it is installed (requirements-ocr.txt); it brings its models."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import Any

from pipeline.read.paragraphs import Line

_RESOLUTION = 150
_LEAST_SCORE = 0.5
pdfium = Lock()  # PDFium draws one page at a time in a process; whoever has it draw holds this


def recognised_lines(page: Any) -> tuple[Line, ...] | None:
    """The lines of a pdfplumber page in reading order, in its points; None where no OCR is installed."""
    if find_spec("rapidocr") is None:
        return None
    import numpy as np

    with pdfium:
        image = page.to_image(resolution=_RESOLUTION).original.convert("RGB")
    result = _engine()(np.asarray(image))
    if result.boxes is None:
        return ()
    points = 72 / _RESOLUTION
    found = [
        _line(text, [(x * points, y * points) for x, y in box])
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if score >= _LEAST_SCORE and text.strip()
    ]
    return tuple(_in_order(found))


def _line(text: str, box: list[tuple[float, float]]) -> Line:
    across, down = [float(x) for x, _ in box], [float(y) for _, y in box]
    return Line(text.strip(), min(across), max(across), min(down), max(down), max(down) - min(down))


def _in_order(lines: list[Line]) -> list[Line]:
    """From top to bottom; pieces at one height from left to right, printed as one line."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom) / 2):
        middle = (line.top + line.bottom) / 2
        if rows and middle < rows[-1][0].bottom - rows[-1][0].size * 0.25:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(sorted(row, key=lambda line: line.x0)) for row in rows]


def _joined(row: list[Line]) -> Line:
    text = " ".join(line.text for line in row)
    return Line(text, row[0].x0, row[-1].x1, row[0].top, row[0].bottom, row[0].size, in_columns=len(row) > 2)


@cache
def _engine() -> Any:
    return import_module("rapidocr").RapidOCR(params={"Global.log_level": "error"})
