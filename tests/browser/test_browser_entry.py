"""填报: many figures in the grid, and one goal at a time on a phone; what follows is told in test_browser_story.py."""

import pytest
from playwright.sync_api import expect

from pipeline.entries import Figure
from pipeline.ledger import known_entries

pytestmark = pytest.mark.browser


def test_many_figures_are_typed_into_the_grid(guest, folder):
    page = guest.open_as("entry?end=2024-12-31&city=平湖市", "王敏")
    expect(page.locator(".kb-conclusion")).to_contain_text("2024年应报 6 项")
    for line, value in enumerate(("6.1", "7.9")):
        type_into_cell(guest, 700, line, value)
        type_into_cell(guest, 900, line, "统计月报")
    button = page.get_by_role("button", name="提交审核（2 项）")
    button.click()
    expect(page.locator(".kb-conclusion")).to_contain_text("2 项待审核，4 项未填")
    figures = known_entries(f"sqlite:///{folder / 'ledger.db'}", Figure)
    assert [(each.value, each.source) for each in figures] == [(6.1, "统计月报"), (7.9, "统计月报")]


def type_into_cell(guest, x, line, words):
    """The grid is drawn on a canvas: a cell is found by its place."""
    page = guest.page
    grid = page.locator(".st-key-kb_grid [data-testid=stDataFrame]")
    grid.click(position={"x": x, "y": 36 * line + 50})  # once it has stopped moving
    selected = grid.locator(f"[role=gridcell][aria-selected=true][id$='-{line}']")
    expect(selected).to_be_attached()
    page.keyboard.press("Enter")
    page.locator("textarea.gdg-input").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("textarea.gdg-input")).to_have_count(0)
    guest.settled()


def test_on_a_phone_one_goal_at_a_time(guest):
    guest.page.set_viewport_size({"width": 390, "height": 844})
    page = guest.open("entry?end=2024-09-30")
    expect(page.locator(".st-key-kb_grid")).to_be_hidden()
    expect(page.get_by_text("1 / 7")).to_be_visible()
    page.get_by_role("button", name="下一项").click()
    expect(page.get_by_text("2 / 7")).to_be_visible()
