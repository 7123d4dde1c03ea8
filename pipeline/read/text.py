"""Bytes of a text file → characters. Nothing is normalised: offsets count what is printed."""

import codecs
from collections.abc import Iterator

from charset_normalizer import from_bytes

from pipeline.errors import PipelineError

# utf-8 keeps a byte order mark as a character: offsets are those of the file read as utf-8.
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LEGACY = ["gb18030", "big5", "big5hkscs", "utf_16_le", "utf_16_be"]
_BLANK = "\ufeff\u200b\u3000\u00a0 \t\r\n\x0b\x0c\x00"
_BINARY = (
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the encoding it was in. Raises PipelineError if it is empty or not text."""
    if not data.strip():
        raise PipelineError(f"{name} 是空文件。请换一个文件重试。")
    if data.startswith(_BINARY):
        raise PipelineError(f"{name} 的内容不是文本（可能是改了扩展名的文档或压缩包）。请另存为文本后重试。")
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip(_BLANK):
            raise PipelineError(f"{name} 是空文件。请换一个文件重试。")
        return text, encoding
    raise PipelineError(f"{name} 的编码无法识别。请用 UTF-8 另存后重试。")


def _candidates(data: bytes) -> Iterator[str]:
    """What may fit, best first; guessing is left for the end, since it takes longer than all the rest."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield encoding
            return
    yield from _wide(data)
    yield "utf-8"
    yield from _guess(data)


def _wide(data: bytes) -> list[str]:
    """UTF-16 without a mark: ASCII in it (line ends, digits) shows as a NUL on one side."""
    if b"\x00" not in data:
        return []
    return ["utf-16-le"] if data[1::2].count(0) >= data[::2].count(0) else ["utf-16-be"]


def _guess(data: bytes) -> list[str]:
    best = from_bytes(data, cp_isolation=_LEGACY).best()
    if best is None:
        return []
    return ["gb18030" if best.encoding.startswith("gb") else best.encoding]
