"""``python -m pipeline score``: prints what each agency scores and how, or freezes it and writes the workbook."""

import argparse
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.scoring import AgencyScore, Scheme
    from pipeline.scoring.kept import Kept


def score(chosen: argparse.Namespace) -> None:
    """Print the scores of a period, or freeze them."""
    from pipeline.entries import SchemeChange
    from pipeline.frozen_scores import scheme_in_force
    from pipeline.ledger import known_entries
    from pipeline.settings import ledger_url

    force = scheme_in_force(known_entries(ledger_url(), SchemeChange))
    if chosen.action and (force is None or chosen.scheme):
        raise PipelineError("只能冻结现行考核方案的得分。请先在“口径”页启用考核，冻结时不写 --scheme。")
    kept = _kept(_scheme(chosen.scheme), chosen.period)
    if chosen.action:
        print(_freeze(kept, chosen.by, chosen.note, ranked=bool(force and force.is_ranked)))
        return
    for line in _lines(kept, is_trial=bool(chosen.scheme)):
        print(line)


def _scheme(name: str) -> "Scheme":
    """The scheme in force, or a template by its name or the beginning of it."""
    from pipeline.entries import SchemeChange
    from pipeline.frozen_scores import scheme_in_force, scheme_of
    from pipeline.ledger import known_entries
    from pipeline.scoring import templates
    from pipeline.settings import ledger_url

    found = [scheme for known, scheme in templates().items() if name and known.startswith(name)]
    if len(found) == 1:
        return found[0]
    known = "、".join(templates())
    if name:
        raise PipelineError(f"“{name}”不是一个考核方案的名称。可选：{known}。")
    force = scheme_in_force(known_entries(ledger_url(), SchemeChange))
    if force is None:
        raise PipelineError(f"没有启用考核。请在“口径”页启用，或用 --scheme 试算，可选：{known}。")
    return scheme_of(force)


def _kept(scheme: "Scheme", words: str) -> "Kept":
    from pipeline.board import read_board
    from pipeline.decisions import apply
    from pipeline.entries import Mark
    from pipeline.frozen_scores import scores_of
    from pipeline.ledger import known_decisions, known_entries
    from pipeline.reported import record_of
    from pipeline.scoring import period_from
    from pipeline.scoring.kept import Kept
    from pipeline.settings import data_dir, ledger_url

    period = period_from(words or str(date.today().year - 1), scheme.cycle)
    read = partial(known_entries, ledger_url())
    frames = apply(read_board(data_dir()), known_decisions(ledger_url())).frames
    record = record_of(read)
    return Kept(scores_of(frames, record, read(Mark), scheme, period, date.today()), record.rule.name, date.today())


def _freeze(kept: "Kept", by: str, note: str, *, ranked: bool) -> str:
    from pipeline.entries import FrozenScore
    from pipeline.frozen_scores import export, freeze, frozen_before
    from pipeline.ledger import Ledger
    from pipeline.settings import ledger_folders, ledger_url
    from pipeline.whole_files import whole_file

    ledger = Ledger(ledger_url())
    try:
        before = frozen_before(ledger.entries(FrozenScore), kept.scores.scheme.name, kept.scores.period)
        entry = freeze(kept, before, ledger_folders()["scores"], ledger.add, (by, note))
    finally:
        ledger.close()
    path = Path(f"{entry.period}考核得分-{entry.seq}.xlsx")
    try:
        with whole_file(path) as file:
            file.write(export(kept, entry, ranked=ranked))
    except OSError as error:
        raise PipelineError(f"得分已冻结，但表格没有写成（{path}：{error.strerror}）。请在“考核”页下载。") from error
    return f"已冻结{entry.period}得分（第 {entry.seq} 号），表格：{path}"


def _lines(kept: "Kept", *, is_trial: bool) -> Iterator[str]:
    from pipeline.scoring.points import how_words

    scores = kept.scores
    scheme = scores.scheme
    trial = "（试算，方案没有启用）" if is_trial else ""
    yield f"{scores.period.name}考核得分　{scheme.name}{trial}　判定规则：{kept.rule}"
    yield from (f"　{part.name}　{part.weight:g}分：{how_words(part)}" for part in scheme.parts)
    yield from ([f"　{scheme.note}。"] if scheme.note else [])
    for each in scores.agencies:
        yield from _agency_lines(each)
    unled = f"{scores.unled}项目标未写牵头单位，不计入任何单位"
    yield f"共{len(scores.agencies)}个单位，按文件中出现的先后。{unled}；{scores.outside}项不在本期执行。"


def _agency_lines(each: "AgencyScore") -> Iterator[str]:
    yield ""
    result = f"总分 {each.total}" if each.total is not None else "未评完"
    veto = f"　一票否决：{each.veto}，总分不作数" if each.veto else ""
    yield f"{each.city}　{each.agency}　{result}{veto}"
    if each.note:
        yield f"　{each.note}"
    for half in each.halves:
        yield from (f"　{half.period}　{line}" for line in _part_lines(half))
    yield from (f"　{line}" for line in _part_lines(each))


def _part_lines(each: "AgencyScore") -> Iterator[str]:
    for part in (*each.parts, *each.adjustments):
        covered = f"（{part.coverage}）" if part.coverage else ""
        yield f"{part.name}：{part.formula or '未评，' + part.open}{covered}"
    if each.formula:
        yield f"{'总分' if each.total is not None else '部分合计' if each.partial_of else '总分未出'}：{each.formula}"
