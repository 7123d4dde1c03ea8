"""数据期: what was frozen comes out again as it was, whatever is entered, decided, built or damaged afterwards."""

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from pipeline.board import publish, read_board, write_tables
from pipeline.decisions import Decision, apply
from pipeline.entries import KINDS, Base, Evidence, Figure, RuleChange, Snapshot, Step
from pipeline.errors import PipelineError
from pipeline.ledger import Ledger
from pipeline.progress import DEFAULT_RULE, definition_of, presets
from pipeline.reported import courses, figures_of, verdicts
from pipeline.snapshot_tables import SNAPSHOT, as_declared
from pipeline.snapshots import About, SnapshotError, View, freeze, open_snapshot, tables_of
from tests.dashboard.small_board import THIS_YEAR, frames

AS_OF = date(THIS_YEAR - 1, 9, 30)
GOAL = {"target_id": "t-wan", "plan_id": "b"}
PROOF = Evidence("月报.pdf", "a" * 64, 12)
FIGURE = Figure(
    **GOAL, city="甲港高新区(江北区)", indicator="接入视频", period_start=f"{THIS_YEAR - 1}-01-01",
    period_end=AS_OF.isoformat(), value=12_000, unit="路", finality="final", evidence=(PROOF,), entered_by="甲",
)  # fmt: skip
BASE = Base(**GOAL, value=6_000, unit="路", at=f"{THIS_YEAR - 3}-12-31", entered_by="甲")
XUANCHENG = "宣城（达序时与未达序时）"


@dataclass
class Office:
    """A data folder with the small board, and a ledger."""

    folder: Path
    ledger: Ledger

    @property
    def snapshots(self) -> Path:
        return self.folder / "snapshots"

    def view(self, as_of=AS_OF) -> View:
        reviewed = apply(read_board(self.folder), self.ledger.decisions())
        entries = {kind: self.ledger.entries(kind) for kind in KINDS}
        return View(reviewed, entries, as_of, max(self.folder.glob("board-*.duckdb")))

    def freeze(self, name="三季度", as_of=AS_OF) -> Snapshot:
        return freeze(self.view(as_of), name, "王敏", self.snapshots, self.ledger.add)

    def approve(self, figure: Figure) -> None:
        seq = self.ledger.add(figure).seq
        self.ledger.add(Step(figure_seq=seq, action="approved", entered_by="乙"))

    def use(self, rule: str) -> None:
        self.ledger.add(RuleChange(name=rule, definition=definition_of(presets()[rule]), entered_by="甲"))


def make_office(folder: Path) -> Office:
    publish(frames(), folder)
    return Office(folder, Ledger(f"sqlite:///{folder / 'ledger.db'}"))


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path)
    made.approve(FIGURE)
    made.ledger.add(BASE)
    yield made
    made.ledger.close()


def assert_same(frozen, view: View) -> None:
    laid, record = view.reviewed.frames, view.record
    assert_frame_equal(frozen.verdicts, verdicts(laid, record, view.as_of))
    assert_frame_equal(frozen.courses, courses(laid, record, view.as_of))
    assert_frame_equal(frozen.figures, figures_of(record).astype({"value_max": "float64"}), check_dtype=False)
    for name, table in laid.items():
        assert_frame_equal(frozen.reviewed.frames[name], table, check_dtype=False)


def test_what_was_frozen_comes_out_as_it_was(office):
    office.ledger.add(Decision("t-missed", "a", "reject", "王敏", reason="不是目标"))
    view, entry = office.view(), office.freeze()
    frozen = open_snapshot(entry, office.snapshots)
    assert_same(frozen, view)
    assert frozen.figures["evidence"][0] == (PROOF,)
    assert frozen.reviewed.standing["t-missed"].reason == "不是目标"
    assert {kind: list(frozen.read(kind)) for kind in KINDS} == dict(view.entries)
    assert (frozen.about.name, frozen.about.as_of, frozen.about.made_by) == ("三季度", AS_OF, "王敏")
    assert frozen.rule == DEFAULT_RULE


def test_nothing_that_comes_later_changes_it(office):
    view, entry = office.view(), office.freeze()
    assert set(view.reviewed.frames["target"]["target_id"]) >= {"t-wan"}
    office.use(XUANCHENG)
    office.approve(replace(FIGURE, value=29_000, replaces=1))
    office.ledger.add(Decision("t-ahead", "b", "reject", "王敏"))
    for _ in range(4):  # the board that it was made from is removed
        publish({name: table.head(1) for name, table in frames().items()}, office.folder)
    assert not view.board.exists()
    frozen = open_snapshot(entry, office.snapshots)
    assert_same(frozen, view)
    assert frozen.record.rule == DEFAULT_RULE
    state = frozen.verdicts.set_index("target_id")["state"]
    now = verdicts(office.view().reviewed.frames, office.view().record, AS_OF).set_index("target_id")["state"]
    assert "t-wan" in state.index
    assert "t-wan" not in now.index


NO_SHRINKING = [Phase.explicit, Phase.generate]  # each example is a board and a ledger of its own


