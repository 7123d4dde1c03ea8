"""What an official does: open the board, narrow it down, send the link, open a goal, read its sentence."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

pytestmark = pytest.mark.browser

PAGES = (
    "", "goal", "city", "indicators", "compare", "document", "entry", "answers", "ledger", "review", "tasks",
    "follow-up", "imports", "snapshots", "rules",
)  # fmt: skip


def shown_total(page: Page) -> int:
    """The goals on the page, added up over the states in the key."""
    return sum(int(count) for count in page.locator(".kb-key b").all_inner_texts())


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


@pytest.fixture
def goals(table):
    targets = table("target")
    return targets[targets["certainty"] == "core"]


def test_first_screen_counts_every_goal(visit, goals, table):
    page = visit.open()
    expect(page.locator(".kb-conclusion")).to_be_visible()
    assert len(goals) in numbers(page.locator(".kb-conclusion").inner_text())
    assert shown_total(page) == len(goals)
    assert numbers(page.locator(".kb-grid tfoot .kb-total").inner_text()) == [len(goals)]
    cities = page.locator(".kb-grid tbody th a").all_inner_texts()
    assert len(cities) == table("plan")["city"].nunique() == 6


def test_a_city_pill_changes_counts_and_address(visit, goals):
    page = visit.open()
    page.get_by_test_id("stMain").get_by_role("radio", name="泰州").or_(
        page.get_by_test_id("stMain").get_by_role("button", name="泰州")
    ).or_(page.get_by_test_id("stMain").get_by_role("checkbox", name="泰州")).first.click()
    page.wait_for_url(re.compile("city="))
    assert parse_qs(urlsplit(page.url).query)["city"] == ["泰州市"]
    expected = int((goals["city"] == "泰州市").sum())
    visit.settled()
    expect(page.locator(".kb-grid tfoot .kb-total")).to_have_text(str(expected))
    assert shown_total(page) == expected


def test_a_link_reopens_the_view(visit, goals):
    some = goals[goals["city"] == "宜兴市"]
    domain = some["domain_group"].iloc[0]
    page = visit.open(f"?city={quote('宜兴市')}&domain={quote(domain)}")
    assert shown_total(page) == int((some["domain_group"] == domain).sum())


def test_a_cell_of_the_grid_opens_its_goals(visit):
    page = visit.open()
    cell = page.locator(".kb-grid tbody td a:has(b)").first
    count = int(cell.locator("b").inner_text())
    cell.click()
    page.wait_for_url(re.compile("domain="))
    visit.settled()
    rows = page.locator(".kb-goals tbody tr").count()
    assert count == (shown_total(page) if page.locator(".kb-key").count() else rows)


def test_a_filter_that_finds_nothing_says_so(visit):
    page = visit.open(f"?text={quote('没有这样的词')}")
    expect(page.get_by_text("没有符合条件的目标").first).to_be_visible()


def test_from_the_list_to_a_goal(visit):
    page = visit.open("goal")
    first = page.locator(".kb-goals .kb-name a").first
    name = first.inner_text()
    first.click()
    page.wait_for_url(re.compile("target="))
    visit.settled()
    expect(page.locator(".kb-demand b")).to_be_visible()
    expect(page.locator("h1")).to_contain_text(name)


@pytest.mark.parametrize("script", ["simplified", "traditional"])
def test_a_goal_shows_its_sentence_as_printed(visit, goals, table, script):
    plans = table("plan").set_index("plan_id")
    goal = goals[goals["plan_id"].map(plans["script"]) == script].iloc[0]
    page = visit.open(f"goal?target={quote(goal['target_id'])}")
    number = page.locator(".kb-source mark b").first
    expect(number).to_be_visible()
    assert number.text_content() == goal["number_words"]
    marked = "".join(page.locator(".kb-source mark").all_text_contents())
    assert goal["quote"].strip() in marked
    background = number.evaluate("element => getComputedStyle(element.parentElement).backgroundColor")
    assert background not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_is_wider_than_the_screen(visit, path, width):
    visit.page.set_viewport_size({"width": width, "height": 844})
    page = visit.open(path)
    expect(page.locator(".kb-conclusion, .kb-section").first).to_be_visible()
    overflow = page.evaluate(
        "() => Math.max(document.documentElement.scrollWidth,"
        " document.querySelector('[data-testid=stMain]').scrollWidth) - window.innerWidth"
    )
    assert overflow <= 0


def test_a_goal_fits_a_phone(visit, goals):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open(f"goal?target={quote(goals['target_id'].iloc[0])}")
    expect(page.locator(".kb-demand b")).to_be_visible()
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth") <= 0


def test_the_full_text_opens_at_the_goal(visit, goals):
    goal = goals.loc[goals["start"].idxmax()]
    page = visit.open(f"document?plan={quote(goal['plan_id'])}&at={quote(goal['target_id'])}")
    expect(page.locator(".kb-here").first).to_be_in_viewport()


def test_the_navigation_leads_from_a_goal_to_the_list(visit, goals):
    goal = goals[goals["city"] == "宜兴市"].iloc[0]
    page = visit.open(f"goal?target={quote(goal['target_id'])}&city={quote('宜兴市')}")
    expect(page.locator(".kb-demand b")).to_be_visible()
    expect(page).to_have_title(f"{goal['indicator']} · 目标看板")
    visit.turn_to("进展", "目标")
    expect(page.locator(".kb-goals .kb-name a").first).to_be_visible()
    assert parse_qs(urlsplit(page.url).query) == {"city": ["宜兴市"]}
    expect(page).to_have_title("目标 · 目标看板")


def test_the_document_follows_the_city(visit, table):
    title = table("plan").drop_duplicates("city").set_index("city")["title"]["广德市"]
    page = visit.open(f"?city={quote('广德市')}")
    visit.turn_to("文件", "文档")
    expect(page.locator("h1")).to_have_text(title)
    assert parse_qs(urlsplit(page.url).query) == {"city": ["广德市"]}


def test_the_menu_only_prints(visit):
    page = visit.open()
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    menu = page.get_by_test_id("stMainMenuPopover")
    expect(menu.get_by_text("打印")).to_be_visible()
    assert menu.inner_text().split() == ["打印"]


def test_a_goal_is_printed_whole_on_upright_paper(visit, goals, tmp_path):
    """The right edge of the chart, where the goal stands, is not cut off, and the chart is not cut in two."""
    goal = goals[(goals["op"] == ">=") & (goals["value"] == 99) & goals["indicator"].eq("5G网络覆盖率")].iloc[0]
    page = visit.open(f"goal?target={goal['target_id']}")
    expect(page.locator(".main-svg").first).to_be_visible()
    page.pdf(path=tmp_path / "goal.pdf", format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "10mm"))
    printed = PdfDocument(tmp_path / "goal.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in printed]
    whole = [text for text in pages if "目标 ≥99%" in text and "2021年初" in text]
    assert len(whole) == 1
