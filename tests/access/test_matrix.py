"""Role × scope × channel: nothing outside the scope comes out, and nothing opens without a right."""

import datetime
from dataclasses import replace
from itertools import product

import pandas as pd
import pytest

from dashboard import access, data
from pipeline.access import EVERYTHING, RIGHTS, Scope, limited, within
from pipeline.access.roles import rights_for
from pipeline.board import current_path, read_board
from pipeline.entries import KINDS, Account, Figure, FollowUp, Mark
from pipeline.ledger import Ledger
from pipeline.schema import TABLES
from tests.ledger.samples import ONE_OF_EACH, figure

CITIES = ("宜兴市", "广德市", "新吴区", "泰州市", "平湖市")
SCOPES = [
    EVERYTHING,
    *(Scope((city,)) for city in CITIES),
    Scope(("宜兴市", "泰州市")),
    Scope(("没有这个市",)),
    Scope((), ("市经信局",)),
    Scope((), ("没有这个单位",)),
    Scope(("广德市",), ("市数据资源局",)),
    access.NOTHING,
]
FRAMES = (
    "goals",
    "waiting",
    "promised",
    "everything",
    "with_gone",
    "expressions",
    "figures",
    "reported",
    "documents",
    "doubts",
)
PAGES = (
    "", "goal", "city", "indicators", "compare", "document", "entry", "answers", "ledger", "review", "tasks",
    "follow-up", "imports", "snapshots", "rules", "scoring", "system", "accounts", "audit", "wall", "briefing",
    "domain", "year",
)  # fmt: skip


@pytest.fixture(scope="module")
def whole(board_dir):
    return read_board(board_dir)


@pytest.fixture(scope="module")
def filled(board_dir, whole, tmp_path_factory):
    """A data folder in which every goal has a figure, and every kind of entry is about some goal of each city."""
    folder = tmp_path_factory.mktemp("filled")
    for file in board_dir.iterdir():
        if file.name == "CURRENT" or file.suffix == ".duckdb":
            (folder / file.name).write_bytes(file.read_bytes())
    ledger = Ledger(f"sqlite:///{folder / 'ledger.db'}")
    named = ("target_id", "plan_id", "city", "indicator")
    goals = [{name: row[name] for name in named} for row in whole["target"].to_dict("records")]
    ledger.add_all([figure(**goal) for goal in goals])
    for goal in goals:
        about = {name: goal[name] for name in ("target_id", "plan_id")}
        ledger.add_all([_about(entry, about) for entry in ONE_OF_EACH if _is_about_goals(entry)])
    ledger.close()
    return folder


def _is_about_goals(entry):
    return {"target_id", "plan_id"} <= vars(entry).keys() and not isinstance(entry, (Figure, Mark))


def _about(entry, about):
    own = {"item_id": f"d-{about['target_id']}"} if isinstance(entry, FollowUp) else {}
    return replace(entry, **about, **own)


@pytest.fixture
def board(filled, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(filled))
    monkeypatch.delenv("LEDGER_URL", raising=False)
    return data.board_of(datetime.date(2024, 12, 31))


def allowed(whole, scope):
    """The ids that may be seen, worked out the long way."""
    plans = {
        row["plan_id"] for row in whole["plan"].to_dict("records") if not scope.cities or row["city"] in scope.cities
    }
    targets = set()
    for row in whole["target"].to_dict("records"):
        own = {*row["lead_agencies"], *row["supporting_agencies"]} & set(scope.agencies)
        if row["plan_id"] in plans and (own or not scope.agencies):
            targets.add(row["target_id"])
    return plans, targets


def leaks(frame, plans, targets):
    known = {"plan_id": plans, "target_id": targets}
    return [value for name, ids in known.items() if name in frame for value in set(frame[name]) - ids]


@pytest.mark.parametrize("name", [schema.name for schema in TABLES])
@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_no_table_holds_anything_else(whole, board, scope, name):
    frame = replace(board, scope=scope).table(name)
    plans, targets = allowed(whole, scope)
    assert leaks(frame, plans, targets) == []
    if not scope:
        pd.testing.assert_frame_equal(frame, board.table(name))


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_no_list_of_the_board_does(whole, board, scope, name):
    frame = getattr(replace(board, scope=scope), name)
    plans, targets = allowed(whole, scope)
    assert leaks(frame, plans, targets) == []
    assert scope or len(frame) == len(getattr(board, name))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_no_entry_about_anything_else_is_read(whole, board, scope, kind):
    plans, targets = allowed(whole, scope)
    for entry in replace(board, scope=scope).entries(kind):
        assert not (told := getattr(entry, "target_id", "")) or told in targets
        assert not (told := getattr(entry, "plan_id", "")) or told in plans


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_a_goal_of_others_has_no_story_and_no_course(whole, board, scope):
    _, targets = allowed(whole, scope)
    mine = replace(board, scope=scope)
    for target_id in whole["target"]["target_id"]:
        if target_id not in targets:
            assert mine.course(target_id).empty
            with pytest.raises(KeyError):
                mine.story(target_id)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_what_is_left_is_judged_as_before(board, scope):
    mine = replace(board, scope=scope).goals.set_index("target_id")[["state", "actual", "attainment", "pace_gap"]]
    everybody = board.goals.set_index("target_id")[["state", "actual", "attainment", "pace_gap"]]
    pd.testing.assert_frame_equal(mine, everybody.loc[mine.index])


@pytest.mark.parametrize(("role", "page"), product(RIGHTS, PAGES))
def test_a_page_opens_to_who_has_the_right(monkeypatch, role, page):
    account = Account(name="甲", role=role, entered_by="安")
    monkeypatch.setattr(access, "accounts", lambda: {"甲": account})
    monkeypatch.setattr(access, "account", lambda: account)
    needed = set(access._PAGES.get(page, ("read",)))
    assert access.may_open(page) == bool(needed & RIGHTS[role])
    monkeypatch.setattr(access, "account", lambda: None)
    assert not access.may_open(page), "nobody is signed in"


def test_administrators_open_no_page_with_business_data():
    business = {right for role, rights in RIGHTS.items() if not role.endswith("管理员") for right in rights}
    for role in ("系统管理员", "安全管理员", "审计管理员"):
        assert not RIGHTS[role] & business


def test_the_tables_are_the_same_where_nothing_is_left_out(whole):
    assert all(frame is whole[name] for name, frame in limited(whole, EVERYTHING).items())
    assert within(ONE_OF_EACH, whole) != tuple(ONE_OF_EACH), "entries about a goal that is not there are left out"
    assert all(rights_for(entry) for entry in ONE_OF_EACH)


def test_the_board_that_was_opened_is_the_one_in_force(board, filled):
    assert board.path == current_path(filled)
