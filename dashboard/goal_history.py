"""Every figure that is known of a goal, counted or not, row by row. Pure."""

from collections.abc import Sequence
from urllib.parse import urlencode

import pandas as pd

from dashboard import labels
from dashboard.rows import Row, row_of, rows
from pipeline.answer_record import standing
from pipeline.entries import AnswerDecision, Step
from pipeline.progress import Story
from pipeline.reported import Record
from pipeline.workflow import WORDS

ROLES = {"base": "基期", "counted": "计入", "estimate": "预计，不计入", "other": "口径不同，不计入"}
ACTS = {"submitted": "重新提交", "approved": "审核通过", "returned": "退回", "withdrawn": "撤回"}
NOT_COUNTED = "未计入"


def history(goal: Row, story: Story, observations: pd.DataFrame, reported: pd.DataFrame, record: Record) -> list[Row]:
    """The table of figures, newest first, one dict a row.

    ``when`` 数据期, ``value`` (number and unit), ``finality`` 性质, ``scope`` 口径, ``source`` with ``link`` to the
    place in its document ('' without one), ``agency`` 填报单位, ``status``, ``who`` lines that say who entered and
    approved it and when, ``muted`` for what does not count, ``hollow`` for an estimate, ``end`` to sort by.
    ``observations`` are those of the board with the ``title`` of their document, ``reported`` the figures of
    ``Board.reported``.
    """
    own = reported[reported["target_id"] == goal["target_id"]]
    told = [_known(goal, figure, observations, own, record) for figure in rows(story.figures)]
    placed = set(story.figures["observation_id"])
    rest = [_reported(goal, figure, record, "") for figure in rows(own) if figure["observation_id"] not in placed]
    return sorted(told + rest, key=lambda row: row["end"], reverse=True)


def _known(goal: Row, figure: Row, observations: pd.DataFrame, own: pd.DataFrame, record: Record) -> Row:
    name, role = figure["observation_id"], str(figure["role"])
    if (entered := row_of(own, "observation_id", name)) is not None:
        return _reported(goal, entered, record, role)
    if (printed := row_of(observations, "observation_id", name)) is not None:
        return _printed(goal, figure, printed, _taken(record, goal["target_id"], name))
    base = next((base for base in record.bases if f"b{base.seq}" == name), None)
    who = [f"{base.entered_by} {labels.day_of(base.entered_at)}录入"] if base and base.entered_at else []
    return _row(goal, figure, role) | {
        "when": labels.moment_of(figure["end"]), "source": base.source if base else "", "who": who,
        "status": "录入，基期",
    }  # fmt: skip


def _printed(goal: Row, figure: Row, printed: Row, taken: AnswerDecision | None) -> Row:
    link = "document?" + urlencode({"plan": printed["plan_id"], "at": printed["observation_id"]})
    return _row(goal, figure, str(figure["role"])) | {
        "when": _when(figure, printed), "source": _words(printed, with_title=taken is not None), "link": link,
        "status": f"文件写到，{ROLES[figure['role']]}", "who": _taken_by(taken) if taken else [],
    }  # fmt: skip


def _taken(record: Record, target_id: str, name: str) -> AnswerDecision | None:
    """The decision by which a person took a document's figure for the answer."""
    decision = standing(record.answers).get((target_id, name))
    return decision if decision and decision.action == "accepted" else None


def _taken_by(taken: AnswerDecision) -> list[str]:
    """由王敏采用于2026年11月27日, the reason and what differs."""
    when = f"于{labels.day_of(taken.entered_at)}" if taken.entered_at else ""
    reason = f"：{taken.reason}" if taken.reason else ""
    return [f"由{taken.entered_by}采用{when}{reason}", *filter(None, [taken.differs])]


def _words(printed: Row, *, with_title: bool) -> str:
    """The sentence; of a row of a table, whose cells make none, the document and the row."""
    if printed["place"].endswith("行"):
        return f"{printed['title']}，{printed['place']}"
    return f"《{printed['title']}》" * with_title + f"“{printed['quote']}”"


def _when(figure: Row, printed: Row) -> str:
    """2024年1–9月, 2020年底; 2021年（按文件年份） where only the year of the document is known."""
    if figure["dated"]:
        return labels.data_period(figure["start"], figure["end"], None)
    year = figure["end"].year
    return f"{year}年（按文件年份）" if printed["year_source"] == "document" else labels.due(year)


def _reported(goal: Row, figure: Row, record: Record, role: str) -> Row:
    """A figure that a person entered; ``role`` '' for one that has no part in the verdict."""
    moved = _last_step(record.steps, figure["seq"])
    word = WORDS[figure["status"]] + (f"，{ROLES.get(role, NOT_COUNTED)}" if figure["status"] == "approved" else "")
    reason = f"：{moved.reason}" if moved and moved.reason and figure["status"] == moved.action else ""
    who = [f"{figure['entered_by']} {labels.day_of(figure['entered_at'])}填报"] if figure["entered_at"] else []
    who += [f"{moved.entered_by} {labels.day_of(moved.entered_at)}{ACTS[moved.action]}"] if moved else []
    evidence = "、".join(each.name for each in figure["evidence"])
    return _row(goal, figure | {"start": figure["period_start"], "end": figure["period_end"]}, role) | {
        "when": labels.data_period(figure["period_start"], figure["period_end"], None),
        "source": "；".join(filter(None, (figure["source"], evidence))), "agency": figure["agency"],
        "status": word + reason, "who": who, "muted": role not in ("base", "counted"),
    }  # fmt: skip


def _last_step(steps: Sequence[Step], seq: int) -> Step | None:
    own = [step for step in steps if step.figure_seq == seq and step.entered_at]
    return own[-1] if own else None


def _row(goal: Row, figure: Row, role: str) -> Row:
    return {
        "end": figure["end"], "value": labels.quantity(figure["value"], figure.get("value_max"), goal["unit"]),
        "finality": labels.FINALITIES.get(figure["finality"], ""), "scope": figure["scope"], "source": "", "link": "",
        "agency": "", "who": [], "muted": role not in ("base", "counted"), "hollow": role == "estimate",
    }  # fmt: skip
