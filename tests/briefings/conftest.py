"""Views of a real board for the briefings: twenty at random, the whole, one without goals, one of many goals."""

import datetime
import random
from dataclasses import replace

import pandas as pd
import pytest

from dashboard.briefings.paper_view import PaperView
from dashboard.briefings.views import view_of
from dashboard.data import Board, board_of
from dashboard.filters import Filters
from dashboard.icons import STATES
from dashboard.labels import DOMAINS

NO_FILTER = Filters()
DAYS = [datetime.date(2020, 6, 30), datetime.date(2022, 12, 31), datetime.date(2024, 9, 30), datetime.date(2026, 12, 1)]


@pytest.fixture(scope="session")
def boards(board_dir) -> dict[datetime.date, Board]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(board_dir))
        return {day: board_of(day) for day in DAYS}


@pytest.fixture(scope="session")
def whole(boards) -> PaperView:
    """Every goal on 30 September 2024."""
    return state_of(boards[DAYS[2]])


@pytest.fixture(scope="session")
def views(boards) -> list[PaperView]:
    """Twenty views that a reader may choose, and one that finds nothing."""
    draw = random.Random(20)
    chosen = [(draw.choice(DAYS), _filters(draw, boards[DAYS[3]].goals)) for _ in range(20)]
    nothing = (DAYS[3], Filters(text=("没有这样的目标",)))
    return [state_of(boards[day], filters) for day, filters in [*chosen, nothing]]


def state_of(board: Board, filters: Filters = NO_FILTER) -> PaperView:
    """The view of a board through a filter; its ledger is the one beside the board."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(board.path.parent))
        return view_of(board, filters)


def _filters(draw: random.Random, goals: pd.DataFrame) -> Filters:
    fields = {
        "city": list(goals["city"].unique()), "domain": list(DOMAINS), "year": list(goals["due_text"].unique()),
        "state": [state.name for state in STATES],
    }  # fmt: skip
    names = draw.sample(list(fields), draw.choice([0, 1, 1, 2]))
    return Filters(**{name: tuple(draw.sample(fields[name], draw.choice([1, 2, 3]))) for name in names})


@pytest.fixture(scope="session")
def many(whole) -> PaperView:
    """5,856 goals in every state, with the longest names there are."""
    goals = pd.concat([whole.goals] * 96, ignore_index=True)
    states = [state.name for state in STATES]
    known = goals["actual"].notna()
    goals["state"] = [states[place % len(states)] if seen else "无数据" for place, seen in enumerate(known)]
    goals["indicator"] = goals["indicator"] + "及其他有关事项的覆盖率和办理率"
    goals["target_id"] = [f"t{place:010d}" for place in range(len(goals))]
    goals["lead_agencies"] = [["某某市大数据发展管理局", "某某市发展和改革委员会", "某某市工业和信息化局"]] * len(goals)
    return replace(whole, goals=goals)


HOSTILE = ['#panic("x")', "$x^2$ *b* _i_", "<script>alert(1)</b>", "= 标题 <label> @ref", "]#[ // \\u{41}"]
UNPRINTABLE = "\x00\x0b\x1f\ufffe"  # in a file that was copied from a page


@pytest.fixture
def hostile(whole) -> PaperView:
    """The first goals that are behind carry names that a careless template would run."""
    goals = whole.goals.copy().head(len(HOSTILE))
    goals["state"], goals["indicator"] = "到期未完成", [name + UNPRINTABLE for name in HOSTILE]
    return replace(whole, goals=goals)
