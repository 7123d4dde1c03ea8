"""The day that the board is asked about: the calendar to choose it; what follows is told in test_browser_story.py."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_calendar_speaks_chinese(visit):
    page = visit.open()
    page.locator(".st-key-kb_day button").first.click()
    page.locator("[data-testid=stDateInputCalendarButton]").click()
    calendar = page.locator("[data-testid=stDateInputCalendar]")
    expect(calendar).to_contain_text("一月")
    assert not re.search("[A-Za-z]{2}", calendar.inner_text().replace("Esc", ""))
