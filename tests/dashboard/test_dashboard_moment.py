"""截至: the day in the address, what it asks for, how links keep it, and the pages under it."""

import datetime
from html import escape, unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data import board_of
from dashboard.labels import day
from dashboard.moment import carried, quick_choices, suggested_name, understood
from dashboard.summary import conclusion
from tests.dashboard.reading import html_of, words_of
from tests.dashboard.small_board import THIS_YEAR

TODAY = datetime.date(2026, 11, 22)
BEFORE = datetime.date(THIS_YEAR - 2, 6, 30)  # the figure of t-ahead is of the year after


@given(st.dates(datetime.date(1990, 1, 1), TODAY))
def test_any_day_up_to_today_can_be_asked_for(wanted):
    found = understood({"as_of": wanted.isoformat()}, TODAY)
    assert (found.as_of, found.problem) == (wanted, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-9-30", "不是日期，应写成 2024-09-30"),
        ("2024-02-30", "不是日期"),
        ("昨天", "“昨天”不是日期"),
        ("2026-11-23", "2026年11月23日 还没有到"),
    ],
)
def test_any_other_day_is_told_and_today_is_shown(text, words):
    found = understood({"as_of": text}, TODAY)
    assert found.as_of == TODAY
    assert words in found.problem


def test_a_snapshot_counts_before_a_day():
    found = understood({"as_of": "nonsense", "snapshot": " 三季度 "}, TODAY)
    assert (found.snapshot, found.problem) == ("三季度", "")


WORDS = st.text(min_size=1)


@given(st.dictionaries(st.sampled_from(["city", "target", "text"]), WORDS, max_size=3), WORDS)
def test_links_keep_the_day_and_all_they_had(query, name):
    address = f"goal?{urlencode(query)}" if query else "goal"
    html = carried(f'<a class="x" href="{escape(address)}" target="_self">x</a>', {"snapshot": name})
    found = parse_qs(urlsplit(unescape(html.split('"')[3])).query, keep_blank_values=True)
    assert found == {key: [value] for key, value in query.items()} | {"snapshot": [name]}


OTHERS = ["#here", "https://x.y/", "data:image/png;base64,AA", "./?snapshot=a", "g?b=1&amp;as_of=c"]


@pytest.mark.parametrize("href", OTHERS)
def test_other_links_stay_as_they_are(href):
    html = f'<a href="{href}">x</a><img src="goal">'
    assert carried(html, {"as_of": "2024-09-30"}) == html


def test_the_place_in_a_page_stays_at_the_end():
    assert carried('<a href="city#p">', {"as_of": "2024-09-30"}) == '<a href="city?as_of=2024-09-30#p">'
    assert carried('<a href="city#p">', {}) == '<a href="city#p">'


def test_quarters_that_ended_and_plans_that_ended_are_offered():
    offered = quick_choices(TODAY, [2021.0, 2024.0, 2026.0, 2030.0])
    assert list(offered.values()) == [
        "2026年前三季度", "2026年上半年", "2026年一季度", "2025年全年", "2025年前三季度",
        "2024年底（规划期末）", "2021年底（规划期末）",
    ]  # fmt: skip
    assert all(end <= TODAY for end in offered)
    assert datetime.date(2026, 9, 30) in quick_choices(datetime.date(2026, 9, 30), [])


@pytest.mark.parametrize(
    ("as_of", "name"),
    [((2024, 9, 30), "2024年前三季度"), ((2024, 12, 31), "2024年全年"), ((2024, 10, 31), "截至2024年10月31日")],
)
def test_a_name_is_suggested(as_of, name):
    assert suggested_name(datetime.date(*as_of)) == name


@pytest.mark.parametrize("page", ["overview", "goals", "city", "rules", "snapshots"])
def test_every_page_shows_the_day_and_is_marked(published, open_page, page):
    app = open_page(page, as_of=[BEFORE.isoformat()])
    words = words_of(app)
    assert f"按 {day(BEFORE)} 的情况显示" in words
    assert f"截至 {day(BEFORE)}" in words
    assert day(datetime.date.today()) not in words.replace("生成于", "").split("看板数据")[0]
    assert "回到今天" in [button.label for button in app.button]


