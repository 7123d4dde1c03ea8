"""The whole way of the data: read → clean → structure → extract → file → check → publish."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pipeline.board import publish, read_board
from pipeline.changes import compare
from pipeline.checks import check_board, check_document, check_names, check_sources
from pipeline.decisions import Decision, apply
from pipeline.errors import PipelineError
from pipeline.filing.yearly_goals import tie_yearly_goals
from pipeline.frames import Frames, frames_of, joined
from pipeline.model import Reading
from pipeline.reading import read_plans
from pipeline.workers import spread

FEW = 24  # documents that one process reads sooner than a pool starts


@dataclass(frozen=True)
class BuildReport:
    """What a build makes, and what it means for the board in force.

    ``plans``: per plan ``plan_id, city, title`` and the counts of ``characters, targets, observations, programmes,
    findings`` (targets and observations: the core ones). ``changes``: what appears, vanishes and changes
    (``pipeline.changes``); None where no board was in force. ``withdrawn``: the files on it that are no longer read.
    ``notes``: what became of the decisions
    (``pipeline.decisions``). ``path``: the board's file, None where nothing was published.
    """

    plans: pd.DataFrame
    changes: pd.DataFrame | None
    notes: pd.DataFrame
    withdrawn: tuple[str, ...] = ()
    path: Path | None = None


def build(
    paths: Sequence[Path],
    folder: Path,
    progress: Callable[[str], None] | None = None,
    decisions: Iterable[Decision] = (),
) -> BuildReport:
    """Publish a board of the documents in ``folder``; ``progress`` hears the name of each document read.

    Raises PipelineError, in Chinese, for a document that cannot be read or a check that fails; the board
    published before then stays as it was.
    """
    frames = board_tables(paths, progress)
    report = preview(frames, folder, decisions)
    return replace(report, path=publish(frames, folder))


def board_tables(paths: Sequence[Path], progress: Callable[[str], None] | None = None) -> Frames:
    """The checked tables of a board of these documents. Raises PipelineError as ``build`` does."""
    if not paths:
        raise PipelineError("没有要读的文件。请给出文件，或把规划文件放入 seeds 文件夹后重试。")
    check_names(path.stem for path in paths)
    parts = []
    for path, part in zip(paths, _tables(paths), strict=True):
        parts.append(part)
        if progress:
            progress(path.name)
    return board_of(parts)


def board_of(parts: Iterable[Frames]) -> Frames:
    """The checked tables of several files as one board, a goal that several documents state for a year once.

    Raises PipelineError for a document that two files hold, CheckFailedError for what must not be.
    """
    frames = joined(parts)
    check_sources(frames["plan"])
    frames["target"], frames["statement"] = tie_yearly_goals(frames["target"], frames["statement"])
    check_board(frames)
    return frames


def preview(frames: Frames, folder: Path, decisions: Iterable[Decision] = ()) -> BuildReport:
    """What publishing ``frames`` would mean for the board in force in ``folder``; publishes nothing."""
    plans, notes = _summary(frames), apply(frames, decisions).notes
    try:
        old = read_board(folder)
    except PipelineError:  # the first board, or one that cannot be read: nothing to compare with
        return BuildReport(plans, None, notes)
    return BuildReport(plans, compare(old, frames), notes, _withdrawn(old["plan"], frames["plan"]))


def _withdrawn(old: pd.DataFrame, new: pd.DataFrame) -> tuple[str, ...]:
    """The files whose documents are gone, each once; not a file that still holds others."""
    gone = ~old["plan_id"].isin(new["plan_id"]) & ~old["file_name"].isin(new["file_name"])
    return tuple(old["file_name"][gone].unique())


def checked_tables(path: Path) -> Frames:
    """The checked rows of one file; run in a process of its own when there are many."""
    return joined([_checked(reading) for reading in read_plans(path)])


def _checked(reading: Reading) -> Frames:
    frames = frames_of(reading)
    check_document(frames, reading)
    return frames


def _tables(paths: Sequence[Path]) -> Iterator[Frames]:
    if len(paths) <= FEW:
        yield from map(checked_tables, paths)
        return
    yield from spread(checked_tables, paths)


def _summary(frames: Frames) -> pd.DataFrame:
    plans = frames["plan"]
    core = {name: frames[name][frames[name]["certainty"] == "core"] for name in ("target", "observation")}
    counted = {
        "targets": core["target"],
        "observations": core["observation"],
        "programmes": frames["programme"],
        "findings": frames["finding"],
    }
    counts = {name: _count(plans["plan_id"], frame) for name, frame in counted.items()}
    return plans[["plan_id", "city", "title", "characters"]].assign(**counts)


def _count(plan_ids: pd.Series, frame: pd.DataFrame) -> pd.Series:
    return plan_ids.map(frame["plan_id"].value_counts()).fillna(0).astype(int)
