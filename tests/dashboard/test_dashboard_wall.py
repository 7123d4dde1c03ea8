"""大屏 and 演示 without a browser: what they say is what the board says."""

import datetime
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import present, summary, task_view, wall
from dashboard.data import board_of, current_board
from dashboard.filters import Filters
from dashboard.icons import STATES
from dashboard.labels import DOMAINS
from dashboard.render import render

NAMES = [state.name for state in STATES]
STATIC = Path(wall.__file__).parent / "static"
MODERN = r"=>|\?\.|\?\?|`|\blet\b|\bconst\b|\bclass\b|\basync\b|\.at\(|replaceAll|Object\.hasOwn|structuredClone"


@given(st.lists(st.tuples(st.sampled_from(DOMAINS), st.sampled_from(NAMES)), min_size=1, max_size=300))
def test_the_numbers_of_the_wall_add_up(goals):
    table = pd.DataFrame(
        {
            "domain_group": [goal[0] for goal in goals],
            "state": [goal[1] for goal in goals],
            "actual": [None if goal[1] == "无数据" else 1.0 for goal in goals],
        }
    )
    first, domains = wall.overall(table), wall.domains(table)
    assert first.numbers[0][2] == len(goals) == sum(count for _, _, count in first.numbers[1:])
    assert sum(count for _, count in first.mix) == len(goals)
    assert len(first.cells) in (0, len(goals))
    assert [bar[0] for bar in domains.bars] == list(DOMAINS)
    assert sum(bar[3] for bar in domains.bars) == len(goals)


def test_the_wall_says_what_the_first_page_says(published):
    board = current_board()
    found = wall.screens(board.goals, task_view.subjects(board, task_view.PROJECTS))
    counts = summary.state_counts(board.goals)
    assert dict(found[0].mix) == {state: count for state, count in counts.items() if count}
    behind = summary.need_attention(board.goals)
    second = next(screen for screen in found if screen.kind == "behind")
    assert len(second.lines) + second.rest == len(behind)
    assert second.message.startswith(f"{len(behind)}项低于要求")
    assert all(len(screen.message) <= wall.MESSAGE + 6 for screen in found)


def test_screens_without_content_are_left_out():
    nothing = pd.DataFrame({"state": []})
    assert [screen.message for screen in wall.screens(nothing, [])] == ["没有符合条件的目标"]


def test_money_that_makes_no_sense_is_always_shown():
    units = [
        {"department": f"{number}局", "requested": 1000.0 - number, "approved": 900.0, "projects": 1, "doubt": ""}
        for number in range(8)
    ]
    odd = {"department": "财政局", "requested": 200.0, "approved": 267.0, "projects": 1, "doubt": "批复大于申请"}
    screen = wall.money([*units, odd])
    assert screen is not None
    assert len(screen.money) == wall.MOST_ROWS
    assert "财政局" in [row[0] for row in screen.money]
    assert screen.rest == 3


def test_each_goal_of_the_view_is_presented_in_the_order_of_the_list(published):
    board = current_board()
    order = list(summary.sort_goals(board.goals)["target_id"])
    shown, seen = present.slide(board, Filters(), ""), []
    while shown:
        seen.append(shown.goal["target_id"])
        assert (shown.position, shown.total) == (len(seen), len(order))
        shown = present.slide(board, Filters(), shown.after) if shown.after else None
    assert seen == order
    assert present.slide(board, Filters(text=("没有这样的目标",)), "") is None


def test_the_sentence_on_a_slide_holds_the_number(published):
    board = current_board()
    for target_id in board.goals["target_id"]:
        shown = present.slide(board, Filters(), target_id)
        assert "".join(piece.text for piece in shown.pieces if piece.number)


def test_the_track_stands_between_base_and_target():
    goal = {
        "attainment": 0.4,
        "pace_gap": -20.0,
        "measure": "level",
        "base_value": 10.0,
        "value": 90.0,
        "value_max": None,
        "unit": "%",
    }
    track = present.track(goal)
    assert (track.start, track.end, track.done) == ("10%", "90%", 0.4)
    assert track.pace == pytest.approx(0.6)
    assert present.track(goal | {"measure": "growth"}) is None
    assert present.track(goal | {"attainment": None}) is None


def test_what_a_document_wrote_is_escaped(published):
    board = board_of(datetime.date.today())
    goal = board.goals[board.goals["indicator"].str.contains("<script>", regex=False)].iloc[0]
    shown = present.slide(board, Filters(), goal["target_id"])
    html = render("present", shown=shown, scope="", query="")
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("name", ["wall.js", "present.js"])
def test_the_scripts_are_plain_enough_for_old_browsers(name):
    code = re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(MODERN, code)


@pytest.mark.parametrize("name", ["wall.html", "present.html"])
def test_the_styles_are_plain_enough_for_old_browsers(name):
    style = (STATIC.parent / "templates" / name).read_text(encoding="utf-8").split("<style>")[1].split("</style>")[0]
    assert not re.findall(r"[^-]\bgap:|\binset:|aspect-ratio|:is\(|:has\(|@container|clamp\(", style)
