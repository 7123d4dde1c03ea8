"""Decisions laid over what was extracted: what they do, what they survive, and what is said when they no longer fit."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.board import publish, read_board
from pipeline.build import build
from pipeline.decisions import Decision, apply
from pipeline.facts import FIELDS, finding_key, said
from pipeline.frames import frames_of
from pipeline.ledger import Ledger, known_decisions
from pipeline.reading import read_plan
from tests.small_plan import write_plan


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    return read_plan(write_plan(tmp_path_factory.mktemp("plan"), total="7"))


@pytest.fixture(scope="module", params=["as extracted", "as published"])
def frames(request, reading, tmp_path_factory):
    made = frames_of(reading)
    if request.param == "as extracted":
        return made
    folder = tmp_path_factory.mktemp("board")
    publish(made, folder)
    return read_board(folder)


def fact(frames, indicator, table="target"):
    rows = frames[table]
    return rows[rows["indicator"].str.contains(indicator)].iloc[0]


def decide(row, action="accept", seq=1, **values):
    key = row.get("target_id", row.get("observation_id"))
    expected = said(row) | {"quote": row["quote"]}
    known = {"fact_id": key, "plan_id": row["plan_id"], "decided_by": "王敏", "decided_at": "2026-01-01T00:00:00+00:00"}
    return Decision(**{**known, "action": action, "seq": seq, "expected": expected, **values})


def laid(frames, *decisions):
    return apply(frames, decisions)


def row_of(frames, identifier, table="target"):
    rows = frames[table]
    return rows[rows[f"{table}_id"] == identifier].iloc[0]


def test_without_decisions_everything_is_unreviewed(frames):
    done = laid(frames)
    for table in ("target", "observation", "finding"):
        assert set(done.frames[table]["review"]) <= {"未审"}
        pd.testing.assert_frame_equal(
            done.frames[table].drop(columns="review"), frames[table], check_dtype=False, check_like=True
        )
    assert done.notes.empty


@pytest.mark.parametrize(("action", "word"), [("accept", "已确认"), ("reject", "已驳回"), ("correct", "已更正")])
def test_the_newest_decision_counts(frames, action, word):
    row = fact(frames, "网上可办")
    older = decide(row, "reject" if action != "reject" else "accept", seq=1)
    newer = decide(row, action, seq=2, changes={"value": 90.0} if action == "correct" else {})
    done = laid(frames, newer, older)
    assert row_of(done.frames, row["target_id"])["review"] == word
    assert set(done.frames["target"]["review"]) == {"未审", word}


def test_reopening_takes_a_decision_back(frames):
    row = fact(frames, "网上可办")
    done = laid(frames, decide(row, "correct", seq=1, changes={"value": 1.0}), decide(row, "reopen", seq=2))
    now = row_of(done.frames, row["target_id"])
    assert (now["review"], now["value"]) == ("未审", row["value"])


def test_a_correction_replaces_fields_and_the_statements_that_were_misread_with_them(frames):
    row = fact(frames, "5G")
    changes = {
        "value": 98.5,
        "year": 2022,
        "domain": "生态环境",
        "lead_agencies": ["市大数据局", "市经信局"],
        "op": "<=",
    }
    done = laid(frames, decide(row, "correct", changes=changes))
    now = row_of(done.frames, row["target_id"])
    assert said(now) == said(row) | changes
    assert (now["domain_group"], now["year_source"]) == ("生态环境", "review")
    statements = done.frames["statement"].query("target_id == @row.target_id")
    assert list(statements["op"]) == ["<=", "<="]
    assert list(statements["due_year"]) == [2022, 2022]
    assert [list(names) for names in statements["lead_agencies"]] == [[], ["市大数据局", "市经信局"]]
    assert done.notes.empty
    others = frames["target"]["target_id"] != row["target_id"]
    for before, after in zip(
        frames["target"][others].to_dict("records"), done.frames["target"][others].to_dict("records"), strict=True
    ):
        assert said(before) == said(after)


def test_what_is_unknown_may_become_known_and_the_reverse(frames):
    row = fact(frames, "网上可办")
    done = laid(frames, decide(row, "correct", changes={"value_max": 100.0, "op": "range", "year": None}))
    now = said(row_of(done.frames, row["target_id"]))
    assert (now["value_max"], now["year"]) == (100.0, None)


def test_a_target_that_is_a_figure_changes_tables_and_back(frames):
    row = fact(frames, "网上可办")
    done = laid(frames, decide(row, "correct", changes={"kind": "actual", "year": 2020}))
    assert row["target_id"] not in set(done.frames["target"]["target_id"])
    assert row["target_id"] not in set(done.frames["statement"]["target_id"])
    now = row_of(done.frames, row["target_id"], "observation")
    assert (now["year"], now["review"], now["quote"]) == (2020, "已更正", row["quote"])

    figure = fact(frames, "5G", "observation")
    changes = {"kind": "target", "year": 2025, "lead_agencies": ["市经信局"]}
    done = laid(frames, decide(figure, "correct", changes=changes))
    now = row_of(done.frames, figure["observation_id"])
    assert (now["due_year"], now["statement_count"], list(now["lead_agencies"])) == (2025, 1, ["市经信局"])
    assert figure["observation_id"] in set(done.frames["statement"]["target_id"])


def test_a_merged_goal_gives_its_statements_to_the_other(frames):
    gone, into = fact(frames, "网上可办"), fact(frames, "5G")
    done = laid(frames, decide(gone, "merge", into_id=into["target_id"]))
    assert row_of(done.frames, gone["target_id"])["review"] == "已合并"
    now = row_of(done.frames, into["target_id"])
    statements = done.frames["statement"].query("target_id == @into.target_id")
    assert now["statement_count"] == len(statements) == into["statement_count"] + gone["statement_count"]
    assert sorted(statements["position"]) == list(range(len(statements)))
    assert done.frames["statement"]["statement_id"].is_unique


def test_merging_in_a_circle_or_into_what_was_rejected_does_nothing_and_says_so(frames):
    a, b = fact(frames, "网上可办"), fact(frames, "5G")
    circle = decide(a, "merge", 1, into_id=b["target_id"]), decide(b, "merge", 2, into_id=a["target_id"])
    done = laid(frames, *circle)
    assert set(done.frames["target"]["review"]) == {"未审"}
    assert list(done.notes["code"]) == ["lost_into", "lost_into"]
    done = laid(frames, decide(a, "merge", 1, into_id=b["target_id"]), decide(b, "reject", 2))
    assert row_of(done.frames, a["target_id"])["review"] == "未审"
    assert list(done.notes["code"]) == ["lost_into"]


def test_a_rejected_goal_leaves_the_count_of_its_task(frames):
    row = fact(frames, "5G")
    tasks = apply(frames, [decide(row, "reject")]).frames["programme"].set_index("programme_id")
    assert tasks["target_count"][row["programme_id"]] == 0


def test_a_doubt_is_settled_by_its_words(frames):
    doubt = frames["finding"].query("severity == 'doubt'").iloc[0]
    done = laid(frames, Decision(finding_key(doubt), doubt["plan_id"], "accept", "王敏", seq=1))
    assert done.frames["finding"].set_index("finding_id")["review"][doubt["finding_id"]] == "已确认"
    assert done.notes.empty


def test_nothing_given_is_changed(frames):
    before = {name: frame.copy(deep=True) for name, frame in frames.items()}
    a, b = fact(frames, "网上可办"), fact(frames, "5G")
    laid(frames, decide(a, "merge", into_id=b["target_id"]), decide(b, "correct", 2, changes={"kind": "actual"}))
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(frame, before[name])


class TestALaterBuild:
    """The parser changed its mind; the person did not."""

    @pytest.fixture
    def later(self, reading):
        """The frames with one field of every goal read differently."""

        def changed(**fields):
            return frames_of(replace(reading, facts=tuple(replace(fact, **fields) for fact in reading.facts)))

        return changed

    def test_what_was_confirmed_stays_and_is_to_be_looked_at(self, reading, later):
        row = fact(frames_of(reading), "5G")
        done = laid(later(indicator="别的", year=2030), decide(row))
        now = row_of(done.frames, row["target_id"])
        assert said(now) == said(row)
        assert list(done.notes["message"]) == ["抽取结果已变，请复核"]

    def test_a_correction_that_extraction_makes_by_itself_is_reported(self, reading, later):
        row = fact(frames_of(reading), "5G")
        wanted = decide(row, "correct", changes={"indicator": "5G覆盖率"})
        done = laid(later(indicator="5G覆盖率"), wanted)
        assert list(done.notes["message"]) == ["更正已不再需要"]
        assert row_of(done.frames, row["target_id"])["indicator"] == "5G覆盖率"
        assert list(laid(later(indicator="又一个"), wanted).notes["message"]) == ["抽取结果已变，请复核"]
        assert laid(frames_of(reading), wanted).notes.empty

    def test_a_fact_that_is_gone_keeps_its_decision(self, reading):
        row = fact(frames_of(reading), "5G")
        fewer = frames_of(replace(reading, facts=reading.facts[:1]))
        notes = laid(fewer, decide(row)).notes
        assert list(notes["message"]) == ["目标在新版本中没有找到，决定保留"]
        assert notes["quote"].iloc[0] == row["quote"]
        assert laid(fewer, decide(row, "reject")).notes.empty  # what is gone needs no rejecting

    def test_a_target_now_read_as_a_figure_is_the_same_fact(self, reading, later):
        row = fact(frames_of(reading), "网上可办")
        done = laid(later(kind="actual"), decide(row, "reject"))
        rejected = done.frames["observation"].query("review == '已驳回'")
        assert list(rejected["start"]) == [row["start"]]
        done = laid(later(kind="actual"), decide(row, "correct", changes={"kind": "actual"}))
        assert list(done.notes["message"]) == ["更正已不再需要"]


def test_decisions_survive_a_rebuild(tmp_path):
    path, url = write_plan(tmp_path / "seeds"), f"sqlite:///{tmp_path / 'ledger.db'}"
    build([path], tmp_path / "data")
    row = fact(read_board(tmp_path / "data"), "5G")
    Ledger(url).add(decide(row, "correct", changes={"value": 97.0}, reason="原文为97"))
    report = build([path], tmp_path / "data", decisions=known_decisions(url))
    assert report.changes.empty
    assert report.notes.empty
    board = read_board(tmp_path / "data")
    assert row_of(board, row["target_id"])["value"] == 99.0  # the board says what the document says
    assert row_of(apply(board, known_decisions(url)).frames, row["target_id"])["value"] == 97.0


ACTIONS = st.sampled_from(["accept", "correct", "reject", "merge", "reopen"])
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "value": st.none() | st.floats(0, 1e6), "year": st.none() | st.integers(2000, 2060),
        "unit": st.text(max_size=3),
        "kind": st.sampled_from(["target", "actual"]), "lead_agencies": st.lists(st.text(max_size=3), max_size=2),
        "domain": st.sampled_from(["生态环境", "教育"]), "op": st.sampled_from([">=", "range"]),
    },
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_no_decisions_lose_a_fact_or_a_statement(data, reading):
    frames = frames_of(reading)
    rows = [row for table in ("target", "observation") for _, row in frames[table].iterrows()]
    targets = list(frames["target"]["target_id"])
    decisions = [
        decide(
            data.draw(st.sampled_from(rows)), data.draw(ACTIONS), seq, changes=data.draw(CHANGES),
            into_id=data.draw(st.sampled_from(targets)),
        )
        for seq in range(1, data.draw(st.integers(1, 6)))
    ]  # fmt: skip
    done = laid(frames, *decisions)
    facts = {*done.frames["target"]["target_id"], *done.frames["observation"]["observation_id"]}
    assert facts == {*targets, *frames["observation"]["observation_id"]}
    statements = done.frames["statement"]
    assert set(statements["target_id"]) <= set(done.frames["target"]["target_id"])
    assert statements["statement_id"].is_unique
    alive = done.frames["target"][~done.frames["target"]["review"].isin(["已合并"])]
    assert set(alive["target_id"]) <= set(statements["target_id"])
    assert (done.frames["target"]["statement_count"] >= 0).all()
    for decision in decisions[-1:]:
        if decision.action == "correct":
            table = "target" if decision.fact_id in set(done.frames["target"]["target_id"]) else "observation"
            now = said(row_of(done.frames, decision.fact_id, table))
            assert {name: now[name] for name in decision.changes if name in now} == {
                name: value for name, value in decision.changes.items() if name in now
            }


def test_every_field_can_be_said(frames):
    assert set(said(frames["target"].iloc[0])) == set(FIELDS)
    assert set(said(frames["observation"].iloc[0])) == set(FIELDS) - {"lead_agencies"}
