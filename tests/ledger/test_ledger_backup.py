"""A backup gives back the same content, in either kind of database, or leaves everything as it was."""

import hashlib
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from pipeline import evidence
from pipeline.entries import Figure, FollowUp, FrozenScore, Snapshot
from pipeline.errors import PipelineError
from pipeline.ledger import Ledger
from pipeline.ledger.audit import canonical, rows
from pipeline.ledger.backup import backup
from pipeline.ledger.connecting import file_of
from pipeline.ledger.restore import restore
from pipeline.ledger.tables import METADATA
from tests.ledger.samples import ONE_OF_EACH, chain, decision, figure, folders_in, make_older
from tests.postgres import BOTH

SNAPSHOT = b"frozen"


def content(ledger: Ledger) -> dict[str, list[str]]:
    with ledger.engine.connect() as connection:
        return {name: [canonical(row) for row in rows(connection, table)] for name, table in METADATA.tables.items()}


def files(folder: Path) -> dict[str, bytes]:
    """All files under a folder but the ledger's own."""
    there = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("ledger.db"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in there}


def fill(ledger: Ledger, folder: Path) -> None:
    """One of each kind, with the files that they name."""
    folders = folders_in(folder)
    proof = evidence.store(folders["evidence"], "盖章.pdf", b"proof")
    folders["snapshots"].mkdir()
    (folders["snapshots"] / "2024年三季度.json").write_bytes(SNAPSHOT)
    ledger.add_all([entry for entry in ONE_OF_EACH if not isinstance(entry, (Figure, FrozenScore, Snapshot))][:1])
    ledger.add_all([figure(evidence=(proof,)), figure(target_id="t2", evidence=(proof,))])
    rest = [entry for entry in ONE_OF_EACH if not isinstance(entry, (FrozenScore, Snapshot))][2:]
    ledger.add_all([replace(each, evidence=(proof,)) if isinstance(each, FollowUp) else each for each in rest])
    file_name, seal = "2024年三季度.json", hashlib.sha256(SNAPSHOT).hexdigest()
    frozen = {"name": "2024年三季度", "as_of": "2024-09-30", "file_name": file_name, "sha256": seal, "board": "b"}
    ledger.add(Snapshot(entered_by="王敏", **frozen))
    assert ledger.verify(folders).problem == ""


