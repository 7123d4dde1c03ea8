"""指标 in a real Chromium: a name becomes a wording, its fact moves into the record, and the history says by whom."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from pipeline.build import build
from tests.city_reports import write_reports

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("indicators")
    build(write_reports(folder / "reports"), folder / "data")
    return folder / "data"


def test_a_wording_is_edited_and_the_fact_moves(guest):
    page = guest.open("indicators")
    expect(page.locator(".kb-conclusion")).to_contain_text("另有 1 个待归类")
    page.get_by_role("link", name="旅游总收入增长率").click()
    guest.settled()
    expect(page.locator(".kb-conclusion")).to_contain_text("看板里没有归入这项指标的目标和数据")
    field = page.get_by_placeholder("您的姓名")
    field.fill("王敏")
    field.press("Enter")
    expect(page.get_by_text("请先填写姓名")).to_have_count(0)
    guest.settled()
    page.get_by_text("修改或停用这项指标").click()
    words = page.get_by_label("叫法（一行一个）", exact=True)
    words.fill(words.input_value() + "\n接待旅游总收入")
    page.get_by_label("理由").fill("统计局口径")
    page.get_by_role("button", name="保存修改").click()
    expect(page.locator(".kb-conclusion")).to_contain_text("1 年有数据")
    guest.settled()
    expect(page.locator(".kb-track")).to_contain_text("接待旅游总收入增长9%")
    expect(page.locator(".kb-across")).to_contain_text("王敏")
    expect(page.locator(".kb-across")).to_contain_text("叫法：空 → 接待旅游总收入")
    expect(page.locator(".kb-across")).to_contain_text("统计局口径")
    page.get_by_role("link", name="← 全部指标").click()
    guest.settled()
    expect(page.locator(".kb-conclusion")).to_have_text("5 项目标中的 5 项、5 个数据中的 5 个归入 3 项规范指标。")


@pytest.mark.parametrize("width", [390, 1366])
def test_a_track_record_fits_its_screen(guest, width):
    guest.page.set_viewport_size({"width": width, "height": 844})
    page = guest.open("indicators?indicator=N01")
    chart = page.locator(".js-plotly-plot")
    expect(chart.get_by_text("高1.8个百分点")).to_be_visible()
    edge = chart.bounding_box()
    for words in chart.locator(".annotation").all():
        box = words.bounding_box()
        assert box["x"] + box["width"] <= edge["x"] + edge["width"]
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth") <= 0
