"""Documents handed in: safe names, whole files, nothing outside the folder, nothing deleted."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PipelineError
from pipeline.uploads import MOST_BYTES, check_size, put_back, put_in, safe_name, take_out, uploaded


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("规划.txt", "规划.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\报告\\2024年工作报告.TXT", "2024年工作报告.txt"),
        (".hidden.md", "hidden.md"),
        ("a:b*c?.md", "a_b_c.md"),
        ("名" * 200 + ".txt", "名" * 60 + ".txt"),
    ],
)
def test_names(name, safe):
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["", "..", "txt", "规划.exe", ".txt", "/.md", "\x00.txt"])
def test_names_of_which_nothing_is_left(name):
    with pytest.raises(PipelineError):
        safe_name(name)


@given(st.text(max_size=300), st.sampled_from([".txt", ".md", ".TXT"]))
def test_any_name_stays_in_its_folder(tmp_path_factory, stem, suffix):
    try:
        name = safe_name(stem.encode("utf-8", "replace").decode() + suffix)
    except PipelineError:
        return
    folder = tmp_path_factory.getbasetemp() / "any"
    put_in(folder, {name: b"x"})
    assert (folder / name).read_bytes() == b"x"
    assert (folder / name).parent == folder
    assert safe_name(name) == name
    (folder / name).unlink()


def test_files_too_big_are_refused():
    check_size("a.txt", MOST_BYTES)
    with pytest.raises(PipelineError, match="超过"):
        check_size("a.txt", MOST_BYTES + 1)


def test_what_is_taken_out_or_replaced_is_kept(tmp_path):
    assert uploaded(tmp_path / "none") == []
    put_in(tmp_path, {"b.txt": b"1", "a.md": b"2"})
    assert [path.name for path in uploaded(tmp_path)] == ["a.md", "b.txt"]
    put_in(tmp_path, {"b.txt": b"3"})
    kept = take_out(tmp_path, "a.md")
    assert [path.read_bytes() for path in uploaded(tmp_path)] == [b"3"]
    aside = {path.read_bytes() for path in (tmp_path / "taken_out").iterdir()}
    assert aside == {b"1", b"2"}
    put_back(tmp_path, kept)
    assert [path.name for path in uploaded(tmp_path)] == ["a.md", "b.txt"]


def test_nothing_half_written_is_read(tmp_path, monkeypatch):
    put_in(tmp_path, {"a.txt": b"old"})

    def fail(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="space"):
        put_in(tmp_path, {"a.txt": b"new"})
    assert [Path(path).read_bytes() for path in uploaded(tmp_path)] == [b"old"]
