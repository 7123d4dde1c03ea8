"""What people put on record reaches the verdicts: approved figures, goal versions, bases, paths, the rule in force."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.decisions import apply
from pipeline.entries import Base, Curve, Figure, GoalVersion, RuleChange, Step
from pipeline.progress import DEFAULT_RULE, definition_of, presets
from pipeline.reported import Record, courses, figures_of, judged, verdicts
from tests.dashboard.small_board import THIS_YEAR, frames

AS_OF = date(THIS_YEAR, 7, 31)
JUNE = f"{THIS_YEAR}-06-30"
GOAL = {"target_id": "t-wan", "plan_id": "b"}  # 接入视频3万路以上, a level due in three years
FIGURE = Figure(
    **GOAL, city="甲港高新区(江北区)", indicator="接入视频", period_start=f"{THIS_YEAR}-01-01", period_end=JUNE,
    value=12_000, unit="路", finality="final", entered_by="甲", seq=1,
)  # fmt: skip
APPROVED = Step(figure_seq=1, action="approved", entered_by="乙", seq=1)
BASE = Base(**GOAL, value=6_000, unit="路", at=f"{THIS_YEAR - 3}-12-31", source="年报", entered_by="甲", seq=1)


@pytest.fixture(scope="module")
def board():
    return apply(frames(), []).frames


def verdict(board, record, as_of=AS_OF, target_id="t-wan"):
    found = verdicts(board, record, as_of)
    return found[found["target_id"] == target_id].iloc[0]


def test_a_figure_counts_only_when_it_is_approved(board):
    assert verdict(board, Record(figures=[FIGURE]))["state"] == "无数据"
    now = verdict(board, Record(figures=[FIGURE], steps=[APPROVED]))
    assert (now["value"], now["observation_id"], str(now["period_end"].date())) == (12_000, "f1", JUNE)


def test_a_figure_of_a_later_period_does_not_count_before(board):
    record = Record(figures=[FIGURE], steps=[APPROVED])
    assert verdict(board, record, date(THIS_YEAR, 5, 31))["state"] == "无数据"


def test_a_correction_takes_the_place_of_what_it_corrects(board):
    right = replace(FIGURE, seq=2, value=15_000, replaces=1)
    record = Record([FIGURE, right], [APPROVED, Step(figure_seq=2, action="approved", entered_by="乙", seq=2)])
    assert list(figures_of(record)["status"]) == ["replaced", "approved"]
    assert verdict(board, record)["value"] == 15_000


def test_verdicts_and_doubts_come_together_and_a_jump_keeps_what_was_said_of_it(board):
    explained = replace(FIGURE, warnings_overruled={"jump": "并入新区", "range": "其他"})
    record = Record([explained], [APPROVED], bases=[BASE])
    found, doubts = judged(board, record, AS_OF)
    pd.testing.assert_frame_equal(found, verdicts(board, record, AS_OF))
    told = doubts.set_index("target_id").loc["t-wan"]
    assert told["kind"] == "跳变"
    assert told["sentence"].endswith("= 100%，超过 50%；填报说明：并入新区。")


def test_a_base_gives_a_level_its_pace(board):
    without = Record(figures=[FIGURE], steps=[APPROVED])
    now = verdict(board, replace(without, bases=[BASE]))
    assert verdict(board, without)["state"] == "年度指标"
    assert now["state"] in ("未达序时", "略低", "达序时", "超序时")
    assert now["attainment"] == pytest.approx((12_000 - 6_000) / (30_000 - 6_000))


def test_a_goal_version_counts_from_its_day(board):
    version = GoalVersion(
        **GOAL, value=12_000, op=">=", unit="路", due_year=THIS_YEAR + 3, document_number="云政发〔2024〕8号",
        effective_on=f"{THIS_YEAR}-07-01", entered_by="甲", seq=1,
    )  # fmt: skip
    record = Record([FIGURE], [APPROVED], [version], [BASE])
    assert verdict(board, record, date(THIS_YEAR, 6, 30))["goal_value"] == 30_000
    now = verdict(board, record)
    assert (now["goal_value"], now["goal_version"]) == (12_000, "云政发〔2024〕8号")
    assert "云政发〔2024〕8号" in now["reason"]


def test_of_two_paths_the_last_one_holds(board):
    early, late = (
        Curve(
            **GOAL, entered_by="甲", seq=seq,
            points=((f"{THIS_YEAR - 1}-12-31", first), (f"{THIS_YEAR}-06-30", now), (f"{THIS_YEAR + 3}-12-31", 30_000)),
        )
        for seq, first, now in ((1, 8_000, 9_000), (2, 10_000, 20_000))
    )  # fmt: skip
    record = Record(figures=[FIGURE], steps=[APPROVED], bases=[BASE])
    assert verdict(board, replace(record, curves=[early]))["pace_gap"] > 0
    now = verdict(board, replace(record, curves=[early, late]))
    assert (now["pace_gap"] < 0, now["pace_basis"]) == (True, "分年目标")


def test_the_last_rule_is_in_force(board):
    xuancheng = next(rule for name, rule in presets().items() if "宣城" in name)
    change = RuleChange(name=xuancheng.name, definition=definition_of(xuancheng), entered_by="甲", seq=1)
    assert Record().rule == DEFAULT_RULE
    assert Record(rules=[change]).rule == xuancheng
    assert verdict(board, Record(rules=[change]))["rule_name"] == xuancheng.name


def test_a_course_has_one_row_for_each_period(board):
    earlier = replace(
        FIGURE, seq=2, value=9_000, period_start=f"{THIS_YEAR - 1}-01-01", period_end=f"{THIS_YEAR - 1}-12-31"
    )
    both = [APPROVED, Step(figure_seq=2, action="approved", entered_by="乙", seq=2)]
    course = courses(board, Record([FIGURE, earlier], both, bases=[BASE]), AS_OF)
    own = course[course["target_id"] == "t-wan"]
    assert list(own["value"]) == [9_000, 12_000]
    assert own["at"].is_monotonic_increasing


def test_what_was_entered_for_a_goal_follows_it_into_another(board):
    statements = board["statement"]
    gone = statements.assign(target_id=statements["target_id"].replace("t-wan", "t-ahead"))
    moved = Record(figures=[FIGURE], steps=[APPROVED], bases=[BASE]).on({**board, "statement": gone})
    assert [entry.target_id for entry in (*moved.figures, *moved.bases)] == ["t-ahead", "t-ahead"]
    assert Record(figures=[FIGURE]).on(board).figures == [FIGURE]
