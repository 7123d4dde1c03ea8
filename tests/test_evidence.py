"""佐证材料 on disk: found by what is in it, never written twice, and told when it was changed."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import evidence
from pipeline.errors import PipelineError
from pipeline.read.formats import MOST_BYTES


def test_what_is_stored_is_read(tmp_path):
    kept = evidence.store(tmp_path / "evidence", "盖章扫描件.PDF", b"proof")
    assert (kept.name, kept.sha256, kept.size) == ("盖章扫描件.PDF", hashlib.sha256(b"proof").hexdigest(), 5)
    assert evidence.read(tmp_path / "evidence", kept) == b"proof"
    assert [path.name for path in (tmp_path / "evidence").iterdir()] == [f"{kept.sha256}.pdf"]


@given(name=st.text(), content=st.binary(min_size=1, max_size=50))
def test_any_name_stays_in_the_folder(tmp_path_factory, name, content):
    folder = tmp_path_factory.getbasetemp() / "any" / "evidence"
    kept = evidence.store(folder, name, content)
    assert evidence.path_of(folder, kept).parent == folder
    assert evidence.read(folder, kept) == content
    assert list(folder.parent.iterdir()) == [folder]


def test_the_same_file_is_kept_once_and_not_written_again(tmp_path):
    first = evidence.store(tmp_path, "甲.pdf", b"proof")
    before = evidence.path_of(tmp_path, first).stat()
    second = evidence.store(tmp_path, "乙.pdf", b"proof")
    after = evidence.path_of(tmp_path, second).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert (first.name, second.name) == ("甲.pdf", "乙.pdf")


def test_a_changed_or_missing_file_is_told(tmp_path):
    kept = evidence.store(tmp_path, "甲.pdf", b"proof")
    evidence.path_of(tmp_path, kept).write_bytes(b"other")
    with pytest.raises(PipelineError, match=r"佐证材料“甲.pdf”.*被改动过"):
        evidence.read(tmp_path, kept)
    with pytest.raises(PipelineError, match="被改动过"):
        evidence.store(tmp_path, "甲.pdf", b"proof")
    assert evidence.path_of(tmp_path, kept).read_bytes() == b"other"
    evidence.path_of(tmp_path, kept).unlink()
    with pytest.raises(PipelineError, match="不见了"):
        evidence.read(tmp_path, kept)


def test_what_cannot_be_kept_is_a_message(tmp_path):
    with pytest.raises(PipelineError, match=r"甲.pdf 是空文件"):
        evidence.store(tmp_path, "甲.pdf", b"")
    with pytest.raises(PipelineError, match="MB"):
        evidence.store(tmp_path, "甲.pdf", bytes(MOST_BYTES + 1))
    (tmp_path / "file").write_text("")
    with pytest.raises(PipelineError, match="没有保存"):
        evidence.store(tmp_path / "file", "甲.pdf", b"proof")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