def test_today_has_no_mark(published, open_page):
    app = open_page(as_of=[datetime.date.today().isoformat()])
    assert "的情况显示" not in words_of(app)


def test_figures_of_later_periods_do_not_count_on_an_earlier_day(published, open_page):
    now = words_of(open_page("goals", target=["t-ahead"]))
    then = words_of(open_page("goals", target=["t-ahead"], as_of=[BEFORE.isoformat()]))
    assert "超序时" in now
    assert "超序时" not in then.split("原文")[0]


@pytest.mark.parametrize("asked", ["2024-13-01", "2999-01-01", "abc"])
def test_a_day_that_cannot_be_shown_gives_today_and_says_so(published, open_page, asked):
    words = words_of(open_page(as_of=[asked]))
    assert "现按今天的情况显示" in words
    assert f"数据截至 {day(datetime.date.today())}" in words


def test_the_day_is_kept_on_other_pages_until_today_is_asked_for(published, open_page):
    app = open_page("goals", as_of=[BEFORE.isoformat()], city=["云溪市"])
    assert f"as_of={BEFORE.isoformat()}" in html_of(app)
    app.query_params.clear()  # as the navigation of Streamlit does
    app.switch_page("app_pages/city.py").run()
    assert app.query_params == {"as_of": BEFORE.isoformat(), "city": "云溪市"}
    next(button for button in app.button if button.label == "回到今天").click().run()
    assert app.query_params == {"city": "云溪市"}
    assert "的情况显示" not in words_of(app)


def test_another_city_keeps_the_day(published, open_page):
    app = open_page("city", as_of=[BEFORE.isoformat()])
    app.pills(key="one_city").set_value("丙山市").run()
    assert app.query_params == {"as_of": BEFORE.isoformat(), "city": "丙山市"}


def test_a_day_is_chosen_by_its_name_or_from_the_calendar(published, open_page):
    app = open_page()
    app.pills(key="moment_quick").set_value(datetime.date(THIS_YEAR - 1, 12, 31)).run()
    assert app.query_params == {"as_of": f"{THIS_YEAR - 1}-12-31"}
    app.date_input(key="moment_day").set_value(BEFORE).run()
    assert app.query_params == {"as_of": BEFORE.isoformat()}
    app.date_input(key="moment_day").set_value(datetime.date.today()).run()
    assert app.query_params == {}


def test_a_goal_of_a_later_plan_is_not_counted_and_the_page_says_how_many(published, open_page):
    """At the end of 2019 the plan of the first city was there, that of the second came later."""
    board = board_of(datetime.date(2019, 12, 31))
    assert set(board.goals["plan_id"]) == {"a"}
    assert set(board.waiting["plan_id"]) == {"b"}
    for page in ("overview", "goals"):
        words = words_of(open_page(page, as_of=["2019-12-31"]))
        assert f"{len(board.goals)} 项数字目标" in words
        assert f"另有 {len(board.waiting)} 项目标当时尚未提出（文件印发在后），未计" in words
    assert "未计" not in words_of(open_page("goals")).split("表述")[0]
    assert "b" not in set(board.documents["plan_id"])
    assert f"{len(board.documents)} 份文件" in words_of(open_page(as_of=["2019-12-31"]))


def test_before_any_plan_there_are_no_goals_and_no_empty_panel(published, open_page):
    words = words_of(open_page(as_of=["2010-06-30"]))
    assert "到2010年6月30日，目标都尚未提出或尚未开始。" in words
    assert "没有数字目标；" not in words.split("丙山")[0]


def test_on_the_last_day_of_a_year_its_goals_are_due():
    goals = pd.DataFrame({"state": ["无数据"] * 3, "due_year": [2020, 2020, 2021], "actual": [None] * 3})
    assert conclusion(goals, datetime.date(2020, 12, 31)) == "3 项数字目标，2 项已到期，都没有实际值。"
    assert conclusion(goals, datetime.date(2020, 12, 30)) == "3 项数字目标都未到期，都没有实际值。"
