"""公开版: agencies are named in no sentence of any paper, also where a person wrote them."""

import datetime
from dataclasses import replace

import pytest

from dashboard.briefings.agenda import agenda
from dashboard.briefings.follow_up_sheet import follow_up_sheets
from dashboard.briefings.nameless import nameless
from dashboard.briefings.notice import notice
from dashboard.briefings.one_page import one_page
from dashboard.briefings.paper_view import Matter
from dashboard.briefings.report import report
from pipeline.entries import FollowUp
from pipeline.follow_ups import items_of
from tests.briefings.reading import pages_of, plain, tables_of, words_of

DAY = datetime.date(2024, 9, 30)
AGENCIES = ("市财政局", "某某市大数据发展管理局", "市审计局")


@pytest.fixture
def named(whole):
    goals = whole.goals[whole.goals["state"] != "无数据"].copy()
    goals["state"], goals["lead_agencies"] = "未达序时", [["市财政局", AGENCIES[1]]] * len(goals)
    goals["need"] = "请市财政局、某某市大数据发展管理局等2家说明原因。"
    step = FollowUp(
        item_id="2024-001", target_id=goals["target_id"].iloc[0], plan_id="", action="opened", agency="市审计局",
        text="请市审计局会同市财政局说明。", entered_by="王敏", seq=1, entered_at="2024-09-01T01:00:00+00:00",
    )  # fmt: skip
    return replace(
        whole, goals=goals, follow_ups=tuple(items_of([step], DAY)), next_steps=("督办2024-001（市审计局）待答复",),
        matters=(Matter("由市财政局牵头", "市审计局配合。"),),
    )  # fmt: skip


def said(make, view, **options) -> str:
    content = make(view, **options)
    if content.startswith(b"%PDF"):
        return plain("".join(pages_of(content)))
    return plain(words_of(content) + str(tables_of(content)))


@pytest.mark.parametrize("make", [notice, agenda, one_page, report, follow_up_sheets])
def test_no_agency_in_public(named, make):
    assert [name for name in AGENCIES if name in said(make, named)]
    assert [name for name in AGENCIES if name in said(make, named, public=True)] == []


def test_several_in_a_row_become_one(named):
    assert set(nameless(named).goals["need"]) == {"请有关单位说明原因。"}


def test_nothing_else_changes(named, whole):
    assert nameless(whole).counts == whole.counts
    assert list(nameless(named).goals["indicator"]) == list(named.goals["indicator"])
    assert list(nameless(named).goals["quote"]) == list(named.goals["quote"])
