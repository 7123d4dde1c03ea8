"""Everything that can be wrong in a sheet that comes back: each names its cell and says what to do."""

from dataclasses import replace

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from pipeline.entries import GoalVersion
from pipeline.entry_sheet import entry_sheet, read_sheet, refresh
from pipeline.entry_sheet.columns import COLUMNS, FIRST_ROW, FORM, STAMP
from pipeline.errors import PipelineError
from pipeline.overlay import REJECTED
from pipeline.reported import Record
from tests.dashboard.small_board import THIS_YEAR
from tests.entry_sheet.conftest import Filled
from tests.entry_sheet.worlds import bytes_of, figure


def only(said):
    """The one problem of a reading, as ``(place, text)``; what to do is never left out."""
    (problem,) = said.problems
    assert problem.remedy
    return problem


# column, what stands in it, what the message says
WRONG = [
    ("value", "abc", "不是一个数"),
    ("value", "七个", "不是一个数"),
    ("value", "12 3/4", "不是一个数"),
    ("value", True, "不是数"),
    ("value", "3万元", "单位与目标的单位“路”不同"),
    ("value", "62.6%", "单位与目标的单位“路”不同"),
    ("finality", "大概", "数据性质“大概”不认识"),
    ("end", "下月底", "不是日期"),
    ("new_date", "2025年底", "不是日期"),
    ("note", "长" * 2001, "超过 2000 字"),
    ("end", f"{THIS_YEAR}-12-31", "晚于本表的数据期"),
    ("start", None, "缺数据期起"),
    ("end", None, "缺数据期止"),
]


@pytest.mark.parametrize(("key", "value", "words"), WRONG, ids=[f"{key}={str(value)[:8]}" for key, value, _ in WRONG])
def test_a_wrong_cell_is_named(ground, filled, key, value, words):
    row = filled.row_of("t-wan")
    filled.put(row, **{"value": 12_000, key: value})
    said = read_sheet(filled.data, ground)
    problem = only(said)
    assert problem.place == f"{FORM}!{filled.place(row, key)}"
    assert words in problem.text
    assert said.figures == ()


def test_nothing_is_taken_unless_all_is_right_or_the_right_rows_are_asked_for(ground, filled):
    filled.put(filled.row_of("t-wan"), value="abc").put(filled.row_of("t-ahead"), value=88)
    said = read_sheet(filled.data, ground, "王敏")
    with pytest.raises(PipelineError, match=f"{FORM}!J"):
        said.taking()
    assert [each.target_id for each in said.taking(partial=True)] == ["t-ahead"]


def test_a_percentage_in_a_percent_cell_is_what_it_shows(ground, filled):
    row = filled.row_of("t-ahead")
    filled.put(row, value=0.626).cell(row, "value").number_format = "0.0%"
    (found,) = read_sheet(filled.data, ground).figures
    assert found.value == 62.6


def test_a_percent_cell_where_the_unit_is_another_is_refused(ground, filled):
    row = filled.row_of("t-wan")
    filled.put(row, value=0.626).cell(row, "value").number_format = "0%"
    assert "百分数格式" in only(read_sheet(filled.data, ground)).text


@pytest.mark.parametrize("key", ["city", "indicator", "goal", "unit"])
def test_a_row_that_no_longer_says_its_goal_is_refused(ground, filled, key):
    filled.put(filled.row_of("t-wan"), **{"value": 12_000, key: "别的"})
    said = read_sheet(filled.data, ground)
    assert "可能已不是这项目标" in said.refused[0].text
    assert said.figures == ()


def test_other_cells_of_the_board_are_left_alone_with_a_note(ground, filled):
    row = filled.row_of("t-wan")
    filled.put(row, value=12_000, leads="某局", state="完成了")
    said = read_sheet(filled.data, ground)
    assert [problem.refused for problem in said.problems] == [False, False]
    assert "牵头单位由“区公安分局”改成了“某局”" in said.problems[0].text
    assert "公式被盖掉了" in said.problems[1].text
    assert len(said.figures) == 1


