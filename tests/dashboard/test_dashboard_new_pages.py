"""领域, 年度, 责任单位, 资金与项目 and 系统: what each says, and that its numbers are those of the board."""

import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import agency_view, money_view, road_map, roll_up, system_view
from dashboard.data import current_board
from dashboard.icons import STATES
from dashboard.labels import DOMAINS, UNKNOWN
from pipeline.entries import Mark
from pipeline.ledger import Ledger
from pipeline.progress.nodes import Node
from pipeline.settings import ledger_url
from tests.dashboard.reading import html_of, words_of

NAMES = [state.name for state in STATES]
LEADS = st.lists(st.sampled_from(["甲局", "乙局"]), max_size=2, unique=True)
GOALS = st.lists(st.tuples(st.sampled_from(DOMAINS), st.sampled_from(NAMES), LEADS), max_size=40)


def frame(goals):
    columns = {
        "domain_group": [goal[0] for goal in goals], "state": [goal[1] for goal in goals],
        "lead_agencies": [goal[2] for goal in goals],
        "actual": [None if goal[1] == "无数据" else 1.0 for goal in goals],
    }  # fmt: skip
    return pd.DataFrame(columns)


@given(GOALS)
def test_a_roll_up_adds_up(goals):
    table = frame(goals)
    found = roll_up.by_word(table, DOMAINS, "domain_group", str)
    assert [row.word for row in found] == list(DOMAINS)
    assert sum(row.total for row in found) == len(goals)
    assert sum(row.missing for row in found) == sum(goal[1] == "无数据" for goal in goals)
    assert sum(row.known for row in found) == int(table["actual"].notna().sum())
    assert all(row.bad <= row.total for row in found)


@given(GOALS)
def test_agencies_stand_by_name_and_goals_without_one_last(goals):
    found = roll_up.by_agency(frame(goals), str)
    words = [row.word for row in found]
    assert words == sorted(set(words) - {UNKNOWN}) + [UNKNOWN] * (UNKNOWN in words)
    assert sum(row.total for row in found) == sum(max(1, len(goal[2])) for goal in goals)


def test_the_domains_are_listed_and_one_is_opened(published, open_page):
    words = words_of(open_page("domain"))
    goals = current_board().goals
    there = goals["domain_group"].nunique()
    assert f"{there} 个领域有数字目标" in words
    assert all(domain in words for domain in DOMAINS)
    one = goals["domain_group"].iloc[0]
    app = open_page("domain", domain=[one])
    assert not app.exception
    assert f"{one}：" in words_of(app)
    assert "全部领域" in words_of(app)


def test_a_domain_without_goals_says_so(published, open_page):
    empty = next(word for word in DOMAINS if word not in set(current_board().goals["domain_group"]))
    assert f"{empty}：没有数字目标。" in words_of(open_page("domain", domain=[empty]))


def test_a_year_lists_what_falls_due_and_what_has_no_figure(published, open_page):
    goals = current_board().goals
    due = goals[goals["due_text"] == "2021"]
    app = open_page("year", year=["2021"])
    assert not app.exception
    assert f"2021年底到期 {len(due)} 项" in words_of(app)
    unknown = int((due["state"] == "无数据").sum())
    assert f"{unknown} 项到期时没有数据，去补报" in words_of(app)
    assert "entry?end=2021-12-31" in html_of(app)
    assert "路线图" in words_of(app)


def test_nodes_stand_in_their_year(published, open_page):
    ledger = Ledger(ledger_url())
    plan = current_board().table("programme").iloc[0]
    ledger.add(
        Mark(
            entered_by="王敏",
            subject_kind="programme",
            subject_id=plan["programme_id"],
            plan_id=plan["plan_id"],
            what="node_due",
            text="平台上线",
            on="2021-06-30",
        )
    )
    ledger.close()
    assert "◆ 6月 平台上线" in words_of(open_page("year"))


