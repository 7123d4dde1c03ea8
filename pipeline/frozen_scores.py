"""得分, frozen once for a period: a file that is named in the ledger with its SHA-256 and never computed again."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from pipeline.entries import FrozenScore, Mark, SchemeChange
from pipeline.errors import PipelineError
from pipeline.evidence import problem_of
from pipeline.facts import Frames
from pipeline.overlay import present
from pipeline.reported import Record, verdicts
from pipeline.scoring import Period, Scheme, Scores, goals_of, marks_of, scheme_from, score
from pipeline.scoring.goals import Goal
from pipeline.scoring.kept import Kept, read, written
from pipeline.scoring.marks import Marks
from pipeline.scoring.workbook import workbook
from pipeline.whole_files import whole_file

Add = Callable[[FrozenScore], FrozenScore]
"""Puts an entry on record and returns it with its number."""


def scheme_in_force(changes: Sequence[SchemeChange]) -> SchemeChange | None:
    """The last change if it left a scheme on; None while there is no scoring."""
    return changes[-1] if changes and changes[-1].is_on else None


def scores_of(
    frames: Frames, record: Record, marks: Sequence[Mark], scheme: Scheme, period: Period, as_of: date
) -> Scores:
    """Every agency's score on a day, from a reviewed board and what people put on record."""

    def basis(asked: Period) -> tuple[Sequence[Goal], Marks]:
        return goals_at(frames, record, asked, as_of), marks_of(marks, asked)

    return score(scheme, period, basis)


def judged_on(period: Period, as_of: date) -> date:
    """The day by which a period is judged: its last, or ``as_of`` while that is still to come."""
    return min(period.end, as_of)


def goals_at(frames: Frames, record: Record, period: Period, as_of: date) -> tuple[Goal, ...]:
    """The numeric goals of a reviewed board with their verdicts on the day that a period is judged by."""
    targets = present(frames["target"])
    core = targets[targets["certainty"] == "core"]
    judged = verdicts({**frames, "target": core}, record, judged_on(period, as_of))[
        ["target_id", "state", "attainment"]
    ]
    return goals_of(core.merge(judged, on="target_id", validate="1:1"), frames["plan"], period)


def frozen_before(frozen: Sequence[FrozenScore], scheme: str, period: Period) -> FrozenScore | None:
    """The one that holds for a period; the last where it was put right."""
    own = [each for each in frozen if each.name == scheme and each.period == period.name]
    return own[-1] if own else None


def freeze(kept: Kept, before: FrozenScore | None, folder: Path, add: Add, signed: tuple[str, str]) -> FrozenScore:
    """Write the file and put it on record; ``signed`` is by whom, and the note.

    Raises PipelineError where the period is not over, nobody is scored, or it was frozen and no reason is given.
    """
    by, note = signed[0].strip(), signed[1].strip()
    _check(kept, before, by, note)
    content, period = written(kept), kept.scores.period
    sha256 = hashlib.sha256(content).hexdigest()
    path = folder / f"{period.end.isoformat()}-{sha256[:16]}.json"
    was_there = path.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not was_there:
            with whole_file(path) as file:
                file.write(content)
    except OSError as error:
        raise PipelineError(f"得分没有冻结（{folder}：{error.strerror}）。请检查权限和磁盘空间后重试。") from error
    entry = FrozenScore(
        name=kept.scores.scheme.name, period=period.name, as_of=period.end.isoformat(), file_name=path.name,
        sha256=sha256, note=note, entered_by=by,
    )  # fmt: skip
    try:
        return add(entry)
    except BaseException:
        if not was_there:
            path.unlink(missing_ok=True)
        raise


def _check(kept: Kept, before: FrozenScore | None, by: str, note: str) -> None:
    period = kept.scores.period
    if not by:
        raise PipelineError("得分没有冻结：没有写姓名。请写明由谁冻结。")
    if period.end >= date.today():
        raise PipelineError(f"{period.name}还没有结束，没有冻结。请在{period.end.isoformat()}以后再冻结。")
    if not kept.scores.agencies:
        raise PipelineError(f"{period.name}没有一个单位可以计分，没有冻结。请先审核各项目标的牵头单位。")
    if before and not note:
        there = f"{period.name}的得分已由{before.entered_by}冻结（第 {before.seq} 号）"
        raise PipelineError(f"{there}，没有再冻结。如要更正，请写明更正的理由。")


def open_frozen(entry: FrozenScore, folder: Path) -> Kept:
    """The scores as they were. Raises PipelineError where the file is not the one that was put on record."""
    path = folder / entry.file_name
    if problem := problem_of(path, entry.sha256):
        raise PipelineError(f"{entry.period}的得分打不开：{problem}。请用备份恢复后重试。")
    try:
        return read(path.read_bytes())
    except (KeyError, TypeError, ValueError) as error:
        raise PipelineError(f"{entry.period}的得分打不开：这一版程序读不懂文件 {path.name}。请升级程序。") from error


def export(kept: Kept, frozen: FrozenScore | None, *, ranked: bool) -> bytes:
    """The workbook of scores, which says whether they are frozen."""
    state = (
        f"由{frozen.entered_by}于{frozen.entered_at[:10]}冻结，文件校验码 {frozen.sha256}"
        if frozen
        else "未冻结，仅供核对"
    )
    corrected = [f"更正理由：{frozen.note}"] if frozen and frozen.note else []
    order = "按总分排名，名次只在同一城市内" if ranked else "按文件中出现的先后，不排名次"
    judged = f"目标判定截至{kept.scores.period.end.isoformat()}，生成于{kept.made_on.isoformat()}"
    return workbook(kept, [judged, state, *corrected, order], ranked=ranked)


def scheme_of(change: SchemeChange) -> Scheme:
    """Raises SchemeError for a definition that this program cannot use."""
    return scheme_from(dict(change.definition))
