"""One goal's year in an office, in one browser: entered, returned, corrected, approved; the quarter frozen; the sheet
exported, filled in with a spreadsheet library, handed in, and its figures there.
"""

import re
from urllib.parse import quote

import openpyxl
import pytest
from openpyxl.comments import Comment
from playwright.sync_api import expect

from pipeline.board import read_board
from pipeline.entries import Figure, Step
from pipeline.entry_sheet.columns import FIRST_ROW, FORM
from pipeline.ledger import known_entries
from tests.entry_sheet.conftest import LETTER

pytestmark = pytest.mark.browser

PROOF = {"name": "盖章报表.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 proof"}
WHY = "月报写的是99.5%，请核对"
QUARTER = "2024年前三季度"
SECOND = FIRST_ROW + 1


@pytest.fixture
def target_id(folder):
    """广德's goal of 5G: 99% by 2023, of which no document says how it went."""
    targets = read_board(folder)["target"]
    found = targets[(targets["city"] == "广德市") & (targets["indicator"] == "5G网络覆盖率")]
    return found["target_id"].iloc[0]


def entered(folder, kind):
    return known_entries(f"sqlite:///{folder / 'ledger.db'}", kind)


def test_from_a_figure_to_the_verdict_the_frozen_quarter_and_the_sheet(guest, folder, target_id, tmp_path):
    before = numbers(guest, "?as_of=2024-09-30")
    enter_with_remedy_and_proof(guest, target_id)
    return_by_keyboard(guest)
    correct(guest, target_id)
    approve_by_keyboard(guest)
    assert [(each.value, each.replaces) for each in entered(folder, Figure)] == [(95, 0), (99.5, 1)]
    steps = [(each.action, each.entered_by) for each in entered(folder, Step)]
    assert steps == [("returned", "李四"), ("approved", "李四")]
    expect(guest.open(f"goal?target={target_id}").locator(".kb-word")).to_contain_text("已完成")

    then = numbers(guest, "?as_of=2024-09-30")
    assert then != before
    expect(guest.page.locator(".kb-moment")).to_have_text("按 2024年9月30日 的情况显示")
    freeze(guest)
    change_the_rule(guest)
    look_back(guest, then)

    path = exported(guest, tmp_path)
    hand_in_with_a_mistake(guest, path)
    mended = hand_in_mended(guest, path)
    assert [(each.value, each.value_max, each.entered_by) for each in entered(folder, Figure)[2:]] == [
        (88, None, "王敏"), (90, 91, "王敏"),
    ]  # fmt: skip
    assert_on_record(guest, mended)


def enter_with_remedy_and_proof(guest, target_id):
    """95% is less than was promised: the form asks for more as soon as it is typed."""
    page = guest.open(f"goal?target={target_id}")
    expect(page.locator(".kb-word")).to_contain_text("无数据")
    page.get_by_role("link", name="填报实际值").first.click()
    page.wait_for_url(re.compile(r"/entry\?"))
    page = guest.open_as(f"entry?target={target_id}", "王敏")
    guest.fill(本期数值="95", 数据来源="通信管理部门月报")
    expect(page.get_by_text("无数据 → 到期未完成")).to_be_visible()
    guest.fill(原因="铁塔选址滞后", 对策="新增站址三十处", 新的完成时限="2024-06-30")
    page.get_by_text("佐证材料和说明").click()
    page.locator("input[type=file]").set_input_files(PROOF)
    expect(page.get_by_text(PROOF["name"])).to_be_visible()
    guest.settled()
    submit(guest)


def submit(guest):
    guest.page.get_by_role("button", name="提交审核").last.click()
    expect(guest.page.get_by_text("待另一人审核")).to_be_visible()
    guest.settled()


def return_by_keyboard(guest):
    """Another person opens the proof and returns the figure."""
    page = guest.open_as("entry?view=审核", "李四")
    expect(page.get_by_text("铁塔选址滞后").first).to_be_visible()
    with page.expect_download() as proof:
        page.get_by_role("button", name="下载 盖章报表.pdf").click()
    assert proof.value.path().read_bytes() == PROOF["buffer"]
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("r")
    expect(page.get_by_label("退回理由")).to_be_focused()
    page.keyboard.type(WHY)
    page.keyboard.press("Enter")
    expect(page.get_by_text("没有待审核的数值").first).to_be_visible()


def correct(guest, target_id):
    page = guest.open_as(f"entry?target={target_id}", "王敏")
    expect(page.get_by_text(f"退回理由：{WHY}")).to_be_visible()
    guest.fill(本期数值="99.5")
    submit(guest)


