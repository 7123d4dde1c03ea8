"""数据期: frozen on the page, opened on every page with the same numbers, closed to whoever would change it."""

import datetime

import pandas as pd
import pytest

from dashboard import comparing
from dashboard.data import current_board
from pipeline.board import publish
from pipeline.decisions import Decision
from pipeline.entries import RuleChange, Snapshot
from pipeline.ledger import Ledger, known_entries
from pipeline.progress import definition_of, presets
from pipeline.settings import ledger_url
from tests.dashboard.reading import html_of, words_of
from tests.dashboard.small_board import THIS_YEAR, frames

DAY = datetime.date(THIS_YEAR, 6, 30)
XUANCHENG = presets()["宣城（达序时与未达序时）"]


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def enter(*entries):
    ledger = Ledger(ledger_url())
    ledger.add_all(entries)
    ledger.close()


@pytest.fixture
def office(published, open_page):
    """The page 数据期 as of a day, opened by someone who has given a name."""

    def open_at(day=DAY, **query):
        app = open_page("snapshots", as_of=[day.isoformat()], **query)
        app.text_input(key="person_typed").set_value("王敏").run()
        return app

    return open_at


def freeze(app, name):
    app.text_input(key=f"freeze_name_{DAY}").set_value(name).run()
    return press(app, "冻结")


def test_nothing_is_frozen_without_a_name(published, open_page):
    app = open_page("snapshots")
    assert "还没有冻结的数据期" in words_of(app)
    assert "请先填写姓名" in words_of(app)
    assert next(button for button in app.button if button.label == "冻结").disabled


def test_a_board_is_frozen_and_opened_on_every_page(office, open_page):
    words = words_of(freeze(office(), "上半年快报"))
    assert "已冻结数据期“上半年快报”" in words
    assert "已冻结 1 个数据期" in words
    (entry,) = known_entries(ledger_url(), Snapshot)
    assert (entry.as_of, entry.entered_by) == (DAY.isoformat(), "王敏")
    for page in ("overview", "goals", "city", "indicators", "instruments", "document", "rules", "snapshots"):
        app = open_page(page, snapshot=["上半年快报"])
        assert "正在查看数据期“上半年快报”" in words_of(app), page
        assert "返回当前" in [button.label for button in app.button], page
        assert not app.exception


def numbers(open_page, **query):
    """What the pages say: the overview, the list, and a goal; without the links."""
    pages = [open_page(**query), open_page("goals", **query), open_page("goals", target=["t-ahead"], **query)]
    return [words_of(app) for app in pages]


def test_the_numbers_stay_whatever_happens_afterwards(office, open_page, published):
    freeze(office(), "上半年")
    before = numbers(open_page, snapshot=["上半年"])
    assert "超序时" in before[2]
    enter(
        RuleChange(name=XUANCHENG.name, definition=definition_of(XUANCHENG), entered_by="甲"),
        Decision("t-done", "a", "reject", "李四"),
    )
    changed = frames()
    changed["observation"]["value"] = 1.0
    for _ in range(4):
        publish(changed, published)
    assert numbers(open_page, snapshot=["上半年"]) == before
    now = numbers(open_page, as_of=[DAY.isoformat()])
    assert "5 项数字目标" in now[0]
    assert XUANCHENG.name in now[0]


def test_links_stay_in_the_snapshot(office, open_page):
    freeze(office(), "上半年")
    assert "snapshot=%E4%B8%8A%E5%8D%8A%E5%B9%B4" in html_of(open_page("goals", snapshot=["上半年"]))
    app = open_page("overview", snapshot=["上半年"])
    press(app, "返回当前")
    assert app.query_params == {}
    assert "正在查看" not in words_of(app)


