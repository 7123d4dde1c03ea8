"""通报: the numbers of the board in sentences and annexes; internal and public; nothing padded."""

import re
from dataclasses import replace

from dashboard import summary
from dashboard.briefings.notice import notice
from dashboard.briefings.notice_tables import MARKS, ROWS
from dashboard.icons import BY_NAME
from dashboard.labels import demand, is_missing, quantity
from dashboard.rows import rows
from tests.briefings.conftest import HOSTILE
from tests.briefings.reading import counts_of, said_counts, tables_of, words_of


def test_numbers_are_those_of_the_board(views):
    for state in views:
        content = notice(state)
        text, counts, total = words_of(content), counts_of(state.goals), len(state.goals)
        if not total:
            assert state.finding in text
            continue
        percents, _ = summary.percents(counts)
        assert said_counts(text) == {name: (count, percents[name]) for name, count in counts.items() if count}
        assert f"共分解数字目标{total}项" in text
        known = sum(not is_missing(value) for value in state.goals["actual"])
        assert f"有实际值的目标{known}项，数据覆盖率{known / total * 100:.1f}%" in text
        for family, word in (("good", "达到要求"), ("bad", "低于要求")):
            count = sum(n for name, n in counts.items() if BY_NAME[name].family == family)
            assert (f"）{word}的目标。共{count}项" in text) == bool(count)


def test_the_annex_prints_what_the_screen_prints(views):
    for state in views:
        known = state.goals[state.goals["actual"].notna()]
        if known.empty:
            continue
        told = {row[1].split("\n")[1]: row for row in tables_of(notice(state))[0][1:]}
        assert len(told) == min(len(known), ROWS)
        for goal in rows(known):
            _, name, asked, actual, _, state_word, _ = told[goal["target_id"]]
            assert name.split("\n")[0] == goal["indicator"]
            assert asked == "".join(demand(goal["op"], goal["value"], goal["value_max"], goal["unit"]))
            assert actual.split("\n")[0] == "".join(quantity(goal["actual"], goal["actual_max"], goal["unit"]))
            assert state_word == f"{MARKS[goal['state']]} {goal['state']}"


def test_the_cities_add_up(views):
    for state in views:
        missing = counts_of(state.goals)["无数据"]
        if missing:
            *cities, last = tables_of(notice(state))[-1][1:]
            assert [int(last[2]), int(last[3])] == [len(state.goals), missing]
            assert sum(int(row[3]) for row in cities) in (0, missing)


def test_internal_names_agencies_and_public_does_not(many):
    assert "大数据" in words_of(notice(many))
    public = notice(many, public=True)
    assert "大数据" not in words_of(public) + str(tables_of(public))
    assert "牵头单位" not in tables_of(public)[0][0]


def test_long_lists_say_what_is_left(many):
    content = notice(many)
    assert len(tables_of(content)[0]) == ROWS + 1
    assert re.search(r"其余\d+项见附件1", words_of(content))
    assert f"共{many.goals['actual'].notna().sum()}项有实际值，列前{ROWS}项" in words_of(content)


def test_a_view_without_goals_says_so_and_no_more(views):
    empty = next(state for state in views if state.goals.empty)
    text = words_of(notice(empty))
    assert empty.finding in text
    assert "一、总体情况" not in text
    assert "附件" not in text
    assert tables_of(notice(empty)) == []


def test_goals_without_data_are_said_to_be_and_nothing_is_padded(whole):
    dark = replace(whole, goals=whole.goals[whole.goals["state"] == "无数据"])
    text = words_of(notice(dark))
    assert "（一）没有数据的目标" in text
    assert "达到要求的目标" not in text
    assert len(tables_of(notice(dark))) == 1


def test_names_are_text(hostile):
    told = words_of(notice(hostile))
    assert [name for name in HOSTILE if name not in told] == []


def test_traditional(whole):
    text = words_of(notice(whole, traditional=True))
    assert "一、總體情況" in text
    assert "無數據" in text


def test_the_same_view_gives_the_same_bytes(whole):
    assert notice(whole) == notice(whole)


def test_a_long_scope_stands_below_the_title(whole):
    scope = "城市 云溪市、甲港高新区 · 领域 政务服务 · " * 12
    text = words_of(notice(replace(whole, scope=scope))).split("\n")
    assert text[0] == "关于所选数字目标进展情况的通报"
    assert f"范围：{scope}。" in text


def test_every_next_step_is_told(whole):
    steps = tuple(f"办第{number}件事。" for number in range(1, 25))
    text = words_of(notice(replace(whole, next_steps=steps)))
    assert "一是办第1件事。" in text
    assert "十一是办第11件事。" in text
    assert [step for step in steps if step not in text] == []
