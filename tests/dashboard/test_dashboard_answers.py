"""匹配: the counts, both sentences with their differing words, and what a decision does to verdict, goal and lists."""

import pandas as pd
import pytest

from dashboard.answer_list import Choice, chosen, place, sentence
from dashboard.answer_view import aspects, differing_words, side
from dashboard.answering import pairs, waiting
from dashboard.data import current_board
from dashboard.ledger import enter
from dashboard.rows import row_of
from pipeline.board import publish
from pipeline.entries import AnswerDecision, Figure, Step
from pipeline.ledger import known_entries
from pipeline.matching.comparing import Difference
from pipeline.settings import ledger_url
from tests.dashboard.reading import html_of, words_of
from tests.two_reports import CITY, NEIGHBOUR, frames

STATIONS, SPACES, JOBS = "新建5G基站", "新增省级以上众创空间", "城镇新增就业"


@pytest.fixture
def reports(data_folder, tmp_path_factory):
    """Two reports of one city and one of its neighbour, published."""
    publish(frames(tmp_path_factory.mktemp("reports")), data_folder)
    return data_folder


@pytest.fixture
def desk(reports, open_page):
    """The page opened at an address by a person who has given a name."""

    def open_at(**query):
        app = open_page("answers", **query)
        app.text_input(key="person_typed").set_value("王敏").run()
        return app

    return open_at


def goal(indicator):
    return row_of(current_board().table("target"), "indicator", indicator)


def pair(indicator):
    return row_of(pairs(current_board(), [CITY]), "target_id", goal(indicator)["target_id"])


def press(app, label):
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def on_record():
    return [(each.target_id, each.action) for each in known_entries(ledger_url(), AnswerDecision)]


def state_of(indicator):
    return row_of(current_board().goals, "indicator", indicator)["state"]


def test_the_page_counts_and_shows_both_sentences(reports, open_page):
    app = open_page("answers")
    words, page = words_of(app), html_of(app)
    assert "待确认 3 项：同一件事 1 项，有差别 2 项。" in words
    assert "第 1 / 3 项 · 已自动计入 1 项" in words
    for expected in ("新建5G基站", "建成5G基站", "同一件事", "把握 97%"):
        assert expected in words
    assert words.index("《政府工作报告》2019年") < words.index("《政府工作报告》2020年")
    assert "<b>500</b>" in page
    assert '<mark class="kb-differs">座</mark>' in page
    assert "如采用　无数据 → 已完成" in words


def test_nothing_is_decided_without_a_name(reports, open_page):
    app = open_page("answers")
    assert "请先填写姓名" in words_of(app)
    assert all(button.disabled for button in app.button if button.label[:2] in ("采用", "不采", "撤销"))


def test_what_is_the_same_is_taken_at_once_and_counts(desk):
    assert state_of(STATIONS) == "无数据"
    words = words_of(press(desk(), "采用"))
    assert on_record() == [(goal(STATIONS)["target_id"], "accepted")]
    assert state_of(STATIONS) == "已完成"
    assert "待确认 2 项：有差别 2 项。" in words
    assert "第 2 / 3 项" in words
    (kept,) = known_entries(ledger_url(), AnswerDecision)
    assert (kept.kind, kept.differs, kept.figure_quote) == ("same", "单位：目标“个”，实际“座”", "建成5G基站620座")


def test_a_near_one_asks_for_the_reason(desk):
    app = press(desk(pair=[pair(SPACES)["pair"]]), "采用")
    assert "两者有差别，采用要写明理由" in words_of(app)
    assert on_record() == []
    app.button(key="FormSubmitter:take-采用").click().run()
    assert "请写明采用的原因" in words_of(app)
    app.text_input(key=f"answer_why_{pair(SPACES)['pair']}").set_value("认定办法改了名称")
    app.button(key="FormSubmitter:take-采用").click().run()
    (kept,) = known_entries(ledger_url(), AnswerDecision)
    assert (kept.kind, kept.action, kept.reason) == ("near", "accepted", "认定办法改了名称")
    assert state_of(SPACES) == "已完成"