@pytest.mark.parametrize(
    ("page", "word"), [("entry", "填报"), ("answers", "匹配"), ("review", "校核"), ("imports", "导入")]
)
def test_nothing_is_entered_while_a_snapshot_is_open(office, open_page, page, word):
    freeze(office(), "上半年")
    app = open_page(page, snapshot=["上半年"])
    assert f"{word}已关闭" in words_of(app)
    assert [button.label for button in app.button] == ["返回当前"]
    rules = open_page("rules", snapshot=["上半年"])
    assert "更换规则" not in words_of(rules)
    assert "冻结一个数据期" not in words_of(open_page("snapshots", snapshot=["上半年"]))


def test_a_name_is_not_given_twice(office):
    app = freeze(freeze(office(), "上半年"), "上半年")
    assert "已有名为“上半年”的数据期" in words_of(app)
    assert len(known_entries(ledger_url(), Snapshot)) == 1


def test_a_snapshot_that_was_damaged_or_never_made_is_told(office, open_page, published):
    freeze(office(), "上半年")
    (entry,) = known_entries(ledger_url(), Snapshot)
    assert "正在查看" in words_of(open_page(snapshot=["上半年"]))
    path = published / "snapshots" / entry.file_name
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    words = words_of(open_page(snapshot=["上半年"]))
    assert f"数据期“上半年”打不开：文件 {entry.file_name} 被改动过" in words
    assert "数字目标" not in words
    assert "被改动过" in words_of(open_page("snapshots"))
    path.unlink()
    assert "不见了" in words_of(open_page(snapshot=["上半年"]))
    words = words_of(open_page(snapshot=["没有的"]))
    assert "没有名为“没有的”的数据期" in words


def test_two_of_them_are_compared(office, open_page):
    freeze(office(), "旧规则")
    enter(RuleChange(name=XUANCHENG.name, definition=definition_of(XUANCHENG), entered_by="甲"))
    freeze(office(), "新规则")
    words = words_of(open_page("snapshots", before=["旧规则"], after=["新规则"]))
    assert "6 项目标中 1 项状态有变；规则不同" in words
    row = words.split("序时差（百分点）")[1]
    assert "5G覆盖率" in row
    assert row.index("超序时") < row.index("达序时")


def goals(**states):
    rows = [
        {"target_id": key, "city": "甲市", "indicator": key, "unit": "%", "due_text": "2025", "state": state,
         "actual": value, "pace_gap": gap}
        for key, (state, value, gap) in states.items()
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"actual": "Float64", "pace_gap": "Float64"})


def test_what_changed_is_told_worst_first_and_one_sided_goals_too():
    before = goals(a=("达序时", 1.0, 2.0), b=("略低", 2.0, -3.0), c=("已完成", 3.0, None), e=("达序时", 4.0, 1.0))
    after = goals(a=("未达序时", 1.0, -12.0), b=("略低", 2.5, -2.0), d=("已完成", 5.0, None), e=("达序时", 4.0, 1.0))
    both = comparing.compared(before, after)
    changes = comparing.changed(both)
    assert list(zip(changes["target_id"], changes["state_before"], changes["state_after"], strict=True)) == [
        ("c", "已完成", ""), ("a", "达序时", "未达序时"), ("d", "", "已完成"),
    ]  # fmt: skip
    assert comparing.sentence(both) == "5 项目标中 3 项状态有变；另有 1 项状态未变、数值有变"
    assert comparing.sentence(comparing.compared(before, before)) == "4 项目标的状态都没有变"


def test_a_board_is_judged_once_for_each_day(published, monkeypatch):
    from dashboard import data
    from pipeline import reported

    days = []
    original = reported.judged
    monkeypatch.setattr(reported, "judged", lambda *asked: days.append(asked[2]) or original(*asked))
    for day in (DAY, datetime.date(THIS_YEAR, 3, 31), DAY):
        assert len(data.board_of(day).goals)
        assert list(data.board_of(day).doubts["kind"]) == ["跳变"]
    assert days == [DAY, datetime.date(THIS_YEAR, 3, 31)]
    assert current_board().as_of == datetime.date.today()
