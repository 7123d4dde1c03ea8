"""Out, filled in, back: what was typed becomes figures, and what is the office's own stays."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from pipeline.entry_sheet import asked_for, entry_sheet, numeric_goals, read_sheet, refresh
from pipeline.entry_sheet.columns import COLUMNS, ENTRY_KEYS, FIRST_ROW, FORM, GUIDE, HEAD_ROW, LEDGER, STAMP
from pipeline.entry_sheet.views import NAMES, VIEWS
from pipeline.errors import PipelineError
from pipeline.ledger import Ledger
from pipeline.reported import Record, verdicts
from tests.dashboard.small_board import EVIL, THIS_YEAR
from tests.entry_sheet.calculator import Calculator
from tests.entry_sheet.conftest import END, LETTER, Filled
from tests.entry_sheet.worlds import figure, opened, with_approved

TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40).map(str.strip)


def entered(ground, *figures):
    """The ground after figures were entered, none approved yet."""
    numbered = [replace(each, seq=seq) for seq, each in enumerate(figures, start=1)]
    return replace(ground, record=Record(figures=numbered))


def test_the_sheet_comes_back_unfilled_without_a_word(ground, exported):
    said = read_sheet(exported, ground, "王敏")
    assert (said.figures, said.problems) == ((), ())
    assert said.empty + len(said.unchanged) == len(numeric_goals(ground.frames))


def test_a_filled_row_becomes_a_figure(ground, filled):
    row = filled.row_of("t-wan")
    filled.put(
        row, value="1.2万", finality="预计", scope="全区", source="区公安分局", note="初报", cause="设备晚到",
        remedy="已催货", new_date=datetime(THIS_YEAR, 6, 30), end=f"{THIS_YEAR - 1}年8月31日",
    )  # fmt: skip
    said = read_sheet(filled.data, ground, "王敏")
    assert said.problems == ()
    (figure,) = said.taking()
    assert (figure.target_id, figure.value, figure.unit, figure.finality) == ("t-wan", 12_000, "路", "estimate")
    assert (figure.period_start, figure.period_end) == (f"{THIS_YEAR - 1}-01-01", f"{THIS_YEAR - 1}-08-31")
    assert (figure.scope, figure.source, figure.note) == ("全区", "区公安分局", "初报")
    assert (figure.cause, figure.remedy, figure.new_date) == ("设备晚到", "已催货", f"{THIS_YEAR}-06-30")
    assert (figure.entered_by, figure.indicator, figure.replaces) == ("王敏", "接入视频", 0)


@given(value=st.floats(0, 1e12).map(lambda x: float(f"{x:.15g}")), source=TEXT.filter(bool), note=TEXT.filter(bool))
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_typed_is_what_is_entered(ground, exported, value, source, note):
    filled = Filled(exported)
    row = filled.row_of("t-wan")
    filled.put(row, value=value)
    for key, words in (("source", source), ("note", note)):
        filled.put(row, **{key: words})
        if words:
            filled.cell(row, key).data_type = "s"
    (figure,) = read_sheet(filled.data, ground, "王敏").taking()
    assert (figure.value, figure.source, figure.note) == (value, source, note)


@given(value=st.floats(0, 1e9).map(lambda x: round(x, 4)), words=TEXT)
@settings(deadline=None, max_examples=8)
def test_what_is_on_record_comes_out_and_back_unchanged(ground, period, value, words):
    held = figure(ground, "t-wan", value, period, scope=words, source=words, note=words, finality="preliminary")
    there = entered(ground, held)
    said = read_sheet(entry_sheet(there, ["t-wan"], period), there)
    assert (said.unchanged, said.figures, said.problems) == (("t-wan",), (), ())


def test_a_range_goes_out_and_comes_back(ground, period, filled):
    row = filled.row_of("t-ahead")
    (made,) = read_sheet(filled.put(row, value="84.5%—85.5%").data, ground, "王敏").taking()
    assert (made.value, made.value_max, made.unit) == (84.5, 85.5, "%")
    there = with_approved(ground, [made])
    filled = Filled(entry_sheet(there, ["t-ahead"], period))
    assert filled.cell(0, "value").value == "84.5~85.5"
    assert read_sheet(filled.data, there).unchanged == ("t-ahead",)
    (changed,) = read_sheet(filled.put(0, value="84.5~86").data, there, "王敏").taking()
    assert (changed.value_max, changed.replaces) == (86, made.seq + 1)
    calculator = Calculator(Filled(entry_sheet(there, ["t-ahead"], period)).book)
    judged = verdicts(there.frames, there.record, max(there.as_of, END)).set_index("target_id").loc["t-ahead"]
    assert calculator.value(calculator.book[FORM], f"{LETTER['state']}{FIRST_ROW}")[2:] == judged["local_word"]


def test_a_changed_figure_is_a_correction(ground, period):
    there = entered(ground, figure(ground, "t-wan", 12_000.0, period))
    filled = Filled(entry_sheet(there, ["t-wan"], period)).put(0, value=13_000)
    (new,) = read_sheet(filled.data, there, "王敏").taking()
    assert (new.value, new.replaces) == (13_000, 1)


def test_figures_go_into_a_real_ledger(ground, filled, tmp_path):
    filled.put(filled.row_of("t-wan"), value=12_000).put(filled.row_of("t-ahead"), value=88)
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    kept = ledger.add_all(read_sheet(filled.data, ground, "王敏").taking())
    there = replace(ground, record=Record(figures=kept))
    again = read_sheet(filled.data, there, "王敏")
    assert (set(again.unchanged), again.figures, again.refused) == ({"t-wan", "t-ahead"}, (), ())
    with pytest.raises(PipelineError, match="没有可读入的新数"):
        again.taking()
    ledger.close()


def test_only_what_is_missing_is_asked_for(ground, period):
    ids = numeric_goals(ground.frames)
    missing = asked_for(ground, ids, period)
    assert "t-wan" in missing
    assert "t-done" not in missing  # was met when it fell due
    there = entered(ground, figure(ground, "t-wan", 12_000.0, period))
    assert "t-wan" not in asked_for(there, ids, period)
    assert "t-wan" in asked_for(there, ids, period, every=True)


def test_words_of_a_document_are_no_formula(ground, period):
    frames = dict(ground.frames)
    evil = ['=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", EVIL]
    frames["target"] = frames["target"].assign(indicator=(evil * 2)[: len(frames["target"])])
    wild = replace(ground, frames=frames)
    book = opened(entry_sheet(wild, numeric_goals(frames), period))
    cells = [book[FORM][f"{LETTER['indicator']}{row}"] for row in range(FIRST_ROW, book[FORM].max_row + 1)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells} <= set(evil)
    assert all(cell.quotePrefix for cell in cells if cell.value[0] in "=+-@")
    for sheet in (LEDGER, GUIDE):
        assert not [cell for row in book[sheet].iter_rows() for cell in row if cell.data_type == "f"]
    said = read_sheet(entry_sheet(wild, numeric_goals(frames), period), wild)
    assert said.problems == ()


def test_the_tables_of_offices_show_the_columns_of_the_form(exported):
    book = opened(exported)
    last = book[FORM].max_row
    for view in VIEWS:
        sheet = book[view.name]
        assert [cell.value for cell in sheet[HEAD_ROW]][1:] == [head for head, _ in view.columns]
        for number, (_, key) in enumerate(view.columns, start=2):
            there = f"INDEX('{FORM}'!${LETTER[key]}:${LETTER[key]},ROW())"
            for row in (FIRST_ROW, last):
                assert sheet.cell(row, number).value == f'=IF({there}="","",{there})'
        assert sheet.max_row == last
        assert sheet.page_setup.orientation == "landscape"


def test_the_sheet_is_set_up_for_filling_in_and_printing(exported):
    book = opened(exported)
    sheet = book[FORM]
    assert book.sheetnames == [FORM, LEDGER, GUIDE, STAMP, *NAMES]
    assert book[STAMP].sheet_state == "veryHidden"
    assert [cell.value for cell in sheet[HEAD_ROW]] == [column.head for column in COLUMNS]
    assert (sheet.freeze_panes, sheet.protection.sheet, sheet.protection.password) == (f"E{FIRST_ROW}", True, None)
    assert sheet.auto_filter.ref.startswith(f"A{HEAD_ROW}:")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape", 9, 0,
    )  # fmt: skip
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert [rule.formula1 for rule in lists] == ['"预计,初步,审定"']
    locked = {column.key: sheet.cell(FIRST_ROW, number).protection.locked for number, column in enumerate(COLUMNS, 1)}
    assert {key for key, is_locked in locked.items() if not is_locked} == set(ENTRY_KEYS)


def test_a3_is_one_page_wide_and_a4_two_with_the_goals_on_both(ground, period):
    large, small = (opened(entry_sheet(ground, ["t-wan"], period, paper))[FORM] for paper in ("A3", "A4"))
    assert (large.page_setup.paperSize, large.page_setup.fitToWidth) == (8, 1)
    assert (small.page_setup.fitToWidth, small.print_title_cols) == (2, "$A:$D")


def test_a_row_is_as_high_as_its_words_need(ground, period):
    targets = ground.frames["target"]
    long = targets.assign(indicator=targets["indicator"].mask(targets["target_id"] == "t-wan", "长" * 60))
    wild = replace(ground, frames={**ground.frames, "target": long})
    sheet = opened(entry_sheet(wild, ["t-wan", "t-ahead"], period))[FORM]
    assert [sheet.row_dimensions[row].height for row in (FIRST_ROW, FIRST_ROW + 1)] == [
        60,
        45,
    ]  # of the other, its city takes three lines


def test_the_ledger_lists_every_figure_on_record(ground, period):
    there = with_approved(ground, [figure(ground, "t-wan", 12_000.0, period, source="年报")])
    rows = list(opened(entry_sheet(there, ["t-wan", "t-ahead"], period))[LEDGER].iter_rows(values_only=True))
    said = {(row[0], row[4], row[8], row[9]) for row in rows[HEAD_ROW:]}
    assert ("t-wan", 12_000, "已通过", "王敏") in said
    assert ("t-ahead", 85, "文件", None) in said


def test_what_is_the_offices_own_survives_a_new_state_of_the_board(ground, period, filled):
    row = filled.row_of("t-wan")
    filled.cell(row, "value").value = "=SUM(AI5:AI6)"
    filled.cell(row, "value").comment = Comment("按月累加", "王敏")
    filled.sheet["AI4"], filled.sheet["AI5"] = "我的列", 7
    filled.book.create_sheet("底稿")["A1"] = "=1+1"
    there = entered(ground, figure(ground, "t-ahead", 88.0, period))
    again = Filled(refresh(filled.data, there))
    assert again.cell(row, "value").value == "=SUM(AI5:AI6)"
    assert again.cell(row, "value").comment.text == "按月累加"
    assert (again.sheet["AI4"].value, again.sheet["AI5"].value) == ("我的列", 7)
    assert again.book["底稿"]["A1"].value == "=1+1"
    told = again.row_of("t-ahead")
    assert (again.cell(told, "value").value, again.cell(told, "step").value) == (88, "待审核")
    assert "t-ahead" in read_sheet(again.data, there).unchanged


def test_a_refresh_does_not_overwrite_what_somebody_typed(ground, filled):
    row = filled.row_of("t-wan")
    filled.put(row, value=500, note="手填", leads="改了")
    again = Filled(refresh(filled.data, ground))
    assert (again.cell(row, "value").value, again.cell(row, "note").value) == (500, "手填")
    assert again.cell(row, "leads").value == "区公安分局"


def test_rows_and_columns_may_be_moved(ground, filled):
    sheet, row = filled.sheet, filled.row_of("t-wan")
    filled.put(row, value=12_000)
    sheet.insert_rows(2, 3)
    sheet.insert_cols(5)
    (found,) = read_sheet(filled.data, ground, "王敏").taking()
    assert (found.target_id, found.value) == ("t-wan", 12_000)


def test_an_empty_choice_says_so(ground, period):
    with pytest.raises(PipelineError, match="没有要填报的目标"):
        entry_sheet(ground, [], period)


def test_the_period_is_the_year_so_far(period):
    assert (period.start, period.end, period.words) == (date(END.year, 1, 1), END, f"{END.year}年前三季度")
