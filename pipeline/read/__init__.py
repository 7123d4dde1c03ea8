"""read: bytes → raw text with its blocks and its site furniture marked. The only stage that touches files."""

import hashlib
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.model import Furniture, RawDocument, Span
from pipeline.read.content import MOST_CHARACTERS, Content
from pipeline.read.formats import MOST_BYTES, SUFFIXES, Format, format_of
from pipeline.read.furniture import mark_furniture
from pipeline.read.text import decode


def read_document(path: Path) -> RawDocument:
    """Read one plan document of any known format, told by its content first and its suffix second.

    Raises PipelineError, in Chinese, for a file that is not there, locked, broken, too large or of no known format.
    """
    data = _bytes(path)
    content = _content(data, path.name)
    return RawDocument(
        plan_id=path.stem,
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=content.encoding,
        raw=content.raw,
        furniture=_furniture(content),
        blocks=content.blocks,
        recognised=content.recognised,
        unread=content.unread,
    )


def _furniture(content: Content) -> tuple[Furniture, ...]:
    """What the reader knows to be furniture, and the lines that read like it; never a cell."""
    taken = sorted([mark.span for mark in content.furniture] + [block.span for block in content.blocks if block.cell])
    starts = [span.start for span in taken]

    def is_free(span: Span) -> bool:
        index = bisect_left(starts, span.end) - 1
        return index < 0 or not taken[index].overlaps(span)

    lines = (mark for mark in mark_furniture(content.raw) if is_free(mark.span))
    return tuple(sorted([*content.furniture, *lines], key=lambda mark: mark.span))


def document_paths(folder: Path) -> list[Path]:
    """The documents of a folder, by name; Office's lock files (~$…) are none. Raises PipelineError if there is none."""
    found = (path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    paths = sorted(path for path in found if not path.name.startswith(("~$", ".")))
    if not paths:
        raise PipelineError(f"{folder} 里没有可读的规划文件（{'、'.join(SUFFIXES)}）。请放入文件后重试。")
    return paths


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PipelineError(f"{path.name} 超过 {MOST_BYTES // 2**20} MB，无法读取。请拆分或压缩图片后重试。")
        return path.read_bytes()
    except FileNotFoundError:
        raise PipelineError(f"找不到文件 {path}。请检查路径后重试。") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "路径无效"
        raise PipelineError(f"读不了文件 {path}（{reason}）。请检查路径和权限后重试。") from error


def _content(data: bytes, name: str) -> Content:
    found = format_of(data, name)
    try:
        content = _reader(found)(data, name)
    except PipelineError:
        raise
    except Exception as error:
        raise PipelineError(f"{name} 已损坏，无法读取。请用原软件打开后另存再试。") from error
    if not content.raw.strip():
        raise PipelineError(f"{name} 里没有文字。请检查内容后重试。")
    return content


def _text(data: bytes, name: str) -> Content:
    raw, encoding = decode(data, name)
    if len(raw) > MOST_CHARACTERS:
        raise PipelineError(f"{name} 超过 {MOST_CHARACTERS // 10_000} 万字，无法读取。请拆分后重试。")
    return Content(raw, encoding)


def _reader(found: Format) -> Callable[[bytes, str], Content]:
    """The reader of a format; its library is imported only when a file needs it."""
    if found == "docx":
        from pipeline.read.docx import read_docx as reader
    elif found == "pdf":
        from pipeline.read.pdf import read_pdf as reader
    elif found == "html":
        from pipeline.read.html_page import read_html as reader
    elif found == "xlsx":
        from pipeline.read.sheets import read_xlsx as reader
    elif found == "csv":
        from pipeline.read.sheets import read_csv as reader
    else:
        reader = _text
    return reader