@pytest.fixture
def saved(ledger, tmp_path) -> Path:
    """A backup of a full ledger; its files lie in ``tmp_path/old``."""
    fill(ledger, tmp_path / "old")
    backup(ledger, folders_in(tmp_path / "old"), tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


@pytest.mark.parametrize("into", BOTH)
def test_it_gives_back_the_same_in_either_database(ledger, saved, into, new_url, tmp_path):
    new = tmp_path / "new"
    url = new_url(into)
    assert restore(saved, url, folders_in(new)) == chain(ledger)
    restored = Ledger(url)
    assert content(restored) == content(ledger)
    assert files(new) == files(tmp_path / "old")
    assert restored.verify(folders_in(new)).problem == ""
    assert restored.add(figure(target_id="t3")).seq == ledger.entries(Figure)[-1].seq + 1
    backup(restored, folders_in(new), tmp_path / "again.zip")
    restored.close()


def test_a_ledger_that_is_not_empty_stays_as_it_is(saved, url, tmp_path):
    there = Ledger(url)
    there.add(decision())
    before = content(there)
    with pytest.raises(PipelineError, match="已有记录"):
        restore(saved, url, folders_in(tmp_path / "new"))
    assert content(there) == before
    assert files(tmp_path / "new") == {}
    there.close()


@pytest.mark.parametrize("part", ["ledger/figure.jsonl", "ledger/audit.jsonl", "manifest.json", "evidence/", ""])
def test_a_damaged_backup_restores_nothing(saved, new_url, tmp_path, part):
    damaged = bytearray(saved.read_bytes())
    damaged[_middle_of(saved, part) if part else -6] ^= 0xFF  # -6: where the zip says that its index begins
    saved.write_bytes(damaged)
    url = new_url("sqlite")
    with pytest.raises(PipelineError, match="备份"):
        restore(saved, url, folders_in(tmp_path / "new"))
    assert not file_of(url).exists()
    assert files(tmp_path / "new") == {}


def _middle_of(saved, part):
    """The place of a byte in the middle of the content of a part of the zip."""
    with ZipFile(saved) as archive:
        info = next(each for each in archive.infolist() if each.filename.startswith(part))
    header = saved.read_bytes()[info.header_offset : info.header_offset + 30]
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return info.header_offset + 30 + lengths + info.compress_size // 2


@pytest.mark.parametrize("left", ["", "not a backup", "cut"])
def test_what_is_no_backup_is_a_message(saved, sqlite_url, tmp_path, left):
    saved.write_bytes(saved.read_bytes()[:-40] if left == "cut" else left.encode())
    with pytest.raises(PipelineError, match="备份"):
        restore(saved, sqlite_url, folders_in(tmp_path / "new"))
    with pytest.raises(PipelineError, match="备份"):
        restore(tmp_path / "nothing.zip", sqlite_url, folders_in(tmp_path / "new"))


@pytest.mark.parametrize("name", ["evidence/../../out.txt", "/out.txt", "evidence/.hidden", "elsewhere/x"])
def test_a_backup_cannot_write_elsewhere(saved, sqlite_url, tmp_path, name):
    forged = tmp_path / "forged.zip"
    with ZipFile(saved) as old, ZipFile(forged, "w") as new:
        manifest = old.read("manifest.json").decode()
        extra = f'"parts": {{"{name}": "{hashlib.sha256(b"x").hexdigest()}",'
        for part in old.namelist():
            new.writestr(part, old.read(part) if part != "manifest.json" else manifest.replace('"parts": {', extra))
        new.writestr(name, b"x")
    with pytest.raises(PipelineError, match="损坏"):
        restore(forged, sqlite_url, folders_in(tmp_path / "new"))
    assert not file_of(sqlite_url).exists()


@pytest.mark.parametrize("into", BOTH)
def test_a_restore_that_fails_takes_back_what_it_has_put(saved, into, new_url, tmp_path):
    new, url = tmp_path / "new", new_url(into)
    (new / "snapshots").mkdir(parents=True)
    (new / "snapshots" / "2024年三季度.json").write_bytes(b"another")
    with pytest.raises(PipelineError, match="移走"):
        restore(saved, url, folders_in(new))
    assert files(new) == {"snapshots/2024年三季度.json": b"another"}
    (new / "snapshots" / "2024年三季度.json").unlink()
    assert restore(saved, url, folders_in(new)).problem == ""


def test_force_sets_the_old_ledger_aside(ledger, saved, sqlite_url, tmp_path):
    old = Ledger(sqlite_url)
    kept = old.add(decision(reason="旧的"))
    file = file_of(sqlite_url)
    with pytest.raises(PipelineError, match="正在使用"):
        restore(saved, sqlite_url, folders_in(tmp_path / "new"), force=True)
    assert old.decisions() == [kept]
    old.close()
    restore(saved, sqlite_url, folders_in(tmp_path / "new"), force=True)
    assert content(Ledger(sqlite_url)) == content(ledger)
    [aside] = file.parent.glob("ledger.db.before-*")
    assert Ledger(f"sqlite:///{aside}").decisions() == [kept]
    assert not list(file.parent.glob("*.restoring*"))


def test_force_replaces_a_file_that_is_beyond_reading(ledger, saved, sqlite_url, tmp_path):
    file = file_of(sqlite_url)
    file.write_bytes(b"broken" * 1000)
    Path(f"{file}-wal").write_bytes(b"left behind")
    restore(saved, sqlite_url, folders_in(tmp_path / "new"), force=True)
    assert content(Ledger(sqlite_url)) == content(ledger)
    assert [aside.read_bytes() for aside in file.parent.glob("ledger.db.before-*")] == [b"broken" * 1000]


def test_what_was_wrong_at_the_time_is_saved_and_told_again(ledger, sqlite_url, tmp_path):
    fill(ledger, tmp_path / "old")
    shutil.rmtree(tmp_path / "old" / "evidence")
    manifest = backup(ledger, folders_in(tmp_path / "old"), tmp_path / "backup.zip")
    assert "实际值第 1 号所附的文件" in manifest.chain.problem
    assert restore(tmp_path / "backup.zip", sqlite_url, folders_in(tmp_path / "new")) == manifest.chain


def test_a_backup_overwrites_nothing_and_leaves_nothing_unfinished(ledger, saved, tmp_path):
    before = saved.read_bytes()
    with pytest.raises(PipelineError, match="换一个文件名"):
        backup(ledger, folders_in(tmp_path / "old"), saved)
    with pytest.raises(PipelineError, match="没有写成"):
        backup(ledger, folders_in(tmp_path / "old"), tmp_path / "nowhere" / "backup.zip")
    with ledger.engine.begin() as connection:
        connection.execute(text("DROP TABLE mark"))
    with pytest.raises(PipelineError):
        backup(ledger, folders_in(tmp_path / "old"), tmp_path / "second.zip")
    assert saved.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "old"]


def test_a_changed_file_is_found_by_verify(ledger, tmp_path):
    fill(ledger, tmp_path)
    (proof,) = (tmp_path / "evidence").iterdir()
    proof.write_bytes(b"other")
    assert ledger.verify(folders_in(tmp_path)).problem == f"实际值第 1 号所附的文件 {proof.name} 被改动过"
    proof.write_bytes(b"proof")
    (tmp_path / "snapshots" / "2024年三季度.json").unlink()
    assert ledger.verify(folders_in(tmp_path)).problem == "数据期第 1 号所附的文件 2024年三季度.json 不见了"


def test_a_restored_sqlite_file_is_a_sound_database(saved, sqlite_url, tmp_path):
    restore(saved, sqlite_url, folders_in(tmp_path / "new"))
    with sqlite3.connect(file_of(sqlite_url)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_from_before_a_column_is_restored(url, sqlite_url, tmp_path):
    make_older(Ledger(url), "new_date")
    now, older = tmp_path / "now.zip", tmp_path / "older.zip"
    backup(Ledger(url), folders_in(tmp_path), now)
    with ZipFile(now) as full, ZipFile(older, "w") as lacking:
        parts = {name: full.read(name) for name in full.namelist()}
        rows_now = parts["ledger/figure.jsonl"]
        parts["ledger/figure.jsonl"] = rows_now.replace(b'"new_date":"",', b"")
        hashes = [hashlib.sha256(each).hexdigest().encode() for each in (rows_now, parts["ledger/figure.jsonl"])]
        parts["manifest.json"] = parts["manifest.json"].replace(*hashes)
        for name, part in parts.items():
            lacking.writestr(name, part)
    assert older.stat().st_size != now.stat().st_size
    restore(older, sqlite_url, folders_in(tmp_path))
    assert content(Ledger(sqlite_url)) == content(Ledger(url))
