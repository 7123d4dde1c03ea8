"""Files in any common encoding give the same text; what is no text is refused in words that help."""

import codecs
import hashlib

import pytest

from pipeline.errors import PipelineError
from pipeline.read import document_paths, read_document
from tests.factories import SEEDS

ENCODINGS = ("utf-8", "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be")
MARKED = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
# Big5 has no Simplified characters, and the old Big5 no toned pinyin.
IMPOSSIBLE = {(seed, "big5") for seed in ("000", "002", "003", "004")} | {
    (seed, "big5hkscs") for seed in ("000", "002", "004")
}
BINARY = {
    "archive": b"PK\x03\x04" + bytes(40),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "photo": b"\xff\xd8\xff\xe0" + bytes(40),
    "old_word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40),
}
BLANK = {
    "nothing": b"",
    "blanks": b" \n\t\r\n ",
    "mark": codecs.BOM_UTF8,
    "wide_mark": codecs.BOM_UTF16_LE,
    "wide_blanks": "　　\n　".encode(),
    "two_byte_blanks": " \n \n".encode("utf-16-le"),
}


def text_of(seed: str) -> str:
    return SEEDS[seed].read_bytes().decode("utf-8")


def refusal(path) -> str:
    with pytest.raises(PipelineError) as refused:
        read_document(path)
    return str(refused.value)


@pytest.fixture
def written(tmp_path):
    """written(bytes, name) → the path of a file with those bytes."""

    def write(data: bytes, name: str = "某市规划.txt"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("seed", SEEDS)
def test_same_text_in_every_encoding(written, seed, encoding):
    text = text_of(seed)
    if (seed, encoding) in IMPOSSIBLE:
        with pytest.raises(UnicodeEncodeError):
            text.encode(encoding)
        return
    assert read_document(written(text.encode(encoding))).raw == text


@pytest.mark.parametrize("encoding", MARKED)
@pytest.mark.parametrize("seed", SEEDS)
def test_same_text_behind_a_byte_order_mark(written, seed, encoding):
    document = read_document(written(MARKED[encoding] + text_of(seed).encode(encoding)))
    assert document.raw == "\ufeff" + text_of(seed)
    assert document.encoding == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_single_sentence(written, encoding):
    text = "到2025年，网上可办率达到90%以上。"
    assert read_document(written(text.encode(encoding))).raw == text


def test_a_single_sentence_with_the_big_byte_first(written):
    text = "到2025年，网上可办率达到90%以上。"
    assert read_document(written(text.encode("utf-16-be"))).raw == text


def test_line_ends_stay_as_they_are(written):
    assert read_document(written("一、目标\r\n二、任务\r\n".encode())).raw == "一、目标\r\n二、任务\r\n"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_known_of_a_file(seed):
    document = read_document(SEEDS[seed])
    assert document.name == SEEDS[seed].name
    assert document.plan_id == SEEDS[seed].stem
    assert document.sha256 == hashlib.sha256(SEEDS[seed].read_bytes()).hexdigest()
    assert document.raw == text_of(seed)


@pytest.mark.parametrize("what", BINARY)
def test_renamed_files_are_told_by_their_content(written, what):
    message = refusal(written(BINARY[what], "报表.txt"))
    assert message.startswith("报表.txt ")
    assert "请" in message


@pytest.mark.parametrize(
    "what",
    BLANK,
)
def test_nothing_to_read(written, what):
    assert refusal(written(BLANK[what], "空.txt")) == "空.txt 是空文件。请换一个文件重试。"


def test_bytes_that_are_no_encoding(written):
    assert "编码无法识别" in refusal(written(bytes(range(256)) * 4, "乱码.txt"))


@pytest.mark.parametrize("name", ["规划.docx", "规划.xls"])
def test_a_text_named_like_another_format(written, name):
    message = refusal(written("一、目标".encode(), name))
    assert message.startswith(f"{name} ")
    assert "请" in message


def test_a_file_that_is_not_there(tmp_path):
    message = refusal(tmp_path / "没有.txt")
    assert message.startswith("找不到文件")
    assert "没有.txt" in message
    assert "请检查路径" in message


def test_a_folder_named_like_a_file(tmp_path):
    (tmp_path / "夹.txt").mkdir()
    assert "夹.txt" in refusal(tmp_path / "夹.txt")


def test_documents_of_a_folder_by_name(written, tmp_path):
    for name in ("b.txt", "a.md", "c.TXT", "d.pdf", ".gitkeep"):
        written("一、目标".encode(), name)
    assert [path.name for path in document_paths(tmp_path)] == ["a.md", "b.txt", "c.TXT", "d.pdf"]


def test_a_folder_without_documents(tmp_path):
    with pytest.raises(PipelineError, match="没有可读的规划文件") as refused:
        document_paths(tmp_path)
    assert str(tmp_path) in str(refused.value)
    assert "请放入文件后重试" in str(refused.value)
