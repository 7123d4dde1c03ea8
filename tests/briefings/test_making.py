"""Every kind from one view by one call or one command; the code that is printed leads back to the view."""

import datetime
import os
import random
import subprocess
import sys

import pytest
from openpyxl import load_workbook

from dashboard import board_cache
from dashboard.briefings import codes
from dashboard.briefings.kinds import ALIASES, KINDS, Options, make
from dashboard.briefings.views import matters_of, scope_of, view_of
from dashboard.data import board_of
from dashboard.filters import Filters
from pipeline.entry_sheet.columns import FIRST_ROW, FORM, HEAD_ROW
from pipeline.errors import PipelineError
from pipeline.settings import data_dir
from tests.conftest import ROOT

DAY = datetime.date(2024, 9, 30)
STARTS = {".pptx": b"PK", ".docx": b"PK", ".xlsx": b"PK", ".pdf": b"%PDF"}


@pytest.fixture
def board(board_dir, tmp_path, monkeypatch):
    """A board in a folder of its own, into which codes may be written."""
    for file in board_dir.iterdir():
        if file.name == "CURRENT" or file.suffix == ".duckdb":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return board_of(DAY)


@pytest.mark.parametrize("kind", [*KINDS, *ALIASES])
def test_each_kind_is_a_file_of_its_type_and_the_same_each_time(board, kind):
    made = make(board, Filters(), kind, Options())
    suffix = KINDS[ALIASES.get(kind, kind)].suffix
    assert made.name.endswith(f"2024年9月30日{suffix}")
    assert made.content.startswith(STARTS[suffix])
    assert make(board, Filters(), kind, Options()).content == made.content


@pytest.mark.parametrize("kind", KINDS)
def test_a_view_without_goals_says_so(board, kind):
    nothing = Filters(text=("没有这样的目标",))
    if kind == "ledger":
        with pytest.raises(PipelineError, match="没有要填报的目标"):
            make(board, nothing, kind, Options())
    else:
        assert make(board, nothing, kind, Options()).content


def test_the_ledger_has_every_numeric_goal_of_the_view(board, tmp_path):
    chosen = Filters(city=("泰州市",))
    file = tmp_path / "台账.xlsx"
    file.write_bytes(make(board, chosen, "xlsx", Options()).content)
    goals = chosen.apply(board.goals)
    cells = {str(cell.value) for row in load_workbook(file).worksheets[0].iter_rows() for cell in row if cell.value}
    assert set(goals[goals["value"].notna()]["target_id"]) <= cells


def test_the_rows_of_the_ledger_are_those_of_twenty_views(board, tmp_path):
    draw = random.Random(3)
    cities, states = list(board.goals["city"].unique()), list(board.goals["state"].unique())
    for number in range(20):
        some = draw.sample(states, draw.randint(0, min(2, len(states))))
        chosen = Filters(city=tuple(draw.sample(cities, draw.randint(1, 3))), state=tuple(some))
        goals = chosen.apply(board.goals)
        numeric = goals[goals["value"].notna()]
        if numeric.empty:
            continue
        file = tmp_path / f"{number}.xlsx"
        file.write_bytes(make(board, chosen, "xlsx", Options()).content)
        book = load_workbook(file)
        sheet = book[FORM]
        at = {cell.value: cell.column for cell in sheet[HEAD_ROW]}
        found = {}
        for row in range(FIRST_ROW, sheet.max_row + 1):
            cells = {head: sheet.cell(row, at[head]).value for head in ("编号", "城市", "指标", "目标值", "单位")}
            found[cells["编号"]] = cells
        assert set(found) == set(numeric["target_id"])
        for goal in numeric.to_dict("records"):
            cells = found[goal["target_id"]]
            assert (cells["城市"], cells["指标"], cells["单位"] or "") == (
                goal["city"],
                goal["indicator"],
                goal["unit"],
            )
            assert cells["目标值"] == pytest.approx(goal["value"])
        code = codes.code_of(board, chosen)
        assert {each.oddFooter.left.text for each in book.worksheets} == {f"编码 {code}"}


def test_a_code_leads_back_to_the_view(board):
    chosen = Filters(city=("泰州市",), state=("无数据",))
    code = codes.keep(board, chosen)
    assert code == codes.code_of(board, chosen) == codes.keep(board, chosen)
    assert len((data_dir() / codes.FILE).read_text(encoding="utf-8").splitlines()) == 1
    kept = codes.find(f" {code.lower()} ")
    assert kept is not None
    assert kept.link().startswith("./?city=")
    assert "as_of=2024-09-30" in kept.link()
    assert kept.is_of(board)
    assert codes.find("AAAAAAAA") is None


def test_another_day_filter_or_board_is_another_code(board):
    other = board_of(datetime.date(2024, 6, 30))
    found = {
        codes.code_of(each, chosen) for each in (board, other) for chosen in (Filters(), Filters(city=("泰州市",)))
    }
    assert len(found) == 4


def test_a_line_that_broke_off_is_no_code(board):
    code = codes.keep(board, Filters())
    with (data_dir() / codes.FILE).open("a", encoding="utf-8") as file:
        file.write('{"query": {"as')
    assert codes.find(code)
    other = codes.keep(board, Filters(city=("泰州市",)))
    assert codes.find(other)
    assert codes.find(code)
    assert make(board, Filters(city=("泰州市",)), "onepage", Options()).content


def test_what_is_to_be_decided_comes_from_what_is_missing(board):
    goals = board.goals
    matters = matters_of(goals)
    missing = int((goals["state"] == "无数据").sum())
    assert f"{missing}项没有数据的目标补报" in [matter.title for matter in matters]
    assert matters_of(goals[goals["state"] == "已完成"].iloc[:0]) == []


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), "城市计划数字目标"),
        (Filters(city=("泰州市",)), "泰州市数字目标"),
        (Filters(state=("无数据",)), "所选数字目标（状态 无数据）"),
    ],
)
def test_the_view_says_what_it_is_of(board, filters, words):
    assert scope_of(filters) == words == view_of(board, filters).scope


def test_the_command_writes_what_the_page_gives(board, tmp_path):
    out = tmp_path / "一页纸.pdf"
    options = ("--kind", "pdf", "--as-of", "2024-09-30", "--city", "泰州市", "--out", str(out))
    done = run(*options)
    assert (done.returncode, done.stdout) == (0, f"已写成 {out}\n"), done.stderr
    assert done.stderr == ""
    assert out.read_bytes() == make(board, Filters(city=("泰州市",)), "onepage", Options()).content


def test_the_command_says_what_is_wrong(board, tmp_path):
    for options, told in (
        (("--kind", "pptx", "--template", str(tmp_path / "没有.pptx")), "没有.pptx"),
        (("--kind", "pdf", "--snapshot", "没有"), "没有名为“没有”的数据期"),
        (("--kind", "pdf", "--out", str(tmp_path / "没有" / "a.pdf")), "没有写成"),
        (("--kind", "pdf", "--city", "火星市"), "看板里没有“火星市”"),
        (("--kind", "ppt"), "没有 'ppt'"),
    ):
        done = run(*options)
        assert done.returncode
        assert told in done.stderr
        assert "Traceback" not in done.stderr


def run(*options):
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "brief", *options], cwd=ROOT, env=dict(os.environ),
        capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip


def test_boards_are_kept_once(board):
    assert board_cache.reviewed(board.path, board.seq) is board.reviewed
