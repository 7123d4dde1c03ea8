"""The pairs of goal and figure as a list: their state by what people said and what counts anyhow, and their order."""

from datetime import date

import pytest

from pipeline.answer_queue import matched, pair_key, queue, verdict_with
from pipeline.answering import proposals_for
from pipeline.decisions import Decision, apply
from pipeline.entries import AnswerDecision
from pipeline.reported import Record
from tests.two_reports import CITY, NEIGHBOUR, frames

AS_OF = date(2021, 1, 31)
JOBS, STATIONS, GROWTH, SPACES = "城镇新增就业", "新建5G基站", "地区生产总值增长率", "新增省级以上众创空间"
NEAR_LEVELS = ("层级", "省以上", "省")


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    return apply(frames(tmp_path_factory.mktemp("reports")), []).frames


@pytest.fixture(scope="module")
def proposed(board):
    return list(proposals_for(CITY, board, board))


@pytest.fixture
def listed(board, proposed):
    """The pairs of the city after some decisions, with the goal's ``indicator``."""

    def listed_after(*decisions, as_of=AS_OF, proposals=proposed):
        pairs = queue(board, Record(answers=decisions), CITY, proposals, as_of)
        names = board["target"].set_index("target_id")["indicator"]
        return pairs.assign(indicator=pairs["target_id"].map(names))

    return listed_after


def pair_of(pairs, indicator):
    return pairs[pairs["indicator"] == indicator].iloc[0]


def decided(pair, action, seq=1):
    return AnswerDecision(
        entered_by="王敏", target_id=pair["target_id"], plan_id="云溪市_2019", observation_id=pair["observation_id"],
        figure_plan_id="云溪市_2020", action=action, kind=pair["kind"], reason="同一件事", seq=seq,
    )  # fmt: skip


def test_what_counts_by_its_name_need_not_be_confirmed_nor_what_stands_there_as_an_estimate(listed):
    pairs = listed()
    assert pair_of(pairs, JOBS)["state"] == "已自动计入"
    assert pair_of(pairs, STATIONS)["state"] == "待确认"
    growth = pair_of(pairs, GROWTH)
    assert (growth["state"], "预计" in growth["note"]) == ("不必确认", True)


def test_a_near_pair_says_what_differs(listed):
    pair = pair_of(listed(), SPACES)
    assert (pair["kind"], pair["state"]) == ("near", "待确认")
    assert NEAR_LEVELS in [(each.aspect, each.goal, each.figure) for each in pair["differs"]]
    assert {"指标", "单位", "数据期"} <= set(pair["agrees"])


def test_the_same_comes_before_the_near_and_of_each_what_is_due_without_a_figure(listed):
    pairs = listed()
    assert list(pairs["kind"]) == sorted(pairs["kind"], key=["same", "near"].index)
    same = list(pairs["indicator"][pairs["kind"] == "same"])
    assert same.index(JOBS) > same.index(STATIONS)  # 就业 has its figure
    before_due = listed(as_of=date(2019, 6, 30))
    assert not before_due["is_urgent"].any()


@pytest.mark.parametrize(("action", "state"), [("accepted", "已采用"), ("rejected", "不采用"), ("reopened", "待确认")])
def test_the_word_of_a_person_is_the_state(listed, action, state):
    pair = pair_of(listed(), STATIONS)
    assert pair_of(listed(decided(pair, action)), STATIONS)["state"] == state


def test_what_counts_can_be_refused(listed, board):
    pair = pair_of(listed(), JOBS)
    refused = decided(pair, "rejected")
    assert pair_of(listed(refused), JOBS)["state"] == "不采用"
    now, then = (verdict_with(board, Record(), AS_OF, pair["target_id"], each)["state"] for each in (None, refused))
    assert (now, then) == ("已完成", "无数据")


def test_the_verdict_as_it_would_be(listed, board):
    pair = pair_of(listed(), STATIONS)
    taken = verdict_with(board, Record(), AS_OF, pair["target_id"], decided(pair, "accepted"))
    assert (taken["state"], taken["value"]) == ("已完成", 620)
    with pytest.raises(KeyError):
        verdict_with(board, Record(), AS_OF, "t0", None)


def test_the_order_stays_while_decisions_are_made(listed):
    pairs = listed()
    some = [decided(pairs.iloc[1], "accepted"), decided(pairs.iloc[2], "rejected", seq=2)]
    assert list(listed(*some)["pair"]) == list(pairs["pair"])


def test_another_figure_of_a_year_that_was_answered_waits_no_longer(listed, board):
    spaces, stations = pair_of(listed(), SPACES), pair_of(listed(), STATIONS)
    other = stations["observation_id"]  # of another thing: what a person takes counts whatever it is called
    taken = decided({**spaces, "observation_id": other}, "accepted")
    pair = listed(taken).set_index("pair").loc[pair_key(spaces["target_id"], spaces["observation_id"])]
    assert (pair["state"], pair["note"]) == ("不必确认", "这项目标2019年已有别的数计入")


def test_a_decided_pair_stays_though_it_is_no_longer_proposed(listed):
    pair = pair_of(listed(), STATIONS)
    kept = listed(decided(pair, "accepted"), proposals=[])
    assert list(kept["pair"]) == [pair["pair"]]
    assert listed(proposals=[]).empty


def test_a_neighbour_never_answers(listed, board):
    own = set(board["observation"]["observation_id"][board["observation"]["city"] == CITY])
    assert set(listed()["observation_id"]) <= own
    foreign = board["observation"]["observation_id"][board["observation"]["city"] == NEIGHBOUR].iloc[0]
    stations = pair_of(listed(), STATIONS)
    claimed = listed(decided({**stations, "observation_id": foreign}, "accepted"))
    assert set(claimed["observation_id"]) <= own


def test_what_a_reviewer_rejected_is_not_matched(board):
    goal = board["target"].iloc[0]
    rejected = Decision(goal["target_id"], goal["plan_id"], "reject", "王敏", reason="不是目标")
    left = matched(apply(board, [rejected]).frames)["target"]
    assert goal["target_id"] not in set(left["target_id"])
    assert len(left) == len(board["target"]) - 1