def test_undo_brings_the_pair_and_the_verdict_back(desk):
    app = press(press(desk(), "采用"), "撤销")
    assert [action for _, action in on_record()] == ["accepted", "reopened"]
    assert state_of(STATIONS) == "无数据"
    assert "第 1 / 3 项" in words_of(app)
    assert STATIONS in words_of(app)


def test_a_decision_is_taken_back_where_it_is_shown(desk):
    press(desk(), "不采用")
    app = press(desk(show=["不采用"]), "撤销")
    assert [action for _, action in on_record()] == ["rejected", "reopened"]
    assert "没有要看的匹配" in words_of(app)


def test_what_counts_anyhow_is_refused_by_the_same_key(desk):
    assert state_of(JOBS) == "已完成"
    app = desk(show=["已自动计入"])
    assert "如不采用　已完成 → 无数据" in words_of(app)
    press(app, "不采用")
    assert state_of(JOBS) == "无数据"


def test_one_goal_alone(desk):
    words = words_of(desk(target=[goal(SPACES)["target_id"]]))
    assert "待确认 1 项：有差别 1 项。" in words
    assert "全部匹配 / 只看“新增省级以上众创空间”的" in words
    assert "省级以上" in words


def test_classes_and_cities_narrow(desk):
    assert "第 1 / 2 项" in words_of(desk(**{"class": ["有差别"]}))
    words = words_of(desk(city=[NEIGHBOUR]))
    assert "没有找到可以回应目标的已公布数据。" in words
    assert "不用上级和邻市的数" in words


def test_the_goal_says_who_took_it_and_leads_to_what_waits(desk, open_page):
    target = goal(SPACES)["target_id"]
    before = open_page("goals", target=[target])
    assert "文件里有 1 个数可能回应这项目标，查找已公布的数据" in words_of(before)
    assert f'href="answers?target={target}"' in html_of(before)
    press(press(desk(target=[target]), "采用"), "是同一件事")
    words = words_of(open_page("goals", target=[target]))
    assert "查找已公布的数据" not in words
    for expected in ("《政府工作报告》“新增省级众创空间8家”", "由王敏采用于", "是同一件事，写法不同", "层级：目标"):
        assert expected in words


def test_nobody_is_asked_for_what_may_be_printed(reports, open_page):
    assert "没有数据的目标里，有 3 项可能已有公布数据，去匹配" in words_of(open_page())
    line = "可能已有公布数据，去匹配"
    assert line in words_of(open_page("entry", cycle=["年度"], end=["2019-12-31"]))


def test_what_waits_is_counted_by_goal(reports):
    board = current_board()
    own = board.goals[board.goals["indicator"] == STATIONS]
    assert waiting(board, own).sum() == 1
    assert waiting(board, own.head(0)).empty
    assert waiting(board, board.goals).sum() == 3


def test_a_goal_that_somebody_reported_on_waits_no_longer(reports):
    assert pair(STATIONS)["state"] == "待确认"
    own = goal(STATIONS)
    figure = Figure(
        target_id=own["target_id"], plan_id=own["plan_id"], city=CITY, indicator=STATIONS, period_start="2019-01-01",
        period_end="2019-12-31", value=610.0, unit="个", entered_by="甲",
    )  # fmt: skip
    (kept,) = enter(figure)
    assert pair(STATIONS)["state"] == "待确认"
    enter(Step(figure_seq=kept.seq, action="approved", entered_by="乙"))
    assert (pair(STATIONS)["state"], pair(STATIONS)["note"]) == ("不必确认", "这项目标2019年已有别的数计入")


GOAL = {"quote": "新增省级以上众创空间5家", "due_year": 2019}
FIGURE = {"quote": "引进省级众创空间8家"}
EVERY = pd.DataFrame(
    {"pair": list("abc"), "target_id": list("ttu"), "kind": ["same", "near", "near"]}
    | {"state": ["已采用", "待确认", "不必确认"]}
)


