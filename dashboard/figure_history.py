"""What became of the figures of a goal: who entered, corrected, approved, returned what and when. Pure."""

import datetime

from dashboard import labels
from dashboard.rows import Row
from pipeline.entries import Entry, Figure, Step
from pipeline.progress.periods import period_words
from pipeline.reported import Record

ACTS = {"submitted": "重新提交", "approved": "通过", "returned": "退回", "withdrawn": "撤回"}


def history(record: Record, target_id: str) -> list[Row]:
    """Every entry about the figures of a goal, the newest first.

    Columns: ``when`` (local time), ``who``, ``act``, ``seq`` of the figure, ``period``, ``value`` and ``before`` (what
    it corrects, or '') in words, ``words`` (性质, 来源, 理由 …) and ``proofs`` (names of files).
    """
    figures = {figure.seq: figure for figure in record.figures if figure.target_id == target_id}
    steps = [step for step in record.steps if step.figure_seq in figures]
    events = [_entered(figure, figures.get(figure.replaces)) for figure in figures.values()]
    events += [_stepped(step, figures[step.figure_seq]) for step in steps]
    return sorted(events, key=lambda event: event["order"], reverse=True)


def last_return(record: Record, seq: int) -> Step | None:
    """Why and by whom a figure was returned."""
    returns = [step for step in record.steps if step.figure_seq == seq and step.action == "returned"]
    return returns[-1] if returns else None


def value_words(figure: Figure) -> str:
    """62.6%, 4.5–5%, 3万家."""
    return "".join(labels.quantity(figure.value, figure.value_max, figure.unit))


def period_of(figure: Figure) -> str:
    """2024年前三季度."""
    return period_words(*map(datetime.date.fromisoformat, (figure.period_start, figure.period_end)))


def _entered(figure: Figure, before: Figure | None) -> Row:
    said = {
        "": labels.FINALITIES.get(figure.finality, ""), "来源": figure.source, "口径": figure.scope,
        "说明": figure.note, "原因": figure.cause, "对策": figure.remedy, "新的完成时限": figure.new_date,
        "忽略提示": "；".join(figure.warnings_overruled.values()),
    }  # fmt: skip
    words = "，".join(f"{name}：{text}" if name else text for name, text in said.items() if text)
    proofs = [proof.name for proof in figure.evidence]
    return _event(figure, figure, "更正" if before else "填报", words) | {
        "before": value_words(before) if before else "", "proofs": proofs,
    }  # fmt: skip


def _stepped(step: Step, figure: Figure) -> Row:
    return _event(step, figure, ACTS[step.action], step.reason) | {"before": "", "proofs": []}


def _event(entry: Entry, figure: Figure, act: str, words: str) -> Row:
    """Times are kept to the second: of one second, a figure stands before its steps and before its correction."""
    return {
        "order": (entry.entered_at, figure.seq, 0 if entry is figure else entry.seq),
        "when": labels.moment(entry.entered_at), "who": entry.entered_by, "act": act, "seq": figure.seq,
        "period": period_of(figure), "value": value_words(figure), "words": words,
    }  # fmt: skip
