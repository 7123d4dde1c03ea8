"""What a file is, by its first bytes rather than by its name; and what is refused before anything opens it."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Literal

from pipeline.errors import PipelineError

Format = Literal["text", "html", "csv", "docx", "xlsx", "pdf"]

MOST_BYTES = 100 * 2**20
MOST_UNPACKED = 400 * 2**20
MOST_ENTRIES = 10_000
MOST_RATIO = 200  # how far a part of a zip may grow
SMALL = 10 * 2**20  # parts below this may grow as they like

TEXT_SUFFIXES = (".txt", ".md")
TABLE_SUFFIXES = (".csv", ".tsv")
SUFFIXES = (*TEXT_SUFFIXES, *TABLE_SUFFIXES, ".html", ".htm", ".docx", ".xlsx", ".xlsm", ".pdf")
_OTHERS = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "docx"),
    **dict.fromkeys((".xls", ".et", ".ods"), "xlsx"),
    **dict.fromkeys((".ppt", ".pptx", ".ofd"), "pdf"),
    **dict.fromkeys((".mht", ".mhtml"), "html"),
}
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_PARTS: dict[str, Format] = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*){0,9}"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_DTD = re.compile("|".join(("<!DOCTYPE", "<!ENTITY")).encode(), re.IGNORECASE)
_KNOWN = {
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
}


def format_of(data: bytes, name: str) -> Format:
    """The format of a file. Raises PipelineError, saying what to do, for what cannot be read."""
    suffix = PurePath(name).suffix.lower()
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise PipelineError(f"{name} 是空文件。请换一个文件重试。")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        raise PipelineError(_of_ole(data, name, suffix))
    if data.startswith(b"{\\rtf"):
        raise PipelineError(_save_as(name, "docx"))
    for mark, kind in _KNOWN.items():
        if data.startswith(mark):
            raise PipelineError(f"{name} 的内容不是文本，而是{kind}。请取出或另存为文档后重试。")
    return _plain(data, name, suffix)


def _plain(data: bytes, name: str, suffix: str) -> Format:
    """What is neither packed nor binary: a saved page under any name, a table, else text."""
    wide = data[:4096].replace(b"\x00", b"")
    if _HTML.match(wide) or suffix in (".html", ".htm"):
        return "html"
    if suffix in (".docx", ".xlsx", ".xlsm", ".pdf"):
        raise PipelineError(f"{name} 已损坏，或不是 {suffix[1:]} 文件。请重新下载或另存后重试。")
    if suffix in _OTHERS:
        raise PipelineError(_save_as(name, _OTHERS[suffix]))
    return "csv" if suffix in TABLE_SUFFIXES else "text"


def _zipped(data: bytes, name: str) -> Format:
    """docx or xlsx, after a look at how far it would unpack. Nothing is written to disk."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            found = next((form for part, form in _PARTS.items() if part in archive.namelist()), None)
            if found:
                _check_size(archive, name)
                _check_parts(archive, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError) as error:
        raise PipelineError(f"{name} 已损坏或加了密码，无法打开。请用原软件打开后另存再试。") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise PipelineError(f"{name} 已损坏，无法打开。请用原软件打开后另存再试。") from error
    if found is None:
        suffix = PurePath(name).suffix.lower()
        raise PipelineError(_save_as(name, _OTHERS[suffix]) if suffix in _OTHERS else _unknown_zip(name))
    return found


def _check_size(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    grown = [part for part in parts if part.file_size > SMALL and part.file_size > part.compress_size * MOST_RATIO]
    if len(parts) > MOST_ENTRIES or sum(part.file_size for part in parts) > MOST_UNPACKED or grown:
        raise PipelineError(f"{name} 解开后过大，疑似压缩炸弹，未读取。请用原软件打开后另存再试。")
    if any(part.flag_bits & 1 for part in parts):
        raise PipelineError(f"{name} 加了密码，无法读取。请去掉密码后重试。")


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Office writes no DTD: one that is there can only blow up or reach outside. A macro is never kept."""
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")) and _DTD.search(archive.read(part).replace(b"\x00", b"")):
            raise PipelineError(f"{name} 含有不安全的 XML 声明，未读取。请用原软件打开后另存再试。")
    if "word/vbaProject.bin" in archive.namelist():
        raise PipelineError(f"{name} 含有宏，未读取。请另存为不含宏的 docx 后重试。")


def _of_ole(data: bytes, name: str, suffix: str) -> str:
    if _ENCRYPTED in data:
        return f"{name} 加了密码，无法读取。请去掉密码后重试。"
    return _save_as(name, _OTHERS.get(suffix, "docx 或 xlsx"))


def _save_as(name: str, target: str) -> str:
    return f"{name} 是旧格式或暂不支持的格式，无法直接读取。请用 WPS 或 Office 另存为 {target} 后重试。"


def _unknown_zip(name: str) -> str:
    return f"{name} 的内容不是文本，而是压缩包。请解压后逐个放入。"
