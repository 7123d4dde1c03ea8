"""A saved page → text: blocks in reading order, tables with their spans, navigation marked as furniture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lxml import etree, html

from pipeline.lexicon import load
from pipeline.read.content import Content, Draft, GridCell
from pipeline.read.text import decode

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEVER = {"script", "style", "noscript", "template", "iframe", "object", "svg", "select", "button", "textarea", "head"}
_NAVIGATION = {"nav", "footer", "aside"}
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "label"}
    | {"mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
    | {"o:p", "st1:chsdate"}  # what Word leaves in its pages
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDEST = 200  # columns a cell may claim


def read_html(data: bytes, name: str) -> Content:
    """The text of a page in any encoding, its own declaration believed first."""
    text, encoding = _decoded(data, name)
    root = html.document_fromstring(_DECLARATION.sub("", text) or "<p></p>")
    body = root.find("body")
    writer = _Writer()
    writer.walk(root if body is None else body)
    title = _title(root)
    if title and not any(title in line for line in writer.printed):
        writer = _Writer()
        writer.draft.line(title, "网页标题", "heading")
        writer.walk(root if body is None else body)
    return writer.draft.content(f"html/{encoding}")


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        encoding = declared[1].decode("ascii").lower()
        encoding = "gb18030" if encoding.startswith("gb") else encoding
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data, name)


def _title(root: Any) -> str:
    """The page's own name for its document, without the names of column and site behind it."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and meta.get("content"):
            return str(meta.get("content")).strip()
    found = root.find(".//title")
    text = _SPACE.sub(" ", found.text or "").strip() if found is not None else ""
    return re.split(r"\s*[_|]\s*|\s+[-—]+\s+", text)[0]


@dataclass
class _Writer:
    """Prints the blocks of a page. Text is gathered until a block begins or ends."""

    draft: Draft = field(default_factory=Draft)
    printed: list[str] = field(default_factory=list)
    gathered: list[str] = field(default_factory=list)
    linked: int = 0  # how many of the gathered characters stand in links
    level: int = 0
    paragraphs: int = 0

    def walk(self, root: Any) -> None:
        """Every element once, without recursion: a page may be nested as deep as it likes."""
        skipped = links = chrome = 0
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event in ("comment", "pi"):
                if not skipped:
                    self.gather(element.tail, links)
                continue
            begins = event == "start"
            if _is_hidden(element) or (element.tag == "table" and _is_data(element)):
                if begins and not skipped and not _is_hidden(element):
                    self.table(element)
                skipped += 1 if begins else -1
            elif not skipped:
                links += (element.tag == "a") * (1 if begins else -1)
                chrome += _is_navigation(element) * (1 if begins else -1)
                self.edge(element, chrome + (not begins and _is_navigation(element)), begins=begins)
            if not skipped:
                self.gather(element.text if begins and element.tag != "table" else None, links)
                self.gather(None if begins else element.tail, links)
        self.flush(0)

    def gather(self, text: str | None, links: int) -> None:
        if text:
            self.gathered.append(text)
            self.linked += len(text.strip()) if links else 0

    def edge(self, element: Any, chrome: int, *, begins: bool) -> None:
        """A block begins or ends here: what was gathered is a paragraph."""
        if element.tag in _INLINE:
            return
        self.flush(chrome)
        self.level = _HEADINGS.get(element.tag, 0) if begins else 0

    def flush(self, chrome: int) -> None:
        text, linked = _SPACE.sub(" ", "".join(self.gathered)).strip(" \u3000\xa0"), self.linked
        self.gathered, self.linked = [], 0
        if not text:
            return
        if chrome or (linked > 0.6 * len(text) and not _kept_link().search(text)):
            self.draft.furnish(text, "网页导航")
            return
        self.paragraphs += 1
        self.printed.append(text)
        self.draft.line(text, f"第{self.paragraphs}段", "heading" if self.level else "paragraph", self.level)

    def table(self, table: Any) -> None:
        self.flush(0)
        self.draft.table(_cells(table))


def _is_hidden(element: Any) -> bool:
    return element.tag in _NEVER or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def _is_navigation(element: Any) -> bool:
    return element.tag in _NAVIGATION or element.get("role") in ("navigation", "contentinfo")


def _is_data(table: Any) -> bool:
    """A table of data rather than of layout: several rows and columns, and no table inside."""
    rows = list(_rows(table))
    return (
        next(table.iterdescendants("table"), None) is None
        and len(rows) > 1
        and max((len(list(_row_cells(row))) for row in rows), default=0) > 1
    )


def _rows(table: Any) -> Iterator[Any]:
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row


def _row_cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _cells(table: Any) -> Iterator[GridCell]:
    """The cells with their place in the grid; a cell that reaches down takes its place in the rows below."""
    rows = list(_rows(table))
    taken: dict[int, int] = {}  # column → rows still covered from above
    for number, row in enumerate(rows, start=1):
        column, below = 1, {at: left - 1 for at, left in taken.items() if left > 1}
        for cell in _row_cells(row):
            while taken.get(column, 0):
                column += 1
            width = min(max(_count(cell.get("colspan")), 1), _WIDEST)
            height = min(_count(cell.get("rowspan"), zero=len(rows)), len(rows) - number + 1)
            yield GridCell(_cell_text(cell), number, column, height, width)
            below |= {at: height - 1 for at in range(column, column + width) if height > 1}
            column += width
        taken = below


def _count(value: str | None, zero: int = 1) -> int:
    """rowspan=0 reaches to the end of the table."""
    if value is None or not value.strip().isdecimal():
        return 1
    return int(value.strip()[:6]) or zero


def _cell_text(cell: Any) -> str:
    pieces, skipped = [], 0
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        hidden, begins = _is_hidden(element), event == "start"
        skipped += hidden * (1 if begins else -1)
        if not skipped and element.tag not in _INLINE and element is not cell:
            pieces.append("\n")
        if not skipped and begins and not hidden:
            pieces.append(_SPACE.sub(" ", element.text or ""))
        if not skipped and not begins and element is not cell:
            pieces.append(_SPACE.sub(" ", element.tail or ""))
    return "".join(pieces)


@cache
def _kept_link() -> re.Pattern[str]:
    """Links that belong to the document: its attachments."""
    return re.compile(load("furniture")["links"]["kept"])
