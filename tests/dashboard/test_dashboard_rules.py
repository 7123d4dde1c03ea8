"""口径: the rule in force with its bands, the grid of an own rule, the preview, the change and its record."""

from dataclasses import replace

import pytest

from dashboard.rule_grid import definition_from, grid_of
from pipeline.entries import RuleChange
from pipeline.ledger import known_entries
from pipeline.progress import RuleError, presets, rule_from
from pipeline.settings import ledger_url
from tests.dashboard.reading import words_of

XUANCHENG = "宣城（达序时与未达序时）"


def fields(rule, **typed):
    plain = {
        "name": "本单位规则", "measure": rule.measure, "in_days": rule.in_days, "cycle_months": rule.cycle_months,
        "count_estimates": rule.count_estimates, "about_tolerance": rule.about_tolerance * 100,
        "hold_tolerance": rule.hold_tolerance * 100,
    }  # fmt: skip
    return plain | typed


def bounds(rule):
    return [replace(band, colour="") for band in rule.bands]


@pytest.mark.parametrize("rule", presets().values(), ids=presets().keys())
def test_every_published_rule_goes_through_the_grid_and_back(rule):
    again = rule_from(definition_from(grid_of(rule), fields(rule), rule))
    assert bounds(again) == bounds(rule)
    assert (again.measure, again.cycle_months) == (rule.measure, rule.cycle_months)
    assert again.about_tolerance == pytest.approx(rule.about_tolerance)


@pytest.mark.parametrize(
    ("row", "cell", "value", "words"),
    [
        (3, "下限", 12.0, "差距 10 至 12 个百分点未定义"),
        (3, "下限", 8.0, "同时属于“略低”和“未达序时”"),
        (3, "含下限", False, "差距恰为 10 个百分点时未定义"),
        (0, "上限", None, "同时属于"),
        (1, "状态", None, "第2个条件的状态须为"),
        (0, "形状", "◆", "第1个条件的形状须为"),
    ],
)
def test_each_gap_and_overlap_is_named(row, cell, value, words):
    rule = next(iter(presets().values()))
    grid = grid_of(rule).astype({"含下限": "object"})
    grid.loc[row, cell] = value
    with pytest.raises(RuleError) as found:
        rule_from(definition_from(grid, fields(rule), rule))
    assert any(words in problem for problem in found.value.problems)


def test_an_empty_row_of_the_grid_is_no_condition():
    rule = next(iter(presets().values()))
    grid = grid_of(rule)
    grid.loc[len(grid)] = [None, None, None, None, False, None, False]
    assert bounds(rule_from(definition_from(grid, fields(rule), rule))) == bounds(rule)


def choose(app, name):
    return app.selectbox(key="rule_choice").set_value(name).run()


def test_the_rule_in_force_is_shown_with_its_bands_and_source(published, open_page):
    words = words_of(open_page("rules"))
    assert "0＜差距＜10" in words
    assert "出处：达序时与否同宣城市" in words
    assert "规则变更记录" not in words


def test_a_rule_is_looked_at_before_it_is_used(published, open_page):
    words = words_of(choose(open_page("rules"), XUANCHENG))
    assert "出处：宣城市2020至2023年季度通报" in words
    assert "6 项目标中 1 项状态有变" in words
    assert words.index("超序时", words.index("换用后的变化")) < words.index("5G覆盖率") + 60
    assert known_entries(ledger_url(), RuleChange) == []


def press(app):
    return next(button for button in app.button if button.label == "改用这条规则").click().run()


def test_a_change_asks_for_name_and_reason_and_is_logged(published, open_page):
    app = choose(open_page("rules"), XUANCHENG)
    assert "请先填写姓名" in words_of(app)
    app.text_input(key="person_typed").set_value("王敏").run()
    assert "请写明理由" in words_of(press(app))
    assert known_entries(ledger_url(), RuleChange) == []
    app.text_input(key="rule_reason").set_value("领导小组会议纪要").run()
    words = words_of(press(app))
    assert f"现行规则已改为“{XUANCHENG}”" in words
    assert "6 项数字目标，按“宣城" in words
    log = words.split("规则变更记录")[1]
    assert all(word in log for word in ("王敏", "序时进度（直线）", XUANCHENG, "领导小组会议纪要"))
    (change,) = known_entries(ledger_url(), RuleChange)
    assert rule_from(dict(change.definition)) == presets()[XUANCHENG]


def test_an_own_rule_is_put_together_and_used(published, open_page):
    app = choose(open_page("rules"), "自定规则")
    assert "本单位规则：差距＝序时进度－完成率" in words_of(app)
    app.text_input(key="rule_name").set_value("云溪规则").run()
    app.radio[0].set_value("按天计").run()
    app.text_input(key="person_typed").set_value("王敏").run()
    app.text_input(key="rule_reason").set_value("纪要").run()
    words = words_of(press(app))
    assert "按“云溪规则”判定" in words
    assert "序时进度按天计" in words
    assert "云溪规则" in app.selectbox(key="rule_choice").options


def test_a_published_name_is_not_taken_for_an_own_rule(published, open_page):
    app = choose(open_page("rules"), "自定规则")
    app.text_input(key="rule_name").set_value(XUANCHENG).run()
    app.text_input(key="person_typed").set_value("王敏").run()
    app.text_input(key="rule_reason").set_value("纪要").run()
    assert "请另取一个名称" in words_of(press(app))
    assert known_entries(ledger_url(), RuleChange) == []
