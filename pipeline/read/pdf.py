"""PDF → text: lines in reading order gathered into paragraphs, ruled tables as cells, running heads as furniture.

A page without a text layer is read by OCR where that is installed.
"""

import logging
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from io import BytesIO
from time import monotonic
from typing import Any, Literal

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.errors import PipelineError
from pipeline.read.content import Content, Draft
from pipeline.read.ocr import recognised_lines
from pipeline.read.paragraphs import Line, Margins, goes_on, margins
from pipeline.read.pdf_tables import Grid, grids, is_inside

MOST_PAGES = 2000
MOST_SECONDS = 300  # for one document, looked at after every page
_FEWEST_CHARACTERS = 10  # below this a page with an image on it is a scan
_EDGE = 0.11  # share of a page at its top and bottom where running heads and page numbers stand
_SAME_LINE = 0.35  # of a letter, up or down
_NUMBER = r"(?:第\s*)?(?:\d{1,4}|[ivxlIVXL]{1,6})(?:\s*页)?(?:\s*[/／共]\s*共?\s*\d{1,4}\s*页?)?"
_PAGE_NUMBER = re.compile(rf"[-—–―·•\s]*{_NUMBER}[-—–―·•\s]*")
_LONGEST_NUMBER = 30
_UNMAPPED = re.compile(r"\(cid:\d+\)")
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # a font without a box is not the reader's trouble
_ANYWHERE: Margins = Margins(0, 0, indented=True)


@dataclass(frozen=True)
class Page:
    """What stands on a page. ``scan``: only an image; ``recognised``: lines read off one."""

    number: int
    height: float
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...] = ()
    state: Literal["text", "recognised", "scan"] = "text"


def read_pdf(data: bytes, name: str) -> Content:
    """The text of a PDF, with page numbers as places. Raises PipelineError for a password, or a scan without OCR."""
    try:
        pages = _pages(data, name)
    except PdfminerException as error:
        if "PDFPasswordIncorrect" in repr(error):
            raise PipelineError(f"{name} 加了密码，无法读取。请去掉密码后重试。") from error
        raise
    scans = [page for page in pages if page.state == "scan"]
    if scans and not any(page.lines or page.grids for page in pages):
        raise PipelineError(
            f"{name} 是扫描件，没有文字层。扫描件需要安装可选组件：pip install -r requirements-ocr.txt，安装后重试。"
        )
    return _Printer(_without_heads(pages)).content(
        recognised=any(page.state == "recognised" for page in pages),
        unread=[f"第{page.number}页是扫描图像，没有文字层" for page in scans],
    )


def _pages(data: bytes, name: str) -> list[Page]:
    pages, begun = [], monotonic()
    with pdfplumber.open(BytesIO(data)) as document:
        for number, page in enumerate(document.pages, start=1):
            if number > MOST_PAGES or monotonic() - begun > MOST_SECONDS:
                raise PipelineError(f"{name} 页数过多或过于复杂，无法读取。请拆分后重试。")
            pages.append(_page(page, number))
            page.close()
    return pages


def _page(page: Any, number: int) -> Page:
    height = float(page.height)
    printed = "".join(char["text"] for char in page.chars)
    mapped = _UNMAPPED.sub("", printed).strip()
    if page.images and (len(mapped) < _FEWEST_CHARACTERS or len(mapped) * 2 < len(printed)):
        lines = recognised_lines(page)
        return Page(number, height, lines or (), state="scan" if lines is None else "recognised")
    page = page.dedupe_chars()
    found = tuple(grids(page))
    boxes = [grid.box for grid in found]
    free = page.filter(lambda item: item["object_type"] != "char" or not any(is_inside(item, box) for box in boxes))
    return Page(number, height, _lines(free if boxes else page), found)


def _lines(page: Any) -> tuple[Line, ...]:
    if not page.chars:
        return ()
    # Figures are often set in another font than the words, a little higher or lower on the same line.
    found = page.extract_text_lines(strip=True, return_chars=True, y_tolerance=max(3, _size(page.chars) * _SAME_LINE))
    return tuple(
        Line(line["text"], line["x0"], line["x1"], line["top"], line["bottom"], _size(line["chars"]))
        for line in found
        if line["text"].strip()
    )


def _size(chars: list[dict[str, Any]]) -> float:
    return float(Counter(round(char["size"], 1) for char in chars).most_common(1)[0][0])


def _without_heads(pages: list[Page]) -> list[Page]:
    """Lines at the edge of a page that are its number, or stand on many pages, marked as furniture."""
    seen = Counter(key for page in pages for key in {_key(line) for line in page.lines if _is_at_edge(line, page)})
    often = max(3.0, len(pages) * 0.3)

    def marked(line: Line, page: Page) -> Line:
        if not _is_at_edge(line, page):
            return line
        if len(line.text) < _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(line.text):
            return replace(line, furniture="页码")
        return replace(line, furniture="页眉页脚") if seen[_key(line)] >= often else line

    return [replace(page, lines=tuple(marked(line, page) for line in page.lines)) for page in pages]


def _is_at_edge(line: Line, page: Page) -> bool:
    return line.bottom < page.height * _EDGE or line.top > page.height * (1 - _EDGE)


def _key(line: Line) -> str:
    return re.sub(r"\d+|\s+", "", line.text)


@dataclass
class _Printer:
    """Prints the pages in reading order. Paragraphs and tables go on over the end of a page."""

    pages: list[Page]
    draft: Draft = field(default_factory=Draft)
    margins: Margins = _ANYWHERE  # of the page of the line printed last
    page: int = 0
    place: str = ""
    paragraph: list[Line] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)  # furniture behind the paragraph, or inside it
    grid: Grid | None = None  # the table printed last, while nothing stands below it
    table: int = 0
    rows: int = 0

    def content(self, *, recognised: bool, unread: list[str]) -> Content:
        everywhere = margins([line for page in self.pages for line in page.lines]) or _ANYWHERE
        for page in self.pages:
            here = margins(page.lines, everywhere) or everywhere
            items: list[tuple[float, Line | Grid]] = [(line.top, line) for line in page.lines]
            items += [(grid.box[1], grid) for grid in page.grids]
            for _, item in sorted(items, key=lambda entry: entry[0]):
                if isinstance(item, Grid):
                    self._print_grid(item, page.number)
                else:
                    self._print_line(item, page.number, here)
        self._close()
        return self.draft.content("pdf", recognised=recognised, unread=unread)

    def _print_line(self, line: Line, page: int, here: Margins) -> None:
        if line.furniture:
            self.waiting.append(line)
            return
        self.grid = None
        last = self.paragraph[-1] if self.paragraph else None
        if last and goes_on(last, line, self.margins, here, same_page=page == self.page):
            self.paragraph += [*self.waiting, line]
            self.waiting = []
        else:
            self._close()
            self.paragraph, self.place = [line], f"第{page}页"
        self.margins, self.page = here, page

    def _print_grid(self, grid: Grid, page: int) -> None:
        """A table that opens a page and is as wide as the one that closed the last goes on with it."""
        self._close()
        goes_on_above = self.grid is not None and self.grid.columns == grid.columns
        table, rows = (self.table, self.rows) if goes_on_above else (0, 0)
        self.table = self.draft.table(grid.cells, table, rows, f"第{page}页")
        self.grid, self.rows = grid, rows + grid.rows

    def _close(self) -> None:
        self.draft.lines([(line.text, line.furniture) for line in self.paragraph], self.place)
        for line in self.waiting:
            self.draft.furnish(line.text, line.furniture)
        self.paragraph, self.waiting = [], []
