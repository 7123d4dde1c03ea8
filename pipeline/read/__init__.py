"""read: bytes → raw text with its site furniture marked. The only stage that touches files."""

import hashlib
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.model import RawDocument
from pipeline.read.furniture import mark_furniture
from pipeline.read.text import decode

TEXT_SUFFIXES = (".txt", ".md")


def read_document(path: Path) -> RawDocument:
    """Read one plan document. Raises PipelineError when the file cannot be read as text."""
    data = _bytes(path)
    raw, encoding = decode(data, path.name)
    return RawDocument(
        plan_id=path.stem,
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        raw=raw,
        furniture=mark_furniture(raw),
    )


def document_paths(folder: Path) -> list[Path]:
    """The documents of a folder, by name. Raises PipelineError when there is none."""
    paths = sorted(path for path in folder.glob("*") if path.suffix.lower() in TEXT_SUFFIXES)
    if not paths:
        raise PipelineError(f"{folder} 里没有可读的规划文件（{'、'.join(TEXT_SUFFIXES)}）。请放入文件后重试。")
    return paths


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() not in TEXT_SUFFIXES:
        raise PipelineError(f"{path.name}：目前只能读 {'、'.join(TEXT_SUFFIXES)} 文件。请另存为文本后重试。")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise PipelineError(f"找不到文件 {path}。请检查路径后重试。") from None
    except OSError as error:
        raise PipelineError(f"读不了文件 {path}（{error.strerror}）。请检查权限后重试。") from error
