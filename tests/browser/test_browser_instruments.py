"""仪表 in a real Chromium: each instrument fits every screen and paper, keeps its address, and leads to its goals."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.instruments import NAMES

pytestmark = pytest.mark.browser
WIDTHS = (1920, 1366, 390, 360)


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_fits_every_screen(visit, name):
    for width in WIDTHS:
        visit.page.set_viewport_size({"width": width, "height": 900})
        page = visit.open(f"instruments?show={name}")
        page.locator(".kb-conclusion").first.wait_for()
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width
        assert page.locator("[data-testid=stException]").count() == 0


def test_the_choice_is_kept_in_the_address(visit):
    page = visit.open("instruments")
    page.get_by_role("radio", name="预警雷达").click()
    visit.settled()
    expect(page).to_have_url(re.compile(r"show=radar"))
    expect(page.locator(".js-plotly-plot")).to_have_count(1)


def test_a_column_leads_to_just_its_goals(visit):
    page = visit.open("instruments?show=levels&by=按城市")
    link = page.locator(".kb-behind a").first
    count = re.search(r"共 (\d+) 项", link.inner_text())[1]
    link.click()
    visit.settled()
    expect(page.locator(".kb-conclusion")).to_contain_text(f"{count} 项数字目标")


def test_the_gauges_stand_side_by_side_on_paper(visit):
    page = visit.open("instruments")
    expect(page.locator(".js-plotly-plot")).to_have_count(13)
    page.emulate_media(media="print")
    tops = page.locator(".kb-dial").evaluate_all(
        "all => all.map(each => Math.round(each.getBoundingClientRect().bottom))"
    )
    assert len(set(tops[1:5])) == 1