@settings(max_examples=10, deadline=None, phases=NO_SHRINKING)
@given(
    values=st.lists(st.floats(0, 40_000), min_size=1, max_size=3),
    later=st.floats(0, 40_000),
    rules=st.lists(st.sampled_from(list(presets())), min_size=2, max_size=2),
    months=st.integers(0, 30),
)
def test_any_board_stays_as_it_was_frozen(tmp_path_factory, values, later, rules, months):
    office = make_office(tmp_path_factory.mktemp("office"))
    office.use(rules[0])
    for number, value in enumerate(values):
        day = date(THIS_YEAR - 2, 3 * (number + 1), 30)
        office.approve(replace(FIGURE, value=value, period_start=f"{day.year}-01-01", period_end=day.isoformat()))
    as_of = date(THIS_YEAR - 3 + months // 12, months % 12 + 1, 28)
    view, entry = office.view(as_of), office.freeze(as_of=as_of)
    office.use(rules[1])
    office.approve(replace(FIGURE, value=later, replaces=1))
    assert_same(open_snapshot(entry, office.snapshots), view)
    office.ledger.close()


def test_a_name_is_given_once_and_nothing_is_left_behind(office):
    first = office.freeze()
    content = (office.snapshots / first.file_name).read_bytes()
    with pytest.raises(PipelineError, match="已有名为“三季度”的数据期"):
        office.freeze()
    with pytest.raises(PipelineError, match="缺少名称"):
        office.freeze("  ")
    assert [path.name for path in office.snapshots.iterdir()] == [first.file_name]
    assert (office.snapshots / first.file_name).read_bytes() == content
    assert [entry.name for entry in office.ledger.entries(Snapshot)] == ["三季度"]


def test_a_day_to_come_cannot_be_frozen(office):
    with pytest.raises(PipelineError, match="还没有到"):
        office.freeze(as_of=date(THIS_YEAR + 1, 1, 1))
    assert not office.snapshots.exists()


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


@pytest.mark.parametrize(("act", "words"), [(Path.unlink, "不见了"), (damage, "被改动过")])
def test_a_file_that_is_gone_or_changed_is_not_opened(office, act, words):
    entry, other = office.freeze(), office.freeze("另一期")
    act(office.snapshots / entry.file_name)
    with pytest.raises(SnapshotError, match=f"“三季度”打不开：文件 {entry.file_name} {words}"):
        open_snapshot(entry, office.snapshots)
    assert open_snapshot(other, office.snapshots).about.name == "另一期"


def written(office, tables, schemas, about: About) -> Snapshot:
    """A file made by hand and put on record."""
    from pipeline.evidence import copied

    office.snapshots.mkdir()
    path = office.snapshots / "old.duckdb"
    write_tables(tables, schemas, path)
    with path.open("rb") as file:
        sha256 = copied(file)
    return Snapshot(name=about.name, as_of="2024-09-30", file_name=path.name, sha256=sha256, board="", entered_by="甲")


def without(schema, *names):
    return replace(schema, columns=tuple(column for column in schema.columns if column.name not in names))


MADE_AT = "2024-10-08T01:00:00+00:00"
ABOUT = About(0, "旧数据期", AS_OF, "甲", MADE_AT, definition_of(DEFAULT_RULE), "board-0001.duckdb", "")
LATER = {
    "about": ("note", "board_sha256"),
    "verdict": ("need", "estimate_value", "behind_since", "value_year"),
    "target": ("review", "soft", "supporting_agencies", "annual"),
    "observation": ("period_end",),
}  # columns that an older version did not know


def test_the_file_of_an_older_version_is_read_with_what_it_has(office):
    view = office.view()
    schemas = [without(schema, *LATER.get(schema.name, ())) for schema in SNAPSHOT if schema.name != "course"]
    tables = tables_of(view, ABOUT)
    old_entry = json.loads(tables["entry"]["content"][0])
    del old_entry["remedy"]
    tables["entry"].loc[0, "content"] = json.dumps(old_entry | {"dropped": 1})
    tables = {schema.name: tables[schema.name][[column.name for column in schema.columns]] for schema in schemas}
    frozen = open_snapshot(written(office, tables, schemas, ABOUT), office.snapshots)
    judged = verdicts(view.reviewed.frames, view.record, view.as_of)
    kept = [column for column in judged.columns if column not in LATER["verdict"]]
    assert_frame_equal(frozen.verdicts[kept], judged[kept])
    assert frozen.verdicts[["estimate_value", "behind_since", "value_year"]].isna().all(axis=None)
    assert set(frozen.verdicts["need"]) == {""}
    targets = frozen.reviewed.frames["target"]
    assert set(targets["review"]) == set(targets["soft"]) == {""}
    assert all(list(agencies) == [] for agencies in targets["supporting_agencies"])
    assert frozen.reviewed.frames["observation"]["period_end"].isna().all()
    assert frozen.courses.empty
    assert frozen.read(Figure)[0].remedy == ""
    assert frozen.about.note == ""


def test_the_file_of_a_newer_version_says_what_to_do(office):
    about = replace(ABOUT, version=99)
    entry = written(office, tables_of(office.view(), about), SNAPSHOT, about)
    with pytest.raises(SnapshotError, match="由较新的版本冻结"):
        open_snapshot(entry, office.snapshots)


def test_a_file_that_is_no_snapshot_is_refused(office):
    schema = next(each for each in SNAPSHOT if each.name == "verdict")
    entry = written(office, {"verdict": pd.DataFrame(columns=[c.name for c in schema.columns])}, [schema], ABOUT)
    with pytest.raises(SnapshotError, match="打不开"):
        open_snapshot(entry, office.snapshots)


def test_missing_tables_are_read_as_empty():
    read = as_declared({})
    assert all(read[schema.name].empty for schema in SNAPSHOT)
    assert list(read["verdict"].columns) == [column.name for column in SNAPSHOT[10].columns]
