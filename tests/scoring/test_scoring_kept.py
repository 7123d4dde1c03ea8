"""Frozen scores are what was shown, for ever; the workbook holds numbers as numbers and no formula of anybody."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from pipeline.entries import FrozenScore
from pipeline.errors import PipelineError
from pipeline.frozen_scores import export, freeze, frozen_before, open_frozen
from pipeline.scoring import marks_of, score
from pipeline.scoring.kept import Kept, read, written
from tests.scoring.scoring_samples import YEAR, goal, mark, scheme

PARTS = (
    {"name": "目标任务", "weight": 80, "how": "on_pace"},
    {"name": "=社会评价", "weight": 20, "kind": "given"},
)
SIGNED = ("李四", "")


def kept(marks=(), **values):
    made = scheme(*PARTS, adjustments=[{"name": "加减分", "plus": 5, "minus": 5}], **values)
    goals = [goal(indicator="=1+1"), goal("未达序时"), goal("无数据", None, leads=("市民政局",), indicator="a\x07b")]
    return Kept(score(made, YEAR, lambda period: (goals, marks_of(marks, period))), "默认规则", date(2025, 1, 5))


def entered(entry):
    return entry


def test_a_frozen_score_comes_back_as_it_was(tmp_path):
    for each in (kept(), kept([mark("=社会评价", 90)]), kept(cycle="half")):
        assert read(written(each)) == each
        entry = freeze(each, None, tmp_path, entered, SIGNED)
        assert open_frozen(entry, tmp_path) == each
        assert entry.sha256[:16] in entry.file_name


def test_a_changed_or_missing_file_is_refused(tmp_path):
    entry = freeze(kept(), None, tmp_path, entered, SIGNED)
    path = tmp_path / entry.file_name
    path.write_bytes(path.read_bytes().replace("默认规则".encode(), "别的规则".encode()))
    with pytest.raises(PipelineError, match="被改动过"):
        open_frozen(entry, tmp_path)
    path.unlink()
    with pytest.raises(PipelineError, match="不见了"):
        open_frozen(entry, tmp_path)


def test_a_second_freezing_needs_a_reason_and_then_counts(tmp_path):
    before = kept()
    first = freeze(before, None, tmp_path, entered, SIGNED)
    again = kept([mark("=社会评价", 90)])
    with pytest.raises(PipelineError, match=r"已由李四冻结.*请写明更正的理由"):
        freeze(again, first, tmp_path, entered, SIGNED)
    second = freeze(again, first, tmp_path, entered, ("李四", "补评"))
    assert frozen_before([first, second], "方案", YEAR) == second
    assert frozen_before([first, second], "别的方案", YEAR) is None
    assert open_frozen(first, tmp_path) == before


def test_what_is_not_over_or_not_signed_is_not_frozen(tmp_path):
    with pytest.raises(PipelineError, match="没有写姓名"):
        freeze(kept(), None, tmp_path, entered, (" ", ""))
    later = kept()
    later = Kept(
        score(later.scores.scheme, type(YEAR)(date.today().year), lambda _: ([goal()], {})), "规则", date.today()
    )
    with pytest.raises(PipelineError, match="还没有结束"):
        freeze(later, None, tmp_path, entered, SIGNED)
    assert list(tmp_path.iterdir()) == []


def test_what_the_ledger_refuses_leaves_no_file(tmp_path):
    def refuse(entry):
        raise PipelineError("写不进")

    with pytest.raises(PipelineError, match="写不进"):
        freeze(kept(), None, tmp_path, refuse, SIGNED)
    assert list(tmp_path.iterdir()) == []


def opened(content):
    return load_workbook(BytesIO(content))


def cells(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_workbook_holds_numbers_as_numbers_and_words_as_words():
    book = opened(export(kept([mark("=社会评价", 90)]), None, ranked=False))
    assert book.sheetnames == ["得分", "算式", "目标", "方案"]
    every = [cell for sheet in book for cell in cells(sheet)]
    assert not [cell for cell in every if cell.data_type == "f"]
    like_formulas = [cell for cell in every if str(cell.value).startswith("=")]
    assert like_formulas
    assert all(cell.quotePrefix and cell.data_type == "s" for cell in like_formulas)
    rows = [[cell.value for cell in row] for row in book["得分"].iter_rows()]
    head = next(row for row in rows if row[0] == "城市")
    first = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert (first["目标任务"], first["=社会评价"], first["总分"], first.get("名次")) == (
        40, 18, 58, None,
    )  # fmt: skip
    second = dict(zip(head, rows[rows.index(head) + 2], strict=True))
    assert second["总分"] is None
    assert second["未评"] == "目标任务、=社会评价"
    assert second["说明"] == "本期1项目标：无数据1项，没有能计分的"
    assert [cell for cell in rows[-1] if cell] == ["制表：", "审核：", "日期："]
    assert any("80 × 1项 ÷ 2项 = 40.00分" in str(cell.value) for cell in cells(book["算式"]))
    assert any(cell.value == "ab" for cell in cells(book["目标"]))


def test_the_workbook_says_whether_it_is_frozen_and_ranks_only_when_told(tmp_path):
    each = kept([mark("=社会评价", 90)])
    entry = FrozenScore(
        entered_by="李四", entered_at="2025-01-05T00:00:00", name="方案", period="2024年", as_of="2024-12-31",
        file_name="x.json", sha256="0" * 64, note="补评",
    )  # fmt: skip
    words = [str(cell.value) for cell in cells(opened(export(each, entry, ranked=True))["得分"])]
    assert any("由李四于2025-01-05冻结" in word for word in words)
    assert "更正理由：补评" in words
    assert "名次" in words
    plain = [str(cell.value) for cell in cells(opened(export(each, None, ranked=False))["得分"])]
    assert "未冻结，仅供核对" in plain
    assert "名次" not in plain


def test_a_year_of_halves_has_a_column_for_each():
    head = [cell.value for cell in opened(export(kept(cycle="half"), None, ranked=False))["得分"][6] if cell.value]
    assert head[2:4] == ["2024年上半年", "2024年下半年"]