def test_phases_are_placed_by_their_years():
    plan = {"plan_id": "p", "first_year": 2019, "last_year": 2021, "city": "云溪市", "title": "计划", "file_name": "a"}
    phases = [
        {
            "plan_id": "p",
            "label": "第一阶段",
            "name": "打基础",
            "due_year": 2019,
            "state": "无数据",
            "milestone_id": "m1",
        },
        {
            "plan_id": "p",
            "label": "第二阶段",
            "name": "第二阶段 推进",
            "due_year": 2020,
            "state": "已完成",
            "milestone_id": "m2",
        },
    ]
    nodes = {"p": [Node("上线", datetime.date(2020, 3, 31), passed_on=datetime.date(2020, 3, 1))]}
    (road,) = road_map.roads(pd.DataFrame([plan]), phases, nodes, range(2018, 2024))
    assert [(part.years, part.words) for part in road.phases] == [
        (1, ""), (1, "第一阶段 打基础"), (1, "第二阶段 推进"), (1, "其后"), (2, ""),
    ]  # fmt: skip
    assert sum(part.years for part in road.phases) == 6
    assert road.nodes == {2020: ("3月 上线（已通过）",)}


@given(st.lists(st.integers(2015, 2030), max_size=4), st.integers(2015, 2030), st.integers(0, 6))
def test_a_road_is_as_long_as_its_table(due, first, length):
    plan = {
        "plan_id": "p",
        "first_year": first,
        "last_year": first + length,
        "city": "c",
        "title": "t",
        "file_name": "f",
    }
    phases = [
        {"plan_id": "p", "label": "甲", "name": "", "due_year": year, "state": "无数据", "milestone_id": "m"}
        for year in due
    ]
    years = range(2012, 2040)
    (road,) = road_map.roads(pd.DataFrame([plan]), phases, {}, years)
    assert sum(part.years for part in road.phases) == len(years)


def test_an_agency_has_its_goals_tasks_and_no_rank(published, open_page):
    board = current_board()
    agency = next(name for names in board.goals["lead_agencies"] for name in names)
    words = words_of(open_page("agency"))
    assert "按名称排列，不是名次" in words
    assert agency in words
    own = agency_view.duties(board, board.goals, agency)
    app = open_page("agency", agency=[agency])
    assert not app.exception
    assert f"{agency}牵头 {len(own.leads)} 项" in words_of(app)
    unled = open_page("agency", agency=[UNKNOWN])
    assert "没有写牵头单位" in words_of(unled)


def test_money_adds_up_and_what_is_odd_is_named(published, open_page):
    words = words_of(open_page("projects"))
    assert "批复比申请多" in words or "核减" in words
    assert "267" in words
    assert money_view.sentence([]) == "文件里没有项目资金表。"


def test_the_sums_are_those_of_the_rows():
    units = [
        {"projects": 2, "requested": 200.0, "approved": 267.0, "paid": None},
        {"projects": 1, "requested": 100.0, "approved": 33.0, "paid": 10.0},
        {"projects": None, "requested": None, "approved": 5.0, "paid": None},
    ]
    assert [number for _, number, _ in money_view.sums(units)] == ["3", "300.00", "300.00", "10.00"]
    assert money_view.sentence(units) == "3 个项目申请 300.00 万元，批复 300.00 万元，核减 0.00 万元（0.0%）。"


def test_the_system_page_reads_what_it_says(published, open_page):
    app = open_page("system")
    words = words_of(app)
    board = current_board()
    assert board.path.name in words
    assert "SQLite" in words
    assert "还没有人填报" in words
    assert all(library in words for library in system_view.LIBRARIES)
    next(button for button in app.button if button.label == "核对全部记录").click().run()
    assert "还没有记录，不用核对。" in words_of(app)


def test_no_password_of_a_database_is_shown(published, monkeypatch):
    monkeypatch.setattr(system_view, "ledger_url", lambda: "postgresql://board:secret@127.0.0.1:1/board")
    assert "secret" not in str(system_view.ledger_facts())


@pytest.mark.parametrize("page", ["domain", "year", "agency", "projects", "system"])
def test_a_board_without_documents_says_so(data_folder, open_page, page):
    assert "读不到看板数据" in words_of(open_page(page))


def test_of_very_many_cities_the_worst_are_shown_in_their_order():
    cities = [f"城市{number}" for number in range(roll_up.MOST_CITIES + 10)]
    goals = pd.DataFrame({"city": cities[-5:] * 2, "state": ["未达序时"] * 10})
    found = roll_up.first_cities(goals, cities)
    assert len(found) == roll_up.MOST_CITIES
    assert set(cities[-5:]) <= set(found)
    assert found == [city for city in cities if city in found]
    assert roll_up.first_cities(goals, cities[:3]) == cities[:3]
