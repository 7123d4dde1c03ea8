"""Out as a sheet, filled in with a spreadsheet library, back again: in a real Chromium, into a real ledger."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from pipeline.entries import Figure
from pipeline.entry_sheet.columns import FIRST_ROW, FORM
from pipeline.ledger import known_entries
from tests.browser.visits import served, visiting
from tests.entry_sheet.conftest import LETTER

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(board_dir: Path, tmp_path: Path) -> Path:
    """A data folder that may be written to."""
    return Path(shutil.copytree(board_dir, tmp_path / "data"))


@pytest.fixture
def guest(chromium, folder, tmp_path):
    """A visitor of a dashboard on that folder."""
    with served(folder, tmp_path) as address:
        yield from visiting(chromium, address)


def figures(folder):
    return known_entries(f"sqlite:///{folder / 'ledger.db'}", Figure)


def downloaded(page, folder):
    """The sheet, under the name that the page gives it."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出填报表").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def hand_in(guest, path, words):
    """Choose a file, and wait for what is said of it."""
    guest.settled()  # what was handed in before is gone from the uploader
    guest.page.locator("input[type=file]").set_input_files(path)
    expect(guest.page.get_by_text(words)).to_be_visible(timeout=30_000)
    guest.settled()


def test_a_sheet_goes_out_is_filled_in_and_comes_back(guest, folder, tmp_path):
    page = guest.open("ledger?city=宜兴市")
    page.get_by_placeholder("您的姓名").fill("王敏")
    page.keyboard.press("Enter")
    guest.settled()
    path = downloaded(page, tmp_path)
    assert path.name.startswith("填报表-宜兴市-")

    book = openpyxl.load_workbook(path)
    form = book[FORM]
    first, second = form[f"A{FIRST_ROW}"].value, form[f"A{FIRST_ROW + 1}"].value
    form[f"J{FIRST_ROW}"], form[f"J{FIRST_ROW + 1}"] = "88%", "很多"
    for row in (FIRST_ROW, FIRST_ROW + 1):
        for key, said in {"finality": "审定", "source": "月报", "note": "到期后的数，已核对"}.items():
            form[f"{LETTER[key]}{row}"] = said
    book.save(path)
    hand_in(guest, path, f"{FORM}!J{FIRST_ROW + 1}")
    expect(page.get_by_role("button", name="只提交正确的 1 行")).to_be_visible()

    form[f"J{FIRST_ROW + 1}"] = 90
    mended = tmp_path / "改好.xlsx"
    book.save(mended)
    page.get_by_role("button", name="去掉").first.click()
    guest.settled()
    hand_in(guest, mended, "可提交 2 个新数")
    page.get_by_role("button", name="全部正确，提交 2 个数").click()
    expect(page.get_by_text("已提交 2 个数，待另一人审核")).to_be_visible(timeout=30_000)
    assert [(each.target_id, each.value, each.entered_by) for each in figures(folder)] == [
        (first, 88, "王敏"), (second, 90, "王敏"),
    ]  # fmt: skip

    hand_in(guest, mended, "可提交 0 个新数，2 个与已有的相同")
    assert len(figures(folder)) == 2
