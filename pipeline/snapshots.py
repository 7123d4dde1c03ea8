"""数据期: the board as it stands, frozen under a name in one file that gives the same numbers for ever.

The file holds what is shown, not what it was made from alone: verdicts are read back and never judged again, so no
later rule, correction, build or program changes them. The ledger keeps the SHA-256 of the file; one that does not
answer to it is not opened.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd

from pipeline.board import read_tables, write_tables
from pipeline.decisions import NOTE, Applied, Decision
from pipeline.entries import KINDS, Entry, Evidence, RuleChange, Snapshot, table_name
from pipeline.errors import PipelineError
from pipeline.evidence import problem_of
from pipeline.facts import Frames, records
from pipeline.ledger.audit import canonical, now
from pipeline.ledger.tables import entry_of
from pipeline.progress import COLUMNS, Rule, definition_of, rule_from
from pipeline.progress.outlook import SERIES_COLUMNS
from pipeline.reported import E, Record, courses, figures_of, record_of, verdicts
from pipeline.snapshot_tables import BOARD, SNAPSHOT, VERSION, as_declared
from pipeline.whole_files import copied, whole_file

Entries = Mapping[type, Sequence[Entry]]
Add = Callable[[Snapshot], Snapshot]
"""Puts a snapshot on record and returns it with its number."""
_DECISION = table_name(Decision)


class SnapshotError(PipelineError):
    """A snapshot whose file is gone, changed or not readable."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(
            f"数据期“{name}”打不开：{problem}。请用备份恢复：python -m pipeline restore 备份文件；其他数据期不受影响。"
        )