def test_an_unknown_id_is_refused(ground, filled):
    row = filled.row_of("t-wan")
    filled.put(row, target_id="t-other", value=12_000)
    said = read_sheet(filled.data, ground)
    assert "编号“t-other”不在导出的表里" in said.refused[0].text
    assert any("表里少了接入视频" in problem.text for problem in said.problems)


def test_a_row_twice_or_without_an_id_is_refused(ground, filled):
    row, last = filled.row_of("t-wan"), filled.sheet.max_row - FIRST_ROW
    filled.put(last + 1, target_id="t-wan", value=1).put(last + 2, value=2)
    said = read_sheet(filled.data, ground)
    places = {problem.cell: problem.text for problem in said.refused}
    assert {filled.place(row, "target_id"), filled.place(last + 1, "target_id")} <= places.keys()
    assert "没有编号" in places[filled.place(last + 2, "target_id")]


def test_a_row_that_was_deleted_is_named(ground, filled):
    filled.sheet.delete_rows(FIRST_ROW + filled.row_of("t-wan"))
    assert "表里少了接入视频 1 项" in only(read_sheet(filled.data, ground)).text


def test_merged_cells_are_refused(ground, filled):
    row = filled.row_of("t-ahead")
    filled.put(row, value=88)
    area = f"{filled.place(row, 'value')}:{filled.place(row + 1, 'value')}"
    filled.sheet.merge_cells(area)
    said = read_sheet(filled.data, ground)
    assert "合并了单元格" in said.refused[0].text
    assert said.refused[0].cell == filled.place(row, "value")


def test_own_columns_and_sheets_are_noted(ground, filled):
    filled.sheet[f"{get_column_letter(len(COLUMNS) + 1)}4"] = "联系人"
    filled.book.create_sheet("底稿")
    said = read_sheet(filled.data, ground)
    assert [problem.text for problem in said.problems] == ["自加的列“联系人”没有读入", "自加的工作表没有读入"]
    assert said.refused == ()


def test_a_formula_gives_the_value_it_was_saved_with_or_says_so(ground, filled):
    row = filled.row_of("t-wan")
    filled.put(row, value="=6000*2")
    problem = only(read_sheet(filled.data, ground))
    assert "公式还没有算出的值" in problem.text
    assert "保存一次再交" in problem.remedy
    filled.put(row, value="#DIV/0!")
    assert "公式出错" in only(read_sheet(filled.data, ground)).text


def test_a_formula_that_was_worked_out_is_taken(ground, filled):
    row = filled.row_of("t-wan")
    filled.put(row, value="=6000*2")
    place = filled.place(row, "value")
    data = with_cached(filled.data, place, "<f>6000*2</f><v></v>", "<f>6000*2</f><v>12000</v>")
    (found,) = read_sheet(data, ground).figures
    assert found.value == 12_000


def with_cached(data, place, before, after):
    """The workbook as a spreadsheet program saves it: with the value of a formula beside it."""
    from io import BytesIO
    from zipfile import ZipFile

    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert before.encode() in content, place
                content = content.replace(before.encode(), after.encode())
            new.writestr(part, content)
    return made.getvalue()


def test_a_row_without_its_figure_is_refused(ground, filled):
    row = filled.row_of("t-wan")
    filled.put(row, cause="设备晚到")
    problem = only(read_sheet(filled.data, ground))
    assert (problem.cell, problem.text) == (filled.place(row, "value"), "填了别的格，没有填本期数值")


def test_a_figure_on_record_cannot_be_emptied(ground, period):
    there = replace(ground, record=Record(figures=[figure(ground, "t-wan", 12_000.0, period, seq=1)]))
    filled = Filled(entry_sheet(there, ["t-wan"], period)).put(0, value=None)
    assert "已填报的数被删去了" in only(read_sheet(filled.data, there)).text


def test_a_sheet_that_somebody_was_faster_than_is_stale(ground, period, filled):
    row = filled.row_of("t-wan")
    there = replace(ground, record=Record(figures=[figure(ground, "t-wan", 9_000.0, period, seq=1)]))
    noted = only(read_sheet(filled.data, there))
    assert (noted.refused, "王敏已有这一期的数 9000（待审核）" in noted.text) == (False, True)
    filled.put(row, value=12_000)
    refused = only(read_sheet(filled.data, there))
    assert (refused.refused, refused.cell) == (True, filled.place(row, "value"))


