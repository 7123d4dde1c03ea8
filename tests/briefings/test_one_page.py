"""一页纸: exactly one page, with the numbers of the board, whatever the view."""

import io
import re
from dataclasses import replace

import pandas as pd
import pdfplumber
import pytest

from dashboard.briefings.goal_words import GROUPS
from dashboard.briefings.one_page import one_page, values_of
from dashboard.briefings.pdf import characters
from dashboard.icons import BY_NAME
from dashboard.labels import DOMAINS, is_missing
from tests.briefings.conftest import HOSTILE
from tests.briefings.reading import counts_of, large_numbers, pages_of, plain


def groups_of(goals: pd.DataFrame) -> list[int]:
    counts = counts_of(goals)
    good, bad = (sum(n for name, n in counts.items() if BY_NAME[name].family == family) for family in ("good", "bad"))
    return [len(goals), good, bad, len(goals) - good - bad, counts["无数据"]]


def test_the_groups_hold_every_state_once():
    assert sorted(state for states in GROUPS.values() for state in states) == sorted(BY_NAME)


def test_numbers_are_those_of_the_board(views):
    for state in views:
        content = one_page(state)
        text = pages_of(content)
        assert len(text) == 1
        if state.goals.empty:
            assert plain(state.finding).rstrip("。") in plain(text[0])
            continue
        assert large_numbers(content) == groups_of(state.goals)
        assert plain(state.finding) in plain(text[0])
        for word in DOMAINS:
            own = state.goals[state.goals["domain_group"] == word]
            known = sum(not is_missing(value) for value in own["actual"])
            said = rf"{word}.*?{known}/{len(own)}(?!\d)" if len(own) else rf"{word}(无数字目标)?"
            assert re.search(said, re.sub(r" ", "", text[0])), (word, text[0])


def test_every_page_says_where_it_comes_from(whole):
    text = plain(pages_of(one_page(whole))[0])
    assert whole.code in text
    assert plain(whole.rule) in text
    assert plain(whole.period) in text
    assert "截至2024年9月30日" in text


@pytest.mark.parametrize("traditional", [False, True])
def test_one_page_of_many_goals(many, traditional):
    content = one_page(many, traditional=traditional)
    text = pages_of(content)
    assert len(text) == 1
    assert large_numbers(content) == groups_of(many.goals)
    assert ("提請領導小組研究" if traditional else "提请领导小组研究") in plain(text[0])


def test_the_last_matter_stands_above_the_foot(views, many):
    for state in [*views, many]:
        with pdfplumber.open(io.BytesIO(one_page(state))) as document:
            lines = document.pages[0].extract_text_lines()
        above, foot = [line for line in lines if line["chars"][0]["size"] > 7.6], lines[-1]
        assert max(line["bottom"] for line in above) < foot["top"] - 20
        assert foot["bottom"] <= 297 / 25.4 * 72 - 14 / 25.4 * 72


def test_nothing_is_drawn_without_a_glyph(views, many):
    for state in [*views, many]:
        with pdfplumber.open(io.BytesIO(one_page(state))) as document:
            chars = document.pages[0].chars
        assert {char["text"] for char in chars} <= characters()
        assert {char["fontname"].partition("+")[2] for char in chars} <= {"NotoSansSC-Regular", "NotoSansSC-Bold"}
        assert "〓" not in {char["text"] for char in chars}


def test_names_are_text(hostile):
    text = plain(pages_of(one_page(hostile))[0])
    assert [name for name in HOSTILE if plain(name) not in text] == []


def test_a_view_without_goals_says_so(views):
    empty = next(state for state in views if state.goals.empty)
    (text,) = pages_of(one_page(empty))
    assert "没有符合条件的目标" in plain(text)
    assert "分领域" not in text


def test_goals_without_data_are_said_to_be(whole):
    dark = replace(whole, goals=whole.goals[whole.goals["state"] == "无数据"])
    text = plain(pages_of(one_page(dark))[0])
    assert f"{len(dark.goals)}项目标都没有数据" in text
    assert "没有可评的目标，不能说有无落后。" in text


def test_unlike_gaps_get_no_common_axis(whole):
    goals = whole.goals[whole.goals["actual"].notna()].assign(state="未达序时")
    values = values_of(replace(whole, goals=goals))
    assert {row["bar"] for row in values["behind"]["rows"]} == {None}
    alike = values_of(replace(whole, goals=goals[goals["measure"] == "growth"]))
    assert None not in {row["bar"] for row in alike["behind"]["rows"]}


def test_the_public_page_names_no_agency(many):
    assert "大数据" in plain(pages_of(one_page(many))[0])
    text = plain(pages_of(one_page(many, public=True))[0])
    assert "大数据" not in text
    assert "牵头单位" not in text.partition("提请领导小组研究")[0]


def test_the_same_view_gives_the_same_bytes(whole, many):
    for state in (whole, many):
        assert one_page(state) == one_page(state)


def test_one_page_of_the_longest_words(many):
    long = replace(
        many, scope="所选" + "城市 云溪市、甲港高新区 · " * 20, finding=many.finding * 3, rule=many.rule * 4,
        period="2024年" * 9,
        matters=tuple(replace(matter, title=matter.title * 5, text=matter.text * 9) for matter in many.matters * 3),
    )  # fmt: skip
    (text,) = pages_of(one_page(long))
    assert "提请领导小组研究" in plain(text)
    assert f"编码{long.code}" in plain(text)


def test_each_row_has_its_source(whole):
    text = plain(pages_of(one_page(whole))[0])
    behind = whole.goals[whole.goals["state"] == "未达序时"]
    assert len(behind)
    assert [target_id for target_id in behind["target_id"] if target_id not in text] == []
