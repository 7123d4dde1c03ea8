"""任务, 节点, 项目: what is said of them from marks, and what is never said."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entries import Mark
from pipeline.entry_checks import EntryError, check
from pipeline.progress import STATES, presets
from pipeline.progress.projects import judge_projects
from pipeline.progress.tasks import TASK_COLUMNS, judge_phases, judge_tasks

GOOD = ("已完成", "超序时", "达序时")


def mark(what, text="", on="2024-01-01", number=None, kind="programme", subject="p1", **more):
    return Mark(
        subject_kind=kind, subject_id=subject, plan_id="a", what=what, text=text, on=on, number=number,
        entered_by="王敏", **more,
    )  # fmt: skip


def numbered(marks):
    return [Mark(**vars(each) | {"seq": seq}) for seq, each in enumerate(marks, 1)]


def task(marks, as_of="2024-08-01", rule=None):
    programmes = pd.DataFrame({"programme_id": ["p1"]})
    given_rule = {} if rule is None else {"rule": presets()[rule]}
    return judge_tasks(programmes, numbered(marks), date.fromisoformat(as_of), **given_rule).iloc[0]


PLAN = [
    mark("node_due", "方案", "2024-03-31", 20.0),
    mark("node_due", "主体", "2024-06-30", 50.0),
    mark("node_due", "验收运行", "2024-12-31", 30.0),
]


@pytest.mark.parametrize(
    ("marks", "state", "words"),
    [
        ([], "无数据", "没有定节点"),
        (PLAN, "无数据", "已定 3 个节点，尚无进展记录"),
        (
            [*PLAN, mark("node", "方案", "2024-03-20")],
            "未达序时",
            "按权重完成20.0%，应完成70.0%，低于节点计划50.0个百分点",
        ),
        ([*PLAN, mark("node", "方案", "2024-03-20")], "未达序时", "“主体”应于 2024-06-30 通过，未见通过"),
        ([*PLAN, mark("node", "方案"), mark("node", "主体", "2024-07-20")], "达序时", "与节点计划一致"),
        ([*PLAN, mark("node", "方案"), mark("node", "主体"), mark("node", "验收运行")], "已完成", "2024-01-01 通过"),
        ([*PLAN, mark("node", "验收", "2024-07-01")], "已完成", "另有 3 个节点没有通过的记录"),
        ([*PLAN, mark("node", "验收", "2024-07-01"), mark("node", "验收", "2024-07-01", 0)], "未达序时", "通过 0 个"),
        ([mark("report", "正在招标", "2024-05-01")], "无数据", "没有定节点，只有进展记录"),
        ([*PLAN, mark("node", "方案", "2024-09-01")], "无数据", "尚无进展记录"),
    ],
)
def test_a_task_is_judged_by_its_nodes(marks, state, words):
    found = task(marks)
    assert found["state"] == state
    assert words in found["reason"]


def test_a_task_whose_last_day_is_over_is_overdue():
    found = task([*PLAN, mark("node", "方案"), mark("node", "主体")], "2025-01-01")
    assert found["state"] == "到期未完成"
    assert (found["nodes"], found["passed"], found["next_node"]) == (3, 2, "验收运行")


def test_a_missed_node_is_not_green_under_any_rule():
    plan = [mark("node_due", "小节点", "2024-03-31", 1.0), mark("node_due", "大节点", "2024-12-31", 99.0)]
    for name in presets():
        assert task([*plan, mark("report", "推进中", "2024-07-01")], rule=name)["state"] not in GOOD


def test_the_last_report_and_the_last_plan_count():
    changed = [*PLAN, mark("node_due", "主体", "2024-09-30", 50.0), mark("report", "主体封顶", "2024-07-30")]
    found = task([*changed, mark("node", "方案", "2024-03-20")])
    assert (found["state"], found["last_text"], str(found["last_on"].date())) == ("达序时", "主体封顶", "2024-07-30")
    assert task([*PLAN, mark("node_due", "主体", "2024-06-30", 0.0)])["nodes"] == 2


DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31)).map(str)
MARKS = st.lists(
    st.one_of(
        st.builds(
            mark, st.just("node_due"), st.sampled_from("甲乙丙"), DAYS,
            st.sampled_from([None, 0.0, 1.0, 2.5]),
        ),
        st.builds(
            mark, st.just("node"), st.sampled_from(["甲", "乙", "丙", "验收"]),
            DAYS, st.sampled_from([None, 0.0]),
        ),
    ),
    max_size=8,
)  # fmt: skip


@given(MARKS, st.dates(date(2024, 1, 1), date(2026, 6, 30)))
def test_every_task_has_a_state_and_a_reason_and_nothing_late_is_green(marks, as_of):
    found = task(marks, str(as_of))
    assert found["state"] in STATES
    assert found["reason"].endswith("。")
    assert pd.isna(found["share"]) or 0 <= found["share"] <= 1
    if "未见通过" in found["reason"]:
        assert found["state"] not in GOOD


def test_phases_are_said_to_be_passed_or_not_by_people_only():
    milestones = pd.DataFrame({"milestone_id": ["m1", "m2", "m3", "m4"], "due_year": [2021, 2022, None, 2022]})
    marks = numbered(
        [
            mark("node", "通过", "2021-12-20", kind="milestone", subject="m1", source="验收意见"),
            mark("node", "通过", "2022-12-20", 0.0, kind="milestone", subject="m2"),
        ]
    )
    found = judge_phases(milestones, marks, date(2023, 5, 1))
    assert list(found.columns) == list(TASK_COLUMNS)
    assert list(found["state"]) == ["已完成", "到期未完成", "无数据", "无数据"]
    assert found["reason"].iloc[0] == "2021-12-20 通过（验收意见）。"
    assert found["reason"].iloc[2] == "期限未明确，没有是否通过的记录。"


PROJECTS = pd.DataFrame(
    {"project_id": ["j1", "j7", "j9"], "requested": [188.0, 200.0, None], "approved": [160.0, 267.0, None]}
)


def test_money_is_kept_apart_and_what_contradicts_itself_is_named():
    marks = numbered(
        [
            mark("stage", "采购", "2024-03-01", kind="project", subject="j1"),
            mark("stage", "立项", "2024-01-01", kind="project", subject="j1"),
            mark("paid", on="2024-06-30", number=40.0, kind="project", subject="j1"),
            mark("paid", on="2024-12-31", number=120.0, kind="project", subject="j1"),
        ]
    )
    first, doubtful, unknown = judge_projects(PROJECTS, marks, date(2024, 8, 1)).to_dict("records")
    assert (first["stage"], first["paid_share"], round(first["cut_share"], 4)) == ("采购", 0.25, 0.1489)
    assert (doubtful["doubt"], pd.isna(doubtful["cut_share"])) == ("批复 267 万元大于申请 200 万元", True)
    assert unknown["reason"] == "没有阶段记录，申请未知，批复未知，支付未知。"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (mark("stage", "开工"), "“开工”不是项目阶段"),
        (mark("paid", number=-1.0), "支付金额要填不小于 0 的数"),
        (mark("node", number=1.0), "没有写是哪个节点"),
        (mark("node_due", "方案", number=-2.0), "节点权重不能小于 0"),
    ],
)
def test_a_mark_that_can_never_be_right_is_refused(wrong, told):
    with pytest.raises(EntryError, match=told):
        check(wrong)