class TestWords:
    def pair(self, *differs):
        return {"agrees": ("单位", "指标"), "differs": differs}

    def test_aspects_stand_in_their_order_with_the_words_as_they_are_printed(self):
        apart = self.pair(Difference("层级", "省以上", "省", 0.3), Difference("动作", "新增", "新引进", 0.3))
        told = [(each["name"], each["goal"], each["figure"]) for each in aspects(apart, GOAL, FIGURE)]
        assert told == [
            ("指标", "", ""), ("动作", "新增", "引进"), ("层级", "省级以上", "省级"), ("单位", "", ""),
        ]  # fmt: skip

    def test_of_two_names_only_what_the_other_does_not_say_is_marked(self):
        apart = self.pair(Difference("指标", "特困老年人改造", "困难老年人改造", 0.3))
        assert differing_words(apart, GOAL) == ["特困"]
        assert differing_words(apart, FIGURE) == ["困难"]

    def test_the_mark_is_on_the_word_beside_the_number(self):
        text = "新增省级研究中心54家和省级众创空间8家。"
        place = {"quote_start": 0, "sentence_start": 0, "sentence_end": len(text), "quote_end": len(text) - 1}
        at = text.index("8家")
        fact = FIGURE | place | {
            "plan_id": "p", "observation_id": "o", "start": at, "end": at + 2, "op": "=", "value": 8.0,
            "value_max": None, "unit": "家", "period_start": None, "period_end": None, "year": 2019, "place": "",
        }  # fmt: skip
        passages = pd.DataFrame([{"plan_id": "p", "start": 0, "end": len(text), "raw_text": text}])
        shown = side(fact, passages, ["省级"])
        before = "".join(piece.text for piece in shown.pieces).partition("省级众创")[0]
        (marked,) = [number for number, piece in enumerate(shown.pieces) if piece.differs]
        assert "".join(piece.text for piece in shown.pieces[:marked]) == before
        assert (shown.when, "".join(shown.amount)) == ("2019年", "8家")

    def test_a_long_paragraph_is_cut_at_whole_sentences(self):
        before, after = "前文说了很多别的事情。" * 20, "后文也说了很多别的事情。" * 20
        text = f"{before}新增众创空间8家。{after}"
        at = len(before)
        fact = {
            "plan_id": "p", "target_id": "t", "due_year": 2019, "annual": True, "quote_start": at, "quote_end": at + 8,
            "sentence_start": at, "sentence_end": at + 9, "start": at + 6, "end": at + 8, "op": ">=", "value": 8.0,
            "value_max": None, "unit": "家", "place": "",
        }  # fmt: skip
        passages = pd.DataFrame([{"plan_id": "p", "start": 0, "end": len(text), "raw_text": text}])
        shown = side(fact, passages, [])
        told = "".join(piece.text for piece in shown.pieces)
        assert shown.is_cut == (True, True)
        assert told.startswith("前文")
        assert told.endswith("。")
        assert "新增众创空间8家。" in told
        assert len(told) < 200


class TestList:
    def test_what_needs_no_confirmation_is_stepped_over(self):
        at = place(EVERY, Choice(), "")
        assert (at.key, at.position, at.total, at.before, at.after) == ("b", 2, 2, "a", "")
        assert place(EVERY, Choice(state="不必确认"), "").key == "c"

    def test_of_one_goal_everything_is_shown(self):
        only = Choice(kind="同一件事", target_id="t")
        assert list(chosen(EVERY, only)["pair"]) == ["a", "b"]
        assert place(chosen(EVERY, only), only, "").key == "a"

    def test_the_sentence_adds_up(self):
        assert sentence(EVERY) == "待确认 1 项：有差别 1 项。"
        assert sentence(EVERY.assign(state="已采用")) == "没有待确认的匹配。"