def approve_by_keyboard(guest):
    page = guest.open_as("entry?view=审核", "李四")
    expect(page.get_by_text("无数据 → 已完成")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("a")
    expect(page.get_by_text("没有待审核的数值").first).to_be_visible()


def numbers(guest, path):
    """What the first screen says: its sentence and the counts of the states."""
    page = guest.open(path)
    expect(page.locator(".kb-conclusion")).to_be_visible()
    return [page.locator(".kb-conclusion").inner_text(), page.locator(".kb-key").inner_text()]


def freeze(guest):
    page = guest.open_as("snapshots?as_of=2024-09-30", "王敏")
    page.get_by_role("button", name="冻结", exact=True).click()
    expect(page.locator(".kb-message")).to_contain_text(f"已冻结数据期“{QUARTER}”")


def change_the_rule(guest):
    page = guest.open("rules?as_of=2024-09-30")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name=re.compile("^宣城")).click()
    for field, words in (("您的姓名", "王敏"), ("更换理由", "领导小组会议纪要")):
        page.get_by_placeholder(field).fill(words)
        page.get_by_placeholder(field).press("Enter")
        guest.settled()
    page.get_by_role("button", name="改用这条规则").click()
    expect(page.locator(".kb-conclusion")).to_contain_text("宣城")


def look_back(guest, then):
    """The quarter says what it said, whatever the rule, on every page; and back again."""
    page = guest.page
    assert numbers(guest, f"?snapshot={quote(QUARTER)}") == then
    told = f"正在查看数据期“{QUARTER}”：数据截至 2024年9月30日，规则“序时进度"
    expect(page.locator(".kb-moment")).to_contain_text(told)
    guest.turn_to("进展", "目标")
    expect(page.locator(".kb-moment")).to_contain_text(QUARTER)
    page.get_by_role("button", name="返回当前").click()
    expect(page.locator(".kb-moment")).to_have_count(0)


def exported(guest, tmp_path):
    page = guest.open_as("ledger?city=宜兴市", "王敏")
    path = downloaded(page, "导出填报表", tmp_path)
    assert path.name.startswith("填报表-宜兴市-")
    return path


def downloaded(page, button, folder):
    """The sheet, under the name that the page gives it."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def hand_in(guest, path, words):
    """Choose a file, and wait for what is said of it."""
    expect(guest.page.get_by_text("核对结果")).to_have_count(0)  # what was handed in before is gone
    guest.settled()
    guest.page.locator("input[type=file]").set_input_files(path)
    expect(guest.page.get_by_text(words)).to_be_visible(timeout=30_000)
    guest.settled()


def hand_in_with_a_mistake(guest, path):
    book = openpyxl.load_workbook(path)
    form = book[FORM]
    form[f"J{FIRST_ROW}"], form[f"J{SECOND}"] = "88%", "很多"
    form[f"J{FIRST_ROW}"].comment = Comment("按月累加", "王敏")
    for row in (FIRST_ROW, SECOND):
        for key, said in {"finality": "审定", "source": "月报", "note": "到期后的数，已核对"}.items():
            form[f"{LETTER[key]}{row}"] = said
    book.save(path)
    hand_in(guest, path, f"{FORM}!J{SECOND}")
    expect(guest.page.get_by_role("button", name="只提交正确的 1 行")).to_be_visible()
    guest.page.get_by_role("button", name="去掉").first.click()


def hand_in_mended(guest, path):
    book = openpyxl.load_workbook(path)
    book[FORM][f"J{SECOND}"] = "90%—91%"
    mended = path.with_name("改好.xlsx")  # a browser does not notice a file that is chosen a second time
    book.save(mended)
    hand_in(guest, mended, "可提交 2 个新数")
    guest.page.get_by_role("button", name="全部正确，提交 2 个数").click()
    expect(guest.page.get_by_text("已提交 2 个数，待另一人审核")).to_be_visible(timeout=30_000)
    return mended


def assert_on_record(guest, path):
    """Handed in again the sheet has nothing new; brought up to date it says that its figures wait, and they do."""
    hand_in(guest, path, "可提交 0 个新数，2 个与已有的相同")
    form = openpyxl.load_workbook(downloaded(guest.page, "下载更新后的表", path.parent))[FORM]
    steps = [form[f"{LETTER['step']}{row}"].value for row in (FIRST_ROW, SECOND)]
    assert (steps, form[f"J{FIRST_ROW}"].comment.text) == (["待审核", "待审核"], "按月累加")
    page = guest.open_as("entry?view=审核", "李四")
    expect(page.get_by_text(form[f"{LETTER['indicator']}{FIRST_ROW}"].value).first).to_be_visible()