class UnknownSnapshotError(PipelineError):
    """No snapshot of this name was ever made."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有名为“{name}”的数据期。请检查网址，或到“数据期”页面选一个。")


@dataclass(frozen=True)
class View:
    """What is to be frozen: a reviewed board, every entry on record by kind, and the day that is asked about."""

    reviewed: Applied
    entries: Entries
    as_of: date
    board: Path

    @property
    def record(self) -> Record:
        return record_of(lambda kind: _of_kind(self.entries, kind)).on(self.reviewed.frames)


@dataclass(frozen=True)
class About:
    """Of which day, by whom and when (UTC, ISO 8601) a snapshot was made, under which rule, from which board."""

    version: int
    name: str
    as_of: date
    made_by: str
    made_at: str
    rule: Mapping[str, Any]
    board: str
    board_sha256: str
    note: str = ""


@dataclass(frozen=True)
class Frozen:
    """An opened snapshot: the tables as they were.

    ``verdicts`` has the columns of ``pipeline.progress.COLUMNS``, ``courses`` SERIES_COLUMNS, ``figures``
    ``pipeline.reported.FIGURE_COLUMNS``. What a file of an older version does not hold is missing in them.
    """

    about: About
    reviewed: Applied
    verdicts: pd.DataFrame
    courses: pd.DataFrame
    figures: pd.DataFrame
    entries: Entries

    @property
    def rule(self) -> Rule:
        """The rule that it was judged by."""
        return rule_from(dict(self.about.rule))

    @property
    def record(self) -> Record:
        """What people had put on record by then, with the rule of then."""
        about = self.about
        rule = RuleChange(name=about.rule["name"], definition=about.rule, entered_by=about.made_by)
        return replace(record_of(self.read).on(self.reviewed.frames), rules=(rule,))

    def read(self, kind: type[E], /) -> Sequence[E]:
        """The entries of a kind that there were."""
        return _of_kind(self.entries, kind)


def freeze(view: View, name: str, by: str, folder: Path, add: Add, note: str = "") -> Snapshot:
    """Write the file into ``folder`` and have ``add`` put it on record; both or neither.

    Raises PipelineError where the day is still to come, the name is taken or empty, or the file cannot be written.
    """
    if view.as_of > date.today():
        raise PipelineError(f"{view.as_of.isoformat()} 还没有到，没有冻结。请选今天或以前的日期。")
    made_at = now()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        board_sha256 = _sha256(view.board)
        about = About(
            VERSION, name.strip(), view.as_of, by, made_at, definition_of(view.record.rule), view.board.name,
            board_sha256, note.strip(),
        )  # fmt: skip
        path, sha256 = _written(tables_of(view, about), folder, view.as_of)
    except OSError as error:
        raise PipelineError(f"没有写成数据期（{folder}：{error.strerror}）。请检查权限和磁盘空间后重试。") from error
    entry = Snapshot(
        name=about.name, as_of=view.as_of.isoformat(), file_name=path.name, sha256=sha256, board=view.board.name,
        note=about.note, entered_by=by, entered_at=made_at,
    )  # fmt: skip
    try:
        return add(entry)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def tables_of(view: View, about: About) -> Frames:
    """What a snapshot file holds: the tables of ``pipeline.snapshot_tables.SNAPSHOT``."""
    frames, record = view.reviewed.frames, view.record
    figures = figures_of(record)
    evidence = [json.dumps([asdict(each) for each in cell], ensure_ascii=False) for cell in figures["evidence"]]
    made: Frames = {
        "about": pd.DataFrame([asdict(about) | {"rule": canonical(about.rule)}]),
        **{schema.name: frames[schema.name] for schema in BOARD},
        "verdict": verdicts(frames, record, view.as_of),
        "course": courses(frames, record, view.as_of),
        "figure": figures.assign(evidence=evidence),
        "entry": pd.DataFrame(_entry_rows(view), columns=["kind", "seq", "fact_id", "content"]),
    }
    return {schema.name: made[schema.name][[column.name for column in schema.columns]] for schema in SNAPSHOT}


def open_snapshot(entry: Snapshot, folder: Path) -> Frozen:
    """The board as it was frozen. Raises SnapshotError where the file is not the one that was put on record."""
    path = folder / entry.file_name
    if problem := problem_of(path, entry.sha256):
        raise SnapshotError(entry.name, problem)
    try:
        return frozen_of(as_declared(read_tables(path)))
    except (PipelineError, LookupError, ValueError) as error:
        raise SnapshotError(entry.name, f"文件 {path.name} 不是这一版程序读得懂的数据期（{error}）") from error


def frozen_of(tables: Frames) -> Frozen:
    """An opened snapshot from its tables, as ``as_declared`` gives them. Raises PipelineError for one from later."""
    about = _about(records(tables["about"])[0])
    if about.version > VERSION:
        raise PipelineError(f"它由较新的版本冻结（表结构 {about.version}，本版 {VERSION}），请升级程序")
    rows = records(tables["entry"])
    standing = {row["fact_id"]: _entry(Decision, row["content"]) for row in rows if row["kind"] == _DECISION}
    kinds = {table_name(kind): kind for kind in KINDS}
    entries: dict[type, list[Entry]] = {kind: [] for kind in KINDS}
    for row in rows:
        if kind := kinds.get(row["kind"]):
            entries[kind].append(_entry(kind, row["content"]))
    reviewed = Applied({schema.name: tables[schema.name] for schema in BOARD}, pd.DataFrame(columns=NOTE), standing)
    return Frozen(
        about, reviewed, tables["verdict"].astype(COLUMNS), tables["course"].astype(SERIES_COLUMNS),
        _with_evidence(tables["figure"]), entries,
    )  # fmt: skip


def _written(tables: Frames, folder: Path, as_of: date) -> tuple[Path, str]:
    """The file, on disk for good and closed against writing, and its SHA-256."""
    path = folder / f"{as_of.isoformat()}-{uuid4().hex[:8]}.duckdb"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as place:
        unfinished = Path(place) / path.name
        write_tables(tables, SNAPSHOT, unfinished)
        with unfinished.open("rb") as source, whole_file(path) as target:
            sha256 = copied(source, target)
    path.chmod(0o444)
    return path, sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return copied(file)


def _entry_rows(view: View) -> Iterator[tuple[str, int, str, str]]:
    for kind in KINDS:
        for entry in view.entries.get(kind, ()):
            yield table_name(kind), entry.seq, "", canonical(asdict(entry))
    for fact_id, decision in view.reviewed.standing.items():
        yield _DECISION, decision.seq, fact_id, canonical(asdict(decision))


def _of_kind(entries: Entries, kind: type[E]) -> Sequence[E]:
    found: Sequence[Any] = entries.get(kind, ())
    return found


def _about(row: Mapping[str, Any]) -> About:
    known = {each.name: row[each.name] for each in fields(About)}
    return About(**known | {"as_of": row["as_of"].date(), "rule": json.loads(row["rule"])})


def _entry(kind: type, content: str) -> Any:  # noqa: ANN401  an entry of ``kind``
    """The entry that a row holds; a field that came later has its default, or None where it has none."""
    said = json.loads(content)
    later = {each.name: None for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING}
    return entry_of(kind, later | {each.name: said[each.name] for each in fields(kind) if each.name in said})


def _with_evidence(figures: pd.DataFrame) -> pd.DataFrame:
    files = [tuple(Evidence(**each) for each in json.loads(cell or "[]")) for cell in figures["evidence"]]
    return figures.assign(evidence=pd.Series(files, index=figures.index, dtype="object"))