def test_a_goal_that_was_changed_since_is_stale(ground, filled):
    filled.put(filled.row_of("t-wan"), value=12_000)
    version = GoalVersion(
        target_id="t-wan", plan_id="b", value=40_000, op=">=", unit="路", due_year=THIS_YEAR + 3,
        document_number="云政发〔2024〕8号", effective_on=f"{THIS_YEAR - 1}-01-01", entered_by="甲", seq=1,
    )  # fmt: skip
    there = replace(ground, record=Record(versions=[version]))
    assert "目标由“3万路以上”变为“4万路以上”" in only(read_sheet(filled.data, there)).text


def test_a_goal_that_is_gone_is_said_to_be(ground, filled):
    filled.put(filled.row_of("t-wan"), value=12_000)
    targets = ground.frames["target"]
    gone = targets.assign(review=targets["review"].mask(targets["target_id"] == "t-wan", REJECTED))
    there = replace(ground, frames={**ground.frames, "target": gone})
    assert "看板上已没有这项目标" in only(read_sheet(filled.data, there)).text


@pytest.mark.parametrize("head", ["编号", "本期数值", "数据性质"])
def test_a_missing_column_is_named(ground, filled, head):
    number = next(number for number, column in enumerate(COLUMNS, start=1) if column.head == head)
    filled.sheet.cell(4, number).value = "别的"
    problem = read_sheet(filled.data, ground).refused[0]
    assert "表头" in problem.text or f"缺少“{head}”一列" in problem.text
    with pytest.raises(PipelineError, match="不能在"):
        refresh(filled.data, ground)


def test_a_column_twice_is_named(ground, filled):
    filled.sheet["AI4"] = "本期数值"
    assert only(read_sheet(filled.data, ground)).place == f"{FORM}!AI4"


def test_what_is_no_such_sheet_is_refused_whole(ground, filled):
    with pytest.raises(PipelineError, match="空文件"):
        read_sheet(b"", ground)
    with pytest.raises(PipelineError, match="不是 xlsx"):
        read_sheet("编号,数值".encode(), ground)
    with pytest.raises(PipelineError, match="没有“填报表”页"):
        read_sheet(bytes_of(openpyxl.Workbook()), ground)
    del filled.book[STAMP]
    with pytest.raises(PipelineError, match="不是看板导出的填报表"):
        read_sheet(filled.data, ground)


def test_a_damaged_version_sheet_is_refused(ground, filled):
    filled.book[STAMP]["B8"] = "{"
    with pytest.raises(PipelineError, match="不是看板导出的填报表"):
        read_sheet(filled.data, ground)


def test_a_goal_of_another_year_takes_no_figure(ground, period):
    frames = dict(ground.frames)
    targets = frames["target"]
    frames["target"] = targets.assign(
        annual=targets["target_id"] == "t-wan", due_year=targets["due_year"].mask(targets["target_id"] == "t-wan", 2001)
    )
    there = replace(ground, frames=frames)
    filled = Filled(entry_sheet(there, ["t-wan"], period)).put(0, value=12_000)
    assert "只看2001年" in only(read_sheet(filled.data, there)).text


def test_what_the_form_of_one_figure_refuses_is_refused_in_a_sheet(filled, ground):
    row = filled.row_of("t-ahead")
    filled.put(row, value=180)
    problem = only(read_sheet(filled.data, ground))
    assert (problem.refused, problem.place) == (True, f"{FORM}!{filled.place(row, 'value')}")
    assert "100%" in problem.text


def test_a_warning_gives_way_to_a_reason_in_the_row(filled, ground):
    row = filled.row_of("t-wan")
    filled.put(row, value=3_000_000, note="")
    problems = read_sheet(filled.data, ground).refused
    assert problems
    assert all("备注" in problem.remedy for problem in problems)
    filled.put(row, value=3_000_000, note="新接入社会视频，已核对")
    (figure,) = read_sheet(filled.data, ground).taking()
    assert set(figure.warnings_overruled.values()) == {"新接入社会视频，已核对"}
