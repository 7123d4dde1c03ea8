"""校核: the order of review, what is typed, what a decision does to the board, and the page as a reviewer uses it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data import current_board
from dashboard.labels import unmarked
from dashboard.review_queue import Choice, chosen, items, next_open, place
from dashboard.review_view import alike, around, changes_of, decided, source
from dashboard.rows import row_of
from pipeline.board import publish
from pipeline.decisions import Decision
from pipeline.facts import said
from pipeline.ledger import known_decisions
from pipeline.settings import ledger_url
from tests.dashboard.reading import html_of, words_of
from tests.dashboard.small_board import EVIL, frames

UNSURE = ("t-done", "t-missed", "t-twice", "t-evil")


@pytest.fixture
def doubtful(data_folder):
    """The small board published with four goals that extraction is not sure of."""
    made = frames()
    made["target"].loc[~made["target"]["target_id"].isin(UNSURE), "confidence"] = 0.99
    made["observation"]["confidence"] = 0.99
    publish(made, data_folder)
    return data_folder


@pytest.fixture
def desk(doubtful, open_page):
    """The review page opened at an address by a reviewer who has given a name."""

    def open_at(**query):
        app = open_page("review", **query)
        app.text_input(key="person_typed").set_value("王敏").run()
        return app

    return open_at


def press(app, label):
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def on_record():
    return [(each.fact_id, each.action) for each in known_decisions(ledger_url())]


def test_the_doubtful_come_first_and_one_at_a_time(doubtful, open_page):
    words = words_of(open_page("review"))
    assert "第 1 / 5 项，已审 0 项。" in words  # four goals and the doubt of the third plan
    assert "网上可办率" in words
    assert "停车场接入率" not in words.partition("原文")[0]
    assert "<b>100%</b>" in html_of(open_page("review"))


def test_nothing_is_decided_without_a_name(doubtful, open_page):
    app = open_page("review")
    assert "请先填写姓名" in words_of(app)
    assert all(button.disabled for button in app.button if button.label[:2] in ("确认", "更正", "驳回", "合并", "撤销"))


def test_confirming_goes_to_the_next(desk):
    words = words_of(press(desk(), "确认"))
    assert on_record() == [("t-done", "accept")]
    assert "第 2 / 5 项，已审 1 项。" in words
    assert "停车场接入率" in words


def test_rejecting_takes_the_goal_off_the_board_and_undo_brings_it_back(desk, open_page):
    app = press(press(desk(), "驳回"), "不是目标")
    assert on_record() == [("t-done", "reject")]
    assert "5 项数字目标" in words_of(open_page())
    words = words_of(open_page("goals", target=["t-done"]))
    for expected in ("已驳回", "王敏", "原因：不是目标", "看校核"):
        assert expected in words
    assert "第 1 / 5 项，已审 0 项。" in words_of(press(app, "撤销"))
    assert "6 项数字目标" in words_of(open_page())


def test_a_reason_of_ones_own_must_be_written(desk):
    app = press(desk(), "驳回")
    app.button(key="FormSubmitter:reject-驳回").click().run()
    assert "请写明" in words_of(app)
    app.text_input(key="review_why_t-done").set_value("是全国的数")
    app.button(key="FormSubmitter:reject-驳回").click().run()
    (kept,) = known_decisions(ledger_url())
    assert (kept.action, kept.reason) == ("reject", "是全国的数")


def test_a_correction_shows_on_the_goal_with_what_was_extracted(desk, open_page):
    app = press(desk(), "更正")
    app.text_input(key="review_value_t-done").set_value("九十")
    app.button(key="FormSubmitter:correct-保存更正").click().run()
    assert "不是一个数" in words_of(app)
    app.text_input(key="review_value_t-done").set_value("95")
    app.text_input(key="review_lead_agencies_t-done").set_value("市政务办、市大数据局")
    app.text_input(key="review_reason_t-done").set_value("原文为95")
    app.button(key="FormSubmitter:correct-保存更正").click().run()
    assert not app.exception
    (kept,) = known_decisions(ledger_url())
    assert kept.changes == {"value": 95.0, "lead_agencies": ["市政务办", "市大数据局"]}
    assert kept.expected["value"] == 100.0
    words = words_of(open_page("goals", target=["t-done"]))
    for expected in ("已更正", "王敏", "原文为95", "数值：95", "原抽取为 100", "市政务办、市大数据局"):
        assert expected in words


def test_merging_offers_goals_of_the_same_plan(desk, open_page):
    app = press(desk(fact=["t-missed"]), "合并")
    offered = [button.label for button in app.button if (button.key or "").startswith("into_")]
    assert offered
    assert all("5G覆盖率" not in label for label in offered)
    app.button(key="into_1").click().run()
    (kept,) = known_decisions(ledger_url())
    assert (kept.action, kept.fact_id) == ("merge", "t-missed")
    assert "已合并" in words_of(open_page("goals", target=["t-missed"]))


def test_a_doubt_can_only_be_confirmed(desk):
    app = desk(kind=["疑点"])
    assert "第 1 / 1 项" in words_of(app)
    assert all(button.disabled for button in app.button if button.label[:2] in ("更正", "驳回", "合并"))
    press(app, "确认")
    assert "没有需要校核的内容" in words_of(app)
    assert "第 1 / 1 项" in words_of(press(app, "撤销"))


def test_all_done_says_so(desk):
    app = desk()
    for _ in range(5):
        press(app, "确认")
    words = words_of(app)
    assert "已审完 5 项" in words
    assert "没有需要校核的内容" in words


def test_filters_are_in_the_address(doubtful, open_page):
    goals = frames()["target"]
    count = int((goals["certainty"] == "core").sum())
    assert f"第 1 / {count} 项" in words_of(open_page("review", kind=["目标"], doubt=["全部"]))
    assert "没有需要校核的内容" in words_of(open_page("review", city=["甲港高新区(江北区)"]))
    assert "没有需要校核的内容" in words_of(open_page("review", state=["已审"]))


def test_a_city_chosen_here_goes_along_to_other_pages(doubtful, open_page):
    app = open_page("review", state=["全部"])
    app.selectbox(key="choice_city").set_value("云溪市").run()
    assert "云溪市" in app.query_params["city"]
    app.selectbox(key="choice_city").set_value("全部城市").run()
    assert "city" not in app.query_params


def test_a_reviewed_fact_can_be_looked_at_again(desk, open_page):
    press(desk(), "确认")
    words = words_of(open_page("review", state=["已审"]))
    assert "第 1 / 1 项" in words
    assert "已确认" in words


def test_what_a_new_build_no_longer_fits_is_listed(desk, doubtful, open_page):
    press(desk(), "确认")
    other = frames()
    other["target"].loc[other["target"]["target_id"] == "t-done", "value"] = 80.0
    publish(other, doubtful)
    words = words_of(open_page("review"))
    assert "抽取结果已变，请复核" in words
    assert "数值：新版抽取为 80" in words_of(open_page("review", fact=["t-done"], state=["全部"]))
    assert "100%" in words_of(open_page("goals", target=["t-done"]))  # what was confirmed stays


def test_what_the_data_says_is_never_markup(desk):
    app = desk(fact=["t-evil"])
    assert EVIL in words_of(app)
    assert EVIL not in html_of(app)
    press(app, "合并")
    assert EVIL not in html_of(app)


def test_words_of_a_document_are_not_read_as_markdown():
    assert unmarked("5*3_a [b](c) 约~8") == r"5\*3\_a \[b\]\(c\) 约\~8"


def test_a_ledger_that_cannot_be_written_says_so_and_stays(desk, doubtful, monkeypatch):
    app = desk()
    monkeypatch.setenv("LEDGER_URL", f"sqlite:///{doubtful}")  # a folder
    press(app, "确认")
    assert "读写不了填报和审核记录" in words_of(app)


class TestQueue:
    @pytest.fixture
    def every(self, doubtful):
        board = current_board()
        return items({name: board.table(name) for name in ("target", "observation", "finding")})

    def test_choices_narrow(self, every):
        assert set(chosen(every, Choice())["fact_id"][:4]) == set(UNSURE)
        assert len(chosen(every, Choice(doubt="全部"))) == len(every)
        assert set(chosen(every, Choice(kind="现状", doubt="全部"))["table"]) == {"observation"}
        assert list(every["kind"])[-1] == "表述"

    def test_steps_reach_everything_once(self, every):
        found, here, seen = chosen(every, Choice(doubt="全部")), "", []
        while (at := place(found, "未审", here)) and at.key not in seen:
            seen.append(at.key)
            assert (at.position, at.total) == (len(seen), len(found))
            here = at.after or at.key
        assert seen == list(found["fact_id"])

    def test_the_next_open_one_is_after_this_then_from_the_start(self, every):
        found = chosen(every, Choice())
        ids = list(found["fact_id"])
        assert next_open(found, ids[1]) == ids[2]
        assert next_open(found, ids[-1]) == ids[0]
        only = found.assign(review=["未审"] + ["已确认"] * (len(found) - 1))
        assert next_open(only, ids[0]) == ""
        assert place(found.assign(review="已确认"), "未审", "") is None


NOW = {
    "kind": "target", "indicator": "覆盖率", "value": 99.0, "value_max": None, "unit": "%", "op": ">=",
    "measure": "level", "year": 2021, "domain": "基础设施", "lead_agencies": ["市经信局"], "certainty": "core",
}  # fmt: skip


class TestTyped:
    def typed(self, **values):
        said = {name: "" if value is None else str(value) for name, value in NOW.items()}
        return said | {"lead_agencies": "市经信局"} | values

    @pytest.mark.parametrize(
        ("typed", "changes"),
        [
            ({"value": "98.5"}, {"value": 98.5}),
            ({"value": "3万", "unit": "路"}, {"value": 30000.0, "unit": "路"}),
            ({"value": "1.7亿", "unit": "人"}, {"value": 170000000.0, "unit": "人"}),
            ({"year": ""}, {"year": None}),
            ({"year": "2025"}, {"year": 2025}),
            ({"lead_agencies": "市教育局，市民政局"}, {"lead_agencies": ["市教育局", "市民政局"]}),
            ({"op": "range", "value_max": "100"}, {"op": "range", "value_max": 100.0}),
            ({"kind": "actual"}, {"kind": "actual"}),
        ],
    )
    def test_what_differs_is_a_change(self, typed, changes):
        assert changes_of(self.typed(**typed), NOW) == (changes, [])

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({}, "没有改动"),
            ({"value": "很多"}, "数值：“很多”不是一个数"),
            ({"year": "21"}, "四位数字"),
            ({"indicator": " "}, "不能为空"),
            ({"op": "range", "value_max": "1"}, "上限应大于"),
        ],
    )
    def test_what_is_wrong_is_said(self, typed, words):
        changes, messages = changes_of(self.typed(**typed), NOW)
        assert changes == {}
        assert words in messages[0]

    @given(st.text(max_size=12), st.sampled_from(["value", "value_max", "year"]))
    def test_anything_typed_is_a_change_or_a_message(self, text, name):
        changes, messages = changes_of(self.typed(**{name: text}), NOW)
        assert bool(changes) != bool(messages)


def test_the_source_holds_the_whole_sentence_and_its_number(doubtful):
    board = current_board()
    for target_id in UNSURE:
        row = row_of(board.table("target"), "target_id", target_id)
        pieces = source(row, around(row, board.table("passage")))
        assert "".join(piece.text for piece in pieces if piece.number) == row["number_words"]
        assert row["quote"] in "".join(piece.text for piece in pieces if piece.marks)


def test_only_goals_of_the_plan_are_alike(doubtful):
    targets = current_board().table("target")
    row = row_of(targets, "target_id", "t-twice")
    assert {other["plan_id"] for other in alike(row, targets)} <= {"a"}
    assert "t-twice" not in {other["target_id"] for other in alike(row, targets)}


def test_a_decision_in_words():
    kept = Decision(
        "t1", "a", "correct", "王敏", "2026-01-02T03:04:05+00:00", {"value": 30000.0, "year": None},
        {"value": 3.0, "year": 2021, "quote": "…"}, reason="见附件",
    )  # fmt: skip
    told = decided(kept, {"value": 3.0, "year": 2022})
    assert told["drifted"] == [("年份", "2021", "2022")]
    assert told["changed"] == [("数值", "3", "3万"), ("年份", "2021", "空")]
    assert (told["word"], told["who"], told["why"]) == ("已更正", "王敏", "见附件")


def test_every_field_of_a_fact_can_be_typed(doubtful):
    from dashboard.review_forms import _LAYOUT

    asked = {name for line in _LAYOUT for name in line}
    assert asked == set(said(row_of(current_board().table("target"), "target_id", "t-done")))
