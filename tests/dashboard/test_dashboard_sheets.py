"""台账: the sheet goes out, comes back filled in, and its figures are on record; an office's own table, too."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from streamlit.testing.v1 import AppTest

from dashboard import ledger, sheet_desk
from dashboard.data import current_board
from pipeline.entries import Figure
from pipeline.entry_sheet import entry_sheet, numeric_goals, period_ending, read_sheet
from pipeline.entry_sheet.columns import FIRST_ROW, FORM
from pipeline.errors import PipelineError
from tests.dashboard.conftest import APP
from tests.dashboard.reading import html_of, words_of
from tests.dashboard.small_board import THIS_YEAR
from tests.entry_sheet.conftest import LETTER

NAME = "填报表.xlsx"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE = f"""甲港高新区(江北区){THIS_YEAR - 1}年目标完成情况表
指标名称,单位,{THIS_YEAR - 1}年目标,{THIS_YEAR - 1}年实际完成
5G覆盖率,%,86,87.5
接入视频数,路,20000,21000
财政收入,万元,900,950
"""


@pytest.fixture
def page(published):
    """The page, after a name was given and a file handed in, if any."""

    def open_with(file: tuple[str, bytes] | None = None, person: str = "王敏") -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30).run()
        app.switch_page("app_pages/sheets.py").run()
        if person:
            app.text_input(key="person_typed").set_value(person).run()
        if file:
            app.file_uploader[0].set_value((*file, KIND)).run()
        assert not app.exception
        return app

    return open_with


def sheet(**typed):
    """The sheet of the board at hand for the last year, with figures by target id."""
    board = current_board()
    ground = sheet_desk.ground(board)
    data = entry_sheet(ground, numeric_goals(ground.frames), period_ending(date(THIS_YEAR - 1, 12, 31)))
    book = openpyxl.load_workbook(BytesIO(data))
    form = book[FORM]
    rows = {form[f"A{row}"].value: row for row in range(FIRST_ROW, form.max_row + 1)}
    for target_id, value in typed.items():
        row = rows[target_id.replace("_", "-")]
        for key, said in {"value": value, "finality": "审定", "source": "月报", "note": "已核对"}.items():
            form[f"{LETTER[key]}{row}"] = said
    buffer = BytesIO()
    book.save(buffer)
    return NAME, buffer.getvalue()


def press(app, label):
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def figures():
    return {each.target_id: each for each in ledger.entries(Figure)}


def test_a_range_is_shown_before_it_is_handed_in(page):
    press(page(sheet(t_ahead="84.5%—85.5%")), "全部正确")
    assert (figures()["t-ahead"].value, figures()["t-ahead"].value_max) == (84.5, 85.5)
    assert "84.5–85.6" in html_of(page(sheet(t_ahead="84.5~85.6")))


def test_a_sheet_that_was_handed_in_is_brought_up_to_date(page):
    name, data = sheet(t_wan="很多")
    book = openpyxl.load_workbook(BytesIO(data))
    book[FORM]["J5"].comment, book[FORM]["AI4"] = Comment("按月累加", "王敏"), "联系人"
    buffer = BytesIO()
    book.save(buffer)
    app = page((name, buffer.getvalue()))
    assert [button.proto.label for button in app.get("download_button")] == ["导出填报表", "下载更新后的表"]
    ledger.enter(*read_sheet(sheet(t_ahead=88)[1], sheet_desk.ground(current_board()), "李四").taking())
    updated = openpyxl.load_workbook(BytesIO(sheet_desk.up_to_date(current_board(), buffer.getvalue(), name)))[FORM]
    cells = {row[0].value: row for row in updated.iter_rows(min_row=FIRST_ROW)}
    assert [cells[each][9].value for each in ("t-ahead", "t-wan")] == [88, "很多"]
    assert cells["t-ahead"][24].value == "待审核"
    assert (updated["J5"].comment.text, updated["AI4"].value) == ("按月累加", "联系人")


def test_a_sheet_that_cannot_be_brought_up_to_date_says_why(page):
    name, data = sheet()
    book = openpyxl.load_workbook(BytesIO(data))
    book[FORM]["A4"] = "号"
    buffer = BytesIO()
    book.save(buffer)
    assert "不能在 填报表.xlsx 上更新" in words_of(page((name, buffer.getvalue())))


def test_the_page_says_how_much_is_missing(page):
    app = page()
    assert "缺这一期的数" in words_of(app)
    assert [button.proto.label for button in app.get("download_button")] == ["导出填报表"]


def test_a_sheet_that_is_right_is_handed_in_whole(page):
    app = page(sheet(t_wan=12_000, t_ahead="88%"))
    assert "可提交 2 个新数" in words_of(app)
    press(app, "全部正确，提交 2 个数")
    assert "已提交 2 个数，待另一人审核" in words_of(app)
    assert {key: (each.value, each.entered_by) for key, each in figures().items()} == {
        "t-wan": (12_000, "王敏"), "t-ahead": (88, "王敏"),
    }  # fmt: skip


def test_of_a_sheet_that_is_wrong_the_right_rows_may_be_handed_in(page):
    app = page(sheet(t_wan="很多", t_ahead=88))
    assert "填报表!J" in words_of(app)
    assert "“很多”不是一个数" in words_of(app)
    press(app, "只提交正确的 1 行")
    assert set(figures()) == {"t-ahead"}


def test_without_a_name_nothing_is_read(page):
    app = page(sheet(t_wan=12_000), person="")
    assert "请先填写姓名" in words_of(app)
    assert not [button for button in app.button if "提交" in button.label]


def test_a_file_that_cannot_be_read_says_what_to_do(page):
    app = page((NAME, b"PK\x03\x04nonsense"))
    assert "没有读入" in words_of(app)
    assert "请用原软件打开后另存再试" in words_of(app)


def test_what_stands_in_a_cell_is_not_markup(page):
    app = page(sheet(t_wan="<script>alert(1)</script>"))
    assert "<script>" not in html_of(app)


def test_an_offices_own_table_is_taken_row_by_row_after_a_choice(page):
    app = page(("完成情况.csv", TABLE.encode()))
    words = words_of(app)
    for expected in ("读出 3 个数，2 个可能对应", "5G覆盖率 87.5%", "指标同名", "财政收入"):
        assert expected in words
    assert figures() == {}
    assert [box.value for box in app.selectbox if box.key and box.key.startswith("office_")] == ["t-ahead", "t-wan"]
    next(box for box in app.selectbox if box.key and box.key.startswith("office_1")).set_value("").run()
    press(app, "确认并提交 1 个数")
    assert {key: each.value for key, each in figures().items()} == {"t-ahead": 87.5}


def test_a_refused_entry_says_so_and_keeps_nothing(page, monkeypatch):
    app = page(sheet(t_wan=12_000))

    def fail(*_):
        raise PipelineError("记录库正忙，请稍后重试。")

    monkeypatch.setattr(ledger, "enter", fail)
    press(app, "全部正确")
    assert "记录库正忙" in words_of(app)
    assert figures() == {}
