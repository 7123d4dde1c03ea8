"""Files that cannot be read say so in Chinese; odd ones that can are read right."""

import io
import zipfile

import docx
import openpyxl
import pytest

from pipeline.errors import PipelineError
from pipeline.read import document_paths, formats, read_document
from tests.read import documents
from tests.read.documents import saved

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def packed(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx_with(part: str, content: bytes | str) -> bytes:
    """A real docx with one part put in or replaced."""
    with zipfile.ZipFile(io.BytesIO(documents.docx_document())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | {part: content})


def encrypted_pdf() -> bytes:
    """The smallest PDF that asks for a password."""
    trailer = (
        b"<</Size 4/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
        + b"11" * 32
        + b">/U<"
        + b"22" * 32
        + b">>>>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj" % number + item + b"endobj\n"
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer" + trailer + b"\nstartxref\n%d\n%%%%EOF" % len(body)


REFUSED = {
    "empty.txt": (b"", "空文件"),
    "blank.docx": (b" \r\n\t", "空文件"),
    "old.doc": (OLE + b"\0" * 600, "另存为 docx"),
    "old.xls": (OLE + b"\0" * 600, "另存为 xlsx"),
    "old.wps": (OLE + b"\0" * 600, "另存为 docx"),
    "note.rtf": (b"{\\rtf1 abc}", "另存为 docx"),
    "locked.docx": (OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "locked.pdf": (encrypted_pdf(), "密码"),
    "broken.docx": (documents.docx_document()[:3000], "损坏"),
    "cut.xlsx": (documents.xlsx_document()[:-200], "损坏"),
    "text.docx": ("到2025年。".encode(), "损坏"),
    "text.pdf": ("到2025年。".encode(), "损坏"),
    "broken.pdf": (b"%PDF-1.7\n" + b"garbage" * 50, "损坏"),
    "pack.zip": (packed({"a.txt": "x"}), "压缩包"),
    "pack.docx": (packed({"a.txt": "x"}), "压缩包"),
    "image.txt": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
    "slides.pptx": (packed({"ppt/presentation.xml": "<p/>"}), "另存为 pdf"),
    "page.ofd": (packed({"OFD.xml": "<p/>"}), "另存为 pdf"),
    "bomb.docx": (docx_with("word/media/a.bin", b"\0" * 40 * 2**20), "压缩炸弹"),
    "entities.docx": (docx_with("word/styles.xml", BOMB + "<d>&b;</d>"), "XML"),
    "wide.docx": (docx_with("word/styles.xml", (BOMB + "<d>&b;</d>").encode("utf-16")), "XML"),
    "macro.docm": (docx_with("word/vbaProject.bin", b"x"), "宏"),
    "nothing.html": (b"<html><body><script>1</script></body></html>", "没有文字"),
    "nothing.docx": (saved(docx.Document()), "没有文字"),
    "nothing.xlsx": (saved(openpyxl.Workbook()), "没有文字"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_chinese(name, tmp_path):
    data, words = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(PipelineError, match=words) as error:
        read_document(path)
    assert name in str(error.value)
    assert str(error.value).endswith("。")
    assert list(tmp_path.iterdir()) == [path]


def test_an_encrypted_part_is_a_password(tmp_path):
    data = bytearray(documents.docx_document())
    for place in (i for i in range(len(data) - 4) if data[i : i + 4] in (b"PK\x03\x04", b"PK\x01\x02")):
        data[place + (6 if data[place + 2] == 3 else 8)] |= 1
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(PipelineError, match="密码"):
        read_document(tmp_path / "a.docx")


def test_missing_folder_and_names(tmp_path):
    with pytest.raises(PipelineError, match="找不到"):
        read_document(tmp_path / "没有.docx")
    with pytest.raises(PipelineError, match="读不了"):
        read_document(tmp_path / ("长" * 300 + ".txt"))
    with pytest.raises(PipelineError, match="读不了"):
        read_document(tmp_path / "a\0b.txt")
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(PipelineError, match="读不了"):
        read_document(tmp_path / "folder.docx")
    with pytest.raises(PipelineError, match="没有可读"):
        document_paths(tmp_path)


def test_too_large_is_told_before_it_is_read(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("一二三四")
    monkeypatch.setattr("pipeline.read.MOST_BYTES", 3)
    with pytest.raises(PipelineError, match="超过"):
        read_document(tmp_path / "a.txt")


def test_lock_files_and_other_files_are_passed_over(tmp_path):
    for name in ("b.docx", "a.PDF", "~$b.docx", ".a.txt", "c.exe"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in document_paths(tmp_path)] == ["a.PDF", "b.docx"]


@pytest.mark.parametrize(("name", "make", "encoding"), [
    ("page.doc", documents.html_document, "html/utf-8"), ("table.xls", documents.html_document, "html/utf-8"),
    ("report.txt", documents.docx_document, "docx"), ("plan.docx", documents.pdf_document, "pdf"),
    ("plan.txt", documents.html_document, "html/utf-8"), ("book.csv", documents.xlsx_document, "xlsx"),
])  # fmt: skip
def test_the_content_decides_not_the_name(name, make, encoding, tmp_path):
    (tmp_path / name).write_bytes(make())
    document = read_document(tmp_path / name)
    assert document.encoding == encoding
    assert "数字经济核心产业增加值" in document.raw


@pytest.mark.parametrize(
    "name", ["../../etc.txt", "a;rm -rf ~.txt", "＜script＞.txt", "‮txt.exe", "名 字\n二.txt", "-h.txt"]
)
def test_hostile_names_are_only_names(name, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / name.replace("/", "∕")
    path.write_text("到2025年，建成基站300座。", encoding="utf-8")
    assert read_document(path).raw == "到2025年，建成基站300座。"
    assert list(tmp_path.iterdir()) == [folder]


def test_every_format_is_named_when_none_is_there(tmp_path):
    with pytest.raises(PipelineError) as error:
        document_paths(tmp_path)
    assert all(suffix in str(error.value) for suffix in formats.SUFFIXES)
